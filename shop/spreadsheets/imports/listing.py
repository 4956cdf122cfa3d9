"""Imports and their problems, page by page, as the merchant asks for them."""

from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.locking import lock_row
from shop.kit.db.session import merchant_of
from shop.kit.errors import NotFound
from shop.kit.pages import Page
from shop.spreadsheets.models import ImportProblem, ProductImport, Severity

_NO_SUCH = "There is no such import."


class ProblemPosition(msgspec.Struct, frozen=True, array_like=True):
    """The position of a problem in the list."""

    row: int
    id: UUID

    @classmethod
    def of(cls, problem: ImportProblem) -> "ProblemPosition":
        return cls(problem.row_number, problem.id)


async def find_import(session: AsyncSession, import_id: UUID) -> ProductImport:
    """One import. Raises NotFound."""
    found = await session.get(ProductImport, (merchant_of(session), import_id))
    if found is None:
        raise NotFound(_NO_SUCH)
    return found


async def page_of_imports(session: AsyncSession, *, after: UUID | None, limit: int) -> Page[ProductImport]:
    """The newest imports behind `after`."""
    statement = select(ProductImport).where(ProductImport.merchant_id == merchant_of(session))
    if after is not None:
        statement = statement.where(col(ProductImport.id) < after)
    found = (await session.exec(statement.order_by(col(ProductImport.id).desc()).limit(limit + 1))).all()
    return Page(found[:limit], len(found) > limit)


async def page_of_problems(
    session: AsyncSession,
    import_id: UUID,
    *,
    severity: Severity | None = None,
    after: ProblemPosition | None = None,
    limit: int,
) -> Page[ImportProblem]:
    """The problems behind `after`. Raises NotFound."""
    await find_import(session, import_id)
    statement = select(ImportProblem).where(
        ImportProblem.merchant_id == merchant_of(session), ImportProblem.import_id == import_id
    )
    if severity is not None:
        statement = statement.where(ImportProblem.severity == severity)
    if after is not None:
        position = sa.tuple_(col(ImportProblem.row_number), col(ImportProblem.id))
        statement = statement.where(position > sa.tuple_(sa.literal(after.row), sa.literal(after.id)))
    ordered = statement.order_by(col(ImportProblem.row_number), col(ImportProblem.id)).limit(limit + 1)
    found = (await session.exec(ordered)).all()
    return Page(found[:limit], len(found) > limit)


async def remove_import(session: AsyncSession, import_id: UUID) -> None:
    """Delete it; if it is under way it ends here, and the products already stored stay. Raises NotFound."""
    await session.delete(await lock_row(session, ProductImport, import_id, missing=_NO_SUCH))
    await session.flush()
