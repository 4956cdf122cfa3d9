"""How the installation stands, in Prometheus' form.

Read across all merchants as the sweeper, at most every ten seconds in a process whoever asks; every web and
worker process tells the same numbers, so graphs take their maximum, not their sum.
"""

import asyncio
import time
from collections.abc import Iterable, Sequence

import asyncpg
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import DBAPIError

from shop.attention.listing import WaitingAttention
from shop.installation.counting import (
    InstallationCounts,
    JobCount,
    MessageCount,
    NumberCount,
    WebhookCount,
    count_installation,
)
from shop.kit.clock import now
from shop.kit.db.database import Database, DatabaseUnavailable

KEPT_SECONDS = 10.0
PATIENCE_SECONDS = 5.0


class InstallationMetrics(Collector):
    """One reading."""

    def __init__(self, counts: InstallationCounts | None) -> None:
        self._counts = counts

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The reading in Prometheus' form; without a database only that there is none."""
        is_up = self._counts is not None
        yield GaugeMetricFamily("shop_database_up", "1 if the database answered.", value=float(is_up))
        if self._counts is not None:
            yield from _jobs(self._counts.jobs)
            yield from _webhooks(self._counts.webhooks)
            yield from _calls(self._counts.calls)
            yield _messages(self._counts.messages)
            yield _repeated(self._counts.repeated)
            yield from _numbers(self._counts.numbers)


class InstallationMetricsReader:
    """Reads for one process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = asyncio.Lock()
        self._read_at = float("-inf")
        self._last = InstallationMetrics(None)

    async def registry(self) -> CollectorRegistry:
        """The installation's present numbers, not older than ten seconds."""
        async with self._turn:
            if time.monotonic() - self._read_at >= KEPT_SECONDS:
                self._last = await self._try()
                self._read_at = time.monotonic()
        registry = CollectorRegistry()
        registry.register(self._last)
        return registry

    async def _try(self) -> InstallationMetrics:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return InstallationMetrics(await count_installation(self._database))
        except (TimeoutError, OSError, DBAPIError, DatabaseUnavailable, asyncpg.PostgresError):
            return InstallationMetrics(None)


def _jobs(jobs: Sequence[JobCount]) -> Iterable[GaugeMetricFamily]:
    amount = GaugeMetricFamily("shop_jobs", "Jobs; `failed` waits for an operator.", labels=["job", "state"])
    age = GaugeMetricFamily(
        "shop_job_oldest_seconds", "How long the oldest due job has waited.", labels=["job"]
    )
    for row in jobs:
        amount.add_metric([row.entrypoint, row.status], row.amount)
        if row.status == "queued":
            age.add_metric([row.entrypoint], row.age)
    return amount, age


def _webhooks(webhooks: Sequence[WebhookCount]) -> Iterable[GaugeMetricFamily]:
    labels = ["source", "state"]
    amount = GaugeMetricFamily("shop_webhooks", "Webhook events that are not done.", labels=labels)
    age = GaugeMetricFamily("shop_webhook_oldest_seconds", "Age of the oldest of them.", labels=labels)
    for row in webhooks:
        amount.add_metric([row.source, row.state], row.amount)
        age.add_metric([row.source, row.state], row.age)
    return amount, age


def _calls(calls: Sequence[WaitingAttention]) -> Iterable[GaugeMetricFamily]:
    amount = GaugeMetricFamily("shop_attention", "What a person must look at.", labels=["kind"])
    age = GaugeMetricFamily(
        "shop_attention_oldest_seconds", "How long the oldest of it has waited.", labels=["kind"]
    )
    for call in calls:
        amount.add_metric([call.kind.value], call.amount)
        age.add_metric([call.kind.value], max(0.0, (now() - call.oldest).total_seconds()))
    return amount, age


def _messages(messages: Sequence[MessageCount]) -> GaugeMetricFamily:
    about = "Messages of the last hour by state and Meta's error code."
    family = GaugeMetricFamily("shop_messages", about, labels=["direction", "state", "code"])
    for row in messages:
        family.add_metric([row.direction, row.status, row.code], row.amount)
    return family


def _repeated(amount: int) -> GaugeMetricFamily:
    about = "Messages of the last day whose fate nobody knew, sent once more."
    return GaugeMetricFamily("shop_messages_repeated", about, value=amount)


def _numbers(numbers: NumberCount) -> Iterable[GaugeMetricFamily]:
    yield GaugeMetricFamily("shop_numbers", "WhatsApp numbers.", value=numbers.amount)
    yield GaugeMetricFamily("shop_numbers_paused", "Of them, those that send nothing.", value=numbers.paused)
