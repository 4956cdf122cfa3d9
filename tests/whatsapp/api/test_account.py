"""Templates under review and what a number is set to: method, address, body, answer."""

import pytest

from shop.whatsapp.api.client import CommerceSettings, QrCode, Recipient, TemplateCreated
from shop.whatsapp.errors import Affects, AnswerLost, WhatsAppError
from shop.whatsapp.outgoing import BadContent, TooLong
from tests.whatsapp.api.scripted_meta import NUMBER, ROOT, TOKEN, ScriptedMeta, refuses, says, talking_to

DONE = {"success": True}
DEFINITION = {"name": "cart", "language": "en_US", "category": "MARKETING", "components": []}
MINE = f"{ROOT}/{NUMBER.phone_number_id}"


async def test_a_template_is_created_and_metas_category_told() -> None:
    meta = ScriptedMeta(says({"id": "546", "status": "PENDING", "category": "MARKETING"}))
    async with talking_to(meta) as whatsapp:
        created = await whatsapp.create_template("102", DEFINITION, token=TOKEN)
    assert created == TemplateCreated("546", "PENDING", "MARKETING")
    assert meta.asked == f"POST {ROOT}/102/message_templates"
    assert meta.body == DEFINITION


async def test_a_template_meta_refuses_says_why_in_words_for_people() -> None:
    answer = refuses(100, error_subcode=2388293, error_user_msg="Too many variables for its length.")
    async with talking_to(ScriptedMeta(answer)) as whatsapp:
        with pytest.raises(WhatsAppError) as refusal:
            await whatsapp.create_template("102", DEFINITION, token=TOKEN)
    assert (refusal.value.details, refusal.value.affects) == (
        "Too many variables for its length.",
        Affects.TEMPLATE,
    )


async def test_a_template_without_an_id_is_an_answer_lost() -> None:
    async with talking_to(ScriptedMeta(says({"status": "PENDING"}))) as whatsapp:
        with pytest.raises(AnswerLost):
            await whatsapp.create_template("102", DEFINITION, token=TOKEN)


async def test_a_definition_with_half_characters_is_not_sent() -> None:
    meta = ScriptedMeta(says({}))
    async with talking_to(meta) as whatsapp:
        with pytest.raises(BadContent):
            await whatsapp.create_template("102", {"name": "\ud800"}, token=TOKEN)
    assert meta.requests == []


async def test_templates_are_listed_page_after_page() -> None:
    def page(item: str, after: str, **rest: str) -> dict[str, object]:
        return {"data": [{"id": item}], "paging": {"cursors": {"after": after}} | rest}

    meta = ScriptedMeta(says(page("1", "A", next="https://elsewhere.example/")), says(page("2", "B")))
    async with talking_to(meta) as whatsapp:
        listed = whatsapp.list_templates("102", token=TOKEN, fields="id", status="approved")
        assert [item["id"] async for item in listed] == ["1", "2"]
    first = f"{ROOT}/102/message_templates?limit=100&fields=id&status=approved"
    assert [str(request.url) for request in meta.requests] == [first, f"{first}&after=A"]


async def test_a_cursor_that_stands_still_ends_the_list() -> None:
    page = {"data": [{"id": "1"}], "paging": {"cursors": {"after": "A"}, "next": "https://x.example"}}
    meta = ScriptedMeta(says(page), says(page))
    async with talking_to(meta) as whatsapp:
        assert len([item async for item in whatsapp.list_templates("102", token=TOKEN)]) == 2


async def test_a_template_is_edited_and_deleted() -> None:
    meta = ScriptedMeta(says(DONE))
    async with talking_to(meta) as whatsapp:
        await whatsapp.edit_template("546", {"components": []}, token=TOKEN)
        assert (meta.asked, meta.body) == (f"POST {ROOT}/546", {"components": []})
        await whatsapp.delete_template("102", "cart", token=TOKEN)
        assert meta.asked == f"DELETE {ROOT}/102/message_templates?name=cart"
        await whatsapp.delete_template("102", "cart", token=TOKEN, template_id="546")
        assert meta.asked == f"DELETE {ROOT}/102/message_templates?name=cart&hsm_id=546"


async def test_commerce_settings_are_read_and_set() -> None:
    hidden = CommerceSettings(is_cart_enabled=True, is_catalog_visible=False)
    meta = ScriptedMeta(says({"data": [{"is_cart_enabled": True, "is_catalog_visible": False}]}), says(DONE))
    async with talking_to(meta) as whatsapp:
        assert await whatsapp.commerce_settings(NUMBER) == hidden
        assert meta.asked == f"GET {MINE}/whatsapp_commerce_settings"
        await whatsapp.set_commerce_settings(NUMBER, CommerceSettings(True, True))
    assert meta.asked == (
        f"POST {MINE}/whatsapp_commerce_settings?is_cart_enabled=true&is_catalog_visible=true"
    )


