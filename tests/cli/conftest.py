"""An operator's terminal: commands are typed as words and answer in JSON, on the test's database."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any

import msgspec
import pytest

from shop.cli.main import parser
from shop.config import settings
from shop.kit.db.database import Database

Typed = Callable[..., Awaitable[Any]]


@pytest.fixture
async def typed(
    quiet: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> AsyncGenerator[Typed]:
    """`await typed("jobs", "list")` is what `shop jobs list --json` prints; refusals are raised."""
    monkeypatch.setenv("SHOP_DATABASE_URL", quiet.url)
    settings.cache_clear()

    async def run(*words: object, code: int = 0, json: bool = True) -> Any:
        options = parser().parse_args([*map(str, words), *(["--json"] if json else [])])
        capsys.readouterr()
        assert await options.command(options) == code
        said = capsys.readouterr().out
        return msgspec.json.decode(said.splitlines()[-1]) if json else said  # before it, unconfigured logs

    yield run
    monkeypatch.undo()
    settings.cache_clear()
