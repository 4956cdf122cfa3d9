import asyncio
import logging

import httpx
import pytest

from shop.whatsapp.api.client import Credentials, Recipient, SentMessage, WhatsApp
from shop.whatsapp.errors import AnswerLost, NotReached, VendorAction, WhatsAppError
from shop.whatsapp.outgoing import BadContent, ReactionMessage, TextMessage, TooLong
from tests.whatsapp.api.scripted_meta import (
    ACCEPTED,
    NUMBER,
    ROOT,
    TOKEN,
    ScriptedMeta,
    refuses,
    says,
    talking_to,
)

RECIPIENT = Recipient(phone="16505551234")
HELLO = TextMessage("hello there")


async def test_a_message_goes_out_in_metas_shape() -> None:
    meta = ScriptedMeta(says(ACCEPTED))
    async with talking_to(meta) as whatsapp:
        sent = await whatsapp.send(NUMBER, RECIPIENT, HELLO, opaque="m1:1", reply_to="wamid.Q")
    assert sent == SentMessage("wamid.HBgL", "accepted", wa_id="16505551234")
    assert meta.asked == f"POST {ROOT}/106540352242922/messages"
    assert meta.requests[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert meta.requests[0].headers["content-type"] == "application/json"
    assert meta.body == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+16505551234",
        "type": "text",
        "text": {"body": "hello there", "preview_url": False},
        "context": {"message_id": "wamid.Q"},
        "biz_opaque_callback_data": "m1:1",
    }


async def test_somebody_without_a_phone_is_reached_by_the_business_scoped_id() -> None:
    answer = ACCEPTED | {"contacts": [{"input": "US.1349", "user_id": "US.1349"}]}
    meta = ScriptedMeta(says(answer))
    async with talking_to(meta) as whatsapp:
        sent = await whatsapp.send(NUMBER, Recipient(bsuid="US.1349"), HELLO, opaque="m")
    assert meta.body["recipient"] == "US.1349"
    assert "to" not in meta.body
    assert (sent.bsuid, sent.wa_id) == ("US.1349", None)


@pytest.mark.parametrize("phone", ["+1 (650) 555-1234", "1650 5551234", "+16505551234"])
async def test_a_phone_is_sent_with_a_plus_however_it_is_written(phone: str) -> None:
    assert Recipient(phone=phone, bsuid="US.1").wire() == {"to": "+16505551234"}


@pytest.mark.parametrize("nobody", [Recipient(), Recipient(phone="", bsuid=""), Recipient(phone="unknown")])
async def test_nobody_cannot_be_written_to(nobody: Recipient) -> None:
    meta = ScriptedMeta(says(ACCEPTED))
    async with talking_to(meta) as whatsapp:
        with pytest.raises(BadContent):
            await whatsapp.send(NUMBER, nobody, HELLO, opaque="m")
    assert meta.requests == []


async def test_a_reaction_answers_nothing() -> None:
    meta = ScriptedMeta(says(ACCEPTED))
    async with talking_to(meta) as whatsapp:
        await whatsapp.send(
            NUMBER, RECIPIENT, ReactionMessage("wamid.Q", "👍"), opaque="m", reply_to="wamid.Q"
        )
    assert "context" not in meta.body


@pytest.mark.parametrize(("text", "opaque"), [("x" * 4097, "m"), ("x", "m" * 513)])
async def test_what_is_too_long_is_not_sent(text: str, opaque: str) -> None:
    meta = ScriptedMeta(says(ACCEPTED))
    async with talking_to(meta) as whatsapp:
        with pytest.raises(TooLong):
            await whatsapp.send(NUMBER, RECIPIENT, TextMessage(text), opaque=opaque)
    assert meta.requests == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500, 503, 200])
async def test_an_error_that_meta_explains_is_a_refusal_at_any_status(status: int) -> None:
    answer = refuses(
        131047, status, error_data={"details": "over 24 hours"}, fbtrace_id="Az8", error_subcode=7
    )
    async with talking_to(ScriptedMeta(answer)) as whatsapp:
        with pytest.raises(WhatsAppError) as refusal:
            await whatsapp.send(NUMBER, RECIPIENT, HELLO, opaque="m")
    error = refusal.value
    assert (error.code, error.subcode, error.http_status, error.trace) == (131047, 7, status, "Az8")
    assert (error.details, error.action, error.retry_after) == ("over 24 hours", VendorAction.NEVER, None)


async def test_a_transient_error_is_worth_a_retry() -> None:
    async with talking_to(ScriptedMeta(refuses(999999, is_transient=True))) as whatsapp:
        with pytest.raises(WhatsAppError) as refusal:
            await whatsapp.send(NUMBER, RECIPIENT, HELLO, opaque="m")
    assert refusal.value.action is VendorAction.RETRY


@pytest.mark.parametrize("status", [301, 400, 404, 413])
async def test_a_refusal_nobody_explains_is_final(status: int) -> None:
    async with talking_to(ScriptedMeta(httpx.Response(status, text="<html>"))) as whatsapp:
        with pytest.raises(WhatsAppError) as refusal:
            await whatsapp.send(NUMBER, RECIPIENT, HELLO, opaque="m")
    assert (refusal.value.code, refusal.value.action) == (None, VendorAction.NEVER)


