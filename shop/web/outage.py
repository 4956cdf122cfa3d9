"""The page that a shopper's browser gets where a door of the web fails: a sentence and a way back, never JSON."""

from http import HTTPStatus
from typing import Any

from litestar import MediaType, Request, Response
from sqlalchemy.exc import DBAPIError

from shop.kit.db.database import DatabaseUnavailable
from shop.kit.translations import closest
from shop.problems import database, unexpected
from shop.web.chats import SOME_CHAT, Chat, ChatCache
from shop.web.pay_page import Refresh, page

PageRequest = Request[Any, Any, Any]

# Where neither the browser's language nor a merchant's is known: a link that is no merchant's has none.
DEFAULT_LOCALE = "es"
LONGEST_TAG = 35  # RFC 5646 section 4.4.1: room for any tag of a language
REFRESH_SECONDS = 20

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    # No form-action: browsers apply it to where the answer to our form leads, too, which is Stripe's page.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
}


def browser_language(request: PageRequest) -> str:
    """What the browser asks for first ("pt-BR"), "" if it asks for nothing."""
    return request.headers.get("accept-language", "").split(",")[0].split(";")[0].strip()[:LONGEST_TAG]


def page_of_nobody(
    request: PageRequest, key: str, status: int, chat: Chat, again: Refresh | None = None
) -> Response[str]:
    """A page about no order that is known: in the browser's language, with the button that leads back."""
    locale = closest(browser_language(request), DEFAULT_LOCALE)
    html = page(key, locale, shop=chat.shop, chat=chat.url, again=again)
    return Response(html, status_code=status, media_type=MediaType.HTML, headers=HEADERS)


def unavailable(request: PageRequest, error: DatabaseUnavailable) -> Response[str]:
    """The database is away: 503, and when to come again."""
    response = _away(request, error.status_code)
    response.headers["Retry-After"] = str(error.retry_in)
    return response


def database_failed(request: PageRequest, error: DBAPIError) -> Response[str]:
    """As with the API's answer: 409 or 500."""
    return _away(request, database(request, error).status_code)


def failed(request: PageRequest, error: Exception) -> Response[str]:
    """A defect of ours: logged, 500."""
    return _away(request, unexpected(request, error).status_code)


def _away(request: PageRequest, status: int | None) -> Response[str]:
    chats: ChatCache | None = request.app.state.get("chats")
    token = str(request.path_params.get("token", ""))
    chat = chats.find(token) if chats else SOME_CHAT
    again = Refresh(REFRESH_SECONDS, "?") if request.method == "GET" else None
    return page_of_nobody(request, "away", status or HTTPStatus.INTERNAL_SERVER_ERROR, chat, again)


HANDLERS: dict[Any, Any] = {DatabaseUnavailable: unavailable, DBAPIError: database_failed, Exception: failed}
