"""What Meta refuses in a template at creation (Meta: Templates): code 100, subcode 23880xx, words for people."""

import re
from typing import Any

from shop.sandbox.meta.graph.errors import GraphError
from shop.sandbox.meta.templates.buttons import check_buttons
from shop.sandbox.meta.templates.errors import refused
from shop.sandbox.meta.templates.variables import VARIABLE, variables
from shop.sandbox.state import World
from shop.sandbox.types import Json

NAME = re.compile(r"^[a-z0-9_]{1,512}$")
LANGUAGE = re.compile(r"^[a-z]{2,3}(_[A-Z]{2,3})?$")
NAMED = re.compile(r"^[a-z][a-z0-9_]*$")
CATEGORIES = frozenset({"MARKETING", "UTILITY", "AUTHENTICATION"})
MEDIA = frozenset({"IMAGE", "VIDEO", "DOCUMENT", "GIF"})
TYPES = frozenset({"HEADER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL", "LIMITED_TIME_OFFER"})
WORDS_PER_VARIABLE = 2


def check_name(name: Any, language: Any, category: Any) -> None:
    """Name, language and category. Raises GraphError 100."""
    if not isinstance(name, str) or not NAME.match(name):
        raise GraphError(
            100, message="(#100) Param name must be at most 512 of lowercase letters, digits and _."
        )
    if not isinstance(language, str) or not LANGUAGE.match(language):
        raise GraphError(
            100, message=f'(#100) Param language must be one of the supported codes - got "{language}".'
        )
    if category not in CATEGORIES:
        raise GraphError(
            100, message=f"(#100) Param category must be one of {{{', '.join(sorted(CATEGORIES))}}}."
        )


def check_components(world: World, components: list[Any], parameter_format: str) -> list[Json]:
    """All parts of a template; their types and formats come back in capitals. Raises GraphError 100."""
    parts = [capital(part) for part in components]
    kinds = [part["type"] for part in parts]
    if len(set(kinds)) < len(kinds):
        raise refused(0, "Duplicate component", "Each component type may appear once.")
    body = next((part for part in parts if part["type"] == "BODY"), None)
    if body is None:
        raise refused(2388072, "Body is missing", "A template needs a BODY component.")
    check_body(body, parameter_format, body_limit(parts))
    for part in parts:
        match part["type"]:
            case "HEADER":
                check_header(world, part, parameter_format)
            case "FOOTER":
                check_footer(part, offer="LIMITED_TIME_OFFER" in kinds)
            case "BUTTONS":
                check_buttons(part)
            case "CAROUSEL":
                check_carousel(world, part, parameter_format)
            case "LIMITED_TIME_OFFER":
                check_offer(part)
    return parts


def capital(part: Any) -> Json:
    """A component with its enumerated words in capitals."""
    kind = str(part.get("type", "")).upper() if isinstance(part, dict) else ""
    if kind not in TYPES:
        raise GraphError(
            100, message=f"(#100) Param components[]['type'] must be one of {{{', '.join(sorted(TYPES))}}}."
        )
    shown: Json = {**part, "type": kind}
    if kind == "HEADER":
        shown["format"] = str(part.get("format", "TEXT")).upper()
    if kind == "BUTTONS":
        buttons = part.get("buttons") if isinstance(part.get("buttons"), list) else []
        shown["buttons"] = [
            {**b, "type": str(b.get("type", "")).upper()} for b in buttons if isinstance(b, dict)
        ]
    return shown


def body_limit(parts: list[Json]) -> int:
    """1024; 600 beside a limited-time offer, 160 with a single product."""
    if any(part["type"] == "LIMITED_TIME_OFFER" for part in parts):
        return 600
    single = any(part["type"] == "HEADER" and part["format"] == "PRODUCT" for part in parts)
    return 160 if single else 1024


def check_body(part: Json, parameter_format: str, limit: int) -> None:
    """Length, variables neither first nor last nor adjacent, enough words, an example for each."""
    text = part.get("text")
    if not isinstance(text, str) or not text.strip():
        raise refused(2388072, "Body is empty", "The BODY component needs a text.")
    if len(text) > limit:
        raise refused(2388040, "Character limit exceeded", f"The body may have {limit} characters.")
    names = variables(text)
    check_variables(names, parameter_format)
    if not names:
        return
    bare = text.strip()
    if VARIABLE.match(bare) or bare.endswith("}}"):
        raise refused(2388299, "Variables can't be at the start or end of the template",
                      "Variables can't be at the start or end of the template.")  # fmt: skip
    if re.search(r"\}\}\s*\{\{", text):
        raise refused(2388293, "Adjacent variables", "Two variables stand next to each other.")
    if len(re.findall(r"\w+", VARIABLE.sub(" ", text))) < WORDS_PER_VARIABLE * len(names) + 1:
        raise refused(2388293, "This template has too many variables for its length",
                      "Reduce the number of variables or increase the message length.")  # fmt: skip
    check_examples(part, names, parameter_format)


