"""Lists: newest first, cut by cursors, `limit` clamped to 1..100."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from shop.sandbox.stripe.http.calls import Call
from shop.sandbox.stripe.objects.errors import Refused, no_such
from shop.sandbox.stripe.objects.params import IntegerParam, ObjectParam, ParamKind, TextParam
from shop.sandbox.types import Json

_BOUNDS = ObjectParam({name: IntegerParam() for name in ("gt", "gte", "lt", "lte")})


class _Moment:
    """`created=1700000000` or `created[gte]=…`."""

    def read(self, value: Any, at: str) -> Any:
        return _BOUNDS.read(value, at) if isinstance(value, dict) else IntegerParam().read(value, at)


PAGE: dict[str, ParamKind] = {
    "ending_before": TextParam(),
    "limit": IntegerParam(-(10**9), 10**9),
    "starting_after": TextParam(),
}
CREATED: dict[str, ParamKind] = {"created": _Moment()}
OF_PAYMENT: dict[str, ParamKind] = {**PAGE, **CREATED, "charge": TextParam(), "payment_intent": TextParam()}


def list_page(call: Call, kind: str, *, parent: str | None = None, keep: Callable[[Json], bool]) -> Json:
    """One page of a table: of what belongs to `parent`, or of all; `keep` filters. Raises Refused."""
    table = call.account.table(kind)
    if parent is not None:
        rows = table.of(parent)
        return page_of(call, [row for row in reversed(rows) if keep(row)])
    _check_cursors(call)
    for name in ("starting_after", "ending_before"):
        if call.params.get(name) and not table.get(call.params[name]):
            raise no_such(kind, call.params[name], param=name, status=400)
    if before := call.params.get("ending_before"):
        rows, more = _cut(call, filter(keep, table.oldest_first(after=before)))
        return _document(call, rows[::-1], more)
    start = table.newest_first(before=call.params.get("starting_after"))
    return _document(call, *_cut(call, filter(keep, start)))


def list_of_payment(call: Call, kind: str) -> Json:
    """One page of the refunds or disputes of a payment, or of all."""
    charge, intent = call.params.get("charge"), call.params.get("payment_intent")

    def keep(row: Json) -> bool:
        return (
            charge in (None, row["charge"])
            and intent in (None, row["payment_intent"])
            and within(call.params.get("created"), row["created"])
        )

    return list_page(call, kind, parent=charge or intent, keep=keep)


def page_of(call: Call, rows: list[Json]) -> Json:
    """One page of rows that are in their order already (line items, what belongs to a parent)."""
    _check_cursors(call)
    after, before = call.params.get("starting_after"), call.params.get("ending_before")
    places = {row["id"]: n for n, row in enumerate(rows)}
    for name, cursor in (("starting_after", after), ("ending_before", before)):
        if cursor and cursor not in places:
            raise no_such("object", cursor, param=name, status=400)
    if before:
        rows, more = _cut(call, reversed(rows[: places[before]]))
        return _document(call, rows[::-1], more)
    return _document(call, *_cut(call, rows[places[after] + 1 :] if after else rows))


def included_list(rows: list[Json], url: str) -> Json:
    """A list inside another object: what `expand[]=line_items` shows."""
    return {"object": "list", "data": rows[:10], "has_more": len(rows) > 10, "url": url}


def within(moment: Any, created: int) -> bool:
    """Whether a second of creation satisfies the `created` parameter."""
    if moment is None:
        return True
    if isinstance(moment, int):
        return created == moment
    tests: dict[str, Callable[[int], bool]] = {
        "gt": lambda bound: created > bound,
        "gte": lambda bound: created >= bound,
        "lt": lambda bound: created < bound,
        "lte": lambda bound: created <= bound,
    }
    return all(tests[name](bound) for name, bound in moment.items())


def _check_cursors(call: Call) -> None:
    if call.params.get("starting_after") and call.params.get("ending_before"):
        raise Refused(
            "Received both starting_after and ending_before parameters. Please pass in only one.",
            param="ending_before",
        )


def _cut(call: Call, rows: Iterable[Json] | Iterator[Json]) -> tuple[list[Json], bool]:
    limit = min(100, max(1, call.params.get("limit", 10)))
    found = list(islice(rows, limit + 1))
    return found[:limit], len(found) > limit


def _document(call: Call, rows: list[Json], more: bool) -> Json:
    return {"object": "list", "data": rows, "has_more": more, "url": call.path}
