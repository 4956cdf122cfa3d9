"""`/health/live`: the process answers. `/health/ready`: it could serve, or says what is missing."""

from typing import Any

import asyncpg
from litestar import Request, Response, get
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shop.kit.db import Database


@get("/health/live", tags=["health"])
async def live() -> dict[str, str]:
    """200 while the process runs."""
    return {"status": "live"}


@get("/health/ready", tags=["health"])
async def ready(request: Request) -> Response[dict[str, Any]]:
    """200 when the database answers and is migrated; else 503 with what is not ready."""
    missing = await _missing(request.app.state.database, request.app.state.schema_revision)
    return Response(
        {"status": "not ready", "missing": missing} if missing else {"status": "ready"},
        status_code=503 if missing else 200,
    )


async def _missing(database: Database, wanted: str) -> list[str]:
    try:
        async with database.engine.connect() as connection:
            found = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar()
    except (DBAPIError, OSError, asyncpg.PostgresError) as error:
        return [f"The database does not answer ({type(error).__name__})."]
    if found != wanted:
        return [f"The database is at revision {found}, this program needs {wanted}: run `shop migrate`."]
    return []
