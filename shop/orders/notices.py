"""What is said about an order: inside the window as a free message, outside by a template. Pure."""

from collections.abc import Sequence

from shop.kit.money import format_money
from shop.kit.speech import language_of
from shop.merchants.models import Merchant
from shop.orders.models import HOLD, Order, OrderLine
from shop.orders.phrases import SPEECH
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

CONSENT_YES = "marketing:yes"
CONSENT_NO = "marketing:no"
LONGEST_BODY = 1024  # Meta: body of an interactive message
LONGEST_NAME = 120  # of a product, in a line people read in a chat
LONGEST_LABEL = 20
LONGEST_LINES = 700  # what the lines of an order may take of a body


def order_placed(
    merchant: Merchant, order: Order, lines: Sequence[OrderLine], url: str
) -> tuple[LinkMessage, TemplateMessage]:
    """Number, lines, total and the button that pays."""
    language = language_of(order.locale)
    total = format_money(order.total_minor, order.currency, language)
    body = SPEECH.say(
        "placed",
        language,
        number=order.number,
        lines=_listed(order, lines, language),
        total=total,
        tax=format_money(order.tax_minor, order.currency, language),
        minutes=int(HOLD.total_seconds() // 60),
    )
    label = f"{SPEECH.say('pay', language)} {total}"
    if len(label) > LONGEST_LABEL:
        label = SPEECH.say("pay", language)
    template = TemplateMessage(
        name=ORDER_PAYMENT,
        language=template_language(language),
        body=[str(order.number), merchant.name, total],
        buttons=[UrlButton(index=0, suffix=order.pay_token)],
    )
    return LinkMessage(body=clip(body, LONGEST_BODY), label=label, url=url), template


def order_paid(
    merchant: Merchant, order: Order, *, missing: Sequence[str] = ()
) -> tuple[TextMessage, TemplateMessage]:
    """The money is here; and, honestly, what is not."""
    language = language_of(order.locale)
    total = format_money(order.total_minor, order.currency, language)
    if missing:
        words = SPEECH.say("paid_short", language, missing=", ".join(missing))
    else:
        words = SPEECH.say("paid", language, number=order.number, total=total)
    template = TemplateMessage(
        name=ORDER_PAID,
        language=template_language(language),
        body=[str(order.number), merchant.name, total],
    )
    return TextMessage(body=words), template


def with_question(paid: TextMessage, locale: str) -> ButtonsMessage:
    """The confirmation and, once, the question whether we may remind: one message instead of two."""
    language = language_of(locale)
    return ButtonsMessage(
        body=f"{paid.body}\n\n{consent_question(language)}",
        buttons=[
            Button(id=CONSENT_YES, title=SPEECH.say("consent_yes", language)),
            Button(id=CONSENT_NO, title=SPEECH.say("consent_no", language)),
        ],
    )


def consent_question(language: str) -> str:
    """What was asked; the ledger keeps it."""
    return SPEECH.say("ask_consent", language)


def payment_trouble(order: Order) -> str:
    """No link could be made."""
    return SPEECH.say("payment_trouble", order.locale, number=order.number)


def closed_link_text(locale: str) -> str:
    """What Stripe shows on a link that was used or closed."""
    return SPEECH.say("link_closed", locale)


def _listed(order: Order, lines: Sequence[OrderLine], language: str) -> str:
    """The lines as long as they fit; the rest as one."""
    shown: list[str] = []
    for position, line in enumerate(lines):
        text = _line(order, line, language)
        if sum(len(earlier) + 1 for earlier in shown) + len(text) > LONGEST_LINES:
            rest = lines[position:]
            total = format_money(sum(line.total_minor for line in rest), order.currency, language)
            shown.append(SPEECH.say("more_lines", language, count=len(rest), total=total))
            break
        shown.append(text)
    return "\n".join(shown)


def _line(order: Order, line: OrderLine, language: str) -> str:
    total = format_money(line.total_minor, order.currency, language)
    name = clip(line.name, LONGEST_NAME)
    text = SPEECH.say("line", language, quantity=line.quantity, name=name, total=total)
    if line.claimed_minor is None or line.claimed_minor == line.unit_minor:
        return text
    now, before = (
        format_money(amount, order.currency, language) for amount in (line.unit_minor, line.claimed_minor)
    )
    return f"{text}\n{SPEECH.say('price_changed', language, now=now, before=before)}"
