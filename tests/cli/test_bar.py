"""The line that shows how far a push is."""

import io

from shop.cli.bar import Bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_one_line_that_grows() -> None:
    out = Terminal()
    bar = Bar(out)
    bar.told(30, 100, 0)
    bar.told(100, 100, 2)
    bar.end()
    assert out.getvalue().count("\n") == 1
    last = out.getvalue().rpartition("\r")[2]
    assert "100%" in last
    assert "100 of 100 sent" in last
    assert "0 s left, 2 refused" in last


def test_a_pipe_gets_a_line_for_each_step() -> None:
    out = io.StringIO()
    bar = Bar(out)
    bar.told(1, 3, 0)
    bar.told(2, 3, 0)
    bar.end()
    assert [line[:26] for line in out.getvalue().splitlines()] == [
        "[" + "#" * 8 + "." * 16 + "]",
        "[" + "#" * 16 + "." * 8 + "]",
    ]


def test_nothing_to_do_is_everything_done() -> None:
    assert "100%" in Bar(io.StringIO()).line()
