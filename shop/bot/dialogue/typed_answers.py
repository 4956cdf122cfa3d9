"""A typed yes, no or number after a question of the bot: it counts as the tap would. Pure."""

from shop.bot.actions import Action, Question
from shop.bot.facts import BotFacts, BotState
from shop.bot.replies.cart import answer_second_typed, drop, show_cart_again, take_rest
from shop.bot.replies.cart_or_order import answer_cart_or_order, call_off, call_off_order
from shop.bot.replies.consent import ask_whether_to_stop, opt_out
from shop.bot.replies.orders.answering import answer_order_question
from shop.bot.replies.orders.cancelling import ask_about_cancelling, cancel_one, nothing_cancelled, order_kept
from shop.bot.replies.orders.questions import ask_whether, what_cancelling_means
from shop.bot.replies.orders.state import tell
from shop.bot.replies.orders.status import order_status
from shop.bot.replies.person import call_person
from shop.bot.replies.unwanted import answer_unwanted, ask_what_is_unwanted
from shop.bot.replies.welcome import no_noted
from shop.bot.understanding.cart_choices import cart_choice
from shop.bot.understanding.courtesies import affirms, says_yes_firmly
from shop.bot.understanding.intents import Intent
from shop.bot.understanding.normalising import finds, words_in
from shop.bot.understanding.orders.answers import (
    asks_what_follows,
    hedges,
    insists_on_cancelling,
    refuses_and_cancels,
    says_unwanted,
    wants_to_keep,
)
from shop.bot.understanding.orders.order_numbers import BOTH, order_numbers, points_at_one
from shop.bot.understanding.stops.agreeing import agrees_to_stop, speaks_of_stopping
from shop.bot.understanding.words.courtesies.greetings import THANKS
from shop.bot.understanding.words.intent_words import ORDERS

# What is meant whatever was asked before, and whatever product it stands beside.
FIRST_OF_ALL = frozenset(
    {
        Intent.HARM,
        Intent.DATA,
        Intent.PERSON,
        Intent.OPT_OUT,
        Intent.OPT_OUT_DOUBT,
        Intent.OPT_IN,
        Intent.CANCEL,
        Intent.CANCEL_DOUBT,
        Intent.KEEP,
    }
)


def answered(
    asked: Question, state: BotState, intent: Intent, text: str, facts: BotFacts
) -> list[Action] | None:
    """A typed answer to what the bot asked; None if it says something else."""
    if intent is Intent.NO:
        return _denied(asked, state, text, facts)
    if asked is Question.CART_OR_ORDER and (answer := answer_cart_or_order(text, facts)) is not None:
        return answer
    if _agrees(asked, intent, text):
        is_firm = _is_firm(asked, state, text)
        return _confirmed(asked, state, facts) if is_firm else _asked_again(asked, state, facts)
    if asked is Question.PERSON and (intent is Intent.TROUBLE or says_yes_firmly(text)):
        return call_person(facts)
    is_unread = intent is Intent.UNKNOWN and not state.misses  # once it brings the buttons again
    if asked is Question.SECOND and (is_unread or cart_choice(text) is not None):
        return answer_second_typed(text, facts, shown=state.order_id)
    if asked is Question.CANCEL and (answer := _kept_or_asked_again(intent, text, state, facts)) is not None:
        return answer
    if intent in (Intent.CANCEL, Intent.CANCEL_DOUBT) and (
        answer := _called_off(asked, state, intent, text, facts)
    ):
        return answer
    if intent in FIRST_OF_ALL - {Intent.OPT_OUT_DOUBT}:
        return None
    return _answered_in_other_words(asked, state, intent, text, facts)


def _answered_in_other_words(
    asked: Question, state: BotState, intent: Intent, text: str, facts: BotFacts
) -> list[Action] | None:
    """Numbers, "none of them", "no stop": neither a plain yes nor a plain no."""
    if asked is Question.UNWANTED:
        return answer_unwanted(text, facts)
    if asked is Question.STOP and intent is Intent.UNKNOWN and speaks_of_stopping(text):
        return ask_whether_to_stop(facts)
    if intent is Intent.OPT_OUT_DOUBT:
        return None
    answer = answer_order_question(asked, text, facts, is_about_one=state.order_id is not None)
    is_unread = answer is None and intent is Intent.UNKNOWN and state.order_id is None and not state.misses
    return _which_again(asked, facts) if is_unread and points_at_one(text) else answer


def _which_again(asked: Question, facts: BotFacts) -> list[Action] | None:
    """The buttons once more for "el de ayer"."""
    if asked is Question.CANCEL:
        return ask_about_cancelling("", facts)
    return order_status("", facts) if asked is Question.STATUS else None


def _kept_or_asked_again(intent: Intent, text: str, state: BotState, facts: BotFacts) -> list[Action] | None:
    """A no to "shall I cancel it?" keeps the order; a shrug, or a no that cancels, brings the question again."""
    if intent in (Intent.CANCEL, Intent.CANCEL_DOUBT) and _cancels_it(text, state, facts):
        return _confirmed(Question.CANCEL, state, facts)
    if intent in _MAY_HEDGE and asks_what_follows(text):
        order = facts.order_with(state.order_id) if state.order_id is not None else None
        return [what_cancelling_means(order, facts)]
    if refuses_and_cancels(text) or (intent in _MAY_HEDGE and hedges(text)):
        return _asked_again(Question.CANCEL, state, facts)
    return _kept(intent, state, facts) if _keeps_it(intent, text) else None


