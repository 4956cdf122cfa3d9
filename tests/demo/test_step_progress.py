"""What the demo says while it starts."""

import io

from shop.demo.progress import StepProgress
from tests.support.terminal import Terminal


def test_a_pipe_gets_each_step_once() -> None:
    out = io.StringIO()
    with StepProgress(out) as progress:
        for text in ("Starting", "Bringing: 1 of 2", "Bringing: 1 of 2", "Bringing: 2 of 2"):
            progress.show(text)
    assert out.getvalue() == "  Starting\n  Bringing: 1 of 2\n  Bringing: 2 of 2\n"


def test_a_terminal_sees_the_line_of_a_step_rewritten() -> None:
    out = Terminal()
    with StepProgress(out) as progress:
        for text in ("Starting", "Bringing: 1 of 2", "Bringing: 2 of 2"):
            progress.show(text)
    last = out.getvalue().rpartition("Starting")[2]
    assert "Bringing: 2 of 2" in last
    assert "1 of 2" not in last
