"""Whatever is said of an order is shown on the order where it does not arrive."""

from shop.inbox.sending.refusals import ABOUT_ORDERS
from shop.notices.subjects import WHAT


def test_each_kind_is_followed_and_has_its_name() -> None:
    assert {each.removesuffix(":") for each in ABOUT_ORDERS} == set(WHAT)
