"""A payment link for an order: asked of Stripe once per revision, then said in the chat as our own short link."""

import contextlib
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import resolve_attention
from shop.attention.models import AttentionKind
from shop.events.lookup import record_once
from shop.events.models import STRIPE
from shop.inbox.conversations.models import Conversation
from shop.inbox.handover import hand_over
from shop.inbox.lanes import Lane
from shop.inbox.outbox import queue_message, queue_reply
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.jobs import Errand, Priority, enqueue, enqueue_many, errand, job
from shop.kit.log import logger
from shop.kit.money import InvalidAmount, from_stripe_amount
from shop.kit.secrets import decrypt
from shop.merchants.accounts import stripe_account, this_merchant
from shop.orders.attention import ask_attention, order_subject
from shop.orders.links import pay_url_of, replace_link, return_url_of
from shop.orders.models import Order, OrderStatus
from shop.orders.reading import find_order, lines_of, lock_with_conversation
from shop.orders.words import order_placed
from shop.payments.gateway import Gateway, PaymentRefused, PaymentUnavailable
from shop.payments.link_requests import CreatedLink, LinkRequest, link_request_for
from shop.payments.models import LinkState, PaymentLink
from shop.payments.sessions import settle_without_stripe
from shop.payments.words import payment_delayed, payment_trouble
from shop.whatsapp.outgoing import TextMessage

log = logger()

UNKNOWN_AT_STRIPE = "resource_missing"

PATIENCE = timedelta(days=3)  # while Stripe is away: as long as an order waits for its payment
TOLD_ONCE_WITHIN = timedelta(days=1)
TELL_AT = 5  # the try, from 0, at which the shopper is told: after about half a minute


async def hand_over_unpayable(session: AsyncSession, *, order_id: UUID, reason: str) -> None:
    """No link could be made: say so kindly, and let a person take over."""
    order, conversation = await lock_with_conversation(session, order_id)
    if order.status is not OrderStatus.PENDING:
        return
    sentence = f"No payment link could be made: {reason}"
    at = now()
    await ask_attention(session, order, AttentionKind.LINK_FAILED, sentence, actor=STRIPE, at=at)
    await hand_over(session, conversation, sentence, at=at, actor=STRIPE)
    await queue_reply(
        session,
        conversation,
        TextMessage(body=payment_trouble(order)),
        reason="payment.link_failed",
        at=at,
    )
    log.error("payment.link_failed", order_id=str(order.id))


@errand("payments.create_link", priority=Priority.PAYMENT, give_up=hand_over_unpayable, patience=PATIENCE)
async def create_link(errand: Errand, *, order_id: UUID) -> None:
    """Make the link of the order's present revision, unless there is one, and say it."""
    try:
        async with errand.transaction() as session:
            asked = await _what_to_ask(session, order_id)
        if asked is None:
            return
        secret_key, wish = asked
        made = await errand.vendor(Gateway).make_link(secret_key, wish)
    except (PaymentRefused, InvalidAmount) as error:  # no later try would fare better
        async with errand.transaction() as session:
            await hand_over_unpayable(session, order_id=order_id, reason=str(error))
        return
    except PaymentUnavailable:
        if errand.attempt >= TELL_AT:
            async with errand.transaction() as session:
                await _tell_delay(session, order_id)
        raise
    async with errand.transaction() as session:
        await record_link(session, order_id, wish, made)


async def _tell_delay(session: AsyncSession, order_id: UUID) -> None:
    """Stripe has not answered for a while: the shopper hears that the link will come by itself.

    Once a day of each order, whichever try it is that tells: the sixth may have failed for another reason.
    """
    order, conversation = await lock_with_conversation(session, order_id)
    if order.status is OrderStatus.PENDING and await record_once(
        session, "link.delayed", order_subject(order), actor=STRIPE, at=now(), within=TOLD_ONCE_WITHIN
    ):
        content = TextMessage(body=payment_delayed(order))
        await queue_reply(session, conversation, content, reason="payment.link_delayed", at=now())


async def _what_to_ask(session: AsyncSession, order_id: UUID) -> tuple[str, LinkRequest] | None:
    """The account's key and the wish; None where no link is needed. Raises InvalidAmount, before Stripe is asked."""
    order = await find_order(session, order_id)
    if order.status is not OrderStatus.PENDING or order.waits_for_delivery:
        return None
    if await active_link(session, order) is not None:
        return None
    if order.total_minor == 0:
        await settle_without_stripe(session, order_id, at=now())
        return None
    return_url = return_url_of(session, order.pay_token)
    wish = link_request_for(order, await lines_of(session, order), return_url=return_url)
    return (await stripe_account(session)).secret_key, wish


