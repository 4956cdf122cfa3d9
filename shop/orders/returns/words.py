"""What is said of a return: inside the window as a free message, outside by a template. Pure."""

from collections.abc import Sequence

from shop.kit.texts.lines import one_line
from shop.kit.translations import t
from shop.merchants.models import Merchant
from shop.orders.breakdown import shop_name
from shop.orders.fulfilments.words import named_pieces
from shop.orders.models import Order
from shop.orders.order_line import OrderLine
from shop.orders.returns.models import Return, ReturnState
from shop.templates.names import RETURN_UPDATE, template_language
from shop.whatsapp.outgoing import TemplateMessage, TextMessage, clip
from shop.whatsapp.outgoing.plain import LONGEST_TEXT

LONGEST_NEWS = 700  # of the same in a template


def return_words(
    merchant: Merchant, order: Order, lines: Sequence[OrderLine], it: Return
) -> tuple[TextMessage, TemplateMessage]:
    """What the shopper hears of the state a return is in."""
    words = {
        ReturnState.REQUESTED: _requested,
        ReturnState.APPROVED: _approved,
        ReturnState.REFUSED: _refused,
        ReturnState.RECEIVED: _received,
        ReturnState.CLOSED: _closed,
    }[it.state](order, named_pieces(order.locale, lines, it.lines), it)
    template = TemplateMessage(
        name=RETURN_UPDATE,
        language=template_language(order.locale),
        body=[str(order.number), shop_name(merchant), clip(one_line(words.replace("*", "")), LONGEST_NEWS)],
    )
    return TextMessage(body=clip(words, LONGEST_TEXT)), template


def _requested(order: Order, goods: str, it: Return) -> str:
    return t(
        order.locale,
        "We have your request to return this from order *{number}*: {goods}. We tell you here what follows.",
        number=order.number,
        goods=goods,
    )


def _approved(order: Order, goods: str, it: Return) -> str:
    words = t(
        order.locale,
        "You can return this from order *{number}*: {goods}.",
        number=order.number,
        goods=goods,
    )
    return f"{words}\n\n{it.answer}" if it.answer else words


def _refused(order: Order, goods: str, it: Return) -> str:
    words = t(
        order.locale,
        "We are sorry: we cannot take this from order *{number}* back: {goods}.",
        number=order.number,
        goods=goods,
    )
    return f"{words}\n\n{it.answer}"


def _received(order: Order, goods: str, it: Return) -> str:
    return t(
        order.locale,
        "What you returned from order *{number}* has arrived: {goods}. Thank you. We tell you here what follows.",
        number=order.number,
        goods=goods,
    )


def _closed(order: Order, goods: str, it: Return) -> str:
    if it.has_come:
        return t(
            order.locale,
            "The return from order *{number}* is done: {goods}. If anything is left to put right, tell us here.",
            number=order.number,
            goods=goods,
        )
    return t(
        order.locale,
        "We have closed the return from order *{number}*, as nothing has come back: {goods}. "
        "If you have sent it, tell us here.",
        number=order.number,
        goods=goods,
    )
