"""Meta's catalog API over HTTP: write a batch, ask for its status, read the catalog back.

It logs nothing and keeps no state. Everything it raises is one of the three failures of `shop.whatsapp.errors`.
A batch whose answer was lost is sent again: an upsert or a delete changes nothing the second time.
"""

import re
from collections.abc import AsyncIterator, Sequence
from typing import Any

import httpx
import msgspec

from catalog_sync.meta.responses import (
    BatchAccepted,
    BatchStatus,
    RemoteItem,
    read_batch_accepted,
    read_batch_status,
    read_remote_items,
    wait_asked,
)
from shop.whatsapp.api.graph import Graph, next_cursor
from shop.whatsapp.errors import WhatsAppError
from shop.whatsapp.untrusted_json import Object, text

PAGE = 250
SMALLEST_PAGE = 25
TOO_MUCH = 1  # Graph's "Please reduce the amount of data you're asking for" has this code
SHOWN_FIELDS = (
    "retailer_id,name,price,sale_price,availability,"
    "review_status,review_rejection_reasons,capability_to_review_status"
)
_ID = re.compile(r"[A-Za-z0-9_]{1,64}", re.ASCII)


class CatalogAccess(msgspec.Struct, frozen=True):
    """A catalog of Meta's and the token that may manage it. The token is never shown."""

    id: str
    access_token: str

    def __repr__(self) -> str:
        return f"Catalog({self.id!r})"

    def __rich_repr__(self) -> list[tuple[str, str]]:
        """What pretty tracebacks print of local variables."""
        return [("id", self.id)]


class CatalogApi(Graph):
    """One per process and event loop; close it with `aclose`. Serves all merchants."""

    def __init__(
        self,
        *,
        base_url: str,
        version: str,
        transport: httpx.AsyncBaseTransport | None = None,
        timeout: float = 60.0,
        pace: float = 2.0,
    ) -> None:
        """`timeout` is for each read and write; `pace` is the least time between two passes. Seconds."""
        super().__init__(base_url=base_url, version=version, transport=transport, timeout=timeout)
        self.pace = pace

    async def items_batch(self, catalog: CatalogAccess, requests: Sequence[bytes]) -> BatchAccepted:
        """Send requests, each already JSON. Raises WhatsAppError, NotReached, AnswerLost."""
        start = b'{"item_type":"PRODUCT_ITEM","allow_upsert":true,"requests":['
        content = b"".join((start, b",".join(requests), b"]}"))
        json = {"content-type": "application/json"}
        answer, wait = await self._call("POST", catalog, "items_batch", content=content, headers=json)
        return read_batch_accepted(answer, wait)

    async def batch_status(self, catalog: CatalogAccess, handle: str) -> BatchStatus:
        """Is the batch finished, and with which errors? Raises WhatsAppError, NotReached, AnswerLost."""
        params = {"handle": handle, "load_ids_of_invalid_requests": "true"}
        answer, _ = await self._call("GET", catalog, "check_batch_request_status", params=params)
        return read_batch_status(answer)

    async def items(
        self, catalog: CatalogAccess, skus: Sequence[str] | None = None
    ) -> AsyncIterator[list[RemoteItem]]:
        """The catalog's items, page by page by cursor; only those of `skus` if given (a page's worth)."""
        query: dict[str, str] = {"fields": SHOWN_FIELDS}
        if skus is not None:
            query["filter"] = msgspec.json.encode({"retailer_id": {"is_any": list(skus)}}).decode()
        limit, after = PAGE, ""
        while True:
            params = query | {"limit": str(limit)} | ({"after": after} if after else {})
            try:
                answer, _ = await self._call("GET", catalog, "products", params=params)
            except WhatsAppError as refused:
                if refused.code != TOO_MUCH or limit <= SMALLEST_PAGE:
                    raise
                limit = max(limit // 2, SMALLEST_PAGE)
                continue
            yield read_remote_items(answer)
            following = next_cursor(answer)
            if following in ("", after):
                return
            after = following

    async def sets(self, catalog: CatalogAccess, retailer_id: str | None = None) -> dict[str, str]:
        """Ids of the catalog's product sets by the ids we gave them; of all, or of one. Others have none."""
        params: dict[str, str | int] = {"fields": "id,retailer_id", "limit": PAGE}
        if retailer_id is not None:
            params["retailer_id"] = retailer_id
        shown = self.pages(f"{_node(catalog)}/product_sets", token=catalog.access_token, params=params)
        ids = [(text(row, "retailer_id"), text(row, "id")) async for row in shown]
        return {ours: theirs for ours, theirs in ids if ours}

    async def find_set(self, catalog: CatalogAccess, retailer_id: str) -> str | None:
        """The id of the set that we made under that id, if there is one."""
        return (await self.sets(catalog, retailer_id)).get(retailer_id)

    async def make_set(self, catalog: CatalogAccess, body: Object) -> str:
        """A new product set; its id."""
        answer, _ = await self._call("POST", catalog, "product_sets", json=body)
        set_id = answer.get("id")
        if not isinstance(set_id, str) or not _ID.fullmatch(set_id):
            raise WhatsAppError("Meta made a product set and named no id.")
        return set_id

    async def change_set(self, catalog: CatalogAccess, set_id: str, body: Object) -> None:
        """Replace the set's fields by those of `body`."""
        await self._call("POST", catalog, "", node=set_id, json=body)

    async def drop_set(self, catalog: CatalogAccess, set_id: str) -> None:
        """Delete the set; its products stay."""
        await self._call("DELETE", catalog, "", node=set_id)

    async def _call(
        self,
        method: str,
        catalog: CatalogAccess,
        edge: str,
        *,
        node: str | None = None,
        headers: dict[str, str] | None = None,
        **about: Any,
    ) -> tuple[Object, float]:
        """The answer, and how many seconds Meta's usage header asks us to leave it alone.

        `node` is what is called if it is not the catalog itself.
        """
        path = f"{node or _node(catalog)}/{edge}".rstrip("/")
        answer, told = await self.exchange(
            method, path, token=catalog.access_token, headers=headers or {}, **about
        )
        return answer, wait_asked(told)


def _node(catalog: CatalogAccess) -> str:
    """The catalog as the begin of a path. Raises WhatsAppError(100) for what could lead elsewhere."""
    if not _ID.fullmatch(catalog.id):
        raise WhatsAppError(f"{catalog.id[:40]!r} is no catalog id.", code=100, subcode=33)
    return catalog.id
