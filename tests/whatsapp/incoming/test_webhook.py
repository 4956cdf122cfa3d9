import json
from datetime import UTC, datetime

import pytest

from shop.whatsapp.incoming import Malformed, UpdateKind, read_message, read_webhook
from tests.whatsapp.incoming.webhook_bodies import (
    BSUID,
    NUMBER,
    PHONE,
    WABA,
    change,
    contact,
    message,
    status,
    webhook,
)


def test_a_message_becomes_an_update_that_can_be_routed_keyed_and_ordered() -> None:
    [update] = read_webhook(webhook(change(messages=[message("wamid.A")], contacts=[contact()])))
    assert (update.kind, update.field, update.key) == (UpdateKind.MESSAGE, "messages", "m:wamid.A")
    assert (update.waba_id, update.phone_number_id) == (WABA, NUMBER)
    assert (update.bsuid, update.phone) == (BSUID, PHONE)
    assert update.provider_at == datetime(2025, 6, 16, 17, 52, 5, tzinfo=UTC)
    assert update.defect is None
    body = json.loads(update.body)
    assert body["message"]["text"] == {"body": "hola"}
    assert body["contact"]["profile"]["name"] == "Sheena"
    assert body["metadata"]["phone_number_id"] == NUMBER


@pytest.mark.parametrize("kind", [[], {}, ["user_changed_number"], 7, None, True])
def test_a_system_message_whose_type_is_no_word_is_a_message_all_the_same(kind: object) -> None:
    system = {**message("wamid.A"), "type": "system", "system": {"type": kind, "wa_id": PHONE}}
    [update] = read_webhook(webhook(change(messages=[system], contacts=[contact()])))
    assert (update.kind, update.changed_to, update.defect) == (UpdateKind.MESSAGE, None, None)


def test_a_status_is_keyed_by_message_status_and_recipient() -> None:
    [update] = read_webhook(webhook(change(statuses=[status("wamid.A", "delivered")])))
    assert (update.kind, update.key) == (UpdateKind.STATUS, f"s:wamid.A:delivered:{PHONE}")
    assert json.loads(update.body) == {"status": status("wamid.A", "delivered")}


def test_a_status_for_somebody_without_a_phone_is_keyed_by_the_business_scoped_id() -> None:
    bare = status(recipient_user_id=BSUID)
    del bare["recipient_id"]
    [update] = read_webhook(webhook(change(statuses=[bare])))
    assert (update.key, update.bsuid, update.phone) == (f"s:wamid.A:sent:{BSUID}", BSUID, None)


def test_a_status_of_a_group_message_is_keyed_by_the_participant() -> None:
    grouped = status(recipient_type="group", recipient_id="group1", recipient_participant_id="34600111222")
    [update] = read_webhook(webhook(change(statuses=[grouped])))
    assert (update.key, update.phone) == ("s:wamid.A:sent:34600111222", "34600111222")


def test_a_message_from_somebody_without_a_phone_is_known_by_the_business_scoped_id() -> None:
    bare = message()
    del bare["from"]
    person = contact()
    del person["wa_id"]
    [update] = read_webhook(webhook(change(messages=[bare], contacts=[person])))
    assert (update.bsuid, update.phone) == (BSUID, None)
    assert json.loads(update.body)["contact"]["user_id"] == BSUID


def test_a_message_without_ids_of_its_sender_takes_those_of_the_only_contact() -> None:
    bare = message()
    del bare["from"], bare["from_user_id"]
    [update] = read_webhook(webhook(change(messages=[bare], contacts=[contact()])))
    assert (update.bsuid, update.phone) == (BSUID, PHONE)


def test_messages_of_several_people_keep_their_own_contacts() -> None:
    people = [contact(user_id=f"US.{n}", wa_id=f"3460000000{n}", profile={"name": str(n)}) for n in range(3)]
    messages = [message(f"wamid.{n}", from_user_id=f"US.{n}") | {"from": f"3460000000{n}"} for n in (2, 0, 1)]
    updates = read_webhook(webhook(change(messages=messages, contacts=people)))
    assert [json.loads(update.body)["contact"]["profile"]["name"] for update in updates] == ["2", "0", "1"]


