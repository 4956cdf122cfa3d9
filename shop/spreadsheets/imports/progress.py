"""What a step of an import leaves behind: counts, problems, and at the end nothing of the file."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.clock import now
from shop.kit.db import merchant_of
from shop.kit.sql import execute, insert
from shop.spreadsheets.imports.build_products import Problem
from shop.spreadsheets.limits import MOST_PROBLEMS
from shop.spreadsheets.models import ImportProblem, ImportState, ProductImport, Severity

LONGEST_MESSAGE = 1_000  # a sentence may quote a cell
_FORGET_ROWS = "DELETE FROM product_import_row WHERE merchant_id = $1 AND import_id = $2"
_FORGET_PIECES = "DELETE FROM product_import_piece WHERE merchant_id = $1 AND import_id = $2"


async def locked(session: AsyncSession, import_id: UUID, *states: ImportState) -> ProductImport | None:
    """The import, held to the end of the transaction, if it is in one of these states."""
    found = await session.get(
        ProductImport, (merchant_of(session), import_id), with_for_update=True, populate_existing=True
    )
    return found if found is not None and found.state in states else None


async def note_problems(session: AsyncSession, known: ProductImport, problems: Sequence[Problem]) -> None:
    """Count them, and keep them as far as there is room."""
    room = MOST_PROBLEMS - known.errors - known.warnings
    if 0 <= room < len(problems):
        known.notes = [*known.notes, f"Of the problems the first {MOST_PROBLEMS} are kept."]
    known.errors += sum(problem.severity is Severity.ERROR for problem in problems)
    known.warnings += sum(problem.severity is Severity.WARNING for problem in problems)
    rows = [
        ImportProblem(
            merchant_id=known.merchant_id,
            import_id=known.id,
            row_number=problem.row,
            column_name=problem.column,
            severity=problem.severity,
            message=problem.message[:LONGEST_MESSAGE],
        )
        for problem in problems[: max(room, 0)]
    ]
    await insert(session, rows)


async def throw_away(session: AsyncSession, import_id: UUID) -> None:
    """File and rows are not needed any more."""
    for statement in (_FORGET_ROWS, _FORGET_PIECES):
        await execute(session, statement, merchant_of(session), import_id)


async def mistaken(session: AsyncSession, *, import_id: UUID, reason: str) -> None:
    """It went wrong again and again in a way that we had not thought of: the merchant need not wait."""
    known = await locked(session, import_id, ImportState.READING, ImportState.WORKING)
    if known is not None:
        known.finish(
            ImportState.FAILED,
            at=now(),
            fault=f"A mistake of ours stopped it behind row {known.position}; it was logged.",
        )
        await throw_away(session, import_id)
