"""`/discounts/evaluations`: what a cart would be given, or why not, without an order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, post
from litestar.params import JSONBody
from msgspec import Meta
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.api.authentication import requires
from shop.api.http.json_bodies import InvalidField
from shop.api.http.money import Money, Price
from shop.api.http.types import Timestamp
from shop.api.openapi.problems import problem_responses
from shop.carts.offers import Offer, offers_by_sku
from shop.catalog.rules import LONGEST_SKU
from shop.discounts.evaluation import (
    AppliedDiscount,
    Buyer,
    Evaluation,
    RefusalReason,
    RefusedCode,
    evaluate,
)
from shop.discounts.loading import discountable_lines, load_rules
from shop.discounts.words import applied_words, refusal_words
from shop.doors import Session
from shop.kit.clock import now
from shop.merchants.accounts import this_merchant
from shop.merchants.models import Merchant

MOST_LINES = 200
MOST_CODES = 10
MOST_OF_ONE = 9_999


class TriedLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many of one SKU."""

    sku: Annotated[str, Meta(min_length=1, max_length=LONGEST_SKU, examples=["TAZA-AZUL"])]
    quantity: Annotated[int, Meta(ge=1, le=MOST_OF_ONE)] = 1


class TriedCart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A cart to try discounts on, for a customer who has used none. `delivery` is what its delivery would cost."""

    lines: Annotated[list[TriedLine], Meta(min_length=1, max_length=MOST_LINES)]
    codes: Annotated[list[Annotated[str, Meta(max_length=100)]], Meta(max_length=MOST_CODES)] = []
    is_first_order: bool = True
    delivery: Price | None = None
    at: Timestamp | None = None

    def moment(self) -> datetime:
        """Raises InvalidField for a year that no clock will show."""
        if self.at is not None and not 2000 <= self.at.year < 2100:
            raise InvalidField("The year lies between 2000 and 2099.", "at")
        return self.at or now()


class EvaluatedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line at today's price, with tax, and what is taken off it."""

    sku: str
    quantity: int
    unit_price: Money
    discount: Money


class AppliedView(msgspec.Struct, frozen=True, kw_only=True):
    """A discount that does something; `sentence` is what the shopper would read."""

    discount_id: UUID
    name: str
    code: str | None
    amount: Money
    frees_delivery: bool
    sentence: str

    @classmethod
    def of(cls, applied: AppliedDiscount, merchant: Merchant) -> "AppliedView":
        return cls(
            discount_id=applied.discount_id,
            name=applied.name,
            code=applied.code,
            amount=Money(applied.amount_minor, merchant.currency),
            frees_delivery=applied.frees_delivery,
            sentence=applied_words(merchant.locale, applied, currency=merchant.currency),
        )


class RefusedCodeView(msgspec.Struct, frozen=True, kw_only=True):
    """A code that does nothing. `needed` is what the goods lack in value, `needed_quantity` the pieces that are missing."""

    code: str
    reason: RefusalReason
    discount_id: UUID | None
    needed: Money | None
    needed_quantity: int | None
    other: str | None
    sentence: str

    @classmethod
    def of(cls, refused: RefusedCode, merchant: Merchant) -> "RefusedCodeView":
        needed = refused.needed_minor
        return cls(
            code=refused.code or "",
            reason=refused.reason,
            discount_id=refused.discount_id,
            needed=None if needed is None else Money(needed, merchant.currency),
            needed_quantity=refused.needed_quantity,
            other=refused.other,
            sentence=refusal_words(merchant.locale, refused, currency=merchant.currency),
        )


class EvaluationView(msgspec.Struct, frozen=True, kw_only=True):
    """What the cart would be given; the amounts of `applied` add up to those of the lines, and to `discount`."""

    lines: list[EvaluatedLine]
    discount: Money
    frees_delivery: bool
    applied: list[AppliedView]
    refused: list[RefusedCodeView]


@post(
    "/evaluations",
    guards=[requires("discounts:read")],
    status_code=200,
    summary="Try discounts on a cart",
    responses=problem_responses(415),
)
async def create_evaluation(session: Session, data: JSONBody[TriedCart]) -> EvaluationView:
    """What it would be given now, or at a time to come, and of each code why it does nothing. Nothing is stored."""
    merchant, at = await this_merchant(session), data.moment()
    delivery_minor = data.delivery.minor_in(merchant.currency) if data.delivery else None
    offers = await _offers(session, data.lines)
    goods = [
        (offer.variant_id, line.quantity, offer.unit_minor)
        for line, offer in zip(data.lines, offers, strict=True)
    ]
    found = evaluate(
        await load_rules(session, codes=data.codes, at=at, locale=merchant.locale),
        await discountable_lines(session, goods),
        codes=data.codes,
        buyer=Buyer(is_first_order=data.is_first_order),
        at=at,
        delivery_minor=delivery_minor,
    )
    return _view(data.lines, offers, found, merchant)


router = Router("/discounts", route_handlers=[create_evaluation], tags=["discounts"])


async def _offers(session: AsyncSession, lines: Sequence[TriedLine]) -> list[Offer]:
    """Raises InvalidField for what is not sold."""
    known = await offers_by_sku(session, [line.sku for line in lines], at=now(), lock=False)
    for nth, line in enumerate(lines):
        if line.sku not in known or not known[line.sku].is_sold:
            raise InvalidField(f"{line.sku} is not sold here.", f"lines[{nth}].sku")
    return [known[line.sku] for line in lines]


def _view(
    lines: Sequence[TriedLine], offers: Sequence[Offer], found: Evaluation, merchant: Merchant
) -> EvaluationView:
    currency = merchant.currency
    return EvaluationView(
        lines=[
            EvaluatedLine(
                sku=line.sku,
                quantity=line.quantity,
                unit_price=Money(offer.unit_minor, currency),
                discount=Money(off, currency),
            )
            for line, offer, off in zip(lines, offers, found.line_discounts, strict=True)
        ],
        discount=Money(found.total_minor, currency),
        frees_delivery=found.frees_delivery,
        applied=[AppliedView.of(each, merchant) for each in found.applied],
        refused=[RefusedCodeView.of(each, merchant) for each in found.refused],
    )
