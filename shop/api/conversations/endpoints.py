"""`/conversations`: list, read, answer, take, give back, close."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.api.authentication import ApiRequest, key_actor, requires
from shop.api.conversations.views import ConversationPage, ConversationView, MessagePage, MessageView
from shop.api.http.pages import Cursor, Limit, decode_cursor
from shop.api.openapi.problems import problem_responses
from shop.doors import Session
from shop.inbox.conversations import answering
from shop.inbox.conversations.listing import (
    ConversationPosition,
    ConversationState,
    page_of_conversations,
    page_of_messages,
    read_conversation,
)
from shop.kit.clock import now
from shop.whatsapp.outgoing import TextMessage
from shop.whatsapp.outgoing.plain import LONGEST_TEXT

READ = [requires("conversations:read")]
WRITE = [requires("conversations:write")]


class NewMessage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person writes to the shopper."""

    text: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=LONGEST_TEXT,
            pattern=r"\S",
            examples=["Hola, soy Marta. Te la cambio sin problema."],
        ),
    ]


@get("/", guards=READ, summary="List conversations", responses=problem_responses())
async def list_conversations(
    session: Session,
    status: Annotated[ConversationState | None, QueryParameter(required=False)] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ConversationPage:
    """The latest word first; with `status=waiting` those who wait for a person, the longest first."""
    after = decode_cursor(cursor, ConversationPosition)
    page = await page_of_conversations(session, state=status, after=after, limit=limit)
    return ConversationPage.of(page, ConversationView.of, position=lambda listed: listed.position(status))


@get("/{conversation_id:uuid}", guards=READ, summary="Read a conversation", responses=problem_responses(404))
async def get_conversation(session: Session, conversation_id: FromPath[UUID]) -> ConversationView:
    """Who holds it, why, and since when the shopper waits."""
    return await _shown(session, conversation_id)


@get(
    "/{conversation_id:uuid}/messages",
    guards=READ,
    summary="Read what was said",
    responses=problem_responses(404),
)
async def list_messages(
    session: Session, conversation_id: FromPath[UUID], limit: Limit = 50, cursor: Cursor = None
) -> MessagePage:
    """The latest first."""
    after = decode_cursor(cursor, ConversationPosition)
    page = await page_of_messages(session, conversation_id, after=after, limit=limit)
    return MessagePage.of(
        page, MessageView.of, position=lambda said: ConversationPosition(said.said_at, said.id)
    )


@post(
    "/{conversation_id:uuid}/messages",
    guards=WRITE,
    summary="Answer the shopper",
    responses=problem_responses(404, 409, 415),
)
async def create_message(
    request: ApiRequest, session: Session, conversation_id: FromPath[UUID], data: JSONBody[NewMessage]
) -> MessageView:
    """The bot leaves the conversation to people from then on. 409 more than 24 hours after the shopper's last word."""
    content = TextMessage(body=data.text)
    said = await answering.answer(session, conversation_id, content, actor=key_actor(request), at=now())
    return MessageView.of(said)


@put(
    "/{conversation_id:uuid}/takeover",
    guards=WRITE,
    summary="Take a conversation",
    responses=problem_responses(404),
)
async def put_takeover(
    request: ApiRequest, session: Session, conversation_id: FromPath[UUID]
) -> ConversationView:
    """A person holds it before they have written."""
    await answering.take(session, conversation_id, actor=key_actor(request), at=now())
    return await _shown(session, conversation_id)


@put(
    "/{conversation_id:uuid}/handback",
    guards=WRITE,
    summary="Give a conversation back to the bot",
    responses=problem_responses(404, 409),
)
async def put_handback(
    request: ApiRequest, session: Session, conversation_id: FromPath[UUID]
) -> ConversationView:
    """The bot answers again; what nobody answered goes on waiting. 409 if the bot holds it already."""
    await answering.give_back(session, conversation_id, actor=key_actor(request), at=now())
    return await _shown(session, conversation_id)


@put(
    "/{conversation_id:uuid}/closure",
    guards=WRITE,
    summary="Close a conversation's case",
    responses=problem_responses(404, 409),
)
async def put_closure(
    request: ApiRequest, session: Session, conversation_id: FromPath[UUID]
) -> ConversationView:
    """It is done: nothing waits, and the bot answers whoever comes next. 409 if no case is open."""
    await answering.close(session, conversation_id, actor=key_actor(request), at=now())
    return await _shown(session, conversation_id)


async def _shown(session: AsyncSession, conversation_id: UUID) -> ConversationView:
    await session.flush()
    return ConversationView.of(await read_conversation(session, conversation_id))


router = Router(
    "/conversations",
    route_handlers=[
        list_conversations,
        get_conversation,
        list_messages,
        create_message,
        put_takeover,
        put_handback,
        put_closure,
    ],
    tags=["conversations"],
)
