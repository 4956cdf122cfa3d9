"""Talking about a cart: order it, offer the rest, or say kindly what is not there. Pure."""

from uuid import UUID

from shop.bot.actions import Action, DropCart, PlaceOrder, Reply, SaveCart
from shop.bot.facts import BotFacts
from shop.bot.phrases import SPEECH
from shop.carts.check import MOST_PER_LINE, CheckedLine, LineStatus
from shop.whatsapp.incoming import IncomingMessage
from shop.whatsapp.outgoing import Button, ButtonsMessage, TextMessage, clip, one_line

GO = "cart:go:"
DROP = "cart:drop:"
LONGEST_TEXT = 4096  # Meta: a text
LONGEST_BODY = 1024  # Meta: what stands above buttons
LONGEST_LIST = 440  # two of them and the words around them fit above buttons
LONGEST_NAME = 80

_KEY_OF_FIT = {
    LineStatus.SHORT: "line_short",
    LineStatus.SOLD_OUT: "line_sold_out",
    LineStatus.GONE: "line_gone",
    LineStatus.BAD_QUANTITY: "line_bad_quantity",
    LineStatus.FOREIGN_CURRENCY: "line_foreign_currency",
}


def answer_cart(message: IncomingMessage, facts: BotFacts) -> list[Action]:
    """A cart message: all of it, part of it, or nothing of it can be had."""
    review = facts.review
    if review is None or not review.lines:
        return [Reply(TextMessage(body=SPEECH.say("cart_empty", facts.language)), "bot.cart_empty")]
    if review.is_fine:
        return [PlaceOrder()]
    if any(line.fit in (LineStatus.BAD_QUANTITY, LineStatus.FOREIGN_CURRENCY) for line in review.lines):
        # The message itself is wrong: nothing of it is ordered, however good the rest looks.
        return [_nothing_left(facts, review.problems)]
    if not review.available:
        return [_nothing_left(facts, review.problems)]
    return [SaveCart()]


def offer_rest(facts: BotFacts, cart_id: UUID) -> Reply:
    """Ask whether to go on with what can be had; the buttons name the cart that was kept."""
    if facts.review is None:
        raise LookupError("There is no cart to offer the rest of.")
    body = SPEECH.say(
        "cart_part",
        facts.language,
        problems=_listed([_problem(line, facts) for line in facts.review.problems]),
        rest=_listed([_had(line, facts) for line in facts.review.available]),
    )
    buttons = [
        Button(id=f"{GO}{cart_id}", title=SPEECH.say("go_on", facts.language)),
        Button(id=f"{DROP}{cart_id}", title=SPEECH.say("leave_it", facts.language)),
    ]
    return Reply(ButtonsMessage(body=body, buttons=buttons), "bot.cart_part")


def cart_named(choice: str) -> UUID | None:
    """The cart a button of ours names, None for any other button."""
    for prefix in (GO, DROP):
        if choice.startswith(prefix):
            try:
                return UUID(choice.removeprefix(prefix))
            except ValueError:
                return None
    return None


def answer_choice(choice: str, facts: BotFacts) -> list[Action] | None:
    """A tap on "go on" or "leave it"; None if the button is about something else."""
    if cart_named(choice) is None:
        return None
    if facts.cart_id is None or facts.cart_id != cart_named(choice):
        return [Reply(TextMessage(body=SPEECH.say("cart_gone", facts.language)), "bot.cart_gone")]
    if choice.startswith(DROP):
        return [
            DropCart(),
            Reply(TextMessage(body=SPEECH.say("cart_dropped", facts.language)), "bot.cart_dropped"),
        ]
    return take_rest(facts)


def take_rest(facts: BotFacts) -> list[Action]:
    """A yes to the cart that waits: what can still be had of it is ordered."""
    if facts.review is None or not facts.review.available:
        problems = facts.review.problems if facts.review else ()
        return [DropCart(), _nothing_left(facts, problems)]
    return [PlaceOrder()]


def _nothing_left(facts: BotFacts, problems: tuple[CheckedLine, ...]) -> Reply:
    body = SPEECH.say(
        "cart_nothing_left", facts.language, problems=_listed([_problem(line, facts) for line in problems])
    )
    return Reply(TextMessage(body=body), "bot.cart_nothing_left")


def _problem(line: CheckedLine, facts: BotFacts) -> str:
    return SPEECH.say(
        _KEY_OF_FIT[line.fit],
        facts.language,
        name=_name(line, facts),
        wanted=line.wanted,
        left=line.quantity,
        most=MOST_PER_LINE,
        currency=facts.currency,
    )


def _had(line: CheckedLine, facts: BotFacts) -> str:
    return SPEECH.say("line", facts.language, quantity=line.quantity, name=_name(line, facts))


def _name(line: CheckedLine, facts: BotFacts) -> str:
    """What a phone calls a product we do not know may be anything, also nothing."""
    named = one_line(line.name or line.retailer_id) or SPEECH.say("unnamed", facts.language)
    return clip(named, LONGEST_NAME)


def _listed(lines: list[str]) -> str:
    """As many as fit and can be read in a chat."""
    shown: list[str] = []
    for line in lines:
        if sum(len(earlier) + 1 for earlier in shown) + len(line) > LONGEST_LIST:
            return "\n".join([*shown, f"… (+{len(lines) - len(shown)})"])
        shown.append(line)
    return "\n".join(shown)
