"""Lines for whoever started the program. Who reads them may go (`| head`): the rest is for nobody, the work goes on."""

import os
import sys
from typing import TextIO


def say(line: str = "", *, out: TextIO | None = None) -> None:
    """One line on `out` (standard output unless said), at once."""
    stream = sys.stdout if out is None else out
    try:
        print(line, file=stream, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # for what is still to be said and flushed
