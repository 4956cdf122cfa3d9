"""A typed yes, no or number after a question of the bot: it counts as the tap would. Pure."""

from shop.bot.actions import Action, Question
from shop.bot.facts import BotFacts, BotState
from shop.bot.replies.consent import opt_out
from shop.bot.replies.orders import answer_order_question, ask_about_cancelling, cancel_one, order_status
from shop.bot.replies.person import call_person
from shop.bot.replies.welcome import no_noted
from shop.bot.understanding.intents import Intent

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
        return no_noted(facts)
    if intent is Intent.YES:
        return _confirmed(asked, state, facts)
    if intent is Intent.TROUBLE and asked is Question.PERSON:
        return call_person(facts)
    return answer_order_question(asked, text, facts) if intent not in FIRST_OF_ALL else None


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
