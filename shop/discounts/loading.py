"""Reads what an evaluation needs: the rules that may matter, products with their collections, a customer's uses so far."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.discounts.codes import fold_code
from shop.discounts.evaluation import DiscountableLine, DiscountKind, DiscountRule, ProductScope, RuleCode
from shop.discounts.models import DiscountStatus
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch
from shop.kit.translations import in_language

_COLUMNS = (
    "id, name, translations, kind, percent_hundredths, amount_minor, buy_quantity, get_quantity, set_size, most_sets, "
    "most_delivery_minor, applies_to, gets, first_order_only, min_value_minor, min_quantity, is_automatic, is_combinable, "
    "priority, max_uses, max_uses_per_customer, uses, starts_at, ends_at, status, created_at"
)
_RULES = (
    f"SELECT {_COLUMNS} FROM discount WHERE merchant_id = $1 AND is_automatic AND status = 'active' "  # noqa: S608
    "AND (ends_at > $2 OR ends_at IS NULL) AND (starts_at IS NULL OR starts_at <= $2) "
    f"UNION ALL SELECT {_COLUMNS} FROM discount WHERE merchant_id = $1 AND id = ANY($3::uuid[]) AND NOT is_automatic"
)
_CODES = (
    "SELECT id, discount_id, code, shown, max_uses, uses FROM discount_code "
    "WHERE merchant_id = $1 AND code = ANY($2::text[])"
)
_USES = (
    "SELECT discount_id, count(*) AS uses FROM discount_use WHERE merchant_id = $1 AND customer_id = $2 "
    "AND discount_id = ANY($3::uuid[]) AND state <> 'released' AND order_id IS DISTINCT FROM $4 GROUP BY discount_id"
)
_HELD = "SELECT discount_id, code_id FROM discount_use WHERE merchant_id = $1 AND order_id = $2 AND state <> 'released'"
_PRODUCTS = (
    "SELECT v.id, v.product_id, array_remove(array_agg(c.collection_id), NULL) AS collection_ids FROM variant v "
    "LEFT JOIN collection_product c ON c.merchant_id = v.merchant_id AND c.product_id = v.product_id "
    "WHERE v.merchant_id = $1 AND v.id = ANY($2::uuid[]) GROUP BY v.id, v.product_id"
)
_AS_STORED = (
    *("id", "created_at", "first_order_only", "min_value_minor", "min_quantity", "is_automatic"),
    *("is_combinable", "priority", "max_uses", "max_uses_per_customer", "uses", "starts_at", "ends_at"),
    *("most_sets", "most_delivery_minor"),
)
_ELSE_NOTHING = ("percent_hundredths", "amount_minor", "buy_quantity", "get_quantity", "set_size")


async def load_rules(
    session: AsyncSession,
    *,
    codes: Sequence[str],
    at: datetime,
    locale: str | None = None,
    held_by: UUID | None = None,
) -> Sequence[DiscountRule]:
    """The automatic discounts that run at that time, and those of the codes as they were typed, whatever their state.

    Names are in the language of `locale`, else as the merchant wrote them. What the order `held_by` holds itself is not
    counted: it stands in its own way nowhere.
    """
    folded = [code for code in dict.fromkeys(map(fold_code, codes)) if code]
    rows = await fetch(session, _CODES, merchant_of(session), folded) if folded else []
    by_discount: dict[UUID, list[RuleCode]] = {}
    for row in rows:
        code = RuleCode(row["id"], row["code"], row["shown"], row["max_uses"], row["uses"])
        by_discount.setdefault(row["discount_id"], []).append(code)
    found = await fetch(session, _RULES, merchant_of(session), at, list(by_discount))
    rules = [_rule(row, by_discount.get(row["id"], ()), locale) for row in found]
    return rules if held_by is None or not rules else await _not_counting(session, rules, held_by)


async def _not_counting(
    session: AsyncSession, rules: Sequence[DiscountRule], order_id: UUID
) -> list[DiscountRule]:
    """The rules as they were if the order held nothing of them."""
    held = await fetch(session, _HELD, merchant_of(session), order_id)
    own = {row["discount_id"]: row["code_id"] for row in held}
    return [_without_own(rule, own[rule.id]) if rule.id in own else rule for rule in rules]


def _without_own(rule: DiscountRule, code_id: UUID | None) -> DiscountRule:
    codes = tuple(
        msgspec.structs.replace(code, uses=code.uses - 1) if code.id == code_id else code
        for code in rule.codes
    )
    return msgspec.structs.replace(rule, uses=rule.uses - 1, codes=codes)


async def codes_known(session: AsyncSession, written: Sequence[str]) -> list[str]:
    """The merchant's codes among what was written, in that order, each as the merchant writes it."""
    folded = [code for code in dict.fromkeys(map(fold_code, written)) if code]
    rows = await fetch(session, _CODES, merchant_of(session), folded) if folded else []
    shown = {row["code"]: row["shown"] for row in rows}
    return [shown[code] for code in folded if code in shown]


async def uses_of(
    session: AsyncSession, customer_id: UUID, discount_ids: Sequence[UUID], *, but_of: UUID | None = None
) -> Mapping[UUID, int]:
    """How often the customer has used each of the discounts, held uses included; those never used are missing.

    What the order `but_of` holds is not counted.
    """
    if not discount_ids:
        return {}
    rows = await fetch(session, _USES, merchant_of(session), customer_id, list(discount_ids), but_of)
    return {row["discount_id"]: row["uses"] for row in rows}


async def discountable_lines(
    session: AsyncSession, goods: Sequence[tuple[UUID, int, int]]
) -> list[DiscountableLine]:
    """Lines for an evaluation of (variant, quantity, price of one piece with tax in minor units), in their order.

    Raises KeyError for a variant that is not stored.
    """
    rows = await fetch(session, _PRODUCTS, merchant_of(session), [variant for variant, _, _ in goods])
    known = {row["id"]: (row["product_id"], frozenset(row["collection_ids"])) for row in rows}
    return [
        DiscountableLine(variant, *known[variant], quantity, unit_minor)
        for variant, quantity, unit_minor in goods
    ]


def _rule(row: asyncpg.Record, codes: Sequence[RuleCode], locale: str | None) -> DiscountRule:
    name = in_language(row["translations"], locale) if locale else None
    gets = row["gets"]
    stored: dict[str, Any] = {column: row[column] for column in _AS_STORED}
    counted: dict[str, Any] = {column: row[column] or 0 for column in _ELSE_NOTHING}
    return DiscountRule(
        **stored,
        **counted,
        name=name or row["name"],
        kind=DiscountKind(row["kind"]),
        is_archived=row["status"] == DiscountStatus.ARCHIVED,
        applies_to=msgspec.convert(row["applies_to"], ProductScope),
        gets=None if gets is None else msgspec.convert(gets, ProductScope),
        codes=tuple(codes),
    )
