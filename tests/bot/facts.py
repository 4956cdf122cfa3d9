"""Facts and messages for the dialogue; a test names only what matters to it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from shop.bot.actions import Say
from shop.bot.dialogue import respond
from shop.bot.facts import Facts, OrderFact, ProductFact, State, Turn
from shop.carts.matching import Fit, Matched, Review
from shop.merchants.opening import Hours
from shop.orders.models import OrderStatus
from shop.whatsapp.incoming import Cart, CartLine, Incoming, IncomingKind, Profile

MONDAY_NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # 12:00 in Madrid
CART_ID = UUID(int=7)
OPEN_ALL_WEEK = Hours.parse(
    {day: ["09:00-20:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
)
OPEN_AT_NIGHT = Hours.parse({"mon": ["21:00-23:00"]})
PENDING = OrderFact(1001, OrderStatus.PENDING, 3290, "https://shop.test/pay/abc")
MUG = ProductFact("Taza del faro", 1250, 40)


def facts(**known: Any) -> Facts:
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
    return Facts(**{**base, **known})


def text(words: str, **more: Any) -> Incoming:
    """What somebody wrote."""
    return Incoming(
        wamid="wamid.1", kind=IncomingKind.TEXT, profile=Profile(phone="34611000001"), text=words, **more
    )


def tap(choice: str) -> Incoming:
    """A tap on a button of ours."""
    return Incoming(wamid="wamid.1", kind=IncomingKind.REPLY, profile=Profile(), text="Sí", choice=choice)


def cart(*lines: CartLine) -> Incoming:
    """A cart message."""
    sent = Cart(catalog_id="1", note="", lines=list(lines))
    return Incoming(wamid="wamid.1", kind=IncomingKind.ORDER, profile=Profile(), cart=sent)


def line(fit: Fit = Fit.FINE, *, wanted: int = 2, left: int | None = None, name: str = "Taza") -> Matched:
    """One judged line of a cart."""
    had = {Fit.FINE: wanted, Fit.SHORT: left or 1}.get(fit, 0)
    return Matched(
        retailer_id="TAZA", fit=fit, wanted=wanted, quantity=had, variant_id=UUID(int=1), name=name
    )


def review(*lines: Matched) -> Review:
    return Review(tuple(lines))


def turn(*messages: Incoming, known: Facts | None = None, misses: int = 0) -> Turn:
    """The dialogue's answer."""
    return respond(State(misses=misses), messages, known or facts())


def reasons(answer: Turn) -> list[str]:
    """What was said or done, in short: the reason of what is said, the name of what is done."""
    return [action.reason if isinstance(action, Say) else type(action).__name__ for action in answer.actions]


def words_of(answer: Turn) -> str:
    """Everything that is said."""
    return "\n".join(
        str(getattr(action.content, "body", "")) for action in answer.actions if isinstance(action, Say)
    )
