"""What people read, in their language. A phrase is the same key in every language, with the same placeholders."""

from collections.abc import Mapping
from typing import ClassVar

LANGUAGES = ("es", "en", "pt")

Phrase = Mapping[str, str]


class Speech:
    """The phrases of one slice: `{"key": {"es": …, "en": …, "pt": …}}`."""

    every: ClassVar[list["Speech"]] = []  # for the test that every phrase is complete

    def __init__(self, phrases: Mapping[str, Phrase]) -> None:
        self.phrases = phrases
        Speech.every.append(self)

    def say(self, key: str, locale: str, **values: object) -> str:
        """The phrase in the locale's language."""
        return self.phrases[key][language_of(locale)].format(**values)


def language_of(locale: str | None, default: str = "es") -> str:
    """The language we speak for a locale: "pt_BR" is "pt"; one we don't speak is `default`."""
    language = (locale or default).replace("-", "_").split("_")[0].lower()
    return language if language in LANGUAGES else default