async def test_settings_nobody_made_are_metas_defaults() -> None:
    async with talking_to(ScriptedMeta(says({"data": []}))) as whatsapp:
        assert await whatsapp.commerce_settings(NUMBER) == CommerceSettings(True, False)


async def test_a_number_can_be_asked_about() -> None:
    meta = ScriptedMeta(says({"id": "1", "verified_name": "Acme"}))
    async with talking_to(meta) as whatsapp:
        assert (await whatsapp.phone_number(NUMBER, "verified_name"))["verified_name"] == "Acme"
        assert meta.asked == f"GET {MINE}?fields=verified_name"


async def test_subscribed_apps_and_catalogs_are_listed() -> None:
    meta = ScriptedMeta(says({"data": [{"id": "7"}]}), says({"data": [{"id": "8"}]}))
    async with talking_to(meta) as whatsapp:
        assert await whatsapp.subscribed_apps("102", token=TOKEN) == [{"id": "7"}]
        assert await whatsapp.product_catalogs("102", token=TOKEN) == [{"id": "8"}]


async def test_the_profile_is_read_and_changed() -> None:
    meta = ScriptedMeta(says({"data": [{"about": "Mugs"}]}), says(DONE))
    async with talking_to(meta) as whatsapp:
        assert await whatsapp.business_profile(NUMBER) == {"about": "Mugs"}
        await whatsapp.set_business_profile(NUMBER, about="Tees")
    assert meta.asked == f"POST {MINE}/whatsapp_business_profile"
    assert meta.body == {"messaging_product": "whatsapp", "about": "Tees"}


async def test_a_number_is_registered_with_its_pin() -> None:
    meta = ScriptedMeta(says(DONE))
    async with talking_to(meta) as whatsapp:
        await whatsapp.register(NUMBER, "123456")
    assert (meta.asked, meta.body) == (
        f"POST {MINE}/register",
        {"messaging_product": "whatsapp", "pin": "123456"},
    )


async def test_a_qr_code_opens_the_chat_with_words_in_it() -> None:
    answer = {
        "code": "4O4YGZEG3RIVE1",
        "prefilled_message": "ref:TABLE7",
        "deep_link_url": "https://wa.me/message/4O4YGZEG3RIVE1",
        "qr_image_url": "https://scontent.example/qr.svg",
    }
    meta = ScriptedMeta(says(answer), says(DONE))
    async with talking_to(meta) as whatsapp:
        made = await whatsapp.create_qr(NUMBER, "ref:TABLE7")
        assert made == QrCode(*answer.values())
        assert meta.body == {"prefilled_message": "ref:TABLE7", "generate_qr_image": "SVG"}
        await whatsapp.delete_qr(NUMBER, made.code)
    assert meta.asked == f"DELETE {MINE}/message_qrdls/4O4YGZEG3RIVE1"


@pytest.mark.parametrize(("message", "image"), [("x" * 141, "SVG"), ("", "SVG"), ("hi", "GIF")])
async def test_a_qr_code_that_meta_would_refuse_is_refused(message: str, image: str) -> None:
    async with talking_to(ScriptedMeta(says({}))) as whatsapp:
        with pytest.raises(BadContent):
            await whatsapp.create_qr(NUMBER, message, image=image)


async def test_conversation_starters_are_at_most_four() -> None:
    meta = ScriptedMeta(says(DONE))
    async with talking_to(meta) as whatsapp:
        await whatsapp.set_conversation_starters(NUMBER, ["Catalog", "Hours"])
        with pytest.raises(TooLong):
            await whatsapp.set_conversation_starters(NUMBER, ["x"] * 5)
    assert (meta.asked, meta.body) == (
        f"POST {MINE}/conversational_automation",
        {"prompts": ["Catalog", "Hours"]},
    )


async def test_a_person_is_blocked_by_phone_or_business_scoped_id() -> None:
    meta = ScriptedMeta(says({"messaging_product": "whatsapp"}))
    async with talking_to(meta) as whatsapp:
        await whatsapp.block(NUMBER, Recipient(phone="16505551234"))
        assert meta.body["block_users"] == [{"user": "+16505551234"}]
        await whatsapp.unblock(NUMBER, Recipient(bsuid="US.1"))
    assert meta.body["block_users"] == [{"user_id": "US.1"}]
    assert meta.asked == f"DELETE {MINE}/block_users"