_MAY_HEDGE = frozenset({Intent.UNKNOWN, Intent.SMALL_TALK, Intent.YES, Intent.CANCEL_DOUBT, Intent.GREETING})


def _cancels_it(text: str, state: BotState, facts: BotFacts) -> bool:
    """ "Que sí, cancélalo" right behind the question about one order, and no other is named."""
    order = facts.order_with(state.order_id) if state.order_id is not None and not state.is_passed else None
    return order is not None and set(order_numbers(text)) <= {order.number} and insists_on_cancelling(text)


def _agrees(asked: Question, intent: Intent, text: str) -> bool:
    """A yes; of the question whether to stop also "exactly", "las promos"."""
    if asked is Question.CANCEL_TOLD:
        return affirms(text) and says_yes_firmly(text)
    if intent is Intent.YES or affirms(text):
        return True
    may_agree = intent is Intent.OPT_OUT_DOUBT or intent not in FIRST_OF_ALL
    return asked is Question.STOP and may_agree and agrees_to_stop(text)


def _keeps_it(intent: Intent, text: str) -> bool:
    """A no to "shall I cancel it?"; whoever names an order in it may mean another."""
    if intent in (Intent.KEEP, Intent.NOT_MEANT):
        return not order_numbers(text)
    return intent is not Intent.CANCEL and not order_numbers(text) and wants_to_keep(text)


def _kept(intent: Intent, state: BotState, facts: BotFacts) -> list[Action]:
    """The order that was asked about stays, and how it stands."""
    order = facts.order_with(state.order_id) if state.order_id is not None else None
    if order is None:
        return nothing_cancelled("", facts) if intent is Intent.KEEP else [order_kept(facts)]
    told = tell(order, facts)
    return [told] if intent is Intent.KEEP else [order_kept(facts), told]


def _called_off(
    asked: Question, state: BotState, intent: Intent, text: str, facts: BotFacts
) -> list[Action] | None:
    """ "Cancela" after a question about promotions or a cart: these are called off, and no order but the one it names."""
    if order_numbers(text) or finds(words_in(text), ORDERS):
        is_named = asked is Question.SECOND and not state.is_passed and intent is Intent.CANCEL
        return call_off_order(text, facts) if is_named else None
    if asked is Question.STOP:
        return opt_out(facts)
    if asked in _ABOUT_A_CART and facts.cart_id is not None:
        return call_off(text, facts) if finds(words_in(text), BOTH) else drop(facts)
    return None


def _is_firm(asked: Question, state: BotState, text: str) -> bool:
    """A yes to act upon: nothing was spoken of meanwhile, and of what weighs much it says nothing vague."""
    is_vague = asked in _WEIGHTY and _is_vague(text) and not _means_all_of_them(asked, text)
    return not state.is_passed and not is_vague


def _is_vague(text: str) -> bool:
    """ "Yes?", "ok 🤔", "todo ok", "ok gracias" to what was told: no yes to act upon."""
    is_thanked = finds(words_in(text), THANKS) and not says_yes_firmly(text)
    return is_thanked or any(sign in text for sign in "?👎❌🙅🤔") or bool(_VAGUE & set(words_in(text)))


_VAGUE = frozenset({"todo", "tudo", "everything", "all"})


def _means_all_of_them(asked: Question, text: str) -> bool:
    """ "All", and nothing besides, is what is to stop; "todo ok" is not."""
    return asked is Question.STOP and set(words_in(text)) <= _VAGUE and "?" not in text


# Whoever went on to something else is not taken at their next "ok": it would close an order, or end what they want.
_WEIGHTY = frozenset({Question.CANCEL, Question.STOP})


_ABOUT_A_CART = frozenset({Question.REST, Question.SECOND})


def _asked_again(asked: Question, state: BotState, facts: BotFacts) -> list[Action] | None:
    """Something else was spoken of, or the yes is none to act upon; what costs nothing is done all the same."""
    if asked is Question.STOP:
        return ask_whether_to_stop(facts)
    if asked in _ABOUT_A_CART:
        return show_cart_again(asked, facts) if facts.cart_id is not None else None
    if asked is not Question.CANCEL:
        return _confirmed(asked, state, facts)
    order = facts.order_with(state.order_id) if state.order_id is not None else None
    return [ask_whether(order, facts)] if order is not None else ask_about_cancelling("", facts)


def _denied(asked: Question, state: BotState, text: str, facts: BotFacts) -> list[Action] | None:
    """A no to a cart that waits drops it; "no lo quiero" may mean the order; any other is noted."""
    if asked is Question.CANCEL and says_unwanted(text):
        return _asked_again(asked, state, facts)
    about_cart = asked in _ABOUT_A_CART and facts.cart_id is not None
    return drop(facts) if about_cart else no_noted(facts)


def _confirmed(asked: Question, state: BotState, facts: BotFacts) -> list[Action] | None:
    match asked:
        case Question.STOP:
            return opt_out(facts)
        case Question.PERSON:
            return call_person(facts)
        case Question.CANCEL if state.order_id is not None:
            order = facts.order_with(state.order_id)
            return cancel_one(order, facts) if order is not None else None
        case Question.CANCEL:
            return ask_about_cancelling("", facts)
        case Question.STATUS:
            return order_status("", facts)
        case Question.UNWANTED:
            return [ask_what_is_unwanted(facts)] if facts.unpaid else None
        case Question.CART_OR_ORDER:
            return None
        case Question.CANCEL_TOLD:
            return _asked_again(Question.CANCEL, state, facts)
        case Question.REST | Question.SECOND:
            return take_rest(facts) if facts.cart_id is not None else None
