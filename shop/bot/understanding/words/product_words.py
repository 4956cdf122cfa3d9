"""What is asked about a product besides health, and the words in which a description answers it, over all languages."""

from shop.bot.understanding.normalising import listed

PRICE = listed(
    es="""
    precio, cuesta, cuestan, vale, valen, cuanto es, cuanto sale, cuanto esta, euros, caro, barato, descuento,
    rebaja
    """,
    en="price, cost, costs, how much, expensive, cheap, euros, discount, sale",
    pt="preco, custa, custam, quanto e, quanto custa, quanto sai, euros, reais, caro, barato, desconto",
)
STOCK = listed(
    es="""
    queda, quedan, hay, teneis, tienes, tienen, tiene, disponible, disponibles, disponibilidad, stock, existencias,
    agotado, unidades, en venta
    """,
    en="left, available, availability, stock, in stock, have, sold out, still, got",
    pt="""
    resta, restam, tem, tens, temos, disponivel, disponiveis, disponibilidade, estoque, stock, ha, esgotado,
    unidades
    """,
)
# Words that ask for nothing in particular about it.
NOTHING_IN_PARTICULAR = listed(
    es="""
    me, interesa, esta, este, esto, estas, estos, quiero, queria, quisiera, la, el, lo, las, los, un, una, de, del,
    info, informacion, mas, sobre, saber, por, favor, que, es, y, a, cuanto, cuanta, cuantas, cuantos, aun, todavia,
    ya, en, si, se, puede, comprar, pedir, ver, tal, cual, producto, articulo, os, ahora, mismo, para, hoy, ahi,
    eso, ese, esa, tambien
    """,
    en="""
    i, m, am, interested, in, this, that, these, it, want, would, like, d, the, a, an, of, info, information, more,
    about, know, please, what, is, are, and, to, how, many, much, you, do, does, still, any, buy, get, see, one,
    product, item, for, now, me, can, there, s
    """,
    pt="""
    me, interessa, esta, este, isto, estas, estes, quero, queria, gostaria, a, o, as, os, um, uma, de, do, da, info,
    informacao, mais, sobre, saber, por, favor, que, e, quanto, quantas, quantos, ainda, ja, em, se, pode, comprar,
    pedir, ver, qual, produto, artigo, agora, isso, esse, essa, tambem, voces
    """,
)
# Of food it asks for the ingredients, of anything else for the material.
MADE_OF = listed(
    es="""
    de que esta hecho, de que esta hecha, de que estan hechos, de que estan hechas, de que es, de que son, con
    que esta hecho, con que esta hecha, con que estan hechos, con que estan hechas, de que se hace, de que se
    hacen, de que se compone, de que se componen, de que esta compuesto, de que va relleno, de que va rellena,
    de que van rellenas, de que van rellenos
    """,
    en="""
    made of, made from, made out of, made with, what goes into, what goes in, consist of, consists of
    """,
    pt="""
    de que e feito, de que e feita, de que sao feitos, de que sao feitas, do que e feito, do que e feita, do que
    sao feitos, do que sao feitas, de que e, de que sao, com que e feito, com que e feita, com que sao feitos,
    com que sao feitas
    """,
)
# What else descriptions often say; a question and a sentence of one group belong together.
MATERIAL = listed(
    ask="""
    material, materiales, materials, materiais, tejido, tela, fabric, tecido, hecho, hecha, hechos, made, feito,
    feita, algodon, cotton, algodao, lana, wool, la merina, lino, linen, linho, seda, silk, cuero, leather, couro,
    madera, wood, madeira, gres, stoneware, loza, earthenware, ceramica, ceramic, porcelana, porcelain, vidrio,
    glass, vidro, metal, acero, steel, aco, plata, silver, prata, oro, gold, ouro, plastico, plastic, poliester,
    polyester, cera, wax, soja
    """,
)
SIZE = listed(
    ask="""
    talla, tallas, tamano, size, sizes, tamanho, tamanhos, mide, miden, medida, medidas, measure, measures,
    measurements, dimensiones, dimensions, dimensoes, largo, ancho, alto, grande, big, large, long, wide, tall, cm,
    ml, litros, litro, litres, liters, capacidad, capacity, capacidade, cabe, mm, altura, largura
    """,
)
WEIGHT = listed(
    ask="pesa, pesan, peso, weigh, weighs, weight, pesam, gramos, grams, gramas, g, kg, kilos",
)
CARE = listed(
    ask="""
    lavavajillas, dishwasher, maquina de lavar, lava loucas, microondas, microwave, micro ondas, horno, oven, forno,
    lavar, lavadora, wash, washing, washable, planchar, iron, lavado, limpiar, clean, secadora, dryer
    """,
)
ORIGIN = listed(
    ask="""
    hecho en, made in, feito em, origen, origin, origem, de donde, fabricado, fabricada, artesanal, handmade, a
    mano, by hand
    """,
)
TOPICS: tuple[frozenset[str], ...] = (MATERIAL, SIZE, WEIGHT, CARE, ORIGIN)
# Of health: two things are asked.
ALTERNATIVES = listed(words="o, u, y, e, ni, or, and, nor, ou, nem, tambien, also, tambem")
# What stands around what is asked, and names nothing that may harm.
AROUND_HEALTH = listed(
    es="""
    alguien, persona, personas, gente, vale, lleva, llevan, contiene, contienen, puedo, puede, pueden, comer,
    comerlo, comerla, comerlas, comerlos, tomar, tomarlo, tomarla, hijo, hija, hijos, madre, padre, marido, mujer,
    amiga, amigo, familia, apto, apta, aptas, aptos, seguro, segura, seguras, libre, libres, hola, saber, pregunto,
    algo, alguna, algun, tiene, tienen, esto, estas, estos, galletas, producto, productos, tengo, tenemos, somos,
    ella, muy, bastante, creo, mejor, sirve, sirven, verdad, entonces, dentro
    """,
    en="""
    someone, somebody, people, person, proteins, protein, contain, contains, does, have, has, having, free, safe,
    eat, eating, take, daughter, mother, father, husband, wife, friend, family, child, children, kids, suitable,
    these, those, this, with, without, please, hello, something, anything, inside, they, them, really, very, okay,
    just, sure, should, could, would, some, biscuits, cookies, product
    """,
    pt="""
    alguem, pessoa, pessoas, leva, levam, contem, posso, pode, podem, comer, tomar, filho, filha, filhos, mae,
    marido, mulher, amiga, amigo, familia, apto, apta, seguro, segura, livre, livres, saber, algo, alguma, algum,
    tenho, temos, somos, muito, bolachas, biscoitos, produto, produtos, dentro, verdade, sera, acho, serve, servem
    """,
)
# These stand in every text, and say nothing of what it is about.
COMMON = listed(
    es="""
    con, sin, desde, hasta, entre, como, cuando, donde, cual, cuales, viene, vienen, lleva, llevan, esta, estan,
    sobre, todo, toda, todos, todas, otro, otra, cada, muy, bien, puedo, podeis, tiene, tienen, hacer, hace, sirve,
    sirven
    """,
    en="""
    with, without, from, into, onto, your, yours, have, been, come, comes, does, also, only, than, then, that, this,
    what, when, where, which, will, would, could, should, there, their, they, them, some, each, very, well, like,
    just, make
    """,
    pt="""
    com, sem, desde, ate, entre, como, quando, onde, qual, quais, vem, leva, levam, esta, estao, sobre, todo, toda,
    todos, todas, outro, outra, cada, muito, bem, posso, podem, tem, fazer, faz, serve, servem
    """,
)
