"""Templates: rules at creation, review, checks at send."""

from typing import Any

import pytest

from tests.sandbox.support.meta import MetaSandbox
from tests.support.vendors.sandbox import PNID, WABA

Json = dict[str, Any]

BODY = {
    "type": "BODY",
    "text": "Hola {{1}}, tu pedido {{2}} va en camino hacia tu casa.",
    "example": {"body_text": [["Ana", "A-1"]]},
}
URL = {
    "type": "URL",
    "text": "Ver",
    "url": "https://shop.example/o/{{1}}",
    "example": ["https://shop.example/o/a"],
}


def asked(name: str = "order_sent", **more: Any) -> Json:
    """A utility template."""
    return {"name": name, "language": "es", "category": "UTILITY", "components": [BODY], **more}


async def created(sandbox: MetaSandbox, **more: Any) -> Json:
    """Create a template and let it be reviewed."""
    answer = await sandbox.graph("POST", f"{WABA}/message_templates", json=asked(**more))
    assert answer.status_code == 200, answer.text
    await sandbox.wait_until_idle()
    made: Json = answer.json()
    return made


async def refusal(sandbox: MetaSandbox, *components: Json, **more: Any) -> Json:
    """The error a creation is refused with."""
    answer = await sandbox.graph(
        "POST", f"{WABA}/message_templates", json=asked(components=components, **more)
    )
    assert answer.status_code == 400, answer.text
    error: Json = answer.json()["error"]
    return error


def send_of(*components: Json, name: str = "order_sent", language: str = "es") -> Json:
    """A template send."""
    shown = {"name": name, "language": {"code": language}, "components": list(components)}
    return {"type": "template", "template": shown}


def body_of(*texts: str) -> Json:
    """A body component with text parameters."""
    return {"type": "body", "parameters": [{"type": "text", "text": text} for text in texts]}


async def test_a_new_template_is_pending_and_then_approved_with_a_webhook(sandbox: MetaSandbox) -> None:
    made = await created(sandbox)
    assert (made["status"], made["category"]) == ("PENDING", "UTILITY")
    (event,) = sandbox.callback.changes("message_template_status_update")
    assert event["event"] == "APPROVED"
    assert event["message_template_id"] == int(made["id"])
    listed = await sandbox.graph("GET", f"{WABA}/message_templates", params={"name": "order_sent"})
    assert listed.json()["data"][0]["status"] == "APPROVED"
    assert "rejected_reason" not in listed.json()["data"][0]


async def test_a_promotional_text_is_taken_as_marketing(sandbox: MetaSandbox) -> None:
    text = {"type": "BODY", "text": "Hola, tienes productos en tu carrito y un descuento."}
    assert (await created(sandbox, components=[text]))["category"] == "MARKETING"


@pytest.mark.parametrize(
    ("component", "subcode"),
    [
        ({"type": "BODY", "text": "x" * 1025}, 2388040),
        ({"type": "BODY", "text": "{{1}} es tu pedido de hoy", "example": {"body_text": [["A"]]}}, 2388299),
        ({"type": "BODY", "text": "Tu {{1}} {{2}} va ya", "example": {"body_text": [["A", "B"]]}}, 2388293),
        ({"type": "BODY", "text": "Tu pedido {{1}} va en camino ya"}, 2388072),
    ],
)
async def test_a_bad_body_is_refused_with_its_subcode(
    sandbox: MetaSandbox, component: Json, subcode: int
) -> None:
    error = await refusal(sandbox, component)
    assert (error["code"], error["error_subcode"]) == (100, subcode)
    assert error["error_user_title"]
    assert error["error_user_msg"]


