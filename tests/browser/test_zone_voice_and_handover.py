"""What the page knows of the shop's side, and the small things of a phone: zone, checkout's language, voice, handover."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from shop.kit.clock import now
from shop.sandbox.control.chat.holders import HeldConversation
from tests.browser.support.chat import ChatSandbox
from tests.browser.support.window import Window, open_window
from tests.support.vendors.sandbox import APP, CATALOG, PNID, TOKEN, WABA

TOKYO = "Asia/Tokyo"
PAY_TO = {"es": "Pagar a Casa Lucía", "en": "Pay Casa Lucía", "pt": "Pagar a Casa Lucía"}


async def register(sandbox: ChatSandbox, **more: Any) -> Any:
    """The business again, with something changed."""
    business = {
        "app_id": APP, "app_secret": "app-secret", "verify_token": "verify-me", "access_token": TOKEN,
        "waba_id": WABA, "phone_number_id": PNID, "display_phone_number": "+34 910 000 001",
        "name": "Casa Lucía", "catalog_id": CATALOG, **more,
    }  # fmt: skip
    return await sandbox.http.post("/_control/businesses", json=business)


async def test_times_are_the_shops_wherever_the_browser_is(browser: Any, sandbox: ChatSandbox) -> None:
    assert (await register(sandbox, time_zone=TOKYO)).is_success
    async with open_window(browser, sandbox.url, width=1280, height=800) as window:
        await window.open_chat()
        face = window.page.locator(".clock")
        await face.locator("small", has_text="Tokyo").wait_for()
        tokyo = now().astimezone(ZoneInfo(TOKYO))
        shown = await face.locator("time").inner_text()
        assert f"{tokyo.hour % 12 or 12}:" in shown or f"{tokyo:%H}:" in shown
        assert str(tokyo.day) in shown
        said = await window.page.locator(".message time").first.inner_text()
        assert said.startswith((f"{tokyo:%H}:", f"{tokyo.hour}:"))
        assert window.problems == []


async def test_without_a_zone_times_are_the_browsers(sandbox: ChatSandbox, desk: Window) -> None:
    await desk.open_chat()
    said = await desk.page.locator(".message time").first.inner_text()
    zone = await desk.page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
    here = now().astimezone(ZoneInfo(zone))
    assert said.startswith((f"{here:%H}:", f"{here.hour}:"))
    assert await desk.page.locator(".clock small").count() == 0


async def test_a_zone_that_is_none_is_refused(sandbox: ChatSandbox) -> None:
    refused = await register(sandbox, time_zone="Europe/Faro del Fin")
    assert (refused.status_code, "no time zone" in refused.text) == (400, True)


@pytest.mark.parametrize("locale", ["en-US", "es-ES", "pt-BR"])
@pytest.mark.parametrize("chosen", ["es", "en", "pt"])
async def test_the_checkout_speaks_the_language_of_the_chat(
    browser: Any, sandbox: ChatSandbox, locale: str, chosen: str
) -> None:
    lines = [{"retailer_id": "MIEL", "quantity": 1}]
    await sandbox.control(f"shoppers/{sandbox.shopper['id']}/cart", {"phone_number_id": PNID, "items": lines})
    await sandbox.wait_until_idle()
    async with open_window(browser, sandbox.url, width=390, height=844, locale=locale) as window:
        await window.page.locator(".pane-foot select").select_option(chosen)
        await window.page.locator(".light.on").first.wait_for(state="attached")
        await window.open_chat()
        await window.tap("Pagar ahora")
        checkout = window.page.frame_locator("iframe")
        await checkout.get_by_role("heading", name=PAY_TO[chosen]).wait_for()
        assert await checkout.locator("html").get_attribute("lang") == chosen


async def test_an_address_that_names_a_language_wins_over_the_chats(
    browser: Any, sandbox: ChatSandbox
) -> None:
    form = {
        "line_items[0][price_data][currency]": "eur",
        "line_items[0][price_data][unit_amount]": "500",
        "line_items[0][price_data][product_data][name]": "Taza",
        "line_items[0][quantity]": "1",
    }
    headers = {"authorization": "Bearer sk_test_chat"}
    link = (await sandbox.http.post("/v1/payment_links", data=form, headers=headers)).json()["url"]
    async with open_window(browser, sandbox.url, width=390, height=844) as window:
        await window.page.goto(f"{link}?locale=pt")
        assert await window.page.locator("html").get_attribute("lang") == "pt"
        await window.page.goto(link)
        assert await window.page.locator("html").get_attribute("lang") == "es"


def sound() -> bytes:
    """A second of silence as WAV."""
    size = 8000
    head = b"RIFF" + (36 + size).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    form = (1).to_bytes(2, "little") * 2 + (8000).to_bytes(4, "little") * 2 + (1).to_bytes(2, "little")
    return head + form + (8).to_bytes(2, "little") + b"data" + size.to_bytes(4, "little") + b"\x80" * size


@pytest.mark.parametrize("width", [1280, 390])
async def test_a_voice_note_of_the_shopper_has_a_player_one_can_use(
    browser: Any, sandbox: ChatSandbox, width: int
) -> None:
    async with open_window(browser, sandbox.url, width=width, height=844) as window:
        await window.open_chat()
        await window.tap("Adjuntar")
        async with window.page.expect_file_chooser() as choosing:
            await window.page.get_by_role("menuitem", name="Nota de voz").click()
        await (await choosing.value).set_files({"name": "v.wav", "mimeType": "audio/wav", "buffer": sound()})
        player = window.page.locator(".message.mine audio")
        await player.wait_for()
        box = await player.bounding_box()
        assert box["width"] >= 200
        await player.evaluate("audio => audio.play()")
        await window.page.wait_for_function("document.querySelector('.message.mine audio').duration > 0.9")
        assert await window.fits()
        assert window.problems == []
    await sandbox.wait_until_idle()
    assert (sandbox.received[-1]["type"], sandbox.received[-1]["audio"]["voice"]) == ("audio", True)


async def test_the_shop_learns_that_its_voice_note_was_played(sandbox: ChatSandbox, desk: Window) -> None:
    medium = await sandbox.upload("v.ogg", "audio/ogg", sound())
    wamid = await sandbox.send({"type": "audio", "audio": {"id": medium, "voice": True}})
    await desk.open_chat()
    player = desk.message(wamid).locator("audio")
    await player.wait_for()
    await player.evaluate("audio => audio.play()")
    await sandbox.until(lambda: sandbox.world.messages[wamid].status == "played")


async def test_a_handover_is_shown_on_the_shops_side(sandbox: ChatSandbox, desk: Window) -> None:
    await desk.open_chat()
    strip = desk.page.locator(".held")
    assert not await strip.is_visible()
    path = f"shoppers/{sandbox.shopper['id']}/holder"
    told = {"phone_number_id": PNID, "by_person": True, "why": "She asked for a person."}
    await sandbox.control(path, told)
    await strip.get_by_text("A person answers Ana Peña").wait_for()
    await strip.get_by_text("She asked for a person.").wait_for()
    await sandbox.control(path, told | {"by_person": False})
    await strip.wait_for(state="hidden")


async def test_a_shop_that_runs_beside_tells_who_waits_by_either_id(
    browser: Any, sandbox: ChatSandbox
) -> None:
    held = [HeldConversation(sandbox.shopper["bsuid"], None, "A voice note.")]

    async def holders() -> list[HeldConversation]:
        return held

    sandbox.app.state.shop_holders = holders
    async with open_window(browser, sandbox.url, width=390, height=844) as window:
        await window.open_chat()
        await window.tap("El lado de la tienda")
        await window.page.locator(".held", has_text="A voice note.").wait_for()
        assert await window.fits()
    held[:] = [HeldConversation(None, sandbox.shopper["phone"], "")]
    rows = (await sandbox.http.get("/_control/chat/conversations", params={"phone_number_id": PNID})).json()
    assert [row["held_by_person"] for row in rows["conversations"]] == [""]


async def test_a_quick_reply_under_a_card_answers_with_its_id(sandbox: ChatSandbox, desk: Window) -> None:
    image = {"type": "image", "image": {"link": f"{sandbox.shop}/media/3f6f8f.png"}}
    cards = [
        {
            "card_index": n, "type": "cta_url", "header": image, "body": {"text": f"Taller {n}"},
            "action": {"buttons": [{"type": "quick_reply", "quick_reply": {"id": f"t{n}", "title": f"Ver {n}"}}]},
        }
        for n in range(2)
    ]  # fmt: skip
    wamid = await sandbox.interactive(
        {"type": "carousel", "body": {"text": "Talleres"}, "action": {"cards": cards}}
    )
    await desk.open_chat()
    await desk.message(wamid).get_by_role("button", name="Ver 1").click()
    await sandbox.until(lambda: sandbox.received[-1]["type"] == "interactive")
    received = sandbox.received[-1]
    assert received["interactive"]["button_reply"] == {"id": "t1", "title": "Ver 1"}
    assert received["context"]["id"] == wamid
