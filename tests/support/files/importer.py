"""Imports and exports spreadsheets of a merchant as the API and a worker do."""

import io
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import openpyxl
from sqlalchemy import text

from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.merchants.models import Merchant
from shop.spreadsheets.exports import export_products
from shop.spreadsheets.files.detect import detect_file_kind
from shop.spreadsheets.files.write import as_csv, as_xlsx
from shop.spreadsheets.imports.file_reader import FileReader
from shop.spreadsheets.imports.listing import find_import, page_of_problems
from shop.spreadsheets.imports.start import start_import
from shop.spreadsheets.models import ImportState, ProductImport
from tests.support.cast import make_merchant, merchant_file
from tests.support.jobs import attempt_job, queued_jobs

VARIANTS = """
SELECT sku, product_id, title, options, price_minor, sale_price_minor, sale_starts_at, sale_ends_at,
    compare_at_price_minor, variant.images AS images, product.images AS pictures, archived, version, on_hand, brand,
    description, tags, attributes, condition, availability_mode, translations, weight_grams, low_stock_threshold, link,
    requires_delivery,
    coalesce(category.path, '') AS category
FROM variant JOIN product ON product.id = product_id JOIN stock ON variant_id = variant.id
LEFT JOIN category ON category.id = category_id ORDER BY sku
"""


@dataclass
class Importer:
    """Starts a merchant's imports and runs their jobs itself."""

    database: Database
    merchant: Merchant

    async def start(self, content: bytes | str, *, dry_run: bool = False) -> UUID:
        """As the API does: detect the kind, store the file. Raises SpreadsheetRefused."""
        file = io.BytesIO(content.encode() if isinstance(content, str) else content)
        kind = detect_file_kind(file)
        async with self.database.transaction(self.merchant.id) as session:
            begun = await start_import(
                session, file, kind, name="goods", dry_run=dry_run, actor="tests", at=now()
            )
        return begun.id

    async def parse(self, import_id: UUID) -> None:
        """Run the job that parses the file, once."""
        vendors: dict[type, Any] = {FileReader: FileReader()}
        await attempt_job(
            self.database, self.merchant.id, "spreadsheets.parse_file", vendors, import_id=import_id
        )

    async def apply(self, import_id: UUID) -> ProductImport:
        """Run the job that applies rows, once."""
        await attempt_job(self.database, self.merchant.id, "spreadsheets.apply_rows", import_id=import_id)
        return await self.find(import_id)

    async def find(self, import_id: UUID) -> ProductImport:
        async with self.database.transaction(self.merchant.id) as session:
            return await find_import(session, import_id)

    async def import_file(self, content: bytes | str, *, dry_run: bool = False) -> ProductImport:
        """Import a file to the end."""
        import_id = await self.start(content, dry_run=dry_run)
        await self.parse(import_id)
        while (imported := await self.find(import_id)).state is ImportState.WORKING:
            await self.apply(import_id)
        return imported

    async def problems(self, product_import: ProductImport) -> list[tuple[int, str, str]]:
        """Row, column and sentence of each, in the order of rows."""
        async with self.database.transaction(self.merchant.id) as session:
            page = await page_of_problems(session, product_import.id, limit=10_000)
        return [(problem.row_number, problem.column_name, problem.message) for problem in page.rows]

    async def variants(self) -> dict[str, Any]:
        """Every variant with its product, by SKU."""
        async with self.database.transaction(self.merchant.id) as session:
            return {row.sku: row for row in await execute_core(session, text(VARIANTS))}

    async def export(self, kind: str = "csv") -> bytes:
        """The whole export."""
        opening = partial(self.database.transaction, self.merchant.id)
        export = await export_products(opening, status=None)
        return await whole(as_csv(export) if kind == "csv" else as_xlsx(export))

    async def count(self, table: str) -> int:
        """Rows of a table."""
        async with self.database.transaction(self.merchant.id) as session:
            counted: int = (await execute_core(session, text(f"SELECT count(*) FROM {table}"))).scalar_one()  # noqa: S608
        return counted

    async def jobs(self, name: str) -> int:
        """How many of that name wait for a worker."""
        return len(await queued_jobs(self.database, self.merchant.id, name))


async def make_importer(database: Database, **changes: Any) -> Importer:
    """For a new merchant, in Madrid and selling in euros unless `changes` say otherwise."""
    file = merchant_file(**{"whatsapp": None, "stripe": None, **changes})
    return Importer(database, await make_merchant(database, file))


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
