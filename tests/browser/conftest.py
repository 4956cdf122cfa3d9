"""A browser for the page tests: Debian's Chromium, driven by Playwright; skipped with a sentence without them."""

import importlib.util
import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.browser.support.chat import ChatSandbox, running
from tests.browser.support.window import Window, open_window

CHROMIUM = shutil.which("chromium")


@pytest.fixture(name="browser", scope="session")
async def browser_fixture() -> AsyncIterator[Any]:
    """One Chromium for all tests."""
    if CHROMIUM is None:
        pytest.skip("There is no chromium on this machine (apt-get install chromium).")
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("Playwright is not installed (pip install playwright).")
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        await launched.close()


@pytest.fixture(name="sandbox")
async def sandbox_fixture(browser: Any) -> AsyncIterator[ChatSandbox]:
    """A furnished sandbox of its own."""
    async with running() as sandbox:
        yield sandbox


@pytest.fixture(name="desk")
async def desk_fixture(browser: Any, sandbox: ChatSandbox) -> AsyncIterator[Window]:
    """A window as on a desk, in Spanish; at the end it must have stayed silent and at home."""
    async with open_window(browser, sandbox.url, width=1280, height=800) as window:
        yield window
        assert window.problems == []


@pytest.fixture(name="phone")
async def phone_fixture(browser: Any, sandbox: ChatSandbox) -> AsyncIterator[Window]:
    """A window as wide as a phone."""
    async with open_window(browser, sandbox.url, width=390, height=844) as window:
        yield window
        assert window.problems == []
