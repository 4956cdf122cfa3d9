"""Where `shop` begins, also as `python -m shop`: before it imports the program, Ctrl-C ends it without a word."""

import os
import signal
from types import FrameType

INTERRUPTED = 128 + signal.SIGINT  # what a shell says of a program that Ctrl-C ended


def main() -> int:
    """Run what was typed; the exit code. A command that started handles Ctrl-C itself."""
    is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not with `nohup` or `… &`
    if is_ours:
        signal.signal(signal.SIGINT, _end)
    from shop.cli.main import main as run

    if is_ours:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return run()
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        if is_ours:
            signal.signal(signal.SIGINT, _end)


def _end(_number: int, _frame: FrameType | None) -> None:
    """At once: while modules are imported, or the interpreter ends, an exception would be printed or swallowed."""
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    raise SystemExit(main())
