"""`/images`: a picture goes in as a file, or is refused with a sentence."""

from pathlib import Path

import pytest

from tests.api.conftest import Api
from tests.api.images.requests import form, pictures, refusal, upload
from tests.support.files.pictures import animation, encoded, halves, opened, photo, png_claiming


async def test_an_upload_is_answered_with_its_address_and_size(api: Api) -> None:
    answer = await api.call("POST", "/images", **form(photo(3000, 2000)))
    assert answer.status_code == 201
    image = answer.json()
    assert answer.headers["location"] == f"/api/v1/images/{image['id']}"
    assert (image["state"], image["width"], image["height"], image["fault"]) == ("ready", 2048, 1365, None)
    assert image["url"].endswith(image["path"])
    assert image["path"].startswith("/images/")
    assert await api.ok("GET", f"/images/{image['id']}") == image


async def test_what_is_shown_is_the_picture_without_a_key(api: Api) -> None:
    image = await upload(api, encoded(halves(700, 700), "PNG"))
    shown = await api.http.get(image["path"], headers={"authorization": ""})
    assert shown.status_code == 200
    assert opened(shown.content).size == (700, 700)
    assert len(shown.content) == image["bytes"]


async def test_the_same_picture_again_is_the_same_image(api: Api) -> None:
    first = await upload(api)
    answer = await api.call("POST", "/images", **form(photo()))
    assert (answer.status_code, answer.json()) == (200, first)


async def test_an_upload_that_is_repeated_with_its_key_gets_the_first_answer(api: Api) -> None:
    headers = {"Idempotency-Key": "photo 1"}
    first = await api.call("POST", "/images", **form(photo()), headers=headers)
    again = await api.call("POST", "/images", **form(photo()), headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.headers["idempotency-replayed"], again.json()) == ("true", first.json())


async def test_the_name_and_type_that_a_sender_claims_do_not_matter(api: Api) -> None:
    answer = await api.call("POST", "/images", **form(animation("GIF"), "../../evil.exe", "text/plain"))
    assert answer.json()["state"] == "ready"


async def test_other_fields_of_the_form_are_passed_over(api: Api) -> None:
    answer = await api.call("POST", "/images", **form(photo()), data={"alt": "Taza", "note": "x" * 1000})
    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"I am a text, really.", "a text"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (photo()[:3000], "damaged"),
        (photo(499, 900), "at least 500 x 500"),
        (png_claiming(50_000, 50_000), "million pixels"),
        (b"", "empty"),
    ],
)
async def test_what_cannot_be_shown_is_refused_with_a_sentence(
    api: Api, folder: Path, data: bytes, said: str
) -> None:
    problem = await refusal(api, 422, **form(data))
    assert said in problem["detail"]
    assert problem["errors"][0]["path"] == "file"
    assert (await api.ok("GET", "/images"))["data"] == []
    assert pictures(folder) == []


async def test_a_form_needs_exactly_one_file(api: Api) -> None:
    for request in (
        form(photo(), part="picture"),
        {"files": [("file", ("a.jpg", photo())), ("file", ("b.jpg", photo(900, 900)))]},
    ):
        problem = await refusal(api, 422, **request)
        assert "Send one picture in one call, as `file`" in problem["detail"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"no form at all"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nhalf',
        ),
        ("multipart/form-data; boundary=x", b"--x\r\n" + b"A: " + b"b" * 9000),
        ("multipart/form-data; boundary=\x7f", b"--x"),
        ("multipart/form-data; boundary=" + "x" * 500, b"--x"),
    ],
)
async def test_a_form_that_cannot_be_read_is_refused(api: Api, kind: str, body: bytes) -> None:
    problem = await refusal(api, 400, content=body, headers={"content-type": kind})
    assert "form" in problem["detail"]


async def test_a_body_of_another_kind_is_refused(api: Api) -> None:
    problem = await refusal(api, 415, content=photo(), headers={"content-type": "image/jpeg"})
    assert "multipart/form-data" in problem["detail"]
