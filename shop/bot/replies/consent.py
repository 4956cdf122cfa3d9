"""Yes and no to promotions, and the question where a stop is in doubt. Pure."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from shop.bot.actions import Action, OptIn, OptOut, Question, Reply, reply
from shop.bot.facts import BotFacts
from shop.customers.models import Marketing
from shop.kit.translations import t
from shop.orders.words import CONSENT_YES, consent_question
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
    content = ButtonsMessage(body=clip(said, LONGEST_BODY), buttons=[stop_button(facts)])
    return [Reply(content, "consent.asked_to_stop", asks=Question.STOP)]


def ask_whether_it_was_meant(facts: BotFacts) -> Reply:
    """Promotions ended a moment ago by what may have been half a sentence: one tap brings them back."""
    said = t(
        facts.locale,
        "I took your last message as no more promotional messages from {shop}, and that stands. "
        "If you did not mean that:",
        shop=facts.shop,
    )
    body = f"{clip(said, LONGEST_BODY - len(consent_question(facts.locale)) - 2)}\n\n{consent_question(facts.locale)}"
    # Translators: a button of at most 20 characters.
    buttons = [Button(id=CONSENT_YES, title=t(facts.locale, "Yes, please"))]
    return Reply(ButtonsMessage(body=body, buttons=buttons), "consent.asked_if_meant")


def stop_stays(facts: BotFacts) -> Reply:
    """Promotions ended before, and that counts; how they come back."""
    said = t(
        facts.locale,
        "You get no promotional messages from {shop} already, and it stays so. We still confirm your "
        "orders. Write START if you change your mind.",
        shop=facts.shop,
    )
    return Reply(TextMessage(body=said), "consent.withdrawn")


def stop_button(facts: BotFacts) -> Button:
    # Translators: a button of at most 20 characters.
    return Button(id=STOP_PAYLOAD, title=t(facts.locale, "Stop promotions"))


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


def told_truly(actions: Sequence[Action], facts: BotFacts, *, said_at: datetime | None) -> list[Action]:
    """A yes or no with what follows from it: nothing is called done where a later word stands, or nothing changes."""
    noted = next(each for each in actions if isinstance(each, OptIn | OptOut))
    told = _what_stands(noted, facts, said_at=min(said_at or facts.at, facts.at))
    if told is None:
        return list(actions)
    return [_reworded(each, told) for each in actions]


def _what_stands(noted: OptIn | OptOut, facts: BotFacts, *, said_at: datetime) -> Reply | None:
    """What is said instead of "done"; None where it is done now."""
    is_outweighed = facts.marketing_at is not None and said_at < facts.marketing_at
    has_stopped = facts.marketing is Marketing.WITHDRAWN
    if isinstance(noted, OptOut) and has_stopped:
        return stop_stays(facts)
    if not is_outweighed:
        return None
    said = _later_word(facts, has_stopped=has_stopped)
    return Reply(TextMessage(body=said), "consent.later_stands")


def _later_word(facts: BotFacts, *, has_stopped: bool) -> str:
    if has_stopped:
        return t(
            facts.locale,
            "After that you asked for no more promotional messages from {shop}, and that stands. "
            "Write START if you want them.",
            shop=facts.shop,
        )
    return t(
        facts.locale,
        "After that you said yes to promotional messages from {shop}, and that stands. "
        "Write STOP if you want none.",
        shop=facts.shop,
    )


def _reworded(action: Action, told: Reply) -> Action:
    if isinstance(action, OptIn | OptOut) and isinstance(told.content, TextMessage):
        return msgspec.structs.replace(action, text_shown=told.content.body)
    is_consent = isinstance(action, Reply) and action.reason in _TOLD
    return told if is_consent else action


_TOLD = frozenset({"consent.given", "consent.withdrawn", "bot.consent_refused"})


def _opt_in_done(facts: BotFacts) -> str:
    return t(
        facts.locale,
        "Done: I will remind you of unfinished carts and of an offer now and then from {shop}. "
        "Write STOP whenever you like.",
        shop=facts.shop,
    )
