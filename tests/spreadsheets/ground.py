"""A merchant whose spreadsheets a test sends in and whose jobs it runs itself."""

import io
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import openpyxl
from sqlalchemy import text

from shop.kit.clock import now
from shop.kit.db import Database, run
from shop.kit.jobs import Errand, registry
from shop.merchants.models import Merchant
from shop.spreadsheets.exports import export_products
from shop.spreadsheets.files.detect import recognise
from shop.spreadsheets.files.write import as_csv, as_xlsx
from shop.spreadsheets.imports.listing import find_import, page_of_problems
from shop.spreadsheets.imports.start import begin_import
from shop.spreadsheets.models import ImportState, ProductImport
from shop.worker import HANDLERS
from tests.conftest import make_merchant, merchant_file

assert HANDLERS  # importing the worker registers every job
VARIANTS = """
SELECT sku, product_id, title, options, price_minor, sale_price_minor, sale_starts_at, sale_ends_at,
    compare_at_price_minor, variant.images AS images, product.images AS pictures, archived, version, on_hand, brand,
    description, tags, attributes, condition, availability_mode, translations, weight_grams, low_stock_mark, link,
    coalesce(category.path, '') AS category
FROM variant JOIN product ON product.id = product_id JOIN stock ON variant_id = variant.id
LEFT JOIN category ON category.id = category_id ORDER BY sku
"""


@dataclass
class Desk:
    """Where a merchant's spreadsheets are handed in."""

    database: Database
    merchant: Merchant

    async def begin(self, content: bytes | str, *, dry_run: bool = False) -> UUID:
        """Hand a file in. Raises SpreadsheetRefused for what is none."""
        file = io.BytesIO(content.encode() if isinstance(content, str) else content)
        kind = recognise(file)
        async with self.database.transaction(self.merchant.id) as session:
            begun = await begin_import(
                session, file, kind, name="goods", dry_run=dry_run, actor="tests", at=now()
            )
        return begun.id

    async def read(self, import_id: UUID) -> None:
        """The first job."""
        handler = registry.entries["spreadsheets.read"].handler
        await handler(Errand(self.database, self.merchant.id, {}, 0), import_id=import_id)

    async def work(self, import_id: UUID) -> ProductImport:
        """The second one, once."""
        handler = registry.entries["spreadsheets.work"].handler
        async with self.database.transaction(self.merchant.id) as session:
            await handler(session, import_id=import_id)
        return await self.known(import_id)

    async def known(self, import_id: UUID) -> ProductImport:
        async with self.database.transaction(self.merchant.id) as session:
            return await find_import(session, import_id)

    async def bring(self, content: bytes | str, *, dry_run: bool = False) -> ProductImport:
        """Hand a file in and let it be worked on to its end."""
        import_id = await self.begin(content, dry_run=dry_run)
        await self.read(import_id)
        while (known := await self.known(import_id)).state is ImportState.WORKING:
            await self.work(import_id)
        return known

    async def problems(self, known: ProductImport) -> list[tuple[int, str, str]]:
        """Row, column and sentence of each, in the order of rows."""
        async with self.database.transaction(self.merchant.id) as session:
            page = await page_of_problems(session, known.id, limit=10_000)
        return [(problem.row_number, problem.column_name, problem.message) for problem in page.problems]

    async def goods(self) -> dict[str, Any]:
        """Every variant with its product, by SKU."""
        async with self.database.transaction(self.merchant.id) as session:
            return {row.sku: row for row in await run(session, text(VARIANTS))}

    async def export(self, kind: str = "csv") -> bytes:
        """The whole export."""
        opening = partial(self.database.transaction, self.merchant.id)
        export = await export_products(opening, status=None)
        return await whole(as_csv(export) if kind == "csv" else as_xlsx(export))

    async def count(self, table: str) -> int:
        """Rows of a table."""
        async with self.database.transaction(self.merchant.id) as session:
            counted: int = (await run(session, text(f"SELECT count(*) FROM {table}"))).scalar_one()  # noqa: S608
        return counted

    async def jobs(self, name: str) -> int:
        """How many of that name wait for a worker."""
        query = text("SELECT payload FROM pgqueuer WHERE entrypoint = :name")
        async with self.database.transaction() as session:
            found = [json.loads(row.payload) for row in await run(session, query, {"name": name})]
        return sum(payload["merchant_id"] == str(self.merchant.id) for payload in found)


async def open_desk(database: Database, **changes: Any) -> Desk:
    """For a merchant of its own, in Madrid, who sells in euros unless it is said otherwise."""
    file = merchant_file(**{"whatsapp": None, "stripe": None, **changes})
    return Desk(database, await make_merchant(database, file))


async def whole(parts: AsyncIterator[bytes]) -> bytes:
    return b"".join([part async for part in parts])


def table(*rows: Sequence[object], separator: str = ",") -> str:
    """Rows as plain CSV; no cell holds anything that would need quotes."""
    return "".join(separator.join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)


def workbook(*rows: Sequence[Any], title: str = "Goods") -> bytes:
    """Rows as XLSX."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
