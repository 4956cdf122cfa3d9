"""`/pay/{token}`: our own short link to a payment.

For an order it holds the stock again, redirects to the present payment link, counts the visit, and says so when there
is nothing to pay any more, when money has arrived, and when something sold out. Somebody who comes back from paying before
the webhook is read is told that too. For a cart that waits it shows what it would be today; placing an order takes a
click (POST), because link previews follow links but never submit.
"""

import contextlib
import re
from http import HTTPStatus
from uuid import UUID

from litestar import MediaType, Response, post, route
from litestar.datastructures import FormMultiDict
from litestar.params import FromPath
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import AttentionKind
from shop.carts.check import CartCheck
from shop.carts.models import Cart
from shop.carts.open_cart import cart_by_token
from shop.doors import Session
from shop.inbox.conversations.listing import number_id_of
from shop.kit.clock import now
from shop.kit.db.session import set_merchant
from shop.merchants.accounts import number_by_id, this_merchant
from shop.merchants.directory import owner_of
from shop.merchants.locales import reader_locale
from shop.merchants.models import Lookup
from shop.orders.cart_checkout import BesideOrder
from shop.orders.checkout import CartIsEmpty
from shop.orders.holding import cost_of_rest, hold_again, is_promised, missing_now, order_what_is_left
from shop.orders.links import count_click, pay_url_of
from shop.orders.models import Order, OrderStateConflict
from shop.orders.reading import lock_with_conversation, order_by_token
from shop.payments.financial_status.consequences import renew_spent_link
from shop.payments.financial_status.loading import load_money
from shop.payments.financial_status.status import FinancialStatus, OrderMoney, financial_status_of
from shop.payments.financial_status.words import WORDS
from shop.payments.links import active_link
from shop.payments.reconciliation.missed_events import look_for_missed
from shop.web.chats import Chat, ChatCache, chat_url
from shop.web.checkout import answer_checkout, show_checkout
from shop.web.coming_back import QUICK_RELOADS, is_untold, reload_of, reloads
from shop.web.outage import HANDLERS, HEADERS, PageRequest, browser_language, page_of_nobody
from shop.web.pay_cart import place_cart, show_cart
from shop.web.pay_page import WISH, financial_status_page, page, rest_page
from shop.web.visits import is_visit

_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


@route(
    "/pay/{token:str}",
    http_method=["GET", "HEAD"],
    media_type=MediaType.HTML,
    include_in_schema=False,
    exception_handlers=HANDLERS,
)
async def pay(request: PageRequest, session: Session, token: FromPath[str]) -> Response[str]:
    """302 to the payment link; a page while there is none yet, and when there is nothing to pay."""
    merchant_id = await _owner(session, token)
    if merchant_id is None:
        return await _unknown(request, session)
    await set_merchant(session, merchant_id)
    if (order := await order_by_token(session, token)) is not None:
        await _remember_chat(request, session, order)
        return await _to_payment(request, session, order)
    if (cart := await cart_by_token(session, token)) is not None:
        await _remember_chat(request, session, cart)
        return await _cart(request, session, cart)
    return await _unknown(request, session)


@post("/pay/{token:str}", media_type=MediaType.HTML, include_in_schema=False, exception_handlers=HANDLERS)
async def place(request: PageRequest, session: Session, token: FromPath[str]) -> Response[str]:
    """Place the order of a waiting cart, or of what is left of an order, and redirect to its payment."""
    merchant_id = await _owner(session, token)
    await set_merchant(session, merchant_id)
    if merchant_id and (order := await order_by_token(session, token)) is not None:
        if order.waits_for_delivery and order.closed_as(at=now()) is None:
            return await _checkout(request, session, order)
        with contextlib.suppress(CartIsEmpty, OrderStateConflict):  # the page of the order says so
            is_stale = "step" in await request.form()  # of the page before this one: it asked for no rest
            if not is_stale and financial_status_of(order, await load_money(session, order)) not in WORDS:
                order = await order_what_is_left(session, order.id, at=now())
        return _moved(pay_url_of(session, order.pay_token), HTTPStatus.SEE_OTHER)
    cart = await cart_by_token(session, token) if merchant_id else None
    if cart is None:
        return await _unknown(request, session)
    await place_cart(session, cart, _wish(await request.form()), at=now())
    return await _cart(request, session, cart)


async def _checkout(request: PageRequest, session: AsyncSession, order: Order) -> Response[str]:
    chat, form = await _chat(session, order), await request.form()
    answer = await answer_checkout(session, order, form, chat=chat, at=now())
    url = pay_url_of(session, order.pay_token)
    return _moved(url, HTTPStatus.SEE_OTHER) if answer.is_ready else _page(answer.html)


def _wish(form: FormMultiDict) -> tuple[BesideOrder, str] | None:
    """Which button was pressed, where there are several, and the order that it was about."""
    told, _, order_id = str(form.get(WISH, "")).partition(":")
    return (BesideOrder(told), order_id) if told in list(BesideOrder) else None


