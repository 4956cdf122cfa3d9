"""`/exports`: all products as a spreadsheet, which can be imported again."""

from functools import partial
from typing import Annotated, Any

from litestar import Router, get
from litestar.openapi import ResponseSpec
from litestar.params import QueryParameter
from litestar.response import Stream

from shop.api.authentication import ApiRequest, requires
from shop.api.imports.bodies import CSV, XLSX
from shop.api.openapi.problems import problem_responses
from shop.catalog.models import ProductStatus
from shop.kit.db.database import Database
from shop.spreadsheets.exports import Export, export_products
from shop.spreadsheets.files.write import as_csv, as_xlsx

READ = [requires("products:read")]
Status = Annotated[
    ProductStatus | None,
    QueryParameter(required=False, description="Only those; archived ones, too, without it."),
]


def _file(mime: str) -> dict[int, Any]:
    answer = ResponseSpec(bytes, description="The file.", media_type=mime, generate_examples=False)
    return {200: answer, **problem_responses()}


@get("/products.csv", guards=READ, summary="Export products as CSV", responses=_file(CSV))
async def export_csv(request: ApiRequest, status: Status = None) -> Stream:
    """UTF-8, commas, a row for each variant. Texts that begin like a formula get an apostrophe in front."""
    return _sent(as_csv(await _export(request, status)), CSV, "products.csv")


@get("/products.xlsx", guards=READ, summary="Export products as XLSX", responses=_file(XLSX))
async def export_xlsx(request: ApiRequest, status: Status = None) -> Stream:
    """One sheet, a row for each variant; amounts are numbers, texts are never formulas."""
    return _sent(as_xlsx(await _export(request, status)), XLSX, "products.xlsx")


router = Router("/exports", route_handlers=[export_csv, export_xlsx], tags=["imports"])


async def _export(request: ApiRequest, status: ProductStatus | None) -> Export:
    """The request's own session ends before a stream begins: each page has a transaction of its own."""
    database: Database = request.app.state.database
    return await export_products(partial(database.transaction, request.user.merchant_id), status=status)


def _sent(content: Any, mime: str, name: str) -> Stream:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Stream(content, media_type=mime, headers=headers)
