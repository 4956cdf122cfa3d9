"""The language is heard in what people write, not in the words that we told them to write."""

import re

import pytest

from shop.bot.understanding.languages import country_language, language_of, votes_of
from shop.kit.translations import languages
from tests.bot.understanding.countries import BRAZIL, BRITAIN, GERMANY, PORTUGAL, SPAIN
from tests.support.gettext_catalogs import read, texts


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("hola, quiero una taza", "es"),
        ("hello, how much is it?", "en"),
        ("olá, quanto custa?", "pt"),
        ("Is it open on Sunday?", "en"),
        ("what are your hours?", "en"),
        ("do you ship to the UK?", "en"),
        ("I'd love to see your catalogue", "en"),
        ("posso falar com alguém?", "pt"),
        ("valeu", "pt"),
        ("xyzzy", None),
        ("", None),
        ("STOP", None),
        ("ola", None),
    ],
)
def test_the_language_is_heard(words: str, language: str | None) -> None:
    votes = votes_of([words])
    loudest = [each for each, count in votes.items() if count and count == max(votes.values())]
    assert loudest == [language] if language else len(loudest) != 1


@pytest.mark.parametrize(
    ("words", "known", "language"),
    [
        ("english please", "es", "en"),
        ("español", "en", "es"),
        ("¿hablas español?", "pt_BR", "es"),
        ("português", "es", "pt"),
        ("no hablo inglés", "en", "es"),
        ("I don't speak Spanish", "es", "en"),
        ("quiero el libro en inglés", "es", None),
        ("Can I have the Spanish olive oil?", "en", None),
    ],
)
def test_the_language_that_is_wished_for_is_spoken(words: str, known: str, language: str | None) -> None:
    assert language_of([words], known=known) == language


@pytest.mark.parametrize("language", languages())
def test_no_word_we_tell_people_to_write_is_a_vote(language: str) -> None:
    told = " {} ".join(text for message in read(language) for text in texts(message.string))
    words = set(re.findall(r"\*([^*{}]+)\*", told)) | set(
        re.findall(r"\b(?:BAJA|STOP|SAIR|ALTA|START|INSCREVER)\b", told)
    )
    assert len(words) >= 5
    assert [
        word for word in words if any(votes_of([word.replace("á", "a").replace("ó", "o")]).values())
    ] == []


@pytest.mark.parametrize(
    "word", ["pedido", "horario", "horário", "persona", "catálogo", "BAJA", "STOP", "order", "SAIR"]
)
@pytest.mark.parametrize("known", ["es", "en", "pt", "pt_BR"])
def test_a_word_of_ours_changes_nobodys_language(word: str, known: str) -> None:
    assert language_of([word], known=known, phone=SPAIN, default="es") is None


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("ola k ase", "es"),
        ("hello", "es"),
        ("hola", "en"),
        ("gracias", "pt"),
        ("ok", "en"),
        ("vale", "pt"),
        ("oi", "es"),
    ],
)
def test_one_word_does_not_outweigh_what_they_wrote_before(words: str, known: str) -> None:
    assert language_of([words], known=known, phone=None, default="es") is None


@pytest.mark.parametrize(
    ("words", "known", "language"),
    [
        ("hello, how much is it?", "es", "en"),
        ("hola, quiero una taza", "en", "es"),
        ("olá, quanto custa a caneca?", "es", "pt"),
        ("não, muito obrigada", "es", "pt"),
        ("¿tenéis tazas azules?", "pt_BR", "es"),
    ],
)
def test_what_is_clearly_in_another_language_changes_it(words: str, known: str, language: str) -> None:
    assert language_of([words], known=known) == language


