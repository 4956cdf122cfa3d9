"""Meta repeats itself, also at the same instant: nothing happens twice, and nothing waits for ever."""

import asyncio

from tests.support.vendors.webhook_sender import WebhookSender, open_branch
from tests.support.webhook_payloads import change, entry, envelope, messages, status, statuses, text


async def test_a_replay_changes_nothing(sender: WebhookSender) -> None:
    body = messages(sender.part, text("wamid.1"))
    await sender.hears(body)
    before = await sender.events(), await sender.conversations(), await sender.jobs()
    answers = [await sender.hears(body) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200}
    assert (await sender.events(), await sender.conversations(), await sender.jobs()) == before


async def test_twenty_duplicates_at_once_are_one(sender: WebhookSender) -> None:
    body = messages(sender.part, text("wamid.1"))
    answers = await asyncio.gather(*(sender.hears(body) for _ in range(20)))
    assert [answer.status_code for answer in answers] == [200] * 20
    assert len(await sender.events()) == 1
    assert len(await sender.conversations()) == 1
    assert await sender.jobs() == ["bot.handle_conversation"]


async def test_the_same_update_twice_in_one_body_is_one(sender: WebhookSender) -> None:
    await sender.hears(messages(sender.part, text("wamid.1"), text("wamid.1")))
    assert len(await sender.events()) == 1


async def test_a_repeated_status_is_one_and_another_status_is_another(sender: WebhookSender) -> None:
    for name in ("sent", "delivered", "sent", "delivered"):
        await sender.hears(statuses(sender.part, status("wamid.1", name)))
    assert [event.key.split(":")[2] for event in await sender.events()] == ["delivered", "sent"]


async def test_what_has_no_id_is_told_apart_by_its_contents(sender: WebhookSender) -> None:
    for phase in ("full", "full", "new"):
        moon = change(sender.part, field="moon_phase", phase=phase)
        await sender.hears(envelope(entry(sender.part, moon)))
    assert len(await sender.events()) == 2


async def test_a_known_message_beside_a_new_one_leaves_one_wake_up(sender: WebhookSender) -> None:
    await sender.hears(messages(sender.part, text("wamid.1")))
    await sender.hears(messages(sender.part, text("wamid.1"), text("wamid.2")))
    assert len(await sender.events()) == 2
    assert await sender.jobs() == ["bot.handle_conversation"] * 2


async def test_overlapping_bodies_at_once_do_not_deadlock(sender: WebhookSender) -> None:
    said = [text(f"wamid.{n:03d}", phone=f"3461100{n:04d}", bsuid=f"ES.{n}") for n in range(120)]
    bodies = [messages(sender.part, *said), messages(sender.part, *reversed(said))] * 4
    answers = await asyncio.gather(*map(sender.hears, bodies))
    assert [answer.status_code for answer in answers] == [200] * 8
    assert len(await sender.events()) == len(await sender.conversations()) == 120


async def test_people_named_in_two_ways_at_once_do_not_deadlock(sender: WebhookSender) -> None:
    """One body knows ids and phones, the other phones only, in the other order: both open the same conversations."""
    known = [text(f"wamid.a{n:03d}", phone=f"34611{99 - n:06d}", bsuid=f"ES.{n:03d}") for n in range(100)]
    by_phone = [text(f"wamid.b{n:03d}", phone=f"34611{99 - n:06d}") for n in range(100)]
    bodies = [messages(sender.part, *known), messages(sender.part, *by_phone)] * 3
    answers = await asyncio.gather(*map(sender.hears, bodies))
    assert [answer.status_code for answer in answers] == [200] * 6
    assert len(await sender.conversations()) == 100


async def test_ids_that_arrive_at_once_for_known_phones_do_not_deadlock(sender: WebhookSender) -> None:
    await sender.hears(
        messages(sender.part, *(text(f"wamid.{n}", phone=f"34611{n:06d}") for n in range(100)))
    )
    said = [text(f"wamid.x{n:03d}", phone=f"34611{n:06d}", bsuid=f"ES.{n}") for n in range(100)]
    again = [text(f"wamid.y{n:03d}", phone=f"34611{n:06d}", bsuid=f"ES.{n}") for n in range(100)]
    bodies = [messages(sender.part, *said), messages(sender.part, *reversed(again))] * 3
    answers = await asyncio.gather(*map(sender.hears, bodies))
    assert [answer.status_code for answer in answers] == [200] * 6
    assert {box.bsuid for box in await sender.conversations()} == {f"ES.{n}" for n in range(100)}


async def test_merchants_in_another_order_at_once_do_not_deadlock(sender: WebhookSender) -> None:
    branch = await open_branch(sender)
    bodies = []
    for round_ in range(4):
        pair = [
            entry(
                one.part,
                change(one.part, messages=[text(f"wamid.{n}", phone=f"34611{n:06d}") for n in range(40)]),
            )
            for one in (sender, branch)
        ]
        bodies.append(envelope(*(pair if round_ % 2 else reversed(pair))))
    answers = await asyncio.gather(*map(sender.hears, bodies))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len(await sender.events()) == len(await branch.events()) == 40
