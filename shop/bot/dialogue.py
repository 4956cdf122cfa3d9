"""The dialogue. Pure: the same state, messages and facts give the same answer; every line of it is in a table test."""

from collections.abc import Callable, Sequence

import msgspec

from shop.bot.actions import Action, CancelOrder, DropCart, HandOver, OptIn, OptOut, Reply
from shop.bot.cart_replies import LONGEST_BODY, LONGEST_TEXT, answer_cart, answer_choice, take_rest
from shop.bot.facts import BotDecision, BotFacts, BotState
from shop.bot.intents import Intent, intent_of
from shop.bot.phrases import SPEECH
from shop.kit.money import format_money
from shop.kit.times import format_moment
from shop.merchants.opening_hours import DAYS
from shop.orders.models import OrderStatus
from shop.orders.notices import CONSENT_NO, CONSENT_YES, consent_question
from shop.templates.definitions import STOP_PAYLOAD
from shop.whatsapp.incoming import IncomingKind, IncomingMessage
from shop.whatsapp.outgoing import CatalogMessage, Content, TextMessage, clip

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
        return calm, [_say("media", facts), HandOver("The shopper sent something only a person can judge.")]
    intent = intent_of(message.text)
    if message.product is not None and facts.product is not None and intent not in _ABOUT_NO_PRODUCT:
        return calm, _about_product(facts)
    if intent in _ANSWERS:
        return calm, _ANSWERS[intent](facts)
    return _not_understood(state, facts)


def _not_understood(state: BotState, facts: BotFacts) -> tuple[BotState, list[Action]]:
    misses = state.misses + 1
    if misses > MISSES_BEFORE_A_PERSON:
        return BotState(), _person(facts)
    return msgspec.structs.replace(state, misses=misses), [_say("help", facts)]


def _greeting(facts: BotFacts) -> list[Action]:
    return [_catalog_or_words("welcome", facts)]


def _catalog(facts: BotFacts) -> list[Action]:
    return [_catalog_or_words("catalog", facts)]


def _person(facts: BotFacts) -> list[Action]:
    opens = facts.hours.next_opening(facts.at, facts.zone)
    if opens is not None and opens > facts.at:
        when = format_moment(opens, facts.zone, facts.language)
        said = _say("handover_closed", facts, opens=when)
    else:
        said = _say("handover", facts)
    return [said, HandOver("The shopper wants a person.")]


def _order_status(facts: BotFacts) -> list[Action]:
    order = facts.order
    if order is None:
        return [_say("no_order", facts)]
    if order.status is OrderStatus.PENDING:
        total = format_money(order.total_minor, facts.currency, facts.language)
        return [_say("order_pending", facts, number=order.number, total=total, url=order.url)]
    key = "order_paid" if order.status is OrderStatus.PAID else "order_closed"
    return [_say(key, facts, number=order.number)]


def _cancel(facts: BotFacts) -> list[Action]:
    if facts.order is None or facts.order.status is not OrderStatus.PENDING:
        return [_say("nothing_to_cancel", facts)]
    return [CancelOrder(), _say("cancelled", facts, number=facts.order.number)]


def _hours(facts: BotFacts) -> list[Action]:
    if not facts.hours.are_known:
        return [_say("hours_unknown", facts)]
    week = _week(facts)
    if facts.hours.open_at(facts.at, facts.zone):
        return [_say("open_now", facts, hours=week)]
    opens = facts.hours.next_opening(facts.at, facts.zone)
    when = format_moment(opens, facts.zone, facts.language) if opens else ""
    return [_say("closed_now", facts, opens=when, hours=week)]


def _opt_in(facts: BotFacts) -> list[Action]:
    said = SPEECH.say("opt_in_done", facts.language, shop=facts.shop)
    return [OptIn(said), Reply(TextMessage(body=said), "consent.given")]


def _opt_out(facts: BotFacts) -> list[Action]:
    said = SPEECH.say("opt_out_done", facts.language, shop=facts.shop)
    return [OptOut(said), Reply(TextMessage(body=said), "consent.withdrawn")]


def _consent_given(facts: BotFacts) -> list[Action]:
    said = SPEECH.say("opt_in_done", facts.language, shop=facts.shop)
    return [OptIn(consent_question(facts.language)), Reply(TextMessage(body=said), "consent.given")]


def _consent_refused(facts: BotFacts) -> list[Action]:
    return [OptOut(consent_question(facts.language)), _say("consent_refused", facts)]


def _yes(facts: BotFacts) -> list[Action]:
    return take_rest(facts) if facts.cart_id else [_say("help", facts)]


def _no(facts: BotFacts) -> list[Action]:
    return [DropCart(), _say("cart_dropped", facts)] if facts.cart_id else [_say("thanks", facts)]


def _about_product(facts: BotFacts) -> list[Action]:
    product = facts.product
    if product is None:
        return [_say("help", facts)]
    price = format_money(product.price_minor, facts.currency, facts.language)
    key = "product" if product.left else "product_sold_out"
    return [_say(key, facts, name=product.name, price=price, left=product.left)]


_ANSWERS: dict[Intent, Answer] = {
    Intent.GREETING: _greeting,
    Intent.CATALOG: _catalog,
    Intent.PERSON: _person,
    Intent.ORDER_STATUS: _order_status,
    Intent.CANCEL: _cancel,
    Intent.HOURS: _hours,
    Intent.THANKS: lambda facts: [_say("thanks", facts)],
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


def _say(key: str, facts: BotFacts, **values: object) -> Reply:
    return Reply(
        TextMessage(body=clip(SPEECH.say(key, facts.language, **values), LONGEST_TEXT)), f"bot.{key}"
    )


def _catalog_or_words(key: str, facts: BotFacts) -> Reply:
    words = SPEECH.say(key, facts.language, shop=facts.shop)
    if facts.catalog_ready:
        content: Content = CatalogMessage(body=clip(words, LONGEST_BODY))
        return Reply(content, f"bot.{key}")
    body = words if key == "welcome" else SPEECH.say("no_catalog", facts.language)
    return Reply(TextMessage(body=clip(body, LONGEST_TEXT)), f"bot.{key}")


_DAY_NAMES = {
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "pt": ("seg", "ter", "qua", "qui", "sex", "sáb", "dom"),
}


def _week(facts: BotFacts) -> str:
    names = _DAY_NAMES[facts.language]
    spans = (
        (names[day], ", ".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in facts.hours.week[day]))
        for day in range(len(DAYS))
    )
    return "\n".join(f"{name} {text}" for name, text in spans if text)
