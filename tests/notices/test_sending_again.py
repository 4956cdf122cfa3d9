"""What goes out again when the shopper writes, and what stays shown."""

import pytest

from shop.inbox.models import MessageStatus
from tests.notices.refusing import fresh, refuses, said, writes
from tests.support.shop import ShopUnderTest


@pytest.mark.parametrize("code", [131053, None])
async def test_one_message_that_is_cured_leaves_the_other_shown(
    shop: ShopUnderTest, code: int | None
) -> None:
    order = await shop.order([("MUG", 1)])
    await refuses(shop, await said(shop, order, "paid"), 131026)
    await refuses(shop, await said(shop, order, "cancelled"), code)
    await writes(shop, order)
    assert f"is cancelled did not reach the shopper ({code or '-'})" in (await shop.attention(order) or "")


async def test_a_link_is_not_sent_again_once_money_has_come(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    link = await said(shop, order, "order")
    await refuses(shop, link, 131026)
    session = {**shop.session_of(order), "amount_total": order.total_minor - 1}
    await shop.job("payments.settle", event_id=await shop.tell(session))
    await writes(shop, order)
    assert (await fresh(shop, link)).status is MessageStatus.FAILED
