"""An option that is a common word is read in the reader's language; any other stays as the merchant wrote it."""

import pytest

from shop.catalog.options.translating import option_in


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
        ("Verde menta", "en", "Mint green"),
        ("verde menta", "en_GB", "Mint green"),
        ("Azul cielo", "en", "Sky blue"),
        ("Rosa palo", "en", "Pale pink"),
        ("Azul y blanco", "en", "Blue and white"),
        ("Rojo/Azul", "en", "Red/Blue"),
        ("Azul marino, M", "en", "Navy blue, M"),
        ("Verde alga (L)", "en", "Seaweed green (L)"),
        ("Gris grafito", "pt_BR", "Cinza grafite"),
        ("Mint green", "es", "Verde menta"),
        ("Mint green", "pt_PT", "Verde menta"),
        ("Forest green", "en_US", "Forest green"),
        ("Azul-petróleo", "en", "Petrol blue"),
        ("Black and white", "es_MX", "Negro y blanco"),
        ("Azul, blanco y rojo", "pt_BR", "Azul, branco e vermelho"),
        ("Amarillo limón - S", "en", "Lemon yellow - S"),
        ("Azul y dragón", "en", "Blue and dragón"),
        ("500 g", "en", "500 g"),
        ("38 / 40", "en", "38 / 40"),
    ],
)
def test_an_option_is_said_in_the_readers_language(value: str, locale: str, said: str) -> None:
    assert option_in(value, locale) == said
