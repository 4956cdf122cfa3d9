"""What buyers see: /buy/{token} opens a link, /c/pay/{session} is the session's own page."""

from typing import Any
from urllib.parse import urlencode

from litestar import Request, Response, Router, get, post
from litestar.enums import MediaType
from litestar.params import FromPath

from shop.sandbox.stripe.checkout import paying, sessions
from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.errors import Refused
from shop.sandbox.stripe.pages.requests import BuyerRequest, buyer_of, form_of, languages_of, query_of
from shop.sandbox.stripe.pages.texts import PageTexts, texts_for
from shop.sandbox.stripe.pages.views import address_of, bank_page, checkout_page, state_page
from shop.sandbox.stripe.payments import methods
from shop.sandbox.stripe.world import StripeWorld
from shop.sandbox.types import Json

ERRORS = {
    "generic_decline": "generic_decline",
    "insufficient_funds": "insufficient",
    "payment_intent_authentication_failure": "unconfirmed",
}


@get("/buy/{token:str}", include_in_schema=False)
async def show_link(request: BuyerRequest, token: FromPath[str]) -> Response[str]:
    """Every opening of an active link is a new session."""
    world, texts = _world(request), _texts(request)
    try:
        account, link = world.link_at(token)
    except Refused:
        return _page(state_page(texts, "", "unknown", icon="end"), 404)
    if not link["active"]:
        return _page(_inactive(account, link, texts))
    asked = query_of(request)
    session = world.open_session(account, link, asked)
    return _page(checkout_page(account, session, texts, locked=asked["email_locked"]))


@get("/c/pay/{key:str}", include_in_schema=False)
async def show_session(request: BuyerRequest, key: FromPath[str]) -> Response[str]:
    """Where a session stands."""
    account, session = _world(request).find_object(sessions.KIND, key)
    return _page(_state_of(account, session, _texts(request)))


@get("/c/pay/{key:str}/left", include_in_schema=False)
async def leave(request: BuyerRequest, key: FromPath[str]) -> Response[str]:
    """The buyer goes away; the session stays open."""
    account, session = _world(request).find_object(sessions.KIND, key)
    texts = _texts(request)
    if session["status"] != "open":
        return _page(_state_of(account, session, texts))
    return _page(state_page(texts, account.name, "left", icon="end", back=_address(session, texts)))


@post("/c/pay/{key:str}", include_in_schema=False)
async def pay_session(request: BuyerRequest, key: FromPath[str]) -> Response[str]:
    """The buyer pays with the method that was chosen."""
    world, texts = _world(request), _texts(request)
    account, session = world.find_object(sessions.KIND, key)
    form = await form_of(request)
    try:
        world.check_payable(account, session)
    except Refused:
        return _page(_closed(account, session, texts))
    method = methods.for_outcome(form.get("outcome", "paid"))
    buyer = buyer_of(session, form)
    try:
        done = paying.pay(account, session, methods.create_method(account, method, buyer), method, buyer)
    except Refused as refused:
        return _form_again(account, key, texts, refused, form)
    world.schedule_delayed_outcome(done, method.outcome)
    return await _after_paying(world, done, texts)


@post("/c/pay/{key:str}/shipping", include_in_schema=False)
async def choose_shipping(request: BuyerRequest, key: FromPath[str]) -> Response[str]:
    """The buyer chooses how it is sent, which changes the total."""
    account, session = _world(request).find_object(sessions.KIND, key)
    if session["status"] == "open":
        sessions.with_shipping(account, session, (await form_of(request)).get("shipping_rate"))
    return _redirect(_address(session, _texts(request)))


@post("/c/pay/{key:str}/bank", include_in_schema=False)
async def answer_bank(request: BuyerRequest, key: FromPath[str]) -> Response[str]:
    """The buyer answers the bank's question."""
    world, texts = _world(request), _texts(request)
    account, session = world.find_object(sessions.KIND, key)
    confirmed = (await form_of(request)).get("confirmed") == "true"
    if session["status"] != "open":
        return _redirect(_address(session, texts))
    try:
        done = paying.authenticate(account, session, confirmed=confirmed)
    except Refused as refused:
        return _form_again(account, key, texts, refused)
    return await _after_paying(world, done, texts)


@post("/c/pay/{key:str}/async", include_in_schema=False)
async def decide_delayed(request: BuyerRequest, key: FromPath[str]) -> Response[str]:
    """Whoever tests lets a delayed payment arrive or fail."""
    account, session = _world(request).find_object(sessions.KIND, key)
    form = await form_of(request)
    paying.decide_delayed(account, session, succeeds=form.get("succeed") == "true")
    return _redirect(_address(session, _texts(request)))


