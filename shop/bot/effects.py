"""Carrying out what the dialogue decided, in the same transaction."""

from datetime import datetime
from typing import TypeVar, assert_never

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.bot.actions import (
    Action,
    CancelOrder,
    CartQuestion,
    DropCart,
    HandOver,
    NoteWaiting,
    OptIn,
    OptOut,
    PlaceOrder,
    ReplaceOrder,
    Reply,
    SaveCart,
)
from shop.bot.context import BotContext
from shop.bot.replies.cart import offer_rest
from shop.bot.replies.second_cart import ask_about_second
from shop.carts.models import Cart, CartState
from shop.carts.open_cart import save_cart
from shop.customers.consent import Proof, give, withdraw
from shop.customers.models import Customer
from shop.inbox.handover import hand_over, note_waiting
from shop.inbox.outbox import queue_reply, withdraw_promotions
from shop.orders.cancelling import cancel_order
from shop.orders.checkout import place_order

T = TypeVar("T")
_QUESTIONS = {CartQuestion.REST: offer_rest, CartQuestion.SECOND: ask_about_second}


async def apply_actions(
    session: AsyncSession, scene: BotContext, actions: tuple[Action, ...], *, at: datetime
) -> None:
    """Do it, in the order decided."""
    for action in actions:
        await _perform_one(session, scene, action, at=at)


async def _perform_one(session: AsyncSession, scene: BotContext, action: Action, *, at: datetime) -> None:
    match action:
        case Reply():
            await _say(session, scene, action, at=at)
        case PlaceOrder():
            await _place(session, scene, at=at)
        case SaveCart():
            cart = await _keep(session, scene, CartState.OPEN, at=at)
            await _say(session, scene, _QUESTIONS[action.question](scene.facts, cart.id), at=at)
        case ReplaceOrder():
            await _replace(session, scene, action, at=at)
        case DropCart():
            _decided_upon(scene.cart, action).drop(at=at)
        case CancelOrder():
            await cancel_order(session, action.order_id, at=at)
        case HandOver():
            reason, is_urgent = action.reason, action.is_urgent
            await hand_over(session, scene.conversation, reason, at=at, is_urgent=is_urgent)
        case NoteWaiting():
            await note_waiting(session, scene.conversation, at=at)
        case OptIn():
            await give(session, await _customer(session, scene), _proof(scene, action), at=at)
        case OptOut():
            proof = _proof(scene, action)
            await withdraw(session, await _customer(session, scene), proof, at=at)
            await withdraw_promotions(
                session, [scene.conversation.id], reason="The shopper asked for no more promotions."
            )
        case _:
            assert_never(action)


def _decided_upon(row: T | None, action: Action) -> T:
    """What the dialogue decided about. Raises LookupError: it may only decide about what its facts showed."""
    if row is None:
        raise LookupError(f"The dialogue decided {type(action).__name__} about something that is not there.")
    return row


async def _customer(session: AsyncSession, scene: BotContext) -> Customer:
    who = (scene.conversation.merchant_id, scene.conversation.customer_id)
    return await session.get_one(Customer, who)


async def _say(session: AsyncSession, scene: BotContext, said: Reply, *, at: datetime) -> None:
    await queue_reply(session, scene.conversation, said.content, reason=said.reason, at=at)


async def _place(session: AsyncSession, scene: BotContext, *, at: datetime) -> None:
    """The payment link answers the shopper: one message with the number, the lines and the total."""
    if scene.facts.check is None:
        raise LookupError("There is no checked cart to order.")
    cart = scene.cart or await _keep(session, scene, CartState.ORDERED, at=at)
    await place_order(
        session,
        scene.merchant,
        scene.conversation,
        cart,
        scene.facts.check,
        locale=scene.facts.locale,
        at=at,
    )


async def _replace(session: AsyncSession, scene: BotContext, action: ReplaceOrder, *, at: datetime) -> None:
    """Cancel the order that waits, and give its goods back; its note goes on where it is added to."""
    replaced = await cancel_order(session, action.order_id, at=at)
    if action.keeps_note and scene.cart is not None:
        scene.cart.add_note(replaced.note)


async def _keep(session: AsyncSession, scene: BotContext, state: CartState, *, at: datetime) -> Cart:
    message = next(m for m in scene.messages if m.cart is not None)
    check = scene.facts.check
    return await save_cart(
        session,
        scene.conversation,
        check.available if check else (),
        state=state,
        at=at,
        wamid=message.wamid,
        note=message.cart.note if message.cart else "",
    )


def _proof(scene: BotContext, action: OptIn | OptOut) -> Proof:
    """What they answered, and when they said it: the message that the action names, else the latest."""
    latest = scene.messages[-1]
    said = next((each for each in scene.messages if each.wamid == action.wamid), latest)
    wamid = action.wamid or latest.wamid
    return Proof(text_shown=action.text_shown, channel="whatsapp", wamid=wamid, said_at=said.sent_at)
