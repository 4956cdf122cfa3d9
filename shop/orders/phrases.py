"""What an order says to the shopper."""

from shop.kit.speech import Speech

SPEECH = Speech(
    {
        "placed": {
            "es": "Pedido *{number}*\n{lines}\n\nTotal: *{total}* ({tax} de IVA incluido)\nTe lo guardamos {minutes} minutos.",
            "en": "Order *{number}*\n{lines}\n\nTotal: *{total}* (includes {tax} tax)\nWe keep it for you for {minutes} minutes.",
            "pt": "Pedido *{number}*\n{lines}\n\nTotal: *{total}* ({tax} de IVA incluído)\nGuardamos para você por {minutes} minutos.",
        },
        "line": {
            "es": "• {quantity} × {name}: {total}",
            "en": "• {quantity} × {name}: {total}",
            "pt": "• {quantity} × {name}: {total}",
        },
        "more_lines": {
            "es": "• y {count} líneas más: {total}",
            "en": "• and {count} more lines: {total}",
            "pt": "• e mais {count} linhas: {total}",
        },
        "price_changed": {
            "es": "  ({now} cada uno; tu carrito decía {before})",
            "en": "  ({now} each; your cart said {before})",
            "pt": "  ({now} cada; o seu carrinho dizia {before})",
        },
        "pay": {"es": "Pagar", "en": "Pay", "pt": "Pagar"},
        "paid": {
            "es": "Pago recibido, gracias. Preparamos tu pedido *{number}* ({total}). La factura va a continuación.",
            "en": "Payment received, thank you. We are preparing your order *{number}* ({total}). The invoice follows.",
            "pt": "Pagamento recebido, obrigado. Estamos preparando o seu pedido *{number}* ({total}). A fatura vem a seguir.",
        },
        "ask_consent": {
            "es": "¿Quieres que te recordemos los carritos sin terminar y te avisemos de alguna oferta? Puedes dejarlo cuando quieras con BAJA.",
            "en": "May we remind you of unfinished carts and tell you of an offer now and then? You can stop any time with STOP.",
            "pt": "Quer que lembremos você de carrinhos por terminar e avisemos de alguma oferta? Pode parar quando quiser com SAIR.",
        },
        "consent_yes": {"es": "Sí, avisadme", "en": "Yes, please", "pt": "Sim, avisem"},
        "consent_no": {"es": "No, gracias", "en": "No, thanks", "pt": "Não, obrigado"},
        "paid_short": {
            "es": "Pago recibido, gracias. Por desgracia se ha agotado mientras tanto: {missing}. Una persona del equipo te escribe para arreglarlo.",
            "en": "Payment received, thank you. Unfortunately this sold out meanwhile: {missing}. Someone from the team will write to you to put it right.",
            "pt": "Pagamento recebido, obrigado. Infelizmente esgotou entretanto: {missing}. Uma pessoa da equipe vai escrever para resolver.",
        },
        "payment_trouble": {
            "es": "Tu pedido *{number}* está apuntado, pero ahora mismo no puedo crear el enlace de pago. Una persona del equipo te escribe.",
            "en": "Your order *{number}* is noted, but I can't make the payment link right now. Someone from the team will write to you.",
            "pt": "O seu pedido *{number}* está anotado, mas agora não consigo criar o link de pagamento. Uma pessoa da equipe vai escrever.",
        },
        "link_closed": {
            "es": "Este enlace de pago ya no está activo. Si el pedido está pagado, no tienes que hacer nada más.",
            "en": "This payment link is no longer active. If the order is paid, there is nothing left to do.",
            "pt": "Este link de pagamento já não está ativo. Se o pedido está pago, não é preciso fazer mais nada.",
        },
        "invoice": {
            "es": "Factura {label} de tu pedido {number}",
            "en": "Invoice {label} for your order {number}",
            "pt": "Fatura {label} do seu pedido {number}",
        },
        "invoice_file": {
            "es": "Factura {label}.pdf",
            "en": "Invoice {label}.pdf",
            "pt": "Fatura {label}.pdf",
        },
    }
)
