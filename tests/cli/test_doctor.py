"""`shop doctor`: how it says what it found, and its exit code."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from shop.kit.db.database import Database
from tests.cli.conftest import Typed
from tests.support.cast import make_merchant

NOBODY = "postgresql://shop_app@127.0.0.1:1/shop"


@pytest.fixture
async def merchant_of_quiet(database_without_worker: Database) -> str:
    return str((await make_merchant(database_without_worker)).id)


async def test_missing_settings_are_found_and_nothing_else_is_asked(typed: Typed) -> None:
    answer = await typed("doctor", code=1, database_url=None)
    assert answer["ok"] is False
    assert "SHOP_DATABASE_URL is not set." in [each["says"] for each in answer["findings"]]
    assert {each["check"].split(".")[0] for each in answer["findings"]} == {"settings", "disk"}


async def test_a_database_that_is_away_is_a_finding_not_a_crash(typed: Typed) -> None:
    said = await typed("doctor", "--offline", code=1, json=False, database_url=NOBODY)
    assert "FAIL  database " in said
    assert "→ Start PostgreSQL, or correct its URL." in said


async def test_a_database_nobody_created_is_said_to_be_that(typed: Typed, database_url: str) -> None:
    """The server answers: whoever reads this need not look for it."""
    missing = make_url(database_url).set(database="nobody_made_this").render_as_string(hide_password=False)
    said = await typed("doctor", "--offline", code=1, json=False, database_url=missing)
    assert 'PostgreSQL answers: database "nobody_made_this" does not exist.' in said
    assert "→ Create it, then run: shop migrate" in said


async def test_offline_it_asks_nobody_and_a_good_shop_ends_with_0(
    typed: Typed, merchant_of_quiet: str, tmp_path: Path
) -> None:
    here = {"public_url": "https://shop.example", "data_dir": tmp_path}
    answer = await typed("doctor", "--offline", "--merchant", merchant_of_quiet, **here)
    assert answer["ok"] is True
    assert {"public_url", "meta.token", "stripe.key"}.isdisjoint(each["check"] for each in answer["findings"])


async def test_the_worst_is_said_last_where_it_is_still_on_the_screen(
    typed: Typed, merchant_of_quiet: str
) -> None:
    said = await typed("doctor", "--offline", "--merchant", merchant_of_quiet, code=1, json=False)
    lines = [line.split()[0] for line in said.splitlines() if line.startswith(("OK", "WARN", "FAIL"))]
    assert lines == sorted(lines, key=["OK", "WARN", "FAIL"].index)
    assert "→ Set it to the https address in front of the proxy." in said
    assert said.splitlines()[-1].endswith("1 fail")
