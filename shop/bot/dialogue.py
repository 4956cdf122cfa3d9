"""The dialogue. Pure: the same state, messages and facts give the same answer; every line of it is in a table test."""

from collections.abc import Callable, Sequence

import msgspec

from shop.bot.actions import Action, DropCart, HandOver, NoteWaiting, OptIn, OptOut, Reply, reply
from shop.bot.cart_replies import answer_cart, answer_choice, cart_dropped, take_rest
from shop.bot.facts import BotDecision, BotFacts, BotState
from shop.bot.held import is_always_served
from shop.bot.hours_replies import opening_time, opening_week
from shop.bot.intents import Intent, intent_of
from shop.bot.order_replies import cancel_pending, order_status
from shop.inbox.conversations.models import Holder
from shop.kit.money import format_money
from shop.kit.translations import t, tn
from shop.orders.notices import CONSENT_NO, CONSENT_YES, consent_question
from shop.templates.definitions import STOP_PAYLOAD
from shop.whatsapp.incoming import IncomingKind, IncomingMessage
from shop.whatsapp.outgoing import TextMessage

MISSES_BEFORE_A_PERSON = 2
_FOR_PEOPLE = frozenset(
    {
        IncomingKind.IMAGE,
        IncomingKind.VIDEO,
        IncomingKind.AUDIO,
        IncomingKind.DOCUMENT,
        IncomingKind.CONTACTS,
        IncomingKind.LOCATION,
    }
)

_ABOUT_NO_PRODUCT = frozenset({Intent.PERSON, Intent.OPT_OUT, Intent.OPT_IN, Intent.CANCEL})

Answer = Callable[[BotFacts], list[Action]]


def respond(state: BotState, messages: Sequence[IncomingMessage], facts: BotFacts) -> BotDecision:
    """Answer what is unanswered. A cart or a choice about a cart comes alone; words may come in a bunch."""
    actions: list[Action] = []
    before = state
    for message in messages:
        if facts.holder is not Holder.BOT and not is_always_served(message, facts):
            actions += [NoteWaiting()] if NoteWaiting() not in actions else []
            continue
        state, answer = _answer(before, message, facts)
        actions += [action for action in answer if action not in actions]
        if any(isinstance(action, HandOver) for action in answer):
            break
    return BotDecision(state, tuple(actions))


def _answer(state: BotState, message: IncomingMessage, facts: BotFacts) -> tuple[BotState, list[Action]]:
    calm = BotState()
    if message.cart is not None:
        return calm, answer_cart(message, facts)
    if message.choice is not None and (answer := answer_choice(message.choice, facts)) is not None:
        return calm, answer
    if message.choice in _CHOICES:
        return calm, _CHOICES[message.choice](facts)
    if message.kind in _FOR_PEOPLE:
        return calm, _media(facts)
    intent = intent_of(message.text)
    if message.product is not None and facts.product is not None and intent not in _ABOUT_NO_PRODUCT:
        return calm, _about_product(facts)
    if intent in _ANSWERS:
        return calm, _ANSWERS[intent](facts)
    return _not_understood(state, facts)


def _media(facts: BotFacts) -> list[Action]:
    said = t(facts.locale, "I got it. Someone from the team will look at it.")
    return [reply("media", said), HandOver("The shopper sent something only a person can judge.")]


def _not_understood(state: BotState, facts: BotFacts) -> tuple[BotState, list[Action]]:
    misses = state.misses + 1
    if misses > MISSES_BEFORE_A_PERSON:
        return BotState(), _person(facts)
    return msgspec.structs.replace(state, misses=misses), _help(facts)


def _help(facts: BotFacts) -> list[Action]:
    # Translators: words between asterisks are understood by shop/bot/intents.py; use the language's own.
    said = t(
        facts.locale,
        "I didn't get that. Write *catalog* to see the products, *order* to see how yours is doing, "
        "or *person* to talk to someone.",
    )
    return [reply("help", said)]


def _greeting(facts: BotFacts) -> list[Action]:
    said = t(
        facts.locale,
        "Hello, this is {shop}. Look at the catalog, fill your cart and send it: I answer with the total "
        "and a payment link. If you'd rather talk to someone, write *person*.",
        shop=facts.shop,
    )
    return [reply("welcome", said, with_catalog=facts.catalog_ready)]


