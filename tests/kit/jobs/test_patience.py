"""What a shopper or a law waits for is tried again for as long as a vendor is away, and not a try longer for a mistake."""

from datetime import timedelta
from uuid import UUID

import pytest

from shop.invoices import sending
from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.errors import Conflict
from shop.kit.jobs import Errand, errand, registry
from shop.kit.jobs.attempt import AnotherAttempt, JobRunner
from shop.payments import links
from shop.payments.gateway import PaymentUnavailable
from shop.whatsapp.api.failures import AnswerLost, NotReached, WhatsAppError
from tests.kit.jobs.running_jobs import note_give_up, runs_of

failures: dict[UUID, Exception] = {}


@errand("runner_test.patient", attempts=3, give_up=note_give_up, patience=timedelta(days=3))
async def patient(errand: Errand, *, mark: UUID) -> None:
    raise failures[mark]


async def attempted(
    base: Database, error: Exception, *, attempt: int, age: timedelta
) -> tuple[AnotherAttempt | None, list[object]]:
    """What becomes of the job, and what its slice was told."""
    mark = new_id()
    failures[mark] = error
    entry = registry.get("runner_test.patient")
    body = entry.body(new_id(), {"mark": mark})
    another = await JobRunner(base, {}).attempt(entry, body, attempt, age=age)
    return another, [each[0] for each in runs_of(mark)]


AWAY = [
    PaymentUnavailable("no answer"),
    NotReached("no answer"),
    AnswerLost("no answer"),
    WhatsAppError("try later", code=2, transient=True),
    WhatsAppError("bad gateway", http_status=502),
]


@pytest.mark.parametrize("error", AWAY, ids=lambda error: f"{type(error).__name__}-{error}")
@pytest.mark.parametrize("age", [timedelta(minutes=10), timedelta(hours=3), timedelta(days=2)])
async def test_while_a_vendor_is_away_it_goes_on(base: Database, error: Exception, age: timedelta) -> None:
    another, told = await attempted(base, error, attempt=200, age=age)
    assert another is not None
    assert another.delay <= timedelta(minutes=7)
    assert told == []


@pytest.mark.parametrize("error", AWAY, ids=lambda error: f"{type(error).__name__}-{error}")
async def test_patience_has_an_end(base: Database, error: Exception) -> None:
    another, told = await attempted(base, error, attempt=900, age=timedelta(days=3, minutes=1))
    assert (another, told) == (None, ["gave up"])


@pytest.mark.parametrize(
    "error", [ValueError("ours"), Conflict("no"), WhatsAppError("wrong parameter", code=100)], ids=repr
)
async def test_a_mistake_is_given_up_as_soon_as_ever(base: Database, error: Exception) -> None:
    assert (await attempted(base, error, attempt=1, age=timedelta(0)))[0] is not None
    assert await attempted(base, error, attempt=2, age=timedelta(0)) == (None, ["gave up"])


@pytest.mark.parametrize(
    "name", ["payments.create_link", "payments.close_links", "invoices.send", "templates.submit"]
)
def test_what_shoppers_wait_for_is_patient(name: str) -> None:
    assert registry.get(name).patience >= timedelta(days=1)
    assert timedelta(days=3) == links.PATIENCE
    assert timedelta(days=14) == sending.PATIENCE  # a number may be paused for as long as that
