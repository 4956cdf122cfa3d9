"""Answers about one product: its card, its price and stock, or the sentence of its description that was asked for. Pure."""

from shop.bot.actions import Action, Reply, reply
from shop.bot.facts import BotFacts, ProductFact
from shop.bot.replies.person import call_person_saying, offer_person
from shop.bot.understanding.product_questions import About, ProductQuestion, read_question
from shop.kit.money import format_money
from shop.kit.translations import t, tn
from shop.whatsapp.outgoing import ProductMessage, clip
from shop.whatsapp.outgoing.interactive import LONGEST_BODY

LONGEST_NAME = 120
LONGEST_QUOTE = 600


def about_product(product: ProductFact, asked: str, facts: BotFacts) -> list[Action]:
    """What was asked about it; `asked` is the shopper's text without the SKU."""
    if not product.is_sold:
        return _no_longer_sold(product, facts)
    question = read_question(asked, product.descriptions)
    match question.about:
        case About.PRICE_AND_STOCK:
            return [reply(*price_and_stock(product, facts))]
        case About.HEALTH:
            return _health(product, question, facts)
        case About.SOMETHING_ELSE:
            return _something_else(product, question, facts)


def show_product(product: ProductFact, asked: str, facts: BotFacts) -> list[Action]:
    """The answer to an SKU: its card where the chat can show it; a question that stands beside it is answered."""
    question = read_question(asked, product.descriptions)
    if question.about is not About.PRICE_AND_STOCK or not product.is_sold or product.catalog_id is None:
        return about_product(product, asked, facts)
    _, words = price_and_stock(product, facts)
    card = ProductMessage(
        catalog_id=product.catalog_id, retailer_id=product.sku, body=clip(words, LONGEST_BODY)
    )
    return [Reply(card, "bot.product_card")]


def price_and_stock(product: ProductFact, facts: BotFacts) -> tuple[str, str]:
    """Today's price and what is left, with the key of what is said."""
    price = format_money(product.price_minor, facts.currency, facts.locale)
    name = clip(product.name, LONGEST_NAME) or product.sku
    if not product.left:
        said = t(facts.locale, "{name}: {price}. It is sold out right now.", name=name, price=price)
        return "product_sold_out", said
    said = tn(
        facts.locale,
        "{name}: {price}. {count} left.",
        "{name}: {price}. {count} left.",
        product.left,
        name=name,
        price=price,
    )
    return "product", said


def _no_longer_sold(product: ProductFact, facts: BotFacts) -> list[Action]:
    said = t(facts.locale, "We no longer sell {name}.", name=clip(product.name, LONGEST_NAME) or product.sku)
    return [reply("product_gone", said, with_catalog=facts.catalog_ready)]


def _health(product: ProductFact, question: ProductQuestion, facts: BotFacts) -> list[Action]:
    """The shop's own words, or a person: never a guess, and never past it."""
    if question.sentences and question.is_sure:
        return offer_person(facts, "product_quoted", _quoted(product, question, facts))
    if question.sentences:
        reason = f"The shopper asks more about health than the description of {product.sku} says."
        return call_person_saying(facts, "product_quoted", _quoted(product, question, facts), reason=reason)
    said = t(
        facts.locale,
        "The description of {name} doesn't say, and with health I'd rather not guess.",
        name=clip(product.name, LONGEST_NAME) or product.sku,
    )
    reason = f"The shopper asks about health, and the description of {product.sku} does not say."
    return call_person_saying(facts, "product_health", said, reason=reason)


def _something_else(product: ProductFact, question: ProductQuestion, facts: BotFacts) -> list[Action]:
    _, known = price_and_stock(product, facts)
    if question.sentences:
        return [reply("product_quoted", f"{_quoted(product, question, facts)}\n\n{known}")]
    said = t(
        facts.locale,
        "I don't know that about {name}, but someone from the team can tell you.",
        name=clip(product.name, LONGEST_NAME) or product.sku,
    )
    return offer_person(facts, "product_question", f"{said}\n\n{known}")


def _quoted(product: ProductFact, question: ProductQuestion, facts: BotFacts) -> str:
    return t(
        facts.locale,
        "The description of {name} says: “{quote}”",
        name=clip(product.name, LONGEST_NAME) or product.sku,
        quote=clip(" ".join(question.sentences), LONGEST_QUOTE),
    )
