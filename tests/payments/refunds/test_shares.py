"""What pieces of a line are worth: however they are refunded, whatever fails on the way, they come to its total."""

import itertools
from datetime import UTC, datetime
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from shop.orders.order_line import OrderLine
from shop.payments.refunds.models import Refund, RefundedLine, RefundReason, RefundState
from shop.payments.refunds.shares import LineRequest, price_requests, worth_of

AT = datetime(2026, 11, 30, 12, tzinfo=UTC)


def a_line(quantity: int, total_minor: int) -> OrderLine:
    return OrderLine(
        merchant_id=uuid4(),
        order_id=uuid4(),
        position=1,
        variant_id=uuid4(),
        sku="PEN",
        name="Pen",
        quantity=quantity,
        unit_minor=total_minor,
        total_minor=total_minor,
        rate="21",
    )


LINES = st.builds(a_line, st.integers(1, 60), st.integers(0, 10**9))


def a_refund(lines: list[RefundedLine], state: RefundState) -> Refund:
    amount = sum(line.amount_minor or 0 for line in lines)
    return Refund(
        merchant_id=uuid4(),
        order_id=uuid4(),
        payment_id=uuid4(),
        amount_minor=amount,
        currency="EUR",
        state=state,
        reason=RefundReason.REQUESTED,
        actor="operator",
        lines=lines,
        requested_at=AT,
    )


@given(LINES, st.lists(st.tuples(st.integers(1, 20), st.booleans()), max_size=30))
def test_pieces_come_to_the_lines_total(line: OrderLine, steps: list[tuple[int, bool]]) -> None:
    refunds: list[Refund] = []
    left = line.quantity
    for wanted, fails in [*steps, (line.quantity, False)]:
        if (pieces := min(wanted, left)) == 0:
            continue
        asked = [LineRequest(position=1, quantity=pieces)]
        priced = price_requests([line], refunds, asked)
        assert (priced[0].amount_minor or 0) >= 0
        refunds.append(a_refund(priced, RefundState.FAILED if fails else RefundState.SUCCEEDED))
        left -= 0 if fails else pieces
    assert sum(each.amount_minor for each in refunds if each.counts) == line.total_minor


@given(LINES)
def test_no_two_pieces_differ_by_more_than_one_minor_unit(line: OrderLine) -> None:
    worths = [worth_of(line, pieces) for pieces in range(line.quantity + 1)]
    steps = [after - before for before, after in itertools.pairwise(worths)]
    assert max(steps) - min(steps) <= 1
    assert worths[-1] == line.total_minor
