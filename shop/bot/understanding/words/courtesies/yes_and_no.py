"""A yes, a no, and the yes that only answers what was asked."""

from shop.bot.understanding.normalising import listed

YES = listed(
    es="""
    si, sip, sii, claro, claro que si, por supuesto, vale, ok, okay, okey, oka, adelante, dale, venga, perfecto,
    genial, okey makey, oki, okidoki, de acuerdo, estupendo, fenomenal, me parece bien, si quiero, eso es, correcto,
    okis, okk, okas, sale, de una, sale vale, oki doki
    """,
    en="""
    yes, yeah, yep, yup, sure, of course, go on, go ahead, perfect, great, fine, alright, all right, sounds good, ok,
    that s fine, that s right, oki doki, okie dokie, okey dokey
    """,
    pt="""
    sim, claro que sim, perfeito, otimo, beleza, certo, combinado, ta bom, esta bem, pode ser, com certeza, por mim
    tudo bem, isso, blz, ta
    """,
)
NO = listed(
    es="""
    no, nop, mejor no, ahora no, no hace falta, no quiero, no lo quiero, ya no, olvidalo, dejalo, no me interesa, para
    nada, claro que no, por supuesto que no, ni hablar, por ahora no, todavia no, aun no, ya no me interesa, no quiero
    mas, no quiero nada mas, no quiero nada, nada, nada mas, es todo, eso es todo, mejor espero, prefiero esperar,
    negativo, creo que no, me parece que no, diria que no, yo diria que no, va a ser que no, no creo, pues no, mejor
    que no, prefiero que no, preferiria que no, prefiero no, ni de cona, ni de broma, ni loco, ni loca, ni pensarlo,
    ni en suenos, de ninguna manera, de ninguna forma, en absoluto, jamas, no por ahora, no por favor, no es
    necesario, no hace falta gracias, no confirmo, no lo confirmo, seguro que no, nel, nanai, nopes, no de momento, de
    momento no, mejor lo dejo, mejor dejalo, mejor dejadlo, dejemoslo asi
    """,
    en="""
    no, nope, nah, not now, never mind, nevermind, forget it, no need, of course not, absolutely not, not at the
    moment, not interested, i m not interested, not yet, not interested anymore, nothing, nothing else, nothing
    thanks, no more, i don t want any more, i don t want anything, that s all, that is all, i d rather wait, negative,
    i don t think so, don t think so, i think not, not really, no way, better not, rather not, i d rather not, i d say
    no, i d prefer not, i prefer not, prefer not to, rather not thanks, not necessary, it s not necessary, that s not
    necessary, i don t confirm, i do not confirm, no sir, naw, hell no, certainly not, definitely not, not at all, by
    no means, nope not now, please no, nvm, nm
    """,
    pt="""
    nao, agora nao, melhor nao, nao quero, nao precisa, deixa pra la, claro que nao, de jeito nenhum, por enquanto
    nao, nao me interessa, esquece, deixe estar, ja nao me interessa, nao estou interessado, nao estou interessada,
    nada, mais nada, nao quero mais, nao quero mais nada, nao quero nada, so isso, e so isso, prefiro esperar, melhor
    esperar, negativo, acho que nao, julgo que nao, creio que nao, penso que nao, nao acho, nem pensar, nem por isso,
    nem a pau, nada disso, de modo nenhum, de modo algum, de maneira nenhuma, de forma alguma, de forma nenhuma,
    jamais, prefiro que nao, preferia que nao, prefiro nao, nao e preciso, nao e necessario, nao confirmo, claro que
    nao quero, n, nops, ainda nao, por agora nao, melhor deixar, melhor deixar assim
    """,
)
# A yes to what the bot asked, and to nothing else: "do it", "confirmo".
GO_AHEAD = listed(
    es="""
    s, hazlo ya, ya te dije que si, ya te dije q si, ya os dije que si, hazlo, hacedlo, hagalo, haganlo, confirmo, lo
    confirmo, te lo confirmo, confirmado, confirmalo, confirmar, exacto, exactamente, asi es, eso mismo,
    efectivamente, afirmativo, que si, procede, proceded, eso quiero, obvio, eso, segura, seguro, estoy segura, estoy
    seguro, completamente, totalmente, obviamente, naturalmente, desde luego, fijo, por favor si, ya lo creo, faltaria
    mas, simon
    """,
    en="""
    uh huh, mhm, yas, aye, do it, please do, do so, do that, go for it, i confirm, confirm, confirmed, exactly,
    absolutely, definitely, correct, right, affirmative, indeed, that s it, that s what i want, i do, yea, proceed, i
    m sure, i am sure, certain, i m certain, naturally, obviously, certainly, by all means, totally, please go ahead,
    you may, that s a yes, it s a yes
    """,
    pt="""
    aham, uhum, pode, podes, podem, pode sim, podes sim, pode fazer, podes fazer, faz isso, faca isso, facam isso,
    faz, faca, confirmo, confirmado, confirma, isso mesmo, exato, exatamente, positivo, e isso, pode seguir, podes
    avancar, avanca, claro, tenho a certeza, tenho certeza, com toda a certeza, obviamente, naturalmente, decerto,
    seguramente, manda ver, bora, e um sim
    """,
)
