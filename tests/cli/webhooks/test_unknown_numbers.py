"""`shop webhooks`: what was sent to a number that nobody had bound."""

from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from shop.inbox.models import InboundEvent, StrayEvent
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.errors import NotFound
from shop.kit.vendors.webhook_events import NotReplayable
from shop.merchants.models import Merchant
from tests.cli.conftest import Typed
from tests.cli.webhooks.arriving import arrive, bind, number_of, webhook


async def test_a_stray_message_finds_its_merchant_once_the_number_is_bound(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    number = await number_of(database_without_worker, seller)
    app_id, wamid = f"app{uuid4().hex}", f"wamid.{uuid4().hex}"
    await arrive(database_without_worker, app_id, webhook(number.phone_number_id, wamid))
    (stray,) = [e for e in await typed("webhooks", "list") if e["what"] == f"app {app_id}"]
    with pytest.raises(NotReplayable, match="still nobody's"):
        await typed("webhooks", "replay", stray["id"])
    with pytest.raises(NotFound, match="belongs to no merchant here"):
        await typed("webhooks", "show", stray["id"], "--merchant", seller.id)

    await bind(database_without_worker, seller, app_id, number.phone_number_id)
    await typed("webhooks", "replay", stray["id"])
    async with database_without_worker.transaction(seller.id) as session:
        assert (await session.exec(select(InboundEvent))).one().key == f"m:{wamid}"
        assert await session.get(StrayEvent, UUID(stray["id"])) is None


async def test_a_stray_status_cannot_find_anybody(typed: Typed, database_without_worker: Database) -> None:
    stray = StrayEvent(
        app_id=f"app{uuid4().hex}",
        key=str(uuid4()),
        body=b'{"status":{"id":"wamid.1","status":"read"}}',
        reason="Nobody's.",
        arrived_at=now(),
    )
    async with database_without_worker.transaction() as session:
        session.add(stray)
    with pytest.raises(NotReplayable, match="names no number"):
        await typed("webhooks", "replay", stray.id)
    assert (await typed("webhooks", "show", stray.id))["source"] == "stray"
