"""What the bot serves though somebody else holds the conversation. Pure.

Whoever waits for a person, or talks to one, may buy, stop promotions and ask about orders all the same. While nobody
has come yet, the catalog and single products are shown, too: that talks over nobody.
"""

from datetime import timedelta

from shop.bot.actions import Action, NoteWaiting, Question
from shop.bot.dialogue.two_wishes import stops_beside_another_wish
from shop.bot.facts import BotFacts, BotState
from shop.bot.replies.cart import cart_named
from shop.bot.replies.cart_or_order import answers_cart_or_order
from shop.bot.replies.complaints import orders_named, tells_of_money_or_arrival
from shop.bot.replies.orders.answering import order_chosen
from shop.bot.replies.orders.questions import KEEP, WHICH
from shop.bot.replies.orders.state import tell
from shop.bot.replies.person import SHOW_CATALOG, SHOW_ORDER, still_waiting
from shop.bot.replies.unwanted import answers_unwanted
from shop.bot.understanding.cart_choices import cart_choice
from shop.bot.understanding.courtesies import affirms
from shop.bot.understanding.intents import Intent, intent_of, is_mere_politeness
from shop.bot.understanding.orders.order_numbers import tells_which
from shop.inbox.conversations.models import Holder
from shop.orders.delivering.taps import delivery_tapped
from shop.orders.words import CONSENT_NO, CONSENT_YES
from shop.templates.definitions import STOP_PAYLOAD
from shop.whatsapp.incoming import IncomingKind, IncomingMessage

TELL_AGAIN = timedelta(minutes=30)  # between two words that somebody is still to come
_CHOICES = frozenset({CONSENT_YES, CONSENT_NO, STOP_PAYLOAD, KEEP, WHICH, SHOW_ORDER})
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
# The person who holds the conversation puts these right; how the order stands is told at once.
_ABOUT_ORDERS = frozenset({Intent.TROUBLE, Intent.ORDER_MATTER})
MOST_TOLD = 3
HEEDED_BESIDE = frozenset(
    {Intent.HARM, Intent.DATA, Intent.OPT_OUT, Intent.OPT_OUT_DOUBT}
)  # in the caption of a picture
FOR_PEOPLE = frozenset(
    {
        IncomingKind.IMAGE,
        IncomingKind.VIDEO,
        IncomingKind.AUDIO,
        IncomingKind.DOCUMENT,
        IncomingKind.CONTACTS,
        IncomingKind.LOCATION,
    }
)
_DECISIONS = frozenset({Intent.YES, Intent.NO})
_SAYS_NOTHING = frozenset({IncomingKind.STICKER, IncomingKind.REVOKE, IncomingKind.REQUEST_WELCOME})


def is_always_served(message: IncomingMessage, facts: BotFacts, *, asked: Question | None = None) -> bool:
    """Harm, a cart, a tap about one, a stop, data or an order; products while no person is there."""
    if message.cart is not None or (message.choice is not None and _is_our_choice(message.choice)):
        return True
    intent = intent_of(message.text, shop=facts.shop)
    if message.kind in FOR_PEOPLE:
        return intent in HEEDED_BESIDE or stops_beside_another_wish(message.text)
    if intent in _ALWAYS or (facts.code is not None and facts.code.is_known):
        return True
    # A typed yes or number is said to the person who talks, not to an older question of the bot.
    heeded = facts.holder is Holder.NOBODY or asked is Question.STOP or facts.is_asked_last
    if heeded and _decides(asked, intent, message.text, facts):
        return True
    shows_products = intent is Intent.CATALOG or facts.product is not None or message.choice == SHOW_CATALOG
    return facts.holder is Holder.NOBODY and shows_products


def told_meanwhile(message: IncomingMessage, facts: BotFacts) -> list[Action]:
    """How the orders stand that a complaint or a matter is about; a person does the rest."""
    intent = intent_of(message.text, shop=facts.shop)
    if message.kind in FOR_PEOPLE or intent not in _ABOUT_ORDERS:
        return []
    is_about_one = intent is Intent.ORDER_MATTER or tells_of_money_or_arrival(message.text)
    orders = orders_named(message.text, facts) or (facts.likely if is_about_one else ())
    return [tell(order, facts) for order in orders[:MOST_TOLD]]


def wants_no_answer(message: IncomingMessage) -> bool:
    """Thanks, a goodbye, a sticker: whoever holds the conversation has not left it unanswered."""
    if message.kind in _SAYS_NOTHING:
        return True
    return message.kind is IncomingKind.TEXT and is_mere_politeness(message.text)


def left_to_people(state: BotState, facts: BotFacts) -> tuple[Action, ...]:
    """It is noted as waiting; while nobody has come, that somebody will is said again after a while."""
    told = [at for at in (state.told_waiting_at, facts.held_since) if at is not None]
    is_due = not told or facts.at - max(told) >= TELL_AGAIN
    if facts.holder is not Holder.NOBODY or not is_due:
        return (NoteWaiting(),)
    return (NoteWaiting(), *still_waiting(facts))


def _is_our_choice(choice: str) -> bool:
    names = (cart_named, order_chosen, delivery_tapped)
    return choice in _CHOICES or any(named(choice) is not None for named in names)


def _decides(asked: Question | None, intent: Intent, text: str, facts: BotFacts) -> bool:
    says_yes_or_no = intent in _DECISIONS or affirms(text)
    if facts.cart_id is not None and (says_yes_or_no or cart_choice(text) is not None):
        return True
    return asked in _HEEDED and (says_yes_or_no or _answers(asked, text))


def _answers(asked: Question | None, text: str) -> bool:
    """A typed answer to a question of the bot about an order."""
    if asked is Question.UNWANTED:
        return answers_unwanted(text)
    if asked is Question.CART_OR_ORDER:
        return answers_cart_or_order(text)
    return asked in (Question.CANCEL, Question.STATUS) and tells_which(text)


_HEEDED = frozenset(
    {Question.STOP, Question.CANCEL, Question.STATUS, Question.UNWANTED, Question.CART_OR_ORDER}
)
