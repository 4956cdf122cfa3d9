"""`/discounts/{id}/codes`: codes one by one, and batches of codes that are good for one order each."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, delete, get, post
from litestar.openapi import ResponseSpec
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.response import Stream
from msgspec import Meta

from shop.api.authentication import ApiRequest, key_actor, requires
from shop.api.discounts.inputs import MostUses
from shop.api.discounts.views import CodePage, CodeView
from shop.api.http.pages import Cursor, Limit, decode_cursor
from shop.api.imports.bodies import CSV
from shop.api.openapi.problems import problem_responses
from shop.discounts.codes import LONGEST_CODE
from shop.discounts.coding import LONGEST_PREFIX, MOST_AT_ONCE, add_batch, add_code, remove_code
from shop.discounts.listing import load_batch, load_codes
from shop.doors import Session
from shop.kit.clock import now
from shop.spreadsheets.exports import Cell, Export
from shop.spreadsheets.files.write import as_csv

READ = [requires("discounts:read")]
WRITE = [requires("discounts:write")]
_PAGE = 1000  # rows that are written at a stretch


class NewCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A code as the merchant writes it, of three letters or digits at least. `max_uses` is its own limit."""

    code: Annotated[str, Meta(min_length=3, max_length=LONGEST_CODE, examples=["VERANO10"])]
    max_uses: MostUses | None = None


class NewBatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many codes, each good for one order: the prefix and ten signs that nobody takes for another."""

    count: Annotated[int, Meta(ge=1, le=MOST_AT_ONCE)]
    prefix: Annotated[str, Meta(max_length=LONGEST_PREFIX, examples=["NAVIDAD-"])] = ""


class BatchView(msgspec.Struct, frozen=True):
    """The codes that were made at once; `csv_path` is their file."""

    id: UUID
    count: int
    csv_path: str


@get("/", guards=READ, summary="List the codes of a discount", responses=problem_responses(404))
async def list_codes(
    session: Session,
    discount_id: FromPath[UUID],
    batch_id: Annotated[
        UUID | None, QueryParameter(required=False, description="Only those of a batch.")
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> CodePage:
    """Oldest first."""
    after = decode_cursor(cursor, UUID)
    page = await load_codes(session, discount_id, batch=batch_id, after=after, limit=limit)
    return CodePage.of(page, CodeView.of, position=lambda code: code.id)


@post("/", guards=WRITE, summary="Give a discount a code", responses=problem_responses(404, 409, 415))
async def create_code(
    request: ApiRequest, session: Session, discount_id: FromPath[UUID], data: JSONBody[NewCode]
) -> CodeView:
    """409 where that code is one already, of whichever discount, and for an automatic discount."""
    made = await add_code(
        session, discount_id, data.code, max_uses=data.max_uses, actor=key_actor(request), at=now()
    )
    return CodeView.of(made)


@delete("/{code_id:uuid}", guards=WRITE, summary="Delete a code", responses=problem_responses(404, 409))
async def delete_code(
    request: ApiRequest, session: Session, discount_id: FromPath[UUID], code_id: FromPath[UUID]
) -> None:
    """409 once an order has used it."""
    await remove_code(session, discount_id, code_id, actor=key_actor(request), at=now())


@post("/", guards=WRITE, summary="Make many one-time codes", responses=problem_responses(404, 409, 415))
async def create_code_batch(
    request: ApiRequest, session: Session, discount_id: FromPath[UUID], data: JSONBody[NewBatch]
) -> BatchView:
    """Each is good for one order; together they are a batch, whose file lists them."""
    batch = await add_batch(
        session, discount_id, data.count, prefix=data.prefix, actor=key_actor(request), at=now()
    )
    path = f"/api/v1/discounts/{discount_id}/codes/batches/{batch}/codes.csv"
    return BatchView(batch, data.count, path)


@get(
    "/batches/{batch_id:uuid}/codes.csv",
    guards=READ,
    summary="Read a batch of codes as CSV",
    responses={
        200: ResponseSpec(bytes, description="The file.", media_type=CSV, generate_examples=False),
        **problem_responses(404),
    },
)
async def read_batch_csv(session: Session, discount_id: FromPath[UUID], batch_id: FromPath[UUID]) -> Stream:
    """UTF-8, commas: each code, and how often it was used."""
    codes, uses = await load_batch(session, discount_id, batch_id)
    headers = {"Content-Disposition": 'attachment; filename="codes.csv"', "Cache-Control": "no-store"}
    return Stream(as_csv(Export(["code", "uses"], _pages(codes, uses))), media_type=CSV, headers=headers)


router = Router(
    "/discounts/{discount_id:uuid}/codes",
    route_handlers=[list_codes, create_code, delete_code, read_batch_csv],
    tags=["discounts"],
)
bulk_router = Router(
    "/discounts/{discount_id:uuid}/codes/batches", route_handlers=[create_code_batch], tags=["discounts"]
)


async def _pages(codes: Sequence[str], uses: Sequence[int]) -> AsyncIterator[list[list[Cell]]]:
    """Some rows at a stretch; others have their turn between them."""
    for start in range(0, len(codes), _PAGE):
        part = slice(start, start + _PAGE)
        yield [[code, used] for code, used in zip(codes[part], uses[part], strict=True)]
        await asyncio.sleep(0)
