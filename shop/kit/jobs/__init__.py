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
    "enqueue_many",
    "errand",
    "job",
    "registry",
    "sweep",
]
