"""Payments as the shop's side lists them: a checkout session with its refunds and disputes."""

from collections import defaultdict
from itertools import islice

from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.world import StripeWorld
from shop.sandbox.types import Json

SHOWN = 100
SESSION_FIELDS = (
    "id", "created", "expires_at", "status", "payment_status", "amount_total", "currency", "payment_intent", "url",
    "metadata",
)  # fmt: skip
REFUND_FIELDS = ("id", "status", "amount", "currency", "failure_reason")
DISPUTE_FIELDS = ("id", "status", "amount", "currency", "reason")


def payment_rows(world: StripeWorld) -> list[Json]:
    """The newest sessions of every account; amounts in Stripe's minor units."""
    found = [row for account in world.accounts.values() for row in account_rows(account)]
    return sorted(found, key=lambda row: row["created"], reverse=True)[:SHOWN]


def account_rows(account: AccountRecord) -> list[Json]:
    """The newest sessions of one account."""
    refunds = by_intent(account, "refund", REFUND_FIELDS)
    disputes = by_intent(account, "dispute", DISPUTE_FIELDS)
    rows = []
    for session in islice(account.table("checkout.session").newest_first(), SHOWN):
        intent = session["payment_intent"]
        buyer = session["customer_details"] or {}
        link = account.table("payment_link").get(session["payment_link"] or "") or {}
        rows.append(
            only_fields(session, SESSION_FIELDS)
            | {"name": buyer.get("name"), "link": link.get("url"), "account": account.name}
            | {"refunds": refunds[intent], "disputes": disputes[intent]}
        )
    return rows


def by_intent(account: AccountRecord, kind: str, fields: tuple[str, ...]) -> dict[str | None, list[Json]]:
    """What happened to payments, by payment intent."""
    found: dict[str | None, list[Json]] = defaultdict(list)
    for row in account.table(kind).newest_first():
        if row.get("payment_intent"):
            found[row["payment_intent"]].append(only_fields(row, fields))
    return found


def only_fields(row: Json, fields: tuple[str, ...]) -> Json:
    """Only these fields."""
    return {name: row.get(name) for name in fields}
