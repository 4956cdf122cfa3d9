"""Numbers and accounts: nodes, settings, profile, codes, blocking."""

from typing import Any

from tests.sandbox.support.meta import MetaSandbox
from tests.support.vendors.sandbox import CATALOG, PNID, WABA

Json = dict[str, Any]


async def test_the_catalog_icon_is_hidden_until_it_is_shown(sandbox: MetaSandbox) -> None:
    path = f"{PNID}/whatsapp_commerce_settings"
    assert (await sandbox.graph("GET", path)).json()["data"] == [
        {"is_cart_enabled": True, "is_catalog_visible": False, "id": PNID}
    ]
    done = await sandbox.graph("POST", path, params={"is_catalog_visible": "true"})
    assert done.json() == {"success": True}
    assert (await sandbox.graph("GET", path)).json()["data"][0]["is_catalog_visible"] is True


async def test_a_number_shows_the_asked_fields(sandbox: MetaSandbox) -> None:
    fields = {"fields": "display_phone_number,quality_rating,whatsapp_business_manager_messaging_limit"}
    assert (await sandbox.graph("GET", PNID, params=fields)).json() == {
        "display_phone_number": "+34 910 000 001",
        "quality_rating": "GREEN",
        "whatsapp_business_manager_messaging_limit": "TIER_250",
        "id": PNID,
    }
    numbers = (await sandbox.graph("GET", f"{WABA}/phone_numbers")).json()["data"]
    assert [number["id"] for number in numbers] == [PNID]


async def test_an_account_is_connected_to_one_catalog(sandbox: MetaSandbox) -> None:
    path = f"{WABA}/product_catalogs"
    assert [row["id"] for row in (await sandbox.graph("GET", path)).json()["data"]] == [CATALOG]
    await sandbox.graph("DELETE", path, params={"catalog_id": CATALOG})
    assert (await sandbox.graph("GET", path)).json()["data"] == []
    await sandbox.graph("POST", path, json={"catalog_id": CATALOG})
    assert [row["id"] for row in (await sandbox.graph("GET", path)).json()["data"]] == [CATALOG]


async def test_a_profile_is_changed_and_read(sandbox: MetaSandbox) -> None:
    path = f"{PNID}/whatsapp_business_profile"
    profile = {"messaging_product": "whatsapp", "about": "Tazas", "vertical": "RETAIL"}
    assert (await sandbox.graph("POST", path, json=profile)).json() == {"success": True}
    shown = await sandbox.graph("GET", path, params={"fields": "about,vertical,email"})
    assert shown.json()["data"] == [profile]
    refused = await sandbox.graph("POST", path, json={**profile, "about": "x" * 140})
    assert refused.json()["error"]["code"] == 100


async def test_a_qr_code_is_made_changed_and_deleted(sandbox: MetaSandbox) -> None:
    path = f"{PNID}/message_qrdls"
    made = (await sandbox.graph("POST", path, json={"prefilled_message": "ref:MESA7"})).json()
    assert made["deep_link_url"] == f"https://wa.me/message/{made['code']}"
    assert len(made["code"]) == 14
    await sandbox.graph("POST", path, json={"prefilled_message": "ref:MESA8", "code": made["code"]})
    (row,) = (await sandbox.graph("GET", path)).json()["data"]
    assert row["prefilled_message"] == "ref:MESA8"
    assert (await sandbox.graph("DELETE", f"{path}/{made['code']}")).json() == {"success": True}
    assert (await sandbox.graph("GET", path)).json() == {"data": []}


async def test_only_who_wrote_today_can_be_blocked(opened: MetaSandbox) -> None:
    path = f"{PNID}/block_users"
    body = {
        "messaging_product": "whatsapp",
        "block_users": [{"user": "+34600000001"}, {"user": "+34600000002"}],
    }
    mixed = await opened.graph("POST", path, json=body)
    assert mixed.status_code == 400
    assert mixed.json()["error"]["code"] == 139100
    assert mixed.json()["block_users"]["added_users"] == [{"input": "+34600000001", "wa_id": "34600000001"}]
    assert mixed.json()["block_users"]["failed_users"][0]["input"] == "+34600000002"
    await opened.say("¿hola?")
    await opened.wait_until_idle()
    assert opened.callback.posts == []
    listed = (await opened.graph("GET", path)).json()["data"]
    assert listed == [{"messaging_product": "whatsapp", "wa_id": "34600000001"}]


async def test_an_override_gets_the_messages_after_a_handshake(sandbox: MetaSandbox) -> None:
    asked = {"override_callback_uri": sandbox.callback.url, "verify_token": "wrong"}
    refused = await sandbox.graph("POST", f"{WABA}/subscribed_apps", json=asked)
    assert refused.json()["error"]["code"] == 100
    good = await sandbox.graph("POST", f"{WABA}/subscribed_apps", json={**asked, "verify_token": "verify-me"})
    assert good.json() == {"success": True}
    apps = (await sandbox.graph("GET", f"{WABA}/subscribed_apps")).json()["data"]
    assert apps[0]["override_callback_uri"] == sandbox.callback.url


async def test_an_unknown_path_is_2500(sandbox: MetaSandbox) -> None:
    answer = await sandbox.graph("GET", f"{PNID}/nothing/like/this")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 2500)


async def test_brazils_extra_nine_comes_back_as_the_real_wa_id(sandbox: MetaSandbox) -> None:
    sandbox.shopper = await sandbox.control("shoppers", {"name": "Bia", "phone": "551187654321"})
    await sandbox.say()
    answer = await sandbox.send({"to": "+5511987654321", "type": "text", "text": {"body": "oi"}})
    assert answer.json()["contacts"] == [{"input": "+5511987654321", "wa_id": "551187654321"}]