async def _owner(session: AsyncSession, token: str) -> UUID | None:
    """The merchant of the token, None if there is none. What cannot be a token of ours is not looked up."""
    return await owner_of(session, Lookup.PAY, token) if _TOKEN.fullmatch(token) else None


async def _to_payment(request: PageRequest, session: AsyncSession, order: Order) -> Response[str]:
    money = await load_money(session, order)
    financial_status = financial_status_of(order, money)
    if financial_status in WORDS:
        return _page(await _money_page(request, session, order, financial_status))
    if financial_status is not FinancialStatus.PAID and is_untold(request, money):
        # Nobody told us yet: the payment link would say that it is spent, and we must not say that nothing was charged.
        if request.method == "GET":
            await look_for_missed(session)
        return _page(await _money_page(request, session, order, FinancialStatus.CONFIRMING))
    status = order.status if financial_status is FinancialStatus.PAID else order.closed_as(at=now())
    if status is not None:
        return _page(await _message(session, order, status.value))
    if order.waits_for_delivery:
        return _page((await show_checkout(session, order, chat=await _chat(session, order), at=now())).html)
    link, visits = await active_link(session, order), is_visit(request)
    if link is None:
        return _page(await _without_link(request, session, order, money))
    if not is_promised(order, at=now()):
        hold_or_look = hold_again if visits else missing_now
        if (left := await hold_or_look(session, order.id, at=now())) is not None:
            return _page(await _sold_out(session, order, left))
    if visits:
        await count_click(session, order)
    return _moved(link.url, HTTPStatus.FOUND)


async def _money_page(
    request: PageRequest, session: AsyncSession, order: Order, financial_status: FinancialStatus
) -> str:
    """What is so about the money; while it is being confirmed, the page reloads itself."""
    again = reload_of(request) if financial_status is FinancialStatus.CONFIRMING else None
    shop, chat = (await this_merchant(session)).name, await _chat(session, order)
    return financial_status_page(
        financial_status, order.locale, shop=shop, number=order.number, again=again, chat=chat
    )


async def _message(session: AsyncSession, order: Order, key: str) -> str:
    shop, chat = (await this_merchant(session)).name, await _chat(session, order)
    return page(key, order.locale, shop=shop, number=order.number, chat=chat)


async def _sold_out(session: AsyncSession, order: Order, left: CartCheck) -> str:
    """Nobody is led to pay for what is gone."""
    if not left.available:
        return await _message(session, order, "sold_out")
    merchant, chat = await this_merchant(session), await _chat(session, order)
    cost = await cost_of_rest(session, merchant, order, left, at=now())
    return rest_page(merchant, order.number, left, cost, order.locale, chat=chat)


async def _chat(session: AsyncSession, about: Order | Cart) -> str:
    """The address of the chat that the order or cart comes from."""
    number_id = await number_id_of(session, about.conversation_id)
    return chat_url((await number_by_id(session, number_id)).display_phone_number)


async def _remember_chat(request: PageRequest, session: AsyncSession, about: Order | Cart) -> None:
    """So that the page of an outage leads back there, too."""
    chats: ChatCache = request.app.state.chats
    token = request.path_params["token"]
    if token not in chats:
        chats.remember(token, Chat(await _chat(session, about), (await this_merchant(session)).name))


async def _without_link(request: PageRequest, session: AsyncSession, order: Order, money: OrderMoney) -> str:
    """A link is made within a second, as a rule. Later say how to reach the shop; that it was told, once it was."""
    if is_visit(request):  # staff may have seen to money that did not fit: its link is spent
        locked, _ = await lock_with_conversation(session, order.id)
        await renew_spent_link(session, locked, at=now())
    told = AttentionKind.LINK_FAILED in money.calls
    locale, shop = order.locale, (await this_merchant(session)).name
    again, chat = reload_of(request, seldom=told), await _chat(session, order)
    waits = "waiting" if reloads(request) < QUICK_RELOADS else "slow"
    if not order.total_minor:
        waits = "free"
    return page("trouble" if told else waits, locale, shop=shop, number=order.number, again=again, chat=chat)


async def _cart(request: PageRequest, session: AsyncSession, cart: Cart) -> Response[str]:
    locale = reader_locale(await this_merchant(session), browser_language(request))
    answer = await show_cart(session, cart, locale, chat=await _chat(session, cart), at=now())
    return _moved(answer.url, HTTPStatus.SEE_OTHER) if answer.url else _page(answer.html)


async def _unknown(request: PageRequest, session: AsyncSession) -> Response[str]:
    chats: ChatCache = request.app.state.chats
    await chats.load_only(session)
    return page_of_nobody(request, "unknown", HTTPStatus.NOT_FOUND, chats.find(""))


def _moved(url: str, status: HTTPStatus) -> Response[str]:
    return Response("", status_code=status, headers={**HEADERS, "Location": url}, media_type=MediaType.HTML)


def _page(html: str, *, status: int = 200) -> Response[str]:
    return Response(html, status_code=status, media_type=MediaType.HTML, headers=HEADERS)