def test_a_stranger_in_a_batch_gets_nobodys_contact() -> None:
    messages = [message("wamid.1"), message("wamid.2", from_user_id="US.9") | {"from": "34600999999"}]
    _, stranger = read_webhook(webhook(change(messages=messages, contacts=[contact()])))
    assert json.loads(stranger.body)["contact"] is None
    assert stranger.bsuid == "US.9"


def test_a_number_written_with_signs_is_kept_as_digits() -> None:
    [update] = read_webhook(webhook(change(messages=[message() | {"from": "+1 (650) 555-1234"}])))
    assert update.phone == PHONE


def test_every_entry_change_message_and_status_is_found() -> None:
    body = json.loads(webhook(change(messages=[message("1"), message("2")]), change(statuses=[status("3")])))
    body["entry"].append(
        {"id": "other", "changes": [change("account_alerts", alert="x")], "time": 1739321024}
    )
    updates = read_webhook(json.dumps(body).encode())
    assert [update.kind for update in updates] == ["message", "message", "status", "change"]
    assert updates[3].waba_id == "other"


def test_a_batch_of_a_thousand_is_read_whole() -> None:
    updates = read_webhook(webhook(change(messages=[message(f"wamid.{n}") for n in range(1000)])))
    assert len({update.key for update in updates}) == 1000


def test_the_same_update_twice_has_the_same_key() -> None:
    first, second = read_webhook(webhook(change(messages=[message(), message()])))
    assert first.key == second.key


def test_another_field_is_a_change_keyed_by_its_hash() -> None:
    body = webhook({"field": "account_alerts", "value": {"alert": "x"}}, time=1739321024)
    [update], [again] = read_webhook(body), read_webhook(body)
    assert (update.kind, update.field) == (UpdateKind.CHANGE, "account_alerts")
    assert update.key == again.key
    assert update.key.startswith("h:")
    assert len(update.key) == 66
    assert update.provider_at == datetime(2025, 2, 12, 0, 43, 44, tzinfo=UTC)
    assert json.loads(update.body) == {"field": "account_alerts", "value": {"alert": "x"}}


def test_the_same_change_at_another_time_is_news() -> None:
    paused = {"field": "message_template_status_update", "value": {"event": "PAUSED"}}
    [first], [second] = read_webhook(webhook(paused, time=1)), read_webhook(webhook(paused, time=2))
    assert first.key != second.key


def test_a_preference_says_whom_it_is_about() -> None:
    item = {"user_id": BSUID, "value": "stop", "category": "marketing_messages", "timestamp": 1731705721}
    [update] = read_webhook(
        webhook(change("user_preferences", contacts=[contact()], user_preferences=[item]))
    )
    assert (update.kind, update.field, update.bsuid) == (UpdateKind.CHANGE, "user_preferences", BSUID)
    assert update.phone_number_id == NUMBER


def test_errors_of_a_value_are_a_change_beside_its_messages() -> None:
    errors = [{"code": 130429, "title": "Rate limit hit"}]
    found, troubled = read_webhook(webhook(change(messages=[message()], errors=errors)))
    assert found.kind is UpdateKind.MESSAGE
    assert (troubled.kind, troubled.field) == (UpdateKind.CHANGE, "messages")
    assert json.loads(troubled.body)["value"]["errors"] == errors


def test_a_value_with_nothing_known_in_it_is_kept_as_a_change() -> None:
    [update] = read_webhook(webhook(change(novelty=[1])))
    assert update.kind is UpdateKind.CHANGE
    assert json.loads(update.body)["value"]["novelty"] == [1]


@pytest.mark.parametrize("wamid", [None, "", "x" * 257, 1.5, {}, "a\0b", "a\ud800b"])
def test_a_message_without_a_usable_id_is_set_aside_and_the_others_are_not(wamid: object) -> None:
    messages = [message("wamid.1"), message() | {"id": wamid}, message("wamid.2")]
    first, bad, last = read_webhook(webhook(change(messages=messages)))
    assert (first.key, last.key) == ("m:wamid.1", "m:wamid.2")
    assert (bad.kind, bad.phone_number_id, bad.key[:2]) == (UpdateKind.DEFECT, NUMBER, "h:")
    assert bad.defect == "The message has no id that can be stored."
    assert json.loads(bad.body)["text"] == {"body": "hola"}


