"""How fast this machine is at this moment, so that a limit in seconds means the same on a slow or busy one.

A limit is written for a quiet machine. `allowance` measures a fixed piece of work right now and stretches the limit by
as much as that work took longer than it did there; it never shortens one.
"""

import json
import time

QUIET_SECONDS = 0.03  # what `_work` took on the machine for which the limits in the tests were written
SAMPLES = 3
ROUNDS = 500
DOCUMENT = {"items": [{"sku": f"S{n}", "title": "Taza", "price_minor": n * 100} for n in range(40)]}

PATIENCE_SECONDS = 180.0
"""How long a test waits for something that surely comes: only a test that fails ever waits so long."""


def _work() -> float:
    """Seconds of the clock that the fixed piece of work took."""
    began = time.perf_counter()
    for _ in range(ROUNDS):
        json.loads(json.dumps(DOCUMENT))
    return time.perf_counter() - began


def slowness() -> float:
    """By how many times this machine is slower now than a quiet one, at least 1: the worst of a few samples."""
    return max(1.0, max(_work() for _ in range(SAMPLES)) / QUIET_SECONDS)


def allowance(seconds: float) -> float:
    """The limit `seconds` of a quiet machine, on this one and now."""
    return seconds * slowness()
