"""Names and languages of our templates, as the rest of the shop calls them."""

from shop.kit.translations import closest

ORDER_PAYMENT = "order_payment"
ORDER_PAID = "order_paid"
PAYMENT_RETURNED = "payment_returned"
PAYMENT_QUESTION = "payment_question"
INVOICE = "invoice_document"
REMINDER = "cart_reminder"


def template_language(locale: str) -> str:
    """Meta's code of the language that a template is sent in: exact, or Meta answers 132001.

    Our catalogs are named by Meta's codes. Raises UnknownLanguage.
    """
    return closest(locale)
