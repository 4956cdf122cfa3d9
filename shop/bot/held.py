"""What the bot serves though somebody else holds the conversation. Pure.

Whoever waits for a person, or talks to one, may buy, stop promotions and ask about orders all the same. While nobody
has come yet, the catalog and single products are shown, too: that talks over nobody.
"""

from shop.bot.actions import Question
from shop.bot.facts import BotFacts
from shop.bot.replies.cart import cart_named
from shop.bot.replies.orders import KEEP, order_chosen
from shop.bot.replies.person import SHOW_CATALOG, SHOW_ORDER
from shop.bot.understanding.intents import Intent, intent_of
from shop.bot.understanding.order_numbers import bare_number
from shop.inbox.conversations.models import Holder
from shop.orders.notices import CONSENT_NO, CONSENT_YES
from shop.templates.definitions import STOP_PAYLOAD
from shop.whatsapp.incoming import IncomingKind, IncomingMessage

_CHOICES = frozenset({CONSENT_YES, CONSENT_NO, STOP_PAYLOAD, KEEP, SHOW_ORDER})
_ALWAYS = frozenset(
    {
        Intent.HARM,
        Intent.DATA,
        Intent.OPT_OUT,
        Intent.OPT_OUT_DOUBT,
        Intent.OPT_IN,
        Intent.ORDER_STATUS,
        Intent.CANCEL,
        Intent.CANCEL_DOUBT,
        Intent.KEEP,
    }
)
_DECISIONS = frozenset({Intent.YES, Intent.NO})
_NEEDS_NOBODY = frozenset({Intent.THANKS, Intent.FAREWELL, Intent.SMALL_TALK})
_SAYS_NOTHING = frozenset({IncomingKind.STICKER, IncomingKind.REVOKE, IncomingKind.REQUEST_WELCOME})


def is_always_served(message: IncomingMessage, facts: BotFacts, *, asked: Question | None = None) -> bool:
    """Harm, a cart, a tap about one, a stop, data or an order; products while no person is there."""
    if message.cart is not None or (message.choice is not None and _is_our_choice(message.choice)):
        return True
    intent = intent_of(message.text, shop=facts.shop)
    if intent in _ALWAYS:
        return True
    # A typed yes or number is said to the person who talks, not to an older question of the bot.
    heeded = facts.holder is Holder.NOBODY or asked is Question.STOP
    if heeded and _decides(asked, intent, message.text, facts):
        return True
    shows_products = intent is Intent.CATALOG or facts.product is not None or message.choice == SHOW_CATALOG
    return facts.holder is Holder.NOBODY and shows_products


def wants_no_answer(message: IncomingMessage) -> bool:
    """Thanks, a goodbye, a sticker: whoever holds the conversation has not left it unanswered."""
    if message.kind in _SAYS_NOTHING:
        return True
    return message.kind is IncomingKind.TEXT and intent_of(message.text) in _NEEDS_NOBODY


def _is_our_choice(choice: str) -> bool:
    return choice in _CHOICES or cart_named(choice) is not None or order_chosen(choice) is not None


def _decides(asked: Question | None, intent: Intent, text: str, facts: BotFacts) -> bool:
    return (intent in _DECISIONS and facts.cart_id is not None) or _answers(asked, intent, text)


def _answers(asked: Question | None, intent: Intent, text: str) -> bool:
    """A typed answer to a question of the bot about a stop or an order."""
    if asked is None or asked is Question.PERSON:
        return False
    return intent in _DECISIONS or (asked is not Question.STOP and bare_number(text) is not None)
