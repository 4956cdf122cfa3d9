"""An order as every door of the API answers with it."""

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.api.orders.details import load_order_details
from shop.api.orders.views import OrderDetail
from shop.orders.links import pay_url_of
from shop.orders.models import Order


async def in_detail(session: AsyncSession, order: Order) -> OrderDetail:
    """The whole order, as it stands in this transaction."""
    pay_url = pay_url_of(session, order.pay_token)
    return OrderDetail.whole(await load_order_details(session, order), pay_url=pay_url)
