"""Names and languages of our templates, as the rest of the shop calls them."""

from shop.kit.translations import closest

ORDER_PAYMENT = "order_payment"
ORDER_PAID = "order_paid"
PAYMENT_RETURNED = "payment_returned"
PAYMENT_QUESTION = "payment_question"
INVOICE = "invoice_document"
CREDIT_NOTE = "credit_note_document"
REFUND_DONE = "refund_done"
REMINDER = "cart_reminder"
ORDER_SHIPPED = "order_shipped"
ORDER_SENT = "order_sent"  # with nothing by which it could be followed
ORDER_DELIVERED = "order_delivered"
ORDER_READY = "order_ready"
ORDER_COLLECTED = "order_collected"
PARCEL_CANCELLED = "parcel_cancelled"
RETURN_UPDATE = "return_update"


def template_language(locale: str) -> str:
    """Meta's code of the language that a template is sent in: exact, or Meta answers 132001.

    Our catalogs are named by Meta's codes. Raises UnknownLanguage.
    """
    return closest(locale)
