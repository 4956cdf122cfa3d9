"""A person is called in whatever words they are asked for, and whatever stands before."""

import pytest

from tests.bot.facts import facts, order, reasons, text, turn

ONE = facts(orders=(order(1041),))


@pytest.mark.parametrize(
    "words",
    [
        *("pásame a una persona", "ponme a una persona", "no entiendes nada, pásame a una persona"),
        *(
            "esto no me sirve, quiero una persona",
            "hola, quiero una persona",
            "persona plis",
            "persona porfis",
        ),
        *("me comunica con una persona", "comuníqueme con un asesor", "me transfiere con un asesor"),
        *(
            "quiero un supervisor",
            "que alguien me conteste",
            "quiero q me atienda alguien",
            "me pueden marcar?",
        ),
        *("¿con quién puedo hablar?", "que me atienda alguien", "no te entiendo. necesito un humano"),
        *(
            "you don't get it, i want a person",
            "who can I talk to?",
            "pass me to a human",
            "get me a supervisor",
        ),
        *("this is useless, I need a human", "person pls", "put me through to someone"),
        *("quero ser atendido por uma pessoa", "me passa pra alguém", "me transfere pra um humano"),
        *("chama o gerente", "não adianta, quero uma pessoa", "com quem posso falar?"),
        *(
            "no quiero cancelar, quiero hablar con una persona",
            "I don't want to cancel, let me talk to a human",
        ),
        *("no entiendo nada, una persona por favor", "you don't understand, give me a person"),
        *("não entendeu nada, quero falar com gente", "not a bot please", "no quiero un bot"),
        *("passe-me a um colega", "telefonem-me por favor", "está aí alguém?", "não quero um robô"),
        *("não quero cancelar, quero falar com uma pessoa", "no lo canceles, pásame a una persona"),
    ],
)
def test_they_are_called(words: str) -> None:
    told = reasons(turn(text(words), known=ONE))
    assert "HandOver" in told
    assert "CancelOrder" not in told


@pytest.mark.parametrize(
    "words",
    [
        "no me escribáis más, quiero hablar con una persona",
        "stop texting me, let me talk to a human",
        "não me escrevam mais, quero falar com uma pessoa",
    ],
)
def test_beside_a_stop_they_are_called_too(words: str) -> None:
    assert {"OptOut", "HandOver"} <= set(reasons(turn(text(words), known=ONE)))


@pytest.mark.parametrize(
    "words", ["no quiero cancelar, quiero hablar con una persona", "no, pásame a una persona"]
)
def test_after_shall_i_cancel_they_are_called_and_nothing_is_cancelled(words: str) -> None:
    asked = turn(text("¿puedo cancelar?"), known=ONE)
    told = reasons(turn(text(words), known=ONE, after=asked))
    assert "HandOver" in told
    assert "CancelOrder" not in told


@pytest.mark.parametrize(
    "words",
    [
        *("quiero un regalo para una persona", "quiero una taza para mi supervisor"),
        *("I want a mug for a person who likes cats", "quero um presente para uma pessoa"),
        *("me pone una taza", "chama o produto de novo", "pásame el catálogo"),
    ],
)
def test_of_another_matter_nobody_is_called(words: str) -> None:
    assert "HandOver" not in reasons(turn(text(words)))
