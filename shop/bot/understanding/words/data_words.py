"""The words in which somebody asks about their own data, for each language."""

from shop.bot.understanding.normalising import listed

ERASING = listed(
    es="""
    borrar, borra, borrad, borren, borre, borreis, borres, borrame, eliminar, elimina, eliminad, eliminen,
    elimine, elimineis, elimines, suprimir, suprimid, suprimais, supriman, cancelar, cancelad, cerrar, cierra,
    cerrad, cierren, saca, sacad, saquen, sacar, quitar, quita, quitad, quiten, destruir, destruid, cancela, cancelen
    """,
    en="""
    delete, deleted, erase, erased, remove, removed, wipe, close, destroy, get rid of, deleting, removing,
    cancel, cancelling
    """,
    pt="""
    apagar, apaga, apague, apaguem, eliminar, elimina, elimine, eliminem, excluir, exclua, excluam, exclui,
    remover, remova, removam, deletar, deleta, deletem, encerrar, encerrem, encerre, fechar, cancelar, tirem,
    tira, tirar, cancela, cancelem
    """,
)
ONES_DATA = listed(
    es="""
    mis datos, todos mis datos, mis datos personales, mi cuenta, mi numero, mi telefono, mi informacion, mi
    perfil, mi historial, mi contacto, mi registro, base de datos, todo lo mio, datos mios, mios teneis, mi
    conversacion, mi movil
    """,
    en="""
    my data, my account, my number, my phone number, my phone, my information, my info, my details, my profile,
    my personal data, my personal information, my personal details, my history, my records, database, everything
    you have on me, everything about me, all you have on me, my contact, my chat
    """,
    pt="""
    meus dados, meus dados pessoais, minha conta, meu numero, meu telefone, minhas informacoes, minha
    informacao, meu perfil, meu historico, meu contato, meu contacto, base de dados, banco de dados, meu
    cadastro, meu registo, meu registro, meu telemovel, dados pessoais
    """,
)
ALWAYS_ERASES = listed(
    es="""
    derecho al olvido, derecho de supresion, supresion, derecho a la supresion, solicito la supresion, solicito
    supresion
    """,
    en="right to be forgotten, right to erasure, be forgotten, forget me",
    pt="""
    direito ao esquecimento, direito de apagamento, direito a eliminacao, solicito exclusao, solicito a exclusao, peco
    a exclusao, peco exclusao, quero a exclusao, solicito a eliminacao, solicito eliminacao
    """,
)
ALWAYS_SEES = listed(
    es="""
    rgpd, proteccion de datos, derecho de acceso, copia de mis datos, ver mis datos, acceso a mis datos, mis
    datos teneis, que sabeis de mi, que sabes de mi, que saben de mi, politica de privacidad, privacidad,
    descargar mis datos, donde sacaste mi numero, donde sacasteis mi numero, sacado mi numero, sacado mi
    telefono, sacan mi numero, conseguido mi numero, tienen mi numero, teneis mi numero, tienes mi numero, os ha
    dado mi numero, dio mi numero, dado mi telefono, os dio mi numero, quiero mis datos, cedais mis datos,
    guardais mis datos, mis datos estan seguros, vendeis mis datos, compartis mis datos, derecho de oposicion,
    lopd
    """,
    en="""
    gdpr, data protection, subject access request, copy of my data, see my data, access my data, access to my
    data, download my data, know about me, privacy, get my number, got my number, gave you my number, have my
    number, found my number, find my number, get my phone number, my data do you, get my details, i want my
    data, sell my data, share my data, store my data, right to object
    """,
    pt="""
    lgpd, rgpd, protecao de dados, copia dos meus dados, ver os meus dados, acesso aos meus dados, meus dados
    voces, sabem de mim, sabem sobre mim, sabe de mim, privacidade, conseguiram o meu numero, conseguiram meu
    numero, tem o meu numero, tem meu numero, arranjaram o meu numero, arranjaram meu numero, deu o meu numero,
    deu meu numero, pegaram meu numero, acharam meu numero, quero os meus dados, quero meus dados, tiraram o meu
    numero, tiraram meu numero, vendem os meus dados, vendem meus dados, partilham os meus dados, compartilham
    meus dados, direito de oposicao
    """,
)
OBJECTING = listed(
    es="derecho de oposicion, derecho a oponerme, me opongo",
    en="right to object, i object to",
    pt="direito de oposicao, direito a opor me, me oponho, oponho me",
)
DATA = listed(
    es="datos, informacion, info, cosas",
    en="data, information, info, details",
    pt="dados, informacao, informacoes",
)
ABOUT_ME = listed(
    es="sobre mi, de mi, acerca de mi",
    en="on me, about me, of mine, on my person",
    pt="sobre mim, de mim, a meu respeito",
)
# With these it is about an order, or a change.
OTHER_MATTERS = listed(
    es="pedido, envio, carrito, direccion, cambiar, factura, necesitais, necesitas, necesitan",
    en="order, shipping, delivery, cart, address, change, invoice, need, needed",
    pt="""
    pedido, encomenda, envio, entrega, carrinho, morada, endereco, mudar, alterar, fatura, precisam, precisa,
    precisas
    """,
)
MINE = listed(es="mios, mias", en="of mine", pt="meus dados voces, meus dados tem")
# Their number is told, and nothing asked of it: "mi teléfono es 611 000 001, cancela".
TELLING = listed(
    es="""
    mi telefono es, mi numero es, mi movil es, mi numero de telefono es, mi contacto es, mi numero de pedido es
    """,
    en="my phone is, my number is, my phone number is, my contact is, my mobile is",
    pt="""
    meu telefone e, meu numero e, meu telemovel e, meu celular e, meu contacto e, meu contato e, meu numero de telefone e
    """,
)
