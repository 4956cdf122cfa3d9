"""`/pay/{token}`: our own short link, the door for shoppers.

For an order it leads to the present payment link, counts who followed it, and says plainly when there is nothing
to pay any more. For a cart that waits it shows what it would be today; placing the order takes a click (POST), because
link previews follow links but never submit.
"""

import re
from http import HTTPStatus

from litestar import MediaType, Request, Response, get, post
from litestar.params import FromPath
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.carts.models import Cart, CartState
from shop.carts.open_cart import cart_by_token
from shop.doors import Session
from shop.hooks.pay_page import cart_page, page
from shop.kit.clock import now
from shop.kit.db import set_merchant
from shop.kit.speech import language_of
from shop.merchants.accounts import this_merchant
from shop.merchants.directory import owner_of
from shop.merchants.models import Lookup
from shop.orders.links import pay_url
from shop.orders.models import Order, OrderStatus
from shop.orders.reading import order_by_token, order_of_cart
from shop.orders.resuming import look_at_cart, resume_cart
from shop.payments.links import active_link

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
}

# Who opens links without a person behind it: previews and crawlers.
_CRAWLERS = re.compile(
    r"bot|crawl|spider|preview|whatsapp|facebookexternalhit|facebot|telegram|slack|discord|skype|curl|wget|"
    r"python-|httpx|go-http",
    re.IGNORECASE,
)


@get("/pay/{token:str}", media_type=MediaType.HTML, include_in_schema=False)
async def pay(request: Request, session: Session, token: FromPath[str]) -> Response[str]:
    """302 to the payment link; a kind page while there is none, and when there is nothing to pay."""
    merchant_id = await owner_of(session, Lookup.PAY, token)
    if merchant_id is None:
        return _unknown(request)
    await set_merchant(session, merchant_id)
    if (order := await order_by_token(session, token)) is not None:
        return await _to_payment(request, session, order)
    if (cart := await cart_by_token(session, token)) is not None:
        return await _cart(request, session, cart)
    return _unknown(request)


@post("/pay/{token:str}", media_type=MediaType.HTML, include_in_schema=False)
async def place(request: Request, session: Session, token: FromPath[str]) -> Response[str]:
    """The owner of a waiting cart says yes: place the order and lead to its payment."""
    merchant_id = await owner_of(session, Lookup.PAY, token)
    await set_merchant(session, merchant_id)
    cart = await cart_by_token(session, token) if merchant_id else None
    if cart is None:
        return _unknown(request)
    if cart.state is CartState.OPEN:
        order = await resume_cart(session, cart, at=now())
        return _moved(pay_url(order), HTTPStatus.SEE_OTHER)
    return await _cart(request, session, cart)


def is_person(user_agent: str) -> bool:
    """Does a person's browser call? A lower bound: who hides is not counted."""
    return bool(user_agent) and not _CRAWLERS.search(user_agent)


async def _to_payment(request: Request, session: AsyncSession, order: Order) -> Response[str]:
    language, shop = language_of(order.locale), (await this_merchant(session)).name
    if order.status is not OrderStatus.PENDING or order.expires_at <= now():
        status = order.status if order.status is not OrderStatus.PENDING else OrderStatus.EXPIRED
        return _page(page(status.value, language, shop=shop, number=order.number))
    link = await active_link(session, order)
    if link is None:
        return _page(page("waiting", language, shop=shop, number=order.number))
    if is_person(request.headers.get("user-agent", "")):
        order.clicks += 1
    return _moved(link.url, HTTPStatus.FOUND)


async def _cart(request: Request, session: AsyncSession, cart: Cart) -> Response[str]:
    merchant = await this_merchant(session)
    language = _spoken(request, merchant.locale)
    if cart.state is CartState.ORDERED and (order := await order_of_cart(session, cart.id)) is not None:
        return _moved(pay_url(order), HTTPStatus.FOUND)
    review = await look_at_cart(session, cart, language=language)
    if cart.state is not CartState.OPEN or not review.available:
        return _page(page("cancelled", language, shop=merchant.name))
    return _page(cart_page(merchant, review, language))


def _spoken(request: Request, default: str) -> str:
    return language_of(request.headers.get("accept-language", "")[:2] or default, language_of(default))


def _unknown(request: Request) -> Response[str]:
    return _page(page("unknown", _spoken(request, "es")), status=HTTPStatus.NOT_FOUND)


def _moved(url: str, status: HTTPStatus) -> Response[str]:
    return Response("", status_code=status, headers={**HEADERS, "Location": url}, media_type=MediaType.HTML)


def _page(html: str, *, status: int = 200) -> Response[str]:
    return Response(html, status_code=status, media_type=MediaType.HTML, headers=HEADERS)
