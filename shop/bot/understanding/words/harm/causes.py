"""What came of goods: an ailment, an eye that does not see, somebody who fell, a doctor who is seen. See `harm`."""

from shop.bot.understanding.normalising import listed

# By themselves asked about as often ("good for eczema?"): harm where they came of something.
AILMENTS = listed(
    es="""
    eczema, eccema, eczemas, eccemas, dermatitis, conjuntivitis, psoriasis, irritacion, infeccion, hongos, quemadura
    """,
    en="eczema, dermatitis, conjunctivitis, psoriasis, irritation, infection",
    pt="eczema, eczemas, dermatite, conjuntivite, psoriase, irritacao, infecao, infeccao, queimadura",
)
# Whatever is held to be the cause.
WITH_IT = listed(
    es="""
    con vuestro, con vuestra, con la crema, con el jabon, con el gel, con el champu, al usar, por usar, de usar, por
    la crema
    """,
    en="""
    with your, with the cream, with the soap, using your, using the, from using, the cream, the soap, your cream, your
    soap
    """,
    pt="com o vosso, com a vossa, com o creme, com o sabonete, com o gel, ao usar, por usar, de usar, com o seu",
)
CAME_UP = listed(
    es="""
    me ha salido, me salio, le ha salido, le salio, nos ha salido, me han salido, me salieron, ha aparecido, me
    aparecio, se me puso, me ha dado, me dio, me ha provocado, me provoco, me ha causado, me causo
    """,
    en="""
    gave me, gave my, gave him, gave her, got an, got eczema, broke out in, came out in, developed, caused me, left me
    with
    """,
    pt="""
    apareceu me, me apareceu, apareceu, fiquei com, ficou com, deu me, me deu, causou me, me causou, provocou me, me
    provocou, saiu me
    """,
)
CANNOT_SEE = listed(
    es="no veo, no ve, no puedo ver, no puede ver, perdi la vista, ha perdido la vista, perdido vision",
    en="can t see, cannot see, can not see, cant see, couldn t see, lost sight, lost my sight, lost vision",
    pt="nao vejo, nao ve, nao consigo ver, nao consegue ver, perdi a visao, perdi a vista, perdeu a visao",
)
# Before an eye that is somebody's, or behind it.
OF_SOMEBODY = listed(words="my, his, her, left, right, one, un, um, mi, del, do, dum, meu, com, con")
# "Eye cream": no eye.
EYE_GOODS = listed(
    words="cream, shadow, shadows, liner, mask, masks, gel, serum, drops, pencil, patches, color, colour"
)
SIDES = listed(words="izquierdo, derecho, esquerdo, direito")
BROKE = listed(
    es="se rompio, se ha roto, se partio, se ha partido, cedio, ha cedido, se vencio, se hundio, se vino abajo, se solto",
    en="broke, collapsed, gave way, snapped, came apart, came loose, tipped over",
    pt="quebrou, partiu, partiu se, se partiu, cedeu, desabou, tombou, soltou se, se soltou",
)
FELL = listed(words="fell, se cayo, se ha caido, caiu, me cai, i fell, cai, fallen")
CLINICS = listed(
    es="centro de salud, hospital, urgencias, ambulatorio, consultorio, clinica, medico, dermatologo",
    en="clinic, health centre, health center, hospital, emergency room, doctor s, doctors, urgent care, a e",
    pt="centro de saude, posto de saude, hospital, urgencias, urgencia, clinica, medico, upa, pronto socorro",
)
IS_AT = listed(
    es="estoy en, estamos en, esta en, estoy con el, he acabado en, hemos acabado en",
    en="i m at, i m in, i am at, we re at, we are at, is at, he s at, she s at, we are in, we re in",
    pt="estou no, estou na, estamos no, estamos na, esta no, esta na, estou nas, estamos nas",
)
BLAMED_ON = listed(
    es="""
    es por la, es por el, es por las, es por los, por la, por el, por las, por los, por vuestra, por vuestro, por
    culpa
    """,
    en="because of, it s from, it s the, from your, it s your, it was your, it was the, after your, after the, due to",
    pt="por causa, foi o, foi a, e do vosso, e da vossa, culpa, depois do, depois da, por vossa",
)
TIMES_OF_DAY = listed(
    es="por la manana, por la tarde, por la noche, por el momento, por la semana", pt="pela manha, pela tarde"
)
# Of what was eaten.
TASTED_BAD = listed(
    es="""
    estaba malo, estaba mala, estaban malos, estaban malas, estaba agrio, estaba agria, estaban agrios, estaba pasado,
    estaba pasada, en mal estado, olia mal, olia raro, sabia mal, sabia raro, sabia a podrido
    """,
    en="""
    was off, were off, gone off, went off, gone bad, went bad, was bad, were bad, tasted off, tasted bad, tasted
    funny, smelled off, smelled bad, was sour, had turned
    """,
    pt="""
    estava mau, estava ma, estavam maus, estavam mas, estava azedo, estava azeda, azedou, estava ruim, estavam ruins, estava
    passado, sabia mal, cheirava mal, fora do prazo, fora da validade
    """,
)
EATEN_BY_SOMEBODY = listed(
    es="comio, comieron, comimos, comi, bebio, bebieron, bebimos, bebi, ha comido, hemos comido, he comido, se comio",
    en="ate, ate it, eaten, drank, drunk, ate some",
    pt="comeu, comeram, comemos, comi, bebeu, beberam, bebemos, bebi",
)
# Who was on what broke.
ON_IT = listed(
    es="""
    conmigo encima, con el encima, con ella encima, hijo encima, hija encima, madre encima, padre encima, estando
    sentado
    """,
    en="""
    son was on it, daughter was on it, i was on it, he was on it, she was on it, with me on it, sitting on it,
    standing on it
    """,
    pt="comigo em cima, em cima dela, em cima dele, comigo sentado, comigo sentada, sentado nela, sentada nela",
)
# Food does not taste so.
TASTES = listed(
    es="sabe a, sabia a, saben a, huele a, olia a, sabor a, olor a",
    en="tastes like, tastes of, tasted like, tasted of, smells like, smells of, smelled like, smelt of",
    pt="sabe a, sabia a, sabem a, tem gosto de, gosto de, cheira a, cheirava a, cheiro a",
)
CHEMICALS = listed(
    es="lejia, amoniaco, gasolina, quimico, quimicos, disolvente, detergente, petroleo, pintura, insecticida",
    en="bleach, ammonia, petrol, gasoline, chemicals, chemical, solvent, detergent, paint, insecticide",
    pt="lixivia, agua sanitaria, amoniaco, gasolina, quimico, quimicos, solvente, detergente, tinta, inseticida",
)
