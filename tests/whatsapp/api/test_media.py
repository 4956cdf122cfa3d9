import httpx
import pytest

from shop.whatsapp.api.client import MediaFile
from shop.whatsapp.errors import AnswerLost, WhatsAppError
from shop.whatsapp.outgoing import BadContent, TooLong
from tests.whatsapp.api.scripted_meta import NUMBER, ROOT, TOKEN, ScriptedMeta, refuses, says, talking_to

ELSEWHERE = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=9&hash=x"
FILE = httpx.Response(200, content=b"JPEG", headers={"content-type": "image/jpeg"})


def found(url: str = ELSEWHERE, **rest: object) -> httpx.Response:
    return says({"url": url, "mime_type": "image/jpeg", "sha256": "q1w2", "file_size": "4", "id": "9"} | rest)


async def test_a_file_is_fetched_in_two_steps_both_with_the_token() -> None:
    meta = ScriptedMeta(found(), FILE)
    async with talking_to(meta) as whatsapp:
        file = await whatsapp.fetch_media(NUMBER, "9")
    assert file == MediaFile(b"JPEG", "image/jpeg", "q1w2")
    assert [str(request.url) for request in meta.requests] == [
        f"{ROOT}/9?phone_number_id=106540352242922",
        ELSEWHERE,
    ]
    assert {request.headers["authorization"] for request in meta.requests} == {f"Bearer {TOKEN}"}


async def test_a_file_whose_address_died_is_asked_for_once_more() -> None:
    meta = ScriptedMeta(found(), httpx.Response(404), found(), FILE)
    async with talking_to(meta) as whatsapp:
        assert (await whatsapp.fetch_media(NUMBER, "9")).data == b"JPEG"
    assert len(meta.requests) == 4


async def test_a_file_that_stays_away_is_an_error() -> None:
    meta = ScriptedMeta(found(), httpx.Response(404), found(), httpx.Response(404))
    async with talking_to(meta) as whatsapp:
        with pytest.raises(WhatsAppError, match="404"):
            await whatsapp.fetch_media(NUMBER, "9")


async def test_a_file_that_meta_does_not_know_is_asked_for_once() -> None:
    meta = ScriptedMeta(refuses(100, 404))
    async with talking_to(meta) as whatsapp:
        with pytest.raises(WhatsAppError):
            await whatsapp.fetch_media(NUMBER, "9")
    assert len(meta.requests) == 1


async def test_a_file_server_in_trouble_may_be_asked_later() -> None:
    async with talking_to(ScriptedMeta(found(), httpx.Response(503))) as whatsapp:
        with pytest.raises(AnswerLost):
            await whatsapp.fetch_media(NUMBER, "9")


@pytest.mark.parametrize("size", ["11", 11])
async def test_a_file_announced_as_too_large_is_not_fetched(size: object) -> None:
    meta = ScriptedMeta(found(file_size=size), FILE)
    async with talking_to(meta) as whatsapp:
        with pytest.raises(TooLong):
            await whatsapp.fetch_media(NUMBER, "9", limit=10)
    assert len(meta.requests) == 1


@pytest.mark.parametrize("size", [None, "lots", {}, "4"])
async def test_a_file_larger_than_announced_is_cut_off(size: object) -> None:
    meta = ScriptedMeta(found(file_size=size), httpx.Response(200, content=b"x" * 11))
    async with talking_to(meta) as whatsapp:
        with pytest.raises(TooLong):
            await whatsapp.fetch_media(NUMBER, "9", limit=10)


@pytest.mark.parametrize(
    "url",
    [
        "http://lookaside.fbsbx.com/x",
        "http://graph.facebook.com/x",
        "ftp://a/b",
        "/x",
        "",
        "https://a:b/",
        "file:///x",
    ],
)
async def test_an_address_without_tls_does_not_get_the_token(url: str) -> None:
    meta = ScriptedMeta(found(url), FILE)
    async with talking_to(meta) as whatsapp:
        with pytest.raises(WhatsAppError):
            await whatsapp.fetch_media(NUMBER, "9")
    assert len(meta.requests) == 1


