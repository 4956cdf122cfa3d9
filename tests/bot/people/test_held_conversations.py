"""A handover has a way back, and whoever waits for a person can buy, stop and ask about orders meanwhile."""

import pytest
from sqlmodel import col, select

from shop.customers.models import Customer, Marketing
from shop.inbox.conversations import answering
from shop.inbox.conversations.answering import WindowClosed
from shop.inbox.conversations.models import Case, Holder
from shop.inbox.lanes import Lane
from shop.inbox.models import MessageStatus
from shop.kit.clock import now
from shop.kit.states import StateConflict
from shop.orders.models import Order
from tests.bot.people.talks import (
    MARTA,
    answers,
    cart,
    handed_over,
    open_attention,
    present,
    said,
    says,
)
from tests.support.inbox import InboxUnderTest


async def test_whoever_waits_is_shown_since_when_and_why(inbox: InboxUnderTest) -> None:
    chat = await handed_over(inbox)
    (call,) = await open_attention(inbox)
    assert (call.subject_id, call.detail) == (chat.id, "The shopper wants a person.")
    assert chat.waiting_since == call.since
    (case,) = await inbox.all(select(Case))
    assert (case.handed_over_at, case.first_answer_at) == (chat.held_since, None)


@pytest.mark.parametrize("holder", ["nobody", "a person"])
async def test_a_cart_is_served_whoever_holds_the_conversation(inbox: InboxUnderTest, holder: str) -> None:
    await handed_over(inbox)
    if holder == "a person":
        await answers(inbox)
    await says(inbox, **cart())
    assert len(await inbox.all(select(Order))) == 1


@pytest.mark.parametrize("holder", ["nobody", "a person"])
@pytest.mark.parametrize("words", ["BAJA", "stop", "sair"])
async def test_a_stop_counts_whoever_holds_the_conversation(
    inbox: InboxUnderTest, holder: str, words: str
) -> None:
    await handed_over(inbox)
    if holder == "a person":
        await answers(inbox)
    await says(inbox, words)
    (customer,) = await inbox.all(select(Customer))
    assert customer.marketing is Marketing.WITHDRAWN
    assert (await said(inbox))[-1] == "consent.withdrawn"


@pytest.mark.parametrize(
    "words", ["¿dónde está mi pedido?", "where is my order", "cancelar", "¿ha llegado mi pedido?"]
)
async def test_a_question_about_an_order_is_answered_whoever_holds_it(
    inbox: InboxUnderTest, words: str
) -> None:
    await says(inbox, **cart())
    await handed_over(inbox)
    await answers(inbox)
    before = len(await said(inbox))
    await says(inbox, words)
    assert len(await said(inbox)) == before + 1


@pytest.mark.parametrize("holder", ["nobody", "a person"])
@pytest.mark.parametrize(
    "words",
    [
        *("where is my order? it never arrived", "mi pedido no ha llegado"),
        *("he pagado y no sé nada", "me habéis cobrado dos veces", "quiero la factura de mi pedido"),
        *("cobraram-me duas vezes", "a minha encomenda não chegou", "I was charged twice", "invoice please"),
    ],
)
async def test_of_a_complaint_about_an_order_what_is_known_is_told_and_the_rest_left_to_the_person(
    inbox: InboxUnderTest, words: str, holder: str
) -> None:
    await says(inbox, **cart())
    await handed_over(inbox)
    if holder == "a person":
        await answers(inbox)
    before = len(await said(inbox))
    await says(inbox, words)
    assert (await said(inbox))[before:] == ["bot.order_pending"]
    assert (await present(inbox)).waiting_since is not None


async def test_other_words_are_left_to_the_person(inbox: InboxUnderTest) -> None:
    await handed_over(inbox)
    await answers(inbox)
    before = await said(inbox)
    await says(inbox, "hola, ¿y en azul?")
    chat = await present(inbox)
    assert (await said(inbox), chat.held_by) == (before, Holder.PERSON)
    assert chat.waiting_since is not None
    assert len(await open_attention(inbox)) == 1


async def test_while_nobody_has_come_the_catalog_is_still_shown(inbox: InboxUnderTest) -> None:
    await handed_over(inbox)
    before = len(await said(inbox))
    await says(inbox, "catálogo")
    await says(inbox, "hola")
    assert (await said(inbox))[before:] == ["bot.catalog"]


async def test_an_answer_ends_the_waiting_and_is_sent(inbox: InboxUnderTest) -> None:
    await handed_over(inbox)
    await answers(inbox)
    await inbox.work("inbox.deliver")
    chat, last = await present(inbox), await inbox.last()
    assert (chat.held_by, chat.waiting_since, await open_attention(inbox)) == (Holder.PERSON, None, [])
    assert (last.text, last.lane, last.status) == ("Soy Marta.", Lane.REPLY, MessageStatus.SENT)
    (case,) = await inbox.all(select(Case))
    assert (case.first_answer_at is not None, case.assignee) == (True, "person:marta")


async def test_after_24_hours_of_silence_whatsapp_takes_no_free_answer(inbox: InboxUnderTest) -> None:
    await handed_over(inbox)
    inbox.move_by(hours=24)
    with pytest.raises(WindowClosed, match="24 hours"):
        await answers(inbox)


