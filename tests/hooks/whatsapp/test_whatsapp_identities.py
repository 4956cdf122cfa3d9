"""Which conversation a message goes into: by business-scoped id, by phone, and when one of them moves."""

from tests.support.cast import ANA, EVA
from tests.support.vendors.webhook_sender import WebhookSender, open_sender
from tests.support.webhook_payloads import messages, text

ANA_ID, EVA_ID = "ES.100", "ES.200"


async def identities(sender: WebhookSender) -> set[tuple[str | None, str | None]]:
    """Every conversation as (business-scoped id, phone)."""
    return {(chat.bsuid, chat.phone) for chat in await sender.conversations()}


async def say(sender: WebhookSender, wamid: str, *, bsuid: str | None, phone: str | None) -> None:
    """Somebody writes."""
    answer = await sender.hears(messages(sender.part, text(wamid, bsuid=bsuid, phone=phone)))
    assert answer.status_code == 200


async def test_somebody_without_a_phone_has_a_conversation(sender: WebhookSender) -> None:
    await say(sender, "wamid.1", bsuid=ANA_ID, phone=None)
    await say(sender, "wamid.2", bsuid=ANA_ID, phone=None)
    assert await identities(sender) == {(ANA_ID, None)}


async def test_the_contact_names_who_the_message_does_not(sender: WebhookSender) -> None:
    contacts = [{"profile": {"name": "Ana"}, "user_id": ANA_ID}]
    await sender.hears(messages(sender.part, text("wamid.1", phone=None), contacts=contacts))
    assert await identities(sender) == {(ANA_ID, None)}


async def test_somebody_known_by_phone_keeps_the_conversation_when_the_id_comes(
    sender: WebhookSender,
) -> None:
    await say(sender, "wamid.1", bsuid=None, phone=ANA)
    await say(sender, "wamid.2", bsuid=ANA_ID, phone=ANA)
    await say(sender, "wamid.3", bsuid=ANA_ID, phone=None)
    assert await identities(sender) == {(ANA_ID, ANA)}


async def test_somebody_known_by_id_keeps_the_conversation_when_the_phone_comes(
    sender: WebhookSender,
) -> None:
    await say(sender, "wamid.1", bsuid=ANA_ID, phone=None)
    await say(sender, "wamid.2", bsuid=ANA_ID, phone=ANA)
    await say(sender, "wamid.3", bsuid=None, phone=ANA)
    assert await identities(sender) == {(ANA_ID, ANA)}


async def test_both_ways_of_naming_somebody_in_one_body_are_one_conversation(sender: WebhookSender) -> None:
    said = (
        text("wamid.1", phone=ANA),
        text("wamid.2", bsuid=ANA_ID, phone=None),
        text("wamid.3", bsuid=ANA_ID, phone=ANA),
    )
    await sender.hears(messages(sender.part, *said))
    assert await identities(sender) == {(ANA_ID, ANA)}


async def test_a_phone_that_moved_to_another_id_is_another_conversation(sender: WebhookSender) -> None:
    await say(sender, "wamid.1", bsuid=ANA_ID, phone=ANA)
    await say(sender, "wamid.2", bsuid=EVA_ID, phone=ANA)
    assert await identities(sender) == {(ANA_ID, None), (EVA_ID, ANA)}


async def test_a_phone_that_moved_to_somebody_we_know_leaves_the_old_conversation(
    sender: WebhookSender,
) -> None:
    await say(sender, "wamid.1", bsuid=ANA_ID, phone=ANA)
    await say(sender, "wamid.2", bsuid=EVA_ID, phone=EVA)
    await say(sender, "wamid.3", bsuid=EVA_ID, phone=ANA)
    assert await identities(sender) == {(ANA_ID, None), (EVA_ID, ANA)}


async def test_after_a_phone_moved_its_messages_go_to_the_new_holder(sender: WebhookSender) -> None:
    await say(sender, "wamid.1", bsuid=ANA_ID, phone=ANA)
    await say(sender, "wamid.2", bsuid=EVA_ID, phone=None)
    await say(sender, "wamid.3", bsuid=EVA_ID, phone=ANA)
    await say(sender, "wamid.4", bsuid=None, phone=ANA)
    box_of = {event.key: event.conversation_id for event in await sender.events()}
    assert box_of["m:wamid.4"] == box_of["m:wamid.2"] != box_of["m:wamid.1"]


async def test_a_phone_that_moves_within_one_body_is_two_conversations(sender: WebhookSender) -> None:
    said = (text("wamid.1", bsuid=ANA_ID, phone=ANA), text("wamid.2", bsuid=EVA_ID, phone=ANA))
    assert (await sender.hears(messages(sender.part, *said))).status_code == 200
    box_of = {event.key: event.conversation_id for event in await sender.events()}
    assert None not in box_of.values()
    assert box_of["m:wamid.1"] != box_of["m:wamid.2"]
    assert {chat[0] for chat in await identities(sender)} == {ANA_ID, EVA_ID}


async def test_the_same_person_writes_to_two_merchants_and_is_two_people(sender: WebhookSender) -> None:
    other = await open_sender(sender.door)
    await say(sender, "wamid.1", bsuid=ANA_ID, phone=ANA)
    await say(other, "wamid.1", bsuid="ES.999", phone=ANA)
    assert await identities(sender) == {(ANA_ID, ANA)}
    assert await identities(other) == {("ES.999", ANA)}


async def test_a_phone_left_behind_is_somebody_elses(sender: WebhookSender) -> None:
    await say(sender, "wamid.1", bsuid=ANA_ID, phone=ANA)
    said = (text("wamid.2", bsuid=ANA_ID, phone=EVA), text("wamid.3", phone=ANA))
    assert (await sender.hears(messages(sender.part, *said))).status_code == 200
    assert await identities(sender) == {(ANA_ID, EVA), (None, ANA)}
