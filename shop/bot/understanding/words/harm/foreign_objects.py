"""What has no place in goods, or must not be swallowed, and how it is told, for each language. See `harm`."""

from shop.bot.understanding.normalising import listed

# What has no place in goods.
PESTS = listed(
    es="""
    gusano, gusanos, larva, larvas, cucaracha, cucarachas, bicho, bichos, insecto, insectos, hormigas, gorgojos, rata,
    excrementos, polilla, polillas, mosca, moscas, bichito, bichitos, bichillo, bichillos, gusanito, gusanitos,
    hormiguitas
    """,
    en="""
    worm, worms, maggot, maggots, larvae, cockroach, cockroaches, insect, insects, bug, bugs, ants, weevils,
    droppings, fly, flies, moth, moths, critters, creepy crawlies, beetle, beetles
    """,
    pt="""
    verme, vermes, larva, larvas, bicho, bichos, inseto, insetos, insecto, insectos, formigas, gorgulho, gorgulhos,
    mosca, moscas, baratas, barata, bichinho, bichinhos, formiguinhas, minhoca, minhocas, besouro, besouros
    """,
)
SHARP = listed(
    es="""
    cristal, cristales, vidrio, vidrios, metal, plastico, plasticos, astilla, astillas, tornillo, clavo, aguja,
    alambre, grapa, piedra, piedras, hierro, madera, pelo, pelos
    """,
    en="""
    glass, metal, plastic, splinter, splinters, screw, nail, needle, wire, staple, stone, stones, shard, shards,
    hair, hairs, wood, blade
    """,
    pt="""
    vidro, vidros, metal, plastico, farpa, farpas, parafuso, prego, agulha, arame, agrafo, pedra, pedras, madeira,
    cabelo, cabelos, ferro
    """,
)
SHARDS = listed(
    es="esquirla, esquirlas, cristales, trozos de cristal, trozos de vidrio",
    en="shard, shards",
    pt="caco, cacos, estilhacos",
)
PIECES = listed(
    es="trozo, trozos, pedazo, pedazos, cacho, cachos, esquirla, esquirlas, fragmento, fragmentos",
    en="piece, pieces, bit, bits, shard, shards, fragment, fragments, sliver, chunk",
    pt="pedaco, pedacos, caco, cacos, estilhaco, estilhacos, lasca, lascas, fragmento, fragmentos",
)
FOOD = listed(
    es="""
    harina, arroz, pasta, leche, zumo, salsa, cereales, galleta, galletas, pan, mermelada, comida, chocolate,
    tarta, pastel, miel, cafe, te, bombon, bombones, turron, aceite, queso, magdalena, magdalenas, bizcocho,
    yogur, nata, embutido, chorizo, jamon, ensalada, sopa, caramelo, caramelos, chocolatina, bebida, batido,
    helado, frutos secos, almendras, azucar, sal, especias, croqueta, croquetas, empanada, donut, muffin,
    conserva, conservas, anchoas, atun, pate, mejillones, sardinas, fruta, verdura
    """,
    en="""
    flour, rice, pasta, milk, juice, sauce, cereal, biscuit, biscuits, cookie, cookies, bread, jam, food,
    chocolate, chocolates, cake, honey, coffee, tea, oil, cheese, muffin, muffins, yogurt, cream, salad, soup,
    candy, sweets, drink, ice cream, nuts, almonds, sugar, salt, spices, meal, snack, pie, marmalade, brownie,
    anchovies, tuna, sardines, preserve, fruit, vegetables
    """,
    pt="""
    farinha, arroz, massa, leite, sumo, suco, molho, biscoito, biscoitos, bolacha, bolachas, pao, doce, geleia,
    comida, chocolate, bolo, mel, cafe, cha, azeite, queijo, compota, iogurte, natas, salada, sopa, rebucado,
    bala, bebida, gelado, sorvete, acucar, sal, brigadeiro, pastel, salgado, lanche, conserva, conservas,
    anchovas, atum, sardinhas, fruta, legumes
    """,
)
CONTAINERS = listed(
    es="tarro, bote, frasco, lata, bolsa, caja, paquete, envase, sobre, botella",
    en="jar, can, tin, bag, box, package, packet, parcel, bottle",
    pt="frasco, pote, lata, saco, caixa, pacote, embalagem, garrafa",
)
# Nobody sells these.
VERMIN = listed(
    es="cucaracha, cucarachas, gusanos, gusano, gorgojos, larvas, cagarrutas",
    en="cockroach, cockroaches, maggots, maggot, weevils, larvae, mouse droppings",
    pt="gorgulho, gorgulhos, larvas, vermes, barata no, barata na, baratas no, baratas na",
)
AROUND_VERMIN = listed(
    es="""
    hay, una, un, unas, unos, con, tiene, tienen, he encontrado, encontre, que asco, vivas, muertas, viva, muerta,
    y, esta, lleno de
    """,
    en="""
    there is, there s, there are, a, i found, found, with, it has, gross, dead, live, full of, ew, omg
    """,
    pt="ha, tem, uma, um, umas, uns, com, encontrei, achei, que nojo, viva, morta, cheio de",
)
IN = listed(words="en, in, no, na, nos, nas, dentro, inside, into, num, numa, del, up")
OPENINGS = listed(
    es="nariz, oido, oreja, boca, garganta",
    en="nose, nostril, ear, ears, mouth, throat",
    pt="nariz, ouvido, orelha, boca, garganta",
)
FOUND = listed(
    es="""
    encontrado, encontre, encontramos, encontro, ha salido, salio, habia, tragado, trago, trague, tenia, tenian,
    venia, venian, vino con, vinieron con, traia, lleno de, llena de, llenos de, llenas de, mordi, ha aparecido,
    aparecio
    """,
    en="found, there was, there were, full of, came with, bit into, swallowed, had, discovered",
    pt="""
    encontrei, encontramos, achei, achamos, havia, tinha, tinham, veio com, vieram com, cheio de, cheia de, cheios
    de, apareceu, mordi, engoli, engoliu
    """,
)
FULL = listed(
    es="lleno de, llena de, llenos de, llenas de, con gusanos, con bichos",
    en="full of, crawling with, infested",
    pt="cheio de, cheia de, cheios de, cheias de",
)
# Of the present: as good as a question where there is a question mark.
THERE_IS = listed(
    es="hay, tiene, tienen, trae, traen, viene con, vienen con, lleva",
    en="there is, there s, there are, theres, has, got",
    pt="tem, ha, vem com, traz",
)
INSIDE = listed(
    es="dentro, adentro, por dentro",
    en="inside, in it, in them, in one of them, in mine",
    pt="dentro, la dentro, por dentro",
)
# Swallowed, these are harm.
SWALLOWED = listed(
    es="se ha tragado, se trago, se han tragado, se tragaron, me he tragado",
    en="swallowed, has swallowed, swallowing",
    pt="engoliu, engoli, engoliram",
)
SMALL_THINGS = listed(
    es="""
    pieza, piezas, boton, botones, pila, pilas, iman, imanes, tapon, bola, bolita, bolitas, tornillo, ojo, rueda,
    cuenta, canica
    """,
    en="""
    part, parts, button, buttons, battery, batteries, magnet, magnets, bead, beads, lid, screw, cap, eye, wheel,
    marble
    """,
    pt="""
    peca, pecas, botao, botoes, pilha, pilhas, ima, imas, tampa, bola, bolinha, bolinhas, parafuso, olho, roda,
    conta
    """,
)
# A child or an animal has had what is no food, or not theirs.
EATEN = listed(
    es="""
    se ha comido, se comio, se han comido, se comieron, se ha bebido, se bebio, se ha metido en la boca, ha chupado,
    ha lamido, ha mordido, se ha tragado, se trago, ha comido, comio
    """,
    en="""
    ate, has eaten, have eaten, drank, has drunk, licked, chewed, swallowed, has swallowed, bit into, got into
    """,
    pt="comeu, comeram, bebeu, beberam, lambeu, mastigou, mordeu, engoliu, meteu na boca, pos na boca",
)
PETS = listed(
    es="perro, perra, perrito, perrita, gato, gata, gatito, gatita, mascota, conejo, cachorro, loro",
    en="dog, puppy, cat, kitten, pet, rabbit, parrot",
    pt="cachorro, cachorra, cao, cadela, gato, gata, gatinho, bicho, coelho, papagaio",
)
CHILDREN = listed(
    es="hijo, hija, nino, nina, bebe, peque, nieto, nieta, sobrino, sobrina",
    en="son, daughter, kid, child, baby, toddler, boy, girl, grandson, granddaughter, nephew, niece",
    pt="filho, filha, crianca, menino, menina, bebe, neto, neta, sobrinho, sobrinha, miudo, miuda",
)
NO_FOOD = listed(
    es="""
    vela, velas, cera, jabon, champu, crema, perfume, colonia, pintura, pegamento, detergente, pila, pilas,
    ambientador, difusor, maquillaje, pintalabios, locion, incienso, tinta, plastico, papel, trozo, pieza,
    plastilina
    """,
    en="""
    candle, candles, wax, soap, shampoo, cream, perfume, cologne, paint, glue, detergent, battery, diffuser, makeup,
    lipstick, lotion, incense, ink, plastic, paper, piece, oil, bath bomb
    """,
    pt="""
    vela, velas, cera, sabao, sabonete, champo, xampu, creme, perfume, colonia, tinta, cola, detergente, pilha,
    ambientador, difusor, maquiagem, batom, locao, incenso, plastico, papel, pedaco, peca
    """,
)
# Who may not have something, and that it was there.
ALLERGIC = listed(
    es="alergico, alergica, alergicos, celiaco, celiaca, celiacos, intolerante",
    en="allergic, celiac, coeliac, intolerant",
    pt="alergico, alergica, alergicos, celiaco, celiaca, celiacos, intolerante",
)
GIVEN = listed(
    es="""
    habeis puesto, habeis mandado, habeis enviado, mandasteis, pusisteis, llevaba, llevaban, tenia, tenian
    """,
    en="there was, there were, it had, they had, you sent, you put, you gave, contained",
    pt="tinha, tinham, levava, colocaram, puseram, mandaram, enviaram, veio com",
)
# Gone bad; whoever had it is to be told what to do.
SPOILED = listed(
    es="""
    moho, podrido, podrida, podridos, podridas, caducado, caducada, caducados, caducadas, mohoso, mohosa, con moho,
    pasado
    """,
    en="rotten, expired, mouldy, moldy, mould, mold, spoiled, out of date",
    pt="podre, podres, vencido, vencida, mofado, mofada, bolorento, com bolor, estragado, estragada",
)
HAD = listed(
    es="""
    comimos, comi, comio, comieron, bebio, bebimos, bebi, me comi, se comio, la bebio, lo bebio, comido, bebido
    """,
    en="ate, eaten, drank, drunk, i ate, we ate, had some",
    pt="comi, comeu, comemos, comeram, bebi, bebeu, bebemos, beberam",
)
# Nobody may have these.
POISON = listed(
    es="""
    ambientador, quitaesmalte, esmalte, perfume, colonia, jabon, champu, detergente, lejia, pegamento, pintura,
    suavizante, liquido de la, el liquido, friegasuelos, amoniaco, alcohol de, cera, locion, tinta, pila, pilas,
    aceite esencial
    """,
    en="""
    air freshener, nail polish, polish remover, perfume, cologne, soap, shampoo, detergent, bleach, glue, paint,
    lotion, the liquid, ink, wax, battery, batteries, conditioner, essential oil
    """,
    pt="""
    ambientador, removedor, acetona, verniz, perfume, colonia, sabao, sabonete, champo, xampu, detergente,
    lixivia, cola, tinta, amaciante, o liquido, cera, locao, pilha, pilhas, oleo essencial
    """,
)
SWALLOWING = listed(
    es="""
    ha bebido, se bebio, bebio, se ha tragado, trago, se trago, ingirio, ha ingerido, ha chupado, se ha comido, se
    comio
    """,
    en="drank, has drunk, swallowed, has swallowed, ingested, ate, has eaten, licked",
    pt="bebeu, engoliu, tragou, ingeriu, comeu, lambeu",
)
# What an animal may have had without harm to itself.
PARCELS = listed(words="paquete, caja, pedido, parcel, package, box, order, encomenda, pacote, caixa")
