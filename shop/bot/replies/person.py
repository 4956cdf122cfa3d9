"""Calling a person, offering one, and what is said where the bot does not know what to do. Pure."""

from shop.bot.actions import Action, HandOver, Question, Reply, reply
from shop.bot.facts import STILL_WAITING, BotFacts
from shop.bot.replies.hours import opening_time
from shop.kit.translations import t
from shop.whatsapp.outgoing import Button, ButtonsMessage, TextMessage, clip
from shop.whatsapp.outgoing.interactive import LONGEST_BODY

CALL_PERSON = "person:call"
SHOW_CATALOG = "show:catalog"
SHOW_ORDER = "show:order"


def call_person(facts: BotFacts) -> list[Action]:
    """A person was asked for."""
    return [reply(*_when(facts)), HandOver("The shopper wants a person.")]


def call_person_saying(facts: BotFacts, key: str, words: str, *, reason: str) -> list[Action]:
    """A person is needed: why, and when they answer."""
    return [reply(key, f"{words} {_when(facts)[1]}"), HandOver(reason)]


def offer_person(facts: BotFacts, key: str, words: str) -> list[Action]:
    """A person by one tap; until then the bot goes on."""
    content = ButtonsMessage(body=clip(words, LONGEST_BODY), buttons=[person_button(facts)])
    return [Reply(content, f"bot.{key}", asks=Question.PERSON)]


def person_button(facts: BotFacts) -> Button:
    # Translators: a button of at most 20 characters.
    return Button(id=CALL_PERSON, title=t(facts.locale, "Talk to someone"))


def still_waiting(facts: BotFacts) -> list[Action]:
    """They wait, and wrote again: nobody has forgotten them."""
    said = t(facts.locale, "Your messages are with the team; nobody has been able to answer yet.")
    return [Reply(TextMessage(body=f"{said} {_when(facts)[1]}"), STILL_WAITING)]


def media(facts: BotFacts) -> list[Action]:
    """A picture, a voice note, a place: a person looks at it."""
    said = t(facts.locale, "I got it. Someone from the team will look at it.")
    return [reply("media", said), HandOver("The shopper sent something only a person can judge.")]


def order_matter(facts: BotFacts) -> list[Action]:
    """About an order, and more than how it stands."""
    said = t(facts.locale, "Someone from the team can help you with that. Shall I call them?")
    return offer_person(facts, "order_matter", said)


def health_question(facts: BotFacts) -> list[Action]:
    """About allergies, and no product is named."""
    said = t(
        facts.locale,
        "With ingredients and allergies I'd rather not guess. Someone from the team can tell you.",
    )
    return offer_person(facts, "health_question", said)


def machine(facts: BotFacts) -> list[Action]:
    """Asked whether a machine talks, it says so."""
    said = t(
        facts.locale,
        "I am a machine that answers for {shop}. Shall someone from the team answer?",
        shop=facts.shop,
    )
    return offer_person(facts, "machine", said)


def unreadable(facts: BotFacts) -> list[Action]:
    """A message that WhatsApp does not hand to us."""
    said = t(facts.locale, "I can't open that kind of message here. Could you write it in words?")
    return [reply("unreadable", said)]


def help_out(facts: BotFacts) -> list[Action]:
    """What can be done here, by word or by tap."""
    # Translators: words between asterisks are understood by shop/bot/understanding; use the language's own.
    said = t(
        facts.locale,
        "I didn't get that. Write *catalog* to see the products, *order* to see how yours is doing, "
        "or *person* to talk to someone.",
    )
    # Translators: a button of at most 20 characters.
    catalog = Button(id=SHOW_CATALOG, title=t(facts.locale, "See the catalog"))
    # Translators: a button of at most 20 characters.
    order = Button(id=SHOW_ORDER, title=t(facts.locale, "My order"))
    buttons = [*([catalog] if facts.catalog_ready else []), order, person_button(facts)]
    return [Reply(ButtonsMessage(body=clip(said, LONGEST_BODY), buttons=buttons), "bot.help")]


def not_managing(facts: BotFacts) -> list[Action]:
    """Not understood several times: a person is offered."""
    said = t(facts.locale, "I'm not managing to understand you, sorry. Shall someone from the team answer?")
    return offer_person(facts, "person_offered", said)


def _when(facts: BotFacts) -> tuple[str, str]:
    opens = facts.hours.next_opening(facts.at, facts.zone)
    if opens is None or opens <= facts.at:
        return "handover", t(facts.locale, "Someone from the team will answer you as soon as they can.")
    said = t(
        facts.locale,
        "We are closed now. Someone from the team will answer from {opens}.",
        opens=opening_time(opens, facts),
    )
    return "handover_closed", said
