"""The answer to what was written. Pure."""

from collections.abc import Callable

from shop.bot.actions import Action, Question
from shop.bot.dialogue.cart_notes import note_later
from shop.bot.dialogue.message_answer import SILENCE, MessageAnswer
from shop.bot.dialogue.product_answers import answer_about_product
from shop.bot.dialogue.typed_answers import answered
from shop.bot.facts import BotFacts, BotState
from shop.bot.replies.cart import drop, show_cart_again
from shop.bot.replies.cart_or_order import call_off, call_off_in_doubt
from shop.bot.replies.complaints import trouble
from shop.bot.replies.consent import (
    ask_whether_to_stop,
    opt_in,
    opt_out,
    stop_stays,
)
from shop.bot.replies.delivery import code_typed
from shop.bot.replies.hours import hours
from shop.bot.replies.orders.cancelling import ask_about_cancelling, nothing_cancelled
from shop.bot.replies.orders.status import order_status, paying
from shop.bot.replies.person import (
    call_person,
    health_question,
    machine,
    order_matter,
)
from shop.bot.replies.unwanted import stop_in_doubt
from shop.bot.replies.urgent import own_data
from shop.bot.replies.welcome import catalog, farewell, no_noted, thanks, welcome
from shop.bot.understanding.courtesies import affirms
from shop.bot.understanding.health_questions import is_about_health
from shop.bot.understanding.intents import Intent, intent_of, is_only_greeted
from shop.bot.understanding.normalising import words_in
from shop.bot.understanding.orders.answers import says_unwanted
from shop.bot.understanding.stops.taking_back import takes_back
from shop.inbox.conversations.models import Holder
from shop.whatsapp.incoming import IncomingKind, IncomingMessage

_POLITE = frozenset(
    {
        Intent.GREETING,
        Intent.THANKS,
        Intent.FAREWELL,
        Intent.SMALL_TALK,
        Intent.YES,
        Intent.NO,
        Intent.NOT_MEANT,
    }
)


_UNWANTED = frozenset({Intent.NO, Intent.UNKNOWN})


def answer_words(state: BotState, message: IncomingMessage, facts: BotFacts) -> MessageAnswer:
    """What was written."""
    intent = intent_of(message.text, shop=facts.shop)
    asked = _still_asked(state.question(facts.at), intent, facts)
    if intent is Intent.OPT_OUT and facts.is_taken_back:
        return MessageAnswer(ask_whether_to_stop(facts))
    if facts.has_just_stopped and takes_back(message.text):
        return MessageAnswer([stop_stays(facts)])
    if asked in _OF_A_CART and (noted := note_later(message.text, facts)) is not None:
        return MessageAnswer(noted)
    if asked is not None and (answer := answered(asked, state, intent, message.text, facts)) is not None:
        return MessageAnswer(answer)
    if facts.code is not None and _may_be_a_code(intent, facts):
        return MessageAnswer(code_typed(facts.code, facts))
    if (answer := answer_about_product(message, intent, facts)) is not None:
        return MessageAnswer(answer)
    if intent is Intent.CATALOG and is_about_health(message.text):
        return MessageAnswer(health_question(facts))
    if intent in ANSWERS:
        return MessageAnswer(ANSWERS[intent](message.text, facts))
    if intent in _UNWANTED and says_unwanted(message.text) and facts.unpaid and facts.cart_id is None:
        return MessageAnswer(ask_about_cancelling(message.text, facts))
    if intent in _POLITE and (intent is not Intent.GREETING or is_only_greeted(message.text)):
        return _courtesy(intent, message.text, facts)
    return _not_known(message, intent, facts)


def _still_asked(asked: Question | None, intent: Intent, facts: BotFacts) -> Question | None:
    """The question that the text may answer: none where it calls a person, or is said to one."""
    to_a_person = facts.holder is Holder.PERSON and asked is not Question.STOP and not facts.is_asked_last
    return None if to_a_person or intent is Intent.PERSON else asked


def _may_be_a_code(intent: Intent, facts: BotFacts) -> bool:
    """A code that is the merchant's counts beside anything but a wish of its own; what nobody knows, only alone."""
    is_known = facts.code is not None and facts.code.is_known
    return facts.product is None and intent in (_BESIDE_A_CODE if is_known else {Intent.UNKNOWN})


_BESIDE_A_CODE = frozenset(
    {Intent.UNKNOWN, Intent.CATALOG, Intent.PAYING, Intent.GREETING, Intent.THANKS, Intent.YES}
)
_OF_A_CART = frozenset({None, Question.REST, Question.SECOND, Question.CART_OR_ORDER})


def _not_known(message: IncomingMessage, intent: Intent, facts: BotFacts) -> MessageAnswer:
    """Of health nothing is guessed; an edited message that says nothing new needs no answer; the rest is a miss."""
    if is_about_health(message.text):
        return MessageAnswer(health_question(facts))
    if message.kind is IncomingKind.EDIT:
        return SILENCE
    is_asked = message.text.rstrip().endswith("?") and bool(words_in(message.text))
    return MessageAnswer(None, is_greeted=intent is Intent.GREETING, is_asked=is_asked)


def _courtesy(intent: Intent, text: str, facts: BotFacts) -> MessageAnswer:
    """A yes or no decides about the cart that waits; else politeness is met by little, or by nothing."""
    if facts.cart_id is not None and (intent is Intent.NO or affirms(text)):
        again = show_cart_again(Question.SECOND, facts)  # nothing was asked about it of late
        return MessageAnswer(drop(facts) if intent is Intent.NO else again)
    answers: dict[Intent, Callable[[BotFacts], list[Action]]] = {
        Intent.GREETING: welcome,
        Intent.THANKS: thanks,
        Intent.FAREWELL: farewell,
        Intent.NO: no_noted,
        Intent.NOT_MEANT: no_noted,
    }
    if intent not in answers:
        return SILENCE
    return MessageAnswer(answers[intent](facts), is_polite=True, is_greeted=intent is Intent.GREETING)


ANSWERS: dict[Intent, Callable[[str, BotFacts], list[Action]]] = {
    Intent.DATA: own_data,
    Intent.CATALOG: lambda _, facts: catalog(facts),
    Intent.LANGUAGE: lambda _, facts: welcome(facts),  # in that language
    Intent.PERSON: lambda _, facts: call_person(facts),
    Intent.MACHINE: lambda _, facts: machine(facts),
    Intent.TROUBLE: trouble,
    Intent.ORDER_MATTER: lambda _, facts: order_matter(facts),
    Intent.ORDER_STATUS: order_status,
    Intent.CANCEL: call_off,
    Intent.KEEP: nothing_cancelled,
    Intent.CANCEL_DOUBT: call_off_in_doubt,
    Intent.HOURS: lambda _, facts: hours(facts),
    Intent.PAYING: lambda _, facts: paying(facts),
    Intent.OPT_IN: lambda _, facts: opt_in(facts),
    Intent.OPT_OUT: lambda _, facts: opt_out(facts),
    Intent.OPT_OUT_DOUBT: stop_in_doubt,
}
