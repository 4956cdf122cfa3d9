"""Words of harm in which none is told, for each language."""

from shop.bot.understanding.normalising import listed

# These are no sign in such words.
NO_SIGNS = listed(
    es="""
    quita la diarrea, para la diarrea, corta la diarrea, cortado el pelo, corte el pelo, cortarme el pelo, trabajo en
    urgencias, muy cara, mas cara, tan cara, es cara, muy caras, a mano, segunda mano, en mano, encima del sofa,
    encima de la mesa, encima de la alfombra, de juguete, el inconsciente, sentaron mal, que no contesteis, cayo mal
    el repartidor, cayo mal la repartidora, me ha sentado mal que, me sento mal que, siento mal por, mareada con,
    mareado con, me cai de la silla cuando, todos, todas, cortado la conversacion, cortado la llamada, cortado la luz,
    reaccion para, reaccion al mensaje, en urgencias dejadlo, la entrega es en urgencias, cara sonriente, cara de, me
    corte el pelo, me corte las unas, me quede sin aliento de ilusion, morir de risa, morirme de risa, morir de amor,
    morirme de amor, morirme de verguenza, soy socorro, llamo socorro, de socorro, para socorro, me cai del guindo,
    quema los ojos jaja, me ahogo en papeleo, me ahogo en papeles, me ahogo en deudas, me ahogo en trabajo, me ahogo
    en facturas, me ahogo en un vaso, me ahogo de trabajo, me ahogo de risa, me ahogo de calor, ahogado de trabajo,
    ahogada de trabajo, se ahoga en un vaso, se ahoga en papeleo, corto el pelo, cortaron el pelo
    """,
    en="""
    rash guard, rash guards, rashguard, rash decision, sick of, burned by another, burnt by another, burned by
    shipping, burned by fees, by hand, hand wash, hand washed, other hand, second hand, hand made, cut me a, cut
    off, cut his name, cut her name, toy ambulance, bee hives, beehives, poisoned apple, unconscious bias,
    burning wood, ill wait, ill take, ill order, ill get, ill pay, ill try, ill see, ill let, ill come, ill be,
    ill do, ill send, ill buy, ill check, ill call, ill have, ill go, ill think, ill treated, ill ask, ill tell,
    sick after waiting, sick waiting, terrible about, on fire right now, sale is on fire, can t breathe a word,
    can t breathe a word of, cannot breathe a word, don t breathe a word, breathing space, my breath away,
    breathless with, want to die laughing, die for, suicide squad, choked up, cut his hair, cut her hair, cut my
    hair, cut his nails, cut her nails
    """,
    pt="""
    queimou o filme, para a diarreia, cai no spam, de tanto rir, lavar a mao, feito a mao, feita a mao, segunda
    mao, de brinquedo, muito cara, mal de tanto, morrer de rir, morrer de amores, morrer de vergonha, sou a
    socorro, do socorro, da socorro, para a socorro, cortou o cabelo, cortei o cabelo
    """,
)
# Weary bodies and clothes that do not fit tell of no harm; who is in hospital may only wait for a parcel.
CLOTHES = listed(
    es="""
    pantalon, pantalones, vestido, camiseta, camisa, falda, chaqueta, abrigo, ropa, zapatos, jersey, gafas
    """,
    en="trousers, dress, shirt, skirt, jacket, coat, clothes, shoes, jumper, glasses, jeans",
    pt="calcas, vestido, camisa, saia, casaco, roupa, sapatos, camisola, oculos",
)
NOT_FITTING = listed(
    es="sentado mal, sento mal, sentaron mal, sienta mal, sientan mal, sentado fatal, sento fatal",
    en="feels awful, feel awful, feels terrible",
    pt="fica mal, ficou mal, ficaram mal",
)
DELIVERY = listed(
    es="""
    dejadlo, dejarlo, dejalo, dejadmelo, entregadlo, entregarlo, entregad, entregadmelo, entreguen, entregarmelo,
    mandadlo, mandarlo, recogerlo, recogerla, recojo, traedlo, traerlo, traermelo, subirlo, subidlo, subis, subirmelo,
    llevarlo, entrega, entregais, entregar, vecino, vecina, portero, recoger, enviadlo, envio
    """,
    en="""
    deliver, delivered, delivery, bring it, bring them, upstairs, carry it, drop it, to collect, neighbour, neighbor,
    leave it, parcel, collect, pick up
    """,
    pt="""
    entrega, entregar, entreguem, entregam, trazer, tragam, trazem, levem, levar a casa, ir buscar, vizinho, vizinha,
    porteiro, deixem, deixe, levantar
    """,
)
IN_HOSPITAL = listed(
    es="estoy en el hospital, en urgencias, a urgencias, estamos en el hospital, en el hospital, en el hospital con",
    en="""
    i m in hospital, i am in hospital, i m in the hospital, in the er, we are in hospital
    """,
    pt="estou no hospital, nas urgencias, estamos no hospital",
)
# Why somebody cannot come for it.
CANNOT = listed(
    es="no puedo, no podre, no puede, no podemos, no podia",
    en="can t, cannot, can not, couldn t, won t be able, unable",
    pt="nao posso, nao consigo, nao pode, nao podemos, nao vou poder",
)
