"""Media: upload, two-step download, expiry, limits."""

import base64
import hashlib
from typing import Any

import pytest

from tests.sandbox.support.meta import MetaSandbox
from tests.support.vendors.sandbox import PNID, TOKEN

PDF = b"%PDF-1.7 factura"
Json = dict[str, Any]


async def uploaded(sandbox: MetaSandbox, mime: str = "application/pdf", data: bytes = PDF) -> str:
    """Upload a file. Returns its id."""
    answer = await sandbox.graph(
        "POST",
        f"{PNID}/media",
        data={"messaging_product": "whatsapp", "type": mime},
        files={"file": ("factura.pdf", data, mime)},
    )
    assert answer.status_code == 200, answer.text
    medium_id: str = answer.json()["id"]
    return medium_id


async def test_an_uploaded_file_comes_back_in_two_steps(sandbox: MetaSandbox) -> None:
    medium_id = await uploaded(sandbox)
    node = (await sandbox.graph("GET", medium_id)).json()
    assert node["mime_type"] == "application/pdf"
    assert node["sha256"] == base64.b64encode(hashlib.sha256(PDF).digest()).decode()
    assert node["file_size"] == str(len(PDF))
    answer = await sandbox.http.get(node["url"], headers={"authorization": f"Bearer {TOKEN}"})
    assert (answer.content, answer.headers["content-type"]) == (PDF, "application/pdf")


async def test_the_bytes_need_the_token(sandbox: MetaSandbox) -> None:
    node = (await sandbox.graph("GET", await uploaded(sandbox))).json()
    assert (await sandbox.http.get(node["url"])).status_code == 401


async def test_the_address_dies_after_five_minutes(sandbox: MetaSandbox) -> None:
    medium_id = await uploaded(sandbox)
    url = (await sandbox.graph("GET", medium_id)).json()["url"]
    await sandbox.control("clock", {"advance_seconds": 301})
    bearer = {"authorization": f"Bearer {TOKEN}"}
    assert (await sandbox.http.get(url, headers=bearer)).status_code == 404
    fresh = (await sandbox.graph("GET", medium_id)).json()["url"]
    assert (await sandbox.http.get(fresh, headers=bearer)).status_code == 200


async def test_an_upload_lives_thirty_days(sandbox: MetaSandbox) -> None:
    medium_id = await uploaded(sandbox)
    await sandbox.control("clock", {"advance_seconds": 30 * 86_400 + 1})
    error = (await sandbox.graph("GET", medium_id)).json()["error"]
    assert (error["code"], error["error_subcode"]) == (100, 33)


async def test_a_deleted_file_is_gone(sandbox: MetaSandbox) -> None:
    medium_id = await uploaded(sandbox)
    assert (await sandbox.graph("DELETE", medium_id)).json() == {"success": True}
    assert (await sandbox.graph("GET", medium_id)).status_code == 400


@pytest.mark.parametrize(
    ("mime", "data"),
    [("application/zip", b"PK"), ("image/png", b"x" * (5 * 1024 * 1024 + 1)), ("image/webp", b"x" * 102_401)],
)
async def test_a_wrong_type_or_a_large_file_is_refused(sandbox: MetaSandbox, mime: str, data: bytes) -> None:
    answer = await sandbox.graph(
        "POST",
        f"{PNID}/media",
        data={"messaging_product": "whatsapp", "type": mime},
        files={"file": ("x", data, mime)},
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)


async def test_a_document_is_sent_by_its_id(opened: MetaSandbox) -> None:
    document: Json = {"id": await uploaded(opened), "filename": "factura.pdf", "caption": "Tu factura"}
    assert (await opened.send({"type": "document", "document": document})).is_success
    await opened.wait_until_idle()
    assert opened.callback.statuses()[-1]["status"] == "delivered"


async def test_a_pdf_as_image_fails_later_with_131053(opened: MetaSandbox) -> None:
    await opened.send({"type": "image", "image": {"id": await uploaded(opened)}})
    await opened.wait_until_idle()
    assert opened.callback.statuses()[0]["errors"][0]["code"] == 131053


async def test_a_shoppers_picture_can_be_fetched_for_seven_days(sandbox: MetaSandbox) -> None:
    sent = await sandbox.http.post(
        f"/_control/shoppers/{sandbox.shopper['id']}/media",
        data={"phone_number_id": PNID, "caption": "¿Esta?"},
        files={"file": ("foto.jpg", b"\xff\xd8jpeg", "image/jpeg")},
    )
    await sandbox.wait_until_idle()
    image = sandbox.callback.messages()[0]["image"]
    assert image["caption"] == "¿Esta?"
    assert image["id"] == sent.json()["media_id"]
    assert (await sandbox.graph("GET", image["id"])).json()["mime_type"] == "image/jpeg"
    await sandbox.control("clock", {"advance_seconds": 7 * 86_400 + 1})
    assert (await sandbox.graph("GET", image["id"])).status_code == 400
