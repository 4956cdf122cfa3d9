"""Imports and their problems, page by page, as the merchant asks for them."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of
from shop.kit.errors import NotFound
from shop.spreadsheets.models import ImportProblem, ProductImport, Severity


class ImportsPage(msgspec.Struct, frozen=True):
    """Some imports, newest first; `has_more` says that there are older ones."""

    rows: Sequence[ProductImport]
    has_more: bool


class ProblemKey(msgspec.Struct, frozen=True, array_like=True):
    """The place of a problem in the list."""

    row: int
    id: UUID


class ProblemsPage(msgspec.Struct, frozen=True):
    """Some problems in the order of rows; the next ones stand behind `last`, which is None on the last page."""

    problems: Sequence[ImportProblem]
    last: ProblemKey | None


async def find_import(session: AsyncSession, import_id: UUID) -> ProductImport:
    """One import. Raises NotFound."""
    found = await session.get(ProductImport, (merchant_of(session), import_id))
    if found is None:
        raise NotFound("There is no such import.")
    return found


async def page_of_imports(session: AsyncSession, *, after: UUID | None, limit: int) -> ImportsPage:
    """The newest imports behind `after`."""
    statement = select(ProductImport).where(ProductImport.merchant_id == merchant_of(session))
    if after is not None:
        statement = statement.where(col(ProductImport.id) < after)
    found = (await session.exec(statement.order_by(col(ProductImport.id).desc()).limit(limit + 1))).all()
    return ImportsPage(found[:limit], len(found) > limit)


async def page_of_problems(
    session: AsyncSession,
    import_id: UUID,
    *,
    severity: Severity | None = None,
    after: ProblemKey | None = None,
    limit: int,
) -> ProblemsPage:
    """The problems behind `after`. Raises NotFound."""
    await find_import(session, import_id)
    statement = select(ImportProblem).where(
        ImportProblem.merchant_id == merchant_of(session), ImportProblem.import_id == import_id
    )
    if severity is not None:
        statement = statement.where(ImportProblem.severity == severity)
    if after is not None:
        place = sa.tuple_(col(ImportProblem.row_number), col(ImportProblem.id))
        statement = statement.where(place > sa.tuple_(sa.literal(after.row), sa.literal(after.id)))
    ordered = statement.order_by(col(ImportProblem.row_number), col(ImportProblem.id)).limit(limit + 1)
    found = (await session.exec(ordered)).all()
    shown = found[:limit]
    return ProblemsPage(shown, ProblemKey(shown[-1].row_number, shown[-1].id) if len(found) > limit else None)


async def remove_import(session: AsyncSession, import_id: UUID) -> None:
    """Delete it; if it is under way it ends here, and the products already stored stay. Raises NotFound."""
    await session.delete(await find_import(session, import_id))
    await session.flush()
