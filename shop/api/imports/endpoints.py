"""`/imports`: a spreadsheet of products goes in; how far it is, and what is wrong with its rows."""

import asyncio
from typing import Annotated
from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.datastructures import ResponseHeader
from litestar.params import FromPath, QueryParameter

from shop.api.authentication import ApiRequest, actor, requires
from shop.api.http.pages import Cursor, Limit, decode_cursor
from shop.api.http.uploads import UploadSlots, open_session
from shop.api.imports.bodies import LARGEST_BODY, ImportUploadOperation, receive_upload
from shop.api.imports.views import ImportPage, ImportProblemPage, ImportProblemView, ImportView
from shop.api.openapi.problems import problem_responses
from shop.api.rate_limits.policies import BULK
from shop.doors import Session
from shop.kit.clock import now
from shop.spreadsheets.files.detect import detect_file_kind
from shop.spreadsheets.imports.listing import (
    ProblemPosition,
    find_import,
    page_of_imports,
    page_of_problems,
    remove_import,
)
from shop.spreadsheets.imports.start import start_import
from shop.spreadsheets.models import Severity

READ = [requires("products:read")]
WRITE = [requires("products:write")]
DRY_RUN = "Find out what would happen, with every problem, and change nothing."
LOCATION = ResponseHeader("Location", documentation_only=True, description="Where its progress can be read.")


@post(
    "/",
    guards=WRITE,
    opt=BULK,
    status_code=202,
    summary="Import products from CSV or XLSX",
    operation_class=ImportUploadOperation,
    request_max_body_size=LARGEST_BODY,
    response_headers=[LOCATION],
    responses=problem_responses(409, 413, 415),
)
async def create_import(
    request: ApiRequest,
    dry_run: Annotated[bool, QueryParameter(required=False, description=DRY_RUN)] = False,
) -> Response[ImportView]:
    """The first row names the columns: those of an export, or of Meta's catalog template. Only `sku` (or `id`) must be.

    A product is known by the SKUs of its rows; rows with the same `product` (or `item_group_id`) are its variants.
    What has no column stays as it is; an empty cell takes a value away, except for title, price, stock, condition
    and words in other languages. The same file again changes nothing.
    """
    slots: UploadSlots = request.app.state.upload_slots
    async with slots.slot(request.user.merchant_id), receive_upload(request) as upload:
        kind = await asyncio.to_thread(detect_file_kind, upload.file)
        async with open_session(request) as session:
            product_import = await start_import(
                session, upload.file, kind, name=upload.name, dry_run=dry_run, actor=actor(request), at=now()
            )
    return Response(
        ImportView.of(product_import),
        status_code=202,
        headers={"Location": f"/api/v1/imports/{product_import.id}"},
    )


@get("/", guards=READ, summary="List imports", responses=problem_responses())
async def list_imports(session: Session, limit: Limit = 50, cursor: Cursor = None) -> ImportPage:
    """Newest first; the last two hundred are remembered."""
    page = await page_of_imports(session, after=decode_cursor(cursor, UUID), limit=limit)
    return ImportPage.of(page, ImportView.of, position=lambda known: known.id)


@get("/{import_id:uuid}", guards=READ, summary="Read an import", responses=problem_responses(404))
async def read_import(session: Session, import_id: FromPath[UUID]) -> ImportView:
    """How far it is; ask again until its `state` is `done`, `refused` or `failed`."""
    return ImportView.of(await find_import(session, import_id))


@get(
    "/{import_id:uuid}/problems",
    guards=READ,
    summary="List what is wrong in an import",
    responses=problem_responses(404),
)
async def list_import_problems(
    session: Session,
    import_id: FromPath[UUID],
    severity: Annotated[Severity | None, QueryParameter(required=False)] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ImportProblemPage:
    """In the order of rows, as far as they were taken up."""
    behind = decode_cursor(cursor, ProblemPosition)
    page = await page_of_problems(session, import_id, severity=severity, after=behind, limit=limit)
    return ImportProblemPage.of(page, ImportProblemView.of, position=ProblemPosition.of)


@delete("/{import_id:uuid}", guards=WRITE, summary="Forget an import", responses=problem_responses(404))
async def delete_import(session: Session, import_id: FromPath[UUID]) -> None:
    """If it is under way it ends here; what it has stored stays."""
    await remove_import(session, import_id)


router = Router(
    "/imports",
    route_handlers=[create_import, list_imports, read_import, list_import_problems, delete_import],
    tags=["imports"],
)
