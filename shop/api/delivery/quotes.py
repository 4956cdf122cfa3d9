"""`/delivery/quotes`: what a shopper would be offered, to try a set-up with."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, post
from litestar.params import JSONBody
from msgspec import Meta

from shop.api.delivery.parts import READ
from shop.api.delivery.zones import Country
from shop.api.http.money import Money
from shop.api.openapi.problems import problem_responses
from shop.catalog.rules import LONGEST_SKU, MOST_STOCK
from shop.delivery.addresses import LONGEST_LINE, Destination, InvalidAddress, normalize_destination
from shop.delivery.loading import load_setup
from shop.delivery.parcels import ParcelLine, parcel_of
from shop.delivery.postal_codes import LONGEST_POSTAL_CODE
from shop.delivery.quotes import DeliveryQuote, quotes, why_none
from shop.delivery.reasons import NoDelivery, NoDeliveryReason
from shop.delivery.rules import BadDelivery
from shop.delivery.setup import DeliveryKind
from shop.doors import Session
from shop.kit.clock import now
from shop.merchants.accounts import this_merchant

MOST_LINES = 200


Locale = Annotated[
    str,
    Meta(
        max_length=20,
        pattern="^[A-Za-z][A-Za-z_-]*$",
        description="The language of names and reasons; left out: your own.",
        examples=["pt-BR"],
    ),
]


class DestinationInput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where it goes: the country at least."""

    country: Country
    postal_code: Annotated[str, Meta(max_length=LONGEST_POSTAL_CODE, examples=["28013"])] = ""
    region: Annotated[str, Meta(max_length=LONGEST_LINE)] = ""


class QuoteLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So many of a variant."""

    sku: Annotated[str, Meta(min_length=1, max_length=LONGEST_SKU, pattern=r"^[^\x00]*$")]
    quantity: Annotated[int, Meta(ge=1, le=MOST_STOCK)] = 1


class QuoteRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Goods and where they go; without a destination what is collected is offered alone."""

    lines: Annotated[list[QuoteLine], Meta(min_length=1, max_length=MOST_LINES)]
    destination: DestinationInput | None = None
    locale: Locale | None = None


class QuoteView(msgspec.Struct, frozen=True):
    """A way to deliver, as a shopper would be offered it. `earliest` and `latest` are null where nothing is promised."""

    method_id: UUID | None
    place_id: UUID | None
    kind: DeliveryKind
    name: str
    place: str | None
    price: Money
    free_from: Money | None
    earliest: date | None
    latest: date | None

    @classmethod
    def of(cls, quote: DeliveryQuote, currency: str) -> "QuoteView":
        free_from = quote.free_from_minor
        return cls(
            method_id=quote.method_id,
            place_id=quote.place_id,
            kind=quote.kind,
            name=quote.name,
            place=quote.place.name if quote.place is not None else None,
            price=Money(quote.price_minor, currency),
            free_from=None if free_from is None else Money(free_from, currency),
            earliest=quote.earliest,
            latest=quote.latest,
        )


class NoDeliveryView(msgspec.Struct, frozen=True):
    """Why nothing is offered: `needed` is the figure that would be (minor units, or grams), `detail` what shoppers read."""

    reason: NoDeliveryReason
    needed: int | None
    detail: str

    @classmethod
    def of(cls, why: NoDelivery, locale: str, currency: str) -> "NoDeliveryView":
        return cls(why.reason, why.needed, why.said(locale, currency))


class QuotesView(msgspec.Struct, frozen=True):
    """What would be offered, the cheapest first; or why nothing."""

    quotes: list[QuoteView]
    no_delivery: NoDeliveryView | None


@post(
    "/",
    guards=READ,
    status_code=200,
    summary="Try the delivery set-up",
    responses=problem_responses(415),
)
async def create_quotes(session: Session, data: JSONBody[QuoteRequest]) -> QuotesView:
    """What shoppers would be offered for these goods there, at today's prices. Nothing is stored."""
    destination = _destination(data.destination)
    setup = await load_setup(session)
    locale = data.locale or (await this_merchant(session)).locale
    parcel = await parcel_of(session, [ParcelLine(each.sku, each.quantity) for each in data.lines], at=now())
    found = quotes(setup, parcel, destination, locale=locale, at=now())
    why = why_none(setup, parcel, destination)
    return QuotesView(
        [QuoteView.of(quote, setup.currency) for quote in found],
        None if why is None else NoDeliveryView.of(why, locale, setup.currency),
    )


router = Router("/quotes", route_handlers=[create_quotes], tags=["delivery"])


def _destination(given: DestinationInput | None) -> Destination | None:
    """As its country writes it. Raises BadDelivery."""
    if given is None:
        return None
    try:
        return normalize_destination(Destination(given.country, given.postal_code, given.region))
    except InvalidAddress as error:
        raise BadDelivery(str(error), f"destination.{error.field}") from error
