"""Sending plain messages, and what statuses say of them."""

from tests.sandbox.support.meta import MetaSandbox
from tests.support.vendors.sandbox import PNID, TOKEN


async def test_an_accepted_text_is_answered_with_contact_and_wamid(opened: MetaSandbox) -> None:
    answer = await opened.send({"type": "text", "text": {"body": "hola"}})
    body = answer.json()
    assert body["messaging_product"] == "whatsapp"
    assert body["contacts"] == [{"input": "+34600000001", "wa_id": "34600000001"}]
    assert body["messages"][0]["id"].startswith("wamid.HBg")
    assert "message_status" not in body["messages"][0]


async def test_statuses_go_from_sent_to_delivered_with_price_and_callback_data(opened: MetaSandbox) -> None:
    wamid = await opened.text(biz_opaque_callback_data="order:7")
    await opened.wait_until_idle()
    sent, delivered = opened.callback.statuses(wamid)
    assert [sent["status"], delivered["status"]] == ["sent", "delivered"]
    assert sent["recipient_id"] == "34600000001"
    assert sent["recipient_user_id"] == opened.shopper["bsuid"]
    assert sent["biz_opaque_callback_data"] == "order:7"
    assert sent["pricing"] == delivered["pricing"]
    assert sent["pricing"]["category"] == "service"
    assert "conversation" not in sent
    assert isinstance(sent["timestamp"], str)


async def test_read_is_told_when_the_shopper_opens_the_chat(opened: MetaSandbox) -> None:
    wamid = await opened.text()
    await opened.wait_until_idle()
    await opened.control(f"shoppers/{opened.shopper['id']}/read", {"phone_number_id": PNID})
    await opened.wait_until_idle()
    last = opened.callback.statuses(wamid)[-1]
    assert last["status"] == "read"
    assert "pricing" not in last


async def test_a_text_outside_the_window_is_accepted_and_fails_with_131047(sandbox: MetaSandbox) -> None:
    wamid = await sandbox.text()
    await sandbox.wait_until_idle()
    (failed,) = sandbox.callback.statuses(wamid)
    assert failed["status"] == "failed"
    assert failed["errors"][0]["code"] == 131047
    assert failed["errors"][0]["title"] == failed["errors"][0]["message"]
    assert "pricing" not in failed


async def test_a_wrong_token_is_401_with_code_190(sandbox: MetaSandbox) -> None:
    answer = await sandbox.send({"type": "text", "text": {"body": "x"}}, token="wrong")
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == 190


async def test_an_unknown_number_is_100_33(sandbox: MetaSandbox) -> None:
    answer = await sandbox.graph("POST", "999/messages", json={"messaging_product": "whatsapp"})
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["error_subcode"]) == (400, 100, 33)


async def test_the_version_in_the_path_is_optional(opened: MetaSandbox) -> None:
    body = {"messaging_product": "whatsapp", "to": "34600000001", "type": "text", "text": {"body": "x"}}
    answer = await opened.http.post(
        f"/{PNID}/messages", json=body, headers={"authorization": f"Bearer {TOKEN}"}
    )
    assert answer.status_code == 200
