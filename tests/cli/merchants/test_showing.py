"""`shop merchant show`: all that a merchant's file can say, as it stands, and never a secret."""

from uuid import uuid4

import pytest

from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.errors import NotFound
from shop.merchants.creation import SettingsPart
from shop.merchants.keys import ALL_SCOPES, issue_key
from shop.merchants.opening_hours import DAYS
from tests.cli.conftest import Typed
from tests.support.cast import make_merchant, merchant_file


async def test_a_merchant_is_shown_as_it_stands(typed: Typed, database_without_worker: Database) -> None:
    file = merchant_file(settings=SettingsPart(promotions_per_week=1))
    seller = await make_merchant(database_without_worker, file)
    shown = await typed("merchant", "show", seller.id)
    part = file.whatsapp
    assert part is not None
    assert {name: shown[name] for name in ("id", "name", "tax_id", "currency", "stripe")} == {
        "id": str(seller.id),
        "name": file.name,
        "tax_id": file.tax_id,
        "currency": "EUR",
        "stripe": "test",
    }
    assert (shown["hours"], shown["settings"]) == (file.hours, {"promotions_per_week": 1})
    (number,) = shown["whatsapp"]
    assert (number["phone_number_id"], number["catalog_id"]) == (part.phone_number_id, part.catalog_id)
    (key,) = shown["keys"]
    assert (key["name"], key["scopes"], len(key["ends_in"])) == ("first key", list(ALL_SCOPES), 4)


async def test_no_secret_is_shown_to_people_or_machines(
    typed: Typed, database_without_worker: Database
) -> None:
    file = merchant_file()
    seller = await make_merchant(database_without_worker, file)
    async with database_without_worker.transaction(seller.id) as session:
        key = await issue_key(session, "the till", ALL_SCOPES, at=now())
    part, stripe = file.whatsapp, file.stripe
    assert part is not None
    assert stripe is not None
    secrets = (
        key,
        part.app_secret,
        part.verify_token,
        part.access_token,
        stripe.secret_key,
        stripe.webhook_secrets[0],
    )
    for said in (
        await typed("merchant", "show", seller.id, json=False),
        str(await typed("merchant", "show", seller.id)),
    ):
        assert "the till" in said
        assert not [secret for secret in secrets if secret in said.split() or f"'{secret}'" in said]
        assert "sealed" not in said


async def test_people_read_a_line_for_each_thing(typed: Typed, database_without_worker: Database) -> None:
    seller = await make_merchant(
        database_without_worker, merchant_file(hours={"mon": ["09:00-14:00", "16:00-20:00"]})
    )
    said = [
        line.split(maxsplit=1)
        for line in (await typed("merchant", "show", seller.id, json=False)).splitlines()
    ]
    assert ["hours.mon", "09:00-14:00, 16:00-20:00"] in said
    assert ["address.city", "Madrid"] in said
    assert ["settings", "-"] in said


async def test_days_and_addresses_are_shown_in_the_order_people_read_them(
    typed: Typed, database_without_worker: Database
) -> None:
    days = {day: ["09:00-14:00"] for day in DAYS}
    seller = await make_merchant(database_without_worker, merchant_file(hours=dict(reversed(days.items()))))
    said = (await typed("merchant", "show", seller.id, json=False)).splitlines()
    shown = [line.split()[0] for line in said if line.startswith(("hours.", "address."))]
    assert [each for each in shown if each.startswith("hours.")] == [f"hours.{day}" for day in DAYS]
    assert [each for each in shown if each.startswith("address.")] == [
        f"address.{part}" for part in ("line1", "line2", "postal_code", "city", "country")
    ]


async def test_a_merchant_with_nothing_yet_is_shown_too(
    typed: Typed, database_without_worker: Database
) -> None:
    seller = await make_merchant(database_without_worker, merchant_file(whatsapp=None, stripe=None, hours={}))
    shown = await typed("merchant", "show", seller.id)
    assert (shown["whatsapp"], shown["stripe"], shown["hours"]) == ([], "none", {})
    assert "It has no number." in await typed("merchant", "show", seller.id, json=False)


async def test_a_merchant_nobody_knows_is_said_to_be_that(typed: Typed) -> None:
    with pytest.raises(NotFound, match="no such merchant"):
        await typed("merchant", "show", uuid4())
