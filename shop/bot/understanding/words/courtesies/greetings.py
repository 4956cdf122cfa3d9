"""Hello, thanks and goodbye, and the words of politeness around them."""

from shop.bot.understanding.normalising import listed

GREETINGS = listed(
    es="""
    hola, holi, buenass, buenass tardess, buenass noches, ola, buenas, wenas, buenos dias, buen dia, buenas tardes,
    buenas noches, que tal, q tal, k tal, ke tal, k ase, que haces, muy buenas, como estas, como estais, como va,
    saludos, holaa, holaas, holis, quiubo, quiubole, que hubo, que onda, que mas
    """,
    en="""
    hello, hi, hey, hi there, hello there, good morning, good afternoon, good evening, how are you, morning, hiya,
    heya, howdy, yo, hii, heyy, helloo
    """,
    pt="""
    oi, bom dia, boa tarde, boa noite, tudo bem, tudo bom, como vai, e ai, ola bom dia, opa, oii, eai, oie
    """,
)
THANKS = listed(
    es="""
    gracias, muchas gracias, mil gracias, muchisimas gracias, gracias por todo, graciass, te lo agradezco, se
    agradece, muy amable, muy amables, grax, grcs, muchisimas, que amable, que amables, dios te bendiga, dios los
    bendiga, dios os bendiga, bendiciones, gracias mil, un millon de gracias, te lo agradezco mucho, os lo agradezco,
    agradecida, agradecido, eres un sol, sois un sol, sois unos soles
    """,
    en="""
    thanks, thank you, thx, ty, tysm, tyvm, thanks a lot, many thanks, thank you very much, thank you so much, cheers,
    much appreciated, appreciate it, i appreciate it, appreciated, thanks a million, thanks a bunch, thanks heaps,
    thanks loads, ta muchly, much obliged, very kind, so kind, very kind of you, so kind of you, that s kind, bless
    you, god bless, god bless you, thanx, tnx, tks, thank u, cheers for that
    """,
    pt="""
    obrigado, obrigada, muito obrigado, muito obrigada, brigado, brigada, valeu, agradecido, agradecida, brigadao,
    brigadinha, brigadinho, obrigadao, obrigadinha, obrigadinho, muitissimo obrigado, muitissimo obrigada, valeuzao,
    vlw, vlws, obg, obgd, grato, grata, gratidao, bem haja, agradeco, agradeco muito, agradecemos, deus abencoe, deus
    te abencoe, muita gentileza, que gentileza, que gentil, que querida
    """,
)
FAREWELLS = listed(
    es="""
    adios, hasta luego, hasta pronto, hasta manana, hasta otra, nos vemos, chao, chau, un saludo, buen finde, buen fin
    de semana, que tengas buen dia, un abrazo, abrazos, besos, un beso, muchos besos, bss, feliz navidad, felices
    fiestas, feliz ano, feliz ano nuevo, feliz dia, que vaya bien, cuidaos, cuidate, hasta la proxima, hasta la vista,
    besitos, saluditos, feliz finde, feliz fin de semana, feliz tarde, feliz noche, cuidense, cuidaros, que
    descanseis, que descanses, que descansen, buen provecho, buen descanso, buen viaje, que pasen buen dia, que tengan
    buen dia, que tengais buen dia, que tenga buen dia, nos hablamos, hablamos, hablamos luego, te veo luego, un
    abrazo fuerte, abrazote, saludos cordiales, un cordial saludo, cordiales saludos, cordialmente, atentamente, nos
    vemos el lunes, nos vemos el martes, nos vemos el viernes, nos vemos pronto, nos vemos luego, feliz viernes, feliz
    semana, buena semana
    """,
    en="""
    bye, bye bye, goodbye, see you, see you later, see you soon, have a nice day, have a good day, take care, best
    regards, regards, merry christmas, happy christmas, happy holidays, happy new year, happy easter, xoxo, see ya,
    have a good one, all the best, have a great day, have a nice weekend, good night, night night, nighty night, see
    you tomorrow, see you then, ttyl, talk later, talk to you later, talk soon, speak soon, have fun, have a lovely
    day, have a lovely weekend, have a great weekend, have a nice evening, enjoy your day, enjoy your weekend, toodle
    pip, catch you later, happy friday, happy weekend, happy monday, happy sunday, kind regards, warm regards, yours
    sincerely, see you monday, see you around
    """,
    pt="""
    tchau, xau, adeus, ate logo, ate mais, ate amanha, ate breve, ate ja, bom fim de semana, abraco, abracos,
    cumprimentos, beijo, beijos, beijinhos, bjs, feliz natal, boas festas, feliz ano novo, bom ano, feliz pascoa, ate
    a proxima, fica bem, fique bem, um beijao, beijao, abracao, um abracao, um abraco, flw, falou, bom descanso, boa
    continuacao, boa semana, bom domingo, bom dia de trabalho, fiquem bem, tudo de bom, ate depois, ate segunda, a
    gente se fala, falamos depois, tenha um bom dia, tenham um bom dia, bom feriado, boa viagem, bom fds, bom fim,
    feliz sexta, atenciosamente, com os melhores cumprimentos, melhores cumprimentos, ate domingo, ate sabado
    """,
)
SOFTENERS = listed(
    es="""
    eh, ehm, erm, uhm, umm, por favor, porfa, porfavor, xfa, porfi, porfis, plis, pliss, pues, senor, senora, amigo,
    amigos, amiga, chicos, chicas, equipo, todo, mucho, entonces, y, perdon, disculpa, disculpe, a todos, en efecto,
    os, te, maja, majo, guapa, guapo, wey, parce
    """,
    en="""
    please, pls, plz, sorry, excuse me, sir, madam, team, guys, everyone, and, then, so much, very much, mate, there,
    dude, buddy, pal, folks
    """,
    pt="""
    por favor, se faz favor, faz favor, pf, pfv, desculpe, desculpa, senhor, senhora, amigos, pessoal, e, entao,
    gente, galera
    """,
)
