"""What a credit note says of its cause. Pure."""

from shop.invoices.credit_notes.credits import CreditCause
from shop.kit.translations import tp


def reduction_words(locale: str) -> str:
    """The line of an amount that is about no goods."""
    return tp(locale, "credit note", "Price reduction")


def cause_words(locale: str, cause: CreditCause) -> str:
    """Spain's RD 1619/2012, art. 15, asks for it."""
    match cause:
        case CreditCause.RETURNED:
            return tp(locale, "credit note", "Reason for the correction: goods returned.")
        case CreditCause.DAMAGED:
            return tp(locale, "credit note", "Reason for the correction: damaged goods.")
        case CreditCause.NOT_DELIVERED:
            return tp(locale, "credit note", "Reason for the correction: goods not delivered.")
        case CreditCause.CANCELLED:
            return tp(locale, "credit note", "Reason for the correction: order cancelled.")
        case CreditCause.REDUCED:
            return tp(locale, "credit note", "Reason for the correction: price reduced after the sale.")
        case CreditCause.REFUNDED:
            return tp(locale, "credit note", "Reason for the correction: payment returned to the buyer.")
