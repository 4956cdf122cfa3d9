"""What arrives at the callback: shapes, signatures, retries, mishaps."""

from typing import Any

from tests.sandbox.support.meta import MetaSandbox
from tests.support.vendors.sandbox import PNID, WABA

Json = dict[str, Any]


async def test_an_incoming_text_has_metas_shape(sandbox: MetaSandbox) -> None:
    wamid = await sandbox.say("¿Tenéis tazas?")
    await sandbox.wait_until_idle()
    (value,) = sandbox.callback.changes()
    assert value["messaging_product"] == "whatsapp"
    assert value["metadata"] == {"display_phone_number": "34910000001", "phone_number_id": PNID}
    assert value["contacts"] == [
        {"profile": {"name": "Ana Peña"}, "wa_id": "34600000001", "user_id": sandbox.shopper["bsuid"]}
    ]
    (message,) = value["messages"]
    assert message["id"] == wamid
    assert (message["from"], message["from_user_id"]) == ("34600000001", sandbox.shopper["bsuid"])
    assert message["timestamp"].isdigit()
    assert message["text"] == {"body": "¿Tenéis tazas?"}


async def test_the_signed_bytes_are_ascii_with_escaped_slashes(sandbox: MetaSandbox) -> None:
    await sandbox.say("ñ https://x.example/a")
    await sandbox.wait_until_idle()
    ((_, body),) = sandbox.callback.posts
    assert body.isascii()
    assert b"\\u00f1 https:\\/\\/x.example\\/a" in body
    assert body.startswith(b'{"object":"whatsapp_business_account","entry":[{"id":"' + WABA.encode())


async def test_a_username_shopper_without_phone_is_known_by_their_id_only(sandbox: MetaSandbox) -> None:
    shopper = await sandbox.control("shoppers", {"name": "Luz", "username": "luz", "bsuid": "ES.777"})
    await sandbox.say("hola", shopper)
    await sandbox.wait_until_idle()
    (value,) = sandbox.callback.changes()
    assert value["contacts"] == [{"profile": {"name": "Luz", "username": "luz"}, "user_id": "ES.777"}]
    assert "from" not in value["messages"][0]
    answer = await sandbox.send({"to": None, "recipient": "ES.777", "type": "text", "text": {"body": "x"}})
    assert answer.json()["contacts"] == [{"input": "ES.777", "user_id": "ES.777"}]
    await sandbox.wait_until_idle()
    sent = sandbox.callback.statuses()[0]
    assert "recipient_id" not in sent
    assert sent["recipient_user_id"] == "ES.777"


async def test_a_business_scoped_id_in_to_is_mangled_and_fails_with_131026(opened: MetaSandbox) -> None:
    answer = await opened.send({"to": "ES.777", "type": "text", "text": {"body": "x"}})
    assert answer.json()["contacts"][0]["wa_id"] == "777"
    await opened.wait_until_idle()
    assert opened.callback.statuses()[0]["errors"][0]["code"] == 131026


async def test_another_portfolio_knows_the_shopper_by_another_id(sandbox: MetaSandbox) -> None:
    second: Json = {
        "app_id": "100001",
        "app_secret": "app-secret",
        "verify_token": "verify-me",
        "access_token": "token-2",
        "waba_id": "200002",
        "phone_number_id": "300002",
        "display_phone_number": "+34910000002",
        "name": "Otra",
        "portfolio_id": "other",
    }
    await sandbox.control("businesses", second)
    wire = {"type": "text", "text": {"body": "hola"}}
    who = sandbox.shopper["id"]
    await sandbox.control(f"shoppers/{who}/say", {"phone_number_id": "300002", "message": wire})
    await sandbox.wait_until_idle()
    known_as = sandbox.callback.changes()[0]["contacts"][0]["user_id"]
    assert known_as != sandbox.shopper["bsuid"]
    answer = await sandbox.send({"to": None, "recipient": known_as, "type": "text", "text": {"body": "x"}})
    assert answer.status_code == 200
    await sandbox.wait_until_idle()
    assert sandbox.callback.statuses()[0]["errors"][0]["code"] == 131026


