"""`whatsapp_commerce_settings` of a number: set as the merchant wishes, and read back.

Meta's defaults: the cart is on, the catalog's icon is hidden.
"""

from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.backoff import wait_after
from catalog_sync.models import CommerceSwitches
from shop.kit.clock import now
from shop.kit.db.locking import lock_row_if_there
from shop.kit.errors import NotFound
from shop.kit.jobs import Errand, Postponed, enqueue, errand
from shop.kit.log import logger
from shop.merchants.accounts import numbers
from shop.whatsapp.api.account import CommerceSettings
from shop.whatsapp.api.client import Credentials, WhatsApp
from shop.whatsapp.errors import VendorAction, VendorFailure, WhatsAppError

log = logger()


@errand("catalog_sync.apply_commerce_settings")
async def apply_commerce_settings(errand: Errand, *, phone_number_id: str) -> None:
    """Set the number's switches at Meta as wished and store what Meta then shows. Running it twice changes nothing."""
    try:
        await apply_switches(errand, phone_number_id)
    except NotFound:
        log.warning("catalog.number_gone", phone_number_id=phone_number_id)
    except VendorFailure as failure:
        if isinstance(failure, WhatsAppError) and not _may_pass(failure):
            return  # stored as `trouble`; a person must repair it
        raise Postponed(wait_after(failure, errand.attempt), "Meta does not show the switches") from failure


async def apply_switches(errand: Errand, phone_number_id: str) -> CommerceSettings:
    """Set the switches that differ from the wish; returns how they are at Meta now. Raises NotFound and VendorFailure."""
    async with errand.transaction() as session:
        number = (await numbers(session)).get(phone_number_id)
        if number is None:
            raise NotFound("There is no such number.")
        wish = await _switches_for_update(session, errand, phone_number_id)
        wanted = (wish.wants_cart, wish.wants_catalog)
    try:
        settings = await _set_at_meta(errand.vendor(WhatsApp), number.credentials, *wanted)
    except VendorFailure as failure:
        async with errand.transaction() as session:
            (await _switches_for_update(session, errand, phone_number_id)).note_trouble(str(failure))
        raise
    async with errand.transaction() as session:
        known = await _switches_for_update(session, errand, phone_number_id)
        known.note_checked(
            is_cart_enabled=settings.is_cart_enabled,
            is_catalog_visible=settings.is_catalog_visible,
            at=now(),
        )
        if not known.fulfil(wanted):
            await enqueue(session, "catalog_sync.apply_commerce_settings", phone_number_id=phone_number_id)
    return settings


async def _set_at_meta(
    whatsapp: WhatsApp, number: Credentials, cart: bool | None, catalog: bool | None
) -> CommerceSettings:
    """Set what differs from the wish; returns what Meta shows afterwards. None: leave as it is."""
    present = await whatsapp.commerce_settings(number)
    wanted = CommerceSettings(
        is_cart_enabled=present.is_cart_enabled if cart is None else cart,
        is_catalog_visible=present.is_catalog_visible if catalog is None else catalog,
    )
    if wanted == present:
        return present
    await whatsapp.set_commerce_settings(number, wanted)
    return await whatsapp.commerce_settings(number)


async def _switches_for_update(
    session: AsyncSession, errand: Errand, phone_number_id: str
) -> CommerceSwitches:
    found = await lock_row_if_there(session, CommerceSwitches, phone_number_id)
    if found is None:
        found = CommerceSwitches(merchant_id=errand.merchant_id, phone_number_id=phone_number_id)
        session.add(found)
    return found


def _may_pass(failure: WhatsAppError) -> bool:
    return failure.action in (VendorAction.RETRY, VendorAction.LATER)
