"""What the jobs of an import share: the lock on it, its problems, and its end."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.clock import now
from shop.kit.db.locking import lock_row_if_there
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql, insert_rows
from shop.spreadsheets.imports.build_products import RowProblem
from shop.spreadsheets.limits import MOST_PROBLEMS
from shop.spreadsheets.models import UNFINISHED, ImportProblem, ImportState, ProductImport

LONGEST_MESSAGE = 1_000  # characters; a sentence may quote a cell
_DELETE_ROWS = "DELETE FROM product_import_row WHERE merchant_id = $1 AND import_id = $2"
_DELETE_PARTS = "DELETE FROM product_import_piece WHERE merchant_id = $1 AND import_id = $2"


async def lock_import(session: AsyncSession, import_id: UUID, *states: ImportState) -> ProductImport | None:
    """The import, locked to the end of the transaction; None unless it is in one of these states."""
    found = await lock_row_if_there(session, ProductImport, import_id)
    return found if found is not None and found.state in states else None


async def record_problems(
    session: AsyncSession, product_import: ProductImport, problems: Sequence[RowProblem]
) -> None:
    """Count them all, and store them up to the limit of an import."""
    room = product_import.count_problems([problem.severity for problem in problems], most=MOST_PROBLEMS)
    rows = [
        ImportProblem(
            merchant_id=product_import.merchant_id,
            import_id=product_import.id,
            row_number=problem.row,
            column_name=problem.column,
            severity=problem.severity,
            message=problem.message[:LONGEST_MESSAGE],
        )
        for problem in problems[: max(room, 0)]
    ]
    await insert_rows(session, rows)


async def delete_file_and_rows(session: AsyncSession, import_id: UUID) -> None:
    """A finished import needs neither."""
    for statement in (_DELETE_ROWS, _DELETE_PARTS):
        await execute_sql(session, statement, merchant_of(session), import_id)


async def fail_import(session: AsyncSession, *, import_id: UUID, reason: str) -> None:
    """Called when a job of the import has failed for the last time, so that the merchant does not wait for it."""
    product_import = await lock_import(session, import_id, *UNFINISHED)
    if product_import is not None:
        product_import.finish(
            ImportState.FAILED,
            at=now(),
            fault=f"A mistake of ours stopped it behind row {product_import.position}; it was logged.",
        )
        await delete_file_and_rows(session, import_id)
