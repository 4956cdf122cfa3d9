"""A stop, harm, or which order, said in several messages: which of them belong together. Pure."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from shop.bot.actions import Question
from shop.bot.dialogue.cart_notes import with_notes
from shop.bot.dialogue.two_wishes import two_wishes
from shop.bot.understanding.courtesies import says_only
from shop.bot.understanding.health_questions import is_about_health
from shop.bot.understanding.intents import Intent, intent_of
from shop.bot.understanding.normalising import listed, normalised
from shop.bot.understanding.orders.order_numbers import bare_numbers, order_numbers
from shop.bot.understanding.stops.halves import is_a_middle, names_a_language
from shop.bot.understanding.words.intent_words import ORDERS
from shop.whatsapp.incoming import IncomingKind, IncomingMessage

MOST_TOGETHER = 8
_STRONGEST_FIRST = (Intent.HARM, Intent.OPT_OUT, Intent.OPT_OUT_DOUBT)
# What a piece may seem to say by itself; whatever says more is no piece.
_PIECES = frozenset(
    {
        Intent.UNKNOWN,
        Intent.YES,
        Intent.NO,
        Intent.GREETING,
        Intent.THANKS,
        Intent.OPT_OUT_DOUBT,
        Intent.CATALOG,
        Intent.SMALL_TALK,
        Intent.CANCEL,
        Intent.CANCEL_DOUBT,
    }
)


def said_together(messages: Sequence[IncomingMessage], *, shop: str = "") -> range | None:
    """The fewest messages in a row that say together what none of them says alone."""
    for run in _runs(messages, shop):
        if (found := _within(messages, run, shop)) is not None:
            return found
    return None


def cancel_said_apart(messages: Sequence[IncomingMessage]) -> range | None:
    """ "cancela el pedido", then "el 1041"; "no quiero", then "cancelar": the two are one sentence."""
    for place, (first, then) in enumerate(pairwise(messages)):
        both_are_texts = _is_text(first) and _is_text(then)
        if both_are_texts and (
            _names_which(first.text, then.text) or _begins_a_cancel(first.text, then.text)
        ):
            return range(place, place + 2)
    return None


def _names_which(asks: str, names: str) -> bool:
    if not _cancels(asks) or not bare_numbers(names):
        return False
    return not order_numbers(asks) or normalised(names).split()[0] in _AND


def _begins_a_cancel(first: str, then: str) -> bool:
    """Half a sentence that denies or hedges the cancel behind it; a greeting or another order's business does not."""
    if intent_of(then) is not Intent.CANCEL or _is_whole(first):
        return False
    return intent_of(f"{first} {then}") is not Intent.CANCEL


def _is_whole(text: str) -> bool:
    """A greeting, thanks, another cancel or a matter of its own, and no half of a sentence: "gracias pero no" is one."""
    if intent_of(text) is Intent.CANCEL:
        return True
    words = normalised(text).split()
    if intent_of(text) in _MATTERS:
        ends_in_more = intent_of(text) is Intent.OPT_OUT and words[-1:] == ["mas"]  # "no me escribáis más"
        return not (set(words[:1]) & _IF or (set(words[-1:]) & _LEADS_ON and not ends_in_more))
    return intent_of(text) in _MERE and not set(words) & _LEADS_ON


def _is_a_question_too(text: str) -> bool:
    """Whatever becomes of the cancel behind it, this is answered: "¿hasta qué hora abrís?", "¿llevan gluten?"."""
    is_open = normalised(text).split()[-1:] != [] and normalised(text).split()[-1] in _LEADS_ON | _OPENS
    return not is_open and (intent_of(text) in _ANSWERED or is_about_health(text))


# Each is answered by itself, and takes nothing from a cancel behind it.
_MATTERS = frozenset(
    {Intent.OPT_OUT, Intent.OPT_IN, Intent.PERSON, Intent.DATA, Intent.HARM, Intent.TROUBLE, Intent.LANGUAGE}
)
_ANSWERED = frozenset({Intent.HOURS, Intent.PAYING, Intent.CATALOG})
_OPENS = listed(
    es="para, como, y, o, que, a, de", en="to, how, and, or, that", pt="para, como, e, ou, que, a, de"
)
_IF = frozenset({"si", "if", "se", "cuando", "when", "quando", "unless"})
_AND = frozenset({"y", "e", "and", "tambien", "tambem", "also"})
_LEADS_ON = frozenset(
    {"no", "nao", "don", "dont", "not", "never", "pero", "but", "mas", "si", "if", "se", "nunca"}
)


