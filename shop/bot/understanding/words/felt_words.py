"""What somebody feels, shows or was burnt by, and whom a doctor blames, for each language. See `harm`."""

from shop.bot.understanding.normalising import listed

# Said of goods by itself, and no question.
FELT_ALONE = listed(
    es="""
    pica mucho, me pica, me pica mucho, pica un monton, escuece, escuece mucho, arde mucho, arde, quema mucho
    """,
    en="""
    it itches, it itches a lot, it s itching, it burns, it burns a lot, it stings, i m itching, it is burning
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
    es por vuestra, es por vuestro, por vuestra, por vuestro, por vuestras, por vuestros, culpa, fue, ha sido, es de
    vuestra, es de vuestro
    """,
    en="""
    it was your, it was the, it s your, it is your, was caused, because of your, because of the, your product
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
