"""In which language a talk goes on, from the webhook to the answer, on a database."""

import pytest
from sqlmodel import select

from shop.customers.models import Customer
from tests.support.inbox import InboxUnderTest

WORK = ("bot.handle_conversation", "bot.answer_conversation")


async def says(inbox: InboxUnderTest, words: str, *, phone: str) -> None:
    await inbox.hears(words, phone=phone)
    await inbox.work(*WORK)


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("where is my parcel?", "You have no order"),
        ("have you got anything for my sister", "I didn't get that"),
    ],
)
async def test_a_word_of_ours_from_abroad_is_noted_of_nobody(
    inbox: InboxUnderTest, words: str, english: str
) -> None:
    await says(inbox, "pedido", phone="447700900001")
    (customer,) = await inbox.all(select(Customer))
    assert customer.locale is None
    await says(inbox, words, phone="447700900001")
    assert english in (await inbox.last()).text
    (customer,) = await inbox.all(select(Customer))
    assert customer.locale == "en"


async def test_who_writes_a_spanish_sentence_in_an_english_talk_is_answered_in_spanish(
    inbox: InboxUnderTest,
) -> None:
    await says(inbox, "hello, how much is shipping?", phone="447700900001")
    await says(inbox, "catálogo", phone="447700900001")
    assert "catalog" in (await inbox.last()).text
    await says(inbox, "quiero ver el catálogo", phone="447700900001")
    assert "catálogo" in (await inbox.last()).text
