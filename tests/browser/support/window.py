"""A browser window on the chat, and what a person does in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

PATIENCE_MS = 60_000


class Window:
    """One window. `problems` holds console errors, script errors and requests that left this machine."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.problems: list[str] = []
        page.on("console", self._heed)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("request", self._watch)

    def _heed(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"console: {message.text}")

    def _watch(self, request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1", "data:", "blob:")):
            self.problems.append(f"left this machine: {request.url}")

    def button(self, name: str) -> Any:
        """The last button of this name: the newest message's."""
        return self.page.get_by_role("button", name=name, exact=True).last

    async def tap(self, name: str) -> None:
        """Press a button."""
        await self.button(name).click()

    async def open_chat(self, name: str = "Ana Peña") -> None:
        """Choose a shopper, and wait for the first message."""
        await self.page.locator(".chat", has_text=name).click()
        await self.page.locator(".message").first.wait_for()

    async def sees(self, text: str) -> None:
        """Wait until a text can be seen."""
        await self.page.get_by_text(text).last.wait_for(state="visible")

    async def write(self, text: str) -> None:
        """Type a message and press Enter."""
        await self.page.locator(".composer textarea").fill(text)
        await self.page.keyboard.press("Enter")

    def message(self, wamid: str) -> Any:
        """The drawn message with this id."""
        return self.page.locator(f'[id="m-{wamid}"]')

    async def fits(self) -> bool:
        """Whether nothing is wider than the window."""
        wide: bool = await self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        return wide


@asynccontextmanager
async def open_window(
    browser: Any, url: str, *, width: int, height: int, locale: str = "es-ES"
) -> AsyncIterator[Window]:
    """A fresh profile with the page open and live."""
    context = await browser.new_context(viewport={"width": width, "height": height}, locale=locale)
    context.set_default_timeout(PATIENCE_MS)
    try:
        window = Window(await context.new_page())
        await window.page.goto(url)
        await window.page.locator(".light.on").first.wait_for(state="attached")
        yield window
    finally:
        await context.close()
