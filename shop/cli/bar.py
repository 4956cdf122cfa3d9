"""A line that shows how far something is: share, count, rate, what remains, errors. On a terminal it stays one line."""

import sys
import time
from typing import TextIO

WIDTH = 24


class Bar:
    """Told now and then; prints to stderr, so that what is piped stays clean."""

    def __init__(self, out: TextIO | None = None) -> None:
        self.out = out if out is not None else sys.stderr
        self.sent = self.total = self.refused = 0
        self._begun = time.monotonic()

    def told(self, done: int, total: int, refused: int) -> None:
        """So many of so many are done, so many of those were refused."""
        self.sent, self.total, self.refused = done, total, refused
        is_terminal = self.out.isatty()
        self.out.write(f"\r{self.line()}\x1b[K" if is_terminal else f"{self.line()}\n")
        self.out.flush()

    def line(self) -> str:
        """What the bar says now."""
        share = self.sent / self.total if self.total else 1.0
        rate = self.sent / max(time.monotonic() - self._begun, 0.001)
        seconds = (self.total - self.sent) / rate if rate else 0.0
        filled = "#" * int(share * WIDTH)
        return (
            f"[{filled.ljust(WIDTH, '.')}] {share:4.0%}  {self.sent} of {self.total} sent, "
            f"{rate:.0f}/s, {seconds:.0f} s left, {self.refused} refused"
        )

    def end(self) -> None:
        """Leave the line as it is."""
        if self.total and self.out.isatty():
            self.out.write("\n")
