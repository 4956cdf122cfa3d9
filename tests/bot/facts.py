"""Facts and messages for the dialogue; a test names only what matters to it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from shop.bot.actions import Reply
from shop.bot.dialogue.respond import respond
from shop.bot.facts import BotDecision, BotFacts, BotState, OrderFact, ProductFact
from shop.carts.check import CartCheck, CheckedLine, LineStatus
from shop.merchants.opening_hours import OpeningHours
from shop.orders.models import OrderStatus
from shop.whatsapp.incoming import CartMessage, CartMessageLine, IncomingKind, IncomingMessage, SenderProfile
from tests.support.cast import ANA

MONDAY_NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # 12:00 in Madrid
CART_ID = UUID(int=7)
OPEN_ALL_WEEK = OpeningHours.parse(
    {day: ["09:00-20:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
)
OPEN_AT_NIGHT = OpeningHours.parse({"mon": ["21:00-23:00"]})
MUG = ProductFact(sku="TAZA", name="Taza del faro", price_minor=1250, left=40)


def order(
    number: int = 1001,
    status: OrderStatus = OrderStatus.PENDING,
    *,
    days: int = 0,
    total: int = 3290,
    url: str = "https://shop.test/pay/abc",
) -> OrderFact:
    """An order of the shopper, placed some days ago."""
    return OrderFact(number, status, total, url, UUID(int=number), MONDAY_NOON - timedelta(days=days))


PENDING = order()


def facts(**known: Any) -> BotFacts:
    """A shop in Madrid with a catalog, on a Monday at noon."""
    base: dict[str, Any] = {
        "at": MONDAY_NOON,
        "shop": "La Tienda del Faro",
        "locale": "es",
        "currency": "EUR",
        "zone": "Europe/Madrid",
        "hours": OPEN_ALL_WEEK,
        "catalog_ready": True,
    }
    return BotFacts(**{**base, **known})


def text(words: str, **more: Any) -> IncomingMessage:
    """What somebody wrote."""
    return IncomingMessage(
        wamid="wamid.1",
        kind=IncomingKind.TEXT,
        profile=SenderProfile(phone=ANA),
        text=words,
        **more,
    )


def tap(choice: str, words: str = "Sí") -> IncomingMessage:
    """A tap on a button of ours."""
    return IncomingMessage(
        wamid="wamid.1", kind=IncomingKind.REPLY, profile=SenderProfile(), text=words, choice=choice
    )


def cart(*lines: CartMessageLine) -> IncomingMessage:
    """A cart message."""
    sent = CartMessage(catalog_id="1", note="", lines=list(lines))
    return IncomingMessage(wamid="wamid.1", kind=IncomingKind.ORDER, profile=SenderProfile(), cart=sent)


def line(
    fit: LineStatus = LineStatus.FINE, *, wanted: int = 2, left: int | None = None, name: str = "Taza"
) -> CheckedLine:
    """One judged line of a cart."""
    had = {LineStatus.FINE: wanted, LineStatus.SHORT: left or 1}.get(fit, 0)
    return CheckedLine(
        retailer_id="TAZA", fit=fit, wanted=wanted, quantity=had, variant_id=UUID(int=1), name=name
    )


def checked(*lines: CheckedLine) -> CartCheck:
    return CartCheck(tuple(lines))


def turn(
    *messages: IncomingMessage,
    known: BotFacts | None = None,
    misses: int = 0,
    after: BotDecision | None = None,
) -> BotDecision:
    """The dialogue's answer, after an earlier one if there was one."""
    return respond(after.state if after else BotState(misses=misses), messages, known or facts())


def reasons(answer: BotDecision) -> list[str]:
    """What was said or done, in short: the reason of what is said, the name of what is done."""
    return [
        action.reason if isinstance(action, Reply) else type(action).__name__ for action in answer.actions
    ]


def words_of(answer: BotDecision) -> str:
    """Everything that is said."""
    return "\n".join(
        str(getattr(action.content, "body", "")) for action in answer.actions if isinstance(action, Reply)
    )
