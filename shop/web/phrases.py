"""What the pages behind a payment link say."""

from shop.kit.speech import Speech

SPEECH = Speech(
    {
        "waiting_title": {"es": "Un momento", "en": "One moment", "pt": "Um momento"},
        "waiting_text": {
            "es": "Estamos preparando tu pago. Esta página se actualiza sola.",
            "en": "We are preparing your payment. This page refreshes by itself.",
            "pt": "Estamos preparando o seu pagamento. Esta página se atualiza sozinha.",
        },
        "slow_title": {
            "es": "Está tardando más de lo normal",
            "en": "This is taking longer than usual",
            "pt": "Está a demorar mais do que o normal",
        },
        "slow_text": {
            "es": "Seguimos preparando tu pago. No hace falta que esperes: este mismo enlace te llevará a él más "
            "tarde. También puedes escribirnos.",
            "en": "We are still preparing your payment. You need not wait here: this same link will lead to it "
            "later. You can also write to us.",
            "pt": "Continuamos a preparar o seu pagamento. Não precisa de esperar: este mesmo link levará a ele "
            "mais tarde. Também pode escrever-nos.",
        },
        "trouble_title": {
            "es": "No hemos podido preparar tu pago",
            "en": "We could not prepare your payment",
            "pt": "Não conseguimos preparar o seu pagamento",
        },
        "trouble_text": {
            "es": "Lo sentimos. Hemos avisado a la tienda, que te ayudará en el chat.",
            "en": "We are sorry. The shop has been told and will help you in the chat.",
            "pt": "Lamentamos. Avisámos a loja, que ajudará no chat.",
        },
        "chat_button": {
            "es": "Escribir a la tienda",
            "en": "Write to the shop",
            "pt": "Escrever à loja",
        },
        "settling_title": {
            "es": "Estamos confirmando tu pago",
            "en": "We are confirming your payment",
            "pt": "Estamos confirmando o seu pagamento",
        },
        "settling_text": {
            "es": "La confirmación y la factura llegan a tu chat de WhatsApp; ya puedes cerrar esta página.",
            "en": "The confirmation and the invoice arrive in your WhatsApp chat; you can close this page.",
            "pt": "A confirmação e a fatura chegam ao seu chat do WhatsApp; já pode fechar esta página.",
        },
        "paid_title": {"es": "Pedido pagado", "en": "Order paid", "pt": "Pedido pago"},
        "paid_text": {
            "es": "Gracias. La confirmación y la factura están en tu chat de WhatsApp; ya puedes cerrar esta página.",
            "en": "Thank you. The confirmation and the invoice are in your WhatsApp chat; you can close this page.",
            "pt": "Obrigado. A confirmação e a fatura estão no seu chat do WhatsApp; já pode fechar esta página.",
        },
        "expired_title": {
            "es": "El pedido ha caducado",
            "en": "The order has expired",
            "pt": "O pedido expirou",
        },
        "expired_text": {
            "es": "Nadie lo pagó a tiempo y no se ha cobrado nada. Envía otro carrito por WhatsApp cuando quieras.",
            "en": "It was not paid in time and nothing was charged. Send another cart on WhatsApp whenever you like.",
            "pt": "Não foi pago a tempo e nada foi cobrado. Envie outro carrinho pelo WhatsApp quando quiser.",
        },
        "cancelled_title": {
            "es": "El pedido está cancelado",
            "en": "The order is cancelled",
            "pt": "O pedido está cancelado",
        },
        "cancelled_text": {
            "es": "No se ha cobrado nada. Envía otro carrito por WhatsApp cuando quieras.",
            "en": "Nothing was charged. Send another cart on WhatsApp whenever you like.",
            "pt": "Nada foi cobrado. Envie outro carrinho pelo WhatsApp quando quiser.",
        },
        "cart_title": {"es": "Tu carrito, hoy", "en": "Your cart, today", "pt": "O seu carrinho, hoje"},
        "cart_total": {"es": "Total", "en": "Total", "pt": "Total"},
        "cart_button": {
            "es": "Hacer el pedido y pagar",
            "en": "Place the order and pay",
            "pt": "Fazer o pedido e pagar",
        },
        "unknown_title": {
            "es": "No encontramos este pedido",
            "en": "We can't find this order",
            "pt": "Não encontramos este pedido",
        },
        "unknown_text": {
            "es": "Comprueba que el enlace está completo, o escríbenos por WhatsApp.",
            "en": "Check that the link is complete, or write to us on WhatsApp.",
            "pt": "Verifique se o link está completo ou escreva para nós no WhatsApp.",
        },
    }
)
