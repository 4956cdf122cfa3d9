"""Who it is for: the ill, the pregnant, small children, animals; and whether it is safe at all."""

from shop.bot.understanding.normalising import listed
from shop.bot.understanding.words.health.topics import HealthTopic, topic

SAFETY = topic(
    """
    toxico, toxica, toxicos, toxicas, toxic, non toxic, nontoxic, venenoso, venenosa, poisonous, peligroso,
    peligrosa, peligrosos, dangerous, perigoso, perigosa, harmful, danino, danina, nocivo, nociva, es seguro,
    es segura, son seguros, son seguras, is it safe, are they safe, e seguro, e segura
    """,
)
BABIES = topic(
    """
    bebe, bebes, baby, babies, toddler, toddlers, recien nacido, newborn, safe for babies, safe for baby, safe
    for my baby, safe for kids, safe for children, apto para bebes, apta para bebes, seguro para bebes, segura
    para bebes, seguro para bebe, apto para ninos, apta para ninos, seguro para ninos, segura para ninos,
    seguros para ninos, seguro para criancas, segura para criancas, apto para criancas, child safe, kid safe,
    child proof, meses puede, my child eat, my kid eat, my daughter eat, my son eat, mi hijo puede, mi hija
    puede, mis hijos pueden, mi nino puede, puede comerlo mi, pueden comer los ninos
    """,
)
AGE = topic(
    """
    que edad, edad minima, edad recomendada, what age, which age, minimum age, age range, recommended age, que idade,
    idade minima
    """,
    "years, anos, months, meses, edad, idade, age, ages, menores de, children under, kids under, menores",
)
# Of a child these ask whether it is old enough.
YEARS = listed(words="ano, anos, mes, meses, anito, anitos, year, years, month, months, old, olds, yo")
OLD = listed(words="year old, years old, year olds, month old, months old, anito, anitos")
# Whether something is right for somebody...
RIGHT_FOR = listed(
    es="""
    seguro para, segura para, seguros para, seguras para, apto para, apta para, aptos para, aptas para, sirve para, sirven
    para, adecuado para, adecuada para, indicado para, indicada para, recomendado para, recomendada para, vale para
    """,
    en="safe for, ok for, okay for, suitable for, fine for, alright for, appropriate for, recommended for, safe with",
    pt="""
    seguro para, segura para, seguros para, apto para, apta para, serve para, servem para, adequado para, adequada para,
    indicado para, indicada para, recomendado para
    """,
)
# ... or may be had by them.
MAY = listed(
    es="puede, pueden, puedo, podria, podrian, se lo puedo, se la puedo, le puedo, es malo, pasa algo si",
    en="can, may, could, is it ok if, is it safe if, allowed to, should",
    pt="pode, podem, posso, podia, poderia, faz mal",
)
HAVING = listed(
    es="""
    tomar, tomarlo, tomarla, tomarlos, comer, comerlo, comerla, comerlos, comerlas, beber, beberlo, usar, usarlo, usarla,
    probar, probarlo, chupar, ponerse, ponerselo
    """,
    en="eat, drink, take, use, have, try, wear, chew, suck",
    pt="tomar, comer, beber, usar, provar, chupar",
)
# To a small one.
GIVING = listed(es="dar, darselo, darsela, darle, ponerle", en="give", pt="dar, dar ao, dar a, por na")
# With these a number of years is none of somebody's age.
NO_AGE = listed(
    words="""
    garantia, warranty, talla, tallas, size, sizes, tamanho, dura, duran, durar, last, lasts, caduca, caducan,
    expire, expires, validade, antiguedad, hace, ago, entrega, envio, tarda, llega, delivery, devolver, devolucion,
    return
    """,
)
# Said of what cannot be helped.
NO_REMEDY = listed(
    es="no hay mas remedio, no queda mas remedio, otro remedio, tiene remedio, tengo mas remedio, que remedio, sin remedio",
    pt="ha outro remedio, tem outro remedio, mais remedio, tem remedio, sem remedio, que remedio",
)
PERSONS: tuple[HealthTopic, ...] = (
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
        "embarazada, embarazadas, embarazo, pregnant, pregnancy, gravida, gravidas, gravidez, lactancia, breastfeeding"
    ),
    BABIES,
    topic(
        """
        atragantar, atragantarse, atragantamiento, asfixia, choking, choke, choking hazard, small parts, piezas
        pequenas, engasgar, engasgamento, pecas pequenas, tragar, swallow
        """,
    ),
    topic(
        """
        mi perro, mi gato, mascota, mascotas, my dog, my cat, pets, pet safe, cachorro, meu gato, meu cao, perros,
        gatos, dogs, cats
        """,
    ),
    AGE,
    SAFETY,
)
