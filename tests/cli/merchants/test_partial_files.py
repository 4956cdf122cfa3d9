"""`shop merchant update` with a file that says little: what it does not say stays, whatever part of it is missing."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from shop.kit.db.database import Database
from shop.merchants.accounts import numbers, stripe_account, this_merchant
from shop.merchants.creation import AddressPart, BadMerchantFile, MerchantFile, WhatsAppPart
from shop.merchants.directory import TakenByAnother
from shop.merchants.models import Merchant, StripeAccount, WhatsAppApp, WhatsAppNumber
from shop.merchants.partial_files import WhichNumber
from tests.cli.conftest import Typed
from tests.support.cast import make_merchant, merchant_file

Updated = Callable[[str], Awaitable[Any]]
ADDRESS = {"line1": "Calle Mayor 1", "postal_code": "28013", "city": "Madrid", "country": "ES"}


@pytest.fixture
def file() -> MerchantFile:
    address = AddressPart(**ADDRESS, line2="2.º izquierda")
    return merchant_file(address=address, prices_include_tax=False)


@pytest.fixture
def part(file: MerchantFile) -> WhatsAppPart:
    assert file.whatsapp is not None
    return file.whatsapp


@pytest.fixture
async def seller(database_without_worker: Database, file: MerchantFile) -> Merchant:
    return await make_merchant(database_without_worker, file)


@pytest.fixture
def update(typed: Typed, seller: Merchant, tmp_path: Path) -> Updated:
    """The merchant is updated with a file that says only this."""

    async def run(written: str) -> Any:
        path = tmp_path / "merchant.toml"
        path.write_text(written)
        return await typed("merchant", "update", seller.id, "--file", path)

    return run


@pytest.fixture
def stands(database_without_worker: Database, seller: Merchant) -> Callable[[], Awaitable[dict[str, Any]]]:
    """All that a file can say of the merchant, opened."""

    async def read() -> dict[str, Any]:
        async with database_without_worker.transaction(seller.id) as session:
            merchant = (await this_merchant(session)).model_dump()
            (number,) = (await numbers(session)).values()
            app = await session.get_one(WhatsAppApp, number.app_id)
            account = await stripe_account(session)
            return {
                **{name: merchant[name] for name in sorted(merchant)},
                **_number(number),
                "app": (app.secrets, app.verify_token),
                "stripe": (account.secret_key, account.webhook_secrets, account.livemode),
            }

    return read


def _number(number: WhatsAppNumber) -> dict[str, Any]:
    names = ("phone_number_id", "display_phone_number", "app_id", "waba_id", "catalog_id", "access_token")
    return {name: getattr(number, name) for name in names}


Stands = Callable[[], Awaitable[dict[str, Any]]]


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in after.items() if value != before[name]}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", {}),
        ('name = "El Faro Nuevo"', {"name": "El Faro Nuevo"}),
        ('legal_name = "El Faro Nuevo S.L."', {"legal_name": "El Faro Nuevo S.L."}),
        ('locale = "pt_PT"', {"locale": "pt_PT"}),
        ('time_zone = "Atlantic/Canary"', {"time_zone": "Atlantic/Canary"}),
        ("prices_include_tax = true", {"prices_include_tax": True}),
        ('currency = "EUR"', {}),
        ('address = { city = "Vigo" }', {"address": {**ADDRESS, "line2": "2.º izquierda", "city": "Vigo"}}),
        ('address = { line2 = "" }', {"address": {**ADDRESS, "line2": ""}}),
        ('[hours]\nsat = ["10:00-12:00"]', {"hours": {"sat": ["10:00-12:00"]}}),
        ("[hours]", {"hours": {}}),
        ("[settings]\npromotions_per_week = 1", {"settings": {"promotions_per_week": 1}}),
        ('[whatsapp]\naccess_token = "a-new-token"', {"access_token": "a-new-token"}),
        ('[whatsapp]\ncatalog_id = "4242"', {"catalog_id": "4242"}),
        ('[whatsapp]\ncatalog_id = ""', {"catalog_id": None}),
        ("[whatsapp]", {}),
        ("[stripe]", {}),
    ],
)
async def test_only_what_the_file_says_is_changed(
    update: Updated, stands: Stands, written: str, expected: dict[str, Any]
) -> None:
    before = await stands()
    await update(written)
    assert changed(before, await stands()) == expected


async def test_a_whole_file_without_hours_and_catalog_leaves_both(
    update: Updated, stands: Stands, file: MerchantFile, part: WhatsAppPart
) -> None:
    before = await stands()
    await update(f"""
        name = "El Faro Nuevo"
        legal_name = "{file.legal_name}"
        tax_id = "{file.tax_id}"
        address = {{ line1 = "Calle Mayor 1", postal_code = "28013", city = "Madrid", country = "ES" }}
        currency = "EUR"
        locale = "es"
        time_zone = "Europe/Madrid"
        [whatsapp]
        app_id = "{part.app_id}"
        app_secret = "{part.app_secret}"
        verify_token = "{part.verify_token}"
        access_token = "{part.access_token}"
        waba_id = "{part.waba_id}"
        phone_number_id = "{part.phone_number_id}"
        display_phone_number = "{part.display_phone_number}"
    """)
    assert changed(before, await stands()) == {"name": "El Faro Nuevo"}


async def test_half_of_stripe_leaves_the_other_half(update: Updated, stands: Stands) -> None:
    before = (await stands())["stripe"]
    await update('[stripe]\nwebhook_secrets = ["whsec_new", "whsec_old"]')
    assert (await stands())["stripe"] == (before[0], ["whsec_new", "whsec_old"], False)
    await update('[stripe]\nsecret_key = "sk_live_new"')
    assert (await stands())["stripe"] == ("sk_live_new", ["whsec_new", "whsec_old"], True)


async def test_two_secrets_of_an_app_both_stay_until_a_file_names_the_present_one_alone(
    update: Updated, stands: Stands, part: WhatsAppPart
) -> None:
    old, token = part.app_secret, part.verify_token
    await update(f'[whatsapp]\napp_secret = "brand-new"\nprevious_app_secret = "{old}"')
    assert (await stands())["app"] == (["brand-new", old], token)
    await update('[whatsapp]\naccess_token = "another"')
    assert (await stands())["app"] == (["brand-new", old], token)
    await update('[whatsapp]\napp_secret = "brand-new"')
    assert (await stands())["app"] == (["brand-new"], token)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('name = ""', "name may not be empty"),
        ('address = { country = "Spain" }', "address.country 'Spain' is not like ES"),
        ('address = "Calle Mayor"', r"\$.address"),
        ('[whatsapp]\naccess_token = ""', "whatsapp.access_token may not be empty"),
        ('[whatsapp]\nwaba_id = "my account"', "whatsapp.waba_id is no id of Meta's"),
        ("whatsapp = 5", r"\$.whatsapp"),
        ("[stripe]\nwebhook_secrets = []", "stripe.webhook_secrets needs at least one secret"),
        ('colour = "blue"', "unknown field `colour`"),
        ("[settings]\ncolour = 1", "unknown field `colour`"),
        ("name = ", "The merchant file is not right"),
    ],
)
async def test_what_is_said_wrong_is_refused_and_nothing_is_changed(
    update: Updated, stands: Stands, written: str, said: str
) -> None:
    before = await stands()
    with pytest.raises(BadMerchantFile, match=said):
        await update(written)
    assert await stands() == before


async def test_a_new_number_is_described_whole(update: Updated, stands: Stands) -> None:
    before = await stands()
    with pytest.raises(BadMerchantFile, match=r"missing required field `app_id` - at `\$.whatsapp`"):
        await update(f'[whatsapp]\nphone_number_id = "77{uuid4().int % 10**12}"')
    assert await stands() == before


async def test_of_several_numbers_the_file_says_which(
    database_without_worker: Database, update: Updated, seller: Merchant, part: WhatsAppPart
) -> None:
    second = f"88{uuid4().int % 10**12}"
    await update(f"""
        [whatsapp]
        app_id = "{part.app_id}"
        app_secret = "{part.app_secret}"
        verify_token = "{part.verify_token}"
        access_token = "second-token"
        waba_id = "{part.waba_id}"
        phone_number_id = "{second}"
        display_phone_number = "+34611000000"
    """)
    with pytest.raises(WhichNumber, match="phone_number_id"):
        await update('[whatsapp]\naccess_token = "whose"')
    await update(f'[whatsapp]\nphone_number_id = "{second}"\naccess_token = "mine"')
    async with database_without_worker.transaction(seller.id) as session:
        tokens = {one.phone_number_id: one.access_token for one in (await numbers(session)).values()}
    assert tokens == {part.phone_number_id: part.access_token, second: "mine"}


async def test_a_merchant_without_number_or_account_gets_them_by_a_whole_part_only(
    database_without_worker: Database, typed: Typed, tmp_path: Path
) -> None:
    bare = await make_merchant(database_without_worker, merchant_file(whatsapp=None, stripe=None))
    path = tmp_path / "merchant.toml"
    for written in ('[whatsapp]\naccess_token = "x"', '[stripe]\nsecret_key = "sk_test_x"'):
        path.write_text(written)
        with pytest.raises(BadMerchantFile, match="missing required field"):
            await typed("merchant", "update", bare.id, "--file", path)
    path.write_text('[stripe]\nsecret_key = "sk_test_x"\nwebhook_secrets = ["whsec_x"]')
    await typed("merchant", "update", bare.id, "--file", path)
    async with database_without_worker.transaction(bare.id) as session:
        assert (await session.get_one(StripeAccount, bare.id)).secret_key == "sk_test_x"


async def test_a_number_moves_only_to_an_app_whose_secret_the_file_knows(
    database_without_worker: Database, update: Updated, stands: Stands
) -> None:
    app_id = f"9{uuid4().int % 10**12}"
    with pytest.raises(BadMerchantFile, match="missing required field `app_secret`"):
        await update(f'[whatsapp]\napp_id = "{app_id}"')
    await update(f'[whatsapp]\napp_id = "{app_id}"\napp_secret = "its secret"\nverify_token = "its token"')
    assert (await stands())["app"] == (["its secret"], "its token")  # what its webhooks are checked with
    other = await make_merchant(database_without_worker)
    async with database_without_worker.transaction(other.id) as session:
        (foreign,) = (await numbers(session)).values()
    with pytest.raises(TakenByAnother):
        await update(f'[whatsapp]\napp_id = "{foreign.app_id}"\napp_secret = "guessed"\nverify_token = "x"')