async def record_link(session: AsyncSession, order_id: UUID, wish: LinkRequest, made: CreatedLink) -> None:
    """Keep the link and say it, once; a crash before this point makes the same link again by its key."""
    order, conversation = await lock_with_conversation(session, order_id)
    known = await _links(session, order)
    if any(link.revision == wish.revision for link in known):
        return
    link = _link(order, wish, made)
    session.add(link)
    failed = [AttentionKind.LINK_FAILED]
    await resolve_attention(session, failed, order_subject(order), actor=STRIPE, at=now())
    if order.is_paid and link.revision == order.revision:
        link.mark_paid()
    if _is_obsolete(order, link):
        # Paid, cancelled, expired or priced anew while Stripe was asked: nobody may pay by this link.
        await enqueue(session, "payments.close_links", order_id=order.id)
    elif not known:  # later ones need no words: our short link leads to them from now on
        await say_link(session, order, conversation)


def _link(order: Order, wish: LinkRequest, made: CreatedLink) -> PaymentLink:
    asked = sum(line.amount for line in wish.lines)
    return PaymentLink(
        merchant_id=order.merchant_id,
        order_id=order.id,
        revision=wish.revision,
        stripe_id=made.stripe_id,
        url=made.url,
        amount_minor=from_stripe_amount(asked, order.currency),
        currency=order.currency,
        state=LinkState.ACTIVE,
        created_at=now(),
    )


async def say_link(session: AsyncSession, order: Order, conversation: Conversation) -> None:
    """The order as it stands now, with the button that pays."""
    merchant = await this_merchant(session)
    link = pay_url_of(session, order.pay_token)
    content, fallback = order_placed(merchant, order, await lines_of(session, order), link)
    await queue_message(
        session,
        conversation,
        content,
        lane=Lane.ORDER,
        reason="order.placed",
        about=f"order:{order.id}",
        fallback=fallback,
        at=now(),
    )


@errand("payments.close_links", patience=PATIENCE)
async def close_links(errand: Errand, *, order_id: UUID) -> None:
    """An order that is paid, or can no longer be paid as it was: its links must take no money at Stripe either."""
    async with errand.transaction() as session:
        order = await find_order(session, order_id)
        doomed = [link for link in await _links(session, order) if _is_obsolete(order, link)]
        secret_key = (await stripe_account(session)).secret_key if doomed else ""
    for link in doomed:
        try:
            await errand.vendor(Gateway).close_link(secret_key, link.stripe_id)
        except PaymentRefused as refused:
            if refused.code != UNKNOWN_AT_STRIPE:  # as what another account or the other mode made
                raise
        async with errand.transaction() as session:
            stored = await session.get_one(PaymentLink, (link.merchant_id, link.id))
            stored.note_closed(at=now())


async def renew_links(session: AsyncSession, *, sealed_key: str | None = None, reason: str = "") -> None:
    """Orders that wait for their payment get other links, each by a job; also where the old ones could not be closed."""
    jobs = [
        ("payments.renew_link", merchant_of(session), {"order_id": each}) for each in await _waiting(session)
    ]
    await enqueue_many(session, jobs)


@errand("payments.leave_account", patience=PATIENCE, give_up=renew_links)
async def leave_account(errand: Errand, *, sealed_key: str) -> None:
    """The merchant's key is another one: what was made with the old one takes no money any more, and is made anew."""
    async with errand.transaction() as session:
        open_links = select(PaymentLink).where(
            PaymentLink.merchant_id == merchant_of(session),
            col(PaymentLink.closed_at).is_(None),
            col(PaymentLink.order_id).in_(await _waiting(session)),
        )
        links = (await session.exec(open_links)).all()
    for link in links:
        with contextlib.suppress(PaymentRefused):  # the old key may be revoked already
            await errand.vendor(Gateway).close_link(decrypt(sealed_key), link.stripe_id)
    async with errand.transaction() as session:
        await renew_links(session)


async def _waiting(session: AsyncSession) -> Sequence[UUID]:
    pending = (Order.merchant_id == merchant_of(session), Order.status == OrderStatus.PENDING)
    return (await session.exec(select(Order.id).where(*pending))).all()


@job("payments.renew_link")
async def renew_link(session: AsyncSession, *, order_id: UUID) -> None:
    """Another link for an order, while it waits for its payment."""
    order, _ = await lock_with_conversation(session, order_id)
    if order.status is OrderStatus.PENDING:
        await replace_link(session, order)


async def active_link(session: AsyncSession, order: Order) -> PaymentLink | None:
    """The link of the order's present revision."""
    return next(
        (
            link
            for link in await _links(session, order)
            if link.revision == order.revision and link.state is LinkState.ACTIVE
        ),
        None,
    )


def _is_obsolete(order: Order, link: PaymentLink) -> bool:
    """Whoever still has it, or a session of it, must not be able to pay."""
    return link.is_open_at_stripe and (
        link.revision != order.revision or order.status is not OrderStatus.PENDING
    )


async def _links(session: AsyncSession, order: Order) -> list[PaymentLink]:
    statement = select(PaymentLink).where(
        PaymentLink.merchant_id == order.merchant_id, PaymentLink.order_id == order.id
    )
    return list((await session.exec(statement.order_by(col(PaymentLink.revision)))).all())
