"""The words of who does not want to live, and of what weighs as much, for each language. See `harm.distress`."""

from shop.bot.understanding.normalising import listed

# A no, or the lack of it, to living itself: what stands right behind decides ("… sin este vino", "… en Madrid").
NOT_LIVING = listed(
    es="""
    no quiero vivir, no quiero vivir mas, no quiero ya vivir, ya no quiero vivir, no quiero seguir viviendo, no quiero
    seguir con vida, no quiero seguir vivo, no quiero seguir viva, no quiero estar vivo, no quiero estar viva, no
    deseo vivir, no deseo seguir viviendo, no puedo seguir viviendo, no tengo ganas de vivir, sin ganas de vivir, no
    me quedan ganas de vivir, se me han quitado las ganas de vivir, perdi las ganas de vivir, he perdido las ganas de
    vivir, quiero dejar de vivir, para que seguir viviendo, no vale la pena vivir, no merece la pena vivir, no vale la
    pena seguir viviendo, no merece la pena seguir viviendo, no tengo razones para vivir, no tengo motivos para vivir,
    no le veo sentido a vivir, no aguanto vivir, no soporto vivir
    """,
    en="""
    don t want to live, dont want to live, do not want to live, don t wanna live, dont wanna live, no longer want to
    live, don t want to go on living, don t want to keep living, don t want to be alive, do not want to be alive, don
    t want to exist, no reason to live, nothing to live for, no will to live, lost the will to live, lost my will to
    live, not worth living, isn t worth living, can t go on living, cannot go on living, tired of living, sick of
    living, rather not live, no point in living, don t feel like living, stop living
    """,
    pt="""
    nao quero viver, nao quero mais viver, nao quero viver mais, ja nao quero viver, nao quero continuar a viver, nao
    quero continuar vivendo, nao quero continuar vivo, nao quero continuar viva, nao quero estar vivo, nao quero estar
    viva, nao desejo viver, nao tenho vontade de viver, sem vontade de viver, nao tenho mais vontade de viver, perdi a
    vontade de viver, nao vale a pena viver, ja nao vale a pena viver, nao vale a pena continuar a viver, quero deixar
    de viver, quero parar de viver, nao tenho razao para viver, nao tenho motivos para viver, cansado de viver,
    cansada de viver, nao aguento mais viver, nao suporto viver
    """,
)
# Whatever stands behind.
PLAIN = listed(
    es="""
    quiero morirme, me quiero morir, quisiera morirme, quisiera morir, queria morir, queria morirme, quiero estar
    muerto, quiero estar muerta, ojala me muera, ojala estuviera muerto, ojala estuviera muerta, preferiria estar
    muerto, preferiria estar muerta, estaria mejor muerto, estaria mejor muerta, mejor muerto, mejor muerta, acabar
    con mi vida, terminar con mi vida, poner fin a mi vida, quitarme de en medio, quiero matarme, me voy a matar, voy
    a matarme, pienso en matarme, pienso en suicidarme, me voy a suicidar, cansado de vivir, cansada de vivir, harto
    de vivir, harta de vivir, mi vida no tiene sentido, la vida no tiene sentido, autolesion, autolesiones, me
    autolesiono, me hago cortes en los brazos, hacerme dano a mi mismo, hacerme dano a mi misma, pensamientos
    suicidas, ideas suicidas, quiero desaparecer, quisiera desaparecer, no quiero estar en este mundo, quiero irme de
    este mundo, tirarme por la ventana, tirar por la ventana, tirarme al tren, tirarme por el balcon, tirarme de un
    puente
    """,
    en="""
    wish i was dead, wish i were dead, better off dead, i d rather be dead, rather be dead, want to be dead, end it
    all, take my own life, taking my own life, take my life, ending my life, end my own life, kill myself, killing
    myself, my life is over, life is pointless, my life is pointless, life has no meaning, my life has no meaning,
    self harm, self harming, harming myself, harm myself, hurting myself on purpose, suicidal thoughts, i should be
    dead, want to disappear, jump out of the window, jump off a bridge, jump off a building, jump in front of, don t
    want to be here anymore, don t want to be in this world
    """,
    pt="""
    quero morrer, queria morrer, quem me dera morrer, queria estar morto, queria estar morta, preferia estar morto,
    preferia estar morta, mais valia estar morto, mais valia estar morta, melhor morto, melhor morta, acabar com a
    minha vida, acabar com minha vida, por fim a minha vida, tirar a propria vida, vou me matar, vou matar me, penso
    em matar me, penso em me matar, a minha vida nao tem sentido, minha vida nao tem sentido, a vida nao tem sentido,
    automutilacao, automutilo, me automutilo, farto de viver, farta de viver, pensamentos suicidas, quero desaparecer,
    queria desaparecer, atirar me da janela, me jogar da janela, jogar me da janela, me atirar da ponte, atirar me da
    ponte, nao quero estar neste mundo
    """,
)
# Behind "I do not want to live": a place, or a thing that one cannot do without; no distress.
WITHOUT = frozenset({"sin", "without", "sem"})
THINGS = listed(
    es="""
    este, esta, estos, estas, ese, esa, esos, esas, el, la, los, las, vuestro, vuestra, vuestros, vuestras, un, una,
    tu, tus
    """,
    en="this, that, these, those, the, your, a, an, it",
    pt="""
    este, esta, estes, estas, esse, essa, esses, essas, o, a, os, as, vosso, vossa, vossos, vossas, seu, sua, um, uma
    """,
)
# Persons and hopes: who does not want to live without these means it.
LOVED = listed(
    es="""
    hijo, hija, hijos, madre, padre, marido, mujer, novio, novia, pareja, hermano, hermana, amor, esperanza, dolor,
    ti, el, ella, ellos
    """,
    en="""
    son, daughter, kids, mother, mom, mum, dad, father, husband, wife, boyfriend, girlfriend, partner, brother,
    sister, love, hope, pain, him, her, them, you
    """,
    pt="""
    filho, filha, filhos, mae, pai, marido, mulher, namorado, namorada, companheiro, irmao, irma, amor, esperanca,
    dor, ti, ele, ela, eles
    """,
)
PLACES = frozenset(
    {
        "en",
        "in",
        "em",
        "no",
        "na",
        "cerca",
        "lejos",
        "near",
        "perto",
        "longe",
        "next",
        "at",
        "con",
        "with",
        "com",
    }
)
THIS_LIFE = listed(
    es="mundo, vida, planeta, asi, infierno, tormento, dolor, miedo, sufrimiento, depresion, esto, culpa, verguenza",
    en="world, life, planet, hell, torment, pain, fear, misery, depression, this, guilt, shame",
    pt="mundo, vida, planeta, assim, inferno, tormento, dor, medo, sofrimento, depressao, isto, isso, culpa, vergonha",
)
# Jokes over goods: "me quiero morir de lo bonito que es".
JOKES = listed(
    es="""
    desaparecer manchas, desaparecer las, desaparecer los, desaparecer la, desaparecer el, dolor de barriga de la
    risa, dolor de barriga de tanto reir, morirme de risa, morir de risa, morirme de amor, morir de amor, morirme de
    verguenza, morirme de gusto, morir de gusto, morirme de ganas, morirme de lo, morir de lo, morirme de hambre, me
    quiero morir de, quiero morir de lo, quiero morirme de lo
    """,
    en="""
    to die for, stomach ache from laughing, die laughing, die of laughter, die of joy, die happy, die of
    embarrassment, die of cuteness
    """,
    pt="""
    dor de cotovelo, dor de barriga de tanto rir, morrer de rir, morrer de amores, morrer de vergonha, morrer de tao,
    morrer de fome, morrer feliz, morrer de fofura
    """,
)
# A child lost before it was born, a heart that fails: harm where it came after something.
GRAVE = listed(
    es="""
    aborte, abortado, abortaste, aborto, tuve un aborto, he tenido un aborto, sufri un aborto, he perdido al bebe, he
    perdido el bebe, perdi al bebe, perdi el bebe, perdio al bebe, perdio el bebe, infarto, ictus, derrame, coma, paro
    cardiaco, taquicardia, taquicardias, hemorragia, sangrado, ciego, ciega, sordo, sorda, paralizado, paralizada,
    paralisis, hepatitis
    """,
    en="""
    miscarried, miscarriage, lost the baby, lost my baby, lost our baby, stillborn, heart attack, stroke, coma,
    cardiac arrest, palpitations, hemorrhage, haemorrhage, blind, deaf, paralysed, paralyzed, hepatitis, liver
    failure, kidney failure
    """,
    pt="""
    abortei, abortou, aborto, tive um aborto, sofri um aborto, perdi o bebe, perdi o meu bebe, perdi meu bebe, perdeu
    o bebe, enfarte, infarto, avc, derrame, coma, paragem cardiaca, parada cardiaca, taquicardia, palpitacoes,
    hemorragia, cego, cega, surdo, surda, paralisado, paralisada, hepatite
    """,
)
# Each by itself, told of oneself: nobody says it of goods.
LOST = listed(
    es="""
    tuve un aborto, he tenido un aborto, sufri un aborto, he sufrido un aborto, perdi al bebe, perdi el bebe, he
    perdido al bebe, he perdido el bebe, me provoco un aborto, me causo un aborto, me hizo abortar
    """,
    en="i miscarried, had a miscarriage, have miscarried, lost the baby, lost my baby, lost our baby, made me miscarry",
    pt="""
    abortei, tive um aborto, sofri um aborto, perdi o bebe, perdi o meu bebe, perdi meu bebe, provocou me um aborto,
    me provocou um aborto, causou me um aborto, me causou um aborto, me fez abortar, fez me abortar
    """,
)
CAME_AFTER = listed(
    es="""
    despues de, despues del, tras, por culpa de, por tomar, por usar, por beber, por comer, desde que, al tomar, al
    beber, al comer, al usar, a causa de, con vuestra, con vuestro, con la infusion, con el te
    """,
    en="after, because of, since, from taking, from using, from drinking, from eating, due to, from your, with your",
    pt="""
    depois de, depois do, depois da, apos, por causa, por tomar, por usar, por beber, por comer, desde que, ao tomar,
    ao beber, ao comer, ao usar, com o vosso, com a vossa, com o seu, com a sua
    """,
)
TAKEN = listed(
    es="""
    tomar, tome, tomo, tomando, beber, bebi, bebio, comer, comi, comio, usar, use, uso, ponerme, puse, puso, ingerir,
    probar, probe, infusion, te, crema, pastillas, suplemento, gotas, producto, vuestro, vuestra, jarabe, capsulas
    """,
    en="""
    taking, took, drinking, drank, eating, ate, using, used, trying, tried, tea, infusion, cream, pills, supplement,
    drops, product, your, syrup, capsules
    """,
    pt="""
    tomar, tomei, tomou, tomando, beber, bebi, bebeu, comer, comi, comeu, usar, usei, usou, ingerir, experimentar,
    cha, infusao, creme, comprimidos, suplemento, gotas, produto, vosso, vossa, seu, sua, xarope, capsulas
    """,
)
