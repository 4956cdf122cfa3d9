"""What is said of a payment that did not simply settle: as text, or by a template outside the window. Pure."""

from collections.abc import Sequence

from shop.kit.translations import t
from shop.merchants.models import Merchant
from shop.orders.breakdown import listed_names, shop_name
from shop.orders.models import Order, OrderStatus
from shop.payments.charging.limits import limit_passed, limit_words
from shop.payments.models import Payment, PaymentVerdict
from shop.payments.receipts import any_money
from shop.templates.names import (
    ORDER_PAYMENT,
    PAYMENT_QUESTION,
    PAYMENT_RETURNED,
    template_language,
)
from shop.whatsapp.outgoing import LinkMessage, TemplateMessage, TextMessage, UrlButton

Said = tuple[TextMessage | LinkMessage, TemplateMessage | None]


def payment_words(
    merchant: Merchant,
    order: Order,
    payment: Payment,
    gone: Sequence[str],
    url: str,
    *,
    has_other_money: bool = False,
) -> Said:
    """What the shopper hears of a payment. `gone` names what sold out, `url` is our short link.

    `has_other_money`: another payment for the order arrived, or is on its way.
    """
    match payment.verdict:
        case PaymentVerdict.PENDING:
            return TextMessage(body=_at_the_bank(order, payment)), None
        case PaymentVerdict.FAILED if has_other_money:
            return TextMessage(body=_one_failed(order)), None
        case PaymentVerdict.FAILED:
            return _failed(merchant, order, url)
        case PaymentVerdict.SURPLUS | PaymentVerdict.UNDELIVERABLE:
            return TextMessage(body=_goes_back(order, payment, gone)), returned(merchant, order, payment)
        case _:
            return TextMessage(body=_unclear(order)), question_template(merchant, order)


def _goes_back(order: Order, payment: Payment, gone: Sequence[str]) -> str:
    if payment.verdict is PaymentVerdict.SURPLUS:
        return _twice(order, payment)
    return _sold_out(order, payment, gone) if gone else _cancelled(order, payment)


def _failed(merchant: Merchant, order: Order, url: str) -> Said:
    if order.status is not OrderStatus.PENDING:
        words = t(
            order.locale,
            "The payment of order *{number}* did not go through. Nothing was charged.",
            number=order.number,
        )
        return TextMessage(body=words), None
    words = t(
        order.locale,
        "The payment of order *{number}* did not go through. Nothing was charged. "
        "You can pay it here whenever you like.",
        number=order.number,
    )
    template = TemplateMessage(
        name=ORDER_PAYMENT,
        language=template_language(order.locale),
        body=[
            str(order.number),
            shop_name(merchant),
            any_money(order.total_minor, order.currency, order.locale),
        ],
        buttons=[UrlButton(index=0, suffix=order.pay_token)],
    )
    return LinkMessage(body=words, label=t(order.locale, "Pay"), url=url), template


def _at_the_bank(order: Order, payment: Payment) -> str:
    amount = any_money(payment.amount_minor, payment.currency, order.locale)
    if order.status is not OrderStatus.PENDING or not order.held:
        return t(
            order.locale,
            "Thank you. Your bank is still working on the payment of {amount} for order *{number}*, which can take some "
            "days. As soon as it has arrived you will hear from us here.",
            amount=amount,
            number=order.number,
        )
    return t(
        order.locale,
        "Thank you. We are waiting for your bank, which can take some days: as soon as the payment of {amount} for order "
        "*{number}* has arrived you will hear from us here. We keep your order meanwhile; please do not pay again.",
        amount=amount,
        number=order.number,
    )


def _one_failed(order: Order) -> str:
    """That nothing was charged would be wrong, and that it can be paid again."""
    return t(
        order.locale,
        "One of the payments for order *{number}* did not go through, and nothing was charged for that one. "
        "There is nothing you need to do.",
        number=order.number,
    )


def _twice(order: Order, payment: Payment) -> str:
    return t(
        order.locale,
        "Order *{number}* was paid already, so we are returning your second payment of {amount}. "
        "Your bank may take 5 to 10 days to show it.",
        number=order.number,
        amount=any_money(payment.amount_minor, payment.currency, order.locale),
    )


def _sold_out(order: Order, payment: Payment, gone: Sequence[str]) -> str:
    return t(
        order.locale,
        "Your payment of {amount} for order *{number}* arrived, but unfortunately there is not enough left of "
        "this: {missing}. We are sorry, and are returning all of it. Your bank may take 5 to 10 days to show it.",
        amount=any_money(payment.amount_minor, payment.currency, order.locale),
        number=order.number,
        missing=listed_names(order.locale, gone),
    )


def _cancelled(order: Order, payment: Payment) -> str:
    return t(
        order.locale,
        "Your payment of {amount} arrived after order *{number}* was cancelled, so we are returning it. "
        "Your bank may take 5 to 10 days to show it.",
        amount=any_money(payment.amount_minor, payment.currency, order.locale),
        number=order.number,
    )


def _unclear(order: Order) -> str:
    return t(
        order.locale,
        "A payment arrived for order *{number}* that does not match it. "
        "Someone from the team will write to you to put it right; please do not pay again.",
        number=order.number,
    )


def returned(merchant: Merchant, order: Order, payment: Payment) -> TemplateMessage:
    """Outside the window: a whole payment goes back."""
    amount = any_money(payment.amount_minor, payment.currency, order.locale)
    return TemplateMessage(
        name=PAYMENT_RETURNED,
        language=template_language(order.locale),
        body=[amount, str(order.number), shop_name(merchant)],
    )


def question_template(merchant: Merchant, order: Order) -> TemplateMessage:
    """Outside the window: there is something to be put right, please write."""
    return TemplateMessage(
        name=PAYMENT_QUESTION,
        language=template_language(order.locale),
        body=[str(order.number), shop_name(merchant)],
    )


def payment_trouble(order: Order) -> str:
    """No link could be made: why, where the order itself costs too little or too much for one."""
    if (limit := limit_passed(order)) is not None:
        return limit_words(order, limit)
    return t(
        order.locale,
        "Your order *{number}* is noted, but I can't make the payment link right now. "
        "Someone from the team will write to you.",
        number=order.number,
    )


def payment_delayed(order: Order) -> str:
    """The link will come, only later."""
    return t(
        order.locale,
        "Your order *{number}* is noted. The payment service does not answer at the moment: "
        "you get the link here as soon as it does.",
        number=order.number,
    )


def closed_link_text(locale: str) -> str:
    """What Stripe shows on a link that was used or closed."""
    return t(
        locale,
        "This payment link is no longer active. If the order is paid, there is nothing left to do.",
    )
