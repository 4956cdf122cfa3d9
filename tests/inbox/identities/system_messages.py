"""What tests of changed numbers share: Meta's system message, what a person writes, and who is known."""

import itertools
from typing import Any

from sqlmodel import col, select

from shop.customers.models import Customer
from tests.support.inbox import InboxUnderTest, seconds_now
from tests.support.webhook_payloads import messages, text

OLD, NEW, THIRD = "34611000001", "34611000099", "34611000098"


OLD_ID, NEW_ID, THIRD_ID = "ES.100", "ES.200", "ES.300"


_wamids = itertools.count(1)


async def changes(
    inbox: InboxUnderTest,
    *,
    phone: str | None = OLD,
    bsuid: str | None = OLD_ID,
    new_phone: str | None = NEW,
    new_bsuid: str | None = NEW_ID,
    second: int | None = None,
    sender_id: str | None = None,
    wamid: str | None = None,
    carefully: bool = False,
) -> None:
    """Meta's system message."""
    system = {
        "body": "User Ana changed",
        "type": "user_changed_number" if new_phone else "user_changed_user_id",
        "wa_id": new_phone,
        "user_id": new_bsuid,
        "previous_user_id": bsuid,
    }
    said = text(
        wamid or f"wamid.changed{next(_wamids)}",
        phone=phone,
        bsuid=sender_id or bsuid,
        second=seconds_now() if second is None else second,
        type="system",
        system={name: value for name, value in system.items() if value is not None},
    )
    del said["text"]
    await inbox.takes_in(messages(inbox.part, said))
    if carefully:
        await inbox.reads()
    await inbox.work("bot.handle_conversation")


async def writes(inbox: InboxUnderTest, words: str = "hola", **about: Any) -> None:
    await inbox.hears(words, **{"phone": OLD, "bsuid": OLD_ID, **about})
    await inbox.work("bot.handle_conversation")


async def customers(inbox: InboxUnderTest) -> list[Customer]:
    return await inbox.all(select(Customer).order_by(col(Customer.id)))


def known_by(rows: Any) -> list[tuple[str | None, str | None]]:
    return [(row.bsuid, row.phone) for row in rows]
