"""What Meta tells of an account or a number: restrictions, bans, alerts, quality, security, and errors of its own."""

import re

import msgspec

from shop.whatsapp.api.failures import VendorError
from shop.whatsapp.untrusted_json import Object, digits, identifier, part, parts, read_object, text

_NO_CODE = re.compile(r"[^A-Za-z0-9_.:\-]")
_DISABLED = frozenset({"DISABLE", "DISABLED"})


class AccountChange(msgspec.Struct, frozen=True, kw_only=True):
    """One telling. `topic` groups what supersedes each other, `event` is Meta's word for what is so now.

    `bad_news` is a sentence for whoever must act, None where nobody must. `stops_sending`: nothing can be sent any more.
    `is_over`: an earlier telling of the topic holds no longer. `app_id`: which app was connected or disconnected, if one is
    named; an account may have several.
    """

    topic: str
    event: str
    account_id: str | None = None
    app_id: str | None = None
    phone_number_id: str | None = None
    display_phone: str | None = None
    codes: dict[str, str] = {}
    bad_news: str | None = None
    stops_sending: bool = False
    is_over: bool = False
    errors: list[VendorError] = []


def read_account_change(body: bytes) -> AccountChange:
    """Read `Update.body` of one of the account's fields, or of "messages" with errors. Raises Malformed."""
    change = read_object(body)
    field, value = text(change, "field"), part(change, "value")
    read = _READERS.get(field, _plain)
    return msgspec.structs.replace(
        read(field, value),
        account_id=identifier(change.get("account")),
        app_id=identifier(part(value, "waba_info").get("partner_app_id")),
        phone_number_id=identifier(part(value, "metadata").get("phone_number_id")),
        display_phone=digits(value.get("display_phone_number")),
    )


def code(word: object) -> str:
    """Meta's word as the log of events takes it."""
    return _NO_CODE.sub("_", str(word or ""))[:100]


def _account_update(_: str, value: Object) -> AccountChange:
    event = text(value, "event")
    match event:
        case "DISABLED_UPDATE" | "ACCOUNT_DELETED":
            return _ban(event, text(part(value, "ban_info"), "waba_ban_state") or event)
        case "ACCOUNT_VIOLATION":
            return _violation(event, text(part(value, "violation_info"), "violation_type"))
        case "ACCOUNT_RESTRICTION":
            kinds = [text(each, "restriction_type") for each in parts(value, "restriction_info")]
            return _restriction(event, [kind for kind in kinds if kind])
        case "ACCOUNT_OFFBOARDED" | "PARTNER_REMOVED" | "PARTNER_APP_UNINSTALLED":
            said = "WhatsApp disconnected this account from the app: nothing can be sent until it is connected again."
            return AccountChange(topic="connection", event=code(event), bad_news=said, stops_sending=True)
        case "ACCOUNT_RECONNECTED" | "PARTNER_ADDED" | "PARTNER_APP_INSTALLED":
            return AccountChange(topic="connection", event=code(event), is_over=True)
        case _:
            return AccountChange(topic=code(event).lower() or "account_update", event=code(event))


def _ban(event: str, state: str) -> AccountChange:
    if state == "REINSTATE":
        return AccountChange(topic="ban", event=code(event), codes={"state": code(state)}, is_over=True)
    stops = state in _DISABLED or event == "ACCOUNT_DELETED"
    said = f"WhatsApp disables this account ({state}). See WhatsApp Manager, where it can be appealed."
    return AccountChange(
        topic="ban", event=code(event), codes={"state": code(state)}, bad_news=said, stops_sending=stops
    )


def _violation(event: str, kind: str) -> AccountChange:
    said = f"WhatsApp found that this account breaks its policy: {kind or 'no kind given'}."
    return AccountChange(topic="violation", event=code(event), codes={"violation": code(kind)}, bad_news=said)


def _restriction(event: str, kinds: list[str]) -> AccountChange:
    said = f"WhatsApp restricts this account: {', '.join(kinds) or 'no kind given'}."
    codes = {f"restriction_{n}": code(kind) for n, kind in enumerate(kinds[:10], start=1)}
    return AccountChange(topic="restriction", event=code(event), codes=codes, bad_news=said)


def _alert(_: str, value: Object) -> AccountChange:
    """Flat in older versions, inside `alert_info` in newer ones."""
    alert = part(value, "alert_info") or value
    severity, kind = text(alert, "alert_severity"), text(alert, "alert_type")
    words = text(alert, "alert_description") or kind or "no description"
    solved = text(alert, "alert_status").upper() in ("RESOLVED", "INACTIVE", "SOLVED")
    calls = not solved and severity.upper() != "INFORMATIONAL"
    return AccountChange(
        topic=f"alert.{code(kind)}",
        event=code(kind) or "ALERT",
        codes={"severity": code(severity), "status": code(text(alert, "alert_status"))},
        bad_news=f"WhatsApp alerts ({severity or 'no severity'}): {words}" if calls else None,
        is_over=solved,
    )


def _quality(_: str, value: Object) -> AccountChange:
    event = text(value, "event")
    limit = text(value, "max_daily_conversations_per_business") or text(value, "current_limit")
    bad = event in ("FLAGGED", "DOWNGRADE")
    said = f"WhatsApp lowered this number ({event}, limit {limit or 'unknown'}): send fewer promotions for a week."
    return AccountChange(
        topic="quality",
        event=code(event),
        codes={"limit": code(limit)},
        bad_news=said if bad else None,
        is_over=event in ("UNFLAGGED", "UPGRADE"),
    )


def _security(_: str, value: Object) -> AccountChange:
    event = text(value, "event")
    said = f"Somebody touched this number's two-step PIN ({event or 'no event'}): secure the account if none of you did."
    return AccountChange(topic="security", event=code(event), bad_news=said)


def _decision(field: str, value: Object) -> AccountChange:
    """A review of the account or of the number's name."""
    decision = text(value, "decision")
    refused = decision.upper() in ("REJECTED", "DEFERRED")
    what = "the account" if field == "account_review_update" else "the number's name"
    said = f"WhatsApp's review of {what} says {decision}."
    return AccountChange(
        topic=field, event=code(decision), bad_news=said if refused else None, is_over=not refused
    )


def _errors(_: str, value: Object) -> AccountChange:
    errors = [VendorError.of(error) for error in parts(value, "errors")]
    first = errors[0] if errors else VendorError(None)
    said = f"WhatsApp reports an error of this number: {first.code or '-'} {first.details or first.title}"
    numbers = {"code": code(first.code)}
    bad_news = said if errors else None
    return AccountChange(topic="errors", event="ERRORS", codes=numbers, bad_news=bad_news, errors=errors)


def _plain(field: str, value: Object) -> AccountChange:
    return AccountChange(topic=code(field), event=code(text(value, "event")) or "UPDATE")


_READERS = {
    "account_update": _account_update,
    "account_alerts": _alert,
    "account_review_update": _decision,
    "phone_number_name_update": _decision,
    "phone_number_quality_update": _quality,
    "security": _security,
    "messages": _errors,
}
