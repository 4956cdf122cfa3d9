"""/metrics: what a process counted and how the installation stands, for who shows the token, without anybody's data."""

import contextlib
from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr
from sqlalchemy import text

from shop.app import create_app, create_probe
from shop.config import Settings
from shop.customers.models import Customer
from shop.inbox.conversations.models import Conversation
from shop.inbox.models import Direction, InboundEvent, Message, MessageStatus
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.metrics import REGISTRY, call_name
from shop.kit.vendors.webhook_events import WebhookState
from shop.merchants.accounts import numbers
from shop.merchants.models import Merchant
from shop.payments.gateway import Gateway, PaymentUnavailable
from shop.whatsapp.api.client import Credentials, Recipient, WhatsApp
from shop.whatsapp.errors import NotReached, WhatsAppError
from shop.whatsapp.outgoing import TextMessage

TOKEN = "a token for the scraper"
SHOWN = {"Authorization": f"Bearer {TOKEN}"}
WITH_TOKEN = Settings(metrics_token=SecretStr(TOKEN))


@pytest.fixture
async def web(database: Database) -> AsyncGenerator[httpx.AsyncClient]:
    """The web process, without the notifier that wakes workers."""
    async with asking(create_app(database, WITH_TOKEN)) as client:
        yield client


def asking(app: Any) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://shop")


async def read(client: httpx.AsyncClient) -> dict[tuple[str, ...], float]:
    answer = await client.get("/metrics", headers=SHOWN)
    assert answer.status_code == 200, answer.text
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


async def test_metrics_are_off_without_a_token(database: Database) -> None:
    async with asking(create_probe(database, Settings())) as client:
        answer = await client.get("/metrics", headers=SHOWN)
    assert answer.status_code == 404
    assert "SHOP_METRICS_TOKEN" in answer.json()["detail"]


@pytest.mark.parametrize("shown", ["", "Bearer wrong", TOKEN])
async def test_nobody_reads_metrics_without_the_token(web: httpx.AsyncClient, shown: str) -> None:
    assert (await web.get("/metrics", headers={"Authorization": shown})).status_code == 401


async def test_requests_are_counted_by_door_and_never_by_path(web: httpx.AsyncClient) -> None:
    door = ("shop_requests_total", "/pay/{token}", "GET", "404")
    before = (await read(web)).get(door, 0)
    assert (await web.get("/pay/a-token-nobody-has")).status_code == 404
    await web.get("/no/such/path/of/ana")
    after = await read(web)
    assert after[door] == before + 1
    assert after["shop_request_seconds_count", "/pay/{token}"] >= 1
    assert not [key for key in after if "ana" in str(key) or "a-token" in str(key)]


async def test_a_worker_shows_the_same_without_the_shop_s_doors(database: Database) -> None:
    async with asking(create_probe(database, WITH_TOKEN)) as client:
        assert (await client.get("/health/ready")).json() == {"status": "ready"}
        assert (await read(client))["shop_database_up",] == 1
        assert (await client.get("/api/v1/orders")).status_code == 404


async def test_the_queue_is_shown_by_job_with_the_age_of_the_oldest(
    web: httpx.AsyncClient, database: Database
) -> None:
    name = f"test.wait_{uuid4().hex}"
    async with database.transaction() as session:
        await execute_core(
            session,
            text(
                "INSERT INTO pgqueuer (priority, status, entrypoint, execute_after) VALUES "
                "(0, 'queued', :name, now() - interval '90 seconds'), (0, 'queued', :name, now() + interval '1 hour'), "
                "(0, 'failed', :name, now() - interval '2 days')"
            ),
            {"name": name},
        )
    found = await read(web)
    async with database.transaction() as session:
        await execute_core(session, text("DELETE FROM pgqueuer WHERE entrypoint = :name"), {"name": name})
    assert found["shop_jobs", name, "queued"] == 2
    assert found["shop_jobs", name, "failed"] == 1
    assert 90 <= found["shop_job_oldest_seconds", name] < 120


async def test_events_messages_and_paused_numbers_of_every_merchant_are_shown(
    web: httpx.AsyncClient, database: Database, merchant: Merchant
) -> None:
    await _trouble(database, merchant)
    found = await read(web)
    assert found["shop_webhooks", "whatsapp", "set_aside"] >= 1
    assert found["shop_webhooks", "whatsapp", "waiting"] >= 1
    assert found["shop_webhook_oldest_seconds", "whatsapp", "waiting"] >= 299
    assert found["shop_messages", "131049", "out", "failed"] >= 1
    assert found["shop_numbers_paused",] >= 1
    assert found["shop_numbers",] >= found["shop_numbers_paused",]


