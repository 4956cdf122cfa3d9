"""The webhook fields stand in one place: README, handlers and the pretend Meta are compared with it."""

import re

from shop.inbox.incoming.store_webhooks import HANDLER_OF_FIELD
from shop.sandbox.records import FIELDS as OF_THE_SANDBOX
from shop.whatsapp.webhook_fields import ALERTS, NEEDED
from tests.support.repository import ROOT


def test_the_readme_tells_which_fields_to_tick() -> None:
    (step,) = re.findall(
        r"^6\. \*\*Webhooks\*\*.*?At Stripe", (ROOT / "README.md").read_text(), re.DOTALL | re.MULTILINE
    )
    needed, alerts = step.split("to hear of restrictions")
    assert set(re.findall(r"`([a-z_]+)`", needed)) == NEEDED
    assert set(re.findall(r"`([a-z_]+)`", alerts)) == ALERTS


def test_every_field_that_is_ticked_is_understood() -> None:
    assert set(HANDLER_OF_FIELD) >= NEEDED | ALERTS


def test_the_pretend_meta_has_them_ticked() -> None:
    """It shares no code with the shop, so it has a list of its own."""
    assert set(OF_THE_SANDBOX) == NEEDED | ALERTS
