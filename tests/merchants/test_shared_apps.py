"""Two merchants share an app of Meta's: the older file of one takes nothing from both."""

from uuid import uuid4

import msgspec
import pytest

from shop.kit.db.database import Database
from shop.merchants.creation import WhatsAppPart
from shop.merchants.directory import TakenByAnother
from shop.merchants.models import Merchant, WhatsAppApp
from shop.merchants.updating import update_merchant
from tests.support.cast import make_merchant, merchant_file

Both = tuple[Merchant, Merchant, WhatsAppPart]


@pytest.fixture
async def both(database_without_worker: Database) -> Both:
    """Who replaces the secret, whose file is older, and what both said at first."""
    file = merchant_file()
    assert file.whatsapp is not None
    ids = {"phone_number_id": f"88{uuid4().int % 10**12}", "waba_id": f"99{uuid4().int % 10**12}"}
    theirs = msgspec.structs.replace(file.whatsapp, **ids)
    one = await make_merchant(database_without_worker, file)
    return one, await make_merchant(database_without_worker, merchant_file(whatsapp=theirs)), file.whatsapp


async def say(database: Database, merchant: Merchant, **whatsapp: str) -> None:
    async with database.transaction(merchant.id) as session:
        await update_merchant(session, {"whatsapp": whatsapp})


async def app_of(database: Database, part: WhatsAppPart) -> tuple[list[str], str]:
    async with database.transaction() as session:
        app = await session.get_one(WhatsAppApp, part.app_id)
        return app.secrets, app.verify_token


async def test_the_older_file_of_another_leaves_both_secrets(
    database_without_worker: Database, both: Both
) -> None:
    one, other, part = both
    old = part.app_secret
    await say(database_without_worker, one, app_secret="new", previous_app_secret=old, verify_token="fresh")
    await say(database_without_worker, other, app_secret=old, verify_token=part.verify_token)
    assert await app_of(database_without_worker, part) == (["new", old], "fresh")


async def test_an_older_file_that_names_an_even_older_secret_leaves_both(
    database_without_worker: Database, both: Both
) -> None:
    one, other, part = both
    old = part.app_secret
    await say(database_without_worker, one, app_secret="new", previous_app_secret=old)
    await say(database_without_worker, other, app_secret=old, previous_app_secret="ancient")
    assert (await app_of(database_without_worker, part))[0] == ["new", old]


async def test_either_who_names_the_present_secret_ends_the_old_one(
    database_without_worker: Database, both: Both
) -> None:
    one, other, part = both
    await say(database_without_worker, one, app_secret="new", previous_app_secret=part.app_secret)
    await say(database_without_worker, other, app_secret="new")
    assert (await app_of(database_without_worker, part))[0] == ["new"]


async def test_who_knows_only_the_replaced_secret_brings_in_no_further_one(
    database_without_worker: Database, both: Both
) -> None:
    one, other, part = both
    old = part.app_secret
    await say(database_without_worker, one, app_secret="new", previous_app_secret=old)
    with pytest.raises(TakenByAnother, match="previous_app_secret"):
        await say(database_without_worker, other, app_secret="guessed", previous_app_secret=old)
    assert (await app_of(database_without_worker, part))[0] == ["new", old]


async def test_the_way_back_names_the_present_secret_as_the_previous_one(
    database_without_worker: Database, both: Both
) -> None:
    one, _, part = both
    old = part.app_secret
    await say(database_without_worker, one, app_secret="new", previous_app_secret=old)
    await say(database_without_worker, one, app_secret=old, previous_app_secret="new")
    assert (await app_of(database_without_worker, part))[0] == [old, "new"]


async def test_an_older_file_changes_its_own_number_all_the_same(
    database_without_worker: Database, both: Both
) -> None:
    one, other, part = both
    await say(database_without_worker, one, app_secret="new", previous_app_secret=part.app_secret)
    async with database_without_worker.transaction(other.id) as session:
        whatsapp = {"app_secret": part.app_secret, "access_token": "theirs"}
        await update_merchant(session, {"name": "Otro", "whatsapp": whatsapp})
    async with database_without_worker.transaction(other.id) as session:
        assert (await session.get_one(Merchant, other.id)).name == "Otro"
