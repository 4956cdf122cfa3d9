from datetime import UTC, datetime

import pytest

from shop.whatsapp.errors import VendorAction, VendorError
from shop.whatsapp.incoming import DeliveryStatus, Malformed, Pricing, read_status
from tests.whatsapp.incoming.webhook_bodies import BSUID, PHONE, status, stored


@pytest.mark.parametrize("name", list(DeliveryStatus))
def test_every_status_of_meta_is_read(name: str) -> None:
    found = read_status(stored(status=status("wamid.A", name, biz_opaque_callback_data="m1:2")))
    assert (found.wamid, found.status, found.recipient, found.opaque) == ("wamid.A", name, PHONE, "m1:2")
    assert found.at == datetime(2025, 6, 15, 23, 27, 53, tzinfo=UTC)


def test_a_failure_says_why_and_what_to_do() -> None:
    error = {
        "code": 131047,
        "title": "Re-engagement message",
        "error_data": {"details": "more than 24 hours"},
    }
    found = read_status(stored(status=status(name="failed", errors=[error])))
    assert found.error == VendorError(131047, "Re-engagement message", "more than 24 hours")
    assert found.error.action is VendorAction.NEVER


def test_a_price_is_read_without_its_billable_flag() -> None:
    pricing = {"pricing_model": "PMP", "type": "regular", "category": "marketing"}
    found = read_status(stored(status=status(pricing=pricing)))
    assert found.pricing == Pricing("marketing", "regular", None, "PMP")


def test_a_recipient_may_have_no_phone() -> None:
    bare = status(recipient_user_id=BSUID)
    del bare["recipient_id"]
    found = read_status(stored(status=bare))
    assert (found.recipient, found.bsuid, found.opaque, found.pricing) == (None, BSUID, None, None)


@pytest.mark.parametrize("changed", [{"status": "warning"}, {"status": None}, {"id": None}, {"id": "a\0"}])
def test_an_unknown_status_or_a_missing_id_is_malformed(changed: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        read_status(stored(status=status() | changed))
