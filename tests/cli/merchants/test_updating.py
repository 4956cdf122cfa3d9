"""`shop merchant update | rotate-key | list`: what changes and what stays; old and new secrets count together."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.errors import NotFound
from shop.merchants.accounts import numbers, stripe_account, this_merchant
from shop.merchants.creation import BadMerchantFile, MerchantFile, SettingsPart
from shop.merchants.directory import TakenByAnother, number_key, owner_of
from shop.merchants.keys import ALL_SCOPES, KeyRefused, authenticate_key, issue_key
from shop.merchants.models import Lookup, Merchant, WhatsAppApp, WhatsAppNumber
from shop.merchants.updating import CurrencyStays
from tests.cli.conftest import Typed
from tests.support.cast import make_merchant, merchant_file

Written = Callable[[MerchantFile], Path]


@pytest.fixture
def file() -> MerchantFile:
    return merchant_file()


@pytest.fixture
async def seller(database_without_worker: Database, file: MerchantFile) -> Merchant:
    return await make_merchant(database_without_worker, file)


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """A merchant file on disk."""

    def write(file: MerchantFile) -> Path:
        path = tmp_path / "merchant.toml"
        members = msgspec.to_builtins(file).items()
        path.write_text("\n".join(f"{name} = {_toml(value)}" for name, value in members if value is not None))
        return path

    return write


def _toml(value: Any) -> str:
    """Inline TOML; what is neither table nor list is written as in JSON."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{k} = {_toml(v)}' for k, v in value.items() if v is not None)}}}"
    return msgspec.json.encode(value).decode()


async def number_of(database: Database, merchant: Merchant) -> WhatsAppNumber:
    async with database.transaction(merchant.id) as session:
        (number,) = (await numbers(session)).values()
    return number


async def test_a_merchant_becomes_what_the_file_says(
    typed: Typed, database_without_worker: Database, seller: Merchant, file: MerchantFile, written: Written
) -> None:
    assert file.whatsapp is not None
    file.name, file.hours, file.address.city = "El Faro Nuevo", {"sat": ["10:00-12:00"]}, "Vigo"
    file.whatsapp.access_token, file.whatsapp.catalog_id = "a-new-token", "4242"
    await typed("merchant", "update", seller.id, "--file", written(file))
    async with database_without_worker.transaction(seller.id) as session:
        merchant = await this_merchant(session)
        assert (merchant.name, merchant.hours, merchant.address["city"]) == (
            "El Faro Nuevo",
            {"sat": ["10:00-12:00"]},
            "Vigo",
        )
    number = await number_of(database_without_worker, seller)
    assert (number.access_token, number.catalog_id) == ("a-new-token", "4242")


async def test_the_settings_that_the_file_says_are_changed_and_the_others_stay(
    typed: Typed, database_without_worker: Database, seller: Merchant, file: MerchantFile, written: Written
) -> None:
    for changed in (SettingsPart(reminder_after_minutes=90), SettingsPart(promotions_per_week=1)):
        file.settings = changed
        await typed("merchant", "update", seller.id, "--file", written(file))
    async with database_without_worker.transaction(seller.id) as session:
        settings = (await this_merchant(session)).settings
    assert settings == {"reminder_after_minutes": 90, "promotions_per_week": 1}


async def test_the_currency_stays(
    typed: Typed, seller: Merchant, file: MerchantFile, written: Written
) -> None:
    file.currency = "USD"
    with pytest.raises(CurrencyStays, match="sells in EUR"):
        await typed("merchant", "update", seller.id, "--file", written(file))


async def test_a_new_app_secret_counts_beside_the_old_one_until_the_file_drops_it(
    typed: Typed, database_without_worker: Database, seller: Merchant, file: MerchantFile, written: Written
) -> None:
    assert file.whatsapp is not None
    old = file.whatsapp.app_secret
    file.whatsapp.app_secret, file.whatsapp.previous_app_secret = "brand-new", old
    await typed("merchant", "update", seller.id, "--file", written(file))
    assert await secrets_of(database_without_worker, file.whatsapp.app_id) == ["brand-new", old]
    file.whatsapp.previous_app_secret = None
    await typed("merchant", "update", seller.id, "--file", written(file))
    assert await secrets_of(database_without_worker, file.whatsapp.app_id) == ["brand-new"]


async def test_who_knows_no_secret_of_an_app_cannot_change_it(
    typed: Typed, database_without_worker: Database, seller: Merchant, file: MerchantFile, written: Written
) -> None:
    assert file.whatsapp is not None
    old, file.whatsapp.app_secret = file.whatsapp.app_secret, "guessed"
    with pytest.raises(TakenByAnother, match="previous_app_secret"):
        await typed("merchant", "update", seller.id, "--file", written(file))
    assert await secrets_of(database_without_worker, file.whatsapp.app_id) == [old]


