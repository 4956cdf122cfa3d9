"""How the installation stands, as numbers: the queue, what webhooks left, messages, paused numbers.

Read across all merchants as the sweeper, at most every ten seconds in a process whoever asks; every web and
worker process tells the same numbers, so graphs take their maximum, not their sum.
"""

import asyncio
import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import asyncpg
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shop.attention.listing import WaitingAttention, waiting_attention
from shop.kit.clock import now
from shop.kit.db.database import Database, DatabaseUnavailable
from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import sweeping

KEPT_SECONDS = 10.0
PATIENCE_SECONDS = 5.0
RECENT = timedelta(hours=1)

_JOBS = text("""
    SELECT entrypoint, status::text AS status, count(*) AS amount,
           greatest(max(extract(epoch FROM now() - execute_after)), 0)::float8 AS age
    FROM pgqueuer GROUP BY entrypoint, status
""")
_STRAYS = text(
    "SELECT 'stray' AS source, 'set_aside' AS state, count(*) AS amount, "
    "coalesce(extract(epoch FROM :at - min(arrived_at)), 0)::float8 AS age FROM stray_event"
)
_EVENTS = text("""
    SELECT 'whatsapp' AS source, state, count(*) AS amount,
           extract(epoch FROM :at - min(arrived_at))::float8 AS age
    FROM inbound_event WHERE state IN ('waiting', 'set_aside') GROUP BY state
    UNION ALL
    SELECT 'stripe', state, count(*), extract(epoch FROM :at - min(arrived_at))::float8
    FROM stripe_event WHERE state IN ('waiting', 'set_aside') GROUP BY state
""")
_MESSAGES = text("""
    SELECT direction, status, coalesce(error_code::text, '') AS code, count(*) AS amount
    FROM message WHERE created_at > :since GROUP BY 1, 2, 3
""")
_NUMBERS = text("SELECT count(*) AS amount, count(paused_reason) AS paused FROM whatsapp_number")


class InstallationMetrics(Collector):
    """One reading."""

    def __init__(self) -> None:
        self.up = False
        self.jobs: Sequence[Any] = ()
        self.events: Sequence[Any] = ()
        self.messages: Sequence[Any] = ()
        self.numbers: Any = None
        self.calls: Sequence[WaitingAttention] = ()

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The reading in Prometheus' form; without a database only that there is none."""
        yield GaugeMetricFamily("shop_database_up", "1 if the database answered.", value=float(self.up))
        if self.up:
            yield from self._queue()
            yield from self._events()
            yield from self._calls()
            yield self._messages()
            yield GaugeMetricFamily("shop_numbers", "WhatsApp numbers.", value=self.numbers.amount)
            yield GaugeMetricFamily(
                "shop_numbers_paused", "Of them, those that send nothing.", value=self.numbers.paused
            )

    def _queue(self) -> Iterable[GaugeMetricFamily]:
        amount = GaugeMetricFamily(
            "shop_jobs", "Jobs; `failed` waits for an operator.", labels=["job", "state"]
        )
        age = GaugeMetricFamily(
            "shop_job_oldest_seconds", "How long the oldest due job has waited.", labels=["job"]
        )
        for row in self.jobs:
            amount.add_metric([row.entrypoint, row.status], row.amount)
            if row.status == "queued":
                age.add_metric([row.entrypoint], row.age)
        return amount, age

    def _events(self) -> Iterable[GaugeMetricFamily]:
        labels = ["source", "state"]
        amount = GaugeMetricFamily("shop_webhooks", "Webhook events that are not done.", labels=labels)
        age = GaugeMetricFamily("shop_webhook_oldest_seconds", "Age of the oldest of them.", labels=labels)
        for row in self.events:
            amount.add_metric([row.source, row.state], row.amount)
            age.add_metric([row.source, row.state], row.age)
        return amount, age

    def _calls(self) -> Iterable[GaugeMetricFamily]:
        amount = GaugeMetricFamily("shop_attention", "What a person must look at.", labels=["kind"])
        age = GaugeMetricFamily(
            "shop_attention_oldest_seconds", "How long the oldest of it has waited.", labels=["kind"]
        )
        for call in self.calls:
            amount.add_metric([call.kind.value], call.amount)
            age.add_metric([call.kind.value], max(0.0, (now() - call.oldest).total_seconds()))
        return amount, age

    def _messages(self) -> GaugeMetricFamily:
        about = "Messages of the last hour by state and Meta's error code."
        family = GaugeMetricFamily("shop_messages", about, labels=["direction", "state", "code"])
        for row in self.messages:
            family.add_metric([row.direction, row.status, row.code], row.amount)
        return family


class InstallationMetricsReader:
    """Reads for one process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = asyncio.Lock()
        self._read_at = float("-inf")
        self._last = InstallationMetrics()

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
                return await self.read()
        except (TimeoutError, OSError, DBAPIError, DatabaseUnavailable, asyncpg.PostgresError):
            return InstallationMetrics()

    async def read(self) -> InstallationMetrics:
        """A fresh reading. Raises what the database raises."""
        at = now()
        found = InstallationMetrics()
        async with self._database.transaction() as session:
            found.jobs = (await execute_core(session, _JOBS)).all()
            strays = (await execute_core(session, _STRAYS, {"at": at})).all()
            async with sweeping(session):
                found.events = [*(await execute_core(session, _EVENTS, {"at": at})).all(), *strays]
                found.messages = (await execute_core(session, _MESSAGES, {"since": at - RECENT})).all()
                found.calls = await waiting_attention(session)
                found.numbers = (await execute_core(session, _NUMBERS)).one()
        found.up = True
        return found
