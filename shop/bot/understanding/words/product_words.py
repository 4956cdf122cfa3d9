"""What is asked about a product, and the words in which a description answers it, over all languages at once."""

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
    queda, quedan, hay, teneis, tienes, tienen, tiene, disponible, disponibles, disponibilidad, stock,
    existencias, agotado, unidades, en venta
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
    me, interesa, esta, este, esto, estas, estos, quiero, queria, quisiera, la, el, lo, las, los, un, una, de,
    del, info, informacion, mas, sobre, saber, por, favor, que, es, y, a, cuanto, cuanta, cuantas, cuantos, aun,
    todavia, ya, en, si, se, puede, comprar, pedir, ver, tal, cual, producto, articulo, os, ahora, mismo, para,
    hoy, ahi, eso, ese, esa, tambien
    """,
    en="""
    i, m, am, interested, in, this, that, these, it, want, would, like, d, the, a, an, of, info, information,
    more, about, know, please, what, is, are, and, to, how, many, much, you, do, does, still, any, buy, get,
    see, one, product, item, for, now, me, can, there, s
    """,
    pt="""
    me, interessa, esta, este, isto, estas, estes, quero, queria, gostaria, a, o, as, os, um, uma, de, do, da,
    info, informacao, mais, sobre, saber, por, favor, que, e, quanto, quantas, quantos, ainda, ja, em, se, pode,
    comprar, pedir, ver, qual, produto, artigo, agora, isso, esse, essa, tambem, voces
    """,
)
# Health: what is asked (first), and what a description may call it besides (second).
GLUTEN = listed(
    ask="""
    gluten, celiaco, celiaca, celiacos, celiac, coeliac, trigo, wheat, cebada, barley, centeno, rye, avena, oats
    """,
    told="""
    trigo, wheat, harina, flour, farinha, cebada, cevada, barley, centeno, centeio, rye, avena, aveia, oats
    """,
)
MILK = listed(
    ask="""
    lactosa, lactose, leche, milk, leite, lacteos, lacteo, dairy, laticinios, lacticinios, caseina, casein,
    mantequilla, butter, manteiga, queso, cheese, queijo, nata
    """,
    told="suero de leche, whey, yogur, yogurt, iogurte",
)
EGG = listed(
    ask="huevo, huevos, egg, eggs, ovo, ovos, clara de huevo, claras, clara de ovo, albumina",
)
NUTS = listed(
    ask="""
    frutos secos, fruto seco, nuez, nueces, nut, nuts, tree nuts, noz, nozes, frutos de casca rija, castanhas,
    castanha, almendra, almendras, almond, almonds, amendoa, amendoas, avellana, avellanas, hazelnut, hazelnuts,
    avela, avelas, anacardo, anacardos, cashew, cashews, caju, pistacho, pistachos, pistachio, pistachios,
    pistache, walnut, walnuts, pecan
    """,
    told="turron, marzipan, mazapan, praline",
)
PEANUT = listed(
    ask="cacahuete, cacahuetes, cacahuate, mani, peanut, peanuts, amendoim, amendoins",
    told="nuts, frutos secos",
)
SOY = listed(
    ask="soja, soya, soybean, soybeans, soy free, contain soy, contains soy, any soy, soy in",
)
SESAME = listed(
    ask="sesamo, sesame, gergelim, tahini, ajonjoli",
)
SEAFOOD = listed(
    ask="""
    marisco, mariscos, shellfish, crustaceo, crustaceos, crustaceans, gamba, gambas, shrimp, prawn, camarao,
    molusco, moluscos, molluscs, pescado, peixe, fish
    """,
)
OTHER_ALLERGENS = listed(
    ask="""
    apio, celery, aipo, mostaza, mustard, mostarda, altramuz, altramuces, lupin, tremoco, sulfitos, sulphites,
    sulfites
    """,
)
DIET = listed(
    ask="""
    vegano, vegana, veganos, veganas, vegan, vegetariano, vegetariana, vegetarian, halal, kosher, cerdo, pork,
    porco, alcohol, alcool, azucar, sugar, acucar, diabetico, diabetica, diabetic, diabeticos, edulcorante,
    cafeina, caffeine
    """,
    told="origen vegetal, plant based, azucares, sin azucar",
)
SKIN = listed(
    ask="niquel, nickel, latex, parabenos, parabens, hipoalergenico, hypoallergenic, plomo, chumbo, bpa",
)
# Asked for in general: every sentence that says what is inside counts.
ALLERGENS = listed(
    ask="""
    alergeno, alergenos, alergia, alergias, alergico, alergica, alergicos, intolerancia, intolerante, allergen,
    allergens, allergy, allergies, allergic, intolerance, intolerant, alergenio, alergenios, embarazada,
    embarazo, pregnant, gravida, toxico, toxica, toxic, comestible, edible, trazas, traces, vestigios, apto para
    bebes, apta para bebes, seguro para bebes, segura para bebes, safe for babies, safe for kids, safe for
    children, peligroso, peligrosa, dangerous, perigoso, perigosa
    """,
)
INGREDIENTS = listed(
    ask="""
    ingrediente, ingredientes, ingredients, ingredient, composicion, composition, composicao, que lleva, que
    contiene
    """,
)
CONTAINS = listed(
    told="""
    contiene, contienen, puede contener, contains, may contain, contem, pode conter, ingredientes, ingredients,
    trazas, traces, vestigios, alergenos, allergens, alergenios, elaborado con, hecho con, made with, feito com,
    sin, free, sem
    """,
)
HEALTH: tuple[frozenset[str], ...] = (
    GLUTEN,
    MILK,
    EGG,
    NUTS,
    PEANUT,
    SOY,
    SESAME,
    SEAFOOD,
    OTHER_ALLERGENS,
    DIET,
    SKIN,
)
# What else descriptions often say; a question and a sentence of one group belong together.
MATERIAL = listed(
    ask="""
    material, materiales, materials, materiais, tejido, tela, fabric, tecido, hecho, hecha, hechos, made, feito,
    feita, algodon, cotton, algodao, lana, wool, la merina, lino, linen, linho, seda, silk, cuero, leather,
    couro, madera, wood, madeira, gres, stoneware, loza, earthenware, ceramica, ceramic, porcelana, porcelain,
    vidrio, glass, vidro, metal, acero, steel, aco, plata, silver, prata, oro, gold, ouro, plastico, plastic,
    poliester, polyester, cera, wax, soja
    """,
)
SIZE = listed(
    ask="""
    talla, tallas, tamano, size, sizes, tamanho, tamanhos, mide, miden, medida, medidas, measure, measures,
    measurements, dimensiones, dimensions, dimensoes, largo, ancho, alto, grande, big, large, long, wide, tall,
    cm, ml, litros, litro, litres, liters, capacidad, capacity, capacidade, cabe, mm, altura, largura
    """,
)
WEIGHT = listed(
    ask="pesa, pesan, peso, weigh, weighs, weight, pesam, gramos, grams, gramas, g, kg, kilos",
)
CARE = listed(
    ask="""
    lavavajillas, dishwasher, maquina de lavar, lava loucas, microondas, microwave, micro ondas, horno, oven,
    forno, lavar, lavadora, wash, washing, washable, planchar, iron, lavado, limpiar, clean, secadora, dryer
    """,
)
ORIGIN = listed(
    ask="""
    hecho en, made in, feito em, origen, origin, origem, de donde, fabricado, fabricada, artesanal, handmade, a
    mano, by hand
    """,
)
TOPICS: tuple[frozenset[str], ...] = (MATERIAL, SIZE, WEIGHT, CARE, ORIGIN)
