"""What is typed instead of a tap on the three buttons about a second cart."""

import pytest

from shop.bot.understanding.cart_choices import CartChoice, cart_choice


@pytest.mark.parametrize(
    ("choice", "all_words"),
    [
        (
            CartChoice.BOTH,
            ["los dos", "ambos", "both", "os dois", "quiero los dos, por favor", "keep both", "as duas"],
        ),
        (
            CartChoice.ADD,
            ["añádelo", "add it", "añadir al pedido", "junta todo", "adiciona", "acrescenta ao pedido"],
        ),
        (CartChoice.ADD, ["agrégalo al anterior", "add it to the order please"]),
        (
            CartChoice.REPLACE,
            ["cambia el otro", "reemplaza", "o novo", "substitui", "replace it", "the new one"],
        ),
        (
            CartChoice.REPLACE,
            ["cámbialo por este", "sustituye el pedido", "troca", "only this one", "cancela el otro"],
        ),
        (CartChoice.OLD, ["el anterior", "keep the old one", "o antigo"]),
        (
            None,
            [
                "sí",
                "no",
                "no lo cambies",
                "replace or add?",
                "añade otra taza",
                "hola",
                "cambia la dirección",
                "",
            ],
        ),
        (None, ["los dos o el nuevo", "¿puedo añadirlo?", "don't add it"]),
    ],
)
def test_a_choice_is_read(choice: CartChoice | None, all_words: list[str]) -> None:
    assert {words: cart_choice(words) for words in all_words} == dict.fromkeys(all_words, choice)
