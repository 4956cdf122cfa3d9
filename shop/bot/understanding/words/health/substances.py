"""Additives, metals and whatever touches the skin."""

from shop.bot.understanding.words.health.topics import HealthTopic, topic

SUBSTANCES: tuple[HealthTopic, ...] = (
    topic(
        "edulcorante, edulcorantes, sweetener, sweeteners, aspartamo, aspartame, stevia, estevia, adocante, adocantes"
    ),
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
        irrita, irritan, irritar, irritante, irritate, irritates, irritating, irritam, dermatitis, dermatite, psoriasis,
        psoriase, eccema, eccemas, rosacea, acne, alergenico
        """,
        "hipoalergenico, hypoallergenic, piel sensible, pieles sensibles, sensitive skin, pele sensivel, peles sensiveis",
    ),
    topic("niquel, nickel"),
    topic("latex"),
    topic("parabenos, parabens, paraben, parabeno"),
    topic(
        "sulfatos, sulphates, sulfates, siliconas, silicones, fragancia, fragrance, perfume free, ftalatos, phthalates"
    ),
    topic(
        """
        hipoalergenico, hipoalergenica, hypoallergenic, piel sensible, pieles sensibles, sensitive skin, pele sensivel,
        peles sensiveis, piel atopica, eczema
        """
    ),
    topic("plomo, lead free, lead in, contain lead, contains lead, any lead, chumbo"),
    topic("cadmio, cadmium, mercurio, mercury, metales pesados, heavy metals, metais pesados"),
    topic("bpa, bpa free, bisfenol, bisphenol"),
    topic(
        """
        comestible, comestibles, edible, food safe, food grade, apto para alimentos, apta para alimentos, uso
        alimentario, comestivel
        """,
    ),
)
