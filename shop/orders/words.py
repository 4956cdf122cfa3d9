"""What is said about an order: inside the window as a free message, outside by a template. Pure."""

from collections.abc import Sequence

from shop.kit.money import format_money
from shop.kit.texts.lines import one_line
from shop.kit.translations import t, tn
from shop.merchants.models import Merchant
from shop.orders.breakdown import breakdown, listed_names, shop_name
from shop.orders.models import HOLD, Order
from shop.orders.order_line import OrderLine
from shop.templates.names import ORDER_PAID, ORDER_PAYMENT, template_language
from shop.whatsapp.outgoing import (
    Button,
    ButtonsMessage,
    LinkMessage,
    TemplateMessage,
    TextMessage,
    UrlButton,
    clip,
)
from shop.whatsapp.outgoing.interactive import LONGEST_BODY, LONGEST_LABEL

CONSENT_YES = "marketing:yes"
CONSENT_NO = "marketing:no"
LONGEST_NOTE = 120  # of what a shopper wrote with a cart


def order_placed(
    merchant: Merchant, order: Order, lines: Sequence[OrderLine], url: str
) -> tuple[LinkMessage, TemplateMessage]:
    """Number, lines, total and the button that pays."""
    total = format_money(order.total_minor, order.currency, order.locale)
    body = "\n".join(
        [
            t(order.locale, "Order *{number}*", number=order.number),
            breakdown(merchant, order, lines),
            _kept_for(order),
            *_noted(order),
        ]
    )
    pay = t(order.locale, "Pay")
    label = f"{pay} {total}" if len(pay) + len(total) < LONGEST_LABEL else pay
    template = TemplateMessage(
        name=ORDER_PAYMENT,
        language=template_language(order.locale),
        body=[str(order.number), shop_name(merchant), total],
        buttons=[UrlButton(index=0, suffix=order.pay_token)],
    )
    return LinkMessage(body=clip(body, LONGEST_BODY), label=label, url=url), template


def _noted(order: Order) -> list[str]:
    """What they wrote with the cart was read, and goes to the people who pack it."""
    note = clip(one_line(order.note), LONGEST_NOTE)
    return ["", t(order.locale, "The team reads your note: “{note}”", note=note)] if note else []


def _kept_for(order: Order) -> str:
    return tn(
        order.locale,
        "We keep it for you for {count} minute.",
        "We keep it for you for {count} minutes.",
        int(HOLD.total_seconds() // 60),
    )


def order_paid(
    merchant: Merchant, order: Order, *, missing: Sequence[str] = ()
) -> tuple[TextMessage, TemplateMessage | None]:
    """The money is here; and, honestly, what is not. A free order speaks of no payment, and has no template for it."""
    if not order.total_minor:
        return TextMessage(body=_free_order(order, missing)), None
    total = format_money(order.total_minor, order.currency, order.locale)
    template = TemplateMessage(
        name=ORDER_PAID,
        language=template_language(order.locale),
        body=[str(order.number), shop_name(merchant), total],
    )
    return TextMessage(body=_paid_order(order, total, missing)), template


def _paid_order(order: Order, total: str, missing: Sequence[str]) -> str:
    if missing:
        return t(
            order.locale,
            "Payment received, thank you. Unfortunately this sold out meanwhile: {missing}. "
            "Someone from the team will write to you to put it right.",
            missing=listed_names(order.locale, missing),
        )
    if order.is_paid_after_cancel:
        return t(
            order.locale,
            "Payment received, thank you. You had cancelled order *{number}*; as you have paid it now, we are preparing "
            "it ({total}). If you do not want it any more, tell us here. The invoice follows.",
            number=order.number,
            total=total,
        )
    return t(
        order.locale,
        "Payment received, thank you. We are preparing your order *{number}* ({total}). The invoice follows.",
        number=order.number,
        total=total,
    )


def _free_order(order: Order, missing: Sequence[str]) -> str:
    if missing:
        return t(
            order.locale,
            "Unfortunately this sold out meanwhile: {missing}. Someone from the team will write to you to put it right.",
            missing=listed_names(order.locale, missing),
        )
    return t(
        order.locale,
        "Thank you. There is nothing to pay: we are preparing your order *{number}*. The invoice follows.",
        number=order.number,
    )


def order_cancelled(order: Order, *, has_money: bool = False) -> TextMessage:
    """The shop does not sell it after all."""
    if has_money:
        words = t(
            order.locale,
            "We are sorry: the shop had to cancel your order *{number}*. "
            "Someone from the team will write to you about your payment.",
            number=order.number,
        )
        return TextMessage(body=words)
    words = t(
        order.locale,
        "We are sorry: the shop had to cancel your order *{number}*. Nothing was charged. "
        "Write to us if you have a question.",
        number=order.number,
    )
    return TextMessage(body=words)


def with_question(paid: TextMessage, locale: str) -> ButtonsMessage:
    """The confirmation and, once, the question whether we may remind: one message instead of two."""
    question = consent_question(locale)
    return ButtonsMessage(
        body=f"{clip(paid.body, LONGEST_BODY - len(question) - 2)}\n\n{question}",
        buttons=[
            # Translators: a button of at most 20 characters.
            Button(id=CONSENT_YES, title=t(locale, "Yes, please")),
            # Translators: a button of at most 20 characters.
            Button(id=CONSENT_NO, title=t(locale, "No, thanks")),
        ],
    )


def consent_question(locale: str) -> str:
    """What was asked; the ledger keeps it."""
    # Translators: STOP is a word that shop/bot/understanding understands; use the language's own that stands there.
    return t(
        locale,
        "May we remind you of unfinished carts and tell you of an offer now and then? "
        "You can stop any time with STOP.",
    )
