"""What is said of an order's money where its status does not say all, on the page behind our link and in the chat."""

from shop.kit.translations import marked, t
from shop.payments.financial_status.status import FinancialStatus

# Title and text of each, as the page behind our link shows them and the chat says them.
WORDS: dict[FinancialStatus, tuple[str, str]] = {
    FinancialStatus.CONFIRMING: (
        marked("We are confirming your payment"),
        marked(
            "As soon as it is confirmed you will hear from us in the WhatsApp chat. "
            "There is no need to pay again."
        ),
    ),
    FinancialStatus.UNDER_WAY: (
        marked("Your payment is under way"),
        marked(
            "Your bank may take some days. As soon as the payment arrives you will hear from us in the "
            "WhatsApp chat. Please do not pay again."
        ),
    ),
    FinancialStatus.UNCLEAR: (
        marked("Your payment needs a look"),
        marked(
            "A payment arrived that does not match this order. The shop has been told and will put it right "
            "with you in the chat. Please do not pay again."
        ),
    ),
    FinancialStatus.RETURNING: (
        marked("Your payment is on its way back"),
        marked("We are returning what you paid for this order. Your bank may take 5 to 10 days to show it."),
    ),
    FinancialStatus.RETURNED: (
        marked("Your payment was returned"),
        marked("We have returned what you paid for this order. Your bank may take 5 to 10 days to show it."),
    ),
    FinancialStatus.RETURN_FAILED: (
        marked("Your payment is not back yet"),
        marked(
            "Something went wrong when we returned your payment. The shop has been told and will put it right "
            "with you in the chat."
        ),
    ),
    FinancialStatus.DISPUTED: (
        marked("Your payment is disputed"),
        marked(
            "Your bank has asked for the payment of this order back, and the order may have to wait until that is "
            "decided. If you did not mean that, write to us in the chat."
        ),
    ),
    FinancialStatus.CHARGED_BACK: (
        marked("Your bank took the payment back"),
        marked(
            "Your bank has returned the payment of this order to you. "
            "If you did not mean that, write to us in the chat."
        ),
    ),
    FinancialStatus.PARTLY_REFUNDED: (
        marked("Order paid, partly refunded"),
        marked(
            "A part of what you paid for this order goes back to you. Your bank may take 5 to 10 days to show it."
        ),
    ),
    FinancialStatus.PAID_SHORT: (
        marked("A part of your order sold out"),
        marked(
            "Your order is placed, but a part of it sold out meanwhile. The shop has been told and will put it right "
            "with you in the chat."
        ),
    ),
    FinancialStatus.PAID_TWICE: (
        marked("Order paid"),
        marked(
            "A second payment arrived for it; we are returning that one. "
            "Your bank may take 5 to 10 days to show it."
        ),
    ),
    FinancialStatus.PAID_UNCLEAR: (
        marked("Order paid"),
        marked(
            "Another payment arrived that does not match it. The shop has been told and will put it right "
            "with you in the chat."
        ),
    ),
}


def said_of_money(locale: str, number: int, status: FinancialStatus) -> str:
    """How the chat says it: which order, title and text. Of what stands in WORDS only."""
    title, text = (t(locale, words) for words in WORDS[status])
    return "\n".join([t(locale, "Order *{number}*", number=number), title, text])
