"""The commands that the README shows, typed as they stand there."""

import re
import shlex
import textwrap
from pathlib import Path

import httpx
import pytest
from sqlmodel import select

from shop.catalog.models import Variant
from shop.kit.clock import now
from shop.merchants.creation import read_merchant_file
from shop.merchants.keys import ALL_SCOPES, issue_key
from tests.support.pace import PATIENCE_SECONDS
from tests.support.running.processes import Process
from tests.support.shop import ShopUnderTest

README = (Path(__file__).resolve().parents[3] / "README.md").read_text()
CALLS = re.findall(r"^curl (?:[^\n']|'[^']*')+$", README, re.MULTILINE)


async def typed(call: str, shop: ShopUnderTest, url: str) -> httpx.Response:
    """What curl would do with these words, for a merchant with a key."""
    async with shop.database.transaction(shop.merchant.id) as session:
        key = await issue_key(session, "readme", ALL_SCOPES, at=now())
    _, *words = shlex.split(call.replace("$KEY", key).replace("$SHOP", url))
    headers, body, address = {}, None, ""
    while words:
        match words.pop(0):
            case "-H":
                name, _, value = words.pop(0).partition(": ")
                headers[name] = value
            case "-d":
                body = words.pop(0)
            case word:
                address = word
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS, trust_env=False, headers=headers) as http:
        return await http.request("POST" if body else "GET", address, content=body)


def test_the_readme_shows_how_to_read_and_how_to_write() -> None:
    assert [" -d " in call for call in CALLS] == [False, False, True]


@pytest.mark.parametrize("call", CALLS, ids=["products", "orders", "new product"])
async def test_every_call_of_the_readme_succeeds(call: str, web: Process, shop: ShopUnderTest) -> None:
    answer = await typed(call, shop, web.url)
    assert answer.status_code == (201 if " -d " in call else 200), answer.text
    if " -d " in call:
        stored = await shop.one(select(Variant))
        assert (stored.sku, stored.price_minor) == ("TAZA-AZUL", 1250)


def test_the_file_of_the_readme_describes_a_merchant() -> None:
    (written,) = re.findall(r"```toml\n(.*?) +```", README, re.DOTALL)
    file = read_merchant_file(textwrap.dedent(written).replace('id = "…"', 'id = "1065"').encode())
    assert (file.settings.reminder_after_minutes, file.settings.promotions_per_week) == (60, 2)
