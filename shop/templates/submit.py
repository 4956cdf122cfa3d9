"""Bringing our definitions to Meta for review: what Meta has already is adopted, what is missing is created."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy.dialects.postgresql import insert
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.config import Settings
from shop.kit.clock import now
from shop.kit.db.columns import new_id
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.errors import ShopError
from shop.kit.jobs import Errand, errand
from shop.kit.log import logger
from shop.merchants.accounts import numbers
from shop.templates.definitions import DEFINITIONS, wires, with_sample
from shop.templates.models import UNSENT, MessageTemplate
from shop.templates.notation import Definition
from shop.templates.review import lock_template
from shop.templates.validation import template_faults
from shop.whatsapp.api.client import WhatsApp
from shop.whatsapp.errors import VendorAction, WhatsAppError

log = logger()

SAMPLE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n"
)
CLOCKS_DIFFER = timedelta(minutes=1)  # ours may be ahead of Meta's, whose webhooks count in whole seconds
EXISTS_ALREADY = 2388024  # Meta's subcode: content in this language already exists


class FaultyTemplate(ShopError):
    """Meta would reject it: not sent."""

    status_code = 500


class TemplateAccount(msgspec.Struct, frozen=True):
    """A WhatsApp business account with a token that may manage it."""

    app_id: str
    waba_id: str
    token: str


@errand("templates.submit", patience=timedelta(days=1))
async def submit(errand: Errand) -> None:
    """Every definition in every language, for every account of the merchant."""
    async with errand.transaction() as session:
        accounts = {
            number.waba_id: TemplateAccount(number.app_id, number.waba_id, number.access_token)
            for number in (await numbers(session)).values()
        }
    for account in accounts.values():
        await submit_account(errand, account)


async def submit_account(errand: Errand, account: TemplateAccount) -> None:
    """Adopt what is there, create what is missing, note what Meta says at once."""
    listed_at, there = now(), await _listed(errand.vendor(WhatsApp), account)
    for definition in DEFINITIONS:
        for wanted in wires(definition, public_url=errand.vendor(Settings).public_url):
            async with errand.transaction() as session:
                await _expect(session, account.waba_id, wanted)
            seen_at, found = listed_at, there.get((wanted["name"], wanted["language"]))
            if found is None:
                seen_at, found = now(), await _create(errand.vendor(WhatsApp), account, definition, wanted)
            async with errand.transaction() as session:
                await _note(session, account.waba_id, wanted, found, seen_at=seen_at)


async def _listed(vendor: WhatsApp, account: TemplateAccount) -> dict[tuple[str, str], dict[str, Any]]:
    """What the account has, by name and language."""
    return {
        (str(found.get("name")), str(found.get("language"))): found
        async for found in vendor.list_templates(account.waba_id, token=account.token)
    }


async def _expect(session: AsyncSession, waba_id: str, wanted: dict[str, Any]) -> None:
    """Know the template before Meta does: its review may come sooner than the answer to our call."""
    values = {
        "merchant_id": merchant_of(session),
        "id": new_id(),
        "waba_id": waba_id,
        "name": wanted["name"],
        "language": wanted["language"],
        "status": UNSENT,
        "category": wanted["category"],
        "updated_at": now(),
    }
    await execute_core(session, insert(MessageTemplate).values(**values).on_conflict_do_nothing())


async def _create(
    vendor: WhatsApp, account: TemplateAccount, definition: Definition, wanted: dict[str, Any]
) -> dict[str, Any]:
    if wrong := template_faults(wanted):
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
        if error.subcode == EXISTS_ALREADY or error.action in (VendorAction.RETRY, VendorAction.LATER):
            raise  # the next try finds it in the list
        log.error("template.refused", name=wanted["name"], language=wanted["language"], code=error.code)
        return {"status": "REJECTED", "rejected_reason": str(error)}
    return {"id": made.id, "status": made.status, "category": made.category}


async def _note(
    session: AsyncSession, waba_id: str, wanted: dict[str, Any], said: dict[str, Any], *, seen_at: datetime
) -> None:
    """Keep what Meta said; what a webhook told of a time since `seen_at` is newer and stays."""
    template = await lock_template(session, waba_id, wanted["name"], wanted["language"])
    template.note_sent(said.get("id"), hashlib.sha256(msgspec.json.encode(wanted)).hexdigest())
    said_at = seen_at - CLOCKS_DIFFER
    template.note_review(
        str(said.get("status") or template.status), said.get("rejected_reason"), said_at=said_at
    )
    if category := said.get("category"):
        template.note_category(str(category), said_at=said_at)
    template.note_seen(at=now())
