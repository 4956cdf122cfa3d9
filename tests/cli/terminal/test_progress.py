"""The line that shows how far a push is."""

import io

from shop.cli.terminal.progress import PushProgress
from tests.support.terminal import Terminal


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
