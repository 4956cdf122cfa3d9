"""Steps of the story that are used more than once."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
from sqlmodel import col, select

from shop.catalog.models import Stock, Variant
from shop.demo.environment import DemoEnvironment
from shop.demo.story.transcript import print_line, print_message, print_verified
from shop.gates.models import GateDecision
from shop.invoices.models import Invoice
from shop.kit.clock import clock, now
from shop.orders.models import Order
from shop.recovery.models import Recovery, RecoveryState
from shop.sandbox.control_client import Json, NothingCame, Phone

BROWSER = {"User-Agent": "Mozilla/5.0 (Linux; Android 16) Chrome/142 Mobile"}
PATIENCE_SECONDS = 15.0


class StoryFailed(Exception):
    """A step did not come out as it should."""


def expect(right: bool, what: str) -> None:
    """Say that a step is verified, or fail with it."""
    if not right:
        raise StoryFailed(f"Not so: {what}.")
    print_verified(what)


async def until(holds: Callable[[], Awaitable[bool]], what: str) -> None:
    """Wait for something that happens by itself."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while not await holds():
        if time.monotonic() > limit:
            raise StoryFailed(f"Not within {PATIENCE_SECONDS:.0f} s: {what}.")
        await asyncio.sleep(0.05)
    print_verified(what)


async def send_text(phone: Phone, who: str, text: str) -> None:
    """A shopper writes."""
    print_line(who, text)
    await phone.say(text)


async def next_message(phone: Phone, wanted: Callable[[Json], bool] | None = None) -> Json:
    """The shop's next message, printed."""
    message = await phone.hears(wanted)
    print_message(message)
    return message


async def pay_by_card(demo: DemoEnvironment, who: str, url: str) -> None:
    """Follow our short link as a phone does, look at the checkout, pay by card."""
    answer = await demo.control_client.http.get(url, headers=BROWSER)
    expect(answer.status_code == 302, "the short link leads to the checkout")
    checkout = answer.headers["Location"]
    page = await demo.control_client.http.get(checkout, headers=BROWSER, follow_redirects=True)
    expect(page.status_code == 200, "the checkout page opens")
    print_line(who, "💳 pays by card")
    token = checkout.split("?")[0].rsplit("/", 1)[-1]
    await demo.control_client.post(f"/stripe/links/{token}/pay", {"outcome": "paid"})


def merchants_api(demo: DemoEnvironment) -> httpx.AsyncClient:
    """The API as the merchant's programs use it."""
    headers = {"Authorization": f"Bearer {demo.api_key}"}
    return httpx.AsyncClient(base_url=f"{demo.web_url}/api/v1", headers=headers, trust_env=False)


async def advance_clock(**delta: float) -> None:
    """Time passes."""
    await clock.advance(timedelta(**delta))
    print_line("", f"⏱ it is {_local():%A %H:%M}")


async def advance_clock_to(hour: int, minute: int = 0) -> None:
    """Time passes until the clock in Madrid says so."""
    local = _local()
    wanted = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if wanted <= local:
        wanted += timedelta(days=1)
    await clock.advance(wanted.astimezone(UTC) - now())
    print_line("", f"⏱ it is {_local():%A %H:%M}")


async def reminder_in_the_morning(phone: Phone) -> Json:
    """Let mornings come until the shop is open (it is closed on Sundays), and take the reminder."""
    for _ in range(3):
        await advance_clock_to(9, 30)
        try:
            return await asyncio.wait_for(phone.hears(lambda m: m["type"] == "template"), 2.0)
        except (TimeoutError, NothingCame):
            continue
    raise StoryFailed("No reminder came within three mornings.")


async def newest_order(demo: DemoEnvironment) -> Order:
    """The newest order of the shop."""
    async with demo.database.transaction(demo.merchant_id) as session:
        return (await session.exec(select(Order).order_by(col(Order.id).desc()).limit(1))).one()


async def invoice_of(demo: DemoEnvironment, order: Order) -> Invoice:
    """The invoice of an order."""
    async with demo.database.transaction(demo.merchant_id) as session:
        return (await session.exec(select(Invoice).where(Invoice.order_id == order.id))).one()


async def stock(demo: DemoEnvironment, sku: str) -> Stock:
    """How many there are."""
    async with demo.database.transaction(demo.merchant_id) as session:
        variant = (await session.exec(select(Variant).where(Variant.sku == sku))).one()
        return await session.get_one(Stock, (demo.merchant_id, variant.id))


async def decision_about(demo: DemoEnvironment, order_id: UUID) -> GateDecision | None:
    """The gates' latest word on reminding of an order."""
    statement = select(GateDecision).where(GateDecision.subject == f"order:{order_id}")
    async with demo.database.transaction(demo.merchant_id) as session:
        return (await session.exec(statement.order_by(col(GateDecision.at).desc()).limit(1))).first()


async def is_recovered(demo: DemoEnvironment, order_id: UUID) -> bool:
    """Was it paid after its reminder?"""
    async with demo.database.transaction(demo.merchant_id) as session:
        found = (await session.exec(select(Recovery).where(Recovery.order_id == order_id))).one()
    return found.state is RecoveryState.RECOVERED


async def catalog_price(demo: DemoEnvironment, sku: str) -> str:
    """What Meta's copy says a thing costs."""
    catalog_id = demo.file.whatsapp.catalog_id if demo.file.whatsapp else ""
    items = (await demo.control_client.get(f"/catalogs/{catalog_id}/items"))["items"]
    return next((str(item["price"]) for item in items if item["retailer_id"] == sku), "")


def _local() -> datetime:
    return now().astimezone(ZoneInfo("Europe/Madrid"))
