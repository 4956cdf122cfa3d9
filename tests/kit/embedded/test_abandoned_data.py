"""What a deleted clone leaves below /var/lib/trastienda is removed, and nothing else."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shop.kit.embedded import server as embedded_postgres
from shop.kit.embedded.binaries import ROOT_PLACE
from shop.kit.embedded.directories import GRACE, RECORD, forget_abandoned
from shop.kit.embedded.server import EmbeddedServer
from tests.kit.embedded.inspection import ask

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root keeps data elsewhere")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The data folder of a clone."""
    return tmp_path / "clone" / ".shop"


@pytest.fixture
def server(clone: Path) -> Iterator[EmbeddedServer]:
    """Its server, running."""
    with embedded_postgres.start(clone, durable=False) as running:
        yield running
    shutil.rmtree(running.place, ignore_errors=True)


def age(place: Path) -> None:
    """As if its last start were longer ago than anybody waits."""
    then = time.time() - GRACE.total_seconds() - 60
    os.utime(place / RECORD, (then, then))


def test_a_place_knows_whose_it_is(server: EmbeddedServer, clone: Path) -> None:
    assert server.place.parent == ROOT_PLACE
    assert (server.place / RECORD).read_text() == str(clone / "postgres18")


def test_what_a_deleted_clone_left_is_removed_at_another_s_start(
    server: EmbeddedServer, clone: Path, tmp_path: Path
) -> None:
    server.stop()
    shutil.rmtree(clone)
    age(server.place)
    other = embedded_postgres.start(tmp_path / "other", durable=False)
    try:
        assert ask(other, "SELECT 1") == 1
        assert not server.place.exists()
    finally:
        other.discard()


def test_a_clone_that_is_there_keeps_its_data_however_old(server: EmbeddedServer) -> None:
    server.stop()
    age(server.place)
    forget_abandoned()
    assert (server.place / "data").exists()


def test_a_clone_that_was_there_a_moment_ago_may_have_been_moved(server: EmbeddedServer, clone: Path) -> None:
    server.stop()
    moved = clone.rename(clone.with_name("moved"))
    forget_abandoned()
    with embedded_postgres.start(moved, durable=False) as again:
        assert again.place == server.place
        assert (again.place / RECORD).read_text() == str(moved / "postgres18")


def test_a_server_that_runs_keeps_its_data(server: EmbeddedServer, clone: Path) -> None:
    age(server.place)
    away = clone.rename(clone.with_name("away"))
    forget_abandoned()
    assert ask(server, "SELECT 1") == 1
    away.rename(clone)


def test_a_place_without_a_record_is_left_alone(server: EmbeddedServer, clone: Path) -> None:
    server.stop()
    (server.place / RECORD).unlink()
    shutil.rmtree(clone)
    forget_abandoned()
    assert (server.place / "data").exists()
