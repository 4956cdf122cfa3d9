"""A terminal for what a command prints."""

import io


class Terminal(io.StringIO):
    """Output that says a person is looking."""

    def isatty(self) -> bool:
        return True