async def test_webhook_secrets_of_stripe_old_and_new_count_together(
    typed: Typed, database_without_worker: Database, seller: Merchant, file: MerchantFile, written: Written
) -> None:
    assert file.stripe is not None
    file.stripe.webhook_secrets = ["whsec_new", *file.stripe.webhook_secrets]
    file.stripe.secret_key = "sk_live_x"
    await typed("merchant", "update", seller.id, "--file", written(file))
    async with database_without_worker.transaction(seller.id) as session:
        account = await stripe_account(session)
        assert (account.webhook_secrets, account.livemode) == (file.stripe.webhook_secrets, True)


async def test_a_number_that_moves_to_another_app_is_found_there_and_no_longer_here(
    typed: Typed, database_without_worker: Database, seller: Merchant, file: MerchantFile, written: Written
) -> None:
    part = file.whatsapp
    assert part is not None
    old, part.app_id = part.app_id, f"9{uuid4().int % 10**12}"
    await typed("merchant", "update", seller.id, "--file", written(file))
    async with database_without_worker.transaction() as session:
        assert (
            await owner_of(session, Lookup.NUMBER, number_key(part.app_id, part.phone_number_id)) == seller.id
        )
        assert await owner_of(session, Lookup.ACCOUNT, number_key(part.app_id, part.waba_id)) == seller.id
        assert await owner_of(session, Lookup.NUMBER, number_key(old, part.phone_number_id)) is None
        assert await owner_of(session, Lookup.ACCOUNT, number_key(old, part.waba_id)) is None


async def test_a_number_id_that_is_new_becomes_a_second_number(
    typed: Typed, database_without_worker: Database, seller: Merchant, file: MerchantFile, written: Written
) -> None:
    assert file.whatsapp is not None
    file.whatsapp.phone_number_id = f"88{uuid4().int % 10**12}"
    await typed("merchant", "update", seller.id, "--file", written(file))
    async with database_without_worker.transaction(seller.id) as session:
        assert len(await numbers(session)) == 2


async def test_a_file_that_is_wrong_changes_nothing(
    typed: Typed, seller: Merchant, file: MerchantFile, written: Written, tmp_path: Path
) -> None:
    file.time_zone = "Mars/Olympus"
    with pytest.raises(BadMerchantFile, match="time_zone"):
        await typed("merchant", "update", seller.id, "--file", written(file))
    with pytest.raises(NotFound, match="No such file"):
        await typed("merchant", "update", seller.id, "--file", tmp_path / "nothing.toml")


@pytest.mark.parametrize("verb", ["update", "rotate-key"])
async def test_a_merchant_nobody_knows_is_said_to_be_that(
    typed: Typed, file: MerchantFile, written: Written, verb: str
) -> None:
    more = ["--file", written(file)] if verb == "update" else []
    with pytest.raises(NotFound, match="no such merchant"):
        await typed("merchant", verb, uuid4(), *more)


async def test_a_rotated_key_counts_at_once_and_the_old_ones_for_the_grace(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    async with database_without_worker.transaction(seller.id) as session:
        old = await issue_key(session, "the till", ALL_SCOPES, at=now())
    answer = await typed("merchant", "rotate-key", seller.id, "--grace", "2")
    assert "the till" in [key["name"] for key in answer["ending"]]
    for at, keys in ((now(), (old, answer["api_key"])), (now() + timedelta(hours=3), (answer["api_key"],))):
        for key in keys:
            async with database_without_worker.transaction() as session:
                assert (await authenticate_key(session, key, at=at)).merchant_id == seller.id
    async with database_without_worker.transaction() as session:
        with pytest.raises(KeyRefused):
            await authenticate_key(session, old, at=now() + timedelta(hours=3))


async def test_without_grace_the_old_keys_end_now(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    async with database_without_worker.transaction(seller.id) as session:
        old = await issue_key(session, "leaked", ALL_SCOPES, at=now())
    await typed("merchant", "rotate-key", seller.id, "--grace", "0")
    async with database_without_worker.transaction() as session:
        with pytest.raises(KeyRefused, match="revoked"):
            await authenticate_key(session, old, at=now())


async def test_merchants_are_listed_with_what_they_have(typed: Typed, seller: Merchant) -> None:
    (mine,) = [each for each in await typed("merchant", "list") if each["id"] == str(seller.id)]
    assert (mine["numbers"], mine["paused"], mine["stripe"], mine["currency"]) == (1, 0, "test", "EUR")


async def secrets_of(database: Database, app_id: str) -> list[str]:
    async with database.transaction() as session:
        return (await session.get_one(WhatsAppApp, app_id)).secrets
