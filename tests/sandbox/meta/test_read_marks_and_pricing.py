"""Ticks, typing and the conversation object: small signs whose absence is noticed late."""

from tests.sandbox.support.meta import BUSINESS, MetaSandbox
from tests.support.vendors.sandbox import PNID, Json


async def test_reading_one_message_reads_the_earlier_ones_and_may_show_typing(sandbox: MetaSandbox) -> None:
    await sandbox.say("uno")
    wamid = await sandbox.say("dos")
    news = sandbox.world.listen()
    mark: Json = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    answer = await sandbox.graph(
        "POST", f"{PNID}/messages", json=mark | {"typing_indicator": {"type": "text"}}
    )
    assert answer.json() == {"success": True}
    assert [message["status"] for message in await sandbox.thread()] == ["read", "read"]
    assert news.get_nowait()["typing"] is True


async def test_a_message_that_is_not_there_cannot_be_read(sandbox: MetaSandbox) -> None:
    mark = {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.NONE"}
    answer = await sandbox.graph("POST", f"{PNID}/messages", json=mark)
    assert answer.json()["error"]["code"] == 131009


async def test_webhooks_before_v24_show_a_conversation_and_later_ones_do_not(opened: MetaSandbox) -> None:
    wamid = await opened.text()
    await opened.wait_until_idle()
    assert all("conversation" not in status for status in opened.callback.statuses(wamid))
    await opened.control("businesses", {**BUSINESS, "webhook_version": "v23.0"})
    wamid = await opened.text()
    await opened.wait_until_idle()
    sent, delivered = opened.callback.statuses(wamid)
    assert sent["conversation"]["origin"] == {"type": "service"}
    assert sent["conversation"]["expiration_timestamp"].isdigit()
    assert "expiration_timestamp" not in delivered["conversation"]


async def test_pricing_is_on_sent_and_on_the_first_of_delivered_and_read(opened: MetaSandbox) -> None:
    wamid = await opened.text()
    await opened.wait_until_idle()
    await opened.control(f"shoppers/{opened.shopper['id']}/read", {"phone_number_id": PNID})
    await opened.wait_until_idle()
    priced = {status["status"]: "pricing" in status for status in opened.callback.statuses(wamid)}
    assert priced == {"sent": True, "delivered": True, "read": False}
