"""`expand[]`: an id in the answer is replaced by the object, four levels deep at most."""

from collections.abc import Callable

from shop.sandbox.stripe.http.listing import included_list
from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.errors import Refused
from shop.sandbox.types import Json

_PREFIXES = {
    "ch": "charge",
    "cs": "checkout.session",
    "cus": "customer",
    "du": "dispute",
    "pi": "payment_intent",
    "plink": "payment_link",
    "pm": "payment_method",
    "price": "price",
    "prod": "product",
    "py": "charge",
    "pyr": "refund",
    "re": "refund",
    "shr": "shipping_rate",
}
_INCLUDED: dict[tuple[str, str], Callable[[AccountRecord, Json], Json]] = {
    ("payment_link", "line_items"): lambda account, row: included_list(
        account.lines[row["id"]], f"/v1/payment_links/{row['id']}/line_items"
    ),
    ("checkout.session", "line_items"): lambda account, row: included_list(
        account.lines[row["id"]], f"/v1/checkout/sessions/{row['id']}/line_items"
    ),
    ("charge", "refunds"): lambda account, row: included_list(
        account.table("refund").of(row["id"])[::-1], f"/v1/charges/{row['id']}/refunds"
    ),
}


def expanded(account: AccountRecord, answer: Json, paths: list[str]) -> Json:
    """The answer with these members expanded. Raises Refused."""
    for path in paths:
        steps = path.split(".")
        if len(steps) > 4:
            raise Refused("You cannot expand more than 4 levels of a property.", param="expand")
        answer = _expand(account, answer, steps, path)
    return answer


def _expand(account: AccountRecord, row: Json, steps: list[str], path: str) -> Json:
    here, *further = steps
    if row.get("object") == "list":
        if here != "data":
            raise _cannot(path)
        return {
            **row,
            "data": [_expand(account, each, further, path) for each in row["data"]] if further else [],
        }
    value = _value(account, row, here, path)
    if value is None:
        return row
    if further and isinstance(value, dict):
        value = _expand(account, value, further, path)
    return {**row, here: value}


def _value(account: AccountRecord, row: Json, name: str, path: str) -> object:
    if include := _INCLUDED.get((row.get("object", ""), name)):
        return row.get(name) or include(account, row)
    if name not in row:
        raise _cannot(path)
    value = row[name]
    if not isinstance(value, str):
        return value
    kind = _PREFIXES.get(value.partition("_")[0])
    found = account.table(kind).get(value) if kind else None
    if found is None and not value.startswith("txn_"):
        raise _cannot(path)
    return found or value


def _cannot(path: str) -> Refused:
    return Refused(
        f"This property cannot be expanded ({path}). You may want to try expanding a different property.",
        param="expand",
    )
