"""What is asked in general, what answers that, and which words ask only where a product is spoken of."""

from shop.bot.understanding.normalising import listed

# Asked for in general: every sentence that lists what is inside counts.
ALLERGENS = listed(
    ask="""
    alergeno, alergenos, alergia, alergias, alergico, alergica, alergicos, alergicas, intolerancia, intolerancias,
    intolerante, allergen, allergens, allergy, allergies, allergic, intolerance, intolerances, intolerant,
    alergenio, alergenios, trazas, traces, vestigios
    """,
)
INGREDIENTS = listed(
    ask="""
    ingrediente, ingredientes, ingredients, ingredient, composicion, composition, composicao, que lleva, que
    contiene, que llevan, que contienen, what s in it, what is in it, what s inside, o que tem dentro, o que
    leva, que tiene dentro, que tienen dentro, que hay dentro, que tiene por dentro, what s in them, what is in
    them, what s in these, what s in this, what is in this, what is in these, what is inside, o que tem la
    dentro, o que ha dentro, o que vem dentro, que tem dentro
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
    trago, swallowed, swallows, trague, sienta mal, sientan mal, sentar mal, faz mal, maiz, corn, milho, levadura,
    yeast, fermento, levedura, espelta, atun, salmon, anchoa, anchoas, bacalao, tuna, anchovy, anchovies, cod,
    salmao, atum, anchova, anchovas, bacalhau, langosta, bogavante, cangrejo, lobster, crab, crayfish, lagosta,
    caranguejo, mejillon, mejillones, almeja, almejas, ostra, ostras, vieira, vieiras, calamar, calamares, pulpo,
    sepia, caracol, caracoles, mussel, mussels, clam, clams, oyster, oysters, scallop, scallops, squid, octopus,
    cuttlefish, snail, snails, mexilhao, mexilhoes, ameijoa, ameijoas, lula, lulas, polvo, choco, langostino,
    langostinos, shrimps, prawns, camaroes, jamon, ham, bacon, manteca, lard, presunto, vino, wine, ron, rum, licor,
    liqueur, brandy, vinho, miel, honey, mel, sal, salt, yema, yemas, gema, yogur, yogurt, iogurte, chestnut,
    chestnuts, castana, castanas, macadamia, ecologico, ecologica, organic, organico, organica, biologico,
    biologica, fragancia, fragrance, bebe, bebes, baby, babies, toddler, toddlers, tragar, swallow, perros, gatos,
    dogs, cats, cachorro, mascota, mascotas, pets, keto, crustacean, coco, coconut, cacao, cocoa, cacau, arroz,
    rice, avena, oat, ajo, ajos, garlic, alho, cebolla, cebollas, onion, onions, cebola, cebolas, tomate, tomates,
    tomato, tomatoes, pimiento, pimientos, pimenton, paprika, pimentao, chile, chili, chilli, fresa, fresas,
    strawberry, strawberries, morango, morangos, frambuesa, frambuesas, raspberry, raspberries, kiwi, kiwis, pina,
    pineapple, abacaxi, ananas, mango, papaya, melocoton, melocotones, peach, peaches, pessego, pessegos,
    albaricoque, apricot, damasco, platano, platanos, banana, bananas, manzana, manzanas, apple, apples, maca,
    macas, pera, peras, pear, pears, limon, lemon, limao, naranja, orange, laranja, citricos, citrus, canela,
    cinnamon, picante, spicy, lenteja, lentejas, lentil, lentils, garbanzo, garbanzos, chickpea, chickpeas,
    guisante, guisantes, peas, nuez moscada, nutmeg, noz moscada, pinon, pinones, pine nut, pine nuts, pinhao,
    pinhoes, malta, malt, malte, semola, semolina, buckwheat, trigo sarraceno, alforfon, mantequilla de cacahuete,
    crema de cacahuete, peanut butter, manteiga de amendoim, mantequilla de mani, leche de coco, coconut milk, leite
    de coco, aceite de coco, coconut oil, oleo de coco, leche de avena, oat milk, leche de almendras, almond milk,
    leche de soja, manteca de cacao, cocoa butter, manteiga de cacau, 
    nutrition, protein, proteina, proteinas, misma linea, same line, mesma linha, trace, traza, tracos, pescados,
    glucosa, glucose, fructosa, fructose, colageno, collagen, corante, corantes, seafood, mi perro, mi gato, my dog,
    my cat, meu gato, meu cao, recien nacido, newborn, es seguro, es segura, son seguros, son seguras, is it safe,
    are they safe, e seguro, e segura, piezas pequenas, small parts, pecas pequenas
    """,
)
