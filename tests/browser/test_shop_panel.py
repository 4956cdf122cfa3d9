"""The shop's side of the page: the clock, reviews, mishaps, payments, traffic."""

import asyncio
from typing import Any

import pytest

from shop.kit.clock import clock, now
from tests.browser.support.chat import ChatSandbox
from tests.browser.support.every_message import make_templates
from tests.browser.support.window import Window
from tests.support.vendors.sandbox import CATALOG, PNID, TOKEN


async def open_tab(window: Window, name: str) -> None:
    """Choose a tab."""
    await window.page.get_by_role("tab", name=name).click()


async def test_moving_the_clock_closes_the_reply_window(sandbox: ChatSandbox, desk: Window) -> None:
    before = now()
    await desk.open_chat()
    await desk.sees("Reply window closes")
    await desk.tap("Move the clock there: Reply window closes")
    await desk.sees("solo te llegan plantillas")
    assert (now() - before).total_seconds() > 86_000
    clock.reset()


async def test_the_newest_toast_stands_alone_and_covers_no_message(
    sandbox: ChatSandbox, desk: Window
) -> None:
    await desk.open_chat()
    await desk.tap("+ 15 min")
    earlier = await desk.page.locator(".toast").inner_text()
    await desk.tap("+ 1 hour")
    toast = desk.page.locator(".toast").filter(has_not_text=earlier)
    await toast.wait_for()
    assert await desk.page.locator(".toast").count() == 1
    shown, said = await toast.bounding_box(), await desk.page.locator(".message").first.bounding_box()
    assert shown["y"] + shown["height"] < said["y"]
    clock.reset()


async def test_a_template_is_paused_and_recategorised(sandbox: ChatSandbox, desk: Window) -> None:
    await make_templates(sandbox)
    await open_tab(desk, "Templates")
    await desk.page.locator("summary", has_text="pedido_enviado").click()
    await desk.tap("Pause")
    await desk.page.locator(".pill", has_text="Paused").wait_for()
    await desk.tap("Make it Marketing")
    await desk.page.locator("summary", has_text="was Utility").wait_for()
    template = next(t for t in sandbox.app.state.world.templates.values() if t.name == "pedido_enviado")
    assert (template.status, template.category) == ("APPROVED", "MARKETING")


async def test_a_rejected_item_leaves_the_shopper_s_catalog(sandbox: ChatSandbox, desk: Window) -> None:
    await open_tab(desk, "Items")
    await desk.page.locator("summary", has_text="Miel").click()
    await desk.page.locator("details[open]").get_by_label("Reason").fill("Sin etiqueta")
    await desk.page.locator("details[open]").get_by_role("button", name="Reject").click()
    await desk.page.locator("details[open] .why", has_text="Sin etiqueta").wait_for()
    await desk.open_chat()
    await desk.tap("Catálogo")
    titles = await desk.page.locator(".tile b").all_inner_texts()
    assert titles == ["Café de altura, 250 g", "Taza de gres", "Aceite de oliva virgen extra"]
    assert sandbox.app.state.world.catalogs[CATALOG].items["MIEL"].reasons == ["Sin etiqueta"]


async def test_a_mishap_hits_sends_until_all_is_well(sandbox: ChatSandbox, desk: Window) -> None:
    await open_tab(desk, "Mishaps")
    await desk.page.get_by_label("When the shop sends").select_option("server")
    await sandbox.until(lambda: sandbox.app.state.world.faults.send)
    assert await status_of_send(sandbox) == 500
    await desk.tap("Everything back to normal")
    await sandbox.until(lambda: not sandbox.app.state.world.faults.send)
    assert await status_of_send(sandbox) == 200


async def status_of_send(sandbox: ChatSandbox) -> int:
    """What a text of the shop is answered with."""
    body = {"messaging_product": "whatsapp", "to": "34600000101", "type": "text", "text": {"body": "Hola"}}
    headers = {"authorization": f"Bearer {TOKEN}"}
    return (await sandbox.http.post(f"/v26.0/{PNID}/messages", json=body, headers=headers)).status_code


async def test_messages_to_one_shopper_fail_with_the_chosen_code(sandbox: ChatSandbox, desk: Window) -> None:
    await desk.open_chat()
    await open_tab(desk, "Mishaps")
    await desk.page.locator("#panel").get_by_label("Ana Peña").select_option("131026")
    await sandbox.until(lambda: sandbox.app.state.world.faults.magic)
    await sandbox.text("¿Hola?")
    await desk.sees("No llegó (131026).")


async def test_reviews_can_be_slowed_down(sandbox: ChatSandbox, desk: Window) -> None:
    await open_tab(desk, "Mishaps")
    await desk.page.get_by_role("switch", name="New items wait an hour").click()
    await sandbox.until(lambda: sandbox.app.state.world.knobs.item_review_seconds == 3600)


async def test_a_paid_payment_is_disputed(sandbox: ChatSandbox, desk: Window) -> None:
    line = {"retailer_id": "CAFE-250", "quantity": 1}
    path = f"shoppers/{sandbox.shopper['id']}/cart"
    await sandbox.control(path, {"phone_number_id": PNID, "items": [line]})
    await sandbox.wait_until_idle()
    link = (await sandbox.http.get("/_control/stripe/objects")).json()["accounts"][0]["objects"][
        "payment_link"
    ][0]
    await sandbox.control(f"stripe/links/{link['id']}/pay")
    await open_tab(desk, "Payments")
    await desk.tap("Open a dispute")
    await desk.sees("Dispute: fraudulent")
    await desk.tap("Shop loses")
    await desk.sees("the shop lost")


@pytest.mark.parametrize("kind", ["in meta", "out meta"])
async def test_an_exchange_copied_as_a_test_passes(
    sandbox: ChatSandbox, desk: Window, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    await sandbox.text("Hola, Ana")
    await sandbox.wait_until_idle()
    await open_tab(desk, "Traffic")
    await desk.page.get_by_label("Show").select_option(kind)
    await desk.page.locator(".exchange", has_text="text").first.click()
    await desk.page.locator("dialog summary").click()
    code = await desk.page.locator("dialog details pre").inner_text()
    monkeypatch.setenv("META_ACCESS_TOKEN", TOKEN)
    monkeypatch.setenv("META_APP_SECRET", "app-secret")
    names: dict[str, Any] = {}
    exec(compile(code, "copied", "exec"), names)  # noqa: S102  (a test that one would paste)
    tests = [value for name, value in names.items() if name.startswith("test_")]
    assert len(tests) == 1
    await asyncio.to_thread(tests[0])


async def test_tabs_are_walked_with_the_arrows(desk: Window) -> None:
    await desk.page.get_by_role("tab", name="Clock").focus()
    await desk.page.keyboard.press("ArrowRight")
    await desk.page.locator("[role=tab][aria-selected=true]", has_text="Templates").wait_for()
    assert await desk.page.evaluate("document.activeElement.id") == "tab-templates"
