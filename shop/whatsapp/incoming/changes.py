"""What Meta tells besides messages and statuses: who wants marketing, and what became of a template."""

from datetime import datetime
from enum import StrEnum

import msgspec

from shop.whatsapp.untrusted_json import (
    Malformed,
    Object,
    digits,
    identifier,
    part,
    parts,
    read_object,
    text,
    unix_timestamp,
)


class PreferenceValue(StrEnum):
    STOP = "stop"
    RESUME = "resume"
    SIGNUP = "signup"


class MarketingPreference(msgspec.Struct, frozen=True, kw_only=True):
    """A person's choice about marketing, made in WhatsApp's own settings. `category`: "marketing_messages"."""

    bsuid: str | None
    phone: str | None
    category: str
    value: PreferenceValue
    at: datetime | None
    signup_id: str | None = None


class TemplateStatusUpdate(msgspec.Struct, frozen=True, kw_only=True):
    """What Meta decided about a template.

    `event` is Meta's (APPROVED, REJECTED, PAUSED, …) for a status, else QUALITY, CATEGORY or COMPONENTS.
    `category` is the present one, `new_category` what it becomes: at `effective_at`, or at once if that is
    None. `note` is what Meta adds in words. `account_id` is whose template it is: each account has its own of a name.
    """

    event: str
    template_id: str
    name: str
    language: str
    reason: str | None = None
    category: str | None = None
    new_category: str | None = None
    effective_at: datetime | None = None
    quality: str | None = None
    previous_quality: str | None = None
    note: str | None = None
    account_id: str | None = None


def read_preferences(body: bytes) -> list[MarketingPreference]:
    """Read `Update.body` of field "user_preferences"; items nobody can be found for are left out."""
    value = part(read_object(body), "value")
    contacts, items = parts(value, "contacts"), parts(value, "user_preferences")
    person = contacts[0] if len(contacts) == len(items) == 1 else {}
    found = [_preference(item, person) for item in items]
    return [preference for preference in found if preference is not None]


def read_template_change(body: bytes) -> TemplateStatusUpdate:
    """Read `Update.body` of the four template fields. Raises Malformed if no template is named."""
    change = read_object(body)
    value = part(change, "value")
    template_id = identifier(value.get("message_template_id"))
    name = text(value, "message_template_name")
    if template_id is None or not name:
        raise Malformed("The change names no template.")
    category, new_category, effective_at = _categories(value)
    return TemplateStatusUpdate(
        event=_event(text(change, "field"), value),
        template_id=template_id,
        name=name,
        # Meta writes both en-US and en_US.
        language=text(value, "message_template_language").replace("-", "_"),
        reason=text(value, "reason") or text(part(value, "rejection_info"), "reason") or None,
        category=category or None,
        new_category=new_category or None,
        effective_at=effective_at,
        quality=text(value, "new_quality_score") or None,
        previous_quality=text(value, "previous_quality_score") or None,
        note=_note(value),
        account_id=identifier(change.get("account")),
    )


def _preference(item: Object, person: Object) -> MarketingPreference | None:
    bsuid = identifier(item.get("user_id")) or identifier(person.get("user_id"))
    phone = digits(item.get("wa_id")) or digits(person.get("wa_id"))
    word = text(item, "value")
    if word not in set(PreferenceValue) or not (bsuid or phone):
        return None
    return MarketingPreference(
        bsuid=bsuid,
        phone=phone,
        category=text(item, "category"),
        value=PreferenceValue(word),
        at=unix_timestamp(item.get("timestamp")),
        signup_id=identifier(item.get("signup_id")),
    )


def _event(field: str, value: Object) -> str:
    if field == "message_template_quality_update":
        return "QUALITY"
    if field == "template_category_update":
        return "CATEGORY"
    return text(value, "event").upper() or "COMPONENTS"


def _categories(value: Object) -> tuple[str, str, datetime | None]:
    """Present and coming category. The update calls the present one "new", the coming one "correct"."""
    coming = text(value, "correct_category")
    if coming:
        return text(value, "new_category"), coming, unix_timestamp(value.get("category_update_timestamp"))
    present = text(value, "message_template_category") or text(value, "previous_category")
    return present, text(value, "new_category"), None


def _note(value: Object) -> str | None:
    other, rejection = part(value, "other_info"), part(value, "rejection_info")
    words = [text(other, "title"), text(other, "description"), text(rejection, "recommendation")]
    return ": ".join(word for word in words if word) or None
