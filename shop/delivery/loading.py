"""Reads a merchant's whole set-up, in one statement."""

from datetime import time
from typing import Any

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.delivery.addresses import Destination
from shop.delivery.setup import DeliverySetup, Method, Place
from shop.delivery.working_days import WEEKDAYS, ClosedDays, Dispatch
from shop.delivery.zones import Zone
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch_one
from shop.kit.errors import NotFound
from shop.merchants.opening_hours import DAYS

_SETUP = """
SELECT merchant.address, merchant.time_zone, merchant.currency,
    (SELECT coalesce(jsonb_agg(to_jsonb(zone) ORDER BY zone.position, zone.id), '[]')
     FROM delivery_zone AS zone WHERE zone.merchant_id = $1 AND zone.status = 'active') AS zones,
    (SELECT coalesce(jsonb_agg(to_jsonb(method) ORDER BY method.position, method.id), '[]')
     FROM delivery_method AS method WHERE method.merchant_id = $1 AND method.status = 'active') AS methods,
    (SELECT coalesce(jsonb_agg(to_jsonb(place) ORDER BY place.position, place.id), '[]')
     FROM pickup_place AS place WHERE place.merchant_id = $1 AND place.status = 'active') AS places,
    (SELECT to_jsonb(own) FROM delivery_settings AS own WHERE own.merchant_id = $1) AS settings
FROM merchant WHERE merchant.id = $1
"""


async def load_setup(session: AsyncSession) -> DeliverySetup:
    """What the transaction's merchant offers now. Raises NotFound."""
    row = await fetch_one(session, _SETUP, merchant_of(session))
    if row is None:
        raise NotFound("There is no such merchant.")
    return DeliverySetup(
        zones=msgspec.convert(row["zones"], tuple[Zone, ...]),
        methods=msgspec.convert(row["methods"], tuple[Method, ...]),
        places=msgspec.convert(row["places"], tuple[Place, ...]),
        dispatch=_dispatch(row["time_zone"], row["address"], row["settings"] or {}),
        currency=row["currency"],
    )


def _dispatch(time_zone: str, address: dict[str, str], settings: dict[str, Any]) -> Dispatch:
    weekdays = tuple(DAYS.index(day) for day in settings.get("weekdays") or ())
    return Dispatch(
        time_zone,
        Destination(address["country"], address.get("postal_code", "")),
        handling_days=settings.get("handling_days", 0),
        cutoff=msgspec.convert(settings.get("cutoff"), time | None),
        weekdays=weekdays or WEEKDAYS,
        closed=msgspec.convert(settings.get("closed") or [], tuple[ClosedDays, ...]),
    )
