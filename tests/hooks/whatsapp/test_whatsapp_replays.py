"""Meta repeats itself, also at the same instant: nothing happens twice, and nothing waits for ever."""

import asyncio

from tests.support.webhook_payloads import change, entry, envelope, messages, status, statuses, text
from tests.support.webhook_sender import Seller, open_branch


async def test_a_replay_changes_nothing(seller: Seller) -> None:
    body = messages(seller.part, text("wamid.1"))
    await seller.hears(body)
    before = await seller.events(), await seller.conversations(), await seller.jobs()
    answers = [await seller.hears(body) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200}
    assert (await seller.events(), await seller.conversations(), await seller.jobs()) == before


async def test_twenty_duplicates_at_once_are_one(seller: Seller) -> None:
    body = messages(seller.part, text("wamid.1"))
    answers = await asyncio.gather(*(seller.hears(body) for _ in range(20)))
    assert [answer.status_code for answer in answers] == [200] * 20
    assert len(await seller.events()) == 1
    assert len(await seller.conversations()) == 1
    assert await seller.jobs() == ["bot.handle_conversation"]


async def test_the_same_update_twice_in_one_body_is_one(seller: Seller) -> None:
    await seller.hears(messages(seller.part, text("wamid.1"), text("wamid.1")))
    assert len(await seller.events()) == 1


async def test_a_repeated_status_is_one_and_another_status_is_another(seller: Seller) -> None:
    for name in ("sent", "delivered", "sent", "delivered"):
        await seller.hears(statuses(seller.part, status("wamid.1", name)))
    assert [event.key.split(":")[2] for event in await seller.events()] == ["delivered", "sent"]


async def test_what_has_no_id_is_told_apart_by_its_contents(seller: Seller) -> None:
    for phase in ("full", "full", "new"):
        moon = change(seller.part, field="moon_phase", phase=phase)
        await seller.hears(envelope(entry(seller.part, moon)))
    assert len(await seller.events()) == 2


async def test_a_known_message_beside_a_new_one_leaves_one_wake_up(seller: Seller) -> None:
    await seller.hears(messages(seller.part, text("wamid.1")))
    await seller.hears(messages(seller.part, text("wamid.1"), text("wamid.2")))
    assert len(await seller.events()) == 2
    assert await seller.jobs() == ["bot.handle_conversation"] * 2


async def test_overlapping_bodies_at_once_do_not_deadlock(seller: Seller) -> None:
    said = [text(f"wamid.{n:03d}", phone=f"3461100{n:04d}", bsuid=f"ES.{n}") for n in range(120)]
    bodies = [messages(seller.part, *said), messages(seller.part, *reversed(said))] * 4
    answers = await asyncio.gather(*map(seller.hears, bodies))
    assert [answer.status_code for answer in answers] == [200] * 8
    assert len(await seller.events()) == len(await seller.conversations()) == 120


async def test_people_named_in_two_ways_at_once_do_not_deadlock(seller: Seller) -> None:
    """One body knows ids and phones, the other phones only, in the other order: both open the same mailboxes."""
    known = [text(f"wamid.a{n:03d}", phone=f"34611{99 - n:06d}", bsuid=f"ES.{n:03d}") for n in range(100)]
    by_phone = [text(f"wamid.b{n:03d}", phone=f"34611{99 - n:06d}") for n in range(100)]
    bodies = [messages(seller.part, *known), messages(seller.part, *by_phone)] * 3
    answers = await asyncio.gather(*map(seller.hears, bodies))
    assert [answer.status_code for answer in answers] == [200] * 6
    assert len(await seller.conversations()) == 100


async def test_ids_that_arrive_at_once_for_known_phones_do_not_deadlock(seller: Seller) -> None:
    await seller.hears(
        messages(seller.part, *(text(f"wamid.{n}", phone=f"34611{n:06d}") for n in range(100)))
    )
    said = [text(f"wamid.x{n:03d}", phone=f"34611{n:06d}", bsuid=f"ES.{n}") for n in range(100)]
    again = [text(f"wamid.y{n:03d}", phone=f"34611{n:06d}", bsuid=f"ES.{n}") for n in range(100)]
    bodies = [messages(seller.part, *said), messages(seller.part, *reversed(again))] * 3
    answers = await asyncio.gather(*map(seller.hears, bodies))
    assert [answer.status_code for answer in answers] == [200] * 6
    assert {box.bsuid for box in await seller.conversations()} == {f"ES.{n}" for n in range(100)}


async def test_merchants_in_another_order_at_once_do_not_deadlock(seller: Seller) -> None:
    branch = await open_branch(seller)
    bodies = []
    for round_ in range(4):
        pair = [
            entry(
                one.part,
                change(one.part, messages=[text(f"wamid.{n}", phone=f"34611{n:06d}") for n in range(40)]),
            )
            for one in (seller, branch)
        ]
        bodies.append(envelope(*(pair if round_ % 2 else reversed(pair))))
    answers = await asyncio.gather(*map(seller.hears, bodies))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len(await seller.events()) == len(await branch.events()) == 40
