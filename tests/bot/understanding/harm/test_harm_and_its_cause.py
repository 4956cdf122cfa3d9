"""Harm is told by what came of goods: an ailment, a blind eye, a fall, a doctor; and not by what explains a wish."""

import pytest

from shop.bot.understanding.harm import tells_of_harm


@pytest.mark.parametrize(
    "words",
    [
        *(
            "me ha salido un eczema después de usar la crema",
            "me salió un eccema con vuestro jabón",
            "tengo dermatitis desde que uso el gel",
        ),
        *(
            "i got eczema after using the cream",
            "the soap gave me eczema",
            "my son developed an infection after the piercing",
        ),
        *("fiquei com eczema depois de usar o creme", "apareceu uma dermatite depois do sabonete"),
        "me ha salido un eczema con la crema, ¿qué hago?",
    ],
)
def test_an_ailment_that_came_of_it(words: str) -> None:
    assert tells_of_harm(words)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "¿sirve para el eczema?",
            "crema para el eczema",
            "tengo eczema, ¿me va bien?",
            "dermatitis, ¿qué crema recomendáis?",
        ),
        *("good for eczema?", "i have eczema, is it ok?", "a cream for dermatitis"),
        *(
            "tenho eczema, posso usar?",
            "creme para dermatite",
            "tengo dermatitis desde el embarazo, ¿qué jabón tenéis?",
        ),
    ],
)
def test_an_ailment_that_is_to_be_eased(words: str) -> None:
    assert not tells_of_harm(words)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "tiene bichitos dentro el arroz",
            "hay gusanitos en la harina",
            "había un bichito dentro del arroz",
        ),
        *(
            "there are tiny bugs inside the rice",
            "little worms in the flour",
            "there were beetles in the rice",
        ),
        *("tem bichinhos dentro do arroz", "havia um bichinho na farinha", "minhocas no chocolate"),
        *(
            "el paté estaba malo y lo comió mi hija",
            "la leche estaba mala y se la bebió mi hijo",
            "comimos el queso y estaba malo",
        ),
        *("the pate was off and my daughter ate it", "the milk had gone bad and my son drank it"),
        *("o patê estava mau e a minha filha comeu", "o leite estava azedo e o meu filho bebeu"),
    ],
)
def test_food_that_was_bad_or_alive(words: str) -> None:
    assert tells_of_harm(words)


@pytest.mark.parametrize(
    "words",
    [
        "el paté estaba malo",
        "la leche estaba mala, quiero devolución",
        "¿tiene bichos el arroz?",
        "un peluche de bichitos",
        "the milk was off",
    ],
)
def test_food_that_nobody_had_is_a_complaint(words: str) -> None:
    assert not tells_of_harm(words)


@pytest.mark.parametrize(
    "words",
    [
        *("estoy en el centro de salud que es por la crema", "estamos en urgencias por las galletas"),
        *("i'm at the clinic because of the cream", "we are at the health centre, it's from your cookies"),
        *("estou no centro de saúde por causa do creme", "estou no posto de saúde, foi o creme"),
        *(
            "the ladder broke and my dad fell",
            "the chair broke and she fell",
            "the stool collapsed and I fell",
        ),
        *("se rompió la silla y mi madre se cayó", "la escalera se rompió y se cayó mi padre"),
        *("a escada partiu-se e o meu pai caiu", "a cadeira quebrou e minha mãe caiu"),
        *("i can't see out of my left eye after the soap", "no veo por el ojo izquierdo después del jabón"),
        *(
            "não vejo do olho esquerdo depois do sabonete",
            "i can't see since the cream got in",
            "no veo bien con un ojo",
        ),
        *("me rompí el brazo porque la silla se rompió", "i broke my arm, the ladder collapsed"),
        "estoy en el hospital por vuestra crema, no entreguéis nada más",
    ],
)
def test_what_brought_somebody_to_a_doctor(words: str) -> None:
    assert tells_of_harm(words)


@pytest.mark.parametrize(
    "words",
    [
        *("me rompí el brazo, ¿podéis subirlo a casa?", "me rompí la pierna, no puedo ir a recogerlo"),
        *(
            "i broke my arm, can you bring it upstairs?",
            "quebrei a perna, podem entregar em casa?",
            "parti o braço, podem trazer?",
        ),
        *(
            "estoy en el hospital con mi madre, entregadlo mañana",
            "estoy en el hospital, ¿podéis entregarlo el lunes por la tarde?",
        ),
        *(
            "i'm in hospital with my mum, deliver it tomorrow",
            "estou no hospital com a minha mãe, entreguem amanhã",
        ),
        *("trabajo en el centro de salud, entregad allí", "estoy en el centro de salud, dejadlo al vecino"),
        *(
            "me ahogo en papeleo",
            "me ahogo en deudas",
            "i'm drowning in paperwork",
            "estou afogado em trabalho",
        ),
        *("no veo el pedido", "no veo el enlace después de pagar", "i can't see my order", "não vejo o link"),
        *("no veo los ojos del peluche", "the link broke", "the ladder broke", "se rompió la silla"),
    ],
)
def test_what_explains_a_wish_or_is_no_bodys(words: str) -> None:
    assert not tells_of_harm(words)


@pytest.mark.parametrize(
    "words",
    [
        *("the mug broke, there was a logo on it", "i can't see my eye cream in the list"),
        *("crema para la quemadura que me hice al usar la plancha", "no veo la sombra de ojos"),
    ],
)
def test_goods_that_are_named_like_a_body_or_stand_on_something(words: str) -> None:
    assert not tells_of_harm(words)
