"""Bringing our definitions to Meta for review: what Meta has already is adopted, what is missing is created."""

import hashlib
from typing import Any

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.config import settings
from shop.kit.clock import now
from shop.kit.db import merchant_of
from shop.kit.errors import ShopError
from shop.kit.jobs import Errand, errand
from shop.kit.log import logger
from shop.merchants.accounts import numbers
from shop.templates.approval import find_template
from shop.templates.definitions import DEFINITIONS, Definition, wire, with_sample
from shop.templates.lint import faults
from shop.templates.models import MessageTemplate
from shop.whatsapp.client import WhatsApp
from shop.whatsapp.errors import VendorAction, WhatsAppError

log = logger()

SAMPLE = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n"


class FaultyTemplate(ShopError):
    """Meta would reject it: not sent."""

    status_code = 500


class Account(msgspec.Struct, frozen=True):
    """A WhatsApp business account with a token that may manage it."""

    app_id: str
    waba_id: str
    token: str


@errand("templates.push")
async def push(errand: Errand) -> None:
    """Every definition in every language, for every account of the merchant."""
    async with errand.transaction() as session:
        accounts = {
            number.waba_id: Account(number.app_id, number.waba_id, number.access_token)
            for number in (await numbers(session)).values()
        }
    for account in accounts.values():
        await push_account(errand, account)


async def push_account(errand: Errand, account: Account) -> None:
    """Adopt what is there, create what is missing, note what Meta says at once."""
    vendor = errand.vendor(WhatsApp)
    there = {
        (str(found.get("name")), str(found.get("language"))): found
        async for found in vendor.list_templates(account.waba_id, token=account.token)
    }
    for definition in DEFINITIONS:
        for language in definition.wordings:
            wanted = wire(definition, language, public_url=settings().public_url)
            found = there.get((wanted["name"], wanted["language"]))
            await _settle_one(errand, account, definition, wanted, found)


async def _settle_one(
    errand: Errand,
    account: Account,
    definition: Definition,
    wanted: dict[str, Any],
    found: dict[str, Any] | None,
) -> None:
    if found is None:
        state = await _create(errand.vendor(WhatsApp), account, definition, wanted)
    else:
        state = {key: found.get(key) for key in ("id", "status", "category", "rejected_reason")}
    async with errand.transaction() as session:
        await _note(session, account.waba_id, wanted, state)


async def _create(
    vendor: WhatsApp, account: Account, definition: Definition, wanted: dict[str, Any]
) -> dict[str, Any]:
    if wrong := faults(wanted):
        raise FaultyTemplate(f"{wanted['name']} ({wanted['language']}): {' '.join(wrong)}")
    try:
        if definition.document_header:
            handle = await vendor.upload_sample(
                account.app_id,
                SAMPLE,
                mime_type="application/pdf",
                filename="sample.pdf",
                token=account.token,
            )
            wanted = with_sample(wanted, handle)
        made = await vendor.create_template(account.waba_id, wanted, token=account.token)
    except WhatsAppError as error:
        if error.action in (VendorAction.RETRY, VendorAction.LATER):
            raise
        log.error("template.refused", name=wanted["name"], language=wanted["language"], code=error.code)
        return {
            "id": None,
            "status": "REJECTED",
            "category": wanted["category"],
            "rejected_reason": str(error),
        }
    return {"id": made.id, "status": made.status, "category": made.category, "rejected_reason": None}


async def _note(session: AsyncSession, waba_id: str, wanted: dict[str, Any], state: dict[str, Any]) -> None:
    template = await find_template(session, waba_id, wanted["name"], wanted["language"])
    if template is None:
        template = MessageTemplate(
            merchant_id=merchant_of(session),
            waba_id=waba_id,
            name=wanted["name"],
            language=wanted["language"],
            category=wanted["category"],
            updated_at=now(),
        )
        session.add(template)
    template.meta_id = state["id"] or template.meta_id
    template.status = str(state["status"] or template.status)
    template.category = str(state["category"] or wanted["category"])
    template.reason = state["rejected_reason"]
    template.sent_hash = hashlib.sha256(msgspec.json.encode(wanted)).hexdigest()
    template.updated_at = now()
