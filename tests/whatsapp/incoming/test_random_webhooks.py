"""Whatever is sent, reading never crashes, and what comes out can be stored."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shop.whatsapp.incoming import (
    Malformed,
    Update,
    UpdateKind,
    read_message,
    read_preferences,
    read_status,
    read_template_change,
    read_webhook,
)
from tests.whatsapp.incoming.webhook_bodies import message, status, webhook

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
surrogates = st.text(st.characters(codec=None), max_size=8)  # halves of characters included
TYPES = ["text", "image", "order", "interactive", "location", "contacts", "reaction", "button", "system"]
NAMES = [
    "id",
    "from",
    "type",
    "body",
    "text",
    "order",
    "product_items",
    "item_price",
    "quantity",
    "list_reply",
]
loose = st.dictionaries(
    st.sampled_from([*NAMES, *TYPES]),
    anything | surrogates | st.sampled_from([*TYPES, "list_reply"]),
    max_size=6,
)


patient = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def assert_storable(update: Update) -> None:
    """PostgreSQL takes every text of it, and its body as JSON."""
    for name in (
        update.field,
        update.key,
        update.waba_id,
        update.phone_number_id,
        update.bsuid,
        update.phone,
    ):
        assert "\0" not in (name or "")
        (name or "").encode()
    assert update.body.decode()
    assert "\0" not in json.dumps(json.loads(update.body), ensure_ascii=False)
    json.dumps(json.loads(update.body), ensure_ascii=False).encode()
    assert (update.kind is UpdateKind.DEFECT) == (update.defect is not None)


def read_or_refuse(body: bytes) -> list[Update]:
    try:
        return read_webhook(body)
    except Malformed:
        return []


def read_every_way(body: bytes) -> None:
    for read in (read_message, read_status, read_preferences, read_template_change):
        try:
            read(body)
        except Malformed:
            continue


@patient
@given(st.binary())
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    for update in read_or_refuse(body):
        assert_storable(update)
    read_every_way(body)


@patient
@given(anything)
def test_any_json_is_read_or_refused(body: Any) -> None:
    for update in read_or_refuse(json.dumps(body).encode()):
        assert_storable(update)


@patient
@given(st.lists(anything | st.fixed_dictionaries({"field": surrogates, "value": anything}), max_size=4))
def test_any_changes_leave_one_update_each_or_more(changes: list[Any]) -> None:
    updates = read_webhook(webhook(*changes))
    assert len(updates) >= len(changes)
    for update in updates:
        assert_storable(update)


@patient
@given(st.lists(loose | anything, max_size=5), st.lists(loose | anything, max_size=5), anything, anything)
def test_any_messages_beside_a_good_one_are_read_or_set_aside(
    messages: list[Any], statuses: list[Any], contacts: Any, metadata: Any
) -> None:
    value = {"messages": [*messages, message("good")], "statuses": [*statuses, status("good")]}
    change = {"field": "messages", "value": value | {"contacts": contacts, "metadata": metadata}}
    updates = read_webhook(webhook(change))
    assert len(updates) == len(messages) + len(statuses) + 2
    assert {"m:good", "s:good:sent:16505551234"} <= {update.key for update in updates}
    for update in updates:
        assert_storable(update)
        read_every_way(update.body)


@patient
@given(st.sampled_from(TYPES), anything | loose)
def test_any_content_of_a_known_type_is_a_message(kind: str, content: Any) -> None:
    odd = message(type=kind) | {kind: content, "context": content, "referral": content, "errors": content}
    [update] = read_webhook(webhook({"field": "messages", "value": {"messages": [odd]}}))
    assert read_message(update.body).wamid == "wamid.A"
