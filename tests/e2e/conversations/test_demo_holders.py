"""The demo tells its chat which conversations a person holds."""

from sqlmodel import select

from shop.demo.holders import holders_of
from shop.inbox.conversations.models import Conversation
from shop.inbox.handover import hand_over
from shop.kit.clock import now
from tests.support.running.installation import Shop


async def test_a_conversation_that_a_person_holds_is_told_with_the_reason(shop: Shop) -> None:
    ana, eva = await shop.shopper(), await shop.shopper()
    for phone in (ana, eva):
        await phone.say("hola")
        await phone.hears()
    await shop.wait_until_idle()
    read = holders_of(shop.services.database, shop.merchant.id)
    assert await read() == []
    async with shop.services.database.transaction(shop.merchant.id) as session:
        first = (await session.exec(select(Conversation).order_by("id").limit(1))).one()
        await hand_over(session, first, "A voice note.", at=now())
        ids = (first.bsuid, first.phone)
    (held,) = await read()
    assert ((held.bsuid, held.phone), held.why) == (ids, "A voice note.")
