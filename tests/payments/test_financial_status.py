"""How it stands with an order's money, by what is known of it."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from shop.attention.models import AttentionKind as Kinds
from shop.orders.models import Order, OrderStatus
from shop.payments.disputes.models import Dispute
from shop.payments.financial_status.status import FinancialStatus, OrderMoney, financial_status_of
from shop.payments.financial_status.words import WORDS
from shop.payments.models import Payment
from shop.payments.models import PaymentVerdict as Verdicts
from shop.payments.refunds.models import Refund
from shop.payments.refunds.models import RefundState as States

FIRST, SECOND = uuid4(), uuid4()
PENDING, PAID, CANCELLED, EXPIRED = (
    OrderStatus.PENDING,
    OrderStatus.PAID,
    OrderStatus.CANCELLED,
    OrderStatus.EXPIRED,
)


def an_order(status: OrderStatus) -> Order:
    facts: dict[str, Any] = {"number": 1001}
    return Order(status=status, **facts)


def paid(verdict: Verdicts, payment_id: UUID = FIRST) -> Payment:
    facts: dict[str, Any] = {"id": payment_id, "amount_minor": 100, "currency": "EUR"}
    return Payment(verdict=verdict, **facts)


def back(state: States, payment_id: UUID = FIRST, amount: int = 100) -> Refund:
    facts: dict[str, Any] = {"payment_id": payment_id, "amount_minor": amount, "currency": "EUR"}
    return Refund(state=state, **facts)


@pytest.mark.parametrize(
    ("status", "payments", "refunds", "calls", "told", "standing"),
    [
        (PENDING, [], [], [], False, FinancialStatus.NOTHING),
        (EXPIRED, [], [], [], False, FinancialStatus.NOTHING),
        (CANCELLED, [paid(Verdicts.FAILED)], [], [], False, FinancialStatus.NOTHING),
        (PENDING, [], [], [], True, FinancialStatus.CONFIRMING),
        (EXPIRED, [], [], [], True, FinancialStatus.CONFIRMING),
        (PENDING, [paid(Verdicts.PENDING)], [], [], False, FinancialStatus.UNDER_WAY),
        (EXPIRED, [paid(Verdicts.PENDING)], [], [], False, FinancialStatus.UNDER_WAY),
        (PENDING, [paid(Verdicts.FAILED)], [], [], False, FinancialStatus.NOTHING),
        (PENDING, [paid(Verdicts.MISMATCH)], [], [Kinds.PAYMENT_UNCLEAR], False, FinancialStatus.UNCLEAR),
        (EXPIRED, [paid(Verdicts.MISMATCH)], [], [], False, FinancialStatus.UNCLEAR),
        (CANCELLED, [paid(Verdicts.MISMATCH)], [], [Kinds.PAYMENT_UNCLEAR], False, FinancialStatus.UNCLEAR),
        # staff have seen to it, and the order is open: it can be paid
        (PENDING, [paid(Verdicts.MISMATCH)], [], [], False, FinancialStatus.NOTHING),
        (PENDING, [paid(Verdicts.MISMATCH)], [back(States.PENDING)], [], False, FinancialStatus.RETURNING),
        (PENDING, [paid(Verdicts.MISMATCH)], [back(States.SUCCEEDED)], [], False, FinancialStatus.NOTHING),
        (EXPIRED, [paid(Verdicts.MISMATCH)], [back(States.SUCCEEDED)], [], False, FinancialStatus.RETURNED),
        (
            EXPIRED,
            [paid(Verdicts.MISMATCH)],
            [back(States.SUCCEEDED, amount=99)],
            [],
            False,
            FinancialStatus.UNCLEAR,
        ),
        (
            CANCELLED,
            [paid(Verdicts.UNDELIVERABLE)],
            [back(States.REQUESTED)],
            [],
            False,
            FinancialStatus.RETURNING,
        ),
        (
            CANCELLED,
            [paid(Verdicts.UNDELIVERABLE)],
            [back(States.SUCCEEDED)],
            [],
            False,
            FinancialStatus.RETURNED,
        ),
        (
            CANCELLED,
            [paid(Verdicts.UNDELIVERABLE)],
            [back(States.FAILED)],
            [Kinds.REFUND_FAILED],
            False,
            FinancialStatus.RETURN_FAILED,
        ),
        (PAID, [paid(Verdicts.SETTLED)], [], [], False, FinancialStatus.PAID),
        (PAID, [], [], [], False, FinancialStatus.PAID),  # a free order
        (
            PAID,
            [paid(Verdicts.SETTLED)],
            [back(States.SUCCEEDED, amount=40)],
            [],
            False,
            FinancialStatus.PARTLY_REFUNDED,
        ),
        (
            PAID,
            [paid(Verdicts.SETTLED)],
            [back(States.SUCCEEDED, amount=40), back(States.FAILED, amount=60)],
            [],
            False,
            FinancialStatus.PARTLY_REFUNDED,
        ),
        (
            PAID,
            [paid(Verdicts.SETTLED)],
            [back(States.SUCCEEDED, amount=40), back(States.PENDING, amount=60)],
            [],
            False,
            FinancialStatus.RETURNING,
        ),
        (PAID, [paid(Verdicts.SETTLED)], [back(States.FAILED)], [], False, FinancialStatus.PAID),
        (PAID, [paid(Verdicts.SETTLED)], [back(States.PENDING)], [], False, FinancialStatus.RETURNING),
        (PAID, [paid(Verdicts.SETTLED)], [back(States.SUCCEEDED)], [], False, FinancialStatus.RETURNED),
        (
            PAID,
            [paid(Verdicts.SETTLED)],
            [],
            [Kinds.PAYMENT_UNDELIVERABLE],
            False,
            FinancialStatus.PAID_SHORT,
        ),
        (
            PAID,
            [paid(Verdicts.SETTLED), paid(Verdicts.SURPLUS, SECOND)],
            [back(States.REQUESTED, SECOND)],
            [Kinds.PAYMENT_RETURNED],
            False,
            FinancialStatus.PAID_TWICE,
        ),
        (
            PAID,
            [paid(Verdicts.SETTLED), paid(Verdicts.SURPLUS, SECOND)],
            [back(States.SUCCEEDED, SECOND)],
            [Kinds.PAYMENT_RETURNED],
            False,
            FinancialStatus.PAID,
        ),
        (
            PAID,
            [paid(Verdicts.MISMATCH), paid(Verdicts.SETTLED, SECOND)],
            [],
            [Kinds.PAYMENT_UNCLEAR],
            False,
            FinancialStatus.PAID_UNCLEAR,
        ),
    ],
)
def test_the_worst_of_it_is_said(
    status: OrderStatus,
    payments: list[Payment],
    refunds: list[Refund],
    calls: list[Kinds],
    told: bool,
    standing: FinancialStatus,
) -> None:
    money = OrderMoney(payments=payments, refunds=refunds, calls=frozenset(calls), is_told=told)
    assert financial_status_of(an_order(status), money) is standing


@pytest.mark.parametrize("status", [PENDING, EXPIRED])
@pytest.mark.parametrize(
    ("calls", "is_set_aside", "standing"),
    [
        ({Kinds.PAYMENT_EVENT_SET_ASIDE}, True, FinancialStatus.UNCLEAR),
        (
            {Kinds.PAYMENT_EVENT_SET_ASIDE},
            False,
            FinancialStatus.NOTHING,
        ),  # that none arrived, or of a refund
        (set(), True, FinancialStatus.NOTHING),  # staff have seen to it
    ],
)
def test_an_event_that_could_not_be_used_is_money_only_where_it_told_of_some(
    status: OrderStatus, calls: set[Kinds], is_set_aside: bool, standing: FinancialStatus
) -> None:
    money = OrderMoney(calls=frozenset(calls), is_set_aside=is_set_aside)
    assert financial_status_of(an_order(status), money) is standing


def asked_back(status: str, payment_id: UUID = FIRST, amount: int = 100, currency: str = "EUR") -> Dispute:
    facts: dict[str, Any] = {"payment_id": payment_id, "amount_minor": amount, "currency": currency}
    return Dispute(status=status, **facts)


@pytest.mark.parametrize(
    ("status", "verdict", "disputes", "refunds", "standing"),
    [
        (PAID, Verdicts.SETTLED, [asked_back("needs_response")], [], FinancialStatus.DISPUTED),
        (PAID, Verdicts.SETTLED, [asked_back("under_review", amount=40)], [], FinancialStatus.DISPUTED),
        (PAID, Verdicts.SETTLED, [asked_back("appeal_needs_response")], [], FinancialStatus.DISPUTED),
        (PAID, Verdicts.SETTLED, [asked_back("warning_needs_response")], [], FinancialStatus.PAID),
        (PAID, Verdicts.SETTLED, [asked_back("warning_closed")], [], FinancialStatus.PAID),
        (PAID, Verdicts.SETTLED, [asked_back("won")], [], FinancialStatus.PAID),
        (PAID, Verdicts.SETTLED, [asked_back("lost")], [], FinancialStatus.CHARGED_BACK),
        (
            PAID,
            Verdicts.SETTLED,
            [asked_back("lost", amount=1, currency="USD")],
            [],
            FinancialStatus.CHARGED_BACK,
        ),
        (PAID, Verdicts.SETTLED, [asked_back("lost", amount=40)], [], FinancialStatus.PAID),
        (
            PAID,
            Verdicts.SETTLED,
            [asked_back("lost", amount=40)],
            [back(States.SUCCEEDED, amount=60)],
            FinancialStatus.CHARGED_BACK,
        ),
        (
            PAID,
            Verdicts.SETTLED,
            [asked_back("needs_response")],
            [back(States.SUCCEEDED)],
            FinancialStatus.RETURNED,
        ),
        (PAID, Verdicts.SETTLED, [asked_back("lost", SECOND)], [], FinancialStatus.PAID),
        (PENDING, Verdicts.MISMATCH, [asked_back("lost")], [], FinancialStatus.NOTHING),
        (EXPIRED, Verdicts.MISMATCH, [asked_back("lost")], [], FinancialStatus.CHARGED_BACK),
        (EXPIRED, Verdicts.MISMATCH, [asked_back("needs_response")], [], FinancialStatus.UNCLEAR),
    ],
)
def test_a_bank_that_asks_for_the_money_is_not_a_paid_order(
    status: OrderStatus,
    verdict: Verdicts,
    disputes: list[Dispute],
    refunds: list[Refund],
    standing: FinancialStatus,
) -> None:
    money = OrderMoney(payments=[paid(verdict)], refunds=refunds, disputes=disputes)
    assert financial_status_of(an_order(status), money) is standing


def test_each_has_its_words_but_for_what_the_status_says() -> None:
    assert set(FinancialStatus) - set(WORDS) == {FinancialStatus.NOTHING, FinancialStatus.PAID}
