"""Which mailbox a message goes into: by business-scoped id, by phone, and when one of them moves."""

from tests.support.cast import ANA, EVA
from tests.support.webhook_payloads import messages, text
from tests.support.webhook_sender import Seller, open_seller

ANA_ID, EVA_ID = "ES.100", "ES.200"


async def boxes(seller: Seller) -> set[tuple[str | None, str | None]]:
    """Every mailbox as (business-scoped id, phone)."""
    return {(box.bsuid, box.phone) for box in await seller.conversations()}


async def say(seller: Seller, wamid: str, *, bsuid: str | None, phone: str | None) -> None:
    """Somebody writes."""
    answer = await seller.hears(messages(seller.part, text(wamid, bsuid=bsuid, phone=phone)))
    assert answer.status_code == 200


async def test_somebody_without_a_phone_has_a_mailbox(seller: Seller) -> None:
    await say(seller, "wamid.1", bsuid=ANA_ID, phone=None)
    await say(seller, "wamid.2", bsuid=ANA_ID, phone=None)
    assert await boxes(seller) == {(ANA_ID, None)}


async def test_the_contact_names_who_the_message_does_not(seller: Seller) -> None:
    contacts = [{"profile": {"name": "Ana"}, "user_id": ANA_ID}]
    await seller.hears(messages(seller.part, text("wamid.1", phone=None), contacts=contacts))
    assert await boxes(seller) == {(ANA_ID, None)}


async def test_somebody_known_by_phone_keeps_the_mailbox_when_the_id_comes(seller: Seller) -> None:
    await say(seller, "wamid.1", bsuid=None, phone=ANA)
    await say(seller, "wamid.2", bsuid=ANA_ID, phone=ANA)
    await say(seller, "wamid.3", bsuid=ANA_ID, phone=None)
    assert await boxes(seller) == {(ANA_ID, ANA)}


async def test_somebody_known_by_id_keeps_the_mailbox_when_the_phone_comes(seller: Seller) -> None:
    await say(seller, "wamid.1", bsuid=ANA_ID, phone=None)
    await say(seller, "wamid.2", bsuid=ANA_ID, phone=ANA)
    await say(seller, "wamid.3", bsuid=None, phone=ANA)
    assert await boxes(seller) == {(ANA_ID, ANA)}


async def test_both_ways_of_naming_somebody_in_one_body_are_one_mailbox(seller: Seller) -> None:
    said = (
        text("wamid.1", phone=ANA),
        text("wamid.2", bsuid=ANA_ID, phone=None),
        text("wamid.3", bsuid=ANA_ID, phone=ANA),
    )
    await seller.hears(messages(seller.part, *said))
    assert await boxes(seller) == {(ANA_ID, ANA)}


async def test_a_phone_that_moved_to_another_id_is_another_mailbox(seller: Seller) -> None:
    await say(seller, "wamid.1", bsuid=ANA_ID, phone=ANA)
    await say(seller, "wamid.2", bsuid=EVA_ID, phone=ANA)
    assert await boxes(seller) == {(ANA_ID, None), (EVA_ID, ANA)}


async def test_a_phone_that_moved_to_somebody_we_know_leaves_the_old_mailbox(seller: Seller) -> None:
    await say(seller, "wamid.1", bsuid=ANA_ID, phone=ANA)
    await say(seller, "wamid.2", bsuid=EVA_ID, phone=EVA)
    await say(seller, "wamid.3", bsuid=EVA_ID, phone=ANA)
    assert await boxes(seller) == {(ANA_ID, None), (EVA_ID, ANA)}


async def test_after_a_phone_moved_its_messages_go_to_the_new_holder(seller: Seller) -> None:
    await say(seller, "wamid.1", bsuid=ANA_ID, phone=ANA)
    await say(seller, "wamid.2", bsuid=EVA_ID, phone=None)
    await say(seller, "wamid.3", bsuid=EVA_ID, phone=ANA)
    await say(seller, "wamid.4", bsuid=None, phone=ANA)
    box_of = {event.key: event.conversation_id for event in await seller.events()}
    assert box_of["m:wamid.4"] == box_of["m:wamid.2"] != box_of["m:wamid.1"]


async def test_a_phone_that_moves_within_one_body_is_two_mailboxes(seller: Seller) -> None:
    said = (text("wamid.1", bsuid=ANA_ID, phone=ANA), text("wamid.2", bsuid=EVA_ID, phone=ANA))
    assert (await seller.hears(messages(seller.part, *said))).status_code == 200
    box_of = {event.key: event.conversation_id for event in await seller.events()}
    assert None not in box_of.values()
    assert box_of["m:wamid.1"] != box_of["m:wamid.2"]
    assert {box[0] for box in await boxes(seller)} == {ANA_ID, EVA_ID}


async def test_the_same_person_writes_to_two_merchants_and_is_two_people(seller: Seller) -> None:
    other = await open_seller(seller.door)
    await say(seller, "wamid.1", bsuid=ANA_ID, phone=ANA)
    await say(other, "wamid.1", bsuid="ES.999", phone=ANA)
    assert await boxes(seller) == {(ANA_ID, ANA)}
    assert await boxes(other) == {("ES.999", ANA)}


async def test_a_phone_left_behind_is_somebody_elses(seller: Seller) -> None:
    await say(seller, "wamid.1", bsuid=ANA_ID, phone=ANA)
    said = (text("wamid.2", bsuid=ANA_ID, phone=EVA), text("wamid.3", phone=ANA))
    assert (await seller.hears(messages(seller.part, *said))).status_code == 200
    assert await boxes(seller) == {(ANA_ID, EVA), (None, ANA)}
