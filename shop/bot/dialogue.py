"""The dialogue. Pure: the same state, messages and facts give the same answer; every line of it is in a table test.

A bunch of messages gets one answer: what is understood is answered, what is mere politeness beside it is not; a greeting
is answered where nothing else is; and not to have understood counts once, however many lines it took.
"""

from collections.abc import Callable, Sequence

import msgspec

from shop.bot.actions import Action, HandOver, OptIn, OptOut, Question, Reply
from shop.bot.answered import answered
from shop.bot.bursts import says_more, with_joined
from shop.bot.facts import BotDecision, BotFacts, BotState
from shop.bot.held import (
    FOR_PEOPLE,
    is_always_served,
    left_to_people,
    told_meanwhile,
    wants_no_answer,
)
from shop.bot.merging import is_consent, merge_answers
from shop.bot.product_answers import answer_about_product
from shop.bot.replies.cart import answer_cart, answer_choice, drop, take_rest
from shop.bot.replies.complaints import trouble
from shop.bot.replies.consent import consent_given, consent_refused, opt_in, opt_out, told_truly
from shop.bot.replies.hours import hours
from shop.bot.replies.order_questions import WHICH
from shop.bot.replies.orders import (
    answer_order_choice,
    ask_about_cancelling,
    cancel,
    nothing_cancelled,
    order_status,
    paying,
)
from shop.bot.replies.person import (
    CALL_PERSON,
    SHOW_CATALOG,
    SHOW_ORDER,
    call_person,
    health_question,
    help_out,
    machine,
    media,
    not_managing,
    order_matter,
    unreadable,
)
from shop.bot.replies.unwanted import stop_in_doubt
from shop.bot.replies.urgent import harm, own_data
from shop.bot.replies.welcome import catalog, farewell, no_noted, thanks, welcome
from shop.bot.understanding.courtesies import affirms
from shop.bot.understanding.health_questions import is_about_health
from shop.bot.understanding.intents import Intent, intent_of, is_only_greeted
from shop.inbox.conversations.models import Holder
from shop.orders.notices import CONSENT_NO, CONSENT_YES
from shop.templates.definitions import STOP_PAYLOAD
from shop.whatsapp.incoming import IncomingKind, IncomingMessage

MISSES_BEFORE_A_PERSON = 2
_UNREADABLE = frozenset({IncomingKind.UNSUPPORTED, IncomingKind.OTHER, IncomingKind.FLOW})
_POLITE = frozenset(
    {Intent.GREETING, Intent.THANKS, Intent.FAREWELL, Intent.SMALL_TALK, Intent.YES, Intent.NO}
)


class _Answered(msgspec.Struct, frozen=True):
    """One message and its answer. None: not understood. `is_polite`: said only where nothing else is.

    `is_urgent`: nothing else is said but a yes or no to promotions.
    """

    actions: list[Action] | None
    is_polite: bool = False
    is_greeted: bool = False
    is_urgent: bool = False


_SILENCE = _Answered([], is_polite=True)


def respond(state: BotState, messages: Sequence[IncomingMessage], facts: BotFacts) -> BotDecision:
    """Answer what is unanswered. A cart or a choice that changes what is known comes alone; words may come in a bunch."""
    waiting: tuple[Action, ...] = ()
    answers: list[_Answered] = []
    told = with_joined(messages, shop=facts.shop)
    for place, message in enumerate(told):
        known = msgspec.structs.replace(
            facts, more_is_said=facts.more_is_said or says_more(told[place + 1 :])
        )
        if facts.holder is Holder.BOT or is_always_served(message, facts, asked=state.question(facts.at)):
            answers.append(_proven(_answer(state, message, known), message, facts))
        elif not wants_no_answer(message):
            waiting = left_to_people(state, facts)
            if meanwhile := told_meanwhile(message, facts):
                answers.append(_Answered(meanwhile))
    decided = _decided(state, answers, facts) if answers else BotDecision(state, ())
    actions = (*waiting, *decided.actions)
    remembered = decided.state.passing(actions).telling(actions, before=state, at=facts.at)
    return BotDecision(remembered, actions)


def _decided(state: BotState, answers: list[_Answered], facts: BotFacts) -> BotDecision:
    if any(each.is_urgent for each in answers):
        answers = [each for each in answers if each.is_urgent or is_consent(each.actions or ())]
    weighty = [each.actions for each in answers if each.actions is not None and not each.is_polite]
    missed = any(each.actions is None for each in answers)
    if not weighty and missed:
        state, actions = _not_understood(state, facts, greeted=any(each.is_greeted for each in answers))
        return BotDecision(state.asking(actions, at=facts.at), tuple(actions))
    polite = [each.actions for each in answers if each.actions and each.is_polite]
    chosen = merge_answers(weighty or polite[:1])
    if not chosen:
        return BotDecision(msgspec.structs.replace(state, misses=0), ())
    told = any(isinstance(each, Reply) and each.reason == "bot.unreadable" for each in chosen)
    remembered = msgspec.structs.replace(state.after(chosen), told_unreadable=told)
    return BotDecision(remembered.asking(chosen, at=facts.at), tuple(chosen))


def _proven(answer: _Answered, message: IncomingMessage, facts: BotFacts) -> _Answered:
    """A yes or no to promotions with the message that said it, and what follows from it."""
    if not any(isinstance(each, OptIn | OptOut) for each in answer.actions or ()):
        return answer
    proven = [
        msgspec.structs.replace(each, wamid=message.wamid) if isinstance(each, OptIn | OptOut) else each
        for each in told_truly(answer.actions or (), facts, said_at=message.sent_at)
    ]
    return msgspec.structs.replace(answer, actions=proven)


