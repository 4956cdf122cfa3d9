"""Nothing more is wanted, and there is an unpaid order: is it the order, or what we write? Pure."""

from typing import Literal

from shop.bot.actions import Action, Question, Reply
from shop.bot.facts import BotFacts
from shop.bot.replies.consent import ask_whether_to_stop, opt_out, stop_button
from shop.bot.replies.orders.cancelling import ask_about_cancelling, cancel
from shop.bot.replies.orders.questions import CANCEL, KEEP, WHICH
from shop.bot.replies.welcome import no_noted
from shop.bot.understanding.courtesies import POLITENESS, without_courtesies
from shop.bot.understanding.normalising import clauses_of, finds, listed, without, words_in
from shop.bot.understanding.orders.order_numbers import means_all, means_none
from shop.bot.understanding.words.annoyance_words import NOTHING_WANTED
from shop.bot.understanding.words.cancel_words import NOT
from shop.bot.understanding.words.intent_words import ORDERS
from shop.bot.understanding.words.stop_words import MESSAGES
from shop.kit.translations import t
from shop.whatsapp.outgoing import Button, ButtonsMessage


def stop_in_doubt(text: str, facts: BotFacts) -> list[Action]:
    """It may be a stop; beside an unpaid order it may be about that as well."""
    wants_nothing = " ".join(without_courtesies(words_in(text))) in NOTHING_WANTED
    if not wants_nothing or not facts.unpaid:
        return ask_whether_to_stop(facts)
    return [ask_what_is_unwanted(facts)]


def ask_what_is_unwanted(facts: BotFacts) -> Reply:
    """The order, the messages, or neither: one tap decides."""
    said = t(
        facts.locale,
        "What do you not want any more: your unpaid order, or promotional messages from {shop}?",
        shop=facts.shop,
    )
    cancelling = f"{CANCEL}{facts.unpaid[0].id}" if len(facts.unpaid) == 1 else WHICH
    buttons = [
        # Translators: a button of at most 20 characters.
        Button(id=cancelling, title=t(facts.locale, "Cancel the order")),
        stop_button(facts),
        # Translators: a button of at most 20 characters.
        Button(id=KEEP, title=t(facts.locale, "Neither")),
    ]
    return Reply(ButtonsMessage(body=said, buttons=buttons), "bot.which_unwanted", asks=Question.UNWANTED)


def answer_unwanted(text: str, facts: BotFacts) -> list[Action] | None:
    """ "The order", "the messages" or "neither", typed; None if the text says something else."""
    if means_none(text):
        return no_noted(facts)
    if means_all(text):
        return [*opt_out(facts), *ask_about_cancelling("", facts)]
    match _unwanted(text):
        case "messages":
            return opt_out(facts)
        case "order":
            return cancel("", facts)
        case "unclear":
            return [ask_what_is_unwanted(facts)]
        case _:
            return None


def answers_unwanted(text: str) -> bool:
    """Is it one of these answers?"""
    return means_none(text) or means_all(text) or _unwanted(text) is not None


def _unwanted(text: str) -> Literal["messages", "order", "unclear"] | None:
    """What is named, of two things where the other is denied ("the messages, not the order"); None: other words.

    "Los mensajes no" alone may mean either.
    """
    parts = clauses_of(text)
    if "?" in text or any(
        without(part, MESSAGES, ORDERS, _NAMING, NOT, _WANTED, *POLITENESS) for part in parts
    ):
        return None
    named = [finds(part, MESSAGES) for part in parts if finds(part, MESSAGES) != finds(part, ORDERS)]
    plain = [
        finds(part, MESSAGES)
        for part in parts
        if finds(part, MESSAGES) != finds(part, ORDERS) and not finds(part, NOT, _WANTED)
    ]
    if not named:
        return None
    if len(set(plain)) != 1:
        return "unclear"
    return "messages" if plain[0] else "order"


# What stands around a bare "the order"; whoever says more says something else, and is asked again or answered.
_NAMING = listed(
    es="solo, el, los, las, mi, mis, de, promocionales, cancela, cancelar, cancelalo",
    en="only, just, the, my, your, cancel",
    pt="so, apenas, o, os, as, meu, minha, cancela",
)
_WANTED = listed(
    es="si lo quiero, si quiero, lo quiero, quiero, si, dejalo, deja",
    en="i want, i do want, want, keep, yes",
    pt="quero, eu quero, sim, deixa",
)
