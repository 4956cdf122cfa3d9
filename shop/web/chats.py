"""Which chat a page of `/pay` leads back to, also for a link that nobody knows and while the database is away."""

import contextlib
from collections import OrderedDict
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import NamedTuple

from litestar import Litestar
from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.database import DatabaseUnavailable
from shop.merchants.numbers import find_only_number

MOST = 10_000


class Chat(NamedTuple):
    """The address of a button that opens a chat, and the shop it belongs to."""

    url: str
    shop: str = ""


# Opens WhatsApp as it was left, which is in the chat that the link came from.
SOME_CHAT = Chat("https://wa.me/")


class ChatCache:
    """One per process: chats of the links opened here lately, and the chat of an installation that has only one."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Chat] = OrderedDict()
        self._only = SOME_CHAT

    def __contains__(self, token: str) -> bool:
        return token in self._known

    def remember(self, token: str, chat: Chat) -> None:
        """For when the database cannot say it."""
        self._known[token] = chat
        self._known.move_to_end(token)
        if len(self._known) > MOST:
            self._known.popitem(last=False)

    def find(self, token: str) -> Chat:
        """The chat of a link; of one that was never opened here, the only chat, or WhatsApp itself."""
        return self._known.get(token, self._only)

    async def load_only(self, session: AsyncSession) -> None:
        """Ask the database whether the installation has one number."""
        only = await find_only_number(session)
        self._only = Chat(chat_url(only.display_phone_number), only.merchant) if only else SOME_CHAT


@asynccontextmanager
async def learn_only_chat(app: Litestar) -> AsyncGenerator[None, None]:
    """Known from the start, if the database answers then."""
    chats: ChatCache = app.state.chats
    with contextlib.suppress(DatabaseUnavailable, DBAPIError):
        async with app.state.database.transaction() as session:
            await chats.load_only(session)
    yield


def chat_url(display_phone_number: str) -> str:
    """The address that opens the chat with a number (WhatsApp's click to chat: digits only)."""
    return f"https://wa.me/{''.join(filter(str.isdigit, display_phone_number))}"
