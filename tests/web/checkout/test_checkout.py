"""The page on which an order's delivery is chosen: an address, a delivery, a code, the order with its total."""

import re
from html import unescape
from uuid import UUID

import httpx
import pytest

from shop.delivery.addresses import Address
from shop.delivery.models import DeliveryMethod, SetupStatus
from shop.discounts.evaluation import DiscountKind
from shop.kit.clock import now
from shop.orders.cancelling import cancel_order
from shop.orders.delivering.choosing import choose_delivery
from shop.orders.delivering.offering import DeliveryChoice
from shop.orders.models import Order, OrderStatus
from tests.support.checkout.deliveries import ANA_AT_HOME, collect_at, deliver_to, discount
from tests.support.shop import ShopUnderTest
from tests.web.pay_links import PHONE

ADDRESS = {
    "name": "Ana Ruiz",
    "street": "Calle del Pez 7",
    "postal_code": "28004",
    "city": "Madrid",
    "country": "ES",
}


class Visitor:
    """Somebody at the order's page: presses what stands there."""

    def __init__(self, doors: httpx.AsyncClient, order: Order) -> None:
        self._doors, self._url = doors, f"/pay/{order.pay_token}"
        self.html, self.status, self.location = "", 0, ""

    async def opens(self) -> None:
        self._keep(await self._doors.get(self._url, headers=PHONE))

    async def sends(self, step: str, **fields: str) -> None:
        self._keep(await self._doors.post(self._url, data={"step": step, **fields}, headers=PHONE))

    def _keep(self, answer: httpx.Response) -> None:
        self.html, self.status = unescape(answer.text), answer.status_code
        self.location = answer.headers.get("Location", "")

    @property
    def hidden(self) -> dict[str, str]:
        """What the page's first form sends along."""
        form = self.html.split("</form>")[0]
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))

    @property
    def options(self) -> list[str]:
        return re.findall(r'name="delivery" value="([^"]+)"', self.html)


@pytest.fixture
async def order(shop: ShopUnderTest) -> Order:
    """One that waits for its delivery, by courier to Spain or collected."""
    await deliver_to(shop)
    await collect_at(shop)
    return await shop.order([("MUG", 1)])


async def test_an_address_a_delivery_and_the_total(
    doors: httpx.AsyncClient, shop: ShopUnderTest, order: Order
) -> None:
    ana = Visitor(doors, order)
    await ana.opens()
    assert "¿Cómo quieres recibirlo?" in ana.html
    await ana.sends("address", **ADDRESS)
    assert "Calle del Pez 7, 28004 Madrid" in ana.html
    courier = next(each for each in ana.options if each.endswith(":"))
    await ana.sends("choose", **ana.hidden, delivery=courier)
    assert "17,00 €" in ana.html
    assert "Pedir y pagar 17,00 €" in ana.html
    assert (await shop.fresh(order)).waits_for_delivery
    await ana.sends("order", **ana.hidden)
    assert (ana.status, ana.location.rsplit("/", 1)[-1]) == (303, order.pay_token)
    chosen = await shop.fresh(order)
    assert (chosen.total_minor, chosen.delivery and chosen.delivery.address) == (1700, ANA_AT_HOME)


async def test_collecting_asks_for_no_address(
    doors: httpx.AsyncClient, shop: ShopUnderTest, order: Order
) -> None:
    ana = Visitor(doors, order)
    await ana.opens()
    assert "<summary>Envío a domicilio</summary>" in ana.html
    [collected] = ana.options
    await ana.sends("choose", delivery=collected)
    assert "Calle Mayor 1, 28013 Madrid" in ana.html
    await ana.sends("order", **ana.hidden)
    assert ((await shop.fresh(order)).total_minor, ana.status) == (1210, 303)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"postal_code": "99123"}, "99123"),
        ({"city": ""}, "localidad|población|ciudad"),
        ({"country": "PT", "postal_code": "1100-053"}, "No (?:entregamos|enviamos|hacemos envíos)"),
        ({"country": "XX"}, "XX"),
        ({"name": "x" * 300}, "demasiado larg|larga"),
    ],
)
async def test_what_is_wrong_with_an_address_is_said(
    doors: httpx.AsyncClient, order: Order, wrong: dict[str, str], told: str
) -> None:
    ana = Visitor(doors, order)
    await ana.sends("address", **{**ADDRESS, **wrong})
    assert ana.status == 200
    trouble = re.search(r'role="alert">([^<]+)<', ana.html)
    assert trouble is not None
    assert re.search(told, trouble[1])


async def test_nobody_is_charged_what_they_did_not_see(
    doors: httpx.AsyncClient, shop: ShopUnderTest, order: Order
) -> None:
    await shop.configure(tax_at_destination=True, kept_price="net")
    await deliver_to(shop, "PT", price_minor=900)
    ana = Visitor(doors, order)
    await ana.sends(
        "address", name="Ana", street="Rua Augusta 10", city="Lisboa", postal_code="1100-053", country="PT"
    )
    courier = next(each for each in ana.options if each.endswith(":"))
    await ana.sends("choose", **ana.hidden, delivery=courier)
    told = ana.hidden
    await ana.sends("order", **{**told, "accepts": "1"})
    assert ("21,30 €" in ana.html, (await shop.fresh(order)).waits_for_delivery) == (True, True)
    await ana.sends("order", **told)
    assert (ana.status, (await shop.fresh(order)).total_minor) == (303, 2130)


