"""Talking about a cart: order it, offer the rest, or say kindly what is not there. Pure."""

from uuid import UUID

from shop.bot.actions import Action, DropCart, PlaceOrder, Reply, SaveCart
from shop.bot.facts import BotFacts
from shop.carts.check import MOST_PER_LINE, CheckedLine, LineStatus
from shop.kit.translations import t, tn
from shop.whatsapp.incoming import IncomingMessage
from shop.whatsapp.outgoing import Button, ButtonsMessage, TextMessage, clip, one_line

GO = "cart:go:"
DROP = "cart:drop:"
LONGEST_LIST = 440  # two of them and the words around them fit above buttons
LONGEST_NAME = 80


def answer_cart(message: IncomingMessage, facts: BotFacts) -> list[Action]:
    """A cart message: all of it, part of it, or nothing of it can be had."""
    review = facts.review
    if review is None or not review.lines:
        said = t(facts.locale, "The cart arrived empty. Add something from the catalog and send it again.")
        return [Reply(TextMessage(body=said), "bot.cart_empty")]
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
    body = t(
        facts.locale,
        "Almost everything:\n{problems}\n\nI can prepare:\n{rest}\n\nShall I go on with that?",
        problems=_listed([_problem(line, facts) for line in facts.review.problems]),
        rest=_listed([_had(line, facts) for line in facts.review.available]),
    )
    buttons = [
        # Translators: a button of at most 20 characters.
        Button(id=f"{GO}{cart_id}", title=t(facts.locale, "Yes, go on")),
        # Translators: a button of at most 20 characters.
        Button(id=f"{DROP}{cart_id}", title=t(facts.locale, "No, leave it")),
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
        said = t(facts.locale, "That cart is no longer open. Send me another whenever you like.")
        return [Reply(TextMessage(body=said), "bot.cart_gone")]
    if choice.startswith(DROP):
        return [DropCart(), cart_dropped(facts)]
    return take_rest(facts)


def cart_dropped(facts: BotFacts) -> Reply:
    """The cart is left alone."""
    said = t(facts.locale, "All right, I leave it. I'm here whenever you like.")
    return Reply(TextMessage(body=said), "bot.cart_dropped")


def take_rest(facts: BotFacts) -> list[Action]:
    """A yes to the cart that waits: what can still be had of it is ordered."""
    if facts.review is None or not facts.review.available:
        problems = facts.review.problems if facts.review else ()
        return [DropCart(), _nothing_left(facts, problems)]
    return [PlaceOrder()]


def _nothing_left(facts: BotFacts, problems: tuple[CheckedLine, ...]) -> Reply:
    body = t(
        facts.locale,
        "I'm sorry, there is nothing in this cart that I can sell you:\n{problems}",
        problems=_listed([_problem(line, facts) for line in problems]),
    )
    return Reply(TextMessage(body=body), "bot.cart_nothing_left")


def _problem(line: CheckedLine, facts: BotFacts) -> str:
    name = _name(line, facts)
    match line.fit:
        case LineStatus.SHORT:
            return _short(line, name, facts)
        case LineStatus.SOLD_OUT:
            return t(facts.locale, "• {name}: sold out", name=name)
        case LineStatus.GONE:
            return t(facts.locale, "• {name}: we no longer sell it", name=name)
        case LineStatus.BAD_QUANTITY:
            return t(
                facts.locale,
                "• {name}: the quantity must be between 1 and {most}",
                name=name,
                most=MOST_PER_LINE,
            )
        case LineStatus.FOREIGN_CURRENCY:
            return t(facts.locale, "• {name}: we sell in {currency} only", name=name, currency=facts.currency)
        case LineStatus.FINE:
            raise LookupError("There is no problem with this line.")


def _short(line: CheckedLine, name: str, facts: BotFacts) -> str:
    return tn(
        facts.locale,
        "• {name}: you asked for {wanted}, {count} left",
        "• {name}: you asked for {wanted}, {count} left",
        line.quantity,
        name=name,
        wanted=line.wanted,
    )


def _had(line: CheckedLine, facts: BotFacts) -> str:
    return f"• {line.quantity} × {_name(line, facts)}"


def _name(line: CheckedLine, facts: BotFacts) -> str:
    """What a phone calls a product we do not know may be anything, also nothing."""
    named = one_line(line.name or line.retailer_id) or t(facts.locale, "an item without a name")
    return clip(named, LONGEST_NAME)


def _listed(lines: list[str]) -> str:
    """As many as fit and can be read in a chat."""
    shown: list[str] = []
    for line in lines:
        if sum(len(earlier) + 1 for earlier in shown) + len(line) > LONGEST_LIST:
            return "\n".join([*shown, f"… (+{len(lines) - len(shown)})"])
        shown.append(line)
    return "\n".join(shown)
