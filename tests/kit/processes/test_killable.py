"""A function over foreign data is ended when it takes too long or too much, alone, and the next one runs."""

import asyncio
import os
import signal
import time
from pathlib import Path

import pytest

from shop.kit.db.columns import new_id
from shop.kit.errors import Conflict
from shop.kit.processes.killable import Budget, KillableProcesses, OverBudget
from tests.support.pace import PATIENCE_SECONDS

MB = 1_000_000
SHOP = new_id()
BUDGET = Budget(cpu_seconds=2, memory=1_000 * MB, patience=PATIENCE_SECONDS)


@pytest.fixture
async def processes() -> KillableProcesses:
    return KillableProcesses(BUDGET, at_once=2)


def double(number: int) -> int:
    return 2 * number


def never_end() -> None:
    while True:
        pass


def wait(seconds: float) -> str:
    time.sleep(seconds)
    return "waited"


def take(size: int) -> int:
    return len(bytearray(size))


def refuse(sentence: str) -> None:
    raise Conflict(sentence)


def die(log: Path, times: int) -> str:
    with log.open("a") as file:
        file.write("x")
    if log.stat().st_size <= times:
        os.kill(os.getpid(), signal.SIGKILL)
    return "survived"


async def test_a_result_and_a_refusal_come_back(processes: KillableProcesses) -> None:
    assert await processes.run(double, 21, owner=SHOP) == 42
    with pytest.raises(Conflict, match="Not now"):
        await processes.run(refuse, "Not now.", owner=SHOP)


async def test_what_never_ends_is_ended_and_the_next_one_runs(processes: KillableProcesses) -> None:
    with pytest.raises(OverBudget):
        await processes.run(never_end, owner=SHOP)
    assert await processes.run(double, 2, owner=SHOP) == 4


async def test_the_event_loop_goes_on_meanwhile(processes: KillableProcesses) -> None:
    spinning = asyncio.create_task(processes.run(never_end, owner=SHOP))
    ticks = 0
    while not spinning.done():
        ticks += 1
        await asyncio.sleep(0.01)
    assert ticks > 20
    assert isinstance(spinning.exception(), OverBudget)


async def test_time_is_that_of_the_processor_and_counted_anew_for_each_call(
    processes: KillableProcesses,
) -> None:
    assert await processes.run(wait, 2.5, owner=SHOP) == "waited"
    for _ in range(3):
        assert await processes.run(_busy_for, 1.0, owner=SHOP) == "done"


def _busy_for(seconds: float) -> str:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return "done"


async def test_patience_ends_what_only_waits() -> None:
    processes = KillableProcesses(Budget(cpu_seconds=2, memory=1_000 * MB, patience=3.0), at_once=1)
    with pytest.raises(OverBudget):
        await processes.run(wait, 3600.0, owner=SHOP)


async def test_too_much_memory_is_refused(processes: KillableProcesses) -> None:
    with pytest.raises(OverBudget):
        await processes.run(take, 2_000 * MB, owner=SHOP)
    assert await processes.run(take, 10 * MB, owner=SHOP) == 10 * MB


@pytest.mark.parametrize(("times", "survives"), [(1, True), (2, False)])
async def test_a_process_that_dies_is_tried_once_more(
    processes: KillableProcesses, tmp_path: Path, times: int, survives: bool
) -> None:
    if survives:
        assert await processes.run(die, tmp_path / "log", times, owner=SHOP) == "survived"
    else:
        with pytest.raises(OverBudget):
            await processes.run(die, tmp_path / "log", times, owner=SHOP)


async def test_files_of_one_that_never_end_keep_nobody_elses_waiting(processes: KillableProcesses) -> None:
    hog = [asyncio.create_task(processes.run(wait, 3600.0, owner=SHOP)) for _ in range(4)]
    await asyncio.sleep(0)
    assert await processes.run(double, 4, owner=new_id()) == 8
    assert not any(task.done() for task in hog)
    for task in hog:
        task.cancel()
    await asyncio.gather(*hog, return_exceptions=True)


async def test_no_more_run_at_once_than_are_allowed(processes: KillableProcesses) -> None:
    began = time.monotonic()
    await asyncio.gather(*(processes.run(wait, 0.5, owner=new_id()) for _ in range(6)))
    assert time.monotonic() - began >= 1.5


async def test_who_is_cancelled_leaves_no_process_at_work(
    processes: KillableProcesses, tmp_path: Path
) -> None:
    task = asyncio.create_task(processes.run(_note_and_spin, tmp_path / "pid", owner=SHOP))
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def _note_and_spin(path: Path) -> None:
    path.write_text(str(os.getpid()))
    time.sleep(3600)
