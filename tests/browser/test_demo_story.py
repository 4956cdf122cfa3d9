"""The whole story of the shop, clicked in the browser against `shop demo`: everything real but the two vendors.

All three languages play all of it, as wide as a desk and as narrow as a phone: six runs, one shop, one calendar. Every
run ends on a later day than it began, for its reminder waits for the next morning.
"""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from tests.browser.support.story_shop import RunningShop, open_demo
from tests.browser.support.story_words import WORDS, Words
from tests.browser.support.window import Window, open_window
from tests.support.pace import PATIENCE_SECONDS

SALT_CANDLE = "FARO-VELA-SAL"
BACK, ONE_HOUR, SIX_HOURS = "Back", "+ 1 hour", "+ 6 hours"  # the panel speaks English only
GO_THERE = "Move the clock there: Reminder to the shopper"
EVENING = 20  # o'clock: the shop has just closed, and opens at nine, but never on a Sunday
SATURDAY = 5
PATIENCE_MS = PATIENCE_SECONDS * 1_000  # a whole shop works behind every answer
AMOUNTS = {
    "es": ("28,30 €", "36,00 €"),
    "en": ("€28.30", "€36.00"),
    "pt": ("€ 28,30", "€ 36,00"),
}


@pytest.fixture(name="shop", scope="module")
async def shop_fixture(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningShop]:
    """One running shop for all six."""
    async with open_demo(tmp_path_factory.mktemp("story")) as shop:
        yield shop


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["es", "en", "pt"])
async def test_a_shopper_buys_is_won_back_and_says_stop(
    browser: Any, shop: RunningShop, language: str, width: int
) -> None:
    words = WORDS[language]
    await shop.put_on_the_shelf(SALT_CANDLE, 2)
    async with open_window(browser, shop.chat_url, width=width, height=844, locale=words.locale) as window:
        window.page.set_default_timeout(PATIENCE_MS)
        story = Story(window, shop, words, narrow=width < 720)
        first, second = AMOUNTS[language]
        await story.arrive(f"Eva {language} {width}")
        await story.fill_the_first_cart()
        await story.pay(await story.hears_of_order(first), first)
        await story.reads_the_invoice()
        await story.agrees_to_reminders()
        await story.evening_comes()
        await story.asks_for_too_many()
        order = await story.hears_of_order(second)
        await story.morning_comes(order)
        await story.finishes(order, second)
        await story.says_stop()
        assert await window.fits()
        assert window.problems == []


