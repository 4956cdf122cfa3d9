"""The signals that tell a process to stop."""

import asyncio
import signal


def stop_requested() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set from now on. Call it first, so that also a start can be stopped."""
    requested = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, requested.set)
    return requested
