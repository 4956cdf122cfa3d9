"""What the bot says. Brief, kind, no exclamation marks in a row."""

from shop.kit.speech import Speech

SPEECH = Speech(
    {
        "welcome": {
            "es": "Hola, esto es {shop}. Mira el catálogo, llena el carrito y envíalo: te respondo con el total y un enlace de pago. Si prefieres hablar con alguien, escribe *persona*.",
            "en": "Hello, this is {shop}. Look at the catalog, fill your cart and send it: I answer with the total and a payment link. If you'd rather talk to someone, write *person*.",
            "pt": "Olá, aqui é {shop}. Veja o catálogo, encha o carrinho e envie: respondo com o total e um link de pagamento. Se preferir falar com alguém, escreva *pessoa*.",
        },
        "catalog": {
            "es": "Aquí está el catálogo. Añade lo que quieras al carrito y envíalo.",
            "en": "Here is the catalog. Add what you like to the cart and send it.",
            "pt": "Aqui está o catálogo. Adicione o que quiser ao carrinho e envie.",
        },
        "no_catalog": {
            "es": "Ahora mismo no puedo mostrar el catálogo. Escribe *persona* y alguien te atiende.",
            "en": "I can't show the catalog right now. Write *person* and someone will help you.",
            "pt": "Neste momento não consigo mostrar o catálogo. Escreva *pessoa* e alguém atende você.",
        },
        "help": {
            "es": "No te he entendido. Escribe *catálogo* para ver los productos, *pedido* para saber cómo va el tuyo o *persona* para hablar con alguien.",
            "en": "I didn't get that. Write *catalog* to see the products, *order* to see how yours is doing, or *person* to talk to someone.",
            "pt": "Não entendi. Escreva *catálogo* para ver os produtos, *pedido* para saber do seu ou *pessoa* para falar com alguém.",
        },
        "handover": {
            "es": "Te atiende una persona del equipo en cuanto pueda.",
            "en": "Someone from the team will answer you as soon as they can.",
            "pt": "Uma pessoa da equipe vai atender você assim que puder.",
        },
        "handover_closed": {
            "es": "Ahora estamos cerrados. Una persona del equipo te responde a partir de {opens}.",
            "en": "We are closed now. Someone from the team will answer from {opens}.",
            "pt": "Agora estamos fechados. Uma pessoa da equipe responde a partir de {opens}.",
        },
        "thanks": {"es": "Gracias a ti.", "en": "Thank you.", "pt": "Nós é que agradecemos."},
        "open_now": {
            "es": "Ahora estamos abiertos.\n{hours}",
            "en": "We are open now.\n{hours}",
            "pt": "Estamos abertos agora.\n{hours}",
        },
        "closed_now": {
            "es": "Ahora estamos cerrados; abrimos {opens}.\n{hours}",
            "en": "We are closed now; we open {opens}.\n{hours}",
            "pt": "Agora estamos fechados; abrimos {opens}.\n{hours}",
        },
        "hours_unknown": {
            "es": "No tengo apuntado el horario. El catálogo está abierto siempre.",
            "en": "I don't have the opening hours. The catalog is always open.",
            "pt": "Não tenho o horário. O catálogo está sempre aberto.",
        },
        "no_order": {
            "es": "Todavía no tienes ningún pedido.",
            "en": "You have no order yet.",
            "pt": "Você ainda não tem nenhum pedido.",
        },
        "order_pending": {
            "es": "Tu pedido {number} espera el pago de {total}: {url}",
            "en": "Your order {number} is waiting for the payment of {total}: {url}",
            "pt": "O seu pedido {number} aguarda o pagamento de {total}: {url}",
        },
        "order_paid": {
            "es": "Tu pedido {number} está pagado y lo estamos preparando.",
            "en": "Your order {number} is paid and we are preparing it.",
            "pt": "O seu pedido {number} está pago e em preparação.",
        },
        "order_closed": {
            "es": "Tu pedido {number} ya no está abierto. Envíame otro carrito cuando quieras.",
            "en": "Your order {number} is no longer open. Send me another cart whenever you like.",
            "pt": "O seu pedido {number} já não está aberto. Envie outro carrinho quando quiser.",
        },
        "cancelled": {
            "es": "He cancelado el pedido {number}. No se ha cobrado nada.",
            "en": "I have cancelled order {number}. Nothing was charged.",
            "pt": "Cancelei o pedido {number}. Nada foi cobrado.",
        },
        "nothing_to_cancel": {
            "es": "No tienes ningún pedido pendiente de pago. Si quieres cambiar uno pagado, escribe *persona*.",
            "en": "You have no unpaid order. To change a paid one, write *person*.",
            "pt": "Você não tem pedido por pagar. Para mudar um já pago, escreva *pessoa*.",
        },
        "cart_empty": {
            "es": "El carrito ha llegado vacío. Añade algo del catálogo y envíalo otra vez.",
            "en": "The cart arrived empty. Add something from the catalog and send it again.",
            "pt": "O carrinho chegou vazio. Adicione algo do catálogo e envie de novo.",
        },
        "cart_nothing_left": {
            "es": "Lo siento, de este carrito no queda nada que pueda venderte:\n{problems}",
            "en": "I'm sorry, there is nothing in this cart that I can sell you:\n{problems}",
            "pt": "Lamento, não há nada neste carrinho que eu possa vender:\n{problems}",
        },
        "cart_part": {
            "es": "Casi todo:\n{problems}\n\nPuedo prepararte:\n{rest}\n\n¿Sigo con eso?",
            "en": "Almost everything:\n{problems}\n\nI can prepare:\n{rest}\n\nShall I go on with that?",
            "pt": "Quase tudo:\n{problems}\n\nPosso preparar:\n{rest}\n\nContinuo com isso?",
        },
        "cart_gone": {
            "es": "Ese carrito ya no está abierto. Envíame otro cuando quieras.",
            "en": "That cart is no longer open. Send me another whenever you like.",
            "pt": "Esse carrinho já não está aberto. Envie outro quando quiser.",
        },
        "cart_dropped": {
            "es": "De acuerdo, lo dejo. Aquí estoy cuando quieras.",
            "en": "All right, I leave it. I'm here whenever you like.",
            "pt": "Tudo bem, deixo assim. Estou aqui quando quiser.",
        },
        "line": {"es": "• {quantity} × {name}", "en": "• {quantity} × {name}", "pt": "• {quantity} × {name}"},
        "unnamed": {
            "es": "un artículo sin nombre",
            "en": "an item without a name",
            "pt": "um artigo sem nome",
        },
        "line_short": {
            "es": "• {name}: pediste {wanted}, quedan {left}",
            "en": "• {name}: you asked for {wanted}, {left} left",
            "pt": "• {name}: você pediu {wanted}, restam {left}",
        },
        "line_sold_out": {
            "es": "• {name}: agotado",
            "en": "• {name}: sold out",
            "pt": "• {name}: esgotado",
        },
        "line_gone": {
            "es": "• {name}: ya no lo vendemos",
            "en": "• {name}: we no longer sell it",
            "pt": "• {name}: já não vendemos",
        },
        "line_bad_quantity": {
            "es": "• {name}: la cantidad debe estar entre 1 y {most}",
            "en": "• {name}: the quantity must be between 1 and {most}",
            "pt": "• {name}: a quantidade deve estar entre 1 e {most}",
        },
        "line_foreign_currency": {
            "es": "• {name}: vendemos solo en {currency}",
            "en": "• {name}: we sell in {currency} only",
            "pt": "• {name}: vendemos só em {currency}",
        },
        "go_on": {"es": "Sí, seguir", "en": "Yes, go on", "pt": "Sim, continuar"},
        "leave_it": {"es": "No, dejarlo", "en": "No, leave it", "pt": "Não, deixar"},
        "product": {
            "es": "{name}: {price}. Quedan {left}.",
            "en": "{name}: {price}. {left} left.",
            "pt": "{name}: {price}. Restam {left}.",
        },
        "product_sold_out": {
            "es": "{name}: {price}. Ahora mismo está agotado.",
            "en": "{name}: {price}. It is sold out right now.",
            "pt": "{name}: {price}. Está esgotado neste momento.",
        },
        "media": {
            "es": "Lo he recibido. Una persona del equipo lo mirará.",
            "en": "I got it. Someone from the team will look at it.",
            "pt": "Recebi. Uma pessoa da equipe vai ver.",
        },
        "opt_in_done": {
            "es": "Apuntado: te avisaré de carritos sin terminar y de alguna oferta de {shop}. Escribe BAJA cuando quieras dejarlo.",
            "en": "Done: I will remind you of unfinished carts and of an offer now and then from {shop}. Write STOP whenever you like.",
            "pt": "Feito: vou lembrar você de carrinhos por terminar e de alguma oferta de {shop}. Escreva SAIR quando quiser parar.",
        },
        "consent_refused": {
            "es": "De acuerdo, solo te escribiré sobre tus pedidos.",
            "en": "All right, I will only write about your orders.",
            "pt": "Tudo bem, só vou escrever sobre os seus pedidos.",
        },
        "opt_out_done": {
            "es": "Hecho: no recibirás más mensajes promocionales de {shop}. Tus pedidos te los seguimos confirmando. Escribe ALTA si cambias de idea.",
            "en": "Done: you will get no more promotional messages from {shop}. We still confirm your orders. Write START if you change your mind.",
            "pt": "Feito: você não receberá mais mensagens promocionais de {shop}. Seus pedidos continuam sendo confirmados. Escreva ALTA se mudar de ideia.",
        },
    }
)
