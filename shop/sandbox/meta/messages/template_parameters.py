"""Numbers and formats of template parameters: 132000, 131008, then 132012 (132018 since v23)."""

import re
from typing import Any

from shop.sandbox.meta.graph.errors import GraphError, bad_param, invalid, missing
from shop.sandbox.meta.messages.plain import check_source
from shop.sandbox.meta.messages.products import check_sendable, connected_catalog, matched_sections, sendable
from shop.sandbox.meta.templates.variables import variables
from shop.sandbox.records import Business, TemplateRecord
from shop.sandbox.state import World
from shop.sandbox.types import Json

UNFIT = re.compile(r"[\n\t\r]| {5,}")
NEWLINES = "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
MEDIA = frozenset({"IMAGE", "VIDEO", "DOCUMENT"})


class TemplateSend:
    """One send of a template: what the checks need to know."""

    def __init__(self, world: World, business: Business, template: TemplateRecord, version: int) -> None:
        self.world, self.business, self.template, self.version = world, business, template, version

    def format_error(self, details: str) -> GraphError:
        """A parameter of the wrong type, name or format."""
        return GraphError(132018 if self.version >= 23 else 132012, details)

    def product_action(self, kind: str, action: Any) -> Json:
        """What a product button will show. Raises GraphError 131009."""
        catalog = connected_catalog(self.world, self.business)
        asked = action if isinstance(action, dict) else {}
        thumbnail = asked.get("thumbnail_product_retailer_id")
        if thumbnail is not None and not sendable(catalog, thumbnail):
            raise invalid("Products not found in FB Catalog")
        if kind == "MPM":
            return {"action": asked | {"sections": matched_sections(catalog, asked.get("sections"))}}
        return {"action": asked}


def count(defined: Json, given: Json | None, buttons: list[Json]) -> None:
    """Raises GraphError 132000 or 131008 unless the number of parameters is the template's."""
    match defined["type"]:
        case "HEADER" if str(defined.get("format", "TEXT")).upper() != "TEXT":
            expect("header", given, 1, media=defined["format"].upper())
        case "HEADER":
            expect("header", given, len(variables(defined.get("text", ""))))
        case "BODY":
            expect("body", given, len(variables(defined.get("text", ""))))
        case "BUTTONS":
            for index, button in enumerate(defined["buttons"]):
                count_button(index, button, buttons)
            check_indexes(len(defined["buttons"]), buttons)


def expect(where: str, given: Json | None, wanted: int, *, media: str | None = None) -> None:
    """The number of parameters of a header or a body."""
    got = len(parameters(given))
    if media is not None and got == 0:
        raise GraphError(132012, f"{where}: Format mismatch, expected {media}, received UNKNOWN")
    if got != wanted:
        raise GraphError(
            132000,
            f"{where}: number of localizable_params ({got}) does not match the expected number of params "
            f"({wanted})",
        )


def count_button(index: int, defined: Json, given: list[Json]) -> None:
    """An address with a variable and a code to copy need one parameter; a fixed address takes none."""
    match = next((part for part in given if str(part.get("index")) == str(index)), None)
    got = len(parameters(match))
    kind = defined["type"]
    needs = kind in ("COPY_CODE", "MPM") or (kind == "URL" and bool(variables(defined.get("url", ""))))
    if needs and got != 1:
        named = kind.title().replace("_", " ")
        raise missing(f"buttons: Button at index {index} of type {named} requires a parameter")
    if kind == "URL" and not needs and got:
        raise GraphError(
            132000,
            f"buttons: number of localizable_params ({got}) does not match the expected number of params (0)",
        )


def parameters(part: Json | None) -> list[Json]:
    """The parameters of a given component, none when absent. Raises GraphError 100."""
    found = part.get("parameters") if part else None
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise bad_param("Param template['components'][]['parameters'] must be an array of objects.")
    return found


def check_indexes(known: int, given: list[Json]) -> None:
    """A button that the template does not have."""
    for part in given:
        index = str(part.get("index"))
        if not index.isdigit() or int(index) >= known:
            raise invalid(f"buttons: Button at index {index} does not exist in the template")


def check_format(sending: TemplateSend, where: str, kind: str, parameter: Json) -> None:
    """Raises GraphError 132012 or 132018 unless the parameter is of the template's kind and clean."""
    got = str(parameter.get("type", "text")).lower()
    if kind == "TEXT":
        check_text(sending, where, got, parameter)
        return
    if got != kind.lower() or not isinstance(parameter.get(got), dict):
        raise sending.format_error(f"{where}: Format mismatch, expected {kind}, received {got.upper()}")
    if kind in MEDIA:
        check_source(sending.world, parameter[got], f"template['components'][{where}]['{got}']")
    if kind == "PRODUCT":
        product = parameter[got]
        catalog = connected_catalog(sending.world, sending.business, product.get("catalog_id"))
        check_sendable(catalog, product.get("product_retailer_id"))


def check_text(sending: TemplateSend, where: str, got: str, parameter: Json) -> None:
    """A text, or a currency or date with its fallback; no line breaks, tabs or runs of spaces."""
    if got in ("currency", "date_time"):
        if not isinstance(parameter.get(got), dict) or not parameter[got].get("fallback_value"):
            raise sending.format_error(f"{where}: fallback_value is required for {got}")
        return
    value = parameter.get("text")
    if got != "text" or not isinstance(value, str):
        raise sending.format_error(f"{where}: Format mismatch, expected TEXT, received {got.upper()}")
    if not value:
        raise missing(f"{where}: Parameter of type text is missing text value")
    if UNFIT.search(value):
        raise sending.format_error(NEWLINES)