def test_a_text_that_postgresql_would_refuse_is_mended_and_its_neighbours_are_untouched() -> None:
    texts = ["😀 á", "half \ud83d", "nul \0 here", "\\u0000 in words"]
    messages = [message(str(n), type="text", text={"body": body}) for n, body in enumerate(texts)]
    updates = read_webhook(webhook(change(messages=messages)))
    assert [update.kind for update in updates] == ["message"] * 4
    assert [read_message(update.body).text for update in updates] == [
        "😀 á",
        "half \ufffd",
        "nul \ufffd here",
        "\\u0000 in words",
    ]


@pytest.mark.parametrize("junk", [None, 5, "x", [], [[]], True, 1.5])
def test_junk_among_messages_is_set_aside(junk: object) -> None:
    updates = read_webhook(webhook(change(messages=[message("1"), junk, message("2")])))
    assert [update.kind for update in updates] == ["message", "defect", "message"]
    assert json.loads(updates[1].body) == junk


@pytest.mark.parametrize("junk", [5, "x", {}, True])
def test_messages_that_are_no_list_are_set_aside_and_the_statuses_beside_them_are_read(junk: object) -> None:
    updates = read_webhook(webhook(change(messages=junk, statuses=[status()])))
    assert [update.kind for update in updates] == ["defect", "status"]


@pytest.mark.parametrize("junk", [None, 5, {}, {"field": 5, "value": {}}, {"field": "messages", "value": 5}])
def test_a_junk_change_is_set_aside_and_the_next_is_read(junk: object) -> None:
    updates = read_webhook(webhook(junk, change(messages=[message()])))
    assert [update.kind for update in updates] == ["defect", "message"]
    assert updates[0].waba_id == WABA


@pytest.mark.parametrize("field", ["", "a\0b", "x" * 101])
def test_a_change_whose_field_cannot_be_stored_is_set_aside(field: str) -> None:
    [update] = read_webhook(webhook({"field": field, "value": {}}))
    assert (update.kind, update.field) == (UpdateKind.DEFECT, "")


def test_a_junk_entry_is_set_aside_and_the_next_is_read() -> None:
    body = json.loads(webhook(change(messages=[message()])))
    body["entry"][:0] = [None, {"id": "x"}, {"id": "x", "changes": {}}]
    updates = read_webhook(json.dumps(body).encode())
    assert [update.kind for update in updates] == ["defect", "defect", "defect", "message"]


@pytest.mark.parametrize("timestamp", [None, "", "soon", "-1", "9" * 40, 10**18, True, "٣"])
def test_an_impossible_time_is_no_time(timestamp: object) -> None:
    [update] = read_webhook(webhook(change(messages=[message(timestamp=timestamp)])))
    assert (update.kind, update.provider_at) == (UpdateKind.MESSAGE, None)


def test_an_integer_of_thousands_of_digits_does_not_stop_the_others() -> None:
    body = webhook(change(messages=[message("1", x=1), message("2")])).replace(
        b'"x":1', b'"x":' + b"1" * 5000
    )
    assert [update.key for update in read_webhook(body)] == ["m:1", "m:2"]
    assert read_message(read_webhook(body)[0].body).text == "hola"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"entry":{}}',
        b'{"entry":[NaN]}',
        b'{"entry":[]} x',
        b'{"entry":["\xff"]}',
        b'{"x":"\xed\xa0\x80","entry":[]}',
        b'{"entry":["\\x"]}',
        '{"entry":[]}'.encode("utf-16"),
        b'{"entry":[' + b"[" * 5000 + b"]" * 5000 + b"]}",
        b'{"entry":[],"x":' + b'{"a":' * 5000 + b"1" + b"}" * 5001,
    ],
)
def test_what_is_no_webhook_at_all_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed):
        read_webhook(body)
    assert Malformed.status_code == 400
