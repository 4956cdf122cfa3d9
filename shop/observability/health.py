"""`/health/live`: the process answers. `/health/ready`: it could serve, or says what is missing."""

import asyncio
from typing import Any

import asyncpg
from litestar import Request, Response, get
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shop.kit.db.database import Database, DatabaseUnavailable
from shop.kit.db.lost import RETRY_SECONDS
from shop.kit.db.schema import stored_revision

PATIENCE_SECONDS = 3.0  # who asks wants to know now; a database that hangs is not ready


@get("/health/live", tags=["health"])
async def live() -> dict[str, str]:
    """200 while the process runs."""
    return {"status": "live"}


@get("/health/ready", tags=["health"])
async def ready(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """200 when the database answers and is migrated; else 503 with what is not ready."""
    missing = await _missing(request.app.state.database, request.app.state.schema_revision)
    if not missing:
        return Response({"status": "ready"}, status_code=200)
    again = {"Retry-After": str(RETRY_SECONDS)}
    return Response({"status": "not ready", "missing": missing}, status_code=503, headers=again)


async def _missing(database: Database, wanted: str) -> list[str]:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS), database.engine.connect() as connection:
            found = await stored_revision(connection)
    except (DBAPIError, OSError, PoolTimeout, DatabaseUnavailable) as error:
        if _sqlstate(error) == asyncpg.UndefinedTableError.sqlstate:
            return ["The database is empty: run `shop migrate`."]
        return [f"The database does not answer ({type(error).__name__})."]
    if found != wanted:
        return [f"The database is at revision {found}, this program needs {wanted}: run `shop migrate`."]
    return []


def _sqlstate(error: BaseException) -> str | None:
    return getattr(getattr(error, "orig", None), "sqlstate", None)
