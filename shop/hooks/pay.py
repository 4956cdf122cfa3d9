"""`/pay/{token}`: our own short link. It leads to the order's present payment link, counts who followed it, and says
plainly when there is nothing to pay any more."""

import re
from http import HTTPStatus

from litestar import MediaType, Request, Response, get
from litestar.params import FromPath
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.doors import Session
from shop.hooks.pay_page import page
from shop.kit.clock import now
from shop.kit.db import set_merchant
from shop.kit.speech import language_of
from shop.merchants.accounts import this_merchant
from shop.merchants.directory import owner_of
from shop.merchants.models import Lookup
from shop.orders.models import Order, OrderStatus
from shop.orders.reading import order_by_token
from shop.payments.links import active_link

NEVER_KEPT = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}

# Who opens links without a person behind it: previews and crawlers.
_CRAWLERS = re.compile(
    r"bot|crawl|spider|preview|whatsapp|facebookexternalhit|facebot|telegram|slack|discord|skype|curl|wget|"
    r"python-|httpx|go-http|headless",
    re.IGNORECASE,
)


@get("/pay/{token:str}", media_type=MediaType.HTML, include_in_schema=False)
async def pay(request: Request, session: Session, token: FromPath[str]) -> Response[str]:
    """302 to the payment link; a kind page while there is none, and when the order is paid or closed."""
    order = await _find(session, token)
    if order is None:
        return _page("unknown", language_of(request.headers.get("accept-language", "es")[:2]), status=404)
    language = language_of(order.locale)
    shop = (await this_merchant(session)).name
    if order.status is not OrderStatus.PENDING or order.expires_at <= now():
        status = order.status if order.status is not OrderStatus.PENDING else OrderStatus.EXPIRED
        return _page(status.value, language, shop=shop, number=order.number)
    link = await active_link(session, order)
    if link is None:
        return _page("waiting", language, shop=shop, number=order.number)
    if is_person(request.headers.get("user-agent", "")):
        order.clicks += 1
    return Response("", status_code=HTTPStatus.FOUND, headers={**NEVER_KEPT, "Location": link.url})


def is_person(user_agent: str) -> bool:
    """Does a person's browser call? A lower bound: who hides is not counted."""
    return bool(user_agent) and not _CRAWLERS.search(user_agent)


async def _find(session: AsyncSession, token: str) -> Order | None:
    merchant_id = await owner_of(session, Lookup.PAY, token)
    if merchant_id is None:
        return None
    await set_merchant(session, merchant_id)
    return await order_by_token(session, token)


def _page(
    key: str, language: str, *, shop: str = "", number: int | None = None, status: int = 200
) -> Response[str]:
    headers = {**NEVER_KEPT, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
    return Response(
        page(key, language, shop=shop, number=number),
        status_code=status,
        media_type=MediaType.HTML,
        headers=headers,
    )