@pytest.mark.parametrize(
    ("words", "phone", "default", "language"),
    [
        ("ola", SPAIN, "es", "es"),
        ("ola", PORTUGAL, "es", "pt"),
        ("ola", BRAZIL, "es", "pt"),
        ("ola", GERMANY, "pt-BR", "pt"),
        ("ola k ase", GERMANY, "pt", "es"),
        ("olá", SPAIN, "es", "pt"),
        ("oi", SPAIN, "es", "pt"),
        ("hello", SPAIN, "es", "en"),
        ("pedido", PORTUGAL, "es", "pt"),
        ("pedido", SPAIN, "pt", "es"),
        ("pedido", GERMANY, "es", "es"),
        ("START", SPAIN, "es", "en"),
        ("SAIR", SPAIN, "es", "pt"),
        ("catálogo", GERMANY, "pt", "pt"),
        ("STOP", SPAIN, "es", "es"),
        ("help me please", SPAIN, "es", "en"),
        ("me habéis cobrado dos veces", SPAIN, "es", "es"),
        ("la sangría está rica", SPAIN, "es", "es"),
        ("para de me mandar mensagem", PORTUGAL, "es", "pt"),
        ("xyzzy", BRITAIN, "es", None),
        ("🛍️", BRITAIN, "es", None),
    ],
)
def test_of_somebody_new_the_country_of_the_number_decides_between_what_is_likely(
    words: str, phone: str, default: str, language: str | None
) -> None:
    assert language_of([words], known=None, phone=phone, default=default) == language


def test_the_words_of_a_burst_are_heard_together() -> None:
    assert language_of(["hello", "how much?"], known="es") == "en"


@pytest.mark.parametrize(
    ("phone", "language"),
    [(SPAIN, "es"), ("+351911", "pt"), (BRITAIN, "en"), ("17875550100", "es"), (GERMANY, None), (None, None)],
)
def test_a_country_has_a_language(phone: str | None, language: str | None) -> None:
    assert country_language(phone) == language


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("bonjour, je voudrais le catalogue s'il vous plait", None),
        ("hola", None),
        ("hola, quiero una taza azul, por favor", "es"),
    ],
)
def test_in_a_shop_whose_language_has_no_words_here_another_must_be_clear(
    words: str, language: str | None
) -> None:
    assert language_of([words], known=None, phone="33612345678", default="fr_FR") == language


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ('que ponga "happy birthday my dear friend"', "es"),
        ("dedicatoria: happy birthday my dear, with love from your friend", "es"),
        ("en la tarjeta que ponga happy birthday to my dear friend", "es"),
        ("Please engrave: te quiero mucho, mi amor, de tu hermana", "en"),
        ("a card that says te quiero mucho mi amor", "en"),
        ("¿se puede escribir en inglés?", "es"),
        ("can you engrave it in Spanish?", "en"),
    ],
)
def test_what_is_to_be_written_on_something_is_not_the_language_of_the_talk(text: str, known: str) -> None:
    assert language_of([text], known=known) is None


@pytest.mark.parametrize(
    ("text", "known", "spoken"),
    [
        ("I'd like one, and it's for my mum's", "es", "en"),
        ("¿se habla inglés?", "es", "en"),
        ("can I write in Spanish?", "en", "es"),
    ],
)
def test_a_wish_for_a_language_and_an_apostrophe_still_count(text: str, known: str, spoken: str) -> None:
    assert language_of([text], known=known) == spoken


@pytest.mark.parametrize("known", ["es", "pt_PT", "pt_BR", "en"])
@pytest.mark.parametrize(
    "text",
    [
        *(
            "ok thank you",
            "thank you very much",
            "hello, good morning",
            "yes please",
            "thanks for the help",
            "have a nice day",
        ),
        *("muchas gracias, hasta luego", "buenos días", "ok gracias por avisar", "de acuerdo, perfecto"),
        *("muito obrigada, boa noite", "bom dia, tudo bem", "obrigado pela ajuda", "está bem, até amanhã"),
    ],
)
def test_courtesies_of_another_language_turn_no_talk(text: str, known: str) -> None:
    assert language_of([text], known=known) in (None, known.partition("_")[0])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("thank you, where is my order?", "en"),
        ("muchas gracias, ¿cuándo llega mi pedido?", "es"),
        ("obrigada, quando é que chega a minha encomenda?", "pt"),
        ("ok, what are your opening hours", "en"),
    ],
)
def test_what_is_said_besides_turns_it(text: str, language: str) -> None:
    known = "es" if language != "es" else "en"
    assert language_of([text], known=known) == language


@pytest.mark.parametrize(
    ("text", "language"), [("ok thank you", "en"), ("muchas gracias", "es"), ("muito obrigada", "pt")]
)
def test_of_somebody_new_a_courtesy_says_enough(text: str, language: str) -> None:
    assert language_of([text], known=None) == language
