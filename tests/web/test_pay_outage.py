"""A shopper's browser always gets a page with a way back to the chat: for an unknown link, and in an outage."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import httpx
import pytest
from litestar import Litestar
from sqlmodel import select

from shop.app import create_app
from shop.config import Settings
from shop.kit.db.database import Database
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.embedded.server import EmbeddedServer
from shop.merchants.models import WhatsAppNumber
from shop.web.chats import chat_url
from tests.support.postgres.external_postgres import named
from tests.support.shop import ShopUnderTest, open_shop
from tests.web.pay_links import PHONE, give_link

NOWHERE = "postgresql+asyncpg://shop_app@127.0.0.1:1/shop"


@pytest.fixture
async def only_shop(server: EmbeddedServer) -> AsyncGenerator[ShopUnderTest]:
    """The one shop of an installation."""
    name = named("only_shop")
    await prepare_from_scratch(server.admin_dsn, server.dsn("shop_migrate", name), database=name)
    database = Database(server.dsn("shop_app", name), pool_size=2)
    yield await open_shop(database, goods=True)
    await database.close()


@asynccontextmanager
async def browsing(app: Litestar) -> AsyncGenerator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as client:
        yield client


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("spoken", "words"),
    [("en", "One moment, please"), ("pt-PT", "A sua encomenda"), ("", "Un momento, por favor")],
)
async def test_without_a_database_it_is_a_page_that_leads_back(method: str, spoken: str, words: str) -> None:
    async with browsing(create_app(Database(NOWHERE, pool_size=1), Settings())) as browser:
        answer = await browser.request(method, "/pay/token", headers={**PHONE, "Accept-Language": spoken})
    assert answer.status_code == 503
    assert answer.headers["content-type"].startswith("text/html")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("frame-ancestors 'none'")
    assert words in answer.text
    assert 'href="https://wa.me/"' in answer.text
    assert ("refresh" in answer.text) is (method == "GET")  # a form is sent by a person only


async def test_an_outage_leads_back_to_the_chat_of_the_link(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order)
    app = create_app(Database(shop.database.url, pool_size=1), Settings())
    async with browsing(app) as browser:
        assert (await browser.get(f"/pay/{order.pay_token}", headers=PHONE)).status_code == 302
        await app.state.database.close()
        app.state.database = Database(NOWHERE, pool_size=1)
        answer = await browser.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert answer.status_code == 503
    assert await chat_of(shop) in answer.text
    assert shop.merchant.name in answer.text


async def test_a_defect_is_a_page_too(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    app = create_app(shop.database, Settings())
    app.state.chats = None  # what a door takes for granted is not there
    async with browsing(app) as browser:
        answer = await browser.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith("text/html")
    assert "NoneType" not in answer.text


async def test_an_unknown_link_leads_to_the_only_shop_there_is(only_shop: ShopUnderTest) -> None:
    async with browsing(create_app(only_shop.database, Settings())) as browser:
        answer = await browser.get("/pay/nothing", headers=PHONE)
    assert answer.status_code == 404
    assert await chat_of(only_shop) in answer.text
    assert only_shop.merchant.name in answer.text


async def test_of_several_shops_an_unknown_link_opens_whatsapp_and_names_none(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    await open_shop(shop.database)
    answer = await doors.get("/pay/nothing", headers=PHONE)
    assert 'href="https://wa.me/"' in answer.text
    assert shop.merchant.name not in answer.text


async def chat_of(shop: ShopUnderTest) -> str:
    """Where the button of its pages leads."""
    number = await shop.one(select(WhatsAppNumber).where(WhatsAppNumber.id == shop.number_id))
    return f'href="{chat_url(number.display_phone_number)}"'
