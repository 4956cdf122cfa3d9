"""Carrying out what the dialogue decided, in the same transaction."""

from datetime import datetime
from typing import TypeVar, assert_never

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.bot.actions import (
    Action,
    AddNote,
    AskForAddress,
    CancelOrder,
    ChooseDelivery,
    DropCart,
    HandOver,
    NoteCart,
    NoteWaiting,
    OptIn,
    OptOut,
    PlaceOrder,
    Question,
    ReplaceOrder,
    Reply,
    SaveCart,
    UseCode,
)
from shop.bot.context import BotContext
from shop.bot.cost_effects import ask_for_address, choose, use_code
from shop.bot.replies.cart import offer_rest
from shop.bot.replies.second_cart import ask_about_second
from shop.carts.models import Cart, CartState
from shop.carts.open_cart import save_cart
from shop.customers.consent import Proof, give, withdraw
from shop.customers.models import Customer
from shop.inbox.handover import hand_over, note_waiting
from shop.inbox.outbox import queue_reply, withdraw_promotions
from shop.orders.cancelling import cancel_order, give_way
from shop.orders.checkout import add_note, place_order

T = TypeVar("T")
_QUESTIONS = {Question.REST: offer_rest, Question.SECOND: ask_about_second}


async def apply_actions(
    session: AsyncSession, context: BotContext, actions: tuple[Action, ...], *, at: datetime
) -> None:
    """Do it, in the order decided."""
    for action in actions:
        await _perform_one(session, context, action, at=at)


async def _perform_one(session: AsyncSession, context: BotContext, action: Action, *, at: datetime) -> None:
    match action:
        case Reply():
            await _say(session, context, action, at=at)
        case PlaceOrder():
            await _place(session, context, at=at)
        case SaveCart():
            cart = await _keep(session, context, CartState.OPEN, at=at)
            await _say(session, context, _QUESTIONS[action.question](context.facts, cart.id), at=at)
        case ReplaceOrder():
            await _replace(session, context, action, at=at)
        case AddNote():
            await add_note(session, action.order_id, action.note, at=at)
        case NoteCart():
            _decided_upon(context.cart, action).add_note(action.note)
        case DropCart():
            _decided_upon(context.cart, action).drop(at=at)
        case CancelOrder():
            await cancel_order(session, action.order_id, at=at)
        case ChooseDelivery():
            await choose(session, context, action.tap, at=at)
        case AskForAddress():
            await ask_for_address(session, context, action.order_id, at=at)
        case UseCode():
            await use_code(session, context, action.order_id, action.code, at=at)
        case HandOver():
            reason, is_urgent = action.reason, action.is_urgent
            await hand_over(session, context.conversation, reason, at=at, is_urgent=is_urgent)
        case NoteWaiting():
            await note_waiting(session, context.conversation, at=at)
        case OptIn():
            await give(session, await _customer(session, context), _proof(context, action), at=at)
        case OptOut():
            proof = _proof(context, action)
            await withdraw(session, await _customer(session, context), proof, at=at)
            await withdraw_promotions(
                session, [context.conversation.id], reason="The shopper asked for no more promotions."
            )
        case _:
            assert_never(action)


def _decided_upon(row: T | None, action: Action) -> T:
    """What the dialogue decided about. Raises LookupError: it may only decide about what its facts showed."""
    if row is None:
        raise LookupError(f"The dialogue decided {type(action).__name__} about something that is not there.")
    return row


async def _customer(session: AsyncSession, context: BotContext) -> Customer:
    who = (context.conversation.merchant_id, context.conversation.customer_id)
    return await session.get_one(Customer, who)


async def _say(session: AsyncSession, context: BotContext, said: Reply, *, at: datetime) -> None:
    await queue_reply(session, context.conversation, said.content, reason=said.reason, at=at)


async def _place(session: AsyncSession, context: BotContext, *, at: datetime) -> None:
    """The payment link answers the shopper: one message with the number, the lines and the total."""
    if context.facts.check is None:
        raise LookupError("There is no checked cart to order.")
    cart = context.cart or await _keep(session, context, CartState.ORDERED, at=at)
    await place_order(
        session,
        context.merchant,
        context.conversation,
        cart,
        context.facts.check,
        locale=context.facts.locale,
        at=at,
        like=context.replaced,
    )


async def _replace(session: AsyncSession, context: BotContext, action: ReplaceOrder, *, at: datetime) -> None:
    """Cancel the order that waits, and give its goods back; its note goes on where it is added to."""
    context.replaced = replaced = await give_way(session, action.order_id, at=at)
    if action.keeps_note and context.cart is not None:
        context.cart.add_note(replaced.note)


async def _keep(session: AsyncSession, context: BotContext, state: CartState, *, at: datetime) -> Cart:
    message = next(m for m in context.messages if m.cart is not None)
    check = context.facts.check
    return await save_cart(
        session,
        context.conversation,
        check.available if check else (),
        state=state,
        at=at,
        wamid=message.wamid,
        note=message.cart.note if message.cart else "",
    )


def _proof(context: BotContext, action: OptIn | OptOut) -> Proof:
    """What they answered, and when they said it: the message that the action names, else the latest."""
    latest = context.messages[-1]
    said = next((each for each in context.messages if each.wamid == action.wamid), latest)
    wamid = action.wamid or latest.wamid
    return Proof(text_shown=action.text_shown, channel="whatsapp", wamid=wamid, said_at=said.sent_at)
