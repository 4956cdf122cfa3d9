"""What the tables say of an order's state follows from the log of events alone, after every step of a long life."""

import random
from collections.abc import Awaitable, Callable

import pytest
from sqlmodel import select

from shop.carts.check import check_variants
from shop.catalog.models import Variant
from shop.kit.clock import now
from shop.kit.errors import ShopError
from shop.orders.cancelling import cancel_order
from shop.orders.fulfilments.carriers import shipment_of
from shop.orders.fulfilments.models import Fulfilment
from shop.orders.life.progress import stages_of
from shop.orders.life.rebuilding import NoBeginning, RebuiltOrder, RebuiltParcel, RebuiltReturn, rebuild
from shop.orders.life.stages import OrderStage
from shop.orders.models import Order, OrderStatus
from shop.orders.order_line import OrderLine
from shop.orders.reading import lock_order
from shop.orders.repricing import reprice
from shop.orders.returns.models import Return
from shop.payments.models import Payment
from shop.payments.refunds.models import Refund
from tests.support.goods.parcels import GoodsUnderTest
from tests.support.shop import move_by

STEPS = 45
# What leads on is tried more often than what leads back.
_ON = frozenset({"pay", "pack", "ship", "deliver", "ask", "approve", "receive", "close"})
Step = Callable[[], Awaitable[object]]


class LongLife:
    """One order, and everything that may happen to it next, possible or not."""

    def __init__(self, goods: GoodsUnderTest, order: Order, chance: random.Random) -> None:
        self.goods, self.shop, self.order, self.chance = goods, goods.shop, order, chance

    async def steps(self) -> dict[str, Step]:
        """By name; what the order's state does not permit is refused and changes nothing."""
        goods = self.goods
        parcels: list[Fulfilment] = await self.shop.all(select(Fulfilment))
        returns: list[Return] = await self.shop.all(select(Return))
        steps: dict[str, Step] = {
            "reprice": self.reprice,
            "pay": self.pay,
            "cancel": self.cancel,
            "prepare": lambda: goods.prepare(self.order),
            "pack": lambda: goods.pack(self.order, self.some()),
            "pack all": lambda: goods.pack(self.order),
            "ask": lambda: goods.ask_return(self.order, self.some()),
            "refund": self.refund,
        }
        if parcels:
            it = self.chance.choice(parcels)
            steps |= {
                "ship": lambda: goods.ship(it),
                "correct": lambda: goods.correct(
                    it, shipment_of("seur", str(self.chance.random())[2:], None)
                ),
                "deliver": lambda: goods.deliver(it),
                "ready": lambda: goods.make_ready(it),
                "collect": lambda: goods.collect(it),
                "lose": lambda: goods.cancel(it),
            }
        if returns:
            back = self.chance.choice(returns)
            steps |= {
                "approve": lambda: goods.approve(back),
                "refuse": lambda: goods.refuse(back),
                "receive": lambda: goods.receive(back, *[(e.position, 1) for e in back.lines][:1]),
                "close": lambda: goods.close(back),
            }
        return steps

    def some(self) -> tuple[int, int]:
        return self.chance.choice([1, 2]), self.chance.choice([1, 1, 2])

    async def pay(self) -> None:
        """By the present link; now and then twice."""
        fresh = await self.shop.fresh(self.order)
        if not fresh.is_paid or self.chance.random() < 0.2:
            await self.shop.pay(fresh)

    async def reprice(self) -> None:
        await self.shop.set_price("MUG", self.chance.randrange(1000, 2000))
        async with self.goods.transaction() as session:
            order = await lock_order(session, self.order.id)
            assert order is not None
            variants = (await session.exec(select(Variant))).all()
            wanted = [(each.id, 1) for each in variants]
            check = await check_variants(session, wanted, locale="es", at=now(), lock=False)
            await reprice(session, order, check, at=now())

    async def cancel(self) -> None:
        if (await self.shop.fresh(self.order)).is_paid or self.chance.random() < 0.3:
            async with self.goods.transaction() as session:
                await cancel_order(session, self.order.id, at=now())

    async def refund(self) -> None:
        """Somebody gives the payment back in Stripe's dashboard; or the bank refuses it later."""
        payments = await self.shop.all(select(Payment))
        known = await self.shop.all(select(Refund))
        if not payments or self.chance.random() < 0.6:
            return
        status = "failed" if known else "succeeded"
        thing = {
            "id": "re_1",
            "object": "refund",
            "amount": payments[0].amount_minor,
            "currency": "eur",
            "status": status,
            "payment_intent": payments[0].payment_intent,
            "created": int(now().timestamp()),
        }
        kind = "refund.failed" if known else "refund.created"
        await self.shop.job("payments.settle", event_id=await self.shop.tell(thing, kind))

    async def play(self) -> tuple[str, bool]:
        """The next step, and whether it was permitted."""
        steps = await self.steps()
        (name,) = self.chance.choices(list(steps), [4 if each in _ON else 1 for each in steps])
        move_by(minutes=7)
        try:
            await steps[name]()
        except ShopError:
            return name, False
        return name, True


