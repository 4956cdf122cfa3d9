"""The catalog as a whole over the API: how it stands, what drifted, the numbers' switches."""

from collections.abc import AsyncGenerator

import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlmodel import select

from catalog_sync.models import DriftReport
from shop.catalog.models import Variant
from shop.catalog.prices.claims import note_price_drift
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from tests.api.conftest import Api, mug
from tests.support.api_keys import make_key
from tests.support.cast import make_merchant, merchant_file

_ASKED = text(
    "SELECT convert_from(payload, 'utf8')::json FROM pgqueuer WHERE entrypoint = :name "
    "AND position(:merchant in convert_from(payload, 'utf8')) > 0"
)


async def asked(api: Api, name: str) -> list[dict[str, object]]:
    """The payloads of the jobs of that name that this merchant has left."""
    async with api.database.transaction(api.merchant.id) as session:
        rows = await execute_core(session, _ASKED, {"name": name, "merchant": str(api.merchant.id)})
        return [row[0] for row in rows]


@pytest.fixture
async def with_number(app: Litestar, database: Database) -> AsyncGenerator[Api]:
    """A merchant with a number."""
    merchant = await make_merchant(database, merchant_file(stripe=None))
    made = Api(app, database, merchant, await make_key(database, merchant))
    yield made
    await made.http.aclose()


async def test_the_standing_counts_what_waits(api: Api) -> None:
    await api.ok("POST", "/products", mug())
    assert await api.ok("GET", "/catalog") == {"states": {"unsent": 1}, "unsent": 1}


async def test_there_is_no_drift_before_the_first_comparison(api: Api) -> None:
    assert (await api.call("GET", "/catalog/drift")).status_code == 404


async def test_the_last_comparison_is_shown_with_what_carts_claimed(api: Api) -> None:
    await api.ok("POST", "/products", mug())
    async with api.database.transaction(api.merchant.id) as session:
        (variant,) = (await session.exec(select(Variant))).all()
        await note_price_drift(session, [variant.id], at=now())
        await note_price_drift(session, [variant.id], at=now())
        sample = {"kind": "price_differs", "sku": "TAZA", "ours": "12.50 EUR", "theirs": "€13"}
        for read in (1, 2):
            report = DriftReport(
                merchant_id=api.merchant.id,
                started_at=now(),
                finished_at=now(),
                read=read,
                repaired=0,
                counts={"price_differs": 1},
                samples=[sample],
            )
            session.add(report)
            await session.flush()
    shown = await api.ok("GET", "/catalog/drift")
    assert (shown["items_read"], shown["differences"]) == (2, {"price_differs": 1})
    assert shown["samples"] == [sample]
    assert (shown["price_claims"], shown["most_claimed"]) == (2, [{"sku": "TAZA", "times": 2}])


@pytest.mark.parametrize("repair", [False, True])
async def test_a_comparison_is_asked_for(api: Api, repair: bool) -> None:
    answer = await api.call("POST", "/catalog/drift", {"repair": repair})
    assert answer.status_code == 202
    jobs = await asked(api, "catalog_sync.reconcile")
    assert [job["repair"] for job in jobs] == [repair]


async def test_a_wish_for_a_numbers_switches_is_kept_and_told_by_a_job(with_number: Api) -> None:
    (shown,) = (await with_number.ok("GET", "/catalog/commerce-settings"))["data"]
    assert (shown["cart_enabled"], shown["checked_at"]) == (None, None)
    place = f"/catalog/commerce-settings/{shown['phone_number_id']}"
    answer = await with_number.call("PUT", place, {"catalog_visible": True})
    assert answer.status_code == 202
    assert answer.json()["wanted"] == {"cart_enabled": None, "catalog_visible": True}
    (job,) = await asked(with_number, "catalog_sync.apply_commerce_settings")
    assert job["phone_number_id"] == shown["phone_number_id"]


async def test_a_number_of_somebody_else_is_not_found(api: Api, with_number: Api) -> None:
    (shown,) = (await with_number.ok("GET", "/catalog/commerce-settings"))["data"]
    place = f"/catalog/commerce-settings/{shown['phone_number_id']}"
    assert (await api.call("PUT", place, {})).status_code == 404
    assert (await api.ok("GET", "/catalog/commerce-settings"))["data"] == []
