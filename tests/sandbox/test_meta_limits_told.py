"""What Meta says of limits: usage headers, 80007, pacing; and whom statuses name when little is known."""

import json

from tests.sandbox.meta_ground import PNID, WABA, Ground, Json

BODY = {"type": "BODY", "text": "Su pedido va."}
TEMPLATE: Json = {"type": "template", "template": {"name": "sent", "language": {"code": "es"}}}


async def made(ground: Ground) -> None:
    """An approved template without parameters."""
    asked = {"name": "sent", "language": "es", "category": "UTILITY", "components": [BODY]}
    answer = await ground.graph("POST", f"{WABA}/message_templates", json=asked)
    assert answer.is_success, answer.text
    await ground.settled()


async def test_answers_tell_how_much_of_the_limit_is_used(ground: Ground) -> None:
    await ground.control("knobs", {"management_calls_per_hour": 4})
    await ground.graph("GET", f"{WABA}/message_templates")
    answer = await ground.graph("GET", f"{WABA}/phone_numbers")
    assert json.loads(answer.headers["x-app-usage"])["call_count"] == 50
    (usage,) = json.loads(answer.headers["x-business-use-case-usage"])[WABA]
    assert (usage["call_count"], usage["estimated_time_to_regain_access"]) == (50, 0)
    assert answer.headers["facebook-api-version"] == "v26.0"


async def test_too_many_calls_about_an_account_in_an_hour_are_80007(ground: Ground) -> None:
    await ground.control("knobs", {"management_calls_per_hour": 1})
    await ground.graph("GET", f"{WABA}/message_templates")
    refused = await ground.graph("GET", f"{WABA}/message_templates")
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, 80007)
    assert json.loads(refused.headers["x-business-use-case-usage"])[WABA][0]["call_count"] == 100
    await ground.control("clock", {"advance_seconds": 3601})
    assert (await ground.graph("GET", f"{WABA}/message_templates")).status_code == 200


async def test_sends_are_not_management_calls(ground: Ground) -> None:
    await ground.control("knobs", {"management_calls_per_hour": 1})
    await ground.text("uno")
    await ground.text("dos")


async def test_a_new_template_is_paced_and_goes_out_when_it_stays_approved(ground: Ground) -> None:
    await made(ground)
    await ground.control("knobs", {"pacing_after": 1, "pacing_seconds": 600})
    first, second = (await ground.send(TEMPLATE)).json(), (await ground.send(TEMPLATE)).json()
    assert first["messages"][0]["message_status"] == "accepted"
    assert second["messages"][0]["message_status"] == "held_for_quality_assessment"
    await ground.settled()
    assert ground.callback.statuses(second["messages"][0]["id"]) == []
    await ground.control("clock", {"advance_seconds": 601})
    await ground.settled()
    told = [status["status"] for status in ground.callback.statuses(second["messages"][0]["id"])]
    assert told == ["sent", "delivered"]


async def test_what_was_held_fails_with_132015_when_its_template_is_paused(ground: Ground) -> None:
    await made(ground)
    await ground.control("knobs", {"pacing_after": 1, "pacing_seconds": 600})
    await ground.send(TEMPLATE)
    held = (await ground.send(TEMPLATE)).json()["messages"][0]["id"]
    await ground.control("templates/sent/es/verdict", {"event": "PAUSED"})
    await ground.control("clock", {"advance_seconds": 601})
    await ground.settled()
    (failed,) = ground.callback.statuses(held)
    assert (failed["status"], failed["errors"][0]["code"]) == ("failed", 132015)


async def test_a_template_with_a_score_is_not_paced(ground: Ground) -> None:
    await made(ground)
    await ground.control("templates/sent/es/verdict", {"quality": "GREEN"})
    await ground.control("knobs", {"pacing_after": 1})
    for _ in range(3):
        answer = await ground.send(TEMPLATE)
        assert answer.json()["messages"][0]["message_status"] == "accepted"


async def test_a_failure_names_a_stranger_by_the_phone_alone(ground: Ground) -> None:
    await ground.send({"type": "text", "text": {"body": "hola"}, "to": "+34699999999"})
    await ground.settled()
    (value,) = ground.callback.changes()
    assert value["statuses"][0]["errors"][0]["code"] == 131026
    assert value["contacts"] == [{"wa_id": "34699999999"}]


async def test_who_hides_the_phone_changes_only_the_id(ground: Ground) -> None:
    about = {"name": "Zoe", "phone": "34600000009", "username": "zoe", "hides_phone": True}
    shopper = await ground.control("shoppers", about)
    await ground.say(shopper=shopper)
    await ground.control("clock", {"advance_seconds": 31 * 86_400})
    await ground.settled()
    ground.callback.posts.clear()
    changed = await ground.control(f"shoppers/{shopper['id']}/number", {"phone": "34600000010"})
    await ground.settled()
    (message,) = ground.callback.messages()
    assert "from" not in message
    assert message["system"]["type"] == "user_changed_user_id"
    assert (message["system"]["user_id"], message["system"].get("wa_id")) == (changed["bsuid"], None)
    assert message["system"]["previous_user_id"] == shopper["bsuid"]
    assert "34600" not in message["system"]["body"]


async def test_only_a_voice_note_can_be_played(opened: Ground) -> None:
    note = {"type": "audio", "audio": {"link": "https://tienda.example/a.ogg", "voice": True}}
    song = {"type": "audio", "audio": {"link": "https://tienda.example/a.ogg"}}
    wamids = [(await opened.send(body)).json()["messages"][0]["id"] for body in (note, song)]
    await opened.settled()
    path = f"shoppers/{opened.shopper['id']}/play"
    played = [await opened.control(path, {"wamid": wamid}) for wamid in (*wamids, wamids[0])]
    assert [answer["played"] for answer in played] == [True, False, False]
    await opened.settled()
    assert opened.callback.statuses(wamids[0])[-1]["status"] == "played"
    await opened.control(f"shoppers/{opened.shopper['id']}/read", {"phone_number_id": PNID})
    await opened.settled()
    assert opened.callback.statuses(wamids[0])[-1]["status"] == "played"
