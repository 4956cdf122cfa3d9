"""Courtesies as people write them are no misses; a shrug closes no order, and a no in any words keeps it."""

import pytest

from tests.bot.facts import facts, order, reasons, text, turn

ONE = facts(orders=(order(1041),))
SAID = """
great stuff, nice one, all good, top stuff, much appreciated, appreciate it, good job, well done, spot on, no
probs, ta muchly, legend, you're the best, bless you, good night, good to know, makes sense, sounds great,
very kind, that's lovely, okie dokie, gotcha, cool beans, glad to hear, see you tomorrow, no rush, take your
time, perfect thanks a bunch, thanks dude, brigadão, valeuzão, obrigadinha, vlw, tmj, falou, que massa, top
demais, amei, tranquilo, de boa, grata, um beijão, abração, ótimo trabalho, bem haja, impecável, está ótimo,
que fixe, porreiro, maneiro, bacana, que lindo, sem pressa, muchísimas, qué majos, qué amables, un placer,
sois geniales, sois los mejores, eres un sol, grax, qué guay, mola, qué chulo, buen trabajo, está bien, todo
en orden, bárbaro, qué padre, qué chido, órale, cuídense, besitos, feliz finde, que descanséis, bendiciones,
qué detalle, sin prisa, cuando podáis, ya está, holaa, hiya, quiubo, opa, sale, chido, de una, joya, oki doki, quedo
atento, fico a aguardar, ahora lo pago, oops
"""


@pytest.mark.parametrize("words", [each.strip() for each in SAID.replace("\n", " ").split(",")])
def test_a_courtesy_is_no_miss(words: str) -> None:
    answer = turn(text(words), misses=1)
    assert answer.state.misses == 0
    assert not {"bot.help", "bot.person_offered"} & set(reasons(answer))


@pytest.mark.parametrize(
    "words",
    [
        *(
            "great, but the mug is small",
            "nice one, does it come in blue?",
            "all good except the colour",
            "a good job lot",
        ),
        *("bom, mas chegou pequeno", "que fixe, tem em azul?", "obrigadinha mas não serve"),
        *("qué chulo, ¿lo hay en rojo?", "está bien pero quiero cambiarlo", "todo bien menos la caja"),
    ],
)
def test_what_says_more_is_no_mere_courtesy(words: str) -> None:
    assert reasons(turn(text(words)))


@pytest.mark.parametrize(
    "words",
    [
        *(
            "negativo",
            "negativo, gracias",
            "creo que no",
            "me parece que no",
            "de ninguna manera",
            "prefiero que no",
        ),
        *("jamás", "mejor que no", "va a ser que no", "no lo confirmo", "pues no", "en absoluto"),
        *(
            "I don't think so",
            "not really",
            "no way",
            "negative",
            "better not",
            "I'd say no",
            "I don't confirm",
        ),
        *("acho que não", "nem pensar", "preferia que não", "de modo nenhum", "nem por isso", "não confirmo"),
    ],
)
def test_a_no_in_other_words_keeps_the_order(words: str) -> None:
    asked = turn(text("¿se puede cancelar el pedido?"), known=ONE)
    assert reasons(turn(text(words), known=ONE, after=asked)) == ["bot.no_noted"]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "sure, why not",
            "it's ok",
            "it's okay",
            "it's fine",
            "all good",
            "why not",
            "no problem",
            "as you wish",
        ),
        *(
            "está bien",
            "todo bien",
            "por qué no",
            "sin problema",
            "me da lo mismo",
            "bueno",
            "claro, por qué no",
        ),
        *("tudo bem", "sem problema", "por que não", "está tudo bem", "claro, porque não"),
    ],
)
def test_a_shrug_brings_the_question_again(words: str) -> None:
    asked = turn(text("¿se puede cancelar el pedido?"), known=ONE)
    assert reasons(turn(text(words), known=ONE, after=asked)) == ["bot.ask_cancel"]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "sí",
            "sí, segura",
            "fijo",
            "desde luego",
            "obviamente",
            "afirmativo",
            "yes I'm sure",
        ),
        *("certainly", "tenho a certeza", "sim, tenho certeza", "com certeza"),
    ],
)
def test_a_yes_in_other_words_cancels_it(words: str) -> None:
    asked = turn(text("¿se puede cancelar el pedido?"), known=ONE)
    assert reasons(turn(text(words), known=ONE, after=asked)) == ["CancelOrder", "bot.cancelled"]
