"""Templates on their way to Meta and back: created once, adopted, reviewed by webhook."""

import json
from typing import Any

import httpx
import pytest
from sqlmodel import select

from shop.config import Settings
from shop.kit.clock import now
from shop.kit.translations import languages
from shop.templates.definitions import DEFINITIONS
from shop.templates.models import MessageTemplate
from shop.templates.names import REMINDER
from shop.templates.review import note_template_review
from shop.whatsapp.api.client import WhatsApp
from shop.whatsapp.errors import VendorFailure, WhatsAppError
from shop.whatsapp.incoming import TemplateStatusUpdate
from tests.support.shop import ShopUnderTest, move_by

ALL = len(DEFINITIONS) * len(languages())


class FakeTemplates:
    """Templates of one account, behind the wire."""

    def __init__(self) -> None:
        self.templates: dict[tuple[str, str], dict[str, Any]] = {}
        self.created: list[tuple[str, str]] = []
        self.lose_answers = 0
        self.refuse: dict[str, Any] | None = None
        self.hide_list = False
        self.on_create: Any = None

    async def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.endswith("/message_templates") and request.method == "GET":
            return httpx.Response(200, json={"data": [] if self.hide_list else list(self.templates.values())})
        if path.endswith("/message_templates"):
            return await self.create(request)
        return httpx.Response(200, json={"id": "upload:1", "h": "4::handle"})

    async def create(self, request: httpx.Request) -> httpx.Response:
        asked = json.loads(request.content)
        key = (asked["name"], asked["language"])
        if self.refuse is not None:
            return httpx.Response(400, json={"error": self.refuse})
        if key in self.templates:
            error = {"code": 100, "error_subcode": 2388024, "message": "Invalid parameter"}
            return httpx.Response(400, json={"error": error})
        made = {**asked, "id": str(len(self.templates) + 1), "status": "PENDING"}
        self.templates[key] = made
        self.created.append(key)
        if self.on_create is not None:
            await self.on_create(key)
        if self.lose_answers:
            self.lose_answers -= 1
            raise httpx.ReadError("gone", request=request)
        return httpx.Response(200, json={k: made[k] for k in ("id", "status", "category")})


@pytest.fixture
def meta() -> FakeTemplates:
    return FakeTemplates()


async def push(shop: ShopUnderTest, meta: FakeTemplates) -> None:
    vendor = WhatsApp(
        base_url="https://graph.test", version="v26.0", transport=httpx.MockTransport(meta.answer)
    )
    try:
        await shop.job("templates.submit", {WhatsApp: vendor, Settings: Settings()})
    finally:
        await vendor.aclose()


async def statuses(shop: ShopUnderTest) -> set[str]:
    return {template.status for template in await shop.all(select(MessageTemplate))}


async def test_what_is_missing_is_created_in_every_language(shop: ShopUnderTest, meta: FakeTemplates) -> None:
    await push(shop, meta)
    assert len(meta.created) == ALL == 60
    known = await shop.all(select(MessageTemplate))
    assert {(t.name, t.language) for t in known} == set(meta.created)
    assert {(t.status, t.meta_id is not None) for t in known} == {("PENDING", True)}


async def test_what_is_there_is_adopted_and_not_made_again(shop: ShopUnderTest, meta: FakeTemplates) -> None:
    await push(shop, meta)
    for template in meta.templates.values():
        template["status"] = "APPROVED"
    move_by(minutes=1)
    await push(shop, meta)
    assert len(meta.created) == ALL
    assert await statuses(shop) == {"APPROVED"}


async def test_a_lost_answer_makes_no_second_template(shop: ShopUnderTest, meta: FakeTemplates) -> None:
    meta.lose_answers = 1
    with pytest.raises(VendorFailure):
        await push(shop, meta)
    await push(shop, meta)
    assert sorted(meta.created) == sorted(set(meta.created))
    assert len(meta.created) == ALL


