"""`shop secrets rotate`: a new SHOP_SECRET_KEY, without a moment in which something cannot be read."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator

import pytest
from pydantic import SecretStr

from shop.config import Settings
from shop.kit.db.database import Database
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.embedded.server import EmbeddedServer
from shop.kit.secrets import SecretUnreadable, use_keys
from shop.merchants.accounts import numbers, stripe_account
from shop.merchants.key_rotation import count_seals, sealed_tables
from shop.merchants.models import Merchant, WhatsAppApp
from tests.cli.conftest import Typed
from tests.support.cast import forget_vendor_accounts, make_merchant, merchant_file
from tests.support.postgres.external_postgres import named

OLD, NEW = "the old key of at least 32 characters", "the new key of at least 32 characters"
Use = Callable[[str], None]


@pytest.fixture(scope="session")
def own_url(server: EmbeddedServer) -> str:
    """A database of these tests alone: rotation takes every merchant there is."""
    url = server.dsn("shop_migrate", named("rotation"))
    asyncio.run(prepare_from_scratch(server.admin_dsn, url, database=named("rotation")))
    return server.dsn("shop_app", named("rotation"))


@pytest.fixture
def database_url(own_url: str) -> str:
    """Commands work on it, too."""
    return own_url


@pytest.fixture
async def own(server: EmbeddedServer, own_url: str) -> AsyncGenerator[Database]:
    """That database."""
    opened = Database(own_url, pool_size=2)
    await forget_vendor_accounts(server.dsn("shop_migrate", named("rotation")))
    yield opened
    await opened.close()


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Generator[Use]:
    """Let SHOP_SECRET_KEY be these."""

    def use(keys: str) -> None:
        monkeypatch.setenv("SHOP_SECRET_KEY", keys)
        use_keys(SecretStr(keys))

    yield use
    monkeypatch.undo()
    use_keys(Settings().secret_key)


async def readable(database: Database, merchant: Merchant) -> list[str]:
    """Every secret of a merchant, opened."""
    async with database.transaction(merchant.id) as session:
        account = await stripe_account(session)
        found = [account.secret_key, *account.webhook_secrets]
        for number in (await numbers(session)).values():
            app = await session.get_one(WhatsAppApp, number.app_id)
            found += [number.access_token, *app.secrets, app.verify_token]
    return found


async def test_after_a_rotation_the_new_key_alone_reads_everything(
    own: Database, use: Use, typed: Typed
) -> None:
    use(OLD)
    merchants = [await make_merchant(own) for _ in range(3)]
    before = [await readable(own, merchant) for merchant in merchants]
    use(f"{NEW},{OLD}")
    assert [await readable(own, merchant) for merchant in merchants] == before
    assert (await typed("secrets", "rotate"))["resealed"] == 3 * 5
    use(NEW)
    assert [await readable(own, merchant) for merchant in merchants] == before


async def test_rotating_again_changes_nothing(own: Database, use: Use, typed: Typed) -> None:
    use(NEW)
    await make_merchant(own)
    assert (await typed("secrets", "rotate"))["resealed"] == 0


async def test_a_lost_key_stops_the_rotation_and_leaves_that_merchant_as_it_was(
    own: Database, use: Use, typed: Typed
) -> None:
    use(OLD)
    merchant = await make_merchant(own)
    use(f"{NEW},some other key of at least 32 characters")
    with pytest.raises(SecretUnreadable, match="SHOP_SECRET_KEY"):
        await typed("secrets", "rotate")
    use(OLD)
    assert await readable(own, merchant)


async def test_seals_are_counted_by_the_key_that_reads_them(own: Database, use: Use) -> None:
    use(OLD)
    merchant = await make_merchant(own)
    for keys, expected in ((OLD, (3, 0, 0)), (f"{NEW},{OLD}", (0, 3, 0)), (NEW, (0, 0, 3))):
        use(keys)
        async with own.transaction(merchant.id) as session:
            seals = await count_seals(session)
        assert (seals.newest, seals.older, seals.unreadable) == expected


async def test_a_merchant_made_while_both_keys_count_needs_no_rotation(
    own: Database, use: Use, typed: Typed
) -> None:
    use(f"{NEW},{OLD}")
    merchant = await make_merchant(own, merchant_file())
    assert (await typed("secrets", "rotate"))["resealed"] == 0
    use(NEW)
    assert await readable(own, merchant)


def test_every_sealed_column_is_known_to_the_rotation() -> None:
    found = {f"{table.name}.{column.name}" for table, columns in sealed_tables() for column in columns}
    assert found == {
        "stripe_account.sealed_secret_key",
        "stripe_account.sealed_webhook_secrets",
        "whatsapp_app.sealed_secrets",
        "whatsapp_app.sealed_verify_token",
        "whatsapp_number.sealed_access_token",
    }
