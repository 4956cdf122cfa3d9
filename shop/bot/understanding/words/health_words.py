"""What is asked about health, and what a description may call it besides, over all languages at once.

Each line of `HEALTH` is a topic of its own: a sentence about sugar says nothing of alcohol, one about hazelnuts nothing of
almonds. What is asked in general (allergens, ingredients) is answered by what lists them.
"""

from typing import NamedTuple

from shop.bot.understanding.normalising import listed


class HealthTopic(NamedTuple):
    """The words that ask for it, and those in a description that tell of it."""

    asked: frozenset[str]
    told: frozenset[str]


def topic(asked: str, told: str = "") -> HealthTopic:
    """Whatever asks for it tells of it, too."""
    return HealthTopic(listed(ask=asked), listed(ask=asked, told=told))


_MILK = """
    leche, milk, leite, lacteos, lacteo, dairy, laticinios, lacticinios, caseina, casein, mantequilla, butter, manteiga,
    queso, cheese, queijo, nata, suero de leche, whey, yogur, yogurt, iogurte, aplv
"""
_NUTS = "frutos secos, fruto seco, nut, nuts, tree nuts, frutos de casca rija, frutos de cascara"
_CRUSTACEANS = "crustaceo, crustaceos, crustaceans, crustacean, shellfish, marisco, mariscos, seafood"
_MOLLUSCS = "molusco, moluscos, molluscs, mollusks, marisco, mariscos, shellfish, seafood"
SAFETY = topic(
    """
    toxico, toxica, toxicos, toxicas, toxic, non toxic, nontoxic, venenoso, venenosa, poisonous, peligroso,
    peligrosa, peligrosos, dangerous, perigoso, perigosa, harmful, danino, danina, nocivo, nociva, es seguro,
    es segura, son seguros, son seguras, is it safe, are they safe, e seguro, e segura
    """,
)
HEALTH: tuple[HealthTopic, ...] = (
    topic(
        """
        gluten, celiaco, celiaca, celiacos, celiac, coeliac, coeliacs, celiacs, trigo, wheat, cebada, barley,
        centeno, rye, avena, oats, espelta, spelt, kamut
        """,
        "harina, flour, farinha, cevada, centeio, aveia, espelta",
    ),
    topic("lactosa, lactose", _MILK),
    topic(_MILK, "crema de leche, cream"),
    topic(
        "huevo, huevos, egg, eggs, ovo, ovos, clara de huevo, claras, clara de ovo, albumina, yema, yemas, gema"
    ),
    topic(
        f"{_NUTS}, nuez, nueces, noz, nozes, walnut, walnuts",
        """
        almendra, almendras, almond, almonds, amendoa, amendoas, avellana, avellanas, hazelnut, hazelnuts, avela,
        avelas, anacardo, anacardos, cashew, cashews, caju, pistacho, pistachos, pistachio, pistachios, pistache,
        pecan, pecans, macadamia, castanhas, castanha, turron, marzipan, mazapan, praline
        """,
    ),
    topic("almendra, almendras, almond, almonds, amendoa, amendoas", f"{_NUTS}, turron, marzipan, mazapan"),
    topic("avellana, avellanas, hazelnut, hazelnuts, avela, avelas", f"{_NUTS}, praline"),
    topic("anacardo, anacardos, cashew, cashews, caju", _NUTS),
    topic("pistacho, pistachos, pistachio, pistachios, pistache", _NUTS),
    topic("pecan, pecans, macadamia, castanhas, castanha, castana, castanas, chestnut, chestnuts", _NUTS),
    topic("cacahuete, cacahuetes, cacahuate, mani, peanut, peanuts, amendoim, amendoins"),
    topic(
        """
        soja, soya, soybean, soybeans, soy free, contain soy, contains soy, any soy, soy in, soy milk, soy sauce,
        soy lecithin, soy protein, soy oil, soy based, soy flour, have soy, has soy, with soy, without soy, no soy
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
    topic("levadura, yeast, fermento, levedura"),
    topic(
        "vegano, vegana, veganos, veganas, vegan, vegans, vegetariano, vegetariana, vegetarianos, vegetarian, vegetarians",
        "origen vegetal, plant based, origem vegetal, origen animal, origem animal",
    ),
    topic("halal"),
    topic("kosher"),
    topic("cerdo, pork, porco, jamon, ham, bacon, manteca, lard, presunto"),
    topic("gelatina, gelatin, gelatine, colageno, collagen"),
    topic("alcohol, alcool, vino, wine, ron, rum, licor, liqueur, brandy, vinho", "alcoholes"),
    topic(
        """
        azucar, azucares, sugar, sugars, sugar free, acucar, acucares, diabetico, diabetica, diabetic, diabetics,
        diabeticos, diabetes, glucosa, glucose, fructosa, fructose, indice glucemico, keto, cetogenica
        """,
    ),
    topic(
        "edulcorante, edulcorantes, sweetener, sweeteners, aspartamo, aspartame, stevia, estevia, adocante, adocantes"
    ),
    topic("miel, honey, mel"),
    topic("cafeina, caffeine, teina, decaf, descafeinado"),
    topic("sal, salt, sodio, sodium, hipertenso, hipertensa", "sal marina, sea salt"),
    topic(
        """
        conservante, conservantes, preservative, preservatives, aditivo, aditivos, additive, additives, colorante,
        colorantes, colouring, colourings, coloring, food dye, dyes, corante, corantes, e numbers, saborizantes,
        aromas artificiales, glutamato, msg
        """,
    ),
    topic("aceite de palma, palm oil, oleo de palma, grasas trans, trans fat, trans fats, gordura trans"),
    topic("transgenico, transgenicos, gmo, gmos, non gmo, ogm"),
    topic(
        "pesticidas, pesticides, pesticide, ecologico, ecologica, organic, organico, organica, biologico, biologica"
    ),
    topic(
        """
        medicacion, medicamento, medicamentos, medicina, pastillas, sintrom, anticoagulante, anticoagulantes,
        colesterol, tension alta, hipertension, medication, medications, medicine, blood thinners, blood pressure,
        cholesterol, pressao alta, remedio, remedios, anticoagulantes, diabetes gestacional, insulina, insulin
        """
    ),
    topic(
        """
        sentara mal, sentaran mal, sienta mal, sientan mal, sentar mal, upset my stomach, upset stomach, faz mal,
        fazem mal, fara mal, digestivo, digestion
        """
    ),
    topic(
        """
        irrita, irritan, irritar, irritante, irritate, irritates, irritating, irritam, dermatitis, dermatite, psoriasis,
        psoriase, eccema, eccemas, rosacea, acne, alergenico
        """,
        "hipoalergenico, hypoallergenic, piel sensible, sensitive skin, pele sensivel",
    ),
    topic("niquel, nickel"),
    topic("latex"),
    topic("parabenos, parabens, paraben, parabeno"),
    topic(
        "sulfatos, sulphates, sulfates, siliconas, silicones, fragancia, fragrance, perfume free, ftalatos, phthalates"
    ),
    topic(
        "hipoalergenico, hipoalergenica, hypoallergenic, piel sensible, sensitive skin, pele sensivel, piel atopica, eczema"
    ),
    topic("plomo, lead free, lead in, contain lead, contains lead, any lead, chumbo"),
    topic("cadmio, cadmium, mercurio, mercury, metales pesados, heavy metals, metais pesados"),
    topic("bpa, bpa free, bisfenol, bisphenol"),
    topic(
        "embarazada, embarazadas, embarazo, pregnant, pregnancy, gravida, gravidas, gravidez, lactancia, breastfeeding"
    ),
    topic(
        """
        bebe, bebes, baby, babies, toddler, toddlers, recien nacido, newborn, safe for babies, safe for baby, safe
        for my baby, safe for kids, safe for children, apto para bebes, apta para bebes, seguro para bebes, segura
        para bebes, seguro para bebe, apto para ninos, apta para ninos, seguro para ninos, segura para ninos,
        seguros para ninos, seguro para criancas, segura para criancas, apto para criancas, child safe, kid safe,
        child proof, meses puede, my child eat, my kid eat, my daughter eat, my son eat, mi hijo puede, mi hija
        puede, mis hijos pueden, mi nino puede, puede comerlo mi, pueden comer los ninos
        """,
    ),
    topic(
        """
        atragantar, atragantarse, atragantamiento, asfixia, choking, choke, choking hazard, small parts, piezas
        pequenas, engasgar, engasgamento, pecas pequenas, tragar, swallow
        """,
    ),
    SAFETY,
    topic(
        """
        comestible, comestibles, edible, food safe, food grade, apto para alimentos, apta para alimentos, uso
        alimentario, comestivel
        """,
    ),
    topic(
        """
        mi perro, mi gato, mascota, mascotas, my dog, my cat, pets, pet safe, cachorro, meu gato, meu cao, perros,
        gatos, dogs, cats
        """,
    ),
)
# Asked for in general: every sentence that lists what is inside counts.
ALLERGENS = listed(
    ask="""
    alergeno, alergenos, alergia, alergias, alergico, alergica, alergicos, alergicas, intolerancia,
    intolerancias, intolerante, allergen, allergens, allergy, allergies, allergic, intolerance, intolerances,
    intolerant, alergenio, alergenios, trazas, traces, vestigios
    """,
)
INGREDIENTS = listed(
    ask="""
    ingrediente, ingredientes, ingredients, ingredient, composicion, composition, composicao, que lleva, que
    contiene, que llevan, que contienen, what s in it, what is in it, what s inside, o que tem dentro, o que
    leva
    """,
)
LISTS = listed(
    told="""
    contiene, contienen, puede contener, contains, may contain, contem, pode conter, ingredientes, ingredients,
    trazas, traces, vestigios, alergenos, allergens, alergenios, elaborado con, hecho con, made with, feito com
    """,
)
# What names a colour, a taste or a present as often ("salmón", "para un bebé"): it asks where a product is spoken of, and
# belongs to no name.
WEAK = listed(
    words="""
    maiz, corn, milho, levadura, yeast, fermento, levedura, espelta, atun, salmon, anchoa, anchoas, bacalao,
    tuna, anchovy, anchovies, cod, salmao, atum, anchova, anchovas, bacalhau, langosta, bogavante, cangrejo,
    lobster, crab, crayfish, lagosta, caranguejo, mejillon, mejillones, almeja, almejas, ostra, ostras, vieira,
    vieiras, calamar, calamares, pulpo, sepia, caracol, caracoles, mussel, mussels, clam, clams, oyster,
    oysters, scallop, scallops, squid, octopus, cuttlefish, snail, snails, mexilhao, mexilhoes, ameijoa,
    ameijoas, lula, lulas, polvo, choco, langostino, langostinos, shrimps, prawns, camaroes, jamon, ham, bacon,
    manteca, lard, presunto, vino, wine, ron, rum, licor, liqueur, brandy, vinho, miel, honey, mel, sal, salt,
    yema, yemas, gema, yogur, yogurt, iogurte, chestnut, chestnuts, castana, castanas, macadamia, ecologico,
    ecologica, organic, organico, organica, biologico, biologica, fragancia, fragrance, bebe, bebes, baby,
    babies, toddler, toddlers, tragar, swallow, perros, gatos, dogs, cats, cachorro, mascota, mascotas, pets,
    keto, crustacean, pescados, glucosa, glucose, fructosa, fructose, colageno, collagen, corante, corantes,
    seafood, mi perro, mi gato, my dog, my cat, meu gato, meu cao, recien nacido, newborn, es seguro, es segura,
    son seguros, son seguras, is it safe, are they safe, e seguro, e segura, piezas pequenas, small parts, pecas
    pequenas
    """,
)
