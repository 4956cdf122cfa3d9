"""`/feeds/{token}.csv` and `.xml`: a merchant's products in Meta's format, for Meta's scheduled fetch.

No API key: the token is secret, and shoppers see the same products. The items are those `catalog_sync` sends.
"""

import hashlib
import re
from collections.abc import AsyncGenerator, AsyncIterator
from functools import partial
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response, route
from litestar.params import FromPath
from litestar.response import Stream

from catalog_sync.items.feed import feed_pages, state_of_feed
from catalog_sync.items.mapping import MerchantInfo, MetaItem
from catalog_sync.source import merchant_info
from shop.config import Settings
from shop.kit.db.database import Database
from shop.kit.errors import NotFound
from shop.kit.pages import begun
from shop.kit.texts.lines import one_line
from shop.merchants.directory import owner_of
from shop.merchants.models import Lookup
from shop.web.feed_items import XML_END, csv_head, csv_items, xml_head, xml_items

_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MIMES = {"csv": "text/csv; charset=utf-8", "xml": "application/rss+xml; charset=utf-8"}
_HEADERS = {
    "Cache-Control": "private, max-age=300",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class _Feed(msgspec.Struct, frozen=True):
    """A feed's merchant, what its items share, and the entity tag of its present state."""

    merchant_id: UUID
    merchant: MerchantInfo
    tag: str


@route("/feeds/{file:str}", http_method=["GET", "HEAD"], include_in_schema=False)
async def show_feed(request: Request[Any, Any, Any], file: FromPath[str]) -> Response[Any]:
    """The feed; 304 if `If-None-Match` names it. Raises NotFound."""
    token, _, kind = file.rpartition(".")
    if kind not in _MIMES or not _TOKEN.fullmatch(token):
        raise NotFound("There is no such feed.")
    database: Database = request.app.state.database
    settings: Settings = request.app.state.settings
    feed = await _found(database, token, kind, public_url=settings.public_url)
    headers = {**_HEADERS, "ETag": feed.tag, "Content-Type": _MIMES[kind]}
    if feed.tag in {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}:
        return Response(b"", status_code=304, headers=headers)
    if request.method == "HEAD":
        return Response(b"", headers=headers)
    pages = await begun(feed_pages(partial(database.transaction, feed.merchant_id), feed.merchant))
    return Stream(_csv(pages) if kind == "csv" else _xml(pages, feed.merchant), headers=headers)


async def _found(database: Database, token: str, kind: str, *, public_url: str) -> _Feed:
    """The feed of the token. Raises NotFound."""
    async with database.transaction() as session:
        merchant_id = await owner_of(session, Lookup.FEED, token)
    if merchant_id is None:
        raise NotFound("There is no such feed.")
    async with database.transaction(merchant_id) as session:
        merchant = await merchant_info(session, public_url=public_url)
        state = await state_of_feed(session)
    told = (kind, msgspec.structs.astuple(merchant), state)
    digest = hashlib.blake2b(msgspec.json.encode(told), digest_size=16).hexdigest()
    return _Feed(merchant_id, merchant, f'W/"{digest}"')


async def _csv(pages: AsyncIterator[list[MetaItem]]) -> AsyncGenerator[bytes, None]:
    yield csv_head().encode()
    async for items in pages:
        yield csv_items(items).encode()


async def _xml(pages: AsyncIterator[list[MetaItem]], merchant: MerchantInfo) -> AsyncGenerator[bytes, None]:
    yield xml_head(one_line(merchant.name), merchant.public_url).encode()
    async for items in pages:
        yield xml_items(items).encode()
    yield XML_END.encode()