async def test_a_media_header_needs_an_uploaded_handle(sandbox: MetaSandbox) -> None:
    header = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::nothing"]}}
    assert (await refusal(sandbox, header, BODY))["error_subcode"] == 2388047
    started = await sandbox.graph(
        "POST", "100001/uploads", params={"file_length": "3", "file_type": "image/png"}
    )
    finished = await sandbox.graph("POST", started.json()["id"], content=b"abc", headers={"file_offset": "0"})
    header["example"] = {"header_handle": [finished.json()["h"]]}
    assert (await created(sandbox, components=[header, BODY]))["status"] == "PENDING"


async def test_a_second_template_of_the_same_name_and_language_is_refused(sandbox: MetaSandbox) -> None:
    await created(sandbox)
    assert (await refusal(sandbox, BODY))["error_subcode"] == 2388024


async def test_an_approved_template_reaches_a_shopper_outside_the_window(sandbox: MetaSandbox) -> None:
    await created(sandbox, components=[BODY, {"type": "BUTTONS", "buttons": [URL]}])
    suffix = {
        "type": "button",
        "sub_type": "url",
        "index": 0,
        "parameters": [{"type": "text", "text": "a-1"}],
    }
    answer = await sandbox.send(send_of(body_of("Ana", "A-1"), suffix))
    assert answer.json()["messages"][0]["message_status"] == "accepted"
    await sandbox.wait_until_idle()
    sent = sandbox.callback.statuses()[0]
    assert sent["pricing"] == {
        "billable": True,
        "pricing_model": "PMP",
        "type": "regular",
        "category": "utility",
    }
    shown = (await sandbox.thread())[-1]["shown"]
    assert shown["body"] == "Hola Ana, tu pedido A-1 va en camino hacia tu casa."
    assert shown["buttons"][0]["url"] == "https://shop.example/o/a-1"


async def test_a_template_of_another_language_does_not_exist(sandbox: MetaSandbox) -> None:
    await created(sandbox)
    answer = await sandbox.send(send_of(body_of("Ana", "A-1"), language="es_ES"))
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == 132001
    details = answer.json()["error"]["error_data"]["details"]
    assert details == "template name (order_sent) does not exist in es_ES"


async def test_the_number_of_parameters_is_checked_before_their_format(sandbox: MetaSandbox) -> None:
    await created(sandbox)
    error = await sandbox.refused(send_of(body_of("con\nsalto")), 132000)
    assert error["error_data"]["details"] == (
        "body: number of localizable_params (1) does not match the expected number of params (2)"
    )


async def test_a_line_break_in_a_parameter_is_132018_and_before_v23_132012(sandbox: MetaSandbox) -> None:
    await created(sandbox)
    await sandbox.refused(send_of(body_of("con\nsalto", "x")), 132018)
    old = {"messaging_product": "whatsapp", "to": "+34600000001", **send_of(body_of("con\nsalto", "x"))}
    answer = await sandbox.http.post(
        f"/v22.0/{PNID}/messages", json=old, headers={"authorization": "Bearer token-1"}
    )
    assert answer.json()["error"]["code"] == 132012


async def test_a_missing_button_parameter_is_131008(sandbox: MetaSandbox) -> None:
    await created(sandbox, components=[BODY, {"type": "BUTTONS", "buttons": [URL]}])
    error = await sandbox.refused(send_of(body_of("Ana", "A-1")), 131008)
    assert error["error_data"]["details"] == "buttons: Button at index 0 of type Url requires a parameter"


async def test_a_text_that_grew_too_long_is_132005(sandbox: MetaSandbox) -> None:
    await created(sandbox)
    await sandbox.refused(send_of(body_of("x" * 1100, "A-1")), 132005)


async def test_a_paused_template_is_132015_until_it_is_reinstated(sandbox: MetaSandbox) -> None:
    await created(sandbox)
    await sandbox.control("templates/order_sent/es/review", {"event": "PAUSED"})
    await sandbox.refused(send_of(body_of("Ana", "A-1")), 132015)
    await sandbox.wait_until_idle()
    paused = sandbox.callback.changes("message_template_status_update")[-1]
    assert paused["other_info"]["title"] == "FIRST_PAUSE"
    await sandbox.control("templates/order_sent/es/review", {"event": "REINSTATED"})
    assert (await sandbox.send(send_of(body_of("Ana", "A-1")))).status_code == 200


