"""What is said of money that goes back because the shop wants it so, or that should have gone back. Pure."""

from shop.kit.translations import t
from shop.merchants.models import Merchant
from shop.orders.breakdown import shop_name
from shop.orders.models import Order
from shop.payments.models import Payment
from shop.payments.receipts import any_money
from shop.payments.refunds.models import Refund
from shop.payments.words import Said, question_template, returned
from shop.templates.names import REFUND_DONE, template_language
from shop.whatsapp.outgoing import LinkMessage, TemplateMessage, TextMessage


def payment_returned(merchant: Merchant, order: Order, payment: Payment, url: str | None) -> Said:
    """Staff gave it back; `url` is our short link, where the order can still be paid."""
    words = t(
        order.locale,
        "We are returning your payment of {amount} for order *{number}*. "
        "Your bank may take 5 to 10 days to show it.",
        amount=any_money(payment.amount_minor, payment.currency, order.locale),
        number=order.number,
    )
    return _still_open(order, words, url), returned(merchant, order, payment)


def refund_done(merchant: Merchant, order: Order, refund: Refund, url: str | None) -> Said:
    """A part goes back; `url` is our short link, where the order can be paid again."""
    amount = any_money(refund.amount_minor, refund.currency, order.locale)
    words = t(
        order.locale,
        "We are returning {amount} of your order *{number}* to you. Your bank shows it within 5 to 10 days.",
        amount=amount,
        number=order.number,
    )
    template = TemplateMessage(
        name=REFUND_DONE,
        language=template_language(order.locale),
        body=[amount, str(order.number), shop_name(merchant)],
    )
    return _still_open(order, words, url), template


def _still_open(order: Order, words: str, url: str | None) -> TextMessage | LinkMessage:
    if url is None:
        return TextMessage(body=words)
    again = t(order.locale, "The order itself is still open: you can pay it here whenever you like.")
    return LinkMessage(body=f"{words}\n\n{again}", label=t(order.locale, "Pay"), url=url)


def refund_failed(merchant: Merchant, order: Order, refund: Refund, *, is_whole: bool) -> Said:
    """The money did not go back. `is_whole`: it was all of the payment."""
    amount = any_money(refund.amount_minor, refund.currency, order.locale)
    if is_whole:
        words = t(
            order.locale,
            "We could not return your payment of {amount} for order *{number}* yet. "
            "Someone from the team will write to you to put it right.",
            amount=amount,
            number=order.number,
        )
    else:
        words = t(
            order.locale,
            "The {amount} of your order *{number}* that we wanted to return to you did not arrive. "
            "Someone from the team will write to you to put it right.",
            amount=amount,
            number=order.number,
        )
    return TextMessage(body=words), question_template(merchant, order)