def _catalog(facts: BotFacts) -> list[Action]:
    if facts.catalog_ready:
        said = t(facts.locale, "Here is the catalog. Add what you like to the cart and send it.")
    else:
        said = t(
            facts.locale, "I can't show the catalog right now. Write *person* and someone will help you."
        )
    return [reply("catalog", said, with_catalog=facts.catalog_ready)]


def _person(facts: BotFacts) -> list[Action]:
    opens = facts.hours.next_opening(facts.at, facts.zone)
    if opens is not None and opens > facts.at:
        said = reply(
            "handover_closed",
            t(
                facts.locale,
                "We are closed now. Someone from the team will answer from {opens}.",
                opens=opening_time(opens, facts),
            ),
        )
    else:
        said = reply(
            "handover", t(facts.locale, "Someone from the team will answer you as soon as they can.")
        )
    return [said, HandOver("The shopper wants a person.")]


def _hours(facts: BotFacts) -> list[Action]:
    if not facts.hours.are_known:
        said = t(facts.locale, "I don't have the opening hours. The catalog is always open.")
        return [reply("hours_unknown", said)]
    week = opening_week(facts)
    if facts.hours.open_at(facts.at, facts.zone):
        return [reply("open_now", t(facts.locale, "We are open now.\n{hours}", hours=week))]
    opens = facts.hours.next_opening(facts.at, facts.zone)
    when = opening_time(opens, facts) if opens else ""
    said = t(facts.locale, "We are closed now; we open {opens}.\n{hours}", opens=when, hours=week)
    return [reply("closed_now", said)]


def _opt_in(facts: BotFacts) -> list[Action]:
    said = _opt_in_done(facts)
    return [OptIn(said), Reply(TextMessage(body=said), "consent.given")]


def _opt_in_done(facts: BotFacts) -> str:
    return t(
        facts.locale,
        "Done: I will remind you of unfinished carts and of an offer now and then from {shop}. "
        "Write STOP whenever you like.",
        shop=facts.shop,
    )


def _opt_out(facts: BotFacts) -> list[Action]:
    said = t(
        facts.locale,
        "Done: you will get no more promotional messages from {shop}. We still confirm your orders. "
        "Write START if you change your mind.",
        shop=facts.shop,
    )
    return [OptOut(said), Reply(TextMessage(body=said), "consent.withdrawn")]


def _consent_given(facts: BotFacts) -> list[Action]:
    return [
        OptIn(consent_question(facts.locale)),
        Reply(TextMessage(body=_opt_in_done(facts)), "consent.given"),
    ]


def _consent_refused(facts: BotFacts) -> list[Action]:
    said = t(facts.locale, "All right, I will only write about your orders.")
    return [OptOut(consent_question(facts.locale)), reply("consent_refused", said)]


def _yes(facts: BotFacts) -> list[Action]:
    return take_rest(facts) if facts.cart_id else _help(facts)


def _no(facts: BotFacts) -> list[Action]:
    return [DropCart(), cart_dropped(facts)] if facts.cart_id else _thanks(facts)


def _thanks(facts: BotFacts) -> list[Action]:
    return [reply("thanks", t(facts.locale, "Thank you."))]


def _about_product(facts: BotFacts) -> list[Action]:
    product = facts.product
    if product is None:
        return _help(facts)
    about = {"name": product.name, "price": format_money(product.price_minor, facts.currency, facts.locale)}
    if not product.left:
        said = t(facts.locale, "{name}: {price}. It is sold out right now.", **about)
        return [reply("product_sold_out", said)]
    said = tn(
        facts.locale,
        "{name}: {price}. {count} left.",
        "{name}: {price}. {count} left.",
        product.left,
        **about,
    )
    return [reply("product", said)]


_ANSWERS: dict[Intent, Answer] = {
    Intent.GREETING: _greeting,
    Intent.CATALOG: _catalog,
    Intent.PERSON: _person,
    Intent.ORDER_STATUS: order_status,
    Intent.CANCEL: cancel_pending,
    Intent.HOURS: _hours,
    Intent.THANKS: _thanks,
    Intent.OPT_IN: _opt_in,
    Intent.OPT_OUT: _opt_out,
    Intent.YES: _yes,
    Intent.NO: _no,
}


_CHOICES: dict[str, Answer] = {
    CONSENT_YES: _consent_given,
    CONSENT_NO: _consent_refused,
    STOP_PAYLOAD: _opt_out,
}
