"""What Meta tells of an account or a number is kept, and shown to a person where one must act."""

from typing import Any

import pytest
from sqlmodel import col, select

from shop.attention.models import Attention, AttentionKind
from shop.doctor.check_attention import check_attention
from shop.events.models import Event
from shop.kit.vendors.webhook_events import WebhookState
from tests.support.inbox import InboxUnderTest
from tests.support.webhook_payloads import FIRST_SECOND, change, entry, envelope

BAN: dict[str, Any] = {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "DISABLE"}}
BACK: dict[str, Any] = {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "REINSTATE"}}


async def tells(inbox: InboxUnderTest, field: str, value: dict[str, Any], second: int = 0) -> None:
    """Meta tells of the account."""
    told = {"field": field, "value": value}
    await inbox.takes_in(envelope(entry(inbox.part, told, time=FIRST_SECOND + second)))
    await inbox.work("inbox.note_account")


async def calls(inbox: InboxUnderTest) -> list[AttentionKind]:
    found = select(Attention).where(col(Attention.resolved_at).is_(None))
    return sorted(call.kind for call in await inbox.all(found))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("account_update", {"event": "ACCOUNT_VIOLATION", "violation_info": {"violation_type": "SPAM"}}),
        (
            "account_update",
            {
                "event": "ACCOUNT_RESTRICTION",
                "restriction_info": [
                    {"restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": 1}
                ],
            },
        ),
        ("account_update", {**BAN, "ban_info": {"waba_ban_state": "SCHEDULE_FOR_DISABLE"}}),
        ("account_alerts", {"alert_severity": "CRITICAL", "alert_type": "X", "alert_description": "y"}),
        ("account_alerts", {"alert_info": {"alert_severity": "WARNING", "alert_type": "OBA"}}),
        ("phone_number_quality_update", {"event": "FLAGGED", "current_limit": "TIER_250"}),
        ("security", {"event": "PIN_CHANGED", "requester": "1"}),
        ("account_review_update", {"decision": "REJECTED"}),
        ("phone_number_name_update", {"decision": "REJECTED", "requested_verified_name": "Tienda"}),
    ],
)
async def test_what_needs_a_person_calls_one(
    inbox: InboxUnderTest, field: str, value: dict[str, Any]
) -> None:
    await tells(inbox, field, value)
    assert await calls(inbox) == [AttentionKind.ACCOUNT_ALERT]
    (fact,) = await inbox.all(select(Event).where(Event.kind == "account.changed"))
    assert (fact.subject_id, fact.provider_at.timestamp()) == ((await inbox.number()).id, FIRST_SECOND)
    assert (await inbox.events())[-1].state is WebhookState.DONE
    assert (await inbox.number()).paused_reason is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("account_update", {"event": "VOLUME_BASED_PRICING_TIER_UPDATE"}),
        ("account_alerts", {"alert_severity": "INFORMATIONAL", "alert_type": "X"}),
        ("phone_number_quality_update", {"event": "THROUGHPUT_UPGRADE"}),
        ("account_review_update", {"decision": "APPROVED"}),
        ("business_capability_update", {"max_phone_numbers_per_waba": 25}),
        ("account_update", {"event": "NEWS OF 2027 +34611000001"}),
        ("account_update", {"event": 5, "ban_info": "?"}),
    ],
)
async def test_what_needs_nobody_is_kept_as_a_fact(
    inbox: InboxUnderTest, field: str, value: dict[str, Any]
) -> None:
    await tells(inbox, field, value)
    assert await calls(inbox) == []
    assert len(await inbox.all(select(Event).where(Event.kind == "account.changed"))) == 1


@pytest.mark.parametrize("value", [BAN, {"event": "ACCOUNT_DELETED"}, {"event": "ACCOUNT_OFFBOARDED"}])
async def test_an_account_that_cannot_send_pauses_its_number(
    inbox: InboxUnderTest, value: dict[str, Any]
) -> None:
    await tells(inbox, "account_update", value)
    assert await calls(inbox) == [AttentionKind.ACCOUNT_ALERT, AttentionKind.NUMBER_PAUSED]
    assert (await inbox.number()).paused_reason


@pytest.mark.parametrize("ours", [True, False])
async def test_an_app_that_is_disconnected_pauses_the_numbers_of_that_app(
    inbox: InboxUnderTest, ours: bool
) -> None:
    app_id = inbox.part.app_id if ours else "777"
    value = {"event": "PARTNER_APP_UNINSTALLED", "waba_info": {"partner_app_id": app_id}}
    await tells(inbox, "account_update", value)
    assert ((await inbox.number()).paused_reason is not None, bool(await calls(inbox))) == (ours, ours)


async def test_an_older_ban_that_arrives_late_pauses_nothing(inbox: InboxUnderTest) -> None:
    await tells(inbox, "account_update", BACK, second=300)
    await tells(inbox, "account_update", BAN, second=200)
    assert (await calls(inbox), (await inbox.number()).paused_reason) == ([], None)
    assert len(await inbox.all(select(Event).where(Event.kind == "account.changed"))) == 2


async def test_good_news_ends_the_call(inbox: InboxUnderTest) -> None:
    await tells(inbox, "account_update", {**BAN, "ban_info": {"waba_ban_state": "SCHEDULE_FOR_DISABLE"}})
    await tells(inbox, "account_update", BACK, second=1)
    assert await calls(inbox) == []


async def test_good_news_about_something_else_leaves_the_call(inbox: InboxUnderTest) -> None:
    await tells(inbox, "security", {"event": "PIN_CHANGED"})
    await tells(inbox, "account_review_update", {"decision": "APPROVED"}, second=1)
    assert await calls(inbox) == [AttentionKind.ACCOUNT_ALERT]


@pytest.mark.parametrize(("code", "pauses"), [(131042, True), (130429, False), (131009, False)])
async def test_an_error_beside_the_messages_is_shown(inbox: InboxUnderTest, code: int, pauses: bool) -> None:
    error = {"code": code, "title": "No", "error_data": {"details": "It does not work"}}
    await inbox.takes_in(envelope(entry(inbox.part, change(inbox.part, errors=[error]))))
    await inbox.work("inbox.note_account")
    assert AttentionKind.ACCOUNT_ALERT in await calls(inbox)
    assert (await inbox.number()).paused_reason == (f"{code}: It does not work" if pauses else None)


async def test_the_doctor_shows_what_was_called(inbox: InboxUnderTest) -> None:
    await tells(inbox, "security", {"event": "PIN_CHANGED"})
    async with inbox.database.transaction(inbox.merchant.id) as session:
        (finding,) = (await check_attention(session, inbox.merchant)).all
    assert (finding.check, "PIN_CHANGED" in finding.says) == ("meta.alert", True)
