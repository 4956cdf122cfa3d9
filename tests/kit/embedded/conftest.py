"""Local servers of a test's own: each is stopped afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shop.kit.embedded import server as embedded_postgres
from shop.kit.embedded.server import EmbeddedServer
from tests.kit.embedded.inspection import Start


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder, initialised once. Tests leave it in any state: the next start copes."""
    folder = tmp_path_factory.mktemp("shared")
    yield folder
    embedded_postgres.start(folder, durable=False).discard()


@pytest.fixture
def start(shared: Path) -> Iterator[Start]:
    """Start servers, in the shared folder unless told; stopped afterwards, other folders' data deleted."""
    started: list[EmbeddedServer] = []

    def start(data_dir: Path = shared, *, version: int = 18, durable: bool = False) -> EmbeddedServer:
        started.append(embedded_postgres.start(data_dir, version=version, durable=durable))
        return started[-1]

    yield start
    for server in started:
        server.stop()
    for server in started:
        if server.place.exists() and server.folder != shared / "postgres18":
            server.discard()
