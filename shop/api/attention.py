"""`/attention`: what a person must look at, and saying that it is done."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, get, put
from litestar.params import FromPath, QueryParameter
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.api.authentication import ApiRequest, key_actor, requires
from shop.api.http.pages import Cursor, Limit, PageView, decode_cursor
from shop.api.http.types import Timestamp
from shop.api.openapi.problems import problem_responses
from shop.attention.advice import WHAT_TO_DO
from shop.attention.calling import lock_attention
from shop.attention.listing import AttentionPosition, page_of_attention
from shop.attention.models import Attention, AttentionKind
from shop.doors import Session
from shop.events.models import SubjectKind
from shop.events.recording import record
from shop.kit.clock import now

READ = [requires("attention:read")]
WRITE = [requires("attention:write")]


class AttentionView(msgspec.Struct, frozen=True, kw_only=True):
    """What waits for a person: about what, since when, until when, and what to do about it."""

    id: UUID
    kind: AttentionKind
    subject_kind: SubjectKind
    subject_id: UUID
    detail: str
    what_to_do: str
    since: Timestamp
    due_at: Timestamp | None
    taken_by: str | None
    taken_at: Timestamp | None
    resolved_by: str | None
    resolved_at: Timestamp | None

    @classmethod
    def of(cls, call: Attention) -> "AttentionView":
        return cls(
            id=call.id,
            kind=call.kind,
            subject_kind=call.subject_kind,
            subject_id=call.subject_id,
            detail=call.detail,
            what_to_do=WHAT_TO_DO[call.kind],
            since=call.since,
            due_at=call.due_at,
            taken_by=call.taken_by,
            taken_at=call.taken_at,
            resolved_by=call.resolved_by,
            resolved_at=call.resolved_at,
        )


class AttentionPage(PageView[AttentionView], frozen=True):
    """Some of them, the longest waiting first; `next_cursor` is null on the last page."""


@get("/", guards=READ, summary="List what needs a person", responses=problem_responses())
async def list_attention(
    session: Session,
    kind: Annotated[AttentionKind | None, QueryParameter(required=False)] = None,
    resolved: Annotated[
        bool, QueryParameter(required=False, description="Those that are seen to instead.")
    ] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> AttentionPage:
    """The longest waiting first."""
    after = decode_cursor(cursor, AttentionPosition)
    page = await page_of_attention(session, kind=kind, is_open=not resolved, after=after, limit=limit)
    return AttentionPage.of(
        page, AttentionView.of, position=lambda call: AttentionPosition(call.since, call.id)
    )


@put(
    "/{attention_id:uuid}/taking",
    guards=WRITE,
    summary="Say that you look after it",
    responses=problem_responses(404, 409),
)
async def put_taking(request: ApiRequest, session: Session, attention_id: FromPath[UUID]) -> AttentionView:
    """Others see who has it. 409 once it is resolved."""
    call = await lock_attention(session, attention_id)
    call.take(by=str(key_actor(request)), at=now())
    return AttentionView.of(call)


@put(
    "/{attention_id:uuid}/resolution",
    guards=WRITE,
    summary="Say that it is done",
    responses=problem_responses(404, 409),
)
async def put_resolution(
    request: ApiRequest, session: Session, attention_id: FromPath[UUID]
) -> AttentionView:
    """It is seen to and no longer shown. 409 if it was before."""
    call = await lock_attention(session, attention_id)
    await _resolve(session, call, request)
    return AttentionView.of(call)


async def _resolve(session: AsyncSession, call: Attention, request: ApiRequest) -> None:
    actor, at = key_actor(request), now()
    call.resolve(by=str(actor), at=at)
    await record(session, "attention.resolved", call.subject, actor=actor, at=at, kind_of_call=call.kind)


router = Router("/attention", route_handlers=[list_attention, put_taking, put_resolution], tags=["attention"])
