"""Plain messages: shapes and limits (Meta: Send messages)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from shop.sandbox.meta.graph.errors import bad_param, invalid, missing
from shop.sandbox.meta.graph.fields import member, string
from shop.sandbox.state import World
from shop.sandbox.types import Json

CAPTION_LIMIT = 1024
TEXT_LIMIT = 4096
CONTACTS_LIMIT = 257


def check_text(body: Json) -> None:
    """`text`: a body of at most 4096 characters."""
    text = member(body, "text")
    string(text, "body", "text", TEXT_LIMIT)
    if not isinstance(text.get("preview_url", False), bool):
        raise bad_param("Param text['preview_url'] must be a boolean.")


def check_location(body: Json) -> None:
    """`location`: coordinates within the globe."""
    location = member(body, "location")
    for name, limit in (("latitude", 90), ("longitude", 180)):
        value = coordinate(location.get(name), name)
        if not -limit <= value <= limit:
            raise bad_param(f"Param location['{name}'] must be between -{limit} and {limit}.")


def coordinate(value: Any, name: str) -> float:
    """A coordinate as number or decimal text."""
    if value is None:
        raise bad_param(f"The parameter location['{name}'] is required.")
    try:
        return float(value)
    except (TypeError, ValueError):
        raise bad_param(f"Param location['{name}'] must be a number.") from None


def check_contacts(body: Json) -> None:
    """`contacts`: up to 257 cards, each with a formatted name."""
    cards = body.get("contacts")
    if cards is None:
        raise missing("Parameter 'contacts' is mandatory for type 'contacts'")
    if not isinstance(cards, list) or not 1 <= len(cards) <= CONTACTS_LIMIT:
        raise invalid(f"Invalid contacts count. Min allowed: 1, Max allowed: {CONTACTS_LIMIT}")
    for index, card in enumerate(cards):
        name = card.get("name") if isinstance(card, dict) else None
        if not isinstance(name, dict) or not name.get("formatted_name"):
            raise bad_param(f"The parameter contacts[{index}]['name']['formatted_name'] is required.")


def check_reaction(body: Json) -> None:
    """`reaction`: a target and an emoji ("" removes); it cannot be a reply."""
    reaction = member(body, "reaction")
    string(reaction, "message_id", "reaction", 1024)
    string(reaction, "emoji", "reaction", 64, needed=False)
    if "emoji" not in reaction:
        raise bad_param("The parameter reaction['emoji'] is required.")
    if body.get("context"):
        raise invalid("Context is not supported for message type reaction")


PLAIN: dict[str, Callable[[Json], None]] = {
    "text": check_text,
    "location": check_location,
    "contacts": check_contacts,
    "reaction": check_reaction,
}
MEDIA_TYPES = frozenset({"image", "video", "audio", "document", "sticker"})


def check_media(world: World, kind: str, body: Json) -> None:
    """`image` and its siblings: exactly one of an uploaded id and a link; captions where allowed."""
    media = member(body, kind)
    if (caption := media.get("caption")) is not None:
        if kind not in ("image", "video", "document"):
            raise bad_param(f'Unexpected key "caption" on param "{kind}".')
        string({"caption": caption}, "caption", kind, CAPTION_LIMIT)
    if kind == "document":
        string(media, "filename", kind, 240, needed=False)
    check_source(world, media, kind)


def check_source(world: World, media: Json, where: str) -> None:
    """The `id` or `link` of a media object. Raises GraphError 100 or 131009."""
    medium_id, link = media.get("id"), media.get("link")
    if (medium_id is None) == (link is None):
        raise bad_param(f"Either {where}['id'] or {where}['link'] is required, and only one of them.")
    if link is not None:
        check_link(link, where)
    elif str(medium_id) not in world.media:
        raise bad_param(f"Param {where}['id'] is not a valid whatsapp business account media attachment ID")


def check_link(link: Any, where: str) -> None:
    """A link Meta would fetch: absolute http(s)."""
    parts = urlsplit(link) if isinstance(link, str) else None
    if parts is None or parts.scheme not in ("http", "https") or not parts.netloc:
        raise bad_param(f"Param {where}['link'] is not a valid URI.")
