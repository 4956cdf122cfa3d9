"""What is written below a picture, or as a cart's note, counts as what is written in a message."""

import msgspec
import pytest

from shop.inbox.conversations.models import Holder
from shop.whatsapp.incoming import IncomingKind, IncomingMessage
from tests.bot.facts import cart, checked, facts, line, reasons, text, turn

MEDIA = ["bot.media", "HandOver"]
STOPPED = ["OptOut", "consent.withdrawn"]


def picture(caption: str) -> IncomingMessage:
    return msgspec.structs.replace(text(caption), kind=IncomingKind.IMAGE)


def cart_noted(note: str) -> IncomingMessage:
    return msgspec.structs.replace(cart(), text=note)


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("STOP", [*STOPPED, "HandOver"]),
        ("no quiero más mensajes", [*STOPPED, "HandOver"]),
        ("borrad mis datos", ["bot.data_request", "HandOver", "consent.asked_to_stop"]),
        ("¿es esta la taza?", MEDIA),
        ("mi pedido", MEDIA),
        ("", MEDIA),
    ],
)
def test_a_picture_goes_to_a_person_and_its_caption_is_heeded(caption: str, expected: list[str]) -> None:
    assert reasons(turn(picture(caption))) == expected


@pytest.mark.parametrize(
    ("caption", "expected"),
    [("STOP", STOPPED), ("mi pedido", ["NoteWaiting"]), ("la talla", ["NoteWaiting"]), ("", ["NoteWaiting"])],
)
def test_a_picture_for_the_person_who_talks_is_left_to_them(caption: str, expected: list[str]) -> None:
    assert reasons(turn(picture(caption), known=facts(holder=Holder.PERSON))) == expected


@pytest.mark.parametrize("holder", list(Holder))
@pytest.mark.parametrize(
    ("note", "beside"),
    [
        ("No quiero más mensajes de publicidad", STOPPED),
        ("la última vez me dio una reacción alérgica", ["bot.harm", "HandOver"]),
        ("sin cebolla, para regalo", []),
        ("entregar en la planta baja", []),
    ],
)
def test_a_note_is_heeded_and_the_cart_is_served(note: str, beside: list[str], holder: Holder) -> None:
    known = facts(check=checked(line()), holder=holder)
    assert reasons(turn(cart_noted(note), known=known)) == [*beside, "PlaceOrder"]
