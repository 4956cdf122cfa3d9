"""What staff write in WhatsApp's own app is a person's word."""

from typing import Any

import pytest
from sqlmodel import select

from shop.inbox.conversations.models import Case, Holder
from shop.inbox.models import MessageStatus
from tests.bot.people.talks import (
    handed_over,
    open_attention,
    present,
)
from tests.support.inbox import InboxUnderTest, seconds_now
from tests.support.webhook_payloads import change, entry, envelope


def echo(
    inbox: InboxUnderTest, wamid: str, words: str, *, to: str = "34611000001", second: int | None = None
) -> bytes:
    told = {
        "from": "34910000000",
        "to": to,
        "id": wamid,
        "timestamp": str(1_795_345_200 + (seconds_now() if second is None else second)),
        "type": "text",
        "text": {"body": words},
    }
    return envelope(
        entry(inbox.part, change(inbox.part, field="smb_message_echoes", message_echoes=[told]), time=1)
    )


async def test_what_staff_write_in_whatsapps_own_app_is_a_persons_word(inbox: InboxUnderTest) -> None:
    await handed_over(inbox)
    for _ in range(2):
        await inbox.takes_in(echo(inbox, "wamid.echo", "Te llamo ahora"))
        await inbox.work("inbox.note_echoes")
    chat = await present(inbox)
    assert (chat.held_by, chat.waiting_since, await open_attention(inbox)) == (Holder.PERSON, None, [])
    written = [message for message in await inbox.outgoing() if message.text == "Te llamo ahora"]
    assert [(message.reason, message.status) for message in written] == [
        ("person.answer", MessageStatus.SENT)
    ]
    (case,) = await inbox.all(select(Case))
    assert case.assignee == "person:whatsapp_app"


async def test_staff_who_write_first_open_a_conversation_that_they_hold(inbox: InboxUnderTest) -> None:
    await inbox.takes_in(echo(inbox, "wamid.first", "Su paquete está aquí", to="34611000009"))
    await inbox.work("inbox.note_echoes")
    (chat,) = await inbox.conversations()
    assert (chat.phone, chat.held_by, chat.case_since) == ("34611000009", Holder.PERSON, None)


@pytest.mark.parametrize("broken", [{}, {"message_echoes": "x"}, {"message_echoes": [{"to": 1}, None]}])
async def test_an_echo_that_says_nothing_does_no_harm(inbox: InboxUnderTest, broken: dict[str, Any]) -> None:
    await inbox.takes_in(
        envelope(entry(inbox.part, change(inbox.part, field="smb_message_echoes", **broken), time=1))
    )
    await inbox.work("inbox.note_echoes")
    (event,) = await inbox.events()
    assert (event.state.value, await inbox.conversations()) == ("ignored", [])
