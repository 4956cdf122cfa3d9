"""The local PostgreSQL, for real: started, shared, stopped, in folders of all kinds."""

import asyncio
import os
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
import pytest

from shop.kit.embedded import server as embedded_postgres
from shop.kit.embedded.binaries import EmbeddedServerFailed
from tests.kit.embedded.inspection import Start, ask, connect, permissions, postmaster, runs, socket_of
from tests.support.pace import allowance


def test_data_survive_a_stop_and_a_start(start: Start) -> None:
    server = start(durable=True)
    ask(server, "CREATE TABLE kept AS SELECT 7 AS number")
    server.stop()

    assert ask(start(), "SELECT number FROM kept") == 7


def test_an_initialised_server_starts_within_a_second(start: Start) -> None:
    start().stop()
    begun = time.monotonic()
    start()
    assert time.monotonic() - begun < allowance(1)


@pytest.mark.parametrize("version", [16, 18])
def test_both_versions_of_the_wheel_run(start: Start, version: int) -> None:
    assert ask(start(version=version), "SHOW server_version").startswith(f"{version}.")


def test_an_unknown_version_is_refused_with_a_sentence(start: Start) -> None:
    with pytest.raises(EmbeddedServerFailed, match="no local PostgreSQL 12"):
        start(version=12)


def test_it_listens_on_no_network_address(start: Start) -> None:
    assert ask(start(), "SHOW listen_addresses") == ""


def test_only_the_server_s_user_may_enter_its_folder(start: Start) -> None:
    server = start()

    assert [path.stat().st_mode & 0o077 for path in (server.folder, server.place)] == [0, 0]


def test_words_of_every_language_are_folded_to_lower_case(start: Start) -> None:
    assert ask(start(), "SELECT lower('ÑANDÚ ÇA')") == "ñandú ça"


def test_a_demo_outlives_a_power_cut_and_a_test_need_not(start: Start, tmp_path: Path) -> None:
    durable, forgetful = start(tmp_path, durable=True), start()

    assert [ask(server, "SHOW fsync") for server in (durable, forgetful)] == ["on", "off"]


def test_a_folder_whose_path_is_long_or_odd_works(start: Start, tmp_path: Path) -> None:
    server = start(tmp_path / ("x" * 120) / "it's a shop")
    assert ask(server, "SELECT 1") == 1
    socket = socket_of(server)
    assert socket.exists()

    server.stop()

    assert not socket.exists()


def test_a_stopped_server_leaves_no_process_and_no_socket(start: Start) -> None:
    server = start()
    pid = postmaster(server)

    server.stop()

    assert not runs(pid)
    assert not socket_of(server).exists()


def test_stopping_ends_connections_that_are_still_open(start: Start) -> None:
    server = start()

    async def stop_while_connected() -> None:
        connection = await connect(server)
        server.stop()
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, ConnectionError)):
            await connection.execute("SELECT 1")
        connection.terminate()

    asyncio.run(stop_while_connected())


def test_a_second_start_joins_and_the_last_to_leave_ends_the_server(start: Start) -> None:
    first, second = start(), start()
    pid = postmaster(first)

    first.stop()
    assert ask(second, "SELECT 1") == 1
    assert postmaster(second) == pid

    second.stop()
    assert not runs(pid)


def test_starts_at_the_same_moment_share_one_server(start: Start) -> None:
    with ThreadPoolExecutor(4) as pool:
        servers = [future.result() for future in [pool.submit(start) for _ in range(4)]]

    assert len({postmaster(server) for server in servers}) == 1
    assert ask(servers[-1], "SELECT 1") == 1


def test_a_folder_that_cannot_be_written_is_refused_with_a_sentence(start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(
        EmbeddedServerFailed, match=r"Set SHOP_DATA_DIR to a folder that this user may write\.$"
    ):
        start(tmp_path / "file")


def test_no_permission_of_an_existing_folder_changes(start: Start, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    folders = [
        closed,
        *closed.parents,
        *Path(embedded_postgres.__file__).parents,
        *Path(sys.executable).parents,
    ]
    before = permissions(folders)

    assert ask(start(closed / "new"), "SELECT 1") == 1

    assert permissions(folders) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root keeps data elsewhere")
def test_root_gets_a_fresh_database_after_deleting_the_data_folder(start: Start) -> None:
    old = start()
    old.stop()
    (old.folder / "place").unlink()

    new = start()

    assert new.place != old.place
    shutil.rmtree(old.place)