async def test_another_push_at_the_same_time_is_no_rejection(
    shop: ShopUnderTest, meta: FakeTemplates
) -> None:
    await push(shop, meta)
    meta.hide_list = True  # as this push saw the account before the other one created them
    with pytest.raises(WhatsAppError, match="Invalid parameter"):
        await push(shop, meta)
    assert await statuses(shop) == {"PENDING"}


async def test_a_refusal_is_kept_with_metas_words(shop: ShopUnderTest, meta: FakeTemplates) -> None:
    details = {"details": "Variables can't be at the start."}
    meta.refuse = {
        "code": 100,
        "error_subcode": 2388299,
        "message": "Invalid parameter",
        "error_data": details,
    }
    await push(shop, meta)
    templates = await shop.all(select(MessageTemplate))
    assert {template.status for template in templates} == {"REJECTED"}
    assert all("Variables can't be at the start." in (template.reason or "") for template in templates)


async def test_a_busy_meta_is_asked_again_and_nothing_is_called_rejected(
    shop: ShopUnderTest, meta: FakeTemplates
) -> None:
    meta.refuse = {"code": 80007, "message": "Rate limit hit"}
    with pytest.raises(WhatsAppError):
        await push(shop, meta)
    assert "REJECTED" not in await statuses(shop)


async def reviewed(shop: ShopUnderTest, event: str, language: str = "es", **more: Any) -> bool:
    async with shop.database.transaction(shop.merchant.id) as session:
        told = TemplateStatusUpdate(
            template_id="1",
            name=more.get("name", REMINDER),
            language=language,
            event=event,
            reason=more.get("reason"),
            category=more.get("category"),
        )
        return await note_template_review(session, told, said_at=now(), at=now())


async def reminder(shop: ShopUnderTest, language: str = "es") -> MessageTemplate:
    found: MessageTemplate = await shop.one(
        select(MessageTemplate).where(MessageTemplate.name == REMINDER, MessageTemplate.language == language)
    )
    return found


async def test_a_verdict_that_comes_before_the_answer_is_not_lost(
    shop: ShopUnderTest, meta: FakeTemplates
) -> None:
    async def approve(key: tuple[str, str]) -> None:
        name, language = key
        assert await reviewed(shop, "APPROVED", language, name=name)

    meta.on_create = approve
    await push(shop, meta)
    assert await statuses(shop) == {"APPROVED"}


@pytest.mark.parametrize(
    ("event", "may_be_sent"),
    [("APPROVED", True), ("REJECTED", False), ("PAUSED", False), ("DISABLED", False), ("PENDING", False)],
)
async def test_a_verdict_decides_whether_it_may_be_sent(
    shop: ShopUnderTest, meta: FakeTemplates, event: str, may_be_sent: bool
) -> None:
    await push(shop, meta)
    assert await reviewed(shop, event, reason="INVALID_FORMAT")
    template = await reminder(shop)
    assert (template.status, template.may_be_sent) == (event, may_be_sent)
    assert template.reason == "INVALID_FORMAT"


async def test_a_verdict_counts_for_its_language_only(shop: ShopUnderTest, meta: FakeTemplates) -> None:
    await push(shop, meta)
    await reviewed(shop, "APPROVED", "en")
    assert (await reminder(shop, "en")).may_be_sent
    assert not (await reminder(shop, "es")).may_be_sent


async def test_another_category_is_noted_without_touching_the_status(
    shop: ShopUnderTest, meta: FakeTemplates
) -> None:
    await push(shop, meta)
    await reviewed(shop, "APPROVED")
    await reviewed(shop, "CATEGORY", category="UTILITY")
    template = await reminder(shop)
    assert (template.status, template.category) == ("APPROVED", "UTILITY")


async def test_a_template_of_somebody_else_is_not_ours_to_note(
    shop: ShopUnderTest, meta: FakeTemplates
) -> None:
    await push(shop, meta)
    assert not await reviewed(shop, "APPROVED", name="hello_world")
