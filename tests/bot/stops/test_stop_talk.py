"""A stop by meaning, by a tap, and by a typed yes to the question whether it is one; whoever holds the conversation."""

import pytest

from shop.bot.actions import OptOut, Reply
from shop.inbox.conversations.models import Holder
from shop.templates.definitions import STOP_PAYLOAD
from shop.whatsapp.outgoing import ButtonsMessage
from tests.bot.facts import MUG, facts, reasons, tap, text, turn

DONE = ["OptOut", "consent.withdrawn"]


@pytest.mark.parametrize("holder", list(Holder))
@pytest.mark.parametrize(
    "words",
    [
        "Quiero darme de baja",
        "Stop. Thank you",
        "no quiero más mensajes",
        "pare de me mandar mensagens",
        "STOPALL",
    ],
)
def test_a_stop_in_plain_words_counts_whoever_holds_the_conversation(words: str, holder: Holder) -> None:
    assert reasons(turn(text(words), known=facts(holder=holder))) == DONE


@pytest.mark.parametrize("holder", list(Holder))
@pytest.mark.parametrize("words", ["para", "¿cómo me doy de baja?", "no more"])
def test_in_doubt_one_question_with_a_button_is_asked(words: str, holder: Holder) -> None:
    known = facts(holder=holder)
    asked = turn(text(words), known=known)
    assert reasons(asked) == ["consent.asked_to_stop"]
    (said,) = asked.actions
    assert isinstance(said, Reply)
    assert isinstance(said.content, ButtonsMessage)
    said.content.check()
    assert [button.id for button in said.content.buttons] == [STOP_PAYLOAD]
    assert reasons(turn(tap(STOP_PAYLOAD), known=known, after=asked)) == DONE
    assert reasons(turn(text("sí"), known=known, after=asked)) == DONE
    assert "OptOut" not in reasons(turn(text("no"), known=known, after=asked))


@pytest.mark.parametrize("words", ["stop, the van is late", "es para mi madre", "quiero dar de baja la luz"])
def test_what_is_about_something_else_changes_no_consent(words: str) -> None:
    assert "OptOut" not in reasons(turn(text(words)))
    assert "consent.asked_to_stop" not in reasons(turn(text(words)))


def test_a_stop_counts_in_a_burst_and_about_a_product() -> None:
    assert reasons(turn(text("hola"), text("quiero darme de baja"), text("gracias"))) == DONE
    assert reasons(turn(text("no quiero más mensajes", product="TAZA"), known=facts(product=MUG))) == DONE


def test_the_ledger_names_the_message_that_stopped() -> None:
    other = text("hola")
    stop = type(other)(wamid="wamid.stop", kind=other.kind, profile=other.profile, text="BAJA")
    answer = turn(other, stop, other)
    assert [each.wamid for each in answer.actions if isinstance(each, OptOut)] == ["wamid.stop"]


def test_the_shops_own_name_is_no_other_subject() -> None:
    assert reasons(turn(text("quiero darme de baja de La Tienda del Faro"))) == DONE


def test_thanks_to_a_person_leave_nobody_waiting() -> None:
    held = facts(holder=Holder.PERSON)
    for words in ("gracias", "entendido", "hasta luego", "😊"):
        assert reasons(turn(text(words), known=held)) == []
    assert reasons(turn(text("¿y en azul?"), known=held)) == ["NoteWaiting"]
