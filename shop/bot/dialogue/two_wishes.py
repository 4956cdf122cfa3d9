"""Two wishes in one message: "baja y cancela el pedido", or an answer and something besides: "sí. ¿y mi pedido?". Pure."""

import re
from collections.abc import Sequence

import msgspec

from shop.bot.actions import Question
from shop.bot.understanding.cart_choices import cart_choice
from shop.bot.understanding.courtesies import affirms, says_yes_firmly
from shop.bot.understanding.health_questions import is_about_health
from shop.bot.understanding.intents import Intent, intent_of, is_only_greeted
from shop.bot.understanding.normalising import finds, words_in
from shop.bot.understanding.orders.order_numbers import means_all, order_numbers
from shop.bot.understanding.stops.afterthoughts import is_an_afterthought
from shop.bot.understanding.stops.halves import is_cried_out
from shop.bot.understanding.words.removal_words import REMOVALS
from shop.bot.understanding.words.stop_words import MESSAGES
from shop.whatsapp.incoming import IncomingKind, IncomingMessage

_BETWEEN = re.compile(r"[.,;!?\n]+|\b(?:y|e|and|but|pero|mas)\b", re.IGNORECASE)
_BEHIND_A_YES = re.compile(r"[.,;!\n]+|\b(?:y|e|and|but|pero|mas)\b", re.IGNORECASE)
# What is a wish of its own behind a yes.
_WISHES = frozenset(
    {
        *(Intent.HARM, Intent.DATA, Intent.OPT_OUT, Intent.OPT_OUT_DOUBT, Intent.PERSON, Intent.TROUBLE),
        *(Intent.ORDER_STATUS, Intent.ORDER_MATTER, Intent.CANCEL, Intent.CANCEL_DOUBT, Intent.HOURS),
        *(Intent.CATALOG, Intent.PAYING),
    }
)
# Harm and a request about one's data answer a stop beside them by themselves.
_BESIDE_A_STOP = _WISHES - {Intent.HARM, Intent.DATA, Intent.OPT_OUT, Intent.OPT_OUT_DOUBT}
_OF_THE_QUESTION = {
    Question.STOP: frozenset({Intent.OPT_OUT, Intent.OPT_OUT_DOUBT}),
    Question.CANCEL: frozenset({Intent.CANCEL, Intent.CANCEL_DOUBT}),
}


def two_wishes(message: IncomingMessage, *, asked: Question | None = None) -> list[IncomingMessage]:
    """The message as it is, or as the two that it holds; `asked` is what the bot asked before."""
    if message.kind is not IncomingKind.TEXT or message.choice is not None or message.cart is not None:
        return [message]
    parts = _answer_and_wish(message.text, asked) or _stop_and_other(message.text, asked)
    return [msgspec.structs.replace(message, text=each) for each in parts] if parts else [message]


def stops_beside_another_wish(text: str) -> bool:
    """ "Llegó rota, dadme de baja" below a picture: the stop counts though the text is about something else."""
    return _stop_and_other(text, None) is not None


def _answer_and_wish(text: str, asked: Question | None) -> tuple[str, str] | None:
    """ "Sí. ¿y mi pedido?": a yes to what was asked, and then something that is no part of the answer."""
    found = _BEHIND_A_YES.search(text)
    if asked is None or found is None:
        return None
    answer, behind = text[: found.start()].strip(" ¡"), text[found.end() :].strip()
    rest = _ADDED.sub("", behind)
    is_added = rest != behind or found.group().isalpha()
    if not (affirms(answer) and says_yes_firmly(answer)) or not rest:
        return None
    intent = intent_of(rest)
    if intent in _OF_THE_QUESTION.get(asked, ()) and not (is_added and order_numbers(rest)):
        return None
    return (answer, rest) if intent in _WISHES else None


_ADDED = re.compile(r"^(?:y|e|and|but|pero|mas|tambi[eé]n|tamb[eé]m|also)\s+", re.IGNORECASE)


def _stop_and_other(text: str, asked: Question | None) -> tuple[str, str] | None:
    """A stop beside a cancel, beside another wish, or (where it names what shall stop) beside the answer to a question."""
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    stops = [part for part in parts if intent_of(part) is Intent.OPT_OUT]
    others = [part for part in parts if part not in stops]
    others = [part for part in others if not is_only_greeted(part)] or others
    if not stops or not others:
        return None
    other = ", ".join(others)
    if all(intent_of(part) is Intent.CANCEL for part in others):
        return " ".join(stops), " ".join(others)
    is_named = any(finds(words_in(part), REMOVALS, MESSAGES) for part in stops)
    answers = asked is not None and (means_all(other) or cart_choice(other) is not None or affirms(other))
    wishes = intent_of(other) in _BESIDE_A_STOP or _asks_something(text, others)
    is_plain = any(not is_cried_out(part) for part in stops)  # "stop! it's the wrong size" holds up a parcel
    is_both = (is_named and answers) or (wishes and (is_plain or (is_named and "?" in text)))
    return (_as_asked(text, other), " ".join(stops)) if is_both else None


def _asks_something(text: str, others: Sequence[str]) -> bool:
    """ "¿Llevan nueces?" beside a stop: of health, or whatever else is asked, though nobody understood it."""
    if any(is_about_health(part) and intent_of(part) is Intent.UNKNOWN for part in others):
        return True
    written = " ".join(text.split()).replace(" ?", "?")
    asked = [words_in(part) for part in others if f"{part}?" in written and intent_of(part) is Intent.UNKNOWN]
    return any(len(words) >= _SHORTEST_QUESTION and not is_an_afterthought(words) for words in asked)


_SHORTEST_QUESTION = 3  # words; "will you?" asks nothing


def _as_asked(text: str, other: str) -> str:
    """With its question mark, which tells a question from a remark."""
    return f"{other}?" if "?" in text and intent_of(other) is Intent.UNKNOWN else other
