"""Ingredients that goods and colours are named after, and what tells a name from a question, over all languages."""

from shop.bot.understanding.normalising import listed

# Of these a word may be part of a name; every other word of health never is.
IN_NAMES = listed(
    es="""
    leche, mantequilla, queso, quesos, nata, huevo, huevos, nuez, nueces, almendra, almendras, avellana,
    avellanas, anacardo, anacardos, pistacho, pistachos, cacahuete, cacahuetes, cacahuate, mani, trigo, avena,
    cebada, centeno, soja, sesamo, marisco, mariscos, gamba, gambas, pescado, apio, mostaza, azucar, alcohol,
    cerdo
    """,
    en="""
    milk, butter, cheese, egg, eggs, nut, nuts, almond, almonds, hazelnut, hazelnuts, cashew, cashews,
    pistachio, pistachios, walnut, walnuts, pecan, peanut, peanuts, wheat, oats, barley, rye, sesame, tahini,
    shellfish, shrimp, prawn, fish, celery, mustard, sugar, pork
    """,
    pt="""
    leite, manteiga, queijo, ovo, ovos, noz, nozes, castanha, castanhas, amendoa, amendoas, avela, avelas, caju,
    pistache, amendoim, amendoins, gergelim, camarao, peixe, aipo, mostarda, acucar, alcool, porco
    """,
)
# Behind a noun: "jarra de leche", "mug with fish".
JOINING = listed(words="de, del, da, do, of, para, pra, for, con, com, with, al")
# Also said of what is inside: "es con leche".
BESIDE = listed(words="con, com, with")
BEING = listed(words="is, are, es, son, esta, estan, estao, sao, viene, vienen, vem")
ARTICLES = listed(
    words="a, an, the, el, la, los, las, un, una, unos, unas, o, os, as, um, uma, my, mi, algun, some"
)
# Before "de" or "con" these are no goods.
NO_GOODS = listed(
    es="""
    es, son, esta, estan, hecho, hecha, hechos, hechas, elaborado, elaborada, viene, vienen, va, van, algo,
    nada, trazas, restos, base, libre, libres, exento, alergia, alergico, alergica, parte, contenido, nivel,
    cantidad
    """,
    en="""
    is, are, made, comes, come, free, full, anything, something, nothing, traces, allergic, out, kind, amount,
    content
    """,
    pt="""
    feito, feita, feitos, feitas, vem, algo, nada, tracos, livre, livres, alergia, alergico, alergica, e, sao
    """,
)
# A colour: "en mostaza", "color avellana".
COLOURS = listed(words="color, colour, cor, tono, tom, en, em, in")
# Behind an ingredient in English these make no name of it: "milk jug" is one, "milk free" is none.
NO_NAME_BEHIND = listed(
    words="""
    free, in, or, and, inside, at, to, for, from, with, please, allergy, allergies, intolerance, traces, trace,
    content, y, o, e, ou, en, em, dentro, por, porfa, is, are, it, they, thanks, gracias, de, del, da, do, con,
    com, para, pra, no, na, que, si, se, a, as, ou
    """,
)
ENGLISH = listed(
    words="""
    milk, butter, cheese, egg, nut, almond, hazelnut, cashew, pistachio, walnut, pecan, peanut, wheat, sesame,
    shrimp, fish, mustard, sugar, celery, pork, alcohol
    """,
)
# Things of the kitchen that are named after what they hold.
WARE = listed(
    es="""
    taza, tazas, jarra, jarras, jarrita, vaso, vasos, cuenco, cuencos, bol, plato, platos, bandeja, tabla,
    cuchillo, pelador, rallador, molde, copa, copas, bote, tarro, azucarero, salero, mantequera, huevera,
    delantal, camisa, camiseta, jersey, vestido, bolso
    """,
    en="""
    mug, mugs, cup, cups, jug, jugs, bowl, bowls, plate, plates, dish, dishes, board, boards, knife, knives,
    pitcher, jar, jars, tray, grater, mould, shirt, dress, sweater, bag
    """,
    pt="""
    caneca, canecas, jarra, jarras, leiteira, copo, copos, tigela, prato, pratos, tabua, faca, facas, ralador,
    forma, pote, frasco, bandeja, camisa, camisola, vestido, mala
    """,
)
# Who asks to have it asks for goods: "do you sell cheese", "quiero leche".
SHOPPING = listed(
    es="teneis, vendeis, venden, vendes, quiero, quisiera, busco, compro, comprar, pedir",
    en="sell, you have, want, looking for, buy, order",
    pt="vendem, vendes, quero, queria, procuro, comprar, pedir, voces tem",
)
# With these it is what is inside that is asked.
CONTAINING = listed(
    es="""
    lleva, llevan, llevara, contiene, contienen, contener, hecho, hecha, hechos, hechas, elaborado, elaborada,
    puedo comer, puede comer, puedo tomar, apto, apta, aptos, aptas, saber si, por dentro
    """,
    en="""
    contain, contains, contained, containing, made with, made from, made of, can i eat, inside, in it, in them
    """,
    pt="""
    leva, levam, contem, conter, contenha, feito, feita, feitos, feitas, posso comer, pode comer, posso tomar
    """,
)
