"""Interactive messages: shapes and limits (Meta: Interactive messages). Products are checked in products.py."""

from collections.abc import Callable
from typing import Any

from shop.sandbox.meta.graph.errors import GraphError, invalid, missing
from shop.sandbox.meta.graph.fields import bounded, objects, web_address
from shop.sandbox.meta.messages.plain import check_source
from shop.sandbox.state import World
from shop.sandbox.types import Json

ALL_HEADERS = frozenset({"text", "image", "video", "document"})


def check_buttons(_world: World, shown: Json) -> None:
    """Reply buttons: 1-3, ids and titles unique, ids up to 256 and titles up to 20 characters."""
    buttons = objects(action(shown).get("buttons"), "buttons", 1, 3)
    replies = [reply_of(button, "reply") for button in buttons]
    check_replies(replies)
    if len({reply["title"] for reply in replies}) < len(replies):
        raise invalid("Duplicated title of buttons")


def check_replies(replies: list[Json]) -> None:
    """Ids and titles within their bounds, no id twice."""
    for reply in replies:
        bounded(reply.get("id"), "Button id", 256)
        bounded(reply.get("title"), "Button title", 20)
    if len({reply["id"] for reply in replies}) < len(replies):
        raise invalid("Duplicate button id")


def reply_of(button: Json, kind: str) -> Json:
    """The object that a button of this kind has."""
    if button.get("type") != kind:
        raise invalid(f"Invalid button type. Allowed: {kind}")
    reply = button.get(kind)
    if not isinstance(reply, dict):
        raise missing("Button reply is required")
    return reply


def check_list(_world: World, shown: Json) -> None:
    """A list: up to 10 sections and 10 rows in all; titles needed when there is more than one section."""
    asked = action(shown)
    bounded(asked.get("button"), "Button text", 20)
    sections = objects(asked.get("sections"), "sections", 1, 10)
    check_section_titles(sections)
    rows = [row for section in sections for row in objects(section.get("rows"), "rows", 1, 10)]
    if len(rows) > 10:
        raise invalid("Total row count exceed max allowed count: 10")
    for row in rows:
        bounded(row.get("id"), "Row id", 200)
        bounded(row.get("title"), "Row title", 24)
        if row.get("description") is not None:
            bounded(row["description"], "Row description", 72, least=0)
    if len({row["id"] for row in rows}) < len(rows):
        raise invalid("Duplicated row id")


def check_section_titles(sections: list[Json]) -> None:
    """Up to 24 characters; needed in every section when there are several."""
    for section in sections:
        if section.get("title") is not None or len(sections) > 1:
            bounded(section.get("title"), "Section title", 24)


def check_cta_url(_world: World, shown: Json) -> None:
    """One button with a web address."""
    asked = named_action(shown, "cta_url")
    check_url_button(asked)


def check_url_button(asked: Json) -> None:
    """`display_text` up to 20 characters and an absolute address."""
    parameters = parameters_of(asked)
    bounded(parameters.get("display_text"), "CTA display text", 20)
    web_address(parameters.get("url"), "CTA url")


def check_location_request(_world: World, shown: Json) -> None:
    """A request for a location."""
    named_action(shown, "send_location")


def check_contact_request(_world: World, shown: Json) -> None:
    """A request for the phone number (Meta: Business-scoped user IDs)."""
    named_action(shown, "request_contact_info")


def check_flow(world: World, shown: Json) -> None:
    """A flow: version 3, a call to action, and the id or name of one that was published (a knob names them)."""
    parameters = parameters_of(named_action(shown, "flow"))
    if str(parameters.get("flow_message_version")) != "3":
        raise invalid("flow_message_version must be 3")
    bounded(parameters.get("flow_cta"), "Flow CTA", 30)
    if not parameters.get("flow_id") and not parameters.get("flow_name"):
        raise missing("flow_id or flow_name is required")
    if parameters.get("mode", "published") not in ("published", "draft"):
        raise invalid("mode must be one of published, draft")
    step = parameters.get("flow_action", "navigate")
    if step not in ("navigate", "data_exchange"):
        raise invalid("flow_action must be one of navigate, data_exchange")
    payload = parameters.get("flow_action_payload")
    if isinstance(payload, dict) and payload.get("data") in ({}, []):
        raise invalid("flow_action_payload data must be dynamic_object")
    asked = str(parameters.get("flow_id") or parameters.get("flow_name"))
    if asked not in world.knobs.flows:
        raise invalid(f"Flow {asked} does not exist or is not published")


def check_carousel(world: World, shown: Json) -> None:
    """Cards of one sort, 2-10, numbered from 0 (since 11 Nov 2025)."""
    cards = objects(action(shown).get("cards"), "cards", 2, 10)
    if [card.get("card_index") for card in cards] != list(range(len(cards))):
        raise invalid("card_index must be unique and sequential from 0")
    kinds = {str(card.get("type")) for card in cards}
    if len(kinds) != 1 or not kinds <= {"cta_url", "product"}:
        raise invalid("All cards must be of the same type, cta_url or product")
    if kinds == {"cta_url"}:
        for card in cards:
            check_card(world, card)
        if len({card["header"]["type"] for card in cards}) > 1:
            raise invalid("All cards must have the same header type")
        check_quick_replies([quick_replies_of(card) for card in cards])


