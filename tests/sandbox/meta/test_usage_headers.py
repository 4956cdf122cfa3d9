"""What Meta says of limits: usage headers, 80007, pacing; and whom statuses name when little is known."""

import json

from tests.sandbox.support.meta import MetaSandbox
from tests.support.vendors.sandbox import PNID, WABA, Json

BODY = {"type": "BODY", "text": "Su pedido va."}
TEMPLATE: Json = {"type": "template", "template": {"name": "sent", "language": {"code": "es"}}}


async def made(sandbox: MetaSandbox) -> None:
    """An approved template without parameters."""
    asked = {"name": "sent", "language": "es", "category": "UTILITY", "components": [BODY]}
    answer = await sandbox.graph("POST", f"{WABA}/message_templates", json=asked)
    assert answer.is_success, answer.text
    await sandbox.wait_until_idle()


async def test_answers_tell_how_much_of_the_limit_is_used(sandbox: MetaSandbox) -> None:
    await sandbox.control("knobs", {"management_calls_per_hour": 4})
    await sandbox.graph("GET", f"{WABA}/message_templates")
    answer = await sandbox.graph("GET", f"{WABA}/phone_numbers")
    assert json.loads(answer.headers["x-app-usage"])["call_count"] == 50
    (usage,) = json.loads(answer.headers["x-business-use-case-usage"])[WABA]
    assert (usage["call_count"], usage["estimated_time_to_regain_access"]) == (50, 0)
    assert answer.headers["facebook-api-version"] == "v26.0"


async def test_too_many_calls_about_an_account_in_an_hour_are_80007(sandbox: MetaSandbox) -> None:
    await sandbox.control("knobs", {"management_calls_per_hour": 1})
    await sandbox.graph("GET", f"{WABA}/message_templates")
    refused = await sandbox.graph("GET", f"{WABA}/message_templates")
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, 80007)
    assert json.loads(refused.headers["x-business-use-case-usage"])[WABA][0]["call_count"] == 100
    await sandbox.control("clock", {"advance_seconds": 3601})
    assert (await sandbox.graph("GET", f"{WABA}/message_templates")).status_code == 200


async def test_sends_are_not_management_calls(sandbox: MetaSandbox) -> None:
    await sandbox.control("knobs", {"management_calls_per_hour": 1})
    await sandbox.text("uno")
    await sandbox.text("dos")


async def test_a_new_template_is_paced_and_goes_out_when_it_stays_approved(sandbox: MetaSandbox) -> None:
    await made(sandbox)
    await sandbox.control("knobs", {"pacing_after": 1, "pacing_seconds": 600})
    first, second = (await sandbox.send(TEMPLATE)).json(), (await sandbox.send(TEMPLATE)).json()
    assert first["messages"][0]["message_status"] == "accepted"
    assert second["messages"][0]["message_status"] == "held_for_quality_assessment"
    await sandbox.wait_until_idle()
    assert sandbox.callback.statuses(second["messages"][0]["id"]) == []
    await sandbox.control("clock", {"advance_seconds": 601})
    await sandbox.wait_until_idle()
    told = [status["status"] for status in sandbox.callback.statuses(second["messages"][0]["id"])]
    assert told == ["sent", "delivered"]


async def test_what_was_held_fails_with_132015_when_its_template_is_paused(sandbox: MetaSandbox) -> None:
    await made(sandbox)
    await sandbox.control("knobs", {"pacing_after": 1, "pacing_seconds": 600})
    await sandbox.send(TEMPLATE)
    held = (await sandbox.send(TEMPLATE)).json()["messages"][0]["id"]
    await sandbox.control("templates/sent/es/review", {"event": "PAUSED"})
    await sandbox.control("clock", {"advance_seconds": 601})
    await sandbox.wait_until_idle()
    (failed,) = sandbox.callback.statuses(held)
    assert (failed["status"], failed["errors"][0]["code"]) == ("failed", 132015)


async def test_a_template_with_a_score_is_not_paced(sandbox: MetaSandbox) -> None:
    await made(sandbox)
    await sandbox.control("templates/sent/es/review", {"quality": "GREEN"})
    await sandbox.control("knobs", {"pacing_after": 1})
    for _ in range(3):
        answer = await sandbox.send(TEMPLATE)
        assert answer.json()["messages"][0]["message_status"] == "accepted"


async def test_a_failure_names_a_stranger_by_the_phone_alone(sandbox: MetaSandbox) -> None:
    await sandbox.send({"type": "text", "text": {"body": "hola"}, "to": "+34699999999"})
    await sandbox.wait_until_idle()
    (value,) = sandbox.callback.changes()
    assert value["statuses"][0]["errors"][0]["code"] == 131026
    assert value["contacts"] == [{"wa_id": "34699999999"}]


async def test_who_hides_the_phone_changes_only_the_id(sandbox: MetaSandbox) -> None:
    about = {"name": "Zoe", "phone": "34600000009", "username": "zoe", "hides_phone": True}
    shopper = await sandbox.control("shoppers", about)
    await sandbox.say(shopper=shopper)
    await sandbox.control("clock", {"advance_seconds": 31 * 86_400})
    await sandbox.wait_until_idle()
    sandbox.callback.posts.clear()
    changed = await sandbox.control(f"shoppers/{shopper['id']}/number", {"phone": "34600000010"})
    await sandbox.wait_until_idle()
    (message,) = sandbox.callback.messages()
    assert "from" not in message
    assert message["system"]["type"] == "user_changed_user_id"
    assert (message["system"]["user_id"], message["system"].get("wa_id")) == (changed["bsuid"], None)
    assert message["system"]["previous_user_id"] == shopper["bsuid"]
    assert "34600" not in message["system"]["body"]


async def test_only_a_voice_note_can_be_played(opened: MetaSandbox) -> None:
    note = {"type": "audio", "audio": {"link": "https://tienda.example/a.ogg", "voice": True}}
    song = {"type": "audio", "audio": {"link": "https://tienda.example/a.ogg"}}
    wamids = [(await opened.send(body)).json()["messages"][0]["id"] for body in (note, song)]
    await opened.wait_until_idle()
    path = f"shoppers/{opened.shopper['id']}/play"
    played = [await opened.control(path, {"wamid": wamid}) for wamid in (*wamids, wamids[0])]
    assert [answer["played"] for answer in played] == [True, False, False]
    await opened.wait_until_idle()
    assert opened.callback.statuses(wamids[0])[-1]["status"] == "played"
    await opened.control(f"shoppers/{opened.shopper['id']}/read", {"phone_number_id": PNID})
    await opened.wait_until_idle()
    assert opened.callback.statuses(wamids[0])[-1]["status"] == "played"