async def test_a_webhook_is_retried_until_it_is_taken(sandbox: MetaSandbox) -> None:
    sandbox.callback.status = 500
    await sandbox.say()
    assert (await sandbox.http.get("/_control/idle")).json()["idle"] is False
    await sandbox.control("clock", {"advance_seconds": 0})
    sandbox.callback.status = 200
    await sandbox.wait_until_idle()
    assert len(sandbox.callback.messages()) == 1
    attempts = (await sandbox.http.get("/_control/exchanges")).json()["exchanges"]
    assert any(e["direction"] == "out" and e["status"] == 200 for e in attempts)


async def test_a_message_can_arrive_twice(sandbox: MetaSandbox) -> None:
    wamid = await sandbox.say("hola", duplicate=1)
    await sandbox.wait_until_idle()
    assert [message["id"] for message in sandbox.callback.messages()] == [wamid, wamid]


async def test_webhooks_can_be_dropped_for_a_while_duplicated_or_lost(sandbox: MetaSandbox) -> None:
    await sandbox.control("faults", {"webhooks": {"drop": 2}})
    await sandbox.say()
    await sandbox.wait_until_idle()
    assert len(sandbox.callback.messages()) == 1
    await sandbox.control("faults", {"webhooks": {"duplicate": 2}})
    await sandbox.say()
    await sandbox.wait_until_idle()
    assert len(sandbox.callback.messages()) == 4
    await sandbox.control("faults", {"webhooks": {"lose": 1}})
    await sandbox.say()
    await sandbox.wait_until_idle()
    assert len(sandbox.callback.messages()) == 4


async def test_statuses_can_be_skipped_and_doubled(opened: MetaSandbox) -> None:
    await opened.control("faults", {"statuses": {"skip": ["sent"], "duplicate": True, "shuffle": True}})
    wamid = await opened.text()
    await opened.wait_until_idle()
    assert [s["status"] for s in opened.callback.statuses(wamid)] == ["delivered", "delivered"]


async def test_an_unsubscribed_account_hears_nothing(sandbox: MetaSandbox) -> None:
    assert (await sandbox.graph("DELETE", f"{WABA}/subscribed_apps")).json() == {"success": True}
    await sandbox.say()
    await sandbox.wait_until_idle()
    assert sandbox.callback.posts == []
    assert (await sandbox.graph("GET", f"{WABA}/subscribed_apps")).json() == {"data": []}


async def test_a_change_of_number_is_a_system_message_without_contacts(opened: MetaSandbox) -> None:
    before = opened.shopper["bsuid"]
    after = await opened.control(f"shoppers/{opened.shopper['id']}/number", {"phone": "+34600000099"})
    await opened.wait_until_idle()
    (value,) = opened.callback.changes()
    assert "contacts" not in value
    system = value["messages"][0]["system"]
    assert system["type"] == "user_changed_number"
    assert (system["wa_id"], system["previous_user_id"]) == ("34600000099", before)
    assert system["user_id"] == after["bsuid"] != before


async def test_a_click_to_whatsapp_ad_opens_a_free_entry_point(sandbox: MetaSandbox) -> None:
    ad = {"source_url": "https://fb.me/x", "source_id": "1", "source_type": "ad", "ctwa_clid": "abc"}
    await sandbox.say({"type": "text", "text": {"body": "hola"}, "referral": ad})
    wamid = await sandbox.text()
    await sandbox.wait_until_idle()
    sent, delivered = sandbox.callback.statuses(wamid)
    assert sent["pricing"] == {
        "billable": False,
        "pricing_model": "PMP",
        "type": "free_entry_point",
        "category": "referral_conversion",
    }
    assert sent["conversation"]["origin"] == {"type": "referral_conversion"}
    assert "expiration_timestamp" in sent["conversation"]
    assert "expiration_timestamp" not in delivered["conversation"]


async def test_the_thousand_and_first_service_message_of_a_month_is_charged(opened: MetaSandbox) -> None:
    await opened.control("knobs", {"service_free_per_month": 1})
    wamids = [await opened.text(), await opened.text()]
    await opened.wait_until_idle()
    prices = [opened.callback.statuses(wamid)[0]["pricing"] for wamid in wamids]
    assert [price["billable"] for price in prices] == [False, True]
    assert [price["type"] for price in prices] == ["free_customer_service", "regular"]


