"""Makes, changes, archives and deletes discounts; each change is an event with whoever made it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.collections.models import Collection
from shop.catalog.editing import EditedMeanwhile
from shop.catalog.models import Product
from shop.discounts.evaluation import DiscountKind, ProductScope
from shop.discounts.models import Discount, DiscountCode, DiscountStatus, DiscountUse
from shop.discounts.terms import NO_SCOPE, BadDiscount, DiscountTerms, check_terms
from shop.events.models import Actor, Subject, SubjectKind
from shop.events.recording import Value, record
from shop.kit.db.locking import lock_row
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.errors import Conflict, NotFound

MOST_AUTOMATIC = 100  # that run or will: each is held against every cart
MISSING = "There is no such discount."


class DiscountInUse(Conflict):
    """Orders refer to it."""


class TooManyAutomatic(Conflict):
    """Every cart would be held against more discounts than it should be."""


async def add_discount(
    session: AsyncSession,
    kind: DiscountKind,
    terms: DiscountTerms,
    *,
    is_automatic: bool,
    actor: Actor,
    at: datetime,
) -> Discount:
    """A new discount. Raises BadDiscount, TooManyAutomatic."""
    stored = {"name": "", "applies_to": NO_SCOPE, **terms.columns()}
    made = Discount(kind=kind, is_automatic=is_automatic, **stored, **_new(session, at=at))
    check_terms(made)
    await _check_scopes(session, terms)
    if is_automatic:
        await _check_automatic(session, at=at)
    session.add(made)
    await session.flush()
    await record_change(session, made.id, "discount.created", terms.columns(), actor=actor, at=at)
    return made


async def edit_discount(
    session: AsyncSession,
    discount_id: UUID,
    terms: DiscountTerms,
    *,
    actor: Actor,
    at: datetime,
    read_at: datetime | None = None,
) -> Discount:
    """Change what is given; orders keep what they were given. Raises NotFound, EditedMeanwhile, BadDiscount."""
    discount = await lock_row(session, Discount, discount_id, missing=MISSING)
    if read_at is not None and discount.updated_at != read_at:
        raise EditedMeanwhile("This discount was changed since you read it: read it again.")
    discount.change(terms.columns())
    check_terms(discount)
    await _check_scopes(session, terms)
    await _follow_status(session, discount, terms, at=at)
    discount.note_edit(at=at)
    await session.flush()
    changed = [*terms.columns(), *(["status"] if isinstance(terms.status, DiscountStatus) else [])]
    await record_change(session, discount_id, "discount.changed", changed, actor=actor, at=at)
    return discount


async def remove_discount(session: AsyncSession, discount_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Delete one that no order has used, with its codes. Raises NotFound, DiscountInUse."""
    discount = await _lock_for_deletion(session, discount_id)
    used = select(DiscountUse.id).where(
        DiscountUse.merchant_id == merchant_of(session), DiscountUse.discount_id == discount_id
    )
    if (await session.exec(used.limit(1))).first() is not None:
        raise DiscountInUse("Orders have used this discount: archive it (`status`), so that they keep it.")
    of_codes = (
        col(DiscountCode.merchant_id) == merchant_of(session),
        col(DiscountCode.discount_id) == discount_id,
    )
    await execute_core(session, sa.delete(DiscountCode).where(*of_codes))
    await session.delete(discount)
    await session.flush()
    await record_change(session, discount_id, "discount.removed", (), actor=actor, at=at)


async def record_change(
    session: AsyncSession, discount_id: UUID, kind: str, fields: Iterable[str], *, actor: Actor, at: datetime
) -> None:
    """Which fields changed; what is in them is no event's."""
    about = Subject(SubjectKind.DISCOUNT, discount_id)
    changed: list[Value] = [*sorted(fields)]
    await record(session, kind, about, actor=actor, at=at, fields=changed)


def _new(session: AsyncSession, *, at: datetime) -> dict[str, Any]:
    return {"merchant_id": merchant_of(session), "created_at": at, "updated_at": at}


async def _follow_status(
    session: AsyncSession, discount: Discount, terms: DiscountTerms, *, at: datetime
) -> None:
    if terms.status is DiscountStatus.ARCHIVED:
        discount.archive()
    elif terms.status is DiscountStatus.ACTIVE and discount.is_archived:
        if discount.is_automatic:
            await _check_automatic(session, at=at)
        discount.restore()


async def _check_automatic(session: AsyncSession, *, at: datetime) -> None:
    """Raises TooManyAutomatic."""
    runs = (col(Discount.ends_at).is_(None)) | (col(Discount.ends_at) > at)
    found = select(func.count()).where(
        Discount.merchant_id == merchant_of(session),
        col(Discount.is_automatic),
        Discount.status == DiscountStatus.ACTIVE,
        runs,
    )
    if (await session.exec(found)).one() >= MOST_AUTOMATIC:
        raise TooManyAutomatic(f"At most {MOST_AUTOMATIC} automatic discounts run at a time: archive one.")


async def _check_scopes(session: AsyncSession, terms: DiscountTerms) -> None:
    """Raises BadDiscount for products and collections that are not there."""
    for place, scope in terms.scopes:
        for name in ProductScope.__struct_fields__:
            model = Product if name.endswith("product_ids") else Collection
            listed: frozenset[UUID] = getattr(scope, name)
            known = await _known(session, model, listed) if listed else set()
            if unknown := sorted(listed - known):
                what = model.__name__.lower()
                raise BadDiscount(f"There is no {what} {unknown[0]}.", f"{place}.{name}")


async def _known(
    session: AsyncSession, model: type[Product] | type[Collection], ids: frozenset[UUID]
) -> set[UUID]:
    any_of = sa.any_(sa.cast(list(ids), sa.ARRAY(sa.Uuid())))
    statement = select(model.id).where(model.merchant_id == merchant_of(session), col(model.id) == any_of)
    return set((await session.exec(statement)).all())


async def _lock_for_deletion(session: AsyncSession, discount_id: UUID) -> Discount:
    """Whoever takes a use of it right now is waited for, and nobody takes one meanwhile. Raises NotFound."""
    key = (merchant_of(session), discount_id)
    found = await session.get(Discount, key, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound(MISSING)
    return found
