"""What is written down for operators holds no person: no phone, no name, no text, no token, also when things fail."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from shop.kit.db.session import execute_core
from shop.sandbox.control_client import link_of, text_of
from tests.support.running.installation import Shop

NAME, PHONE, WORDS = "Inconfundible Pérez", "34699887766", "busco un regalo para mi abuela"
LOGGED = text("""
SELECT coalesce(string_agg(traceback::text, ' '), '') FROM pgqueuer_log
UNION ALL SELECT coalesce(string_agg(convert_from(payload, 'UTF8'), ' '), '') FROM pgqueuer
""")


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture) -> Iterator[list[Any]]:
    """What our own log says from here on, all of it, and the libraries' from the level that `kit.log` lets through."""
    caplog.set_level(logging.WARNING)
    with capture_logs() as ours:
        yield [ours, caplog.records]


async def test_no_person_and_no_token_is_written_down(shop: Shop, written: list[Any]) -> None:
    ana = await shop.shopper(NAME, phone=PHONE)
    await ana.say(WORDS)
    await ana.hears()
    await shop.services.control_client.post("/stripe/faults", {"api": {"http_status": 503, "times": 4}})
    await ana.send_cart_of([("TAZA-AZUL", 1, "12.50")], text=WORDS)
    await shop.services.hurry()
    offer = await ana.hears(lambda message: "1001" in text_of(message))
    link = link_of(offer)
    await shop.pay(link)
    await ana.hears(lambda message: message["type"] == "document")
    await shop.wait_until_idle()

    said = await everything(shop, written)
    assert "order.placed" in said
    assert "order.paid" in said
    assert "job.failed" in said
    for secret in secrets_of(shop, link):
        assert secret not in said, secret


def secrets_of(shop: Shop, link: str) -> list[str]:
    """Who Ana is, what she said, and every key that opens something."""
    whatsapp, stripe = shop.file.whatsapp, shop.file.stripe
    assert whatsapp is not None
    assert stripe is not None
    return [
        NAME,
        PHONE,
        WORDS,
        link.rsplit("/", 1)[-1],
        whatsapp.app_secret,
        whatsapp.verify_token,
        f'{whatsapp.access_token}"',
        f"Bearer {whatsapp.access_token}",
        *stripe.webhook_secrets,
    ]


async def everything(shop: Shop, written: list[Any]) -> str:
    """Our events, the libraries' messages with their values, and what the queue kept."""
    ours, records = written
    said = [repr(entry) for entry in ours]
    said += [f"{record.name} {record.getMessage()} {record.exc_text or ''}" for record in records]
    async with shop.services.database.transaction() as session:
        said += (await execute_core(session, LOGGED)).scalars()
    return "\n".join(said)
