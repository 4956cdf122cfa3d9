"""Ordinary shopping beside words of the body, fire and illness is no harm; harm in more words of everyday is."""

import pytest

from shop.bot.understanding.harm import tells_of_harm

ORDINARY = [
    *("mi hijo quiere la camiseta roja con la cara de spiderman", "es muy cara la roja para mi madre"),
    *("muy cara me duele el bolsillo", "body rojo para mi bebe", "crema de manos roja para mi madre"),
    *(
        "lápiz de labios rojo para mi",
        "de segunda mano, la roja para mi hija",
        "can i hand wash my red jumper",
    ),
    *(
        "lavar a mano el rojo? mi madre no sabe",
        "on the other hand the red one for my mum",
        "red lips poster",
    ),
    *("o meu filho quer a caneca vermelha com olhos", "the lid fell off", "a button fell off the dress"),
    *("the wheel fell off", "my plant died after 2 days", "the battery died after two days"),
    *(
        "can you cut me a 2 metre piece of the fabric?",
        "can you cut me a deal",
        "my order number got cut off",
    ),
    *("you cut his name off the mug", "el paquete explotó", "se me cayó encima del sofá la vela y manchó"),
    *("do you have the toy ambulance?", "busco una ambulancia de juguete para mi sobrino", "bee hives"),
    *("a rash decision", "poisoned apple ornament", "libro «el inconsciente»", "unconscious bias book"),
    *(
        "smells like burning wood, love it",
        "e cai no spam a factura",
        "got it, ill wait",
        "ill order from the site",
    ),
    *("i got ill take two lol", "sick after waiting 3 weeks", "since the order i'm sick waiting"),
    *("I felt ill treated", "it was the nurse mug i wanted", "foi a caneca de enfermeira"),
    *("doctor who mug, it was the blue one", "fue el médico el que me lo recomendó"),
    *("los pantalones me sentaron mal", "el vestido me ha sentado mal, quiero devolverlo"),
    *("me cayo mal el repartidor", "me ha sentado mal que no contesteis", "me siento mal por cancelar"),
    *("i feel terrible about cancelling", "estoy mareada con tantas opciones", "passei mal de tanto rir"),
    *(
        "me caí de la silla cuando vi el precio jaja",
        "se me ha cortado la conversación",
        "got burned by shipping fees",
    ),
    *(
        "quiero una reacción para el mensaje",
        "estoy en el hospital, dejadlo al vecino",
        "la entrega es en urgencias",
    ),
    *("i'm in hospital so please deliver to my neighbour", "me duele la cabeza, hablamos luego"),
    *("tengo dermatitis, que jabón me va bien", "el perro se ha comido el paquete", "my dog ate the parcel"),
    *(
        "se ha roto el brazo del muñeco",
        "the doll's arm broke",
        "una cara sonriente roja",
        "quiero la taza roja en mano",
    ),
]
HARMED = [
    *(
        "the candle exploded",
        "la vela explotó",
        "a vela explodiu",
        "the candle blew up",
        "la botella ha explotado",
    ),
    *("the candle set the table on fire", "la vela ha prendido la mesa", "queimei a mão", "queimei o dedo"),
    "la camiseta me ha sentado mal, tengo ronchas",
    "me corté con la taza, estoy en urgencias, recoger el paquete no puedo",
    "I cut my hand on your mug, I'm in hospital, leave it with my neighbour",
    *(
        "se me hincharon los labios con la crema",
        "nos hemos puesto todos malos",
        "passamos todos mal com o bolo",
    ),
    *("me lastimé con la silla", "mi nene se lastimó con el juguete", "me broté toda", "me hice un tajo"),
    *("estamos descompuestos desde que comimos los alfajores", "me hice un corte con la lata"),
    *("cut my foot on the glass", "the glass broke in my hand and there is blood everywhere"),
    *("the chair collapsed and my dad broke his wrist", "a cadeira partiu e a minha mãe partiu o braço"),
    *("finger got trapped in the chair", "se rompió la silla y mi padre se ha roto la cadera"),
    *("se me infecto la oreja", "orelha inflamada com o brinco", "me salpicó en el ojo"),
    *(
        "me entró el líquido en los ojos",
        "tengo la piel en carne viva",
        "my face is on fire after using this",
    ),
    *(
        "el cargador se puso a arder",
        "the charger is getting really hot and smoking",
        "tomei choque na luminária",
    ),
    *("she is having a fit", "tuvo convulsiones", "no reacciona mi hijo", "não acorda", "i want to die"),
    *("lost consciousness after drinking the tea", "el peluche casi ahoga a mi hija", "i'm in A&E"),
    *(
        "me estoy muriendo",
        "my dog is dying after eating your treats",
        "mi perro ha muerto por vuestras galletas",
    ),
    *("alergic reaction to ur soap", "food poisening from ur cookies", "the doctor said it's from the cream"),
    *("all my guests were sick", "me dio una alergia horrible", "fiquei com alergia no rosto"),
    *("there is mould on the cheese and my son ate it", "tengo la piel roja desde que uso la crema"),
    *(
        "my face went red and itchy after the cream",
        "se me puso la cara roja con la crema",
        "my eyes are red and burn",
    ),
    *("my cat died after eating it", "me explotó en la mano", "he fell off the chair and hit his head"),
    *(
        "had to call an ambulance",
        "tuvimos que llamar a una ambulancia",
        "me duele la cabeza desde que la uso",
    ),
]


@pytest.mark.parametrize("words", ORDINARY)
def test_ordinary_words_are_no_harm(words: str) -> None:
    assert not tells_of_harm(words)


@pytest.mark.parametrize("words", HARMED)
def test_harm_in_everyday_words_is_heard(words: str) -> None:
    assert tells_of_harm(words)
