"""An option that is a common word is read in the reader's language; any other stays as the merchant wrote it."""

import pytest

from shop.catalog.option_words import option_in


@pytest.mark.parametrize(
    ("value", "locale", "said"),
    [
        ("Verde alga", "en", "Seaweed green"),
        ("Roja", "en_GB", "Red"),
        ("rojo", "pt_BR", "Vermelho"),
        ("Azul marino", "en_US", "Navy blue"),
        ("Red", "es_MX", "Rojo"),
        ("Roja", "es", "Roja"),
        ("Gray", "en", "Gray"),
        ("Marrón", "en", "Brown"),
        ("Azul", "pt_PT", "Azul"),
        ("M", "en", "M"),
        ("Verde alga", "fr", "Verde alga"),
        ("Cielo de agosto", "en", "Cielo de agosto"),
        ("", "en", ""),
    ],
)
def test_an_option_is_said_in_the_readers_language(value: str, locale: str, said: str) -> None:
    assert option_in(value, locale) == said
