"""Media: upload, two-step download, expiry, limits."""

import base64
import hashlib
from typing import Any

import pytest

from tests.sandbox.meta_ground import PNID, TOKEN, Ground

PDF = b"%PDF-1.7 factura"
Json = dict[str, Any]


async def uploaded(ground: Ground, mime: str = "application/pdf", data: bytes = PDF) -> str:
    """Upload a file. Returns its id."""
    answer = await ground.graph(
        "POST",
        f"{PNID}/media",
        data={"messaging_product": "whatsapp", "type": mime},
        files={"file": ("factura.pdf", data, mime)},
    )
    assert answer.status_code == 200, answer.text
    medium_id: str = answer.json()["id"]
    return medium_id


async def test_an_uploaded_file_comes_back_in_two_steps(ground: Ground) -> None:
    medium_id = await uploaded(ground)
    node = (await ground.graph("GET", medium_id)).json()
    assert node["mime_type"] == "application/pdf"
    assert node["sha256"] == base64.b64encode(hashlib.sha256(PDF).digest()).decode()
    assert node["file_size"] == str(len(PDF))
    answer = await ground.http.get(node["url"], headers={"authorization": f"Bearer {TOKEN}"})
    assert (answer.content, answer.headers["content-type"]) == (PDF, "application/pdf")


async def test_the_bytes_need_the_token(ground: Ground) -> None:
    node = (await ground.graph("GET", await uploaded(ground))).json()
    assert (await ground.http.get(node["url"])).status_code == 401


async def test_the_address_dies_after_five_minutes(ground: Ground) -> None:
    medium_id = await uploaded(ground)
    url = (await ground.graph("GET", medium_id)).json()["url"]
    await ground.control("clock", {"advance_seconds": 301})
    bearer = {"authorization": f"Bearer {TOKEN}"}
    assert (await ground.http.get(url, headers=bearer)).status_code == 404
    fresh = (await ground.graph("GET", medium_id)).json()["url"]
    assert (await ground.http.get(fresh, headers=bearer)).status_code == 200


async def test_an_upload_lives_thirty_days(ground: Ground) -> None:
    medium_id = await uploaded(ground)
    await ground.control("clock", {"advance_seconds": 30 * 86_400 + 1})
    error = (await ground.graph("GET", medium_id)).json()["error"]
    assert (error["code"], error["error_subcode"]) == (100, 33)


async def test_a_deleted_file_is_gone(ground: Ground) -> None:
    medium_id = await uploaded(ground)
    assert (await ground.graph("DELETE", medium_id)).json() == {"success": True}
    assert (await ground.graph("GET", medium_id)).status_code == 400


@pytest.mark.parametrize(
    ("mime", "data"),
    [("application/zip", b"PK"), ("image/png", b"x" * (5 * 1024 * 1024 + 1)), ("image/webp", b"x" * 102_401)],
)
async def test_a_wrong_type_or_a_large_file_is_refused(ground: Ground, mime: str, data: bytes) -> None:
    answer = await ground.graph(
        "POST",
        f"{PNID}/media",
        data={"messaging_product": "whatsapp", "type": mime},
        files={"file": ("x", data, mime)},
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)


async def test_a_document_is_sent_by_its_id(opened: Ground) -> None:
    document: Json = {"id": await uploaded(opened), "filename": "factura.pdf", "caption": "Tu factura"}
    assert (await opened.send({"type": "document", "document": document})).is_success
    await opened.settled()
    assert opened.callback.statuses()[-1]["status"] == "delivered"


async def test_a_pdf_as_image_fails_later_with_131053(opened: Ground) -> None:
    await opened.send({"type": "image", "image": {"id": await uploaded(opened)}})
    await opened.settled()
    assert opened.callback.statuses()[0]["errors"][0]["code"] == 131053


async def test_a_shoppers_picture_can_be_fetched_for_seven_days(ground: Ground) -> None:
    sent = await ground.http.post(
        f"/_control/shoppers/{ground.shopper['id']}/media",
        data={"phone_number_id": PNID, "caption": "¿Esta?"},
        files={"file": ("foto.jpg", b"\xff\xd8jpeg", "image/jpeg")},
    )
    await ground.settled()
    image = ground.callback.messages()[0]["image"]
    assert image["caption"] == "¿Esta?"
    assert image["id"] == sent.json()["media_id"]
    assert (await ground.graph("GET", image["id"])).json()["mime_type"] == "image/jpeg"
    await ground.control("clock", {"advance_seconds": 7 * 86_400 + 1})
    assert (await ground.graph("GET", image["id"])).status_code == 400
