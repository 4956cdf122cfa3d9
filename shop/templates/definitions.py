"""Our templates, as Meta will review them. Variables are positional; a URL button's variable is the end of its address.

Categories are Meta's (UTILITY: about a transaction; MARKETING: an abandoned-cart reminder is one in Meta's own
examples). Texts are in English here and translated like all others; their placeholders become {{1}}, {{2}}, … in the
order in which a definition names them, which every translation must keep.
"""

from typing import Any

from shop.kit.translations import languages, marked, t
from shop.templates.names import (
    CREDIT_NOTE,
    INVOICE,
    ORDER_PAID,
    ORDER_PAYMENT,
    PAYMENT_QUESTION,
    PAYMENT_RETURNED,
    REFUND_DONE,
    REMINDER,
    template_language,
)
from shop.templates.notation import (
    Definition,
    example_credit_note,
    example_goods,
    example_invoice,
    example_order,
    example_part,
    example_shop,
    example_total,
    example_total_of_goods,
)
from shop.templates.parcels import PARCELS

STOP_PAYLOAD = "marketing:stop"

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        name=ORDER_PAYMENT,
        category="UTILITY",
        # Translators: what is in braces must come in the same order as in English.
        body=marked(
            "Your order {number} at {shop} is ready to be paid. The total is {total}, taxes included."
        ),
        variables={"number": example_order, "shop": example_shop, "total": example_total},
        # Translators: a button of at most 25 characters.
        link=marked("Pay the order"),
    ),
    Definition(
        name=ORDER_PAID,
        category="UTILITY",
        # Translators: what is in braces must come in the same order as in English.
        body=marked(
            "We have received the payment for your order {number} at {shop} of {total}. "
            "We are preparing it now."
        ),
        variables={"number": example_order, "shop": example_shop, "total": example_total},
    ),
    Definition(
        name=PAYMENT_RETURNED,
        category="UTILITY",
        # Translators: what is in braces must come in the same order as in English.
        body=marked(
            "We are returning your payment of {total} for order {number} at {shop}. "
            "Your bank may take 5 to 10 days to show it."
        ),
        variables={"total": example_total, "number": example_order, "shop": example_shop},
    ),
    Definition(
        name=REFUND_DONE,
        category="UTILITY",
        # Translators: what is in braces must come in the same order as in English.
        body=marked(
            "We are returning {amount} of your order {number} at {shop} to you. "
            "Your bank shows it within 5 to 10 days."
        ),
        variables={"amount": example_part, "number": example_order, "shop": example_shop},
    ),
    Definition(
        name=PAYMENT_QUESTION,
        category="UTILITY",
        # Translators: what is in braces must come in the same order as in English.
        body=marked(
            "There is something to put right about the payment of your order {number} at {shop}. "
            "Please write to us here."
        ),
        variables={"number": example_order, "shop": example_shop},
    ),
    Definition(
        name=INVOICE,
        category="UTILITY",
        document_header=True,
        # Translators: what is in braces must come in the same order as in English.
        body=marked(
            "Here is the invoice for your order {number}. "
            "Its number is {invoice} and you can keep it as a PDF."
        ),
        variables={"number": example_order, "invoice": example_invoice},
    ),
    Definition(
        name=CREDIT_NOTE,
        category="UTILITY",
        document_header=True,
        # Translators: what is in braces must come in the same order as in English.
        body=marked(
            "Here is the credit note for your order {number}. "
            "Its number is {credit_note} and you can keep it as a PDF."
        ),
        variables={"number": example_order, "credit_note": example_credit_note},
    ),
    Definition(
        name=REMINDER,
        category="MARKETING",
        # Translators: what is in braces must come in the same order as in English.
        body=marked(
            "Hello, at {shop} your order {number} is still waiting: {goods}. "
            "The total today is {total} and you can finish it here."
        ),
        variables={
            "shop": example_shop,
            "number": example_order,
            "goods": example_goods,
            "total": example_total_of_goods,
        },
        # Translators: a button of at most 25 characters.
        link=marked("Finish the order"),
        # Translators: a button of at most 25 characters.
        stop=marked("No more reminders"),
    ),
    *PARCELS,
)


def wires(definition: Definition, *, public_url: str) -> list[dict[str, Any]]:
    """The template in every language there is a catalog for."""
    return [wire(definition, language, public_url=public_url) for language in languages()]


def wire(definition: Definition, locale: str, *, public_url: str) -> dict[str, Any]:
    """What `POST /{waba}/message_templates` takes, without a header sample."""
    numbered = {name: f"{{{{{place}}}}}" for place, name in enumerate(definition.variables, start=1)}
    examples = [example(locale) for example in definition.variables.values()]
    components: list[dict[str, Any]] = [
        {
            "type": "BODY",
            "text": t(locale, definition.body, **numbered),
            "example": {"body_text": [examples]},
        }
    ]
    if buttons := _buttons(definition, locale, public_url):
        components.append({"type": "BUTTONS", "buttons": buttons})
    return {
        "name": definition.name,
        "language": template_language(locale),
        "category": definition.category,
        "components": components,
    }


def with_sample(definition: dict[str, Any], handle: str) -> dict[str, Any]:
    """The same with a document header; Meta wants to see one."""
    header = {"type": "HEADER", "format": "DOCUMENT", "example": {"header_handle": [handle]}}
    return {**definition, "components": [header, *definition["components"]]}


def _buttons(definition: Definition, locale: str, public_url: str) -> list[dict[str, Any]]:
    buttons: list[dict[str, Any]] = []
    if definition.link:
        url = f"{public_url.rstrip('/')}/pay/{{{{1}}}}"
        example = url.replace("{{1}}", "Zm9vYmFy")
        label = t(locale, definition.link)
        buttons.append({"type": "URL", "text": label, "url": url, "example": [example]})
    if definition.stop:
        buttons.append({"type": "QUICK_REPLY", "text": t(locale, definition.stop)})
    return buttons
