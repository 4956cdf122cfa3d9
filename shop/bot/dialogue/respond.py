"""A bunch of messages and its answer. Pure: the same state, messages and facts give the same; every line has its test.

A bunch of messages gets one answer: what is understood is answered, what is mere politeness beside it is not; a greeting
is answered where nothing else is; and not to have understood counts once, however many lines it took.
"""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from shop.bot.actions import Action, OptIn, OptOut, Reply
from shop.bot.dialogue.merging import is_about_promotions, is_consent, merge_answers
from shop.bot.dialogue.message_answer import MessageAnswer
from shop.bot.dialogue.one_message import answer_message
from shop.bot.dialogue.split_messages import says_more, with_joined
from shop.bot.dialogue.while_held import (
    is_always_served,
    left_to_people,
    told_meanwhile,
    wants_no_answer,
)
from shop.bot.facts import BotDecision, BotFacts, BotState
from shop.bot.replies.consent import (
    ask_whether_it_was_meant,
    told_truly,
)
from shop.bot.replies.person import (
    help_out,
    not_managing,
)
from shop.bot.replies.welcome import welcome
from shop.bot.understanding.stops.halves import may_be_half, takes_its_sense
from shop.bot.understanding.stops.taking_back import takes_back
from shop.customers.models import Marketing
from shop.inbox.conversations.models import Holder
from shop.whatsapp.incoming import IncomingMessage

MISSES_BEFORE_A_PERSON = 2
A_MOMENT = timedelta(minutes=3)  # in which a sentence goes on in the next message


def respond(state: BotState, messages: Sequence[IncomingMessage], facts: BotFacts) -> BotDecision:
    """Answer what is unanswered. A cart or a choice that changes what is known comes alone; words may come in a bunch."""
    facts = msgspec.structs.replace(
        facts, spoken_of=state.spoken_of(facts.at), is_asked_last=state.is_asked_last(facts)
    )
    waiting: tuple[Action, ...] = ()
    answers: list[MessageAnswer] = []
    told = with_joined(messages, shop=facts.shop, asked=state.question(facts.at))
    for place, message in enumerate(told):
        known = _knowing_what_follows(facts, message, told[place + 1 :])
        if facts.holder is Holder.BOT or is_always_served(message, facts, asked=state.question(facts.at)):
            answers.append(_proven(answer_message(state, message, known), message, facts))
        elif not wants_no_answer(message):
            waiting = left_to_people(state, facts)
            if meanwhile := told_meanwhile(message, facts):
                answers.append(MessageAnswer(meanwhile))
    if answers and _was_half_a_sentence(state, told, facts):
        answers.append(MessageAnswer([ask_whether_it_was_meant(facts)]))
    decided = _decided(state, answers, facts) if answers else BotDecision(state, ())
    actions = (*waiting, *decided.actions)
    remembered = decided.state.passing(actions).telling(actions, before=state, at=facts.at)
    half = _half_of_a_sentence(told, actions, facts)
    remembered = msgspec.structs.replace(remembered.telling_of(actions, at=facts.at), half_stop=half)
    return BotDecision(remembered, actions)


def _half_of_a_sentence(
    messages: Sequence[IncomingMessage], actions: Sequence[Action], facts: BotFacts
) -> str:
    """The stop of somebody who wanted promotions, where it may be half a sentence."""
    if facts.marketing is not Marketing.GIVEN or not any(isinstance(each, OptOut) for each in actions):
        return ""
    return next((each.text for each in messages[-1:] if each.choice is None and may_be_half(each.text)), "")


def _was_half_a_sentence(state: BotState, messages: Sequence[IncomingMessage], facts: BotFacts) -> bool:
    """Does what is said now, a moment later, take its sense from the stop?"""
    if not state.half_stop or not facts.has_just_stopped or facts.marketing_at is None:
        return False
    is_fresh = facts.at - facts.marketing_at < A_MOMENT
    return is_fresh and any(takes_its_sense(state.half_stop, each.text) for each in messages[:1])


def _knowing_what_follows(
    facts: BotFacts, message: IncomingMessage, behind: Sequence[IncomingMessage]
) -> BotFacts:
    return msgspec.structs.replace(
        facts,
        more_is_said=facts.more_is_said or says_more(behind),
        is_taken_back=any(takes_back(each.text) for each in behind)
        or any(takes_its_sense(message.text, each.text) for each in behind[:2]),
    )


def _decided(state: BotState, answers: list[MessageAnswer], facts: BotFacts) -> BotDecision:
    if any(each.is_urgent for each in answers):
        answers = [each for each in answers if each.is_urgent or is_about_promotions(each.actions or ())]
    weighty = [each.actions for each in answers if each.actions is not None and not each.is_polite]
    missed = any(each.actions is None for each in answers)
    if not weighty and missed:
        state, actions = _not_understood(state, facts, greeted=any(each.is_greeted for each in answers))
        return BotDecision(state.asking(actions, at=facts.at), tuple(actions))
    polite = [each.actions for each in answers if each.actions and each.is_polite]
    if any(each.is_asked for each in answers) and all(is_consent(each) for each in weighty):
        weighty = [*weighty, help_out(facts)]  # a stop swallows no question
    chosen = merge_answers(weighty or polite[:1])
    if not chosen:
        return BotDecision(msgspec.structs.replace(state, misses=0), ())
    told = any(isinstance(each, Reply) and each.reason == "bot.unreadable" for each in chosen)
    after = (
        state.after(chosen) if weighty else msgspec.structs.replace(state, misses=0)
    )  # a hello settles nothing
    remembered = msgspec.structs.replace(after, told_unreadable=told)
    return BotDecision(remembered.asking(chosen, at=facts.at), tuple(chosen))


def _proven(answer: MessageAnswer, message: IncomingMessage, facts: BotFacts) -> MessageAnswer:
    """A yes or no to promotions with the message that said it, and what follows from it."""
    if not any(isinstance(each, OptIn | OptOut) for each in answer.actions or ()):
        return answer
    proven = [
        msgspec.structs.replace(each, wamid=message.wamid) if isinstance(each, OptIn | OptOut) else each
        for each in told_truly(answer.actions or (), facts, said_at=message.sent_at)
    ]
    return msgspec.structs.replace(answer, actions=proven)


def _not_understood(state: BotState, facts: BotFacts, *, greeted: bool) -> tuple[BotState, list[Action]]:
    """The first time after a greeting the welcome says what can be done; from the third on a person is offered."""
    misses = state.misses + 1
    remembered = msgspec.structs.replace(state, misses=misses)  # what was asked is asked still
    if greeted and misses == 1:
        return remembered, welcome(facts)
    if misses > MISSES_BEFORE_A_PERSON:
        return remembered, not_managing(facts)
    return remembered, help_out(facts)
