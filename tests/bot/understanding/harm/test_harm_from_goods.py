"""A part of the body or a symptom, and the goods it comes from: harm, and no question before buying."""

import pytest

from shop.bot.understanding.harm import tells_of_harm


@pytest.mark.parametrize(
    "words",
    [
        *(
            "me ardió la cara con la mascarilla",
            "tengo la piel irritada por la crema",
            "me partí un diente con la almendra",
        ),
        *("se me partió una muela con el turrón", "me pongo mala cada vez que uso la crema"),
        *(
            "me lloran los ojos desde que uso la crema",
            "me dio un toque la lámpara",
            "me hizo mal",
            "quemó a mi hija",
            "le quemó la boca",
        ),
        *(
            "mi niño se ha hecho sangre con el borde",
            "me clavé una astilla de la tabla",
            "me he comido el gel por error",
        ),
        *(
            "me dio toques la lámpara",
            "soy alérgico a las nueces y comí el pan",
            "tengo la oreja roja desde que llevo los pendientes",
        ),
        *(
            "saw a doctor for the rash",
            "itchy all over since the cream",
            "my ear is infected from the earrings",
        ),
        *(
            "I got a splinter from the board",
            "my eyes are watering since I used your shampoo",
            "I chipped my tooth eating the nougat",
        ),
        *(
            "I feel sick every time I use the cream",
            "I drank the bath salts by mistake",
            "my face is red after your mask",
        ),
        *(
            "fiquei com a pele toda vermelha depois do creme",
            "perdi um dente com o torrone",
            "queimou a minha filha",
        ),
        *("fico doente cada vez que uso o creme", "a minha orelha está infetada por causa dos brincos"),
        *(
            "comi o sabonete por engano",
            "espetei uma farpa no dedo",
            "os meus olhos ardem desde que uso o creme",
        ),
    ],
)
def test_it_is_told(words: str) -> None:
    assert tells_of_harm(words)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "busco una crema para la piel irritada",
            "¿tenéis algo para la cara roja?",
            "quiero la mascarilla de cara con aceite",
        ),
        *(
            "la taza roja con la mano dibujada",
            "el peine tiene los dientes rotos",
            "¿la crema puede irritar la piel?",
        ),
        *(
            "me corté el pelo por la mañana",
            "me llevo la crema de manos con aceite",
            "perdí el anillo con la mudanza",
        ),
        *(
            "a cream for itchy skin",
            "do you have earrings for infected ears?",
            "I ate the cookies, great!",
            "a red mug with a hand",
        ),
        *(
            "can this cream make my skin red?",
            "my hands love the cream",
            "I ordered by mistake",
            "I got the board",
        ),
        *(
            "I want my face mask with red oil",
            "procuro um creme para pele irritada",
            "a caneca vermelha com o olho",
            "comprei o creme por engano",
        ),
        *("soy celiaco, ¿puedo comer el pan?", "queimou a lâmpada", "cortó la llamada"),
    ],
)
def test_it_is_not(words: str) -> None:
    assert not tells_of_harm(words)
