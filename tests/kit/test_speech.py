"""What people read, in their language: complete, and with the same placeholders everywhere."""

from string import Formatter

import pytest

import shop.app
import shop.worker
from shop.kit.speech import LANGUAGES, Speech, language_of

assert shop.app
assert shop.worker
PHRASES = [(speech, key) for speech in Speech.every for key in speech.phrases]


def fields(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}


def test_there_are_phrases() -> None:
    assert len(PHRASES) > 30


@pytest.mark.parametrize(("speech", "key"), PHRASES, ids=lambda part: part if isinstance(part, str) else "")
def test_a_phrase_is_said_in_every_language_with_the_same_placeholders(speech: Speech, key: str) -> None:
    phrase = speech.phrases[key]
    assert set(phrase) == set(LANGUAGES)
    assert all(phrase.values())
    assert {frozenset(fields(text)) for text in phrase.values()} == {frozenset(fields(phrase["es"]))}


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("es", "es"),
        ("es_MX", "es"),
        ("pt_BR", "pt"),
        ("pt-PT", "pt"),
        ("EN-us", "en"),
        ("de", "es"),
        (None, "es"),
    ],
)
def test_a_locale_has_a_language_that_we_speak(locale: str | None, language: str) -> None:
    assert language_of(locale) == language


def test_who_speaks_none_of_ours_hears_the_shops() -> None:
    assert language_of("de_DE", default="pt") == "pt"


def test_a_phrase_holds_what_it_was_given() -> None:
    greeting = Speech({"hello": {"es": "Hola, {name}", "en": "Hello, {name}", "pt": "Olá, {name}"}})
    Speech.every.remove(greeting)
    assert greeting.say("hello", "pt_BR", name="Ana") == "Olá, Ana"
