"""An operator's terminal: commands are typed as words and answer in JSON, on the test's database."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import pytest

from shop.cli.main import parse_arguments
from shop.cli.terminal.invocation import Invocation
from shop.config import Settings
from shop.kit.db.database import Database

Typed = Callable[..., Awaitable[Any]]


@pytest.fixture
def database_url(database_without_worker: Database) -> str:
    """What commands work on."""
    return database_without_worker.url


@pytest.fixture
def typed(database_url: str, capsys: pytest.CaptureFixture[str]) -> Typed:
    """`await typed("jobs", "list")` is what `shop jobs list --json` prints; refusals are raised.

    What is named besides are settings: `public_url="https://…"`.
    """

    async def run(*words: object, code: int = 0, json: bool = True, **changed: Any) -> Any:
        command = parse_arguments([*map(str, words), *(["--json"] if json else [])])
        assert isinstance(command, Invocation)
        settings = Settings(**{"database_url": database_url, **changed})
        capsys.readouterr()
        assert await command.run(settings) == code
        said = capsys.readouterr().out
        return msgspec.json.decode(said.splitlines()[-1]) if json else said  # before it, unconfigured logs

    return run
