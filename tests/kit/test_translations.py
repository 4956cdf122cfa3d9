"""What people read, in their language: which catalog a locale has, and what is said from it."""

import timeit

import pytest

from shop.kit.translations import (
    UnknownLanguage,
    catalog_for,
    closest,
    fallbacks,
    in_language,
    languages,
    normalized,
    t,
    tn,
    tp,
)
from tests.support.pace import allowance


def test_the_languages_are_the_folders() -> None:
    assert languages() == ("en", "es", "pt_BR", "pt_PT")


@pytest.mark.parametrize(
    ("locale", "catalog"),
    [
        ("es", "es"),
        ("es_MX", "es"),
        ("es-419", "es"),
        ("EN-us", "en"),
        ("en_GB.UTF-8", "en"),
        ("pt", "pt_BR"),
        ("pt_BR", "pt_BR"),
        ("pt-BR", "pt_BR"),
        ("PT-pt", "pt_PT"),
        ("pt_PT@euro", "pt_PT"),
        ("pt-AO", "pt_PT"),
        ("pt-MZ", "pt_PT"),
        ("pt-CV", "pt_PT"),
        ("pt-US", "pt_BR"),
        ("pt_Latn_PT", "pt_PT"),
        ("pt-Latn-AO", "pt_PT"),
        ("pt-latn", "pt_BR"),
        ("es-Latn-MX", "es"),
        ("de", None),
        ("espanol", None),
        ("", None),
        ("_", None),
        ('">', None),
    ],
)
def test_a_locale_has_the_catalog_of_its_country_else_of_its_language(
    locale: str, catalog: str | None
) -> None:
    assert catalog_for(locale) == catalog


@pytest.mark.parametrize(
    ("locale", "defaults", "catalog"),
    [
        ("es_MX", (), "es"),
        ("de_DE", ("pt_PT",), "pt_PT"),
        ("de_DE", ("fr", "en_GB"), "en"),
        ("", ("es",), "es"),
    ],
)
def test_who_speaks_none_of_ours_reads_the_callers_language(
    locale: str, defaults: tuple[str, ...], catalog: str
) -> None:
    assert closest(locale, *defaults) == catalog


@pytest.mark.parametrize("defaults", [(), ("fr",)])
def test_there_is_no_language_of_last_resort(defaults: tuple[str, ...]) -> None:
    with pytest.raises(UnknownLanguage):
        closest("de", *defaults)


@pytest.mark.parametrize(
    ("locale", "chain"),
    [
        ("es-MX", ("es_MX", "es_419", "es")),
        ("pt_AO", ("pt_AO", "pt_PT", "pt")),
        ("en_ES", ("en_ES", "en_150", "en_001", "en")),
        ("zh-hant-tw", ("zh_Hant_TW", "zh_Hant", "zh")),
        ("es", ("es",)),
        ("es-Latn-MX", ("es_MX", "es_419", "es")),
        ("pt-Latn-AO", ("pt_AO", "pt_PT", "pt")),
        ("zh-TW", ("zh_TW", "zh_Hant_TW", "zh_Hant", "zh")),
        ("zh-Hans-CN", ("zh_CN", "zh")),
        ("zh-Hant-MO", ("zh_Hant_MO", "zh_Hant_HK", "zh_Hant", "zh")),
        ("sr-Cyrl-RS", ("sr_RS", "sr")),
        ("sr-Cyrl-ME", ("sr_Cyrl_ME", "sr_Cyrl", "sr")),
        ("sr-ME", ("sr_ME", "sr_Latn_ME", "sr_Latn", "sr")),
    ],
)
def test_a_locale_falls_back_as_cldr_has_it(locale: str, chain: tuple[str, ...]) -> None:
    assert fallbacks(locale) == chain
    assert normalized(locale) == chain[0]


@pytest.mark.parametrize(
    ("locale", "word"),
    [
        ("zh-Hant-TW", "茶壺"),
        ("zh-TW", "茶壺"),
        ("zh_Hant", "茶壶"),
        ("zh-Hant-HK", "茶煲"),
        ("zh-HK", "茶煲"),
        ("zh-Hans-CN", "茶壶"),
        ("zh", "茶壶"),
    ],
)
def test_a_script_that_the_region_implies_may_be_left_out(locale: str, word: str) -> None:
    assert in_language({"zh": "茶壶", "zh-TW": "茶壺", "zh-Hant-HK": "茶煲"}, locale) == word


@pytest.mark.parametrize(
    ("locale", "title"),
    [
        ("pt_PT", "Sacola"),
        ("pt_BR", "Sacola do Brasil"),
        ("pt_AO", "Sacola"),
        ("ca_ES", "Bossa"),
        ("ca", None),
        ("en", None),
    ],
)
def test_words_of_a_product_are_those_of_the_nearest_locale(locale: str, title: str | None) -> None:
    words = {"pt": "Sacola", "pt-BR": "Sacola do Brasil", "ca-ES": "Bossa"}
    assert in_language(words, locale) == title


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("es", "Pedido *7*"),
        ("es_MX", "Pedido *7*"),
        ("en_GB", "Order *7*"),
        ("pt_BR", "Pedido *7*"),
        ("pt_PT", "Encomenda *7*"),
        ("ja", "Order *7*"),
    ],
)
def test_a_message_is_said_in_the_language_of_the_locale(locale: str, said: str) -> None:
    assert t(locale, "Order *{number}*", number=7) == said


def test_a_context_tells_two_translations_apart() -> None:
    contexts = ("invoice", "invoice, amount of it")
    assert [tp("pt_BR", context, "Tax") for context in contexts] == ["Imposto", "Valor do imposto"]


@pytest.mark.parametrize(
    ("locale", "forms"),
    [
        ("en", ["0 minutes", "1 minute", "2 minutes"]),
        ("es", ["0 minutos", "1 minuto", "2 minutos"]),
        ("pt_BR", ["0 minuto", "1 minuto", "2 minutos"]),
        ("pt_PT", ["0 minutos", "1 minuto", "2 minutos"]),
    ],
)
def test_a_number_has_the_form_that_its_language_gives_it(locale: str, forms: list[str]) -> None:
    said = [
        tn(
            locale,
            "We keep it for you for {count} minute.",
            "We keep it for you for {count} minutes.",
            count,
        )
        for count in (0, 1, 2)
    ]
    assert [form in text for form, text in zip(forms, said, strict=True)] == [True] * 3


@pytest.mark.parametrize("locale", ["es", "ja"])
def test_a_placeholder_without_a_value_is_refused(locale: str) -> None:
    with pytest.raises(KeyError, match="number"):
        t(locale, "Order *{number}*")


def test_a_value_is_put_in_as_it_is() -> None:
    assert t("es", "Order *{number}*", number="{shop} %s") == "Pedido *{shop} %s*"


def test_saying_something_costs_microseconds() -> None:
    seconds = min(timeit.repeat(lambda: t("es_MX", "Order *{number}*", number=7), number=1000, repeat=5))
    assert seconds / 1000 < allowance(50e-6)