@pytest.mark.parametrize(
    "url", ["http://sandbox:9000/media/9", "http://127.0.0.1:9000/9", "http://localhost/9"]
)
async def test_a_stand_in_beside_us_may_serve_files_without_tls(url: str) -> None:
    async with talking_to(ScriptedMeta(found(url), FILE), base_url="http://sandbox:9000") as whatsapp:
        assert (await whatsapp.fetch_media(NUMBER, "9")).data == b"JPEG"


async def test_a_redirect_does_not_carry_the_token_away() -> None:
    moved = httpx.Response(302, headers={"location": "https://elsewhere.example/"})
    meta = ScriptedMeta(found(), moved)
    async with talking_to(meta) as whatsapp:
        with pytest.raises(WhatsAppError, match="302"):
            await whatsapp.fetch_media(NUMBER, "9")
    assert len(meta.requests) == 2


async def test_an_upload_is_a_form_with_the_file_and_its_type() -> None:
    meta = ScriptedMeta(says({"id": "4490709327384033"}))
    async with talking_to(meta) as whatsapp:
        media_id = await whatsapp.upload_media(
            NUMBER, b"%PDF", mime_type="application/pdf", filename="A-1.pdf"
        )
    assert media_id == "4490709327384033"
    assert meta.asked == f"POST {ROOT}/106540352242922/media"
    form = meta.requests[0].content
    assert meta.requests[0].headers["content-type"].startswith("multipart/form-data")
    assert b'name="messaging_product"\r\n\r\nwhatsapp\r\n' in form
    assert b'name="type"\r\n\r\napplication/pdf\r\n' in form
    assert b'name="file"; filename="A-1.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n' in form


@pytest.mark.parametrize(
    ("mime_type", "size", "refusal"),
    [
        ("image/jpeg", 5 * 1024**2 + 1, TooLong),
        ("image/webp", 500 * 1024 + 1, TooLong),
        ("audio/ogg; codecs=opus", 16 * 1024**2 + 1, TooLong),
        ("video/mp4", 16 * 1024**2 + 1, TooLong),
        ("image/gif", 1, BadContent),
        ("", 1, BadContent),
        ("image/jpeg", 0, BadContent),
    ],
)
async def test_a_file_whatsapp_does_not_take_is_not_uploaded(
    mime_type: str, size: int, refusal: type[BadContent]
) -> None:
    meta = ScriptedMeta(says({"id": "1"}))
    async with talking_to(meta) as whatsapp:
        with pytest.raises(refusal):
            await whatsapp.upload_media(NUMBER, bytes(size), mime_type=mime_type, filename="a")
    assert meta.requests == []


async def test_an_upload_without_an_id_is_an_answer_lost() -> None:
    async with talking_to(ScriptedMeta(says({}))) as whatsapp:
        with pytest.raises(AnswerLost):
            await whatsapp.upload_media(NUMBER, b"x", mime_type="image/png", filename="a.png")


async def test_a_file_can_be_deleted() -> None:
    meta = ScriptedMeta(says({"success": True}))
    async with talking_to(meta) as whatsapp:
        await whatsapp.delete_media(NUMBER, "9")
    assert meta.asked == f"DELETE {ROOT}/9"


async def test_a_sample_is_uploaded_in_two_steps() -> None:
    handle = "4::aW" + "x" * 400
    meta = ScriptedMeta(says({"id": "upload:MTphdHRh==?sig=ARZq-k_G"}), says({"h": handle}))
    async with talking_to(meta) as whatsapp:
        given = await whatsapp.upload_sample(
            "77", b"JPEG", mime_type="image/jpeg", filename="a.jpg", token=TOKEN
        )
    assert given == handle
    opened, filled = meta.requests
    assert str(opened.url) == f"{ROOT}/77/uploads?file_name=a.jpg&file_length=4&file_type=image%2Fjpeg"
    assert str(filled.url) == f"{ROOT}/upload:MTphdHRh==?sig=ARZq-k_G"
    assert (filled.headers["authorization"], filled.headers["file_offset"]) == (f"OAuth {TOKEN}", "0")
    assert filled.content == b"JPEG"


async def test_a_sample_is_not_sent_where_an_odd_session_leads() -> None:
    meta = ScriptedMeta(says({"id": "upload:x/../../me"}))
    async with talking_to(meta) as whatsapp:
        with pytest.raises(WhatsAppError):
            await whatsapp.upload_sample("77", b"x", mime_type="image/png", filename="a", token=TOKEN)
    assert len(meta.requests) == 1
