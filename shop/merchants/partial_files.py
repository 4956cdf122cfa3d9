"""Completes a merchant's file that says only a part: the rest is what is stored, in the words of the file.

Only what is unsaid is read: a stored secret that nobody can open any more is replaced by a file that names it.
"""

from collections.abc import Mapping
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of
from shop.kit.errors import Conflict
from shop.merchants.accounts import numbers
from shop.merchants.models import Merchant, StripeAccount, WhatsAppApp, WhatsAppNumber

PLAIN = ("name", "legal_name", "tax_id", "locale", "time_zone", "prices_include_tax", "hours")
_OF_NUMBER = (
    "app_id",
    "access_token",
    "waba_id",
    "phone_number_id",
    "display_phone_number",
    "catalog_id",
)
_OF_STRIPE = ("secret_key", "webhook_secrets")


class WhichNumber(Conflict):
    """The merchant has several numbers and the file does not say which it means."""


async def completed(session: AsyncSession, merchant: Merchant, written: Mapping[str, Any]) -> dict[str, Any]:
    """What the file says, and of the rest what is stored, table by table. Raises WhichNumber.

    A table that the file leaves out is left out here, too: nothing of it is to be changed.
    """
    whole = {name: getattr(merchant, name) for name in (*PLAIN, "currency", "address")} | dict(written)
    whole["address"] = _over(merchant.address, whole["address"])
    if isinstance(part := written.get("whatsapp"), dict):
        whole["whatsapp"] = _over(await _whatsapp(session, part), part)
    if isinstance(part := written.get("stripe"), dict):
        whole["stripe"] = _over(await _stripe(session, part), part)
    return whole


def _over(stored: Mapping[str, Any], said: Any) -> Any:
    """A table's unsaid members from what is stored. What is no table is refused by whoever checks the whole."""
    return {**stored, **said} if isinstance(said, dict) else said


async def _whatsapp(session: AsyncSession, said: Mapping[str, Any]) -> dict[str, Any]:
    number = await _meant(session, said)
    if number is None:
        return {}
    stored = _unsaid(number, _OF_NUMBER, said)
    app = await session.get(WhatsAppApp, number.app_id)
    if app is not None and said.get("app_id", app.id) == app.id:
        stored |= _app(app, said)
    return stored


async def _meant(session: AsyncSession, said: Mapping[str, Any]) -> WhatsAppNumber | None:
    """The number that the file names; without a name the merchant's only one."""
    known = await numbers(session)
    if "phone_number_id" in said:
        return known.get(said["phone_number_id"]) if isinstance(said["phone_number_id"], str) else None
    if len(known) > 1:
        raise WhichNumber(
            f"whatsapp.phone_number_id is missing: the merchant has the numbers {', '.join(sorted(known))}."
        )
    return next(iter(known.values()), None)


def _app(app: WhatsAppApp, said: Mapping[str, Any]) -> dict[str, Any]:
    """Secrets are one value: who names the present one says which of them count."""
    stored = _unsaid(app, ("verify_token",), said)
    if "app_secret" in said:
        return stored
    present, *previous = app.secrets
    return stored | {"app_secret": present} | ({"previous_app_secret": previous[0]} if previous else {})


async def _stripe(session: AsyncSession, said: Mapping[str, Any]) -> dict[str, Any]:
    account = await session.get(StripeAccount, merchant_of(session))
    return {} if account is None else _unsaid(account, _OF_STRIPE, said)


def _unsaid(row: object, names: tuple[str, ...], said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names if name not in said}