def check_variables(names: list[str], parameter_format: str) -> None:
    """`{{1}}` in sequence, or `{{lower_snake}}`."""
    if parameter_format == "NAMED":
        if not all(NAMED.match(name) for name in names):
            raise refused(2388072, "Wrong parameter name", "Names are lowercase letters, digits and _.")
    elif names != [str(index) for index in range(1, len(names) + 1)]:
        raise refused(2388072, "Wrong parameter format", "Variables must be {{1}}, {{2}}, … in sequence.")


def check_examples(part: Json, names: list[str], parameter_format: str, where: str = "body") -> None:
    """Every parameter needs an example."""
    example = part.get("example")
    example = example if isinstance(example, dict) else {}
    if parameter_format == "NAMED":
        given = example.get(f"{where}_text_named_params")
        known = (
            {row.get("param_name") for row in given if isinstance(row, dict)}
            if isinstance(given, list)
            else set()
        )
        complete = known >= set(names)
    else:
        given = example.get(f"{where}_text")
        row = given[0] if where == "body" and isinstance(given, list) and given else given
        complete = isinstance(row, list) and len(row) == len(names) and all(row)
    if not complete:
        subcode = 2388072 if where == "body" else 2388047
        raise refused(subcode, "Missing example", f"The {where} needs an example for each of its variables.")


def check_header(world: World, part: Json, parameter_format: str) -> None:
    """A text of at most 60 characters and one variable, or media with an uploaded sample."""
    kind = part["format"]
    if kind in MEDIA:
        _check_sample(world, part)
    elif kind == "TEXT":
        _check_header_text(part, parameter_format)
    elif kind not in ("LOCATION", "PRODUCT"):
        raise refused(2388047, "Header format is incorrect", "The header's format is unknown.")


def _check_sample(world: World, part: Json) -> None:
    example = part.get("example")
    handles = example.get("header_handle") if isinstance(example, dict) else None
    handle = handles[0] if isinstance(handles, list) and handles else handles
    if not isinstance(handle, str) or handle not in world.uploads:
        raise refused(2388047, "Sample is missing", "A media header needs the handle of an uploaded sample.")


def _check_header_text(part: Json, parameter_format: str) -> None:
    text = part.get("text")
    if not isinstance(text, str) or not text:
        raise refused(2388047, "Header is empty", "A text header needs a text.")
    if len(text) > 60:
        raise refused(2388040, "Character limit exceeded", "The header may have 60 characters.")
    if re.search(r"[\n*_~`]", VARIABLE.sub("", text)):
        raise refused(2388047, "Header format is incorrect",
                      "The header can't have new lines, formatting characters or asterisks.")  # fmt: skip
    names = variables(text)
    if len(names) > 1:
        raise refused(2388047, "Header format is incorrect", "The header may have one variable.")
    if names:
        check_variables(names, parameter_format)
        check_examples(part, names, parameter_format, "header")


def check_footer(part: Json, *, offer: bool) -> None:
    """At most 60 characters, no variables; none beside a limited-time offer."""
    text = part.get("text")
    if offer or not isinstance(text, str) or not text or variables(text):
        raise refused(
            2388073, "Footer format is incorrect", "The footer can't have variables or stand by an offer."
        )
    if len(text) > 60:
        raise refused(2388040, "Character limit exceeded", "The footer may have 60 characters.")


def check_carousel(world: World, part: Json, parameter_format: str) -> None:
    """2-10 cards of the same build; a card's body has at most 160 characters."""
    cards = part.get("cards")
    if not isinstance(cards, list) or not 2 <= len(cards) <= 10:
        raise refused(0, "Wrong number of cards", "A carousel has 2 to 10 cards.")
    shapes = set()
    for card in cards:
        given = card.get("components") if isinstance(card, dict) else None
        if not isinstance(given, list):
            raise refused(0, "Card is incomplete", "A card needs components.")
        parts = [capital(inner) for inner in given]
        card["components"] = parts
        shapes.add(tuple((inner["type"], inner.get("format")) for inner in parts))
        for inner in parts:
            if inner["type"] == "HEADER":
                check_header(world, inner, parameter_format)
            elif inner["type"] == "BODY":
                check_body(inner, parameter_format, 160)
            elif inner["type"] == "BUTTONS":
                check_buttons(inner)
    if len(shapes) > 1:
        raise refused(0, "Cards differ", "All cards need the same components.")


def check_offer(part: Json) -> None:
    """A text of at most 16 characters."""
    offer = part.get("limited_time_offer")
    text = offer.get("text") if isinstance(offer, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= 16:
        raise refused(2388040, "Character limit exceeded", "The offer's text may have 16 characters.")