async def test_given_back_the_bot_answers_again(inbox: InboxUnderTest) -> None:
    chat = await handed_over(inbox)
    await answers(inbox)
    async with inbox.database.transaction(inbox.merchant.id) as session:
        await answering.give_back(session, chat.id, actor=MARTA, at=now())
    await says(inbox, "horario")
    assert (await present(inbox)).held_by is Holder.BOT
    assert (await said(inbox))[-1] == "bot.open_now"
    async with inbox.database.transaction(inbox.merchant.id) as session:
        with pytest.raises(StateConflict, match="holds this conversation already"):
            await answering.give_back(session, chat.id, actor=MARTA, at=now())


async def test_what_nobody_answered_goes_on_waiting_when_the_bot_takes_over(inbox: InboxUnderTest) -> None:
    chat = await handed_over(inbox)
    async with inbox.database.transaction(inbox.merchant.id) as session:
        await answering.give_back(session, chat.id, actor=MARTA, at=now())
    assert (await present(inbox)).waiting_since is not None
    assert len(await open_attention(inbox)) == 1


async def test_closing_ends_the_case_and_the_next_word_opens_another(inbox: InboxUnderTest) -> None:
    chat = await handed_over(inbox)
    async with inbox.database.transaction(inbox.merchant.id) as session:
        await answering.close(session, chat.id, actor=MARTA, at=now())
    chat = await present(inbox)
    assert (chat.held_by, chat.waiting_since, chat.case_since) == (Holder.BOT, None, None)
    assert await open_attention(inbox) == []
    await says(inbox, "hola")
    cases = await inbox.all(select(Case).order_by(col(Case.opened_at)))
    assert [case.closed_by for case in cases] == ["person:marta", None]
    async with inbox.database.transaction(inbox.merchant.id) as session:
        await answering.close(session, chat.id, actor=MARTA, at=now())
        with pytest.raises(StateConflict, match="No case"):
            await answering.close(session, chat.id, actor=MARTA, at=now())


async def sweep(inbox: InboxUnderTest, finding: str, doing: str) -> None:
    """What the timetable leaves, and what follows for this merchant."""
    await inbox.run_sweep(finding)
    await inbox.work(doing)


async def test_after_a_day_without_a_persons_word_the_bot_answers_again(inbox: InboxUnderTest) -> None:
    await handed_over(inbox)
    inbox.move_by(hours=23)
    await sweep(inbox, "inbox.find_unattended", "inbox.hand_back_unattended")
    assert (await present(inbox)).held_by is Holder.NOBODY
    inbox.move_by(hours=1)
    await sweep(inbox, "inbox.find_unattended", "inbox.hand_back_unattended")
    assert (await present(inbox)).held_by is Holder.BOT
    assert len(await open_attention(inbox)) == 1  # nobody came: that stays visible
    await says(inbox, "hola")
    assert (await said(inbox))[-1] == "bot.welcome"


async def test_a_persons_word_begins_the_day_anew(inbox: InboxUnderTest) -> None:
    await handed_over(inbox)
    inbox.move_by(hours=20)
    await answers(inbox)
    inbox.move_by(hours=20)
    await sweep(inbox, "inbox.find_unattended", "inbox.hand_back_unattended")
    assert (await present(inbox)).held_by is Holder.PERSON
    inbox.move_by(hours=4)
    await sweep(inbox, "inbox.find_unattended", "inbox.hand_back_unattended")
    assert (await present(inbox)).held_by is Holder.BOT


async def test_the_merchant_says_how_long_that_is(inbox: InboxUnderTest) -> None:
    await inbox.set_merchant(hand_back_after_hours=2)
    await handed_over(inbox)
    inbox.move_by(hours=2)
    await sweep(inbox, "inbox.find_unattended", "inbox.hand_back_unattended")
    assert (await present(inbox)).held_by is Holder.BOT


async def test_a_case_ends_after_a_day_of_silence_that_follows_our_word(inbox: InboxUnderTest) -> None:
    await says(inbox, "hola")
    await inbox.work("inbox.deliver")
    inbox.move_by(hours=25)
    await sweep(inbox, "inbox.find_silent_cases", "inbox.close_silent_case")
    (case,) = await inbox.all(select(Case))
    assert case.closed_by == "rule:inbox.close_silent_case"
    assert (await present(inbox)).case_since is None


async def test_a_word_that_nobody_answered_keeps_the_case_open(inbox: InboxUnderTest) -> None:
    await handed_over(inbox)
    inbox.move_by(hours=72)
    await sweep(inbox, "inbox.find_unattended", "inbox.hand_back_unattended")
    await sweep(inbox, "inbox.find_silent_cases", "inbox.close_silent_case")
    (case,) = await inbox.all(select(Case))
    assert case.closed_at is None


async def test_who_comes_back_after_a_day_opens_a_new_case_before_any_sweep(inbox: InboxUnderTest) -> None:
    await says(inbox, "hola")
    await inbox.work("inbox.deliver")
    inbox.move_by(hours=30)
    await says(inbox, "hola")
    cases = await inbox.all(select(Case).order_by(col(Case.opened_at)))
    assert [case.closed_at is None for case in cases] == [False, True]