def says_more(messages: Sequence[IncomingMessage]) -> bool:
    """Is there a word in them that is more than thanks, a goodbye or "my order"? It may take back what was said before."""
    return any(_is_text(each) and not _adds_nothing(each.text) for each in messages)


def _adds_nothing(text: str) -> bool:
    return intent_of(text) in _MERE or says_only(text, ORDERS, _MINE)


_MINE = listed(es="mi, el", en="my, the", pt="meu, minha, o, a")
_MERE = frozenset({Intent.THANKS, Intent.FAREWELL, Intent.GREETING})


def with_joined(
    messages: Sequence[IncomingMessage], *, shop: str = "", asked: Question | None = None
) -> list[IncomingMessage]:
    """The messages, those that belong together as one, and one that holds two wishes as two."""
    messages = [part for message in with_notes(messages) for part in two_wishes(message, asked=asked)]
    together = (
        said_together(messages, shop=shop)
        or cancel_said_apart(messages)
        or _no_harm_after_all(messages)
        or _of_a_language(messages)
    )
    if together is None:
        return list(messages)
    pieces = [messages[place] for place in together]
    whole = msgspec.structs.replace(pieces[-1], text=_joined(pieces))
    kept = [pieces[0]] if _cancels(whole.text) and _is_a_question_too(pieces[0].text) else []
    return [*messages[: together.start], *kept, whole, *messages[together.stop :]]


def _runs(messages: Sequence[IncomingMessage], shop: str) -> Iterator[range]:
    """Where several pieces stand in a row."""
    start = 0
    for place in range(len(messages) + 1):
        if place < len(messages) and _may_be_a_piece(messages[place], shop):
            continue
        if 1 < place - start <= MOST_TOGETHER:
            yield range(start, place)
        start = place + 1


def _within(messages: Sequence[IncomingMessage], run: range, shop: str) -> range | None:
    """The shortest part of the run that says what the whole does, if no piece says it alone."""
    pieces = [messages[place] for place in run]
    whole = _strength(_joined(pieces), shop)
    if whole >= min(_strength(piece.text, shop) for piece in pieces):
        return run if _goes_on(pieces, whole) else None
    return next(
        range(start, start + length)
        for length in range(2, len(run) + 1)
        for start in range(run.start, run.stop - length + 1)
        if _strength(_joined(messages[start : start + length]), shop) == whole
    )


def _goes_on(pieces: Sequence[IncomingMessage], whole: int) -> bool:
    """ "para", then "mi madre"; "no more", then "than two": no stop, but the beginning of a sentence."""
    is_begun = normalised(pieces[0].text) == "para" or is_a_middle(pieces[1].text)
    return is_begun and whole == len(_STRONGEST_FIRST)


def _no_harm_after_all(messages: Sequence[IncomingMessage]) -> range | None:
    """ "Me corté", then "el pelo ayer": the two are one sentence, and it tells of none."""
    for place, (first, then) in enumerate(pairwise(messages)):
        is_harm = _is_text(first) and intent_of(first.text) is Intent.HARM
        if is_harm and is_a_middle(then.text) and intent_of(f"{first.text} {then.text}") is not Intent.HARM:
            return range(place, place + 2)
    return None


def _of_a_language(messages: Sequence[IncomingMessage]) -> range | None:
    """ "No me escribáis", then "en inglés": one sentence, and no stop."""
    for place, (first, then) in enumerate(pairwise(messages)):
        if _is_text(first) and _is_text(then) and names_a_language(first.text, then.text):
            return range(place, place + 2)
    return None


def _joined(messages: Sequence[IncomingMessage]) -> str:
    return " ".join(message.text for message in messages)


def _strength(text: str, shop: str) -> int:
    """The lower, the stronger."""
    intent = intent_of(text, shop=shop)
    return _STRONGEST_FIRST.index(intent) if intent in _STRONGEST_FIRST else len(_STRONGEST_FIRST)


def _may_be_a_piece(message: IncomingMessage, shop: str) -> bool:
    return _is_text(message) and intent_of(message.text, shop=shop) in _PIECES


def _is_text(message: IncomingMessage) -> bool:
    return message.kind is IncomingKind.TEXT and message.choice is None and message.cart is None


def _cancels(text: str) -> bool:
    return intent_of(text) in (Intent.CANCEL, Intent.CANCEL_DOUBT)
