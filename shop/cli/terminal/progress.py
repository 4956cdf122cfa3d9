"""How far a push is: share, count, rate, time left, refusals. One moving line on a terminal, a line a step elsewhere."""

import sys
import time
from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from shop.kit.stdout import say


class PushProgress:
    """Told now and then; prints to standard error, so that what is piped stays clean."""

    def __init__(self, out: TextIO | None = None) -> None:
        self.out = out if out is not None else sys.stderr
        self.sent = self.total = self.refused = 0
        self._began = time.monotonic()
        self._bar = Progress(
            BarColumn(24),
            TaskProgressColumn(),
            TextColumn("{task.description}"),
            console=Console(file=self.out, force_terminal=self.out.isatty(), highlight=False),
            auto_refresh=False,
            disable=not self.out.isatty(),
        )
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def update(self, done: int, total: int, refused: int) -> None:
        """So many of so many are done, so many of those were refused."""
        self.sent, self.total, self.refused = done, total, refused
        if self._bar.disable:
            say(f"{done / total if total else 1:4.0%}  {self.summary()}", out=self.out)
            return
        self._bar.start()
        self._bar.update(self._task, completed=done, total=total, description=self.summary(), refresh=True)

    def summary(self) -> str:
        """Count, rate, time left and refusals in words."""
        rate = self.sent / max(time.monotonic() - self._began, 0.001)
        seconds = (self.total - self.sent) / rate if rate else 0.0
        return f"{self.sent} of {self.total} sent, {rate:.0f}/s, {seconds:.0f} s left, {self.refused} refused"
