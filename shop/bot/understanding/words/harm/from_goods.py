"""The words of a symptom and of the goods it comes from, for each language. See `harm/from_goods`."""

from shop.bot.understanding.normalising import listed

# Of a part of the body, or of all of it.
SYMPTOMS = listed(
    es="""
    ardio, ardieron, arde, arden, irritado, irritada, irritados, irritadas, irrito, irritaron, lloran, lloro,
    lloraban, lagrimean, pica, pican, pico, picaron, picor, picores, escuece, escocio, escocido, roja, rojo, rojas,
    rojos, enrojecida, enrojecido, enrojecio, infectado, infectada, infecto, infectaron, hinchado, hinchada, hincho,
    pelando, pelado, pelada, ampollas, granos, ronchas, manchas, duele, duelen, dolio, quemado, quemada, costras,
    heridas
    """,
    en="""
    itchy, itching, itches, itched, burning, burns, burned, burnt, red, infected, infection, irritated, swollen, sore,
    stinging, stings, stung, peeling, watering, watery, hurts, hurt, hurting, blistered, blisters, bumps, inflamed,
    raw, rashy
    """,
    pt="""
    vermelha, vermelho, vermelhas, vermelhos, irritada, irritado, irritou, ardeu, arde, ardem, ardendo, cocando, coca,
    coceira, comichao, infectada, infectado, infetada, infetado, infeccionou, infetou, inchada, inchado, inchou,
    descamando, descamar, lacrimejando, lacrimejam, chorando, lacrimejar, bolhas, borbulhas, manchas, doi, doem, doeu,
    queimada, queimado
    """,
)
PARTS = listed(
    es="""
    parpado, parpados, axila, axilas, cuero cabelludo, frente, mejillas, espalda, pecho, por todo el cuerpo, toda
    """,
    en="eyelid, eyelids, armpit, armpits, scalp, forehead, cheeks, back, chest, all over, everywhere",
    pt="palpebra, palpebras, axila, axilas, couro cabeludo, testa, bochechas, costas, peito, o corpo todo",
)
# Who tells it of themselves or theirs.
TELLERS = listed(
    es="tengo, tiene, estoy, esta",
    en="i, i m, my, our, he, she",
    pt="fiquei, ficou, estou, tenho, tem, me",
)
CAUSES = listed(
    es="""
    con, por, por culpa de, por usar, desde que, desde, despues de, despues del, tras, al usar, al ponerme, cada vez
    que
    """,
    en="with, from, since, after, because of, due to, every time, by, whenever, using",
    pt="""
    com, por, por causa de, por causa do, por causa da, desde que, desde, depois de, depois do, depois da, ao usar,
    apos
    """,
)
# Between the cause and the goods.
USING = listed(
    es="""
    uso, use, usar, utilizo, me pongo, me puse, me eche, llevo, ponerme, comi, comer, nuestro, vuestro, vuestra, este,
    esta
    """,
    en="i, i m, i used, used, use, using, wear, wearing, eating, ate, put on, started, this, these, your, that, new",
    pt="""
    uso, usei, usar, comecei a usar, comi, comer, vosso, vossa, este, esta, esse, essa, seu, sua, do, da, dos, das
    """,
)
GOODS = listed(
    es="""
    infusion, colirio, gotas, crema, mascarilla, gel, champu, jabon, locion, aceite, serum, exfoliante, maquillaje,
    pintalabios, perfume, colonia, desodorante, acondicionador, tinte, balsamo, espuma, sales, vela, incienso,
    ambientador, pendientes, pendiente, collar, pulsera, anillo, reloj, gafas, camiseta, jersey, calcetines, zapatos,
    sabanas, almohada, producto, pomada, almendra, nuez, nueces, caramelo, mazapan, pipas, aceitunas, hueso
    """,
    en="""
    cream, mask, gel, shampoo, soap, lotion, oil, serum, scrub, makeup, lipstick, perfume, cologne, deodorant,
    conditioner, dye, balm, foam, bath bomb, candle, incense, earrings, earring, necklace, bracelet, ring, watch,
    glasses, shirt, jumper, socks, shoes, sheets, pillow, product, ointment, almond, nut, nuts, nougat, toffee, olive
    """,
    pt="""
    creme, mascara, gel, champo, xampu, shampoo, sabonete, sabao, locao, oleo, serum, esfoliante, maquiagem,
    maquilhagem, batom, perfume, colonia, desodorante, desodorizante, condicionador, tinta, balsamo, espuma, vela,
    incenso, brincos, brinco, colar, pulseira, anel, relogio, oculos, camiseta, camisola, meias, sapatos, lencois,
    almofada, produto, pomada, amendoa, noz, nozes, torrone, rebucado, caramelo, azeitona
    """,
)
TEETH = listed(
    es="diente, dientes, muela, muelas, empaste, corona",
    en="tooth, teeth, filling, molar, crown",
    pt="dente, dentes, molar, obturacao",
)
BROKEN = listed(
    es="parti, partio, rompi, rompio, roto, partido, perdi, perdio, perdido, salto, cayo, caido, astille, astillo",
    en="broke, broken, chipped, cracked, lost, snapped, came out, fell out",
    pt="parti, partiu, quebrei, quebrou, perdi, perdeu, caiu, saltou, lasquei, lascou",
)
BITING = listed(
    es="al morder, mordiendo, al comer, comiendo, masticando, al masticar",
    en="biting, eating, chewing, bit into",
    pt="ao morder, mordendo, ao comer, comendo, a comer, mastigando, ao mastigar",
)
ILL_AGAIN = listed(
    es="""
    me pongo mala, me pongo malo, me pongo enferma, me pongo enfermo, me sienta mal, se pone mala, se pone malo, me
    mareo
    """,
    en="i get sick, i get ill, i feel sick, i feel ill, makes me sick, makes me ill, get a rash, i break out",
    pt="fico doente, fico mal, passo mal, me sinto mal, sinto me mal, fico enjoada, fico enjoado",
)
EACH_TIME = listed(
    es="cada vez que, siempre que, cada vez",
    en="every time, each time, whenever",
    pt="cada vez que, sempre que, toda vez que, todas as vezes que",
)
# What goods did to somebody: right behind it a person ("quemó a mi hija"), or before it "le", and behind it the body.
DID = listed(
    es="quemo, quemado, abraso, irrito, hirio, pincho, corto, lastimo",
    en="burned, burnt, scalded, cut, hurt, stung",
    pt="queimou, irritou, feriu, cortou, machucou, magoou",
)
TO_A_PERSON = listed(
    es="a mi, a nuestra, a nuestro, a la, al, a mis",
    en="my, our",
    pt="a minha, o meu, minha, meu, a nossa, o nosso",
)
TO_THEM = listed(words="le, les, lhe, lhes, me, nos")
BY_MISTAKE = listed(
    es="por error, sin querer, por equivocacion, por accidente, por descuido, pensando que era, creyendo que era",
    en="by mistake, by accident, accidentally, thinking it was, mistakenly",
    pt="por engano, sem querer, por acidente, por erro, pensando que era, achando que era",
)
EATEN_BY_ONESELF = listed(
    es="""
    me he comido, me comi, comi, he comido, nos hemos comido, bebi, me bebi, he bebido, me he bebido, trague, me
    trague
    """,
    en="i ate, ate, drank, i drank, swallowed, i swallowed, have eaten",
    pt="comi, bebi, engoli, comemos, bebemos, tomei",
)
NOT_TO_EAT = listed(
    es="gel, gelatina de bano, sales de bano, aceite esencial, bomba de bano, ambientador, silica, silice",
    en="gel, bath salts, essential oil, silica, bath bomb",
    pt="gel, sais de banho, oleo essencial, silica, bomba de banho",
)
SAW_A_DOCTOR = listed(
    es="""
    fui al medico, he ido al medico, fui al dermatologo, he ido al dermatologo, fui a la dermatologa, fui al pediatra,
    tuve que ir al medico, tuve que ir al dermatologo
    """,
    en="""
    saw a doctor, saw the doctor, saw my doctor, saw a dermatologist, seen a doctor, seeing a doctor, went to the
    doctor, had to see a doctor, went to a dermatologist
    """,
    pt="""
    fui ao medico, fui ao dermatologista, fui a dermatologista, tive de ir ao medico, tive que ir ao medico, fui no
    medico
    """,
)
# Each tells of harm by itself.
PLAIN = listed(
    es="""
    me dio un toque la, me dio un toque el, me hizo mal, le hizo mal, nos hizo mal, les hizo mal, se ha hecho sangre,
    se hizo sangre, me he hecho sangre, me hice sangre, hecho sangre con, me clave una, se clavo una, me he clavado
    una, se ha clavado una, dio toques, da toques, dan toques, me dio un toque electrico, dio un latigazo electrico
    """,
    en="got a splinter, got splinters, a splinter from, splinters from, drew blood, gave me a splinter",
    pt="""
    uma farpa no, uma farpa na, espetei uma farpa, farpa no dedo, farpa na mao, fez sangue, fez me sangue, deu choques
    """,
)
# What goods did, told as done: "causou-me uma alergia", "me ha provocado picores".
CAUSED = listed(
    es="""
    causo, causado, causaron, ha causado, provoco, provocado, provocaron, ha provocado, produjo, producido,
    produjeron, genero, generado, ocasiono, ocasionado, desencadeno, desencadenado, dio, dado, dieron, saco, sacado,
    sacaron, dejo con, dejado con, me dejo, nos dejo, le dejo, hizo, hizo salir, agarro, agarrado, broto, brotado,
    entro
    """,
    en="""
    caused, triggered, gave me, gave my, gave us, gave him, gave her, given me, brought on, left me with, provoked,
    set off, resulted in, led to, brought me out in
    """,
    pt="""
    causou, causaram, causado, provocou, provocaram, provocado, produziu, produziram, gerou, geraram, ocasionou,
    ocasionaram, desencadeou, desencadearam, deu, deram, dado, deixou me com, me deixou com, deixou com, despertou,
    trouxe, fez, fez me
    """,
)
CLITICS = listed(
    es="""
    me, nos, le, les, a mi, a mi hija, a mi hijo, a mi mujer, a mi marido, una, un, unas, unos, la, el, fuerte, mucha,
    mucho, muchos, gran
    """,
    en="""
    me, us, him, her, my, a, an, some, bad, severe, terrible, awful, horrible, the, this, son, daughter, wife,
    husband, really, very
    """,
    pt="""
    me, nos, lhe, lhes, a mim, a minha filha, ao meu filho, no meu filho, na minha filha, uma, um, umas, uns, a, o,
    muita, muito, muitos, grande, forte
    """,
)
CAUSED_ILLS = listed(
    es="""
    alergia, alergias, reaccion, reacciones, sarpullido, picor, picores, picazon, comezon, irritacion, quemadura,
    quemaduras, ardor, dolor, dolores, vomitos, diarrea, mareo, mareos, nauseas, infeccion, infecciones, urticaria,
    eczema, eccema, dermatitis, ampollas, granos, manchas, ronchas, fiebre, asma, hinchazon, inflamacion, escozor,
    hemorragia, sangrado, intoxicacion, gastroenteritis, herida, heridas, hongos, conjuntivitis, taquicardia,
    taquicardias, migrana, migranas, colicos, calambres, caida del pelo
    """,
    en="""
    allergy, allergies, reaction, reactions, rash, rashes, itching, itch, irritation, burn, burns, pain, pains,
    cramps, vomiting, diarrhea, diarrhoea, dizziness, nausea, infection, hives, eczema, dermatitis, blisters, spots,
    pimples, welts, fever, asthma, swelling, inflammation, bleeding, poisoning, migraine, migraines, palpitations,
    headache, headaches, stomach ache, sores, wound, wounds, hair loss
    """,
    pt="""
    alergia, alergias, reacao, reacoes, coceira, comichao, irritacao, queimadura, queimaduras, ardor, ardencia, dor,
    dores, vomitos, diarreia, tontura, tonturas, nauseas, nausea, enjoo, enjoos, infecao, infeccao, urticaria, eczema,
    dermatite, bolhas, borbulhas, manchas, febre, asma, inchaco, inflamacao, hemorragia, sangramento, intoxicacao,
    gastroenterite, ferida, feridas, conjuntivite, taquicardia, palpitacoes, enxaqueca, enxaquecas, colicas, erupcao,
    queda de cabelo
    """,
)
