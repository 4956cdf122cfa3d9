"""An order for which money came is no order that waits: it is neither replaced nor called unpaid, and the truth is said."""

from uuid import UUID

import pytest
from msgspec import structs

from shop.bot.facts import BotFacts
from shop.bot.replies.second_cart import ADD, BOTH, REPLACE
from shop.kit.clock import now
from shop.orders.models import OrderStatus
from shop.payments.financial_status.status import FinancialStatus
from shop.payments.financial_status.words import WORDS
from shop.payments.models import Payment
from tests.bot.carts.waiting_orders import MUG, SENT, orders, sends, taps, waiting
from tests.bot.facts import CART_ID, checked, facts, line, reasons, tap, turn, words_of
from tests.support.inbox import InboxUnderTest

UNSETTLED = sorted(set(WORDS))


def beside(status: FinancialStatus, items: dict[UUID, int], **more: object) -> BotFacts:
    order = structs.replace(waiting(items), financial_status=status)
    return facts(locale="en", check=checked(line(wanted=2)), waiting_order=order, **more)


@pytest.mark.parametrize("status", UNSETTLED)
def test_another_cart_is_ordered_beside_it_and_the_truth_said(status: FinancialStatus) -> None:
    answer = turn(SENT, known=beside(status, {MUG: 1}))
    assert reasons(answer) == ["bot.order_money", "PlaceOrder"]
    assert WORDS[status][1] in words_of(answer)
    assert "not paid" not in words_of(answer)


@pytest.mark.parametrize("status", UNSETTLED)
def test_the_same_cart_brings_no_link_to_pay_again(status: FinancialStatus) -> None:
    answer = turn(SENT, known=beside(status, {MUG: 2}))
    assert reasons(answer) == ["bot.order_money"]
    assert "https://" not in words_of(answer)


@pytest.mark.parametrize("verb", [REPLACE, ADD, BOTH])
def test_a_button_of_before_replaces_nothing(verb: str) -> None:
    known = beside(FinancialStatus.CONFIRMING, {MUG: 1}, cart_id=CART_ID)
    assert "ReplaceOrder" not in reasons(turn(tap(f"{verb}{CART_ID}"), known=known))


async def test_in_the_chat_the_order_with_money_stays_as_it_is(inbox: InboxUnderTest) -> None:
    await sends(inbox, 1)
    (order,) = await orders(inbox)
    await is_under_way(inbox, order.id)
    await sends(inbox, 2)
    first, second = await orders(inbox)
    assert (first.status, second.status) == (OrderStatus.PENDING, OrderStatus.PENDING)
    assert "sin pagar" not in (await inbox.last()).text


async def test_an_older_order_that_is_plainly_unpaid_is_asked_about(inbox: InboxUnderTest) -> None:
    await sends(inbox, 2)
    (older,) = await orders(inbox)
    await sends(inbox, 1)
    await taps(inbox, BOTH)
    older, newer = await orders(inbox)
    await is_under_way(inbox, newer.id)
    await sends(inbox, 1)
    assert len(await orders(inbox)) == 2
    assert f"Tu pedido {older.number}" in (await inbox.last()).text


async def is_under_way(inbox: InboxUnderTest, order_id: UUID) -> None:
    """A delayed payment, as its first event leaves it."""
    async with inbox.database.transaction(inbox.merchant.id) as session:
        session.add(
            Payment(
                merchant_id=inbox.merchant.id,
                order_id=order_id,
                session_id=f"cs_{order_id}",
                amount_minor=1250,
                currency="eur",
                paid_at=now(),
            )
        )
