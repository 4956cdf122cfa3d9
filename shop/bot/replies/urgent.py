"""What goes to a person at once, whoever holds the conversation: harm, and a shopper's own data. Pure."""

from shop.bot.actions import Action, HandOver
from shop.bot.facts import BotFacts
from shop.bot.replies.consent import ask_whether_to_stop, opt_out
from shop.bot.replies.person import call_person_saying
from shop.bot.understanding.data_requests import DataRequest, data_request, objects, without_the_law
from shop.bot.understanding.harm.distress import is_in_distress
from shop.bot.understanding.stops.beside import meant_beside
from shop.bot.understanding.stops.meaning import Stop
from shop.customers.models import Marketing
from shop.kit.translations import t

_HARM = "The shopper tells of harm done by what was sold. Answer at once."
_DISTRESS = "The shopper may not want to live. Answer at once."
_ERASE = "The shopper wants their personal data erased."
_SEE = "The shopper asks about their personal data: what is kept, or where it comes from."


def harm(text: str, facts: BotFacts) -> list[Action]:
    """Somebody was harmed, or may be: what to do now comes first, and a person is called. A stop beside it counts."""
    said, reason = (_to_who_despairs(facts), _DISTRESS) if is_in_distress(text) else (_of_harm(facts), _HARM)
    answer = call_person_saying(facts, "harm", said, reason=reason)
    called = [HandOver(reason, is_urgent=True) if isinstance(each, HandOver) else each for each in answer]
    match meant_beside(text, shop=facts.shop):
        case Stop.YES:
            return [*called, *opt_out(facts)]
        case Stop.ASK if facts.marketing is not Marketing.WITHDRAWN:
            return [*called, *ask_whether_to_stop(facts)]
        case _:
            return called


def _of_harm(facts: BotFacts) -> str:
    return t(
        facts.locale,
        "I am very sorry. If anyone feels unwell or is hurt, call 112 or your local emergency number right "
        "now. Please do not use or eat any more of it. I have told the team that it is urgent.",
    )


def _to_who_despairs(facts: BotFacts) -> str:
    return t(
        facts.locale,
        "I am very sorry that you feel like this. Please do not stay alone with it: call 112 or your local emergency "
        "number, or somebody close to you, right now. I have told the team that it is urgent.",
    )


def own_data(text: str, facts: BotFacts) -> list[Action]:
    """A person sees to the data; promotions stop at once where that is said; in doubt, or to erase, one asks."""
    is_erased = data_request(text) is DataRequest.ERASE
    said = (
        t(facts.locale, "I have passed it on: someone from the team will see to it that your data is erased.")
        if is_erased
        else t(
            facts.locale,
            "I have passed it on: someone from the team will tell you which data we keep of you.",
        )
    )
    called = call_person_saying(facts, "data_request", said, reason=_ERASE if is_erased else _SEE)
    stop = meant_beside(without_the_law(text), shop=facts.shop)
    if stop is Stop.YES:
        return [*opt_out(facts), *called]
    is_doubted = is_erased or stop is Stop.ASK or objects(text)
    may_get_more = facts.marketing is not Marketing.WITHDRAWN
    return [*called, *ask_whether_to_stop(facts)] if is_doubted and may_get_more else called
