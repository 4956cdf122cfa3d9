"""The line that shows how far a push is, and the steps of the demo's start."""

import io

from shop.cli.progress import PushProgress
from shop.demo.progress import StepProgress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_one_line_that_grows() -> None:
    out = Terminal()
    with PushProgress(out) as progress:
        progress.update(30, 100, 0)
        progress.update(100, 100, 2)
    assert out.getvalue().count("\n") == 1
    last = out.getvalue().rpartition("\r")[2]
    assert "100%" in last
    assert "100 of 100 sent" in last
    assert "0 s left, 2 refused" in last


def test_a_pipe_gets_a_plain_line_for_each_step() -> None:
    out = io.StringIO()
    with PushProgress(out) as progress:
        progress.update(1, 3, 0)
        progress.update(2, 3, 0)
    assert [line.partition(",")[0] for line in out.getvalue().splitlines()] == [
        " 33%  1 of 3 sent",
        " 67%  2 of 3 sent",
    ]
    assert "\x1b" not in out.getvalue()


def test_nothing_to_do_is_everything_done() -> None:
    out = io.StringIO()
    with PushProgress(out) as progress:
        progress.update(0, 0, 0)
    assert "100%" in out.getvalue()


def test_the_demo_tells_each_step_once_to_a_pipe() -> None:
    out = io.StringIO()
    progress = StepProgress(out)
    for text in ("Starting", "Bringing: 1 of 2", "Bringing: 1 of 2", "Bringing: 2 of 2"):
        progress.show(text)
    progress.end()
    assert out.getvalue() == "  Starting\n  Bringing: 1 of 2\n  Bringing: 2 of 2\n"


def test_the_demo_rewrites_the_line_of_a_step_on_a_terminal() -> None:
    out = Terminal()
    progress = StepProgress(out)
    for text in ("Starting", "Bringing: 1 of 2", "Bringing: 2 of 2"):
        progress.show(text)
    progress.end()
    last = out.getvalue().rpartition("Starting")[2]
    assert "Bringing: 2 of 2" in last
    assert "1 of 2" not in last
