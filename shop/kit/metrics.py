"""A process's Prometheus metrics. Labels name doors, vendors and outcomes, never people or ids.

`/metrics` (`observability/metrics.py`) shows it. One registry per process: a process is one event loop.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

_FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_FAR = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 60.0)

REQUESTS = Counter("shop_requests", "Requests answered.", ["method", "door", "status"], registry=REGISTRY)
REQUEST_SECONDS = Histogram(
    "shop_request_seconds",
    "From a request to the end of its answer.",
    ["door"],
    registry=REGISTRY,
    buckets=_FAST,
)
VENDOR_CALLS = Counter(
    "shop_vendor_calls", "Calls to Meta and Stripe.", ["vendor", "call", "outcome"], registry=REGISTRY
)
VENDOR_SECONDS = Histogram(
    "shop_vendor_call_seconds", "How long a vendor took.", ["vendor", "call"], registry=REGISTRY, buckets=_FAR
)

_NAME = re.compile(r"[a-z]+(_[a-z]+)*")


@contextmanager
def vendor_call(vendor: str, call: str) -> Iterator[None]:
    """Count what happens inside: "ok", or the `outcome` of the exception's class (else the class's name)."""
    begun = time.perf_counter()
    outcome = "ok"
    try:
        yield
    except BaseException as error:
        outcome = getattr(error, "outcome", type(error).__name__)
        raise
    finally:
        VENDOR_CALLS.labels(vendor, call, outcome).inc()
        VENDOR_SECONDS.labels(vendor, call).observe(time.perf_counter() - begun)


def call_name(method: str, path: str) -> str:
    """`POST 1065/messages` is "POST messages", `GET 1065` is "GET node": what is no lower-case name is an id."""
    names = [step for step in path.strip("/").split("/") if _NAME.fullmatch(step)]
    return f"{method.upper()} {'/'.join(names) or 'node'}"
