"""What the bot serves though somebody else holds the conversation. Pure.

Whoever waits for a person, or talks to one, may buy, stop promotions and ask about orders all the same. While nobody
has come yet, the catalog and single products are shown, too: that talks over nobody.
"""

from shop.bot.cart_replies import cart_named
from shop.bot.facts import BotFacts
from shop.bot.intents import Intent, intent_of
from shop.inbox.conversations.models import Holder
from shop.orders.notices import CONSENT_NO, CONSENT_YES
from shop.templates.definitions import STOP_PAYLOAD
from shop.whatsapp.incoming import IncomingMessage

_CHOICES = frozenset({CONSENT_YES, CONSENT_NO, STOP_PAYLOAD})
_ALWAYS = frozenset({Intent.OPT_OUT, Intent.OPT_IN, Intent.ORDER_STATUS, Intent.CANCEL})
_ABOUT_AN_OPEN_CART = frozenset({Intent.YES, Intent.NO})


def is_always_served(message: IncomingMessage, facts: BotFacts) -> bool:
    """A cart, a tap about one, a stop or a question about an order; products while no person is there."""
    if message.cart is not None or (message.choice is not None and cart_named(message.choice) is not None):
        return True
    if message.choice in _CHOICES:
        return True
    intent = intent_of(message.text)
    if intent in _ALWAYS or (intent in _ABOUT_AN_OPEN_CART and facts.cart_id is not None):
        return True
    shows_products = intent is Intent.CATALOG or (message.product is not None and facts.product is not None)
    return facts.holder is Holder.NOBODY and shows_products
