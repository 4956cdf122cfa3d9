"""A text that may hold an SKU."""

import pytest

from shop.bot.understanding.skus import names_sku, sku_candidates


@pytest.mark.parametrize(
    ("words", "sku"),
    [
        ("FARO-TAZA-AZUL", "FARO-TAZA-AZUL"),
        (" FARO-TAZA-AZUL ", "FARO-TAZA-AZUL"),
        ("faro-taza-azul", "FARO-TAZA-AZUL"),
        ("Hola, me interesa FARO-TAZA-AZUL, por favor", "FARO-TAZA-AZUL"),
        ("FARO-TAZA-AZUL?", "FARO-TAZA-AZUL"),
        ("TAZA/1", "TAZA/1"),
        ("Taza azul", "Taza azul"),
        ("hola TAZA", "TAZA"),
        ("123456", "123456"),
    ],
)
def test_an_sku_alone_or_among_polite_words_is_found(words: str, sku: str) -> None:
    assert names_sku(words, sku)


@pytest.mark.parametrize(
    "words",
    ["", "   ", "quiero saber si mandáis las tazas que tenéis a Portugal y cuánto tarda todo", "x" * 500],
)
def test_a_sentence_asks_the_database_nothing(words: str) -> None:
    assert sku_candidates(words) == []


def test_of_many_codes_a_dozen_are_looked_for() -> None:
    assert len(sku_candidates(" ".join(f"A-{n}" for n in range(12)))) <= 12
