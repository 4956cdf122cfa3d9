"""The page on which an order's delivery is chosen, before it can be paid: how, where to, a code, and the total to accept.

Four forms, one after the other, each of which works without a script: an address, a delivery, a code, and the order with
its total. Placing it takes the last one: nothing is chosen by looking.
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from litestar.datastructures import FormMultiDict
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.delivery.addresses import Address, InvalidAddress, normalize
from shop.merchants.accounts import this_merchant
from shop.orders.cost.codes import apply_code, code_told
from shop.orders.cost.computing import NotSoldThere
from shop.orders.delivering.choosing import DeliveryNotOffered, TotalMoved, choose_delivery
from shop.orders.delivering.offering import (
    DeliveryChoice,
    DeliveryOffers,
    address_mark,
    cost_by,
    load_offers,
    wishes_with,
)
from shop.orders.models import Order, OrderStateConflict
from shop.orders.reading import lines_of
from shop.web.checkout_page import CheckoutPage, not_sold_there

KNOWN = "known"  # the mark of an address of an order before, of which the page shows only a part


class CheckoutAnswer(NamedTuple):
    """A page, or nothing more to ask: the order goes on to its payment."""

    html: str = ""
    is_ready: bool = False


async def show_checkout(session: AsyncSession, order: Order, *, chat: str, at: datetime) -> CheckoutAnswer:
    """How the order can come, and where to."""
    return await _Checkout(session, order, chat, at).page()


async def answer_checkout(
    session: AsyncSession, order: Order, form: FormMultiDict, *, chat: str, at: datetime
) -> CheckoutAnswer:
    """What follows from the form that was sent."""
    checkout = _Checkout(session, order, chat, at)
    try:
        address = await checkout.address_in(form)
    except InvalidAddress as error:
        return await checkout.page(trouble=error.said(order.locale), written=_written(form))
    try:
        return await checkout.step(str(form.get("step", "")), form, address)
    except NotSoldThere as error:
        return await checkout.page(trouble=not_sold_there(error, order.locale), written=_written(form))


class _Checkout:
    """One request of the page."""

    def __init__(self, session: AsyncSession, order: Order, chat: str, at: datetime) -> None:
        self._session, self._order, self._chat, self._at = session, order, chat, at
        self._is_new = True  # the address was written here

    async def step(self, step: str, form: FormMultiDict, address: Address | None) -> CheckoutAnswer:
        """Raises NotSoldThere."""
        if step == "code":
            return await self._code(str(form.get("code", "")), address)
        chosen = _choice(form, address)
        if step == "choose" and chosen is not None:
            return await self._summary(chosen)
        if step == "order" and chosen is not None:
            return await self._place(chosen, _number(form.get("accepts")))
        return await self.page(address=address)

    async def address_in(self, form: FormMultiDict) -> Address | None:
        """The address that the form brings: one that was written, or the one of the order before. Raises InvalidAddress."""
        if known := str(form.get(KNOWN, "")):
            self._is_new = False
            address = (await self._offers(None)).address
            return address if address_mark(address) == known else None  # another one since: it is shown first
        written = _written(form)
        return normalize(written) if written.street or written.postal_code or written.city else None

    async def page(
        self,
        *,
        address: Address | None = None,
        trouble: str = "",
        told: str = "",
        written: Address | None = None,
    ) -> CheckoutAnswer:
        """The ways there are; `written`: what stood in the form that could not be used."""
        offers = await self._offers(address)
        page = await self._drawn()
        shown = page.choosing(
            offers,
            is_new=address is not None and self._is_new,
            trouble=trouble,
            told=told,
            written=written or address,
        )
        return CheckoutAnswer(shown)

    async def _code(self, code: str, address: Address | None) -> CheckoutAnswer:
        try:
            self._order, outcome = await apply_code(self._session, self._order.id, code, at=self._at)
        except OrderStateConflict:
            return CheckoutAnswer(is_ready=True)
        return await self.page(address=address, told=code_told(outcome, self._order))

    async def _summary(self, choice: DeliveryChoice) -> CheckoutAnswer:
        cost = await cost_by(
            self._session,
            await this_merchant(self._session),
            self._order,
            wishes_with(self._order, choice),
            at=self._at,
        )
        if cost.quote is None:
            return await self.page(address=choice.address)
        return CheckoutAnswer((await self._drawn()).summary(cost, choice, is_new=self._is_new))

    async def _place(self, choice: DeliveryChoice, accepts_minor: int | None) -> CheckoutAnswer:
        try:
            await choose_delivery(
                self._session, self._order.id, choice, at=self._at, accepts_minor=accepts_minor or 0
            )
        except (DeliveryNotOffered, TotalMoved):  # since the page was shown: it shows what is so now
            return await self._summary(choice)
        except OrderStateConflict:
            pass  # closed or paid meanwhile: its page says so
        return CheckoutAnswer(is_ready=True)

    async def _offers(self, address: Address | None) -> DeliveryOffers:
        merchant = await this_merchant(self._session)
        return await load_offers(self._session, merchant, self._order, at=self._at, address=address)

    async def _drawn(self) -> CheckoutPage:
        merchant, lines = await this_merchant(self._session), await lines_of(self._session, self._order)
        return CheckoutPage(merchant, self._order, lines, self._chat)


def _written(form: FormMultiDict) -> Address:
    def field(name: str) -> str:
        return str(form.get(name, "")).strip()

    return Address(
        name=field("name"),
        street=field("street"),
        city=field("city"),
        postal_code=field("postal_code"),
        country=field("country"),
        region=field("region"),
        phone=field("phone"),
    )


def _choice(form: FormMultiDict, address: Address | None) -> DeliveryChoice | None:
    """The delivery that was ticked; None for none, or one that nobody offered."""
    method, _, place = str(form.get("delivery", "")).partition(":")
    try:
        place_id = UUID(place) if place else None
        return DeliveryChoice(method_id=UUID(method), place_id=place_id, address=None if place else address)
    except ValueError:
        return None


def _number(told: object) -> int | None:
    text = str(told or "")
    return int(text) if text.isdecimal() and len(text) <= 15 else None
