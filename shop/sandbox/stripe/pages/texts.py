"""What the buyer's pages say, in Spanish, English and Portuguese."""

LANGUAGES = ("en", "es", "pt")
TEXTS: dict[str, tuple[str, str, str]] = {  # key: in the order of LANGUAGES
    "test": ("Test mode", "Modo de prueba", "Modo de teste"),
    "test_note": (
        "This is a test checkout. No money moves.",
        "Este pago es de prueba. No se mueve dinero.",
        "Este pagamento é de teste. Nenhum dinheiro é movimentado.",
    ),
    "pay_to": ("Pay {name}", "Pagar a {name}", "Pagar a {name}"),
    "order": ("Your order", "Tu pedido", "O seu pedido"),
    "shipping": ("Shipping", "Envío", "Envio"),
    "total": ("Total", "Total", "Total"),
    "contact": ("Contact", "Contacto", "Contato"),
    "email": ("E-mail", "Correo electrónico", "E-mail"),
    "name": ("Name", "Nombre y apellidos", "Nome completo"),
    "business_name": ("Business name", "Nombre de la empresa", "Nome da empresa"),
    "individual_name": ("Name of the person", "Nombre de la persona", "Nome da pessoa"),
    "phone": ("Phone", "Teléfono", "Telefone"),
    "address": ("Shipping address", "Dirección de envío", "Endereço de entrega"),
    "billing_address": ("Billing address", "Dirección de facturación", "Endereço de cobrança"),
    "line1": ("Street and number", "Calle y número", "Rua e número"),
    "postal_code": ("Postcode", "Código postal", "Código postal"),
    "city": ("City", "Ciudad", "Cidade"),
    "country": ("Country", "País", "País"),
    "optional": ("optional", "opcional", "opcional"),
    "delivery": ("Delivery", "Forma de envío", "Forma de envio"),
    "method": ("How do you pay? (test)", "¿Cómo pagas? (prueba)", "Como paga? (teste)"),
    "paid": ("Payment succeeds", "El pago se aprueba", "O pagamento é aprovado"),
    "declined": ("The bank declines", "El banco la rechaza", "O banco recusa"),
    "insufficient_funds": ("Insufficient funds", "Sin fondos suficientes", "Saldo insuficiente"),
    "3ds": ("The bank asks you to confirm", "El banco pide confirmación", "O banco pede confirmação"),
    "delayed_ok": (
        "Bank debit that arrives later",
        "Adeudo bancario que llega",
        "Débito bancário que chega",
    ),
    "delayed_fail": (
        "Bank debit that fails later",
        "Adeudo bancario que falla",
        "Débito bancário que falha",
    ),
    "pay": ("Pay {amount}", "Pagar {amount}", "Pagar {amount}"),
    "confirm_free": ("Complete the order", "Completar el pedido", "Concluir o pedido"),
    "leave": ("Leave without paying", "Salir sin pagar", "Sair sem pagar"),
    "left": ("You have not paid", "No has pagado", "Você não pagou"),
    "left_note": (
        "Nothing was charged. You can close this page, or come back and pay.",
        "No se ha cobrado nada. Puedes cerrar esta página o volver y pagar.",
        "Nada foi cobrado. Pode fechar esta página ou voltar e pagar.",
    ),
    "back": ("Back to the payment", "Volver al pago", "Voltar ao pagamento"),
    "generic_decline": (
        "The card was declined. Choose another one.",
        "La tarjeta fue rechazada. Elige otra.",
        "O cartão foi recusado. Escolha outro.",
    ),
    "insufficient": (
        "The card has insufficient funds. Choose another one.",
        "La tarjeta no tiene fondos suficientes. Elige otra.",
        "O cartão não tem saldo suficiente. Escolha outro.",
    ),
    "unconfirmed": (
        "The bank could not confirm that it is you. Choose another card or try again.",
        "El banco no pudo confirmar que eres tú. Elige otra tarjeta o inténtalo de nuevo.",
        "O banco não conseguiu confirmar a sua identidade. Escolha outro cartão ou tente novamente.",
    ),
    "bank": ("Your bank asks", "Tu banco pregunta", "O seu banco pergunta"),
    "bank_note": (
        "Do you confirm the payment of {amount} to {name}?",
        "¿Confirmas el pago de {amount} a {name}?",
        "Confirma o pagamento de {amount} a {name}?",
    ),
    "confirm": ("Confirm payment", "Confirmar el pago", "Confirmar o pagamento"),
    "refuse": ("It was not me", "No he sido yo", "Não fui eu"),
    "thanks": ("Payment received", "Pago recibido", "Pagamento recebido"),
    "thanks_free": ("Order complete", "Pedido completado", "Pedido concluído"),
    "thanks_note": (
        "Thank you! You can close this page and go back to the chat.",
        "¡Gracias! Ya puedes cerrar esta página y volver al chat.",
        "Obrigado! Já pode fechar esta página e voltar à conversa.",
    ),
    "pending": ("Payment under way", "Pago en camino", "Pagamento em andamento"),
    "pending_note": (
        "Your bank has been asked. It can take a few days until the money arrives.",
        "Hemos avisado a tu banco. El dinero puede tardar unos días en llegar.",
        "O seu banco foi avisado. O dinheiro pode demorar alguns dias a chegar.",
    ),
    "simulate": ("Test: decide it now", "Prueba: decidirlo ahora", "Teste: decidir agora"),
    "arrive": ("It arrives", "Llega", "Chega"),
    "fail": ("It fails", "Falla", "Falha"),
    "failed": ("Payment failed", "El pago ha fallado", "O pagamento falhou"),
    "failed_note": (
        "The bank did not pay. Ask the shop for a new link.",
        "El banco no ha pagado. Pide un enlace nuevo a la tienda.",
        "O banco não pagou. Peça um novo link à loja.",
    ),
    "inactive": (
        "This link is no longer active",
        "Este enlace ya no está activo",
        "Este link já não está ativo",
    ),
    "inactive_note": (
        "Ask the shop for a new one if you still want to pay.",
        "Pide uno nuevo a la tienda si todavía quieres pagar.",
        "Peça um novo à loja se ainda quiser pagar.",
    ),
    "spent": ("This link has been paid", "Este enlace ya está pagado", "Este link já foi pago"),
    "spent_note": (
        "There is nothing left to pay here.",
        "Aquí no queda nada por pagar.",
        "Não há mais nada a pagar aqui.",
    ),
    "expired": ("This checkout has expired", "Este pago ha caducado", "Este pagamento expirou"),
    "expired_note": (
        "Nothing was charged. Open the link in the chat again.",
        "No se ha cobrado nada. Vuelve a abrir el enlace del chat.",
        "Nada foi cobrado. Abra novamente o link da conversa.",
    ),
    "unknown": ("There is no such page", "Esta página no existe", "Esta página não existe"),
    "unknown_note": (
        "Check the link that you were sent.",
        "Revisa el enlace que te han enviado.",
        "Verifique o link que recebeu.",
    ),
}  # fmt: skip


class PageTexts:
    """The texts of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._index = LANGUAGES.index(language)

    def __call__(self, key: str, **names: str) -> str:
        """The text, its names filled in."""
        return TEXTS[key][self._index].format(**names)


def texts_for(locale: str | None, accepted: str) -> PageTexts:
    """The language of the `locale` parameter, else the first known one of those accepted, else English."""
    for tag in (locale or "", *accepted.split(",")):
        language = tag.split(";")[0].strip().lower().partition("-")[0]
        if language in LANGUAGES:
            return PageTexts(language)
    return PageTexts("en")