def _answer(state: BotState, message: IncomingMessage, facts: BotFacts) -> _Answered:
    if message.cart is not None:
        return _Answered([*_heeded(message.text, facts), *answer_cart(message, facts)])
    if message.choice is None and intent_of(message.text, shop=facts.shop) is Intent.HARM:
        return _Answered(harm(facts), is_urgent=True)
    if message.choice is not None and (answer := _tapped(message.choice, facts)) is not None:
        return _Answered(answer)
    if message.kind in FOR_PEOPLE:
        return _Answered(_looked_at(message, facts))
    if message.kind is IncomingKind.STICKER or message.kind is IncomingKind.REVOKE:
        return _SILENCE
    if message.kind is IncomingKind.REQUEST_WELCOME:
        return _Answered(welcome(facts), is_polite=True)
    if message.kind in _UNREADABLE and not message.text:
        return _SILENCE if state.told_unreadable else _Answered(unreadable(facts))
    return _read(state, message, facts)


def _heeded(text: str, facts: BotFacts) -> list[Action]:
    """What counts though it stands beside something else: in a cart's note, or below a picture."""
    intent = intent_of(text, shop=facts.shop)
    if intent is Intent.HARM:
        return harm(facts)
    return _ANSWERS[intent](text, facts) if intent in (Intent.DATA, Intent.OPT_OUT) else []


def _looked_at(message: IncomingMessage, facts: BotFacts) -> list[Action]:
    """A person looks at it, unless one is called already."""
    told = _heeded(message.text, facts)
    is_called = facts.holder is not Holder.BOT or any(isinstance(each, HandOver) for each in told)
    return told if is_called else [*told, *media(facts)]


def _tapped(choice: str, facts: BotFacts) -> list[Action] | None:
    """A button of ours; None for one nobody knows."""
    for answer in (answer_choice(choice, facts), answer_order_choice(choice, facts)):
        if answer is not None:
            return answer
    return _CHOICES[choice](facts) if choice in _CHOICES else None


def _read(state: BotState, message: IncomingMessage, facts: BotFacts) -> _Answered:
    """What was written."""
    intent = intent_of(message.text, shop=facts.shop)
    asked = state.question(facts.at)
    if facts.holder is Holder.PERSON and asked is not Question.STOP:
        asked = None  # it is said to the person
    if asked is not None and (answer := answered(asked, state, intent, message.text, facts)) is not None:
        return _Answered(answer)
    if (answer := answer_about_product(message, intent, facts)) is not None:
        return _Answered(answer)
    if intent is Intent.CATALOG and is_about_health(message.text):
        return _Answered(health_question(facts))
    if intent in _ANSWERS:
        return _Answered(_ANSWERS[intent](message.text, facts))
    if intent in _POLITE and (intent is not Intent.GREETING or is_only_greeted(message.text)):
        return _courtesy(intent, message.text, facts)
    if is_about_health(message.text):
        return _Answered(health_question(facts))
    if message.kind is IncomingKind.EDIT:
        return _SILENCE
    return _Answered(None, is_greeted=intent is Intent.GREETING)


def _courtesy(intent: Intent, text: str, facts: BotFacts) -> _Answered:
    """A yes or no decides about the cart that waits; else politeness is met by little, or by nothing."""
    if facts.cart_id is not None and (intent is Intent.NO or affirms(text)):
        return _Answered(drop(facts) if intent is Intent.NO else take_rest(facts))
    answers: dict[Intent, Callable[[BotFacts], list[Action]]] = {
        Intent.GREETING: welcome,
        Intent.THANKS: thanks,
        Intent.FAREWELL: farewell,
        Intent.NO: no_noted,
    }
    if intent not in answers:
        return _SILENCE
    return _Answered(answers[intent](facts), is_polite=True, is_greeted=intent is Intent.GREETING)


def _not_understood(state: BotState, facts: BotFacts, *, greeted: bool) -> tuple[BotState, list[Action]]:
    """The first time after a greeting the welcome says what can be done; from the third on a person is offered."""
    misses = state.misses + 1
    remembered = msgspec.structs.replace(state, misses=misses)  # what was asked is asked still
    if greeted and misses == 1:
        return remembered, welcome(facts)
    if misses > MISSES_BEFORE_A_PERSON:
        return remembered, not_managing(facts)
    return remembered, help_out(facts)


_ANSWERS: dict[Intent, Callable[[str, BotFacts], list[Action]]] = {
    Intent.DATA: own_data,
    Intent.CATALOG: lambda _, facts: catalog(facts),
    Intent.LANGUAGE: lambda _, facts: welcome(facts),  # in that language
    Intent.PERSON: lambda _, facts: call_person(facts),
    Intent.MACHINE: lambda _, facts: machine(facts),
    Intent.TROUBLE: trouble,
    Intent.ORDER_MATTER: lambda _, facts: order_matter(facts),
    Intent.ORDER_STATUS: order_status,
    Intent.CANCEL: cancel,
    Intent.KEEP: nothing_cancelled,
    Intent.CANCEL_DOUBT: ask_about_cancelling,
    Intent.HOURS: lambda _, facts: hours(facts),
    Intent.PAYING: lambda _, facts: paying(facts),
    Intent.OPT_IN: lambda _, facts: opt_in(facts),
    Intent.OPT_OUT: lambda _, facts: opt_out(facts),
    Intent.OPT_OUT_DOUBT: stop_in_doubt,
}
_CHOICES: dict[str, Callable[[BotFacts], list[Action]]] = {
    CONSENT_YES: consent_given,
    CONSENT_NO: consent_refused,
    STOP_PAYLOAD: opt_out,
    CALL_PERSON: call_person,
    SHOW_CATALOG: catalog,
    WHICH: lambda facts: ask_about_cancelling("", facts),
    SHOW_ORDER: lambda facts: order_status("", facts),
}