def answer_missing(request: Request[Any, Any, Any], refused: Refused) -> Response[str]:
    """A page for what does not exist, or cannot be done."""
    texts = texts_for(request.query_params.get("locale"), languages_of(request))
    if refused.status == 404:
        return _page(state_page(texts, "", "unknown", icon="end"), 404)
    return _page(state_page(texts, "", "unknown", icon="end", note=refused.message), refused.status)


def _state_of(account: AccountRecord, session: Json, texts: PageTexts) -> str:
    """The page of a session as it is."""
    intent = account.table("payment_intent").get(session["payment_intent"] or "") or {}
    if session["status"] == "expired":
        return state_page(texts, account.name, "expired", icon="end")
    if session["status"] == "open":
        waiting = intent.get("status") == "requires_action"
        return (bank_page if waiting else checkout_page)(account, session, texts)
    if session["payment_status"] == "unpaid":
        if intent.get("status") != "processing":
            return state_page(texts, account.name, "failed", icon="end")
        return state_page(
            texts,
            account.name,
            "pending",
            icon="wait",
            decide=f"{address_of(session)}/async?locale={texts.language}",
        )
    link = account.table("payment_link").get(session["payment_link"] or "") or {}
    message = link.get("after_completion", {}).get("hosted_confirmation", {}).get("custom_message")
    title = "thanks" if session["amount_total"] else "thanks_free"
    return state_page(texts, account.name, title, icon="good", note=message or texts("thanks_note"))


def _closed(account: AccountRecord, session: Json, texts: PageTexts) -> str:
    """Why it cannot be paid: it has ended, or its link has."""
    if session["status"] != "open":
        return _state_of(account, session, texts)
    return _inactive(account, account.find("payment_link", session["payment_link"]), texts)


def _inactive(account: AccountRecord, link: Json, texts: PageTexts) -> str:
    done = (link["restrictions"] or {}).get("completed_sessions", {"count": 0, "limit": 1})
    key = "spent" if done["count"] >= done["limit"] else "inactive"
    icon = "good" if key == "spent" else "end"
    return state_page(texts, account.name, key, icon=icon, note=link["inactive_message"])


def _form_again(
    account: AccountRecord, key: str, texts: PageTexts, refused: Refused, filled: dict[str, str] | None = None
) -> Response[str]:
    """The form once more, with the reason."""
    reason = refused.extra.get("decline_code") or refused.code or ""
    session = account.find(sessions.KIND, key)
    if filled is None:
        filled = {k: v for k, v in (session["customer_details"] or {}).items() if isinstance(v, str)}
    error = ERRORS.get(reason, "generic_decline")
    return _page(checkout_page(account, session, texts, error=error, filled=filled), 402)


async def _after_paying(world: StripeWorld, session: Json, texts: PageTexts) -> Response[str]:
    """Once the webhook was answered: to the page the link names, else to the session's own."""
    if session["status"] != "complete":
        return _redirect(_address(session, texts))
    await world.wait_for_webhook(session["id"])
    url = session["success_url"]
    if url is None or url == "https://stripe.com":
        return _redirect(_address(session, texts))
    url = url.replace("{CHECKOUT_SESSION_ID}", session["id"])
    passed = urlencode(world.passed_on.pop(session["id"], {}))
    return _redirect(f"{url}{'&' if '?' in url else '?'}{passed}" if passed else url)


def _address(session: Json, texts: PageTexts) -> str:
    return f"{address_of(session)}?locale={texts.language}"


def _texts(request: BuyerRequest) -> PageTexts:
    return texts_for(request.query_params.get("locale"), languages_of(request))


def _world(request: BuyerRequest) -> StripeWorld:
    world: StripeWorld = request.app.state.world.stripe
    return world


def _page(content: str, status: int = 200) -> Response[str]:
    return Response(
        content, status_code=status, media_type=MediaType.HTML, headers={"Cache-Control": "no-store"}
    )


def _redirect(url: str) -> Response[str]:
    return Response("", status_code=303, headers={"Location": url}, media_type=MediaType.TEXT)


pages_router = Router(
    "/",
    route_handlers=[
        show_link,
        show_session,
        leave,
        pay_session,
        answer_bank,
        choose_shipping,
        decide_delayed,
    ],
    exception_handlers={Refused: answer_missing},
)
