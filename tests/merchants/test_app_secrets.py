"""The app's secrets, as the webhook door remembers them."""

import pytest

from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.errors import NotFound
from shop.merchants.app_cache import REMEMBERED_SECONDS, AppCache
from shop.merchants.models import WhatsAppApp


async def give(database: Database, app_id: str, *secrets: str) -> None:
    """The app has these secrets from now on."""
    async with database.transaction() as session:
        await session.merge(WhatsAppApp.sealed(app_id, list(secrets), "verify"))


async def test_a_secret_that_was_replaced_is_known_when_asked_afresh(
    database_without_worker: Database,
) -> None:
    app_id, apps = str(new_id()), AppCache(database_without_worker)
    await give(database_without_worker, app_id, "old")
    assert (await apps.find(app_id)).secrets == ("old",)
    await give(database_without_worker, app_id, "new", "old")
    assert (await apps.find(app_id)).secrets == ("old",)
    assert (await apps.find(app_id, afresh=True)).secrets == ("new", "old")
    assert (await apps.find(app_id)).secrets == ("new", "old")


async def test_a_secret_that_was_taken_away_counts_for_seconds_only(
    database_without_worker: Database,
) -> None:
    app_id, apps = str(new_id()), AppCache(database_without_worker, remembered=0.0)
    await give(database_without_worker, app_id, "new", "old")
    await apps.find(app_id)
    await give(database_without_worker, app_id, "new")
    assert REMEMBERED_SECONDS <= 10
    assert (await apps.find(app_id)).secrets == ("new",)


async def test_an_app_nobody_set_up_is_not_remembered(database_without_worker: Database) -> None:
    app_id, apps = str(new_id()), AppCache(database_without_worker)
    with pytest.raises(NotFound):
        await apps.find(app_id)
    await give(database_without_worker, app_id, "secret")
    assert (await apps.find(app_id)).id == app_id
