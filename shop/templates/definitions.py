"""Our templates, as Meta will review them. Variables are positional; a URL button's variable is the end of its address.

Categories are Meta's (UTILITY: about a transaction; MARKETING: an abandoned-cart reminder is one in Meta's own
examples). Every language has the same variables in the same order.
"""

from typing import Any

import msgspec

from shop.templates.names import INVOICE, ORDER_PAID, ORDER_PAYMENT, REMINDER, template_language

STOP_PAYLOAD = "marketing:stop"


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """One language of a template; `examples` fill {{1}}, {{2}}, … for the reviewer."""

    body: str
    examples: tuple[str, ...]
    footer: str = ""
    link: str = ""  # label of the button to /pay/{{1}}
    stop: str = ""  # label of the button that ends promotions


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """A template in every language we speak."""

    name: str
    category: str
    wordings: dict[str, Wording]
    document_header: bool = False


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        name=ORDER_PAYMENT,
        category="UTILITY",
        wordings={
            "es": Wording(
                body="Tu pedido {{1}} en {{2}} está listo para el pago. El total es de {{3}}, impuestos incluidos.",
                examples=("1001", "La Tienda del Faro", "32,90 €"),
                link="Pagar el pedido",
            ),
            "en": Wording(
                body="Your order {{1}} at {{2}} is ready to be paid. The total is {{3}}, taxes included.",
                examples=("1001", "La Tienda del Faro", "€32.90"),
                link="Pay the order",
            ),
            "pt": Wording(
                body="O seu pedido {{1}} na {{2}} está pronto para pagamento. O total é de {{3}}, impostos incluídos.",
                examples=("1001", "La Tienda del Faro", "32,90 €"),
                link="Pagar o pedido",
            ),
        },
    ),
    Definition(
        name=ORDER_PAID,
        category="UTILITY",
        wordings={
            "es": Wording(
                body="Hemos recibido el pago de tu pedido {{1}} en {{2}} por {{3}}. Ya lo estamos preparando.",
                examples=("1001", "La Tienda del Faro", "32,90 €"),
            ),
            "en": Wording(
                body="We have received the payment for your order {{1}} at {{2}} of {{3}}. We are preparing it now.",
                examples=("1001", "La Tienda del Faro", "€32.90"),
            ),
            "pt": Wording(
                body="Recebemos o pagamento do seu pedido {{1}} na {{2}} no valor de {{3}}. Já estamos a prepará-lo.",
                examples=("1001", "La Tienda del Faro", "32,90 €"),
            ),
        },
    ),
    Definition(
        name=INVOICE,
        category="UTILITY",
        document_header=True,
        wordings={
            "es": Wording(
                body="Aquí tienes la factura de tu pedido {{1}}. Su número es {{2}} y puedes guardarla como PDF.",
                examples=("1001", "S2026-000001"),
            ),
            "en": Wording(
                body="Here is the invoice for your order {{1}}. Its number is {{2}} and you can keep it as a PDF.",
                examples=("1001", "S2026-000001"),
            ),
            "pt": Wording(
                body="Aqui está a fatura do seu pedido {{1}}. O número é {{2}} e pode guardá-la como PDF.",
                examples=("1001", "S2026-000001"),
            ),
        },
    ),
    Definition(
        name=REMINDER,
        category="MARKETING",
        wordings={
            "es": Wording(
                body="Hola, en {{1}} todavía tienes pendiente tu pedido {{2}}: {{3}}. El total de hoy es {{4}} y puedes terminarlo aquí.",
                examples=("La Tienda del Faro", "1001", "2 × Taza del faro", "25,00 €"),
                link="Terminar el pedido",
                stop="No más avisos",
            ),
            "en": Wording(
                body="Hello, at {{1}} your order {{2}} is still waiting: {{3}}. The total today is {{4}} and you can finish it here.",
                examples=("La Tienda del Faro", "1001", "2 × Lighthouse mug", "€25.00"),
                link="Finish the order",
                stop="No more reminders",
            ),
            "pt": Wording(
                body="Olá, na {{1}} o seu pedido {{2}} ainda está à espera: {{3}}. O total de hoje é {{4}} e pode terminá-lo aqui.",
                examples=("La Tienda del Faro", "1001", "2 × Caneca do farol", "25,00 €"),
                link="Terminar o pedido",
                stop="Sem mais avisos",
            ),
        },
    ),
)


def wire(definition: Definition, language: str, *, public_url: str) -> dict[str, Any]:
    """What `POST /{waba}/message_templates` takes, without a header sample."""
    wording = definition.wordings[language]
    components: list[dict[str, Any]] = [
        {"type": "BODY", "text": wording.body, "example": {"body_text": [list(wording.examples)]}}
    ]
    if wording.footer:
        components.append({"type": "FOOTER", "text": wording.footer})
    if buttons := _buttons(wording, public_url):
        components.append({"type": "BUTTONS", "buttons": buttons})
    return {
        "name": definition.name,
        "language": template_language(language),
        "category": definition.category,
        "components": components,
    }


def with_sample(definition: dict[str, Any], handle: str) -> dict[str, Any]:
    """The same with a document header; Meta wants to see one."""
    header = {"type": "HEADER", "format": "DOCUMENT", "example": {"header_handle": [handle]}}
    return {**definition, "components": [header, *definition["components"]]}


def _buttons(wording: Wording, public_url: str) -> list[dict[str, Any]]:
    buttons: list[dict[str, Any]] = []
    if wording.link:
        url = f"{public_url.rstrip('/')}/pay/{{{{1}}}}"
        example = url.replace("{{1}}", "Zm9vYmFy")
        buttons.append({"type": "URL", "text": wording.link, "url": url, "example": [example]})
    if wording.stop:
        buttons.append({"type": "QUICK_REPLY", "text": wording.stop})
    return buttons
