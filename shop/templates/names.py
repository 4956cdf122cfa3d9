"""Names and languages of our templates, as the rest of the shop calls them."""

ORDER_PAYMENT = "order_payment"
ORDER_PAID = "order_paid"
INVOICE = "invoice_document"
REMINDER = "cart_reminder"

_LANGUAGES = {"es": "es", "en": "en", "pt": "pt_BR"}


def template_language(language: str) -> str:
    """Meta's code of the language our templates are written in: exact, or Meta answers 132001."""
    return _LANGUAGES[language]
