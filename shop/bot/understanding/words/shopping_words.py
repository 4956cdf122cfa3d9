"""The words of who wants to see or buy something, for each language."""

from shop.bot.understanding.normalising import listed

ORDERING = listed(
    es="""
    hacer un pedido, hacer pedido, quiero pedir, hacer una compra, como pido, como compro, como puedo comprar,
    hacer otro pedido, como hago un pedido, como se hace un pedido, como se pide, como puedo pedir, como puedo
    hacer un, puedo pedir, se puede pedir, pedir por aqui, como comprar, quiero encargar, como encargo, pedir
    algo
    """,
    en="""
    place an order, to order, make an order, place order, order some, order something, i d like to buy, how do i
    buy, new order, do i order, can i order, could i order, may i order, order from you, do you take orders,
    ordering work, do i place, can i buy
    """,
    pt="""
    fazer um pedido, fazer uma encomenda, quero encomendar, quero pedir, como compro, fazer pedido, novo pedido,
    como faco um pedido, como faco uma encomenda, como faco pedido, como peco, como encomendo, posso pedir,
    posso encomendar, nova encomenda, como posso comprar
    """,
)
# The same, and nothing besides: "me llegó otro pedido" is another matter.
ORDERING_ALONE = listed(
    es="""
    otro pedido, un pedido, un nuevo pedido, nuevo pedido, quiero otro pedido, quiero un pedido, hacer pedido
    """,
    en="another order, one more order, an order, a new order, i want another order, how to order",
    pt="outro pedido, outra encomenda, um pedido, uma encomenda, quero outro pedido, quero outra encomenda",
)
CATALOG = listed(
    es="""
    catalogo, productos, articulos, comprar, precios, tarifas, que vendeis, que venden, que vendes, que teneis,
    que tienen, ver la tienda, quiero ver, puedo ver, ver los, ver las, ensename, ensenadme, muestrame, ver
    todo, vuestra tienda, vuestros productos
    """,
    en="""
    catalog, catalogue, products, buy, prices, price list, what do you sell, what do you have, what have you
    got, show me, your shop, your store, see the shop, browse, let me see
    """,
    pt="""
    catalogo, produtos, artigos, comprar, precos, o que vendem, o que voces vendem, o que tem, quero ver, posso
    ver, ver os, ver as, me mostra, mostra me, ver a loja, ver tudo, vossa loja, loja de voces
    """,
)
CATALOG_ALONE = listed(
    es="tienda, ver, precio, la tienda",
    en="shop, store, price",
    pt="loja, ver, preco, a loja",
)
# In which ways one can pay.
PAYING = listed(
    es="""
    pagar con tarjeta, pago con tarjeta, con bizum, por bizum, bizum, paypal, en efectivo, contra reembolso,
    contrareembolso, por transferencia, pagar por transferencia, a plazos, formas de pago, forma de pago,
    metodos de pago, medios de pago, aceptais tarjeta, aceptan tarjeta, aceptas tarjeta, apple pay, google pay,
    klarna
    """,
    en="""
    pay by card, pay with card, pay with my card, pay by credit card, pay with a credit card, pay cash, in cash,
    cash on delivery, pay on delivery, payment methods, payment method, payment options, ways to pay, take
    cards, take card, accept cards, accept card, take paypal, accept paypal, bank transfer, in instalments, in
    installments
    """,
    pt="""
    pagar com cartao, pagar no cartao, pix, com pix, por pix, multibanco, mb way, mbway, boleto, em dinheiro,
    pagamento na entrega, por transferencia, formas de pagamento, forma de pagamento, metodos de pagamento,
    meios de pagamento, aceitam cartao, aceita cartao, parcelado, em prestacoes
    """,
)
# What is in an order whose number stands beside.
CONTENTS = listed(
    es="""
    que lleva, que contiene, que incluye, que trae, que tiene, que hay en, que va en, que era, que es lo que lleva, que pedi
    en, que habia en
    """,
    en="what s in, what is in, what does it contain, what was in, what s inside, what does it include, what did i order in",
    pt="o que tem, o que leva, o que contem, o que inclui, que vem em, o que vem, o que traz, o que ha, o que pedi",
)
