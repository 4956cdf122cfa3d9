"""The answer to one message: a cart, a tap, a picture, or words. Pure."""

from collections.abc import Callable

from shop.bot.actions import Action, HandOver
from shop.bot.dialogue.message_answer import SILENCE, MessageAnswer
from shop.bot.dialogue.plain_text import ANSWERS, answer_words
from shop.bot.dialogue.two_wishes import stops_beside_another_wish
from shop.bot.dialogue.while_held import FOR_PEOPLE, HEEDED_BESIDE
from shop.bot.facts import BotFacts, BotState
from shop.bot.replies.cart import answer_cart, answer_choice
from shop.bot.replies.consent import (
    consent_given,
    consent_refused,
    opt_out,
)
from shop.bot.replies.delivery import answer_delivery_tap
from shop.bot.replies.orders.answering import answer_order_choice
from shop.bot.replies.orders.cancelling import ask_about_cancelling
from shop.bot.replies.orders.questions import WHICH
from shop.bot.replies.orders.status import order_status
from shop.bot.replies.person import (
    CALL_PERSON,
    SHOW_CATALOG,
    SHOW_ORDER,
    call_person,
    media,
    unreadable,
)
from shop.bot.replies.urgent import harm
from shop.bot.replies.welcome import catalog, welcome
from shop.bot.understanding.intents import Intent, intent_of
from shop.inbox.conversations.models import Holder
from shop.orders.words import CONSENT_NO, CONSENT_YES
from shop.templates.definitions import STOP_PAYLOAD
from shop.whatsapp.incoming import IncomingKind, IncomingMessage

_UNREADABLE = frozenset({IncomingKind.UNSUPPORTED, IncomingKind.OTHER, IncomingKind.FLOW})


def answer_message(state: BotState, message: IncomingMessage, facts: BotFacts) -> MessageAnswer:
    if message.cart is not None:
        return MessageAnswer([*_heeded(message.text, facts), *answer_cart(message, facts)])
    if message.choice is None and intent_of(message.text, shop=facts.shop) is Intent.HARM:
        return MessageAnswer(harm(message.text, facts), is_urgent=True)
    if message.choice is not None and (answer := _tapped(message.choice, facts)) is not None:
        return MessageAnswer(answer)
    if message.kind in FOR_PEOPLE:
        return MessageAnswer(_looked_at(message, facts))
    is_empty = message.kind is IncomingKind.TEXT and not message.text.strip()
    if is_empty or message.kind in (IncomingKind.STICKER, IncomingKind.REVOKE):
        return SILENCE
    if message.kind is IncomingKind.REQUEST_WELCOME:
        return MessageAnswer(welcome(facts), is_polite=True)
    if message.kind in _UNREADABLE and not message.text:
        return SILENCE if state.told_unreadable else MessageAnswer(unreadable(facts))
    return answer_words(state, message, facts)


def _heeded(text: str, facts: BotFacts) -> list[Action]:
    """What counts though it stands beside something else: in a cart's note, or below a picture."""
    intent = intent_of(text, shop=facts.shop)
    if intent is Intent.HARM:
        return harm(text, facts)
    if intent in HEEDED_BESIDE:
        return ANSWERS[intent](text, facts)
    return opt_out(facts) if stops_beside_another_wish(text) else []


def _looked_at(message: IncomingMessage, facts: BotFacts) -> list[Action]:
    """A person looks at it, unless one is called already."""
    told = _heeded(message.text, facts)
    is_called = facts.holder is not Holder.BOT or any(isinstance(each, HandOver) for each in told)
    return told if is_called else [*told, *media(facts)]


def _tapped(choice: str, facts: BotFacts) -> list[Action] | None:
    """A button of ours; None for one nobody knows."""
    taps = (answer_choice, answer_order_choice, answer_delivery_tap)
    for answer in (about(choice, facts) for about in taps):
        if answer is not None:
            return answer
    return _CHOICES[choice](facts) if choice in _CHOICES else None


_CHOICES: dict[str, Callable[[BotFacts], list[Action]]] = {
    CONSENT_YES: consent_given,
    CONSENT_NO: consent_refused,
    STOP_PAYLOAD: opt_out,
    CALL_PERSON: call_person,
    SHOW_CATALOG: catalog,
    WHICH: lambda facts: ask_about_cancelling("", facts),
    SHOW_ORDER: lambda facts: order_status("", facts),
}
