"""The switches of a number: told to Meta, read back, without a transaction across the call."""

from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest
from sqlmodel import select

from catalog_sync.commerce_settings import list_switches, wish_switches
from catalog_sync.models import CommerceSwitches
from shop.kit.errors import NotFound
from shop.kit.jobs import Postponed
from shop.sandbox.records import BusinessNumber
from shop.whatsapp.api.client import WhatsApp
from tests.catalog_sync.sync_under_test import SyncUnderTest
from tests.support.jobs import attempt_job


class NumberAtMeta:
    """A number that Meta knows, and the client that reaches it."""

    def __init__(self, sync: SyncUnderTest, number: BusinessNumber, whatsapp: WhatsApp) -> None:
        self.sync, self.number, self.whatsapp = sync, number, whatsapp
        self.id = number.phone_number_id

    async def wish(self, **wish: bool | None) -> None:
        async with self.sync.database.transaction(self.sync.merchant.id) as session:
            await wish_switches(session, self.id, **({"cart": None, "catalog": None} | wish))

    async def run(self) -> None:
        vendors: dict[type, Any] = {WhatsApp: self.whatsapp}
        await attempt_job(
            self.sync.database,
            self.sync.merchant.id,
            "catalog_sync.apply_commerce_settings",
            vendors,
            attempt=1,
            phone_number_id=self.id,
        )

    async def known(self) -> CommerceSwitches:
        (found,) = await self.sync.all(select(CommerceSwitches))
        assert isinstance(found, CommerceSwitches)
        return found


@pytest.fixture
async def number_at_meta(sync: SyncUnderTest) -> AsyncGenerator[NumberAtMeta]:
    async with sync.database.transaction(sync.merchant.id) as session:
        (switches,) = await list_switches(session)
    (business,) = sync.world.businesses.values()
    number = BusinessNumber(
        switches.phone_number_id, switches.display_phone_number, business.waba_id, "La Tienda del Faro"
    )
    sync.world.numbers[number.phone_number_id] = number
    sync.world.reindex()
    client = WhatsApp(base_url="http://meta.test", version="v26.0", transport=sync.transport)
    yield NumberAtMeta(sync, number, client)
    await client.aclose()


async def test_an_empty_wish_only_asks(number_at_meta: NumberAtMeta) -> None:
    await number_at_meta.wish()
    await number_at_meta.run()
    known = await number_at_meta.known()
    assert (known.is_cart_enabled, known.is_catalog_visible) == (True, False)
    assert known.checked_at is not None
    assert [call.method for call in number_at_meta.sync.transport.calls] == ["GET"]


async def test_a_wish_is_told_to_meta_and_then_forgotten(number_at_meta: NumberAtMeta) -> None:
    await number_at_meta.wish(catalog=True)
    assert (await number_at_meta.known()).wants_catalog is True
    await number_at_meta.run()
    assert (number_at_meta.number.is_cart_enabled, number_at_meta.number.is_catalog_visible) == (True, True)
    known = await number_at_meta.known()
    assert (known.is_catalog_visible, known.wants_catalog, known.wants_cart) == (True, None, None)


async def test_two_wishes_are_both_told(number_at_meta: NumberAtMeta) -> None:
    await number_at_meta.wish(cart=False)
    await number_at_meta.wish(catalog=True)
    await number_at_meta.run()
    assert (number_at_meta.number.is_cart_enabled, number_at_meta.number.is_catalog_visible) == (False, True)


async def test_a_wish_during_the_call_is_not_forgotten(number_at_meta: NumberAtMeta) -> None:
    await number_at_meta.wish(cart=False)

    async def meddle(request: httpx.Request) -> None:
        if request.method == "POST":
            await number_at_meta.wish(cart=True)

    number_at_meta.whatsapp.http.event_hooks = {"request": [meddle], "response": []}
    await number_at_meta.run()
    assert (await number_at_meta.known()).wants_cart is True
    number_at_meta.whatsapp.http.event_hooks = {"request": [], "response": []}
    await number_at_meta.run()
    assert number_at_meta.number.is_cart_enabled is True
    assert (await number_at_meta.known()).wants_cart is None


async def test_what_a_person_must_mend_is_written_down(number_at_meta: NumberAtMeta) -> None:
    refusal = {"error": {"message": "(#200) Permissions error", "code": 200}}
    number_at_meta.sync.transport.before = lambda _: httpx.Response(403, json=refusal)
    await number_at_meta.wish(cart=False)
    await number_at_meta.run()
    known = await number_at_meta.known()
    assert "Permissions" in known.trouble
    assert known.wants_cart is False


async def test_what_passes_is_tried_again(number_at_meta: NumberAtMeta) -> None:
    number_at_meta.sync.transport.before = lambda _: httpx.Response(
        503, json={"error": {"message": "down", "code": 2}}
    )
    await number_at_meta.wish(cart=False)
    with pytest.raises(Postponed):
        await number_at_meta.run()
    number_at_meta.sync.transport.before = None
    await number_at_meta.run()
    assert number_at_meta.number.is_cart_enabled is False


async def test_a_number_of_nobody_is_refused_and_a_job_about_one_ends(
    sync: SyncUnderTest, number_at_meta: NumberAtMeta
) -> None:
    async with sync.database.transaction(sync.merchant.id) as session:
        with pytest.raises(NotFound):
            await wish_switches(session, "999", cart=True, catalog=None)
    number_at_meta.id = "999"
    await number_at_meta.run()
    assert await sync.all(select(CommerceSwitches)) == []
