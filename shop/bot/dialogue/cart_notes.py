"""A note that was written in a message of its own: right behind a cart it is the cart's, later the order's. Pure."""

from collections.abc import Sequence

from msgspec import structs

from shop.bot.actions import Action, AddNote, NoteCart, Question
from shop.bot.facts import QUESTION_STANDS, BotFacts
from shop.bot.replies.cart import show_cart_again
from shop.bot.replies.second_cart import note_read
from shop.bot.understanding.cart_notes import follows_a_cart, is_note
from shop.whatsapp.incoming import IncomingKind, IncomingMessage


def notes_behind(messages: Sequence[IncomingMessage]) -> int:
    """How many messages right behind the first, which is a cart, are notes of it."""
    count = 0
    while count + 1 < len(messages) and _is_note_behind(messages[count + 1]):
        count += 1
    return count


def with_notes(messages: Sequence[IncomingMessage]) -> list[IncomingMessage]:
    """The messages, each cart with the notes that stand right behind it."""
    left: list[IncomingMessage] = []
    place = 0
    while place < len(messages):
        count = notes_behind(messages[place:]) if messages[place].cart is not None else 0
        left.append(_noted(messages[place], messages[place + 1 : place + 1 + count]))
        place += 1 + count
    return left


def note_later(text: str, facts: BotFacts) -> list[Action] | None:
    """A note to the cart that waits, or to the order that was placed a while ago; None where it is no note, or of none."""
    if not is_note(text):
        return None
    if facts.cart_id is not None:
        return [NoteCart(text), note_read(text, facts), *show_cart_again(Question.SECOND, facts)]
    order = facts.waiting_order
    if order is None or facts.at - order.placed_at > QUESTION_STANDS:
        return None
    return [AddNote(order.id, text), note_read(text, facts)]


def _is_note_behind(message: IncomingMessage) -> bool:
    is_text = message.kind is IncomingKind.TEXT and message.choice is None and message.product is None
    return is_text and follows_a_cart(message.text)


def _noted(cart: IncomingMessage, notes: Sequence[IncomingMessage]) -> IncomingMessage:
    if cart.cart is None or not notes:
        return cart
    note = "\n".join(part for part in (cart.cart.note, *(each.text for each in notes)) if part.strip())
    return structs.replace(cart, cart=structs.replace(cart.cart, note=note))
