"""Usable without a mouse and for weak eyes: names, focus, Esc, contrast, at two widths, light and dark."""

from typing import Any

import pytest

from tests.browser.support.chat import ChatSandbox, running
from tests.browser.support.every_message import send_everything
from tests.browser.support.window import Window, open_window
from tests.support.vendors.sandbox import served

NAMELESS = """() => [...document.querySelectorAll('button, a, input, select, textarea, img, iframe, [role=img]')]
  .filter((e) => e.checkVisibility() && !e.closest('[aria-hidden=true]'))
  .filter((e) => !(e.getAttribute('aria-label') || e.innerText?.trim() || e.title || e.labels?.length
    || e.hasAttribute('alt') || e.placeholder))
  .map((e) => e.outerHTML.slice(0, 120))"""

FAINT = """() => {
  const channels = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const over = ([r, g, b, a = 1], under) => [r, g, b].map((v, i) => v * a + under[i] * (1 - a));
  const ground = (e) => {
    const layers = [];
    for (let at = e; at; at = at.parentElement) layers.unshift(channels(getComputedStyle(at).backgroundColor));
    return layers.reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const dimmed = (e) => { for (let at = e; at; at = at.parentElement) if (getComputedStyle(at).opacity < 1) return true; };
  return [...document.querySelectorAll('body *')]
    .filter((e) => e.checkVisibility() && !e.disabled && !dimmed(e) && !e.closest('.map, iframe'))
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
    .map((e) => {
      const under = ground(e), ink = over(channels(getComputedStyle(e).color), under);
      const [a, b] = [light(ink), light(under)].sort((x, y) => y - x);
      return [(a + .05) / (b + .05), e.className + ': ' + e.textContent.slice(0, 40)];
    })
    .filter(([ratio]) => ratio < 4.5).map(([ratio, what]) => ratio.toFixed(2) + ' ' + what);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
async def test_everything_has_a_name_and_enough_contrast(
    browser: Any, sandbox: ChatSandbox, width: int, scheme: str
) -> None:
    sent = await send_everything(sandbox)
    async with open_window(browser, sandbox.url, width=width, height=844) as window:
        await window.page.emulate_media(color_scheme=scheme)
        assert await complaints(window) == []
        await window.open_chat()
        await window.message(sent["quoted"]).wait_for()
        assert await complaints(window) == []
        await window.tap("Catálogo")
        assert await complaints(window) == []
        await window.page.keyboard.press("Escape")
        if width < 720:
            await window.tap("El lado de la tienda")
        for tab in ("Clock", "Templates", "Items", "Mishaps", "Payments", "Traffic"):
            await window.page.get_by_role("tab", name=tab).click()
            await window.page.wait_for_timeout(250)
            assert await complaints(window) == []


async def complaints(window: Window) -> list[str]:
    """Nameless controls, and texts below 4.5:1."""
    return [*(await window.page.evaluate(NAMELESS)), *(await window.page.evaluate(FAINT))]


async def test_a_whole_exchange_needs_no_mouse(sandbox: ChatSandbox, desk: Window) -> None:
    await desk.page.locator(".chat").first.focus()
    await desk.page.keyboard.press("Enter")
    await desk.page.locator(".composer textarea:focus").wait_for()
    await desk.page.keyboard.type("Hola")
    await desk.page.keyboard.press("Shift+Enter")
    await desk.page.keyboard.type("¿qué tal?")
    await desk.page.keyboard.press("Enter")
    await desk.sees("¿qué tal?")
    await sandbox.wait_until_idle()
    assert sandbox.received[-1]["text"]["body"] == "Hola\n¿qué tal?"


async def test_esc_closes_a_sheet_and_the_focus_returns(desk: Window) -> None:
    await desk.open_chat()
    await desk.button("Catálogo").focus()
    await desk.page.keyboard.press("Enter")
    await desk.page.locator("dialog[open]").wait_for()
    await desk.page.keyboard.press("Escape")
    await desk.page.locator("dialog[open]").wait_for(state="detached")
    assert await desk.page.evaluate("document.activeElement.getAttribute('aria-label')") == "Catálogo"


async def test_a_server_that_was_away_is_found_again_without_reloading(browser: Any) -> None:
    async with running() as sandbox:
        port = int(sandbox.url.rpartition(":")[2])
        async with open_window(browser, sandbox.url, width=1280, height=800) as window:
            await window.open_chat()
            await sandbox.stop()
            await window.page.locator(".light:not(.on)").first.wait_for(state="attached")
            async with served(sandbox.app, port):
                await window.page.locator(".light.on").first.wait_for(state="attached")
                await sandbox.text("Ya estamos de vuelta")
                await window.sees("Ya estamos de vuelta")
