"""May a template be sent? Only Meta's approval in exactly that language counts."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from shop.events.models import META, Subject, SubjectKind
from shop.events.recording import record
from shop.kit.db.session import merchant_of
from shop.templates.models import MessageTemplate
from shop.whatsapp.incoming import TemplateStatusUpdate


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


async def note_template_review(
    session: AsyncSession, update: TemplateStatusUpdate, *, said_at: datetime, at: datetime
) -> bool:
    """Write down what Meta decided at `said_at` by its clock; False for a template we do not know."""
    statement = select(MessageTemplate).where(
        MessageTemplate.merchant_id == merchant_of(session),
        MessageTemplate.name == update.name,
        MessageTemplate.language == update.language,
    )
    if update.account_id is not None:
        statement = statement.where(MessageTemplate.waba_id == update.account_id)
    known = (await session.exec(statement.order_by(col(MessageTemplate.id)).with_for_update())).all()
    for template in known:
        await _apply(session, template, update, said_at=said_at, at=at)
    return bool(known)


async def _apply(
    session: AsyncSession,
    template: MessageTemplate,
    update: TemplateStatusUpdate,
    *,
    said_at: datetime,
    at: datetime,
) -> None:
    template.note_seen(at=at)
    if update.event not in _REMARKS and template.note_review(update.event, update.reason, said_at=said_at):
        about = Subject(SubjectKind.TEMPLATE, template.id)
        status = {"status": update.event[:100]}
        await record(session, "template.reviewed", about, actor=META, at=at, provider_at=said_at, **status)
    if update.quality:
        template.note_quality(update.quality, said_at=said_at)
    _note_categories(template, update, said_at=said_at)


def _note_categories(template: MessageTemplate, update: TemplateStatusUpdate, *, said_at: datetime) -> None:
    """A category without a day counts at once; one with a day is announced, beside the present one."""
    if update.new_category and update.effective_at:
        if update.category:
            template.note_category(update.category, said_at=said_at)
        template.announce_category(update.new_category, since=update.effective_at, said_at=said_at)
    elif present := update.new_category or update.category:
        template.note_category(present, said_at=said_at)
