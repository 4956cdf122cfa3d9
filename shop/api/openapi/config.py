"""The OpenAPI document at `/schema/openapi.json`: what the handlers do not say themselves."""

from dataclasses import dataclass, field, fields
from typing import Any

import msgspec
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, OpenAPI, Schema, SecurityScheme, Tag
from litestar.plugins import OpenAPISchemaPlugin
from litestar.typing import FieldDefinition

from shop import __version__
from shop.api.openapi.shared import with_shared_parts

DESCRIPTION = """\
The back room of a shop that lives inside WhatsApp, for merchants and their programs.

Send your key with every request: `Authorization: Bearer shop_…`. Lists are pages: pass `next_cursor` on as
`cursor`. Money is whole minor units and an ISO 4217 code. Refusals are RFC 9457 problem documents.

An answer got lost? Send an `Idempotency-Key` with every write and simply ask again: the change is made once, and the
repeat gets the first answer. The same key with another request is 422.

Every key has an allowance, told in the `RateLimit-…` fields of each answer; 429 says in `Retry-After` when to come
back. A bulk call draws from an allowance of its own: one unit, and one more for every 100 kB of its body.
"""


@dataclass
class RawSchema(Schema):
    """A schema as msgspec wrote it."""

    written: dict[str, Any] = field(default_factory=dict)

    def to_schema(self) -> dict[str, Any]:
        return self.written


class MsgspecSchemas(OpenAPISchemaPlugin):
    """Structs as msgspec checks them: the framework forgets limits of list items and that a Struct is closed."""

    def is_plugin_supported_field(self, field_definition: FieldDefinition) -> bool:
        annotation = field_definition.annotation
        return isinstance(annotation, type) and issubclass(annotation, msgspec.Struct)

    def to_openapi_schema(self, field_definition, schema_creator):  # type: ignore[no-untyped-def]
        """The framework's own schema, which also registers what it refers to, with msgspec's properties.

        A Struct that is read in another shape than it is meant names the other one in `documented_as`.
        """
        shown = getattr(field_definition.annotation, "documented_as", None)
        if shown is not None:
            field_definition = FieldDefinition.from_annotation(shown)
        usual = next(
            plugin
            for plugin in schema_creator.plugins
            if plugin is not self and schema_creator.plugin_supports_field(plugin, field_definition)
        )
        schema: Schema = usual.to_openapi_schema(field_definition, schema_creator)
        exact = _exact(field_definition.annotation)
        schema.properties = {name: RawSchema(written=each) for name, each in exact["properties"].items()}
        schema.description = exact.get("description")
        if "additionalProperties" in exact:
            schema.additional_properties = exact["additionalProperties"]
        return schema


@dataclass
class DocumentWithSharedParts(OpenAPI):
    """The document, with what the layers around the doors add to each of them."""

    def to_schema(self) -> dict[str, Any]:
        return with_shared_parts(super().to_schema())


@dataclass
class DocumentConfig(OpenAPIConfig):
    """The framework's configuration of that document."""

    def to_openapi_schema(self) -> OpenAPI:
        usual = super().to_openapi_schema()
        return DocumentWithSharedParts(**{part.name: getattr(usual, part.name) for part in fields(usual)})


def openapi_config() -> OpenAPIConfig:
    """How the document is made and where it is served."""
    return DocumentConfig(
        title="Trastienda",
        version=__version__,
        description=DESCRIPTION,
        path="/schema",
        render_plugins=[
            JsonRenderPlugin(path=["/", "/openapi.json"])
        ],  # a page of it would run a stranger's script
        components=Components(
            security_schemes={
                "bearer": SecurityScheme(type="http", scheme="bearer", description="An API key: `shop_…`.")
            }
        ),
        tags=[
            Tag("products", "What is sold. An edit reaches the WhatsApp catalog by itself."),
            Tag("stock", "How many there are of each variant, and why that changed."),
            Tag("images", "Pictures of products, made to fit the WhatsApp catalog."),
            Tag("categories", "The shop's own tree, mapped to Google's."),
            Tag("collections", "Products shown together; product sets of the WhatsApp catalog."),
            Tag(
                "catalog",
                "The WhatsApp catalog as a whole: how it stands, what differs, the numbers' switches.",
            ),
            Tag("imports", "Spreadsheets of products, in and out."),
            Tag("orders", "What was bought in the chat."),
            Tag("conversations", "Who writes, who waits for a person, and what was said."),
            Tag("delivery", "Where you deliver, how, at what price, and how long it takes."),
            Tag("attention", "What a person must look at."),
            Tag("hooks", "Machines call these."),
            Tag("health", "Does it run?"),
        ],
        use_handler_docstrings=True,
    )


def _exact(struct: type[msgspec.Struct]) -> dict[str, Any]:
    _, components = msgspec.json.schema_components((struct,), ref_template="#/components/schemas/{name}")
    exact: dict[str, Any] = components[struct.__name__]
    return exact