class Story:
    """What the shopper does, and what must then be seen."""

    def __init__(self, window: Window, shop: RunningShop, words: Words, *, narrow: bool) -> None:
        self.window, self.page, self.shop, self.words, self.narrow = window, window.page, shop, words, narrow

    async def arrive(self, name: str) -> None:
        """Be somebody, and say hello."""
        await self.window.button(self.words.new_shopper).click()
        await self.page.get_by_label(self.words.name, exact=True).fill(name)
        await self.window.tap(self.words.create)
        await self.window.write(self.words.hello)
        await self.told(self.words.greeted)

    async def fill_the_first_cart(self) -> None:
        """A coral mug and two tins, from the message's own button."""
        await self.window.tap(self.words.view_catalog)
        await self.page.locator(".tile", has_text="Taza del faro").click()
        await self.page.get_by_role("button", name="Coral").click()
        picture = self.page.locator(".gallery img").first
        await picture.wait_for()
        assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
        await self.window.tap(self.words.add)
        await self.window.tap(self.words.back)
        await self.choose("Anchoas del", 2)
        await self.send_cart(3)

    async def asks_for_too_many(self) -> None:
        """Three candles where two are left; two are fine."""
        await self.window.tap(self.words.catalog)
        await self.choose("Vela de sal", 3)
        await self.send_cart(3)
        await self.told(self.words.short)
        await self.window.tap(self.words.go_on)

    async def choose(self, title: str, count: int) -> None:
        """Search for a thing, look at it, put some into the cart."""
        await self.page.get_by_role("searchbox", name=self.words.search).fill(title)
        await self.page.locator(".tile", has_text=title).click()
        await self.window.tap(self.words.add)
        for _ in range(count - 1):
            await self.window.tap(self.words.one_more)

    async def send_cart(self, count: int) -> None:
        await self.window.tap(self.words.cart.format(n=count))
        await self.window.tap(self.words.send_cart)
        await self.page.locator("dialog[open]").wait_for(state="detached")

    async def hears_of_order(self, amount: str) -> str:
        """The number of the order that was placed; its total is on the button, too."""
        button = self.window.button(self.words.pay.format(amount=amount))
        await button.wait_for()
        said = await self.page.locator(".message.theirs", has=button).last.inner_text()
        found = re.search(self.words.order, said)
        assert found, said
        assert self.words.total.format(amount=amount) in said.replace("\xa0", " ")
        return found[1]

    async def pay(self, order: str, amount: str) -> None:
        await self.window.tap(self.words.pay.format(amount=amount))
        await self.pay_by_card(order, amount, page_afterwards=self.words.paid)

    async def finishes(self, order: str, amount: str) -> None:
        """Out of the reminder."""
        await self.window.tap(self.words.finish)
        await self.pay_by_card(order, amount)

    async def pay_by_card(self, order: str, amount: str, *, page_afterwards: str = "") -> None:
        """At the stand-in's checkout, over the chat; she may wait for what our own page says then."""
        checkout = self.page.frame_locator("iframe")
        await checkout.get_by_role("heading", name=self.words.pay_to).wait_for()
        await checkout.locator("input[name=email]").fill("eva@example.com")
        await checkout.locator("input[name=name]").fill("Eva Luna")
        await checkout.get_by_role("button", name=self.words.pay.format(amount=amount)).click()
        if page_afterwards:
            await checkout.get_by_role("heading", name=page_afterwards).wait_for()
        await self.window.tap(self.words.back_to_chat)
        await self.told(self.words.confirmed.format(number=order))

    async def reads_the_invoice(self) -> None:
        """It opens from this machine, as a PDF."""
        document = self.page.locator(".message.theirs a.file", has_text=self.words.invoice).last
        await document.wait_for()
        async with (
            self.page.expect_popup() as tab,
            self.page.context.expect_event("response", _is_medium) as got,
        ):
            await document.click()
        answer = await got.value
        await (await tab.value).close()  # a page behind another one is drawn once a second
        assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")

    async def agrees_to_reminders(self) -> None:
        await self.window.tap(self.words.yes_to_reminders)
        await self.told(self.words.reminders_on)

    async def evening_comes(self) -> None:
        """By the panel's steps. Not Saturday's: till Monday WhatsApp's window closes, and templates say it otherwise."""
        await self.look_at_the_shop_s_side()
        time = await self.shop.time()
        hours = (EVENING - time.hour) % 24
        if (time + timedelta(hours=hours)).weekday() == SATURDAY:
            hours += 24
        for button in [SIX_HOURS] * (hours // 6) + [ONE_HOUR] * (hours % 6):
            await self.move_clock(button)
        await self.back_to_the_chat()

    async def morning_comes(self, order: str) -> None:
        """The panel's clock is taken to the reminder until the shop has opened; then it is in the chat."""
        evening = await self.shop.time()
        await self.look_at_the_shop_s_side()
        due = self.page.locator(".due li", has_text=f"#{order}").filter(
            has=self.page.get_by_role("button", name=GO_THERE)
        )
        at_night = await due.locator("time").get_attribute("datetime")
        await self.move_clock(GO_THERE)
        await due.locator(f'time:not([datetime="{at_night}"])').wait_for()
        assert (await self.shop.time()).date() == evening.date()
        await self.move_clock(GO_THERE)
        await self.back_to_the_chat()
        reminder = self.page.locator(".message.theirs", has_text=self.words.reminder.format(number=order))
        await reminder.get_by_role("button", name=self.words.stop_button).wait_for()
        morning = await self.shop.time()
        assert (morning.date() > evening.date(), morning.hour) == (True, 9)

    async def move_clock(self, button: str) -> None:
        async with self.page.expect_response(_is_move):
            await self.window.tap(button)

    async def look_at_the_shop_s_side(self) -> None:
        if self.narrow:
            await self.window.tap(self.words.shop_side)

    async def back_to_the_chat(self) -> None:
        if self.narrow:
            await self.window.tap(BACK)

    async def says_stop(self) -> None:
        await self.window.write(self.words.stop)
        await self.told(self.words.stopped)

    async def told(self, text: str) -> None:
        """The shop says it."""
        await self.page.locator(".message.theirs", has_text=text).last.wait_for()


def _is_medium(answer: Any) -> bool:
    return "/chat/media/" in answer.url


def _is_move(answer: Any) -> bool:
    return bool(answer.url.endswith("/_control/clock") and answer.request.method == "POST")