async def test_numbers_are_read_from_the_database_at_most_every_ten_seconds(
    web: httpx.AsyncClient, database: Database, merchant: Merchant
) -> None:
    first = (await read(web))["shop_numbers_paused",]
    await _trouble(database, merchant)
    assert (await read(web))["shop_numbers_paused",] == first


async def test_without_a_database_the_process_still_tells_of_itself() -> None:
    nowhere = Database("postgresql+asyncpg://shop_app@127.0.0.1:1/shop", pool_size=1)
    async with asking(create_probe(nowhere, WITH_TOKEN)) as client:
        found = await read(client)
    await nowhere.close()
    assert found["shop_database_up",] == 0
    assert ("process_cpu_seconds_total",) in found


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (httpx.Response(200, json={"messages": [{"id": "wamid.1"}]}), "ok"),
        (httpx.Response(400, json={"error": {"code": 131049, "message": "No."}}), "refused_131049"),
    ],
)
async def test_calls_to_meta_are_counted_by_what_came_of_them(answer: httpx.Response, outcome: str) -> None:
    before = _calls("meta", "POST messages", outcome)
    client = WhatsApp(
        base_url="http://meta", version="v26.0", transport=httpx.MockTransport(lambda _: answer)
    )
    with contextlib.suppress(WhatsAppError):
        await client.send(
            Credentials("1065", "token"), Recipient(phone="34600111222"), TextMessage("hi"), opaque="x:1"
        )
    await client.aclose()
    assert _calls("meta", "POST messages", outcome) == before + 1


async def test_a_vendor_that_is_not_reached_is_counted_as_that() -> None:
    before = _calls("meta", "GET node", "not_reached")
    client = WhatsApp(base_url="http://127.0.0.1:1", version="v26.0")
    with pytest.raises(NotReached):
        await client.phone_number(Credentials("1065", "token"))
    await client.aclose()
    assert _calls("meta", "GET node", "not_reached") == before + 1


async def test_calls_to_stripe_are_counted_too() -> None:
    before = _calls("stripe", "GET webhook_endpoints", "unavailable")
    gateway = Gateway("http://127.0.0.1:1")
    with pytest.raises(PaymentUnavailable):
        await gateway.webhook_endpoints("sk_test_1")
    await gateway.close()
    assert _calls("stripe", "GET webhook_endpoints", "unavailable") == before + 1


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("get", "1065", "GET node"),
        ("POST", "1065/messages", "POST messages"),
        ("DELETE", "1065/message_qrdls/ABC123", "DELETE message_qrdls"),
        ("post", "/v1/checkout/sessions/cs_test_a1B2/expire", "POST checkout/sessions/expire"),
        ("post", "/v1/payment_links/plink_1Nq", "POST payment_links"),
    ],
)
def test_a_call_is_named_without_ids(method: str, path: str, name: str) -> None:
    assert call_name(method, path) == name


def _calls(vendor: str, call: str, outcome: str) -> float:
    labels = {"vendor": vendor, "call": call, "outcome": outcome}
    return REGISTRY.get_sample_value("shop_vendor_calls_total", labels) or 0.0


async def _trouble(database: Database, merchant: Merchant) -> None:
    """A paused number, a refused message, an event set aside and one that waits for five minutes."""
    at = now()
    owner: Any = {"merchant_id": merchant.id}
    async with database.transaction(merchant.id) as session:
        (number,) = (await numbers(session)).values()
        number.paused_reason = "190: the token ran out"
        customer = Customer(**owner, phone="34600999888", created_at=at)
        session.add(customer)
        await session.flush()
        talk = Conversation(**owner, number_id=number.id, customer_id=customer.id, created_at=at)
        session.add(talk)
        await session.flush()
        out: Any = {"direction": Direction.OUT, "kind": "text", "said_at": at, "created_at": at}
        session.add(
            Message(**owner, conversation_id=talk.id, status=MessageStatus.FAILED, error_code=131049, **out)
        )
        for state in (WebhookState.WAITING, WebhookState.SET_ASIDE):
            session.add(
                InboundEvent(
                    **owner,
                    key=f"test:{uuid4()}",
                    kind="change",
                    field="test",
                    body=b"{}",
                    state=state,
                    arrived_at=at - timedelta(minutes=5),
                )
            )
