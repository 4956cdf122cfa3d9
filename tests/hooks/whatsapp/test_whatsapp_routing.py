"""Whose updates they are: several merchants behind one app, numbers of nobody, updates that cannot be read."""

import random

from sqlmodel import select

from shop.inbox.models import StrayEvent
from shop.kit.vendors.webhook_events import WebhookState
from shop.merchants.creation import connect_whatsapp
from tests.support.cast import merchant_file
from tests.support.vendors.webhook_sender import WebhookSender, open_branch, open_sender, share_app
from tests.support.webhook_payloads import change, entry, envelope, messages, status, text


async def test_each_merchant_of_an_app_gets_its_own(sender: WebhookSender) -> None:
    branch = await open_branch(sender)
    body = envelope(
        entry(sender.part, change(sender.part, messages=[text("wamid.head")])),
        entry(branch.part, change(branch.part, messages=[text("wamid.branch")])),
    )
    assert (await sender.hears(body)).status_code == 200
    assert [event.key for event in await sender.events()] == ["m:wamid.head"]
    assert [event.key for event in await branch.events()] == ["m:wamid.branch"]
    assert await sender.jobs() == await branch.jobs() == ["bot.handle_conversation"]


async def test_the_number_decides_and_not_the_account_around_it(sender: WebhookSender) -> None:
    branch = await open_branch(sender)
    await sender.hears(envelope(entry(sender.part, change(branch.part, messages=[text("wamid.1")]))))
    assert await sender.events() == []
    assert len(await branch.events()) == 1


async def test_two_numbers_of_a_merchant_have_a_conversation_each(sender: WebhookSender) -> None:
    second = merchant_file().whatsapp
    assert second is not None
    share_app(sender.part, second)
    async with sender.door.database.transaction(sender.merchant.id) as session:
        await connect_whatsapp(session, second)
    body = envelope(
        entry(sender.part, change(sender.part, messages=[text("wamid.1")])),
        entry(second, change(second, messages=[text("wamid.2")])),
    )
    assert (await sender.hears(body)).status_code == 200
    conversations = await sender.conversations()
    assert len(conversations) == 2
    assert len({conversation.number_id for conversation in conversations}) == 2


async def test_news_of_an_account_find_their_merchant_without_a_number(sender: WebhookSender) -> None:
    value = {"event": "APPROVED", "message_template_id": 1, "message_template_name": "order_paid"}
    body = envelope(
        entry(
            sender.part,
            {"field": "message_template_status_update", "value": value},
            time=1_795_345_200,
        )
    )
    assert (await sender.hears(body)).status_code == 200
    (event,) = await sender.events()
    assert (event.kind, event.state) == ("change", WebhookState.WAITING)
    assert await sender.jobs() == ["inbox.note_template"]


async def test_an_unknown_number_is_kept_for_the_operator(sender: WebhookSender) -> None:
    stranger = merchant_file().whatsapp
    assert stranger is not None
    assert (await sender.hears(messages(stranger, text("wamid.1")))).status_code == 200
    assert await sender.events() == []
    (stray,) = await sender.strays()
    assert b"wamid.1" in stray.body


async def test_a_number_bound_to_another_app_is_kept_for_the_operator(sender: WebhookSender) -> None:
    victim = await open_sender(sender.door)
    assert (await sender.hears(messages(victim.part, text("wamid.1")))).status_code == 200
    assert await victim.events() == []
    assert await victim.conversations() == []
    assert len(await sender.strays()) == 1


async def test_a_stray_is_kept_once(sender: WebhookSender) -> None:
    stranger = merchant_file().whatsapp
    assert stranger is not None
    for _ in range(3):
        await sender.hears(messages(stranger, text("wamid.1")))
    assert len(await sender.strays()) == 1


async def test_two_apps_keep_the_same_stray_each(sender: WebhookSender) -> None:
    other, stranger = await open_sender(sender.door), merchant_file().whatsapp
    assert stranger is not None
    for app in (sender, other):
        await app.hears(messages(stranger, text("wamid.same")))
    async with sender.door.database.transaction() as session:
        statement = select(StrayEvent).where(StrayEvent.app_id.in_([sender.part.app_id, other.part.app_id]))  # type: ignore[attr-defined]
        assert len((await session.exec(statement)).all()) == 2


async def test_one_bad_update_does_not_spoil_the_other_999(sender: WebhookSender) -> None:
    said: list[object] = [text(f"wamid.{n}") for n in range(999)]
    said.insert(500, "no message at all")
    body = envelope(entry(sender.part, change(sender.part, messages=said)))
    assert (await sender.hears(body)).status_code == 200
    states = [event.state for event in await sender.events()]
    assert states.count(WebhookState.WAITING) == 999
    assert states.count(WebhookState.SET_ASIDE) == 1


async def test_a_bad_entry_does_not_spoil_the_good_one(sender: WebhookSender) -> None:
    good = entry(sender.part, change(sender.part, messages=[text("wamid.1")]))
    body = envelope(None, 7, {"id": sender.part.waba_id, "changes": "many"}, {"changes": [None]}, good)
    assert (await sender.hears(body)).status_code == 200
    assert "m:wamid.1" in [event.key for event in await sender.events()]
    assert len(await sender.strays()) >= 3


async def test_what_the_database_cannot_hold_is_still_taken(sender: WebhookSender) -> None:
    half = change(sender.part, messages=[text("wamid.half", "half \ud83d a smile")])
    nul = change(sender.part, messages=[text("wamid.nul", "zero \x00 byte"), text("wamid.\x00id")])
    answer = await sender.hears(envelope(entry(sender.part, half, nul)))
    assert answer.status_code == 200
    states = {event.key: event.state for event in await sender.events()}
    assert states["m:wamid.half"] is states["m:wamid.nul"] is WebhookState.WAITING
    assert sorted(states.values()) == ["set_aside", "waiting", "waiting"]


async def test_ids_too_long_for_an_index_do_not_hold_back_the_rest(sender: WebhookSender) -> None:
    def long(seed: int) -> str:
        return "".join(chr(random.Random(seed + n).randrange(0x10000, 0x10FFFF)) for n in range(256))

    odd = {"id": long(0), "status": long(300), "recipient_id": long(600), "timestamp": "1795345200"}
    told = [odd, status("wamid.1", "sent")]
    answer = await sender.hears(envelope(entry(sender.part, change(sender.part, statuses=told))))
    assert answer.status_code == 200
    assert len(await sender.events()) == 2


async def test_a_message_of_nobody_is_set_aside(sender: WebhookSender) -> None:
    assert (await sender.hears(messages(sender.part, text("wamid.1", phone=None)))).status_code == 200
    (event,) = await sender.events()
    assert event.state is WebhookState.SET_ASIDE
    assert event.reason
    assert await sender.jobs() == []
