"""Mishaps of sends: refused, lost after acceptance, garbled."""

import asyncio

import httpx
import pytest

from tests.sandbox.support.meta import MetaSandbox
from tests.support.pace import PATIENCE_SECONDS
from tests.support.vendors.sandbox import PNID

TEXT = {"type": "text", "text": {"body": "hola"}}


async def test_a_send_can_be_refused_with_a_code_some_times(opened: MetaSandbox) -> None:
    await opened.control("faults", {"send": {"code": 130429, "times": 2}})
    await opened.refused(TEXT, 130429)
    await opened.refused(TEXT, 130429)
    assert await opened.text()


@pytest.mark.parametrize(("status", "code"), [(500, 131000), (503, 2)])
async def test_meta_can_be_down(opened: MetaSandbox, status: int, code: int) -> None:
    await opened.control("faults", {"send": {"http_status": status, "times": 1}})
    answer = await opened.send(TEXT)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.json()["error"]["is_transient"] is True


async def test_a_lost_answer_was_accepted_and_its_statuses_come(opened: MetaSandbox) -> None:
    await opened.control("faults", {"send": {"lose_answer": True, "times": 1}})
    with pytest.raises(httpx.TransportError):
        await opened.send({**TEXT, "biz_opaque_callback_data": "7:1"})
    await opened.wait_until_idle()
    assert {s["biz_opaque_callback_data"] for s in opened.callback.statuses()} == {"7:1"}
    assert [s["status"] for s in opened.callback.statuses()] == ["sent", "delivered"]


async def test_a_hanging_answer_ends_in_the_callers_timeout(opened: MetaSandbox) -> None:
    await opened.control("faults", {"send": {"hang": True, "times": 1}})
    with pytest.raises(httpx.ReadTimeout):
        await opened.send(TEXT, timeout=0.1)
    await opened.wait_until_idle()
    assert len(opened.callback.statuses()) == 2


async def test_a_garbled_answer_is_no_json(opened: MetaSandbox) -> None:
    await opened.control("faults", {"send": {"garbage": True, "times": 1}})
    answer = await opened.send(TEXT)
    with pytest.raises(ValueError, match=r"Expecting|Unterminated|Invalid"):
        answer.json()


async def test_marking_as_read_is_no_send_and_uses_up_no_fault(opened: MetaSandbox) -> None:
    wamid = await opened.say()
    await opened.control("faults", {"send": {"code": 131000, "times": 1}})
    mark = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    assert (await opened.graph("POST", f"{PNID}/messages", json=mark)).json() == {"success": True}
    await opened.refused(TEXT, 131000, status=500)


async def test_a_magic_recipient_fails_with_its_code(opened: MetaSandbox) -> None:
    await opened.control("faults", {"magic": {"+34600000001": 130472}})
    wamid = await opened.text()
    await opened.wait_until_idle()
    (failed,) = opened.callback.statuses(wamid)
    assert failed["errors"][0]["code"] == 130472


async def test_faults_are_cleared(opened: MetaSandbox) -> None:
    await opened.control("faults", {"send": {"code": 131000}, "magic": {"1": 131026}})
    await opened.http.delete("/_control/faults")
    assert (await opened.http.get("/_control/faults")).json()["send"] == []
    assert await opened.text()


async def test_only_200_takes_a_webhook(sandbox: MetaSandbox) -> None:
    sandbox.callback.status = 202
    await sandbox.say("hola")
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(tries(sandbox)) < 3:
            await asyncio.sleep(0.01)
    sandbox.callback.status = 200
    await sandbox.wait_until_idle()
    assert [message["text"]["body"] for message in sandbox.callback.messages()] == ["hola"]


def tries(sandbox: MetaSandbox) -> list[int | None]:
    """The statuses our callback answered with."""
    return [exchange.status for exchange in sandbox.world.exchanges.ring if exchange.direction == "out"]