async def test_a_code_says_what_it_did_or_why_nothing(
    doors: httpx.AsyncClient, shop: ShopUnderTest, order: Order
) -> None:
    await discount(shop, DiscountKind.AMOUNT, amount_minor=500, code="FARO5")
    ana = Visitor(doors, order)
    await ana.sends("code", code="nada")
    assert "nada" in ana.html.lower()
    await ana.sends("code", code=" faro5 ")
    assert "FARO5: 5,00 € menos" in ana.html
    assert (await shop.fresh(order)).total_minor == 710


async def test_the_address_of_before_is_offered_and_only_partly_shown(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    method_id, conversation_id = await deliver_to(shop), await shop.person()
    before = await shop.order([("MUG", 1)], conversation_id)
    async with shop.database.transaction(shop.merchant.id) as session:
        choice = DeliveryChoice(method_id=method_id, address=ANA_AT_HOME)
        await choose_delivery(session, before.id, choice, at=now())
    order = await shop.order([("FISH", 1)], conversation_id)
    ana = Visitor(doors, order)
    await ana.opens()
    assert "28… Madrid" in ana.html
    assert "Pez" not in ana.html
    await ana.sends("choose", **ana.hidden, delivery=ana.options[0])
    assert "Pez" not in ana.html
    await ana.sends("order", **ana.hidden)
    chosen = await shop.fresh(order)
    assert chosen.delivery is not None
    assert chosen.delivery.address == ANA_AT_HOME


async def test_looking_changes_nothing(doors: httpx.AsyncClient, shop: ShopUnderTest, order: Order) -> None:
    ana = Visitor(doors, order)
    for _ in range(3):
        await ana.opens()
    assert (await shop.fresh(order)).revision == 1


@pytest.mark.parametrize(
    "form",
    [
        {"step": "order"},
        {"step": "choose", "delivery": "nonsense"},
        {"step": "order", "delivery": "00000000-0000-0000-0000-000000000000:", "accepts": "9" * 400},
        {"step": "code", "code": "\x00" * 5000},
        {"step": "nonsense", "country": "<script>"},
        {"step": "address", **ADDRESS, "street": "<b>Calle</b>"},
        {},
    ],
)
async def test_forms_that_nobody_offered_end_at_the_page(
    doors: httpx.AsyncClient, shop: ShopUnderTest, order: Order, form: dict[str, str]
) -> None:
    answer = await doors.post(f"/pay/{order.pay_token}", data=form, headers=PHONE)
    assert answer.status_code == 200
    assert "<script>" not in answer.text
    assert "<b>" not in answer.text
    assert (await shop.fresh(order)).waits_for_delivery


async def test_a_closed_order_says_so(doors: httpx.AsyncClient, shop: ShopUnderTest, order: Order) -> None:
    async with shop.database.transaction(shop.merchant.id) as session:
        await cancel_order(session, order.id, at=now())
    ana = Visitor(doors, order)
    await ana.opens()
    assert "cancelado" in ana.html


async def test_an_address_written_meanwhile_elsewhere_is_shown_before_it_counts(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    method_id, conversation_id = await deliver_to(shop), await shop.person()
    orders = [await shop.order([("MUG", 1)], conversation_id) for _ in range(3)]
    await choose_for(shop, orders[0], method_id, ANA_AT_HOME)
    ana = Visitor(doors, orders[1])
    await ana.opens()
    await ana.sends("choose", **ana.hidden, delivery=ana.options[0])
    seen = ana.hidden
    elsewhere = ANA_AT_HOME.__class__("Bea", "Gran Vía 1", "Barcelona", "08003", "ES")
    await choose_for(shop, orders[2], method_id, elsewhere)
    await ana.sends("order", **seen)
    assert (await shop.fresh(orders[1])).waits_for_delivery


async def test_a_form_of_the_page_before_orders_no_rest(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    method_id = await deliver_to(shop)
    order = await shop.order([("MUG", 8), ("FISH", 1)])
    await choose_for(shop, order, method_id, ANA_AT_HOME)
    ana = Visitor(doors, order)
    await ana.sends("code", code="NADA")
    assert (ana.status, (await shop.fresh(order)).status) == (303, OrderStatus.PENDING)


async def choose_for(shop: ShopUnderTest, order: Order, method_id: UUID, address: Address) -> None:
    async with shop.database.transaction(shop.merchant.id) as session:
        await choose_delivery(session, order.id, DeliveryChoice(method_id, address=address), at=now())


async def test_an_order_that_waits_hears_that_nothing_is_delivered_any_more(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    method_id = await deliver_to(shop)
    order = await shop.order([("MUG", 1)])
    async with shop.database.transaction(shop.merchant.id) as session:
        (await session.get_one(DeliveryMethod, (shop.merchant.id, method_id))).status = SetupStatus.ARCHIVED
    ana = Visitor(doors, order)
    await ana.opens()
    assert 'role="alert"' in ana.html
