"""May a template be sent? Only Meta's approval in exactly that language counts."""

from datetime import datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from shop.kit.db.session import merchant_of
from shop.templates.models import MessageTemplate


async def is_approved(session: AsyncSession, waba_id: str, name: str, language: str) -> bool:
    """True if Meta approved (name, language) for the account."""
    template = await find_template(session, waba_id, name, language)
    return template is not None and template.may_be_sent


async def find_template(
    session: AsyncSession, waba_id: str, name: str, language: str
) -> MessageTemplate | None:
    """Meta's view of one template."""
    return (await session.exec(_named(session, waba_id, name, language))).one_or_none()


async def lock_template(session: AsyncSession, waba_id: str, name: str, language: str) -> MessageTemplate:
    """One template that is known, locked until the end of the transaction."""
    return (await session.exec(_named(session, waba_id, name, language).with_for_update())).one()


def _named(session: AsyncSession, waba_id: str, name: str, language: str) -> SelectOfScalar[MessageTemplate]:
    return select(MessageTemplate).where(
        MessageTemplate.merchant_id == merchant_of(session),
        MessageTemplate.waba_id == waba_id,
        MessageTemplate.name == name,
        MessageTemplate.language == language,
    )


# What Meta may say of a template that is no state of it.
_REMARKS = frozenset({"QUALITY", "CATEGORY", "COMPONENTS"})


async def note_verdict(
    session: AsyncSession,
    *,
    name: str,
    language: str,
    event: str,
    reason: str | None,
    category: str | None,
    at: datetime,
) -> bool:
    """Write down what Meta decided; False for a template we do not know."""
    statement = select(MessageTemplate).where(
        MessageTemplate.merchant_id == merchant_of(session),
        MessageTemplate.name == name,
        MessageTemplate.language == language,
    )
    known = (await session.exec(statement)).all()
    for template in known:
        if event not in _REMARKS:
            template.note_review(event, reason)
        template.note_category(category, at=at)
    return bool(known)
