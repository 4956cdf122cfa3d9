"""What somebody feels, shows or was burnt by, and whom a doctor blames, for each language. See `harm`."""

from shop.bot.understanding.normalising import listed

# Said of goods by itself, and no question.
FELT_ALONE = listed(
    es="""
    pica mucho, me pica, me pica mucho, pica un monton, escuece, escuece mucho, arde mucho, arde, quema mucho
    """,
    en="""
    it itches, it itches a lot, it s itching, it burns, it burns a lot, it stings, i m itching, it is burning,
    it stings badly, stings badly
    """,
    pt="coca muito, esta a cocar, esta cocando, arde muito, esta ardendo, esta a arder, queima muito",
)
DOCTOR = listed(
    es="""
    medico, medica, doctor, doctora, pediatra, dermatologo, dermatologa, alergologo, alergologa, enfermera
    """,
    en="doctor, doctors, gp, pediatrician, paediatrician, dermatologist, allergist, nurse",
    pt="medico, medica, doutor, doutora, pediatra, dermatologista, alergologista, enfermeira",
)
BLAMED = listed(
    es="""
    es por vuestra, es por vuestro, por vuestra, por vuestro, por vuestras, por vuestros, culpa, fue, ha sido,
    es de vuestra, es de vuestro, es por la, es por el
    """,
    en="""
    it was your, it was the, it s from, from the, from your, it s your, it is your, was caused, because of your,
    because of the, your product
    """,
    pt="foi o, foi a, foi do, foi da, e do vosso, por causa, culpa, do vosso, da vossa, do seu produto",
)
APPEARED = listed(
    es="""
    ha salido, han salido, salio, salieron, ha aparecido, han aparecido, aparecieron, se ha llenado de, tiene
    """,
    en="""
    got, has, developed, broke out in, came out in, came up in, is covered in, covered in, woke up with
    """,
    pt="""
    ficou com, apareceram, apareceu, saiu, sairam, esta com, esta cheio de, esta cheia de, nasceram
    """,
)
MARKS = listed(
    es="""
    granitos, granos, manchas rojas, manchas, puntitos rojos, puntos rojos, rojeces, bultos, ampollas
    """,
    en="red dots, red spots, spots, red marks, red patches, bumps, red bumps, welts, pimples, blisters",
    pt="""
    manchas, manchas vermelhas, bolinhas, bolinhas vermelhas, pintas vermelhas, borbulhas, vermelhidao, bolhas
    """,
)
# What was hot went over somebody.
HOT = listed(
    es="cafe, te, sopa, caldo, infusion, agua hirviendo, hirviendo, ardiendo, caliente, cera, aceite",
    en="coffee, tea, soup, hot water, boiling water, boiling, hot, wax, oil",
    pt="cafe, cha, sopa, caldo, agua quente, agua a ferver, fervendo, a ferver, quente, cera, oleo",
)
SPILLED = listed(
    es="cayo, caido, cayeron, derramo, derramado, volco, volcado, tiro",
    en="spilled, spilt, went over, went all over, poured, fell on, splashed, dripped",
    pt="caiu, derramou, entornou, virou, verteu, derramado",
)
OVER_SOMEBODY = listed(
    es="""
    me cayo, me ha caido, encima, le cayo, le ha caido, nos cayo, sobre mi, sobre la mano, sobre las piernas
    """,
    en="over me, all over me, on me, on my, over my, over her, over him, on her, on him, on us",
    pt="em cima, caiu me, em mim, na minha, no meu, nele, nela, na mao, nas pernas",
)
# By themselves, too.
BODILY = listed(
    es="""
    sangro, sangro mucho, me sangra, hizo un corte, taquicardia, gastroenteritis, como un globo, en los ojos y, en
    el ojo y, entrado en los ojos, entrado en el ojo, entro en los ojos, entro en el ojo, me electrocute, se
    electrocuto, dio la corriente, se ha inflado, retortijones, calambres en el estomago
    """,
    en="""
    made me bleed, won t stop bleeding, heart is racing, heart racing, stomach cramps, cramps since, like a balloon,
    in my eyes, in my eye, in his eyes, in her eyes, in his eye, in her eye, throat feels tight, throat is tight,
    throat tight, burst into flames, in flames, gastroenteritis
    """,
    pt="""
    taquicardia, gastroenterite, como um balao, no olho e, nos olhos e, entrou no olho, entrou nos olhos, garganta
    fechou, tomei um choque, tomou um choque, cortou me o, fui as urgencias, fomos as urgencias, colicas depois
    """,
)
ELECTRIC = listed(
    es="""
    enchufe, cargador, lampara, cable, bateria, pila, aparato, luces, movil, plancha, calentador, manta
    electrica, patinete, hervidor, secador, calefactor
    """,
    en="""
    plug, charger, lamp, cable, battery, device, lights, phone, heater, iron, kettle, socket, by the light,
    electric blanket, scooter, hair dryer
    """,
    pt="""
    tomada, carregador, luminaria, candeeiro, cabo, bateria, aparelho, luzes, telemovel, aquecedor, ferro,
    cobertor eletrico, patinete, secador, chaleira
    """,
)
BURNT = listed(
    es="""
    se ha quemado, se quemo, se derritio, se ha derretido, se esta quemando, ardio, exploto, ha explotado, estallo, ha
    estallado, se hincho, hinchando, se esta hinchando, cortocircuito
    """,
    en="""
    shocked by, melted, burned out, burnt out, got burnt, is burning, is melting, blew up, exploded, is swelling,
    swelled up, bulging, is bulging, has swollen, overheated, short circuited
    """,
    pt="""
    queimou, queimou se, derreteu, esta queimando, esta a arder, ardeu, explodiu, estourou, explotou, rebentou,
    inchou, inchando, a inchar, curto circuito
    """,
)
FALLING = listed(
    es="cayo, cae, caido, se rompio, se partio, se vino abajo, se ha roto, se hundio, volco",
    en="fell, collapsed, broke, gave way, tipped over, came down",
    pt="caiu, partiu se, partiu, quebrou, tombou, desabou, cedeu",
)
UPON = listed(
    es="""
    encima de mi, encima de la, sobre mi, a mi hijo, a mi hija, mi madre se cayo, mi padre se cayo, mi hijo se cayo,
    mi hija se cayo, mi marido se cayo, mi mujer se cayo, me cai
    """,
    en="""
    on my, on me, under my, under me, on our, onto my, my mother fell, my father fell, my son fell, my daughter fell
    """,
    pt="""
    em cima do meu, em cima da minha, em cima de mim, sobre o meu, sobre a minha, a minha mae caiu, o meu pai caiu
    """,
)
PERSONS = listed(
    es="""
    madre, padre, hijo, hija, hijos, marido, mujer, abuela, abuelo, nino, nina, bebe, pie, cabeza, mano, me cai,
    esposa, esposo, suegro, suegra, novia, novio, hermana, hermano, sobrina, sobrino
    """,
    en="""
    mother, father, mum, mom, dad, son, daughter, kid, kids, baby, husband, wife, foot, head, hand, me, leg,
    toe, girlfriend, boyfriend, sister, brother, niece, nephew, grandma, grandpa
    """,
    pt="""
    mae, pai, filho, filha, filhos, marido, mulher, avo, crianca, bebe, pe, cabeca, mao, mim, perna, esposa,
    esposo, sogra, sogro, namorada, namorado, irma, irmao, sobrinha, sobrinho
    """,
)
# The skin turned so: right behind the part of the body, and of no goods.
RED = listed(words="rojo, roja, rojos, rojas, red, vermelho, vermelha, vermelhos, vermelhas, enrojecida")
TURNING = listed(
    words="""
    is, are, went, turned, gone, got, goes, all, very, se, me, le, puso, puesto, puesta, ha, han, pone, esta, estan,
    muy, toda, todo, todas, ficou, ficaram, estao, bem, muito, bright, it, y, and, e
    """
)
OF_GOODS = listed(words="de, del, da, do, para, for, con, com, with, of, in, en, em")
CUTTING = listed(words="cut, cortei, cortou, corto, corte, cortado, sliced")
BREAKING = listed(
    es="roto, rompio, rompi, fracturado, fracturo, partido, partio",
    en="broke, broken, fractured, sprained",
    pt="partiu, parti, quebrou, quebrei, fraturou",
)
BONES = listed(
    words="""
    brazo, pierna, cadera, dedo, costilla, braco, perna, pulso, anca, arm, leg, wrist, hip, ankle, finger, rib, nose
    """
)
EYES = listed(words="ojo, ojos, eye, eyes, olho, olhos")
GOT_IN = listed(
    es="entro, entrado, salpico, salpicado, ha entrado",
    en="got in, splashed, went in, in my",
    pt="entrou, salpicou, espirrou",
)
ON_FIRE = listed(words="on fire, arde mucho, en llamas")
DYING = listed(
    es="ha muerto, murio, se muere, se ha muerto, esta muriendo",
    en="died, is dying, dying, is dead",
    pt="morreu, esta morrendo, esta a morrer",
)
SAYS = listed(
    words="""
    says, said, say, thinks, told, confirmed, dice, dijo, dicho, cree, ha dicho, confirma, diz, disse, acha
    """
)
HOT_OR_SMOKING = listed(
    words="""
    arder, arde, ardiendo, smoking, really hot, very hot, muy caliente, quema, humo, fumo, fumaca, a ferver, muito
    quente
    """
)
OWNED = listed(words="my, his, her, our, the, mi, su, o, a, me, la, el, meu, minha")
FEELING = listed(
    words="tengo, tiene, tenemos, se me, se le, got, went, is, are, tenho, tem, ficou, ficaram, puso"
)
CREATURES = listed(
    es="perro, perra, gato, gata, mascota, conejo, hijo, hija, bebe",
    en="dog, cat, puppy, kitten, rabbit, pet, son, daughter, baby",
    pt="cachorro, cao, cadela, gato, gata, coelho, filho, filha, bebe",
)
# What burns or bursts though it has no plug.
BURSTING = listed(
    es="vela, velas, botella, tarro, bote, taza, vaso, cristal, jarra, lata, olla, cafetera",
    en="candle, candles, bottle, jar, mug, glass, cup, jug, can, pot, coffee maker",
    pt="vela, velas, garrafa, frasco, pote, caneca, copo, vidro, jarra, lata, panela",
)
BURST = listed(
    es="exploto, ha explotado, estallo, ha estallado, ha prendido, prendio",
    en="exploded, blew up, burst, set the, set my, set fire",
    pt="explodiu, explotou, estourou, pegou fogo, incendiou",
)