async def test_too_many_requests_are_repeated_after_the_time_the_answer_names() -> None:
    answer = httpx.Response(429, text="slow down", headers={"retry-after": "17"})
    async with talking_to(ScriptedMeta(answer)) as whatsapp:
        with pytest.raises(WhatsAppError) as refusal:
            await whatsapp.send(NUMBER, RECIPIENT, HELLO, opaque="m")
    assert (refusal.value.action, refusal.value.retry_after) == (VendorAction.RETRY, 17)


async def test_the_usage_header_names_the_wait_in_minutes() -> None:
    usage = '{"102":[{"type":"whatsapp","call_count":100,"estimated_time_to_regain_access":5}]}'
    answer = refuses(80007)
    answer.headers["x-business-use-case-usage"] = usage
    async with talking_to(ScriptedMeta(answer)) as whatsapp:
        with pytest.raises(WhatsAppError) as refusal:
            await whatsapp.send(NUMBER, RECIPIENT, HELLO, opaque="m")
    assert refusal.value.retry_after == 300


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text=""),
        httpx.Response(200, text="<html>captive portal"),
        httpx.Response(200, json=[]),
        httpx.Response(200, json={"messages": []}),
        httpx.Response(200, json={"messages": [{"id": ""}]}),
        httpx.Response(500, text="oops"),
        httpx.Response(502, text="<html>bad gateway"),
        httpx.Response(503, json={"error": "no object"}),
        httpx.Response(504),
    ],
)
async def test_an_answer_nobody_can_read_leaves_it_open_whether_it_was_taken(answer: httpx.Response) -> None:
    async with talking_to(ScriptedMeta(answer)) as whatsapp:
        with pytest.raises(AnswerLost):
            await whatsapp.send(NUMBER, RECIPIENT, HELLO, opaque="m")


@pytest.mark.parametrize(
    "failure", [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError]
)
async def test_without_a_connection_nothing_was_sent(failure: type[httpx.RequestError]) -> None:
    async with talking_to(ScriptedMeta(failure("no"))) as whatsapp:
        with pytest.raises(NotReached):
            await whatsapp.send(NUMBER, RECIPIENT, HELLO, opaque="m")


@pytest.mark.parametrize(
    "failure",
    [
        *(httpx.ReadTimeout, httpx.WriteTimeout, httpx.ReadError, httpx.WriteError),
        *(httpx.RemoteProtocolError, httpx.DecodingError, httpx.CloseError),
    ],
)
async def test_a_connection_lost_later_leaves_it_open(failure: type[httpx.RequestError]) -> None:
    async with talking_to(ScriptedMeta(failure("no"))) as whatsapp:
        with pytest.raises(AnswerLost):
            await whatsapp.send(NUMBER, RECIPIENT, HELLO, opaque="m")


async def test_a_server_that_hangs_up_after_the_request_leaves_it_open() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, WhatsApp(base_url=f"http://127.0.0.1:{port}", version="v26.0") as whatsapp:
        with pytest.raises(AnswerLost):
            await whatsapp.send(NUMBER, RECIPIENT, HELLO, opaque="m")


async def test_a_closed_port_was_surely_not_reached() -> None:
    server = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    async with WhatsApp(base_url=f"http://127.0.0.1:{port}", version="v26.0") as whatsapp:
        with pytest.raises(NotReached):
            await whatsapp.send(NUMBER, RECIPIENT, HELLO, opaque="m")


@pytest.mark.parametrize("typing", [True, False])
async def test_reading_is_told_with_or_without_typing(typing: bool) -> None:
    meta = ScriptedMeta(says({"success": True}))
    async with talking_to(meta) as whatsapp:
        await whatsapp.mark_read(NUMBER, "wamid.A", typing=typing)
    assert meta.body == {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.A"} | (
        {"typing_indicator": {"type": "text"}} if typing else {}
    )


async def test_what_meta_says_it_did_not_do_is_an_error() -> None:
    async with talking_to(ScriptedMeta(says({"success": False}))) as whatsapp:
        with pytest.raises(WhatsAppError):
            await whatsapp.mark_read(NUMBER, "wamid.A")


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "señal"])
async def test_a_token_that_cannot_be_one_is_not_sent_and_not_shown(token: str) -> None:
    meta = ScriptedMeta(says(ACCEPTED))
    async with talking_to(meta) as whatsapp:
        with pytest.raises(WhatsAppError) as refusal:
            await whatsapp.send(Credentials("1", token), RECIPIENT, HELLO, opaque="m")
    assert (refusal.value.code, refusal.value.action, meta.requests) == (190, VendorAction.FIX, [])
    assert not token or token not in str(refusal.value)


@pytest.mark.parametrize("number", ["", "..", "1/2", "1?x=2", "1#", "%2e%2e"])
async def test_an_id_that_leads_elsewhere_is_not_called(number: str) -> None:
    meta = ScriptedMeta(says(ACCEPTED))
    async with talking_to(meta) as whatsapp:
        with pytest.raises(BadContent):
            await whatsapp.send(Credentials(number, TOKEN), RECIPIENT, HELLO, opaque="m")
    assert meta.requests == []


async def test_neither_token_nor_phone_nor_text_is_logged_or_shown(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        async with talking_to(ScriptedMeta(says(ACCEPTED))) as whatsapp:
            await whatsapp.send(NUMBER, RECIPIENT, HELLO, opaque="m")
    for secret in (TOKEN, "16505551234", "hello there"):
        assert secret not in caplog.text
    assert TOKEN not in f"{NUMBER!r} {NUMBER} {dict(NUMBER.__rich_repr__())}"
