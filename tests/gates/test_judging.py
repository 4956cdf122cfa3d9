"""The gates as tables: facts in, every answer out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shop.customers.models import Marketing
from shop.gates.judging import (
    CAP_SPAN,
    GATES,
    PERSON_PAUSE,
    REVIEW_PAUSE,
    GateAnswer,
    GateFacts,
    GateJudgement,
    judge,
)
from shop.merchants.opening_hours import OpeningHours

NO_HOURS = OpeningHours.parse({})
WEEK = OpeningHours.parse(
    {day: ["09:00-14:00", "16:30-20:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    | {"sat": ["10:00-14:00"]}
)
NOON = datetime(2027, 1, 11, 11, 0, tzinfo=UTC)  # a Monday, noon in Madrid


def facts(**changes: Any) -> GateFacts:
    """Facts under which everything is allowed."""
    fine: dict[str, Any] = {
        "at": NOON,
        "open_still": True,
        "marketing": Marketing.GIVEN,
        "person_holds": False,
        "hours": WEEK,
        "merchant_zone": "Europe/Madrid",
        "shopper_zone": None,
        "template_status": "APPROVED",
        "sent_lately": (),
        "cap": 2,
    }
    return GateFacts(**{**fine, **changes})


def answer_of(gate: str, **changes: Any) -> GateAnswer:
    return next(answer for answer in judge(facts(**changes)).answers if answer.gate == gate)


def test_under_good_facts_every_gate_is_open_and_says_why() -> None:
    judgement = judge(facts())
    assert judgement.allowed
    assert judgement.refusal is None
    assert judgement.again_at is None
    assert len(judgement.answers) == len(GATES) == 9
    assert all(answer.why for answer in judgement.answers)


@pytest.mark.parametrize(
    ("changes", "gate"),
    [
        ({"wanted": False}, "wanted"),
        ({"open_still": False, "closed_reason": "The order is paid."}, "still_open"),
        ({"in_stock": False}, "in_stock"),
        ({"marketing": Marketing.UNASKED}, "consent"),
        ({"marketing": Marketing.WITHDRAWN}, "consent"),
        ({"template_status": "REJECTED"}, "template"),
        ({"template_status": "PAUSED"}, "template"),
        ({"template_status": "DISABLED"}, "template"),
        ({"cap": 0}, "cap"),
        ({"cap": -1, "sent_lately": (NOON - timedelta(days=1),)}, "cap"),
    ],
)
def test_what_is_final_names_its_gate_and_no_time(changes: dict[str, Any], gate: str) -> None:
    judgement = judge(facts(**changes))
    assert not judgement.allowed
    assert judgement.refusal is not None
    assert judgement.refusal.gate == gate
    assert judgement.again_at is None


def test_the_reason_why_it_is_closed_is_kept_word_for_word() -> None:
    answer = answer_of("still_open", open_still=False, closed_reason="The order is paid.")
    assert answer.why == "The order is paid."


@pytest.mark.parametrize(
    ("changes", "gate", "again_at"),
    [
        ({"person_holds": True}, "no_person", NOON + PERSON_PAUSE),
        ({"template_status": None}, "template", NOON + REVIEW_PAUSE),
        ({"template_status": "UNSENT"}, "template", NOON + REVIEW_PAUSE),
        ({"template_status": "PENDING"}, "template", NOON + REVIEW_PAUSE),
        ({"template_status": "IN_APPEAL"}, "template", NOON + REVIEW_PAUSE),
    ],
)
def test_what_may_pass_later_says_when(changes: dict[str, Any], gate: str, again_at: datetime) -> None:
    judgement = judge(facts(**changes))
    assert judgement.refusal is not None
    assert (judgement.refusal.gate, judgement.again_at) == (gate, again_at)


def test_a_final_no_outlasts_a_later_time() -> None:
    judgement = judge(facts(person_holds=True, marketing=Marketing.WITHDRAWN))
    assert judgement.refusal is not None
    assert judgement.refusal.gate == "consent"
    assert judgement.again_at is None


def test_of_two_times_the_later_counts() -> None:
    early, late = NOON + timedelta(hours=1), NOON + timedelta(hours=5)
    answers = tuple(
        GateAnswer(gate=str(hour), passed=False, why="", again_at=at) for hour, at in ((1, early), (5, late))
    )
    assert GateJudgement(answers).again_at == late
    assert GateJudgement(answers[::-1]).again_at == late


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (datetime(2027, 1, 11, 11, 0, tzinfo=UTC), None),
        (datetime(2027, 1, 11, 8, 0, tzinfo=UTC), None),  # nine sharp
        (datetime(2027, 1, 11, 7, 59, tzinfo=UTC), datetime(2027, 1, 11, 8, 0, tzinfo=UTC)),
        (datetime(2027, 1, 11, 13, 0, tzinfo=UTC), datetime(2027, 1, 11, 15, 30, tzinfo=UTC)),  # siesta
        (datetime(2027, 1, 11, 19, 0, tzinfo=UTC), datetime(2027, 1, 12, 8, 0, tzinfo=UTC)),
        (datetime(2027, 1, 16, 13, 0, tzinfo=UTC), datetime(2027, 1, 18, 8, 0, tzinfo=UTC)),  # over Sunday
        # summer time begins on Sunday 2027-03-28: Monday's nine o'clock is an hour earlier in UTC
        (datetime(2027, 3, 27, 14, 0, tzinfo=UTC), datetime(2027, 3, 29, 7, 0, tzinfo=UTC)),
        # and ends on Sunday 2027-10-31
        (datetime(2027, 10, 30, 13, 0, tzinfo=UTC), datetime(2027, 11, 1, 8, 0, tzinfo=UTC)),
    ],
)
def test_the_merchants_hours_are_local_time(at: datetime, opens: datetime | None) -> None:
    answer = answer_of("merchant_hours", at=at)
    assert (answer.passed, answer.again_at) == (opens is None, opens)


def test_without_hours_only_the_night_is_quiet() -> None:
    assert answer_of("merchant_hours", hours=NO_HOURS).passed
    night = datetime(2027, 1, 11, 23, 0, tzinfo=UTC)
    assert answer_of("merchant_hours", hours=NO_HOURS, at=night).passed
    assert not answer_of("quiet_hours", hours=NO_HOURS, at=night).passed


@pytest.mark.parametrize(
    ("zone", "at", "morning"),
    [
        (None, datetime(2027, 1, 11, 8, 0, tzinfo=UTC), None),  # nine in Madrid
        (None, datetime(2027, 1, 11, 7, 59, tzinfo=UTC), datetime(2027, 1, 11, 8, 0, tzinfo=UTC)),
        (None, datetime(2027, 1, 11, 19, 59, tzinfo=UTC), None),
        (None, datetime(2027, 1, 11, 20, 0, tzinfo=UTC), datetime(2027, 1, 12, 8, 0, tzinfo=UTC)),
        ("America/Mexico_City", NOON, datetime(2027, 1, 11, 15, 0, tzinfo=UTC)),  # five in the morning there
        ("America/Mexico_City", datetime(2027, 1, 11, 23, 0, tzinfo=UTC), None),
        (
            "Asia/Kathmandu",
            datetime(2027, 1, 11, 16, 0, tzinfo=UTC),
            datetime(2027, 1, 12, 3, 15, tzinfo=UTC),
        ),
        # the night in which summer time begins is an hour shorter, the one in which it ends an hour longer
        ("Europe/Madrid", datetime(2027, 3, 27, 21, 0, tzinfo=UTC), datetime(2027, 3, 28, 7, 0, tzinfo=UTC)),
        (
            "Europe/Madrid",
            datetime(2027, 10, 30, 21, 0, tzinfo=UTC),
            datetime(2027, 10, 31, 8, 0, tzinfo=UTC),
        ),
    ],
)
def test_nights_are_quiet_where_the_shopper_is(
    zone: str | None, at: datetime, morning: datetime | None
) -> None:
    answer = answer_of("quiet_hours", shopper_zone=zone, at=at)
    assert (answer.passed, answer.again_at) == (morning is None, morning)


@pytest.mark.parametrize("zone", [None, "", "Nowhere/Land", "../etc/passwd", "Europe"])
def test_a_shopper_without_a_known_zone_lives_where_the_merchant_does(zone: str | None) -> None:
    answer = answer_of("quiet_hours", shopper_zone=zone)
    assert answer.passed
    assert "Europe/Madrid (the shopper's zone is unknown)" in answer.why


def test_the_cap_counts_the_last_seven_days() -> None:
    long_ago, recent = NOON - CAP_SPAN, NOON - timedelta(days=6)
    assert answer_of("cap", sent_lately=(long_ago, recent)).passed


def test_at_the_cap_it_waits_until_the_oldest_that_counts_is_a_week_old() -> None:
    sent = tuple(NOON - timedelta(days=days) for days in (6, 3, 1))
    assert answer_of("cap", sent_lately=sent).again_at == NOON + timedelta(days=4)
    assert answer_of("cap", sent_lately=sent[1:]).again_at == NOON + timedelta(days=4)
    assert answer_of("cap", sent_lately=sent, cap=3).again_at == NOON + timedelta(days=1)


def test_every_gate_answers_even_where_the_first_says_no() -> None:
    judgement = judge(facts(open_still=False, closed_reason="x", marketing=Marketing.UNASKED, cap=0))
    assert [answer.gate for answer in judgement.answers if not answer.passed] == [
        "still_open",
        "consent",
        "cap",
    ]
