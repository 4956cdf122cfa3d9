"""What a lost connection is called, whoever spoke through it: a door answers 503, and a job tries again."""

import asyncpg

from shop.kit.errors import RetryLater

RETRY_SECONDS = 5  # what a caller is told to wait when the database is away: a restart takes about as long
_GONE = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.InternalClientError,  # its protocol is out of step: it is closing
    asyncpg.InvalidCachedStatementError,  # it knows the tables as they were before a migration
)


class DatabaseUnavailable(RetryLater):
    """There is no connection: the server restarts or refuses one more, or all of the pool is in use."""

    status_code = 503

    def __init__(
        self, message: str = "The database cannot be reached; nothing was stored. Try again."
    ) -> None:
        super().__init__(message, retry_in=RETRY_SECONDS)


class DatabaseLost(DatabaseUnavailable):
    """The connection ended in the middle of a transaction; nothing of it was stored."""

    def __init__(self) -> None:
        super().__init__("The database was lost in the middle; nothing was stored. Try again.")


def is_lost(error: BaseException | None) -> bool:
    """Does the driver say that the connection is of no more use? A statement that takes too long is its own fault."""
    return isinstance(error, _GONE) or (isinstance(error, OSError) and not isinstance(error, TimeoutError))
