"""How a process is told to stop."""

import asyncio
import signal


def stop_requested() -> asyncio.Event:
    """Set by SIGTERM and SIGINT from now on; asked for first, so that also a start can be told to stop."""
    requested = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, requested.set)
    return requested
