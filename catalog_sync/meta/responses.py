"""Reads the responses of Meta's catalog API into types; any field may be missing or of another type than documented."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from shop.whatsapp.untrusted_json import Object, part, parts, text

# Percent of the allowance from which on we wait before the next call.
NEARLY = 90
# Seconds.
SHORT_WAIT = 60.0
LONGEST_WAIT = 3600.0


class BatchAccepted(msgspec.Struct, frozen=True):
    """What came of an `items_batch`: no handle means that nothing was taken. `wait` is in seconds."""

    handle: str | None
    errors: dict[str, list[str]]
    wait: float = 0.0


class BatchStatus(msgspec.Struct, frozen=True):
    """A batch; `errors` by SKU, an empty list for what Meta calls invalid without saying why."""

    finished: bool
    errors: dict[str, list[str]] = {}


class RemoteItem(msgspec.Struct, frozen=True):
    """An item as Meta has it. `whatsapp` is APPROVED, PENDING, REJECTED, OUTDATED, NO_REVIEW or ""."""

    sku: str
    title: str = ""
    price: str = ""  # formatted: "€9.99"
    sale_price: str | None = None  # formatted too, "" for none; None where nobody asked
    availability: str = ""
    whatsapp: str = ""
    reasons: list[str] = []


def read_batch_accepted(answer: Object, wait: float) -> BatchAccepted:
    handles = answer.get("handles")
    handle = handles[0] if isinstance(handles, list) and handles and isinstance(handles[0], str) else None
    errors = {
        text(refusal, "retailer_id"): _messages(refusal)
        for refusal in parts(answer, "validation_status")
        if refusal.get("errors")
    }
    return BatchAccepted(handle or None, errors, wait)


def read_batch_status(answer: Object) -> BatchStatus:
    """Only `finished` is documented: everything else is still under way."""
    for batch in parts(answer, "data"):
        if text(batch, "status").lower() != "finished":
            return BatchStatus(finished=False)
        return BatchStatus(finished=True, errors=_item_errors(batch))
    return BatchStatus(finished=False)


def read_remote_items(answer: Object) -> list[RemoteItem]:
    """A page of items."""
    return [_shown(row) for row in parts(answer, "data") if text(row, "retailer_id")]


def wait_asked(headers: Mapping[str, str]) -> float:
    """Seconds to wait by the usage headers: what Meta estimates, or a minute when nearly used up."""
    waits = [0.0]
    for name in ("x-business-use-case-usage", "x-app-usage"):
        for usage in _usages(headers.get(name, "")):
            minutes = _number(usage.get("estimated_time_to_regain_access"))
            shares = (_number(usage.get(key)) for key in ("call_count", "total_cputime", "total_time"))
            waits.append(minutes * 60 or (SHORT_WAIT if max(shares) >= NEARLY else 0.0))
    return min(max(waits), LONGEST_WAIT)


def _usages(header: str) -> list[Object]:
    """The business header lists usages by account, the app's header is one usage."""
    try:
        read = msgspec.json.decode(header or "{}")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return []
    if not isinstance(read, dict):
        return []
    return [read, *(usage for account in read for usage in parts(read, account))]


def _item_errors(batch: Object) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for error in parts(batch, "errors"):
        message = text(error, "message")
        found.setdefault(text(error, "id"), []).extend([message] if message else [])
    invalid = batch.get("ids_of_invalid_requests")
    for sku in invalid if isinstance(invalid, list) else []:
        found.setdefault(str(sku), [])
    return found


def _shown(row: Object) -> RemoteItem:
    reasons = row.get("review_rejection_reasons")
    return RemoteItem(
        sku=text(row, "retailer_id"),
        title=text(row, "name"),
        price=text(row, "price"),
        sale_price=text(row, "sale_price"),
        availability=text(row, "availability"),
        whatsapp=_whatsapp(row),
        reasons=[str(reason) for reason in reasons] if isinstance(reasons, list) else [],
    )


def _whatsapp(row: Object) -> str:
    """Graph writes a map as key-value pairs; a plain object is understood too."""
    name = "capability_to_review_status"
    pairs = part(row, name).items() or _pairs(row, name)
    return next((str(value).upper() for key, value in pairs if str(key).upper() == "WHATSAPP"), "")


def _pairs(row: Object, name: str) -> Iterable[tuple[str, Any]]:
    return [(text(pair, "key"), pair.get("value", "")) for pair in parts(row, name)]


def _messages(refusal: Object) -> list[str]:
    return [text(error, "message") for error in parts(refusal, "errors")]


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