def quick_replies_of(card: Json) -> list[Json]:
    """The quick replies under a card; none when it has a link."""
    buttons = action(card).get("buttons")
    return [] if buttons is None else [reply_of(b, "quick_reply") for b in objects(buttons, "buttons", 1, 10)]


def check_quick_replies(of_cards: list[list[Json]]) -> None:
    """As many under every card; ids up to 256 characters and unique in the message, titles up to 20."""
    if len({len(replies) for replies in of_cards}) > 1:
        raise invalid("All cards must have the same buttons")
    replies = [reply for replies in of_cards for reply in replies]
    check_replies(replies)


def check_card(world: World, card: Json) -> None:
    """A media card: image or video header, at most 160 characters and two line breaks, a link or quick replies."""
    header = card.get("header")
    if not isinstance(header, dict) or header.get("type") not in ("image", "video"):
        raise invalid("Card header must be of type image or video")
    check_header_media(world, header)
    if card.get("body") is not None:
        text = bounded(text_of(card["body"]), "Card body text", 160)
        if text.count("\n") > 2:
            raise invalid("Card body text may have at most 2 line breaks")
    if "buttons" not in action(card):
        check_url_button(named_action(card, "cta_url"))


def action(shown: Json) -> Json:
    """The `action` object. Raises GraphError 131008."""
    found = shown.get("action")
    if not isinstance(found, dict):
        raise missing("Parameter 'action' is mandatory for type 'interactive'")
    return found


def named_action(shown: Json, name: str) -> Json:
    """The action when it is called so."""
    asked = action(shown)
    if asked.get("name") != name:
        raise invalid(f"Action name must be {name}")
    return asked


def parameters_of(asked: Json) -> Json:
    """An action's parameters. Raises GraphError 131008."""
    found = asked.get("parameters")
    if not isinstance(found, dict):
        raise missing("Action parameters are required")
    return found


def text_of(holder: Any) -> Any:
    """`text` of a body or footer object."""
    return holder.get("text") if isinstance(holder, dict) else None


def check_header_media(world: World, header: Json) -> None:
    """The media of a header."""
    kind = header["type"]
    media = header.get(kind)
    if not isinstance(media, dict):
        raise missing(f"Header {kind} is required")
    check_source(world, media, kind)


Check = Callable[[World, Json], None]

# type: (check, allowed header types, body limit, body needed, footer allowed)
RULES: dict[str, tuple[Check | None, frozenset[str], int, bool, bool]] = {
    "button": (check_buttons, ALL_HEADERS, 1024, True, True),
    "list": (check_list, frozenset({"text"}), 4096, True, True),
    "cta_url": (check_cta_url, ALL_HEADERS, 1024, True, True),
    "location_request_message": (check_location_request, frozenset(), 1024, True, False),
    "request_contact_info": (check_contact_request, frozenset(), 1024, True, False),
    "flow": (check_flow, ALL_HEADERS, 1024, True, True),
    "carousel": (check_carousel, frozenset(), 1024, True, False),
    "catalog_message": (None, frozenset(), 1024, True, True),
    "product": (None, frozenset(), 1024, False, True),
    "product_list": (None, frozenset({"text"}), 1024, True, True),
}
REGIONAL = frozenset({"address_message", "order_details", "order_status"})


def check_interactive(world: World, shown: Json) -> None:
    """Everything but the products. Raises GraphError 131008, 131009."""
    kind = shown.get("type")
    if isinstance(kind, str) and kind in REGIONAL:
        raise GraphError(131009, f"Interactive type {kind} is not available in this business's country")
    rule = RULES.get(kind) if isinstance(kind, str) else None
    if rule is None:
        raise invalid(f"Invalid interactive type. Allowed: {', '.join(RULES)}")
    check, headers, body_limit, body_needed, footer_allowed = rule
    check_header(world, shown.get("header"), headers, needed=kind == "product_list")
    if shown.get("body") is not None or body_needed:
        bounded(text_of(shown.get("body")), "Body text", body_limit)
    if shown.get("footer") is not None:
        if not footer_allowed:
            raise invalid("Footer is not supported for this interactive type")
        bounded(text_of(shown["footer"]), "Footer text", 60)
    if check is not None:
        check(world, shown)


def check_header(world: World, header: Any, allowed: frozenset[str], *, needed: bool) -> None:
    """A header of an allowed type; text up to 60 characters."""
    if header is None:
        if needed:
            raise missing("Header is required")
        return
    kind = header.get("type") if isinstance(header, dict) else None
    if not isinstance(kind, str) or kind not in allowed:
        raise invalid(f"Invalid header type. Allowed: {', '.join(sorted(allowed)) or 'none'}")
    if kind == "text":
        bounded(header.get("text"), "Header text", 60)
    else:
        check_header_media(world, header)
