"""The control API: handshake, clock, exchanges, live changes, persistence."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from shop.sandbox.state import World
from tests.sandbox.support.meta import BUSINESS, SECRET, Callback, MetaSandbox, receiving, running
from tests.support.pace import PATIENCE_SECONDS
from tests.support.vendors.sandbox import PNID, TOKEN

Json = dict[str, Any]


async def test_a_callback_that_knows_the_token_passes_the_handshake(sandbox: MetaSandbox) -> None:
    asked = {**BUSINESS, "callback_url": sandbox.callback.url, "handshake": True}
    await sandbox.control("businesses", asked)
    assert sandbox.callback.verifications[0]["hub.mode"] == "subscribe"


async def test_a_callback_that_does_not_is_refused_with_the_reason(sandbox: MetaSandbox) -> None:
    asked = {**BUSINESS, "verify_token": "other", "callback_url": sandbox.callback.url, "handshake": True}
    answer = await sandbox.http.post("/_control/businesses", json=asked)
    assert answer.status_code == 400
    assert "403" in answer.json()["detail"]


async def test_secrets_never_show_in_exchanges(sandbox: MetaSandbox) -> None:
    await sandbox.say()
    await sandbox.text()
    await sandbox.graph("GET", PNID, params={"access_token": TOKEN})
    await sandbox.wait_until_idle()
    seen = (await sandbox.http.get("/_control/exchanges")).text
    assert '"direction":"in"' in seen
    assert '"direction":"out"' in seen
    assert TOKEN not in seen
    assert SECRET not in seen


async def test_exchanges_are_read_from_where_one_left_off(sandbox: MetaSandbox) -> None:
    await sandbox.text()
    rows = (await sandbox.http.get("/_control/exchanges")).json()["exchanges"]
    sends = [row for row in rows if row["url"].endswith("/messages")]
    assert sends[0]["request"]["text"] == {"body": "hola"}
    assert sends[0]["response"]["messages"]
    rest = (await sandbox.http.get("/_control/exchanges", params={"after": rows[-1]["seq"]})).json()
    assert all(row["seq"] > rows[-1]["seq"] for row in rest["exchanges"])


async def test_the_window_closes_when_the_clock_moves_on(opened: MetaSandbox) -> None:
    moved = await opened.control("clock", {"advance_seconds": 24 * 3600 + 1})
    shown = (await opened.http.get("/_control/clock")).json()
    assert shown["now"] >= moved["now"]
    wamid = await opened.text()
    await opened.wait_until_idle()
    assert opened.callback.statuses(wamid)[0]["errors"][0]["code"] == 131047


async def test_a_sandbox_of_its_own_refuses_to_move_the_clock() -> None:
    async with running(Callback(), World(may_move_clock=False)) as sandbox:
        answer = await sandbox.http.post("/_control/clock", json={"advance_seconds": 1})
        assert answer.status_code == 403
        assert "would not move the shop's" in answer.json()["detail"]


async def test_the_thread_shows_both_sides(opened: MetaSandbox) -> None:
    await opened.text("buenas", context={"message_id": (await opened.thread())[0]["wamid"]})
    await opened.wait_until_idle()
    heard, said = await opened.thread()
    assert (heard["direction"], heard["content"]) == ("in", {"text": {"body": "hola"}})
    assert (said["direction"], said["status"]) == ("out", "delivered")
    assert said["context"] == {"id": heard["wamid"]}


async def test_changes_are_streamed_live(sandbox: MetaSandbox) -> None:
    async with sandbox.http.stream("GET", "/_control/events") as stream:
        lines = stream.aiter_lines()
        while not (await anext(lines)).startswith("data:"):
            pass
        await sandbox.say()
        while True:
            line = await anext(lines)
            if line.startswith("data:") and json.loads(line[5:])["kind"] == "message":
                assert json.loads(line[5:])["shopper_id"] == sandbox.shopper["id"]
                break


async def test_a_reset_forgets_everything(sandbox: MetaSandbox) -> None:
    await sandbox.control("reset")
    assert (await sandbox.http.get("/_control/shoppers")).json() == {"shoppers": []}
    answer = await sandbox.graph("GET", PNID)
    assert answer.json()["error"]["code"] == 190


@pytest.mark.parametrize("body", [{"bogus": {}}, {"send": {"http_status": "x"}}])
async def test_a_misspelt_fault_is_refused(sandbox: MetaSandbox, body: Json) -> None:
    assert (await sandbox.http.post("/_control/faults", json=body)).status_code == 400


async def test_a_world_survives_a_restart_with_what_nobody_took(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    async with receiving() as callback:
        callback.status = 500
        async with running(callback, World.load(path)) as sandbox:
            await sandbox.control("businesses", {**BUSINESS, "callback_url": callback.url})
            sandbox.shopper = await sandbox.control("shoppers", {"name": "Ana", "phone": "34600000001"})
            wamid = await sandbox.say("¿sigues ahí?")
        callback.status = 200
        async with running(callback, World.load(path)) as again:
            again.shopper = (await again.http.get("/_control/shoppers")).json()["shoppers"][0]
            await again.wait_until_idle()
            assert [message["id"] for message in callback.messages()] == [wamid]
            assert (await again.thread())[0]["wamid"] == wamid
            reply = await again.text()
            await again.wait_until_idle()
            assert callback.statuses(reply)[-1]["status"] == "delivered"


async def test_a_world_is_saved_while_it_runs(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    async with receiving() as callback, running(callback, World.load(path)) as sandbox:
        await sandbox.control("shoppers", {"name": "Ana", "phone": "34600000001"})
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not path.exists():
                await asyncio.sleep(0.02)
    assert "34600000001" in path.read_text()


def test_a_file_that_is_no_world_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    path.write_text('{"shoppers": 7}')
    with pytest.raises(ValueError, match="move it away"):
        World.load(path)


async def test_a_misspelt_knob_is_refused(sandbox: MetaSandbox) -> None:
    answer = await sandbox.http.post("/_control/knobs", json={"pair_limt": False})
    assert answer.status_code == 400
    assert "pair_limt" in answer.json()["detail"]


async def test_strangers_can_be_made_on_the_fly(sandbox: MetaSandbox) -> None:
    await sandbox.control("knobs", {"create_unknown_shoppers": True})
    await sandbox.send({"to": "+34611111111", "type": "text", "text": {"body": "x"}})
    await sandbox.wait_until_idle()
    assert sandbox.callback.statuses()[0]["errors"][0]["code"] == 131047
