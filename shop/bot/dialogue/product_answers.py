"""When a message is about a product: the one it was written from, or the one whose SKU it holds. Pure."""

from shop.bot.actions import Action
from shop.bot.dialogue.typed_answers import FIRST_OF_ALL
from shop.bot.facts import BotFacts
from shop.bot.replies.product import about_product, show_product
from shop.bot.understanding.health_questions import is_about_health
from shop.bot.understanding.intents import Intent, intent_of
from shop.bot.understanding.orders.order_numbers import order_numbers
from shop.bot.understanding.skus import is_sku, names_sku, without_sku
from shop.whatsapp.incoming import IncomingMessage

_MAY_BE_ABOUT_A_PRODUCT = frozenset({Intent.UNKNOWN, Intent.GREETING, Intent.CATALOG})
_NO_SKU = frozenset({Intent.HARM, Intent.DATA, Intent.OPT_OUT})


def answer_about_product(message: IncomingMessage, intent: Intent, facts: BotFacts) -> list[Action] | None:
    """About the product the message refers to, or whose SKU it holds (our own link opens the chat with one)."""
    product = facts.product
    if product is not None and _is_our_own_link(message, facts):
        return show_product(product, "", facts)
    if product is None or intent in FIRST_OF_ALL:
        return None
    if intent not in _MAY_BE_ABOUT_A_PRODUCT and not is_about_health(message.text):
        return None
    if message.product is not None:
        return about_product(product, message.text, facts)
    if names_sku(message.text, product.sku):
        return show_product(product, without_sku(message.text, product.sku), facts)
    return None


def _is_our_own_link(message: IncomingMessage, facts: BotFacts) -> bool:
    """An SKU and nothing besides, whatever its parts would mean; but no word of a stop, and no order of theirs."""
    if facts.product is None or message.product is not None or not is_sku(message.text, facts.product.sku):
        return False
    if intent_of(message.text, shop=facts.shop) in _NO_SKU:
        return False
    return not any(facts.order_numbered(number) for number in order_numbers(message.text))
