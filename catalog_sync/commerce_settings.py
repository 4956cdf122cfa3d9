"""A number's switches at Meta: may carts be sent to it, does it show the catalog's icon?

The job `catalog_sync.apply_commerce_settings` reads and writes them at Meta; this module reads
what Meta said last and stores what the merchant wishes.
"""

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.models import CommerceSwitches
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.errors import NotFound
from shop.kit.jobs import enqueue
from shop.merchants.accounts import numbers


class NumberCommerce(msgspec.Struct, frozen=True, kw_only=True):
    """The switches of one number; `known` is None until Meta was asked."""

    phone_number_id: str
    display_phone_number: str
    known: CommerceSwitches | None


async def list_switches(session: AsyncSession) -> list[NumberCommerce]:
    """The switches of every number of the merchant, in the order of number ids."""
    statement = select(CommerceSwitches).where(CommerceSwitches.merchant_id == merchant_of(session))
    found = await session.exec(statement.execution_options(populate_existing=True))
    known = {each.phone_number_id: each for each in found.all()}
    return [
        NumberCommerce(
            phone_number_id=number_id,
            display_phone_number=number.display_phone_number,
            known=known.get(number_id),
        )
        for number_id, number in sorted((await numbers(session)).items())
    ]


async def read_switches(session: AsyncSession, phone_number_id: str) -> NumberCommerce:
    """The switches of one number. Raises NotFound."""
    for each in await list_switches(session):
        if each.phone_number_id == phone_number_id:
            return each
    raise NotFound("There is no such number.")


async def wish_switches(
    session: AsyncSession, phone_number_id: str, *, cart: bool | None, catalog: bool | None
) -> NumberCommerce:
    """Store what the merchant wishes (None: leave as it is) and leave the job that tells Meta. Raises NotFound."""
    await read_switches(session, phone_number_id)
    row = {
        "merchant_id": merchant_of(session),
        "phone_number_id": phone_number_id,
        "wants_cart": cart,
        "wants_catalog": catalog,
        "trouble": "",
    }
    wish = insert(CommerceSwitches).values(row)
    again = {
        name: sa.func.coalesce(wish.excluded[name], getattr(CommerceSwitches, name))
        for name in ("wants_cart", "wants_catalog")
    }
    keys = ["merchant_id", "phone_number_id"]
    await execute_core(session, wish.on_conflict_do_update(index_elements=keys, set_=again))
    await enqueue(session, "catalog_sync.apply_commerce_settings", phone_number_id=phone_number_id)
    return await read_switches(session, phone_number_id)
