"""Servers and programs that were killed: replaced, revived, or ended, with their data."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.kit.embedded.inspection import Start, ask, postmaster, runs

PROGRAM = """
import os, pathlib, sys
from shop.kit.embedded.server import start
server = start(pathlib.Path(sys.argv[1]), durable=False)
print((server.place / "data" / "postmaster.pid").read_text().split()[0], flush=True)
"""


def test_a_server_whose_program_was_killed_is_replaced(start: Start, shared: Path) -> None:
    left_behind = server_of_program(PROGRAM + "os.kill(os.getpid(), 9)", shared)
    assert runs(left_behind)

    server = start()

    assert not runs(left_behind)
    assert ask(server, "SELECT 1") == 1


def test_a_program_that_forgets_to_stop_leaves_no_server(shared: Path) -> None:
    assert not runs(server_of_program(PROGRAM, shared))


def test_a_crashed_server_starts_again_with_its_data(start: Start) -> None:
    server = start(durable=True)
    ask(server, "CREATE TABLE survived AS SELECT 7 AS number")
    os.kill(postmaster(server), signal.SIGKILL)
    server.stop()

    assert ask(start(), "SELECT number FROM survived") == 7


def test_who_starts_while_others_hold_a_crashed_server_revives_it_for_all(start: Start) -> None:
    first = start()
    pid = postmaster(first)
    os.kill(pid, signal.SIGKILL)
    while runs(pid):
        time.sleep(0.01)

    start()

    assert ask(first, "SELECT 1") == 1


@pytest.mark.parametrize("stranger", ["of this program", "no process", "not even a number"])
def test_a_stale_lock_file_stops_nothing_and_hits_nobody(start: Start, stranger: str) -> None:
    server = start()
    server.stop()
    number = {"of this program": str(os.getpid()), "no process": "999999999", "not even a number": "?"}[
        stranger
    ]
    (server.place / "data" / "postmaster.pid").write_text(
        f"{number}\n{server.place}/data\n1\n5432\n\n\n1 1\n"
    )

    assert ask(start(), "SELECT 1") == 1


def test_a_half_made_cluster_is_made_again(start: Start, tmp_path: Path) -> None:
    server = start(tmp_path)
    server.stop()
    half_made = (server.place / "data").rename(server.place / "data.partial-1")
    (half_made / "PG_VERSION").unlink()

    assert ask(start(tmp_path), "SELECT 1") == 1
    assert not half_made.exists()


def server_of_program(code: str, folder: Path) -> int:
    """The process id of the server that a program of its own has started."""
    command = [sys.executable, "-c", code, str(folder)]
    return int(subprocess.run(command, stdout=subprocess.PIPE).stdout)  # noqa: S603