async def test_messages_wait_for_a_phone_that_is_off(opened: MetaSandbox) -> None:
    who = opened.shopper["id"]
    await opened.control(f"shoppers/{who}/presence", {"online": False})
    wamid = await opened.text()
    await opened.wait_until_idle()
    assert [s["status"] for s in opened.callback.statuses(wamid)] == ["sent"]
    await opened.control(f"shoppers/{who}/presence", {"online": True})
    await opened.wait_until_idle()
    assert [s["status"] for s in opened.callback.statuses(wamid)] == ["sent", "delivered"]


async def test_a_blocked_number_is_never_delivered(opened: MetaSandbox) -> None:
    await opened.control(f"shoppers/{opened.shopper['id']}/block", {"phone_number_id": PNID})
    wamid = await opened.text()
    await opened.wait_until_idle()
    assert [s["status"] for s in opened.callback.statuses(wamid)] == ["sent"]


async def test_no_read_is_told_when_receipts_are_off(opened: MetaSandbox) -> None:
    who = opened.shopper["id"]
    await opened.control(f"shoppers/{who}/receipts", {"on": False})
    wamid = await opened.text()
    await opened.wait_until_idle()
    await opened.control(f"shoppers/{who}/read", {"phone_number_id": PNID})
    await opened.wait_until_idle()
    assert [s["status"] for s in opened.callback.statuses(wamid)] == ["sent", "delivered"]


async def test_a_reaction_is_only_sent_and_needs_its_target(opened: MetaSandbox) -> None:
    target = await opened.say("mira")
    for message_id in (target, "wamid.none"):
        reaction = {"message_id": message_id, "emoji": "👍"}
        assert (await opened.send({"type": "reaction", "reaction": reaction})).is_success
    await opened.wait_until_idle()
    assert [s["status"] for s in opened.callback.statuses()] == ["sent", "failed"]
    assert opened.callback.statuses()[1]["errors"][0]["code"] == 131009


async def test_many_changes_at_once_share_a_body(opened: MetaSandbox) -> None:
    await opened.control("knobs", {"pair_limit": False, "webhook_queues": 1})
    await opened.control("faults", {"webhooks": {"delay_seconds": 0.05}})
    wamids = [await opened.text() for _ in range(20)]
    await opened.wait_until_idle()
    assert len(opened.callback.posts) < 20
    assert {s["id"] for s in opened.callback.statuses()} == set(wamids)


async def test_a_hidden_phone_shows_once_they_met_and_hides_again_after_a_month(sandbox: MetaSandbox) -> None:
    asked = {"name": "Luz", "username": "luz", "phone": "34600000005", "hides_phone": True}
    shopper = await sandbox.control("shoppers", asked)
    await sandbox.say("uno", shopper)
    await sandbox.say("dos", shopper)
    await sandbox.control("clock", {"advance_seconds": 31 * 86_400})
    await sandbox.say("tres", shopper)
    await sandbox.wait_until_idle()
    assert [message.get("from") for message in sandbox.callback.messages()] == [None, "34600000005", None]


async def test_one_time_codes_need_a_phone(sandbox: MetaSandbox) -> None:
    shopper = await sandbox.control("shoppers", {"name": "Luz", "username": "luz"})
    code = {
        "type": "BODY",
        "text": "Tu código es {{1}} y caduca pronto.",
        "example": {"body_text": [["123"]]},
    }
    template = {"name": "code", "language": "es", "category": "AUTHENTICATION", "components": [code]}
    await sandbox.graph("POST", f"{WABA}/message_templates", json=template)
    await sandbox.wait_until_idle()
    parameters = [{"type": "body", "parameters": [{"type": "text", "text": "123"}]}]
    shown = {"name": "code", "language": {"code": "es"}, "components": parameters}
    await sandbox.refused(
        {"to": None, "recipient": shopper["bsuid"], "type": "template", "template": shown}, 131062
    )
