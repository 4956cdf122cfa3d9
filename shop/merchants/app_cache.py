"""A cache of the apps' secrets, for a few seconds and one process: every webhook needs them."""

import time

import msgspec
from sqlmodel import select

from shop.kit.db.database import Database
from shop.kit.errors import NotFound
from shop.merchants.models import WhatsAppApp

# A secret that was removed still counts for so long.
REMEMBERED_SECONDS = 5.0


class AppSecrets(msgspec.Struct, frozen=True):
    """What is needed to check that a webhook comes from Meta for this app."""

    id: str
    secrets: tuple[str, ...]
    verify_token: str


class AppCache:
    """One per process."""

    def __init__(self, database: Database, *, remembered: float = REMEMBERED_SECONDS) -> None:
        self._database = database
        self._remembered = remembered
        self._known: dict[str | None, tuple[float, AppSecrets]] = {}

    async def find(self, app_id: str | None, *, afresh: bool = False) -> AppSecrets:
        """The app of that id; None means the only one. Raises NotFound."""
        known = self._known.get(app_id)
        if known is not None and not afresh and time.monotonic() < known[0] + self._remembered:
            return known[1]
        self._known.pop(app_id, None)
        app = await self._read(app_id)
        self._known[app_id] = (time.monotonic(), app)
        return app

    async def _read(self, app_id: str | None) -> AppSecrets:
        async with self._database.transaction() as session:
            statement = select(WhatsAppApp).limit(2)
            wanted = statement if app_id is None else statement.where(WhatsAppApp.id == app_id)
            found = (await session.exec(wanted)).all()
        if len(found) == 1:
            return AppSecrets(found[0].id, tuple(found[0].secrets), found[0].verify_token)
        if app_id is None:
            raise NotFound("Use /hooks/whatsapp/{app_id}: the short address is for exactly one app.")
        raise NotFound("No WhatsApp app of this id is set up here.")
