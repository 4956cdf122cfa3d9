"""A public client sends every kind of message it can, and the shopper's chat shows what was meant."""

import pytest
from pywa import errors
from pywa.types.callback import FlowButton

from tests.sandbox.support.pywa import PHONE, PNG, WEBP, Line, item
from tests.sandbox.support.pywa_sendings import INTERACTIVE, PLAIN, card
from tests.support.vendors.sandbox import CATALOG


@pytest.mark.parametrize("what", PLAIN)
async def test_a_plain_message_of_the_client_arrives(chat: Line, what: str) -> None:
    sending, kind, part = PLAIN[what]
    sent = await sending(chat)
    shown = await chat.shown()
    assert shown["wamid"] == getattr(sent, "id", None)
    assert shown["type"] == kind
    assert part.items() <= shown["content"][kind].items()
    assert shown["status"] == "delivered"


async def test_contacts_of_the_client_arrive(chat: Line) -> None:
    await chat.client.send_contact(PHONE, [card("Ana"), card("Luis")])
    names = [c["name"]["formatted_name"] for c in (await chat.shown())["content"]["contacts"]]
    assert names == ["Ana", "Luis"]


@pytest.mark.parametrize("what", INTERACTIVE)
async def test_an_interactive_message_of_the_client_arrives(chat: Line, what: str) -> None:
    await item(chat.sandbox, "T1", "T2")
    sending, kind, action = INTERACTIVE[what]
    await sending(chat)
    shown = (await chat.shown())["content"]["interactive"]
    assert shown["type"] == kind
    assert action.items() <= shown["action"].items()


async def test_a_reaction_is_set_and_taken_back(chat: Line) -> None:
    sent = await chat.client.send_message(PHONE, "hola")
    await chat.client.send_reaction(PHONE, "👍", sent.id)
    assert (await chat.shown())["content"]["reaction"]["emoji"] == "👍"
    await chat.client.remove_reaction(PHONE, sent.id)
    assert (await chat.shown())["content"]["reaction"]["emoji"] == ""


async def test_a_reply_quotes_and_carries_its_tracker(chat: Line) -> None:
    first = await chat.client.send_message(PHONE, "hola")
    await chat.client.send_message(PHONE, "sigo", reply_to_message_id=first.id, tracker="order:7")
    assert (await chat.shown())["context"] == {"id": first.id}
    assert "order:7" in {status.tracker for status in await chat.listen()}


async def test_a_voice_note_of_the_client_arrives(chat: Line) -> None:
    await chat.client.send_voice(PHONE, b"OggS" + b"\0" * 64, mime_type="audio/ogg")
    assert (await chat.shown())["content"]["audio"]["voice"] is True


async def test_files_are_uploaded_on_the_way(chat: Line) -> None:
    await chat.client.send_image(PHONE, PNG, mime_type="image/png")
    picture = (await chat.shown())["content"]["image"]["id"]
    assert chat.sandbox.world.media[picture].data == PNG
    await chat.client.send_sticker(PHONE, WEBP, mime_type="image/webp")
    assert (await chat.shown())["status"] == "delivered"


async def test_a_message_is_sent_to_a_business_scoped_id(chat: Line) -> None:
    sent = await chat.client.send_message(chat.sandbox.shopper["bsuid"], "hola")
    assert sent.to == chat.sandbox.shopper["bsuid"]
    assert (await chat.shown())["status"] == "delivered"


async def test_messages_are_marked_as_read_with_a_typing_sign(chat: Line) -> None:
    wamid = await chat.sandbox.say("¿hola?")
    assert (await chat.client.mark_message_as_read(wamid)).success
    assert (await chat.client.indicate_typing(wamid)).success
    assert (await chat.shown())["status"] == "read"


async def test_a_flow_that_was_never_published_is_refused_by_its_documented_code(chat: Line) -> None:
    with pytest.raises(errors.WhatsAppError) as refused:
        await chat.client.send_message(
            PHONE, "Reserve", buttons=FlowButton("Abrir", flow_id="77", flow_token="t")
        )
    assert refused.value.code == 131009
    assert "Flow" in str(refused.value.details)


async def test_a_refusal_is_the_clients_own_exception(chat: Line) -> None:
    with pytest.raises(errors.WhatsAppError) as refused:
        await chat.client.send_message(PHONE, "x" * 4097)
    assert refused.value.code == 100
    with pytest.raises(errors.InvalidParameter):
        await chat.client.send_product(PHONE, CATALOG, "none")
