"""What the demo is doing while it starts: a line that is rewritten on a terminal, a line a step elsewhere."""

import sys
from typing import Self, TextIO

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn

from shop.kit.stdout import say


class StepProgress:
    """Steps are told as "what" or "what: how far"; the same step again replaces its line on a terminal."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out if out is not None else sys.stdout
        self._console = Console(file=self._out, force_terminal=self._out.isatty(), highlight=False)
        columns = SpinnerColumn(finished_text=" "), TextColumn("{task.description}")
        self._lines = Progress(*columns, console=self._console, disable=not self._out.isatty())
        self._task: TaskID | None = None
        self._last = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """The last step is done, or failed; a terminal gets its cursor back."""
        if self._task is not None:
            self._lines.update(self._task, completed=1)
        self._lines.stop()

    def show(self, text: str) -> None:
        """A step began, or is that far."""
        if text == self._last:
            return
        if self._lines.disable:
            say(f"  {text}", out=self._out)
        else:
            self._show_on_terminal(text)
        self._last = text

    def _show_on_terminal(self, text: str) -> None:
        self._lines.start()
        if self._task is not None and text.split(":")[0] == self._last.split(":")[0]:
            self._lines.update(self._task, description=text)
            return
        if self._task is not None:
            self._lines.update(self._task, completed=1)
        self._task = self._lines.add_task(text, total=1)
