"""What a process was loaded with is not searched for garbage again and again."""

import gc
import subprocess
import sys

SCRIPT = """
import gc
import shop.app
from shop.kit.processes.memory import keep_program
before = len(gc.get_objects())
keep_program()
print(before, len(gc.get_objects()), gc.get_freeze_count())
"""


def test_the_program_is_no_garbage_to_be_searched() -> None:
    shown = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    ).stdout
    before, after, kept = map(int, shown.split())
    assert before > 50_000
    assert after < before / 50
    assert kept > before / 2
    assert gc.get_freeze_count() < kept  # of that process, not of this one
