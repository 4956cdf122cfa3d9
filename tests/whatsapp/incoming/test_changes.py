from datetime import UTC, datetime
from typing import Any

import pytest

from shop.whatsapp.incoming import (
    Malformed,
    MarketingPreference,
    PreferenceValue,
    TemplateStatusUpdate,
    read_preferences,
    read_template_change,
)
from tests.whatsapp.incoming.webhook_bodies import BSUID, PHONE, contact, stored

NAMED = {"message_template_id": 546151681022936, "message_template_name": "cart"}


def preference(**rest: Any) -> dict[str, Any]:
    base = {"user_id": BSUID, "category": "marketing_messages", "value": "stop", "timestamp": 1731705721}
    return base | rest


def change_told(field: str, **value: Any) -> TemplateStatusUpdate:
    return read_template_change(stored(field=field, value=NAMED | value))


def test_a_stop_says_who_and_when() -> None:
    body = stored(
        field="user_preferences", value={"contacts": [contact()], "user_preferences": [preference()]}
    )
    assert read_preferences(body) == [
        MarketingPreference(
            bsuid=BSUID,
            phone=PHONE,
            category="marketing_messages",
            value=PreferenceValue.STOP,
            at=datetime(2024, 11, 15, 21, 22, 1, tzinfo=UTC),
        )
    ]


def test_several_people_do_not_share_a_contact() -> None:
    items = [preference(user_id="US.1"), preference(user_id="US.2", value="resume")]
    body = stored(field="user_preferences", value={"contacts": [contact()], "user_preferences": items})
    assert [(found.bsuid, found.phone, found.value) for found in read_preferences(body)] == [
        ("US.1", None, "stop"),
        ("US.2", None, "resume"),
    ]


def test_a_signup_keeps_its_id() -> None:
    body = stored(value={"user_preferences": [preference(value="signup", signup_id="77")]})
    assert read_preferences(body)[0].signup_id == "77"


@pytest.mark.parametrize("odd", [{"value": "maybe"}, {"value": None}, {"user_id": None}])
def test_a_preference_of_nobody_or_nothing_known_is_left_out(odd: dict[str, object]) -> None:
    body = stored(value={"user_preferences": [preference(**odd), preference()]})
    assert len(read_preferences(body)) == 1


def test_a_rejection_says_why() -> None:
    found = change_told(
        "message_template_status_update",
        event="REJECTED",
        message_template_language="en-US",
        reason="INVALID_FORMAT",
        message_template_category="MARKETING",
        rejection_info={"reason": "x", "recommendation": "Add samples."},
    )
    assert found == TemplateStatusUpdate(
        event="REJECTED",
        template_id="546151681022936",
        name="cart",
        language="en_US",
        reason="INVALID_FORMAT",
        category="MARKETING",
        note="Add samples.",
    )


def test_a_pause_says_which() -> None:
    other = {"title": "FIRST_PAUSE", "description": "Paused for 3 hours."}
    assert change_told(
        "message_template_status_update", event="PAUSED", other_info=other, reason=None
    ).note == ("FIRST_PAUSE: Paused for 3 hours.")


def test_a_quality_change_says_from_and_to() -> None:
    found = change_told(
        "message_template_quality_update", previous_quality_score="GREEN", new_quality_score="RED"
    )
    assert (found.event, found.previous_quality, found.quality) == ("QUALITY", "GREEN", "RED")


def test_a_category_update_says_what_it_will_become_and_when() -> None:
    found = change_told(
        "template_category_update",
        new_category="UTILITY",
        correct_category="MARKETING",
        category_update_timestamp=1750000000,
    )
    assert (found.event, found.category, found.new_category) == ("CATEGORY", "UTILITY", "MARKETING")
    assert found.effective_at == datetime(2025, 6, 15, 15, 6, 40, tzinfo=UTC)


def test_a_category_change_says_from_and_to() -> None:
    found = change_told("template_category_update", previous_category="UTILITY", new_category="MARKETING")
    assert (found.category, found.new_category, found.effective_at) == ("UTILITY", "MARKETING", None)


def test_changed_components_are_told() -> None:
    assert (
        change_told("message_template_components_update", message_template_element="Hi").event == "COMPONENTS"
    )


@pytest.mark.parametrize("value", [{}, {"message_template_id": 5}, {"message_template_name": "x"}, 5])
def test_a_change_that_names_no_template_is_malformed(value: object) -> None:
    with pytest.raises(Malformed):
        read_template_change(stored(field="message_template_status_update", value=value))