async def test_named_parameters_need_their_names(sandbox: MetaSandbox) -> None:
    named = {
        "type": "BODY",
        "text": "Hola {{first_name}}, gracias por tu compra.",
        "example": {"body_text_named_params": [{"param_name": "first_name", "example": "Ana"}]},
    }
    await created(sandbox, components=[named], parameter_format="NAMED")
    await sandbox.refused(send_of(body_of("Ana")), 132018)
    good = {"type": "body", "parameters": [{"type": "text", "parameter_name": "first_name", "text": "Ana"}]}
    assert (await sandbox.send(send_of(good))).status_code == 200


async def test_a_rejected_template_can_be_edited_and_is_reviewed_again(sandbox: MetaSandbox) -> None:
    made = await created(sandbox)
    await sandbox.control("templates/order_sent/es/review", {"event": "REJECTED", "reason": "PROMOTIONAL"})
    fields = {"fields": "status,rejected_reason"}
    shown = (await sandbox.graph("GET", made["id"], params=fields)).json()
    assert (shown["status"], shown["rejected_reason"]) == ("REJECTED", "PROMOTIONAL")
    edited = (await sandbox.graph("POST", made["id"], json={"components": [BODY]})).json()
    assert edited["success"] is True
    await sandbox.wait_until_idle()
    assert (await sandbox.graph("GET", made["id"])).json()["status"] == "APPROVED"


async def test_an_approved_template_is_edited_once_a_day(sandbox: MetaSandbox) -> None:
    made = await created(sandbox)
    assert (await sandbox.graph("POST", made["id"], json={"components": [BODY]})).is_success
    await sandbox.wait_until_idle()
    again = await sandbox.graph("POST", made["id"], json={"components": [BODY]})
    assert again.json()["error"]["error_subcode"] == 2388039


async def test_a_deleted_approved_name_is_blocked_for_thirty_days(sandbox: MetaSandbox) -> None:
    await created(sandbox)
    deleted = await sandbox.graph("DELETE", f"{WABA}/message_templates", params={"name": "order_sent"})
    assert deleted.json() == {"success": True}
    assert (await refusal(sandbox, BODY))["error_subcode"] == 2388023
    await sandbox.control("clock", {"advance_seconds": 31 * 86_400})
    assert (await created(sandbox))["status"] == "PENDING"


async def test_a_stopped_shopper_fails_marketing_with_131050(sandbox: MetaSandbox) -> None:
    text = {"type": "BODY", "text": "Hola, esta es nuestra gran oferta de hoy."}
    await created(sandbox, name="promo", components=[text], category="MARKETING")
    who = sandbox.shopper["id"]
    await sandbox.control(f"shoppers/{who}/preferences", {"phone_number_id": PNID, "value": "stop"})
    await sandbox.send(send_of(name="promo"))
    await sandbox.wait_until_idle()
    (preference,) = sandbox.callback.changes("user_preferences")
    assert preference["user_preferences"][0]["value"] == "stop"
    assert isinstance(preference["user_preferences"][0]["timestamp"], int)
    assert sandbox.callback.statuses()[0]["errors"][0]["code"] == 131050


async def test_the_third_marketing_message_of_a_day_fails_with_131049(sandbox: MetaSandbox) -> None:
    text = {"type": "BODY", "text": "Hola, esta es nuestra gran oferta de hoy."}
    await created(sandbox, name="promo", components=[text], category="MARKETING")
    for _ in range(3):
        await sandbox.send(send_of(name="promo"))
    await sandbox.wait_until_idle()
    failed = [status for status in sandbox.callback.statuses() if status["status"] == "failed"]
    assert [status["errors"][0]["code"] for status in failed] == [131049]
