"""Messages that were edited or taken back, and chats that open without a word."""

from typing import Any

import msgspec
import pytest

from shop.whatsapp.incoming import IncomingKind, IncomingMessage, read_message


def incoming(**message: Any) -> IncomingMessage:
    return read_message(msgspec.json.encode({"message": {"id": "wamid.B", "from": "34611000001", **message}}))


def edited(message: object, original: object = "wamid.A") -> IncomingMessage:
    return incoming(type="edit", edit={"original_message_id": original, "message": message})


def test_an_edit_brings_the_words_as_they_are_now() -> None:
    found = edited({"type": "text", "text": {"body": "cancela el 1042"}})
    assert (found.kind, found.text, found.original) == (IncomingKind.EDIT, "cancela el 1042", "wamid.A")


def test_an_edited_caption_keeps_its_picture() -> None:
    found = edited({"type": "image", "image": {"id": "9", "mime_type": "image/jpeg", "caption": "así"}})
    assert (found.kind, found.text, found.media is not None) == (IncomingKind.EDIT, "así", True)


@pytest.mark.parametrize(
    "message",
    [
        None,
        5,
        {},
        {"type": "edit", "edit": {"message": {"type": "edit"}}},
        {"type": "system"},
        {"type": "text"},
    ],
)
def test_an_edit_without_words_is_still_an_edit(message: object) -> None:
    found = edited(message)
    assert (found.kind, found.text) == (IncomingKind.EDIT, "")


@pytest.mark.parametrize("original", [None, 5, "", "x" * 5000, "a\0b", []])
def test_an_edit_of_nothing_that_is_known_is_still_read(original: object) -> None:
    assert edited({"type": "text", "text": {"body": "hola"}}, original).text == "hola"


def test_a_revocation_names_what_is_taken_back() -> None:
    found = incoming(type="revoke", revoke={"original_message_id": "wamid.A"})
    assert (found.kind, found.original) == (IncomingKind.REVOKE, "wamid.A")
    assert incoming(type="revoke").kind is IncomingKind.REVOKE


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("edit", IncomingKind.EDIT),
        ("revoke", IncomingKind.REVOKE),
        ("poll_creation", IncomingKind.UNSUPPORTED),
    ],
)
def test_what_is_unsupported_may_still_say_that_it_is_an_edit(told: str, kind: IncomingKind) -> None:
    assert incoming(type="unsupported", unsupported={"type": told}).kind is kind


def test_a_chat_that_opens_says_so() -> None:
    assert incoming(type="request_welcome").kind is IncomingKind.REQUEST_WELCOME
