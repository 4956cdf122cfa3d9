"""A greeting, the catalog, and what meets politeness. Pure."""

from shop.bot.actions import Action, reply
from shop.bot.facts import BotFacts
from shop.kit.translations import t


def welcome(facts: BotFacts) -> list[Action]:
    said = t(
        facts.locale,
        "Hello, this is {shop}. Look at the catalog, fill your cart and send it: I answer with the total "
        "and a payment link. If you'd rather talk to someone, write *person*.",
        shop=facts.shop,
    )
    return [reply("welcome", said, with_catalog=facts.catalog_ready)]


def catalog(facts: BotFacts) -> list[Action]:
    if facts.catalog_ready:
        said = t(facts.locale, "Here is the catalog. Add what you like to the cart and send it.")
    else:
        said = t(
            facts.locale, "I can't show the catalog right now. Write *person* and someone will help you."
        )
    return [reply("catalog", said, with_catalog=facts.catalog_ready)]


def no_noted(facts: BotFacts) -> list[Action]:
    return [reply("no_noted", t(facts.locale, "All right. I'm here whenever you like."))]


def thanks(facts: BotFacts) -> list[Action]:
    return [reply("thanks", t(facts.locale, "Thank you."))]


def farewell(facts: BotFacts) -> list[Action]:
    return [reply("farewell", t(facts.locale, "See you soon."))]
