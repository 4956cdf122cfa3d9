"""Who reads what a program says may go before the end."""

import os
import subprocess
import sys

import pytest

from shop.kit.stdout import say

WORK = "from shop.kit.stdout import say\nfor number in range(20_000):\n    say('a line')\nopen({done!r}, 'w').close()"


def test_a_reader_that_goes_ends_no_work_and_leaves_no_complaint(tmp_path: os.PathLike[str]) -> None:
    done = os.path.join(tmp_path, "done")
    command = [sys.executable, "-c", WORK.format(done=done)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"a line\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
    assert os.path.exists(done)


def test_a_line_goes_where_it_is_to_go(capsys: pytest.CaptureFixture[str]) -> None:
    say("to whoever reads")
    say("a complaint", out=sys.stderr)
    assert capsys.readouterr() == ("to whoever reads\n", "a complaint\n")
