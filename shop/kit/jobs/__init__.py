"""Jobs: rows written by the transaction that wants them, run by any worker at least once."""

from shop.kit.jobs.define import (
    Errand,
    Handler,
    JobDefinition,
    JobKind,
    Postponed,
    Priority,
    Registry,
    backoff,
    enqueue,
    enqueue_many,
    errand,
    job,
    registry,
    sweep,
)
from shop.kit.jobs.for_each import enqueue_for_each

__all__ = [
    "Errand",
    "Handler",
    "JobDefinition",
    "JobKind",
    "Postponed",
    "Priority",
    "Registry",
    "backoff",
    "enqueue",
    "enqueue_for_each",
    "enqueue_many",
    "errand",
    "job",
    "registry",
    "sweep",
]
