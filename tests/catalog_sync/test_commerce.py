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
from tests.catalog_sync.ground import Ground
from tests.support.jobs import attempt_job


class Switchboard:
    """A number that Meta knows, and the client that reaches it."""

    def __init__(self, ground: Ground, number: BusinessNumber, whatsapp: WhatsApp) -> None:
        self.ground, self.number, self.whatsapp = ground, number, whatsapp
        self.id = number.phone_number_id

    async def wish(self, **wish: bool | None) -> None:
        async with self.ground.database.transaction(self.ground.merchant.id) as session:
            await wish_switches(session, self.id, **({"cart": None, "catalog": None} | wish))

    async def run(self) -> None:
        vendors: dict[type, Any] = {WhatsApp: self.whatsapp}
        await attempt_job(
            self.ground.database,
            self.ground.merchant.id,
            "catalog_sync.apply_commerce_settings",
            vendors,
            attempt=1,
            phone_number_id=self.id,
        )

    async def known(self) -> CommerceSwitches:
        (found,) = await self.ground.all(select(CommerceSwitches))
        assert isinstance(found, CommerceSwitches)
        return found


@pytest.fixture
async def board(ground: Ground) -> AsyncGenerator[Switchboard]:
    async with ground.database.transaction(ground.merchant.id) as session:
        (switches,) = await list_switches(session)
    (business,) = ground.world.businesses.values()
    number = BusinessNumber(
        switches.phone_number_id, switches.display_phone_number, business.waba_id, "La Tienda del Faro"
    )
    ground.world.numbers[number.phone_number_id] = number
    ground.world.reindex()
    client = WhatsApp(base_url="http://meta.test", version="v26.0", transport=ground.line)
    yield Switchboard(ground, number, client)
    await client.aclose()


async def test_an_empty_wish_only_asks(board: Switchboard) -> None:
    await board.wish()
    await board.run()
    known = await board.known()
    assert (known.is_cart_enabled, known.is_catalog_visible) == (True, False)
    assert known.checked_at is not None
    assert [call.method for call in board.ground.line.calls] == ["GET"]


async def test_a_wish_is_told_to_meta_and_then_forgotten(board: Switchboard) -> None:
    await board.wish(catalog=True)
    assert (await board.known()).wants_catalog is True
    await board.run()
    assert (board.number.is_cart_enabled, board.number.is_catalog_visible) == (True, True)
    known = await board.known()
    assert (known.is_catalog_visible, known.wants_catalog, known.wants_cart) == (True, None, None)


async def test_two_wishes_are_both_told(board: Switchboard) -> None:
    await board.wish(cart=False)
    await board.wish(catalog=True)
    await board.run()
    assert (board.number.is_cart_enabled, board.number.is_catalog_visible) == (False, True)


async def test_a_wish_during_the_call_is_not_forgotten(board: Switchboard) -> None:
    await board.wish(cart=False)

    async def meddle(request: httpx.Request) -> None:
        if request.method == "POST":
            await board.wish(cart=True)

    board.whatsapp.http.event_hooks = {"request": [meddle], "response": []}
    await board.run()
    assert (await board.known()).wants_cart is True
    board.whatsapp.http.event_hooks = {"request": [], "response": []}
    await board.run()
    assert board.number.is_cart_enabled is True
    assert (await board.known()).wants_cart is None


async def test_what_a_person_must_mend_is_written_down(board: Switchboard) -> None:
    refusal = {"error": {"message": "(#200) Permissions error", "code": 200}}
    board.ground.line.before = lambda _: httpx.Response(403, json=refusal)
    await board.wish(cart=False)
    await board.run()
    known = await board.known()
    assert "Permissions" in known.trouble
    assert known.wants_cart is False


async def test_what_passes_is_tried_again(board: Switchboard) -> None:
    board.ground.line.before = lambda _: httpx.Response(503, json={"error": {"message": "down", "code": 2}})
    await board.wish(cart=False)
    with pytest.raises(Postponed):
        await board.run()
    board.ground.line.before = None
    await board.run()
    assert board.number.is_cart_enabled is False


async def test_a_number_of_nobody_is_refused_and_a_job_about_one_ends(
    ground: Ground, board: Switchboard
) -> None:
    async with ground.database.transaction(ground.merchant.id) as session:
        with pytest.raises(NotFound):
            await wish_switches(session, "999", cart=True, catalog=None)
    board.id = "999"
    await board.run()
    assert await ground.all(select(CommerceSwitches)) == []
