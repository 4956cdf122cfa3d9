"""Ingredients, allergens first. The longest phrase counts: "peanut butter" is no butter, "leche de coco" no milk."""

from shop.bot.understanding.words.health.topics import HealthTopic, topic

_MILK = """
    leche, milk, leite, lacteos, lacteo, dairy, laticinios, lacticinios, caseina, casein, mantequilla, butter, manteiga,
    queso, cheese, queijo, nata, suero de leche, whey, yogur, yogurt, iogurte, aplv, proteina de la leche, proteinas
    de la leche, proteina de leche, milk protein, milk proteins, proteina do leite, proteinas do leite
"""
_NUTS = """
    frutos secos, fruto seco, nut, nuts, tree nuts, frutos de casca rija, frutos de cascara, frutos secos de cascara
"""
_KINDS_OF_NUT = """
    almendra, almendras, almond, almonds, amendoa, amendoas, avellana, avellanas, hazelnut, hazelnuts, avela, avelas,
    anacardo, anacardos, cashew, cashews, caju, pistacho, pistachos, pistachio, pistachios, pistache, pecan, pecans,
    macadamia, castanhas, castanha, turron, marzipan, mazapan, praline, nuez, nueces, noz, nozes, walnut, walnuts
"""
_CRUSTACEANS = "crustaceo, crustaceos, crustaceans, crustacean, shellfish, marisco, mariscos, seafood"
_MOLLUSCS = "molusco, moluscos, molluscs, mollusks, marisco, mariscos, shellfish, seafood"
FOOD: tuple[HealthTopic, ...] = (
    topic(
        "gluten, tacc, sin tacc, celiaco, celiaca, celiacos, celiac, coeliac, coeliacs, celiacs",
        """
        trigo, wheat, cebada, barley, cevada, centeno, rye, centeio, espelta, spelt, kamut, malta, malt, malte, semola,
        semolina, seitan, bulgur, cuscus, couscous
        """,
    ),
    topic("trigo, wheat, espelta, spelt, kamut, semola, semolina"),
    topic("cebada, barley, cevada, malta, malt, malte"),
    topic("centeno, rye, centeio"),
    topic("avena, oats, oat, aveia"),
    topic("trigo sarraceno, alforfon, buckwheat, trigo mourisco"),
    topic("lactosa, lactose", _MILK),
    topic(_MILK, "crema de leche, cream"),
    topic(
        "leche de coco, coconut milk, leite de coco, coco, coconut, aceite de coco, coconut oil, oleo de coco"
    ),
    topic("leche de avena, oat milk, leite de aveia, bebida de avena"),
    topic("leche de almendras, almond milk, leite de amendoas, bebida de almendras"),
    topic("leche de soja, leite de soja, bebida de soja, bebida de soya"),
    topic("manteca de cacao, cocoa butter, manteiga de cacau, cacao, cocoa, cacau"),
    topic(
        "huevo, huevos, egg, eggs, ovo, ovos, clara de huevo, claras, clara de ovo, albumina, yema, yemas, gema"
    ),
    topic(_NUTS, _KINDS_OF_NUT),
    topic("nuez, nueces, noz, nozes, walnut, walnuts", _NUTS),
    topic("almendra, almendras, almond, almonds, amendoa, amendoas", f"{_NUTS}, turron, marzipan, mazapan"),
    topic("avellana, avellanas, hazelnut, hazelnuts, avela, avelas", f"{_NUTS}, praline"),
    topic("anacardo, anacardos, cashew, cashews, caju", _NUTS),
    topic("pistacho, pistachos, pistachio, pistachios, pistache", _NUTS),
    topic("pecan, pecans, macadamia, castanhas, castanha, castana, castanas, chestnut, chestnuts", _NUTS),
    topic("nuez moscada, nutmeg, noz moscada"),
    topic("pinon, pinones, pine nut, pine nuts, pinhao, pinhoes"),
    topic(
        """
        cacahuete, cacahuetes, cacahuate, cacahuates, mani, peanut, peanuts, amendoim, amendoins, mantequilla de
        cacahuete, crema de cacahuete, peanut butter, manteiga de amendoim, mantequilla de mani
        """
    ),
    topic(
        """
        soja, soya, soybean, soybeans, soy free, contain soy, contains soy, any soy, soy in, soy milk, soy sauce,
        soy lecithin, soy protein, soy oil, soy based, soy flour, have soy, has soy, with soy, without soy
        """,
        "soy",
    ),
    topic("sesamo, sesame, gergelim, tahini, ajonjoli"),
    topic(
        f"""
        {_CRUSTACEANS}, gamba, gambas, langostino, langostinos, langosta, bogavante, cangrejo, shrimp, shrimps,
        prawn, prawns, lobster, crab, crayfish, camarao, camaroes, lagosta, caranguejo
        """,
    ),
    topic(
        f"""
        {_MOLLUSCS}, mejillon, mejillones, almeja, almejas, ostra, ostras, vieira, vieiras, calamar, calamares,
        pulpo, sepia, caracol, caracoles, mussel, mussels, clam, clams, oyster, oysters, scallop, scallops, squid,
        octopus, cuttlefish, snail, snails, mexilhao, mexilhoes, ameijoa, ameijoas, lula, lulas, polvo, choco
        """,
    ),
    topic(
        """
        pescado, pescados, peixe, fish, atun, salmon, anchoa, anchoas, bacalao, tuna, anchovy, anchovies, cod, atum,
        salmao, anchova, anchovas, bacalhau
        """,
    ),
    topic("apio, celery, aipo"),
    topic("mostaza, mustard, mostarda"),
    topic("altramuz, altramuces, lupin, lupine, tremoco, tremocos"),
    topic("sulfitos, sulphites, sulfites, sulphite, sulfite"),
    topic("maiz, corn, maize, milho, fecula de maiz"),
    topic("arroz, rice, harina de arroz, rice flour, farinha de arroz"),
    topic("levadura, yeast, fermento, levedura"),
    topic("miel, honey, mel"),
    topic("ajo, ajos, garlic, alho"),
    topic("cebolla, cebollas, onion, onions, cebola, cebolas"),
    topic("tomate, tomates, tomato, tomatoes"),
    topic("pimiento, pimientos, pimenton, paprika, pimentao, chile, chili, chilli, capsaicina, capsaicin"),
    topic(
        "fresa, fresas, strawberry, strawberries, morango, morangos, frambuesa, frambuesas, raspberry, raspberries"
    ),
    topic("kiwi, kiwis, pina, pineapple, abacaxi, ananas, mango, papaya"),
    topic("melocoton, melocotones, peach, peaches, pessego, pessegos, albaricoque, apricot, damasco"),
    topic("platano, platanos, banana, bananas"),
    topic("manzana, manzanas, apple, apples, maca, macas, pera, peras, pear, pears"),
    topic("limon, lemon, limao, naranja, orange, laranja, citricos, citrus"),
    topic("canela, cinnamon"),
    topic("picante, spicy, apimentado, apimentada"),
    topic(
        "lenteja, lentejas, lentil, lentils, garbanzo, garbanzos, chickpea, chickpeas, guisante, guisantes, peas"
    ),
)
