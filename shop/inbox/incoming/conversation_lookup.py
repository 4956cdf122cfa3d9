"""Which conversation a message belongs to: found by business-scoped id, else by phone; made at the first message.

A phone may move to another person (their id tells: it is new for every holder of a phone); the old mailbox then
loses it, because whoever writes to that phone would reach a stranger.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.models import Conversation
from shop.kit.db.columns import new_id
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.db.sql import fetch
from shop.whatsapp.incoming.webhook import Update, UpdateKind

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('mailboxes:' || $1::text, 0))"
_STORED = (  # two ways to be named, two indexes
    "SELECT id, number_id, bsuid, phone FROM conversation WHERE merchant_id = $1 AND number_id = ANY($2::uuid[]) "
    "AND bsuid = ANY($3::text[]) UNION SELECT id, number_id, bsuid, phone FROM conversation "
    "WHERE merchant_id = $1 AND number_id = ANY($2::uuid[]) AND phone = ANY($4::text[])"
)
_NUMBERS = "SELECT phone_number_id, id FROM whatsapp_number WHERE merchant_id = $1"


@dataclass(frozen=True)
class Sender:
    """Who wrote to which of the merchant's numbers; at least one of the ids is known."""

    number_id: UUID
    bsuid: str | None
    phone: str | None


@dataclass
class ConversationAddress:
    """A conversation's address, as it is stored or shall be."""

    id: UUID
    number_id: UUID
    bsuid: str | None = None
    phone: str | None = None


class ConversationIndex:
    """The mailboxes that some senders may mean. Pure: it notes what must be stored."""

    def __init__(self, stored: Iterable[ConversationAddress]) -> None:
        self.opened: list[ConversationAddress] = []
        self.changed: dict[UUID, ConversationAddress] = {}
        self._by_bsuid: dict[tuple[UUID, str], ConversationAddress] = {}
        self._by_phone: dict[tuple[UUID, str], ConversationAddress] = {}
        for box in stored:
            self._index(box)

    def find(self, sender: Sender) -> ConversationAddress | None:
        """The sender's mailbox, if it is there and its address is up to date."""
        box, holder = self._named(sender)
        if box is None or (sender.bsuid and box.bsuid is None) or self._moves(sender, box, holder):
            return None
        return box

    def settle(self, sender: Sender) -> ConversationAddress:
        """The sender's mailbox, opened if there is none, its address brought up to date."""
        box, holder = self._named(sender)
        if box is None:
            box = ConversationAddress(new_id(), sender.number_id)
            self.opened.append(box)
        if self._moves(sender, box, holder):
            if holder is not None:
                self._let_go(holder)
            self._let_go(box)
            box.phone = sender.phone
        box.bsuid = box.bsuid or sender.bsuid
        self._note(box)
        self._index(box)
        return box

    def _named(self, sender: Sender) -> tuple[ConversationAddress | None, ConversationAddress | None]:
        """The sender's mailbox, and the one that holds the sender's phone."""
        box = self._by_bsuid.get((sender.number_id, sender.bsuid or ""))
        holder = self._by_phone.get((sender.number_id, sender.phone or ""))
        if box is None and holder is not None and (sender.bsuid is None or holder.bsuid is None):
            box = holder
        return box, holder

    def _moves(self, sender: Sender, box: ConversationAddress, holder: ConversationAddress | None) -> bool:
        """Shall the phone move into the box? A mailbox that has nothing else keeps it."""
        if sender.phone is None or box.phone == sender.phone:
            return False
        return holder is None or holder.bsuid is not None

    def _let_go(self, box: ConversationAddress) -> None:
        """The phone is no longer this mailbox's."""
        self._by_phone.pop((box.number_id, box.phone or ""), None)
        box.phone = None
        self._note(box)

    def _note(self, box: ConversationAddress) -> None:
        if box not in self.opened:
            self.changed[box.id] = box

    def _index(self, box: ConversationAddress) -> None:
        if box.bsuid:
            self._by_bsuid[box.number_id, box.bsuid] = box
        if box.phone:
            self._by_phone[box.number_id, box.phone] = box


async def conversations_of(
    session: AsyncSession, updates: Sequence[Update], *, at: datetime
) -> dict[int, UUID]:
    """The conversation of each message, by the update's identity; one that names nobody has none."""
    rows = await fetch(session, _NUMBERS, merchant_of(session))
    known: dict[str, UUID] = {row["phone_number_id"]: row["id"] for row in rows}
    mail: dict[Sender, list[Update]] = defaultdict(list)
    for update_ in updates:
        number = known.get(update_.phone_number_id or "")
        if update_.kind is UpdateKind.MESSAGE and number and (update_.bsuid or update_.phone):
            mail[Sender(number, update_.bsuid, update_.phone)].append(update_)
    boxes = await _boxes(session, list(mail), at=at) if mail else {}
    return {id(update_): boxes[sender] for sender, letters in mail.items() for update_ in letters}


async def _boxes(session: AsyncSession, senders: Sequence[Sender], *, at: datetime) -> dict[Sender, UUID]:
    """Usually all are known. Else one payload at a time: in any other way two could wait for each other."""
    register = ConversationIndex(await _stored(session, senders))
    found = {sender: box.id for sender in senders if (box := register.find(sender))}
    if len(found) == len(senders):
        return found
    await fetch(session, _ONE_AT_A_TIME, str(merchant_of(session)))
    register = ConversationIndex(await _stored(session, senders))
    # Who is named in both ways comes first: it tells which phone and which id are one person.
    complete_first = sorted(senders, key=lambda sender: (sender.bsuid is None) + (sender.phone is None))
    found = {sender: register.settle(sender).id for sender in complete_first}
    await _store(session, register, at=at)
    return found


async def _stored(session: AsyncSession, senders: Sequence[Sender]) -> list[ConversationAddress]:
    found = await fetch(
        session,
        _STORED,
        merchant_of(session),
        list({sender.number_id for sender in senders}),
        list({sender.bsuid for sender in senders if sender.bsuid}),
        list({sender.phone for sender in senders if sender.phone}),
    )
    return [ConversationAddress(*row) for row in found]


async def _store(session: AsyncSession, register: ConversationIndex, *, at: datetime) -> None:
    """Phones are let go before they are taken: no two mailboxes may hold one, not even for a moment."""
    if register.changed:
        of_merchant = col(Conversation.merchant_id) == merchant_of(session)
        ids = sorted(register.changed)
        await execute_core(
            session,
            update(Conversation).where(of_merchant, col(Conversation.id).in_(ids)).values(phone=None),
        )
        await execute_core(
            session,
            update(Conversation)
            .where(of_merchant, col(Conversation.id) == bindparam("box"))
            .values(bsuid=bindparam("new_bsuid"), phone=bindparam("new_phone")),
            [_address(register.changed[box_id]) for box_id in ids],
        )
    if register.opened:
        rows = [_row(box, merchant_of(session), at=at) for box in register.opened]
        await execute_core(session, insert(Conversation), rows)


def _address(box: ConversationAddress) -> dict[str, Any]:
    return {"box": box.id, "new_bsuid": box.bsuid, "new_phone": box.phone}


def _row(box: ConversationAddress, merchant_id: UUID, *, at: datetime) -> dict[str, Any]:
    return {
        "merchant_id": merchant_id,
        "id": box.id,
        "number_id": box.number_id,
        "bsuid": box.bsuid,
        "phone": box.phone,
        "held_by": "bot",
        "bot_state": {},
        "created_at": at,
    }