async def from_tables(goods: GoodsUnderTest, order: Order) -> tuple[RebuiltOrder, OrderStage]:
    """The same, as the tables have it."""
    fresh = await goods.shop.fresh(order)
    async with goods.transaction() as session:
        stage = (await stages_of(session, [fresh]))[order.id]
    lines = await goods.shop.all(select(OrderLine).order_by(OrderLine.position))  # type: ignore[arg-type]
    parcels: list[Fulfilment] = await goods.shop.all(select(Fulfilment))
    returns: list[Return] = await goods.shop.all(select(Return))
    refunds: list[Refund] = await goods.shop.all(select(Refund))
    stored = RebuiltOrder(
        number=fresh.number,
        status=fresh.status,
        total_minor=fresh.total_minor,
        quantities=[line.quantity for line in lines],
        parcels={each.id: RebuiltParcel(each.lines, each.state) for each in parcels},
        returns={
            each.id: RebuiltReturn(
                each.lines, each.state, each.has_come, each.restocked, each.exchange_order_id, each.refund_id
            )
            for each in returns
        },
        refunds={each.id: each.state.value for each in refunds},
    )
    return stored, stage


async def compare(goods: GoodsUnderTest, order: Order) -> OrderStage:
    stored, stage = await from_tables(goods, order)
    rebuilt = rebuild(order.id, await goods.log())
    assert rebuilt.stage is stage
    rebuilt.is_preparing = rebuilt.is_refunded = False  # both are in the stage
    assert rebuilt == stored
    return stage


@pytest.mark.parametrize("seed", range(6))
async def test_after_every_step_the_log_says_what_the_tables_say(goods: GoodsUnderTest, seed: int) -> None:
    order = await goods.shop.order([("MUG", 2), ("FISH", 2)])
    life = LongLife(goods, order, random.Random(seed))
    played: list[tuple[str, bool]] = []
    for _ in range(STEPS):
        played.append(await life.play())
        await compare(goods, order)
    assert any(done for _, done in played), played


async def test_a_whole_life_in_its_order(goods: GoodsUnderTest) -> None:
    order = await goods.shop.order([("MUG", 2), ("FISH", 2)])
    life, stages = LongLife(goods, order, random.Random(0)), []

    async def seen() -> None:
        stages.append(await compare(goods, order))

    await seen()
    await life.reprice()
    await goods.shop.pay(await goods.shop.fresh(order))
    await seen()
    await goods.prepare(order)
    await seen()
    first = await goods.sent(order, (1, 2))
    await seen()
    second = await goods.sent(order)
    await seen()
    await goods.deliver(first)
    await seen()
    await goods.deliver(second)
    await seen()
    back = await goods.ask_return(order, (1, 2), (2, 2))
    await goods.approve(back)
    await seen()
    await goods.receive(back, (1, 2))
    await seen()
    await goods.close(back)
    await seen()
    assert [stage.value for stage in stages] == [
        *("awaiting_payment", "paid", "preparing", "partly_shipped", "shipped"),
        *("partly_delivered", "delivered", "delivered", "returned", "returned"),
    ]
    assert (await goods.shop.fresh(order)).status is OrderStatus.PAID


async def test_an_order_of_which_no_beginning_is_logged_is_not_made_up(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    later = [each for each in await goods.log() if each.kind != "order.placed"]
    with pytest.raises(NoBeginning):
        rebuild(order.id, later)


async def test_a_log_of_several_orders_is_taken_apart(goods: GoodsUnderTest) -> None:
    first, second = await goods.paid(("MUG", 1)), await goods.paid(("FISH", 1))
    await goods.sent(first)
    log = await goods.log()
    assert rebuild(first.id, log).stage is OrderStage.SHIPPED
    assert rebuild(second.id, log).stage is OrderStage.PAID
