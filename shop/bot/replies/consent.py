"""Yes and no to promotions, and the question where a stop is in doubt. Pure."""

from shop.bot.actions import Action, OptIn, OptOut, Question, Reply, reply
from shop.bot.facts import BotFacts
from shop.kit.translations import t
from shop.orders.notices import consent_question
from shop.templates.definitions import STOP_PAYLOAD
from shop.whatsapp.outgoing import Button, ButtonsMessage, TextMessage, clip
from shop.whatsapp.outgoing.interactive import LONGEST_BODY


def opt_in(facts: BotFacts) -> list[Action]:
    """Promotions are wanted."""
    said = _opt_in_done(facts)
    return [OptIn(said), Reply(TextMessage(body=said), "consent.given")]


def opt_out(facts: BotFacts) -> list[Action]:
    """No more promotions, from now on."""
    said = t(
        facts.locale,
        "Done: you will get no more promotional messages from {shop}. We still confirm your orders. "
        "Write START if you change your mind.",
        shop=facts.shop,
    )
    return [OptOut(said), Reply(TextMessage(body=said), "consent.withdrawn")]


def ask_whether_to_stop(facts: BotFacts) -> list[Action]:
    """It may be a stop: one tap says so."""
    said = t(
        facts.locale,
        "Do you want no more promotional messages from {shop}? One tap and they stop. "
        "If you meant something else, tell me.",
        shop=facts.shop,
    )
    # Translators: a button of at most 20 characters.
    stop = Button(id=STOP_PAYLOAD, title=t(facts.locale, "Stop promotions"))
    content = ButtonsMessage(body=clip(said, LONGEST_BODY), buttons=[stop])
    return [Reply(content, "consent.asked_to_stop", asks=Question.STOP)]


def consent_given(facts: BotFacts) -> list[Action]:
    """A tap on the yes below our question."""
    return [
        OptIn(consent_question(facts.locale)),
        Reply(TextMessage(body=_opt_in_done(facts)), "consent.given"),
    ]


def consent_refused(facts: BotFacts) -> list[Action]:
    """A tap on the no below our question."""
    said = t(facts.locale, "All right, I will only write about your orders.")
    return [OptOut(consent_question(facts.locale)), reply("consent_refused", said)]


def _opt_in_done(facts: BotFacts) -> str:
    return t(
        facts.locale,
        "Done: I will remind you of unfinished carts and of an offer now and then from {shop}. "
        "Write STOP whenever you like.",
        shop=facts.shop,
    )
