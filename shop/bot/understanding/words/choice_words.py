"""The words in which one of the three answers about a second cart is typed, for each language."""

from shop.bot.understanding.normalising import listed

BOTH = listed(
    es="""
    los dos, ambos, ambas, las dos, los dos pedidos, dos pedidos, por separado, separados, aparte, mantener los
    dos, mantener ambos, mantenlos, quedarme con los dos, deja los dos, dejar los dos, las dos cosas, las dos
    compras, quedate con los dos, quiero los dos, quedate los dos
    """,
    en="""
    both, both of them, both orders, two orders, keep both, separate, separately, separate orders, keep them
    both, both things, i want both
    """,
    pt="""
    os dois, ambos, ambas, as duas, os dois pedidos, dois pedidos, separados, separado, a parte, manter os dois,
    ficar com os dois, manter ambos, as duas encomendas, as duas coisas, as duas compras, quero os dois, fica
    com os dois
    """,
)
ADD = listed(
    es="""
    anade, anadelo, anadela, anadelos, anadir, anadirlo, anadirla, anadidlo, anademelo, agrega, agregalo,
    agregar, agregarlo, suma, sumalo, sumar, sumarlo, junta, juntalo, juntar, juntarlo, juntos, junto, todo
    junto, incluye, incluyelo, incluir, incluirlo, une, unelos, unir, mete, metelo, juntalos, juntadlos,
    juntarlos, todo en uno, todo en uno solo, en uno solo
    """,
    en="""
    add, add it, add them, add this, add to, adding, combine, combine them, together, merge, merge them,
    include, all in one, put them together, in one order, one order
    """,
    pt="""
    adicionar, adiciona, adicione, acrescenta, acrescentar, acrescente, acrescenta o, junta, junte, juntar,
    juntos, junto, tudo junto, soma, some, somar, inclui, inclua, incluir, poe junto, adiciona ao, junta os,
    junta tudo, tudo em um, tudo num so, num so pedido
    """,
)
REPLACE = listed(
    es="""
    reemplaza, reemplazalo, reemplazar, reemplazarlo, reemplace, sustituye, sustituyelo, sustituir, sustituirlo,
    cambia, cambialo, cambiar, cambiarlo, cambio, remplaza, remplazar, el nuevo, la nueva, solo el nuevo, solo
    este, este, este ultimo, en lugar del otro, en vez del otro, en lugar, en vez, cancela el otro, cancela el
    anterior, cancela el primero, cancela el viejo, anula el otro, anula el anterior, quita el otro, olvida el
    otro, borra el otro
    """,
    en="""
    replace, replace it, replace the order, swap, swap it, change it, change, the new one, new one, new cart,
    the new cart, this one, only this, only this one, just this one, instead, this instead, cancel the other,
    cancel the other one, cancel the old one, cancel the first, cancel the first one, drop the old one, forget
    the other
    """,
    pt="""
    o novo, a nova, so o novo, so a nova, substitui, substituir, substitua, substitui o, troca, trocar, troque,
    so este, so esta, este, esta, esse, essa, em vez, no lugar, muda, mudar, cancela o outro, cancela o
    anterior, cancela a outra, cancela a anterior, cancela o primeiro, anula o outro, anula a outra
    """,
)
# The old one is not wanted: the new one takes its place.
OLD_UNWANTED = listed(
    es="""
    el de antes cancelalo, el de antes anulalo, el de antes ya no lo quiero, el de antes no lo quiero, el anterior
    cancelalo, el anterior anulalo, el anterior ya no lo quiero, el anterior no lo quiero, el viejo cancelalo, el viejo
    ya no lo quiero, el primero cancelalo, el primero ya no lo quiero, el otro cancelalo, el otro ya no lo quiero,
    cancela el de antes, anula el de antes
    """,
    en="""
    the old one cancel it, cancel the previous one, cancel the previous, i don t want the old one, don t want the old
    one, i don t want the first one, the first one cancel it, the other one i don t want
    """,
    pt="""
    o anterior cancela, o de antes cancela, o antigo cancela, o anterior ja nao quero, o anterior nao quero, o antigo
    nao quero, o de antes nao quero, o primeiro cancela, o outro nao quero, cancela o de antes
    """,
)
OLD = listed(
    es="el viejo, el antiguo, el anterior, el de antes, el primero, deja el de antes, deja el anterior",
    en="""
    the old one, old one, the first one, the previous one, keep the old one, keep the first one, the old order
    """,
    pt="o antigo, a antiga, o anterior, a anterior, o de antes, o primeiro, a primeira",
)
BESIDE = listed(
    es="""
    el, la, los, las, lo, al, a, del, de, por, con, otro, otra, anterior, pedido, pedidos, carrito, primero, ya,
    quiero, quisiera, mejor, que, me, un, uno, una, podeis, puedes, si, solo, esto, este, esta, mi, ese, quedo,
    quedarme, manten, deja, nuevo
    """,
    en="""
    the, it, to, this, that, them, order, orders, cart, other, one, old, with, for, my, i, want, would, like, d,
    can, you, please, yes, just, ll, keep, have, new, all, first
    """,
    pt="""
    o, a, os, as, ao, do, da, de, pelo, por, com, outro, outra, anterior, pedido, pedidos, encomenda,
    encomendas, carrinho, quero, queria, melhor, que, um, uma, pode, podem, sim, so, isto, este, esta, meu,
    minha, fico, novo, nova, me, primeiro
    """,
)
