"""A merchant from a file: what is taken, what is refused with a sentence, and what is stored."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.errors import ShopError
from shop.merchants.creation import create_merchant, read_merchant_file
from shop.merchants.directory import TakenByAnother, number_key, owner_of
from shop.merchants.keys import ALL_SCOPES, authenticate_key
from shop.merchants.models import ApiKey, Lookup, Merchant, StripeAccount, WhatsAppApp, WhatsAppNumber
from tests.support.cast import SUNDAY, make_merchant, merchant_file
from tests.support.files.merchant_file import README


def test_the_file_of_the_documentation_is_taken() -> None:
    file = read_merchant_file(README.encode())
    assert file.name == "La Tienda del Faro"
    assert file.whatsapp is not None
    assert file.whatsapp.phone_number_id == "1065"
    assert file.hours["mon"] == ["09:00-14:00", "16:30-20:00"]


def test_a_merchant_may_come_without_whatsapp_stripe_and_hours() -> None:
    file = read_merchant_file(README.split("[whatsapp]")[0].encode())
    assert (file.whatsapp, file.stripe, file.hours) == (None, None, {})


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('name = "La Tienda del Faro"', "name = ", "The merchant file is not right"),
        ('name = "La Tienda del Faro"', "name = 5", "`$.name`"),
        ('tax_id = "ESB12345674"', "", "missing required field `tax_id`"),
        ('currency = "EUR"', 'currency = "EUR"\ncolour = "blue"', "unknown field `colour`"),
        ('legal_name = "La Tienda del Faro S.L."', 'legal_name = ""', "legal_name may not be empty"),
        ('city = "Madrid"', 'city = ""', "address.city may not be empty"),
        ('country = "ES"', 'country = "Spain"', "address.country 'Spain' is not like ES"),
        ('currency = "EUR"', 'currency = "eur"', "'eur' is not an ISO 4217 currency code"),
        ('locale = "es"', 'locale = "de_DE"', "locale 'de_DE': the shop speaks en, es, pt_BR, pt_PT"),
        ("Europe/Madrid", "Europe/Faro", "time_zone 'Europe/Faro' is not an IANA time zone"),
        ("an app secret", "", "whatsapp.app_secret may not be empty"),
        ("a verify token", "", "whatsapp.verify_token may not be empty"),
        ("an access token", "", "whatsapp.access_token may not be empty"),
        ('phone_number_id = "1065"', 'phone_number_id = ""', "whatsapp.phone_number_id may not be empty"),
        ('app_id = "1"', 'app_id = "app1"', "whatsapp.app_id is no id of Meta's: those are digits only"),
        ('waba_id = "1022"', 'waba_id = "1022 "', "whatsapp.waba_id is no id of Meta's"),
        ('phone_number_id = "1065"', 'phone_number_id = "+34600"', "whatsapp.phone_number_id is no id"),
        ('catalog_id = "1946"', 'catalog_id = "١٩٤٦"', "whatsapp.catalog_id is no id of Meta's"),
        ("+34600000000", "call us", "whatsapp.display_phone_number is not like +34600000000"),
        ('["whsec_1"]', "[]", "stripe.webhook_secrets needs at least one secret"),
        ('["whsec_1"]', '["whsec_1", ""]', "stripe.webhook_secrets.1 may not be empty"),
        ("sk_test_1", "pk_test_1", "stripe.secret_key is no secret key"),
        ("mon = ", "lunes = ", "hours: lunes is no weekday"),
        ("09:00-14:00", "nine to two", "hours.mon: 'nine to two' is not like"),
        ("09:00-14:00", "14:00-09:00", "hours.mon: '14:00-09:00' ends before it begins"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(right: str, wrong: str, said: str) -> None:
    assert right in README
    with pytest.raises(ShopError) as refusal:
        read_merchant_file(README.replace(right, wrong, 1).encode())
    assert said in str(refusal.value)
    assert refusal.value.status_code == 422


def test_a_token_in_the_place_of_an_id_is_not_repeated() -> None:
    with pytest.raises(ShopError) as refusal:
        read_merchant_file(README.replace('waba_id = "1022"', 'waba_id = "EAAGsecret"').encode())
    assert "waba_id" in str(refusal.value)
    assert "EAAGsecret" not in str(refusal.value)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(ShopError) as refusal:
        read_merchant_file(README.replace("an app secret", "").replace("Europe/Madrid", "Mars").encode())
    assert "whatsapp.app_secret" in str(refusal.value)
    assert "time_zone" in str(refusal.value)


def test_a_file_that_is_no_text_is_refused_with_a_sentence() -> None:
    with pytest.raises(ShopError, match="The merchant file is not right"):
        read_merchant_file(README.replace("Madrid", "Málaga").encode("latin-1"))


async def test_a_merchant_is_stored_with_everything_it_brought(database_without_worker: Database) -> None:
    file = merchant_file()
    assert file.whatsapp is not None
    merchant = await make_merchant(database_without_worker, file)
    async with database_without_worker.transaction(merchant.id) as session:
        stored = (await session.exec(select(Merchant))).one()
        number = (await session.exec(select(WhatsAppNumber))).one()
        account = (await session.exec(select(StripeAccount))).one()
        app = await session.get_one(WhatsAppApp, file.whatsapp.app_id)
    assert (stored.name, stored.country, stored.hours) == (file.name, "ES", file.hours)
    assert (number.access_token, number.catalog_id) == (file.whatsapp.access_token, file.whatsapp.catalog_id)
    assert app.secrets == [file.whatsapp.app_secret]
    assert file.stripe is not None
    assert (account.secret_key, account.webhook_secrets) == (
        file.stripe.secret_key,
        file.stripe.webhook_secrets,
    )
    assert not account.livemode


async def test_no_secret_is_stored_as_it_is(database_without_worker: Database) -> None:
    file = merchant_file()
    merchant = await make_merchant(database_without_worker, file)
    rows: list[Any] = []
    async with database_without_worker.transaction(merchant.id) as session:
        for table in ("whatsapp_app", "whatsapp_number", "stripe_account", "merchant", "api_key"):
            rows += (await execute_core(session, text(f"SELECT * FROM {table}"))).all()  # noqa: S608
    assert file.whatsapp is not None
    assert file.stripe is not None
    for secret in (
        file.whatsapp.app_secret,
        file.whatsapp.verify_token,
        file.whatsapp.access_token,
        file.stripe.secret_key,
        *file.stripe.webhook_secrets,
    ):
        assert secret not in repr(rows)


@pytest.mark.parametrize(("key", "live"), [("sk_live_1", True), ("rk_live_1", True), ("sk_test_1", False)])
def test_live_or_test_is_read_from_the_key(key: str, live: bool) -> None:
    assert StripeAccount.sealed(new_id(), key, ["whsec_1"]).livemode is live


async def test_the_first_key_opens_everything_the_merchant_has(database_without_worker: Database) -> None:
    async with database_without_worker.transaction() as session:
        merchant, secret = await create_merchant(session, merchant_file(), at=SUNDAY)
    async with database_without_worker.transaction() as session:
        caller = await authenticate_key(session, secret, at=SUNDAY)
    assert caller.merchant_id == merchant.id
    assert caller.scopes == set(ALL_SCOPES)


async def test_a_number_is_found_through_its_app_only(database_without_worker: Database) -> None:
    file = merchant_file()
    assert file.whatsapp is not None
    merchant = await make_merchant(database_without_worker, file)
    number = file.whatsapp.phone_number_id
    async with database_without_worker.transaction() as session:
        key = number_key(file.whatsapp.app_id, number)
        assert await owner_of(session, Lookup.NUMBER, key) == merchant.id
        assert await owner_of(session, Lookup.NUMBER, number_key("another app", number)) is None
        assert await owner_of(session, Lookup.PAY, key) is None


async def test_two_merchants_may_share_an_app_whose_secrets_both_know(
    database_without_worker: Database,
) -> None:
    one, other = merchant_file(), merchant_file()
    assert one.whatsapp is not None
    assert other.whatsapp is not None
    other.whatsapp.app_id = one.whatsapp.app_id
    other.whatsapp.app_secret = one.whatsapp.app_secret
    other.whatsapp.verify_token = one.whatsapp.verify_token
    await make_merchant(database_without_worker, one)
    merchant = await make_merchant(database_without_worker, other)
    async with database_without_worker.transaction() as session:
        key = number_key(one.whatsapp.app_id, other.whatsapp.phone_number_id)
        assert await owner_of(session, Lookup.NUMBER, key) == merchant.id


@pytest.mark.parametrize("unknown", ["app_secret", "verify_token"])
async def test_who_does_not_know_an_apps_secrets_cannot_join_it(
    database_without_worker: Database, unknown: str
) -> None:
    one, other = merchant_file(), merchant_file()
    assert one.whatsapp is not None
    assert other.whatsapp is not None
    other.whatsapp.app_id = one.whatsapp.app_id
    other.whatsapp.app_secret = one.whatsapp.app_secret
    other.whatsapp.verify_token = one.whatsapp.verify_token
    setattr(other.whatsapp, unknown, "a guess")
    await make_merchant(database_without_worker, one)
    with pytest.raises(TakenByAnother, match="known here with another secret or verify token"):
        await make_merchant(database_without_worker, other)


async def test_a_number_that_sells_for_another_is_refused_and_nothing_is_stored(
    database_without_worker: Database,
) -> None:
    file = merchant_file()
    await make_merchant(database_without_worker, file)
    again = merchant_file(name="The impostor", whatsapp=file.whatsapp)

    with pytest.raises(TakenByAnother, match="This number belongs to another merchant here"):
        await make_merchant(database_without_worker, again)

    async with database_without_worker.transaction() as session:
        await execute_core(session, text("SET LOCAL ROLE shop_sweeper"))
        found = await execute_core(session, text("SELECT count(*) FROM merchant WHERE name = 'The impostor'"))
        assert found.scalar_one() == 0
        await execute_core(session, text("SET LOCAL ROLE NONE"))


async def test_the_key_itself_is_stored_nowhere(database_without_worker: Database) -> None:
    async with database_without_worker.transaction() as session:
        merchant, secret = await create_merchant(session, merchant_file(), at=SUNDAY)
    async with database_without_worker.transaction(merchant.id) as session:
        key = (await session.exec(select(ApiKey))).one()
        directory = (await execute_core(session, text("SELECT * FROM directory"))).all()
    assert secret not in repr(key.model_dump())
    assert secret not in repr(directory)
    assert secret.endswith(key.hint)
