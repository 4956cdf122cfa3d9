"""The OpenAPI document at `/schema/openapi.json`: what the handlers do not say themselves."""

import msgspec
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import Components, Reference, Schema, SecurityScheme, Tag
from litestar.plugins import OpenAPISchemaPlugin
from litestar.typing import FieldDefinition

from shop import __version__

DESCRIPTION = """\
The back room of a shop that lives inside WhatsApp, for merchants and their programs.

Send your key with every request: `Authorization: Bearer shop_…`. Lists are pages: pass `next_cursor` on as
`cursor`. Money is whole minor units and an ISO 4217 code. Refusals are RFC 9457 problem documents.
"""


class ClosedStructs(OpenAPISchemaPlugin):
    """A Struct that forbids unknown fields says so in the document; the framework leaves that out."""

    def is_plugin_supported_field(self, field_definition: FieldDefinition) -> bool:
        annotation = field_definition.annotation
        return (
            isinstance(annotation, type)
            and issubclass(annotation, msgspec.Struct)
            and annotation.__struct_config__.forbid_unknown_fields
        )

    def to_openapi_schema(self, field_definition, schema_creator):  # type: ignore[no-untyped-def]
        """As the framework's own plugin for Structs has it, and closed."""
        usual = next(
            plugin
            for plugin in schema_creator.plugins
            if plugin is not self and schema_creator.plugin_supports_field(plugin, field_definition)
        )
        schema: Schema | Reference = usual.to_openapi_schema(field_definition, schema_creator)
        if isinstance(schema, Schema):
            schema.additional_properties = False
        return schema


def document() -> OpenAPIConfig:
    """How the document is made and where it is served."""
    return OpenAPIConfig(
        title="Trastienda",
        version=__version__,
        description=DESCRIPTION,
        path="/schema",
        components=Components(
            security_schemes={
                "bearer": SecurityScheme(type="http", scheme="bearer", description="An API key: `shop_…`.")
            }
        ),
        tags=[
            Tag("products", "What is sold. An edit reaches the WhatsApp catalog by itself."),
            Tag("stock", "How many there are of each variant, and why that changed."),
            Tag("orders", "What was bought in the chat."),
            Tag("hooks", "Machines call these."),
            Tag("health", "Does it run?"),
        ],
        use_handler_docstrings=True,
    )
