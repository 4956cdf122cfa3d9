"""`/images/{name}.jpg`: anybody may see a picture, keep it for ever, and reach nothing else."""

from pathlib import Path

import httpx
import pytest

from shop.images.pipeline import ImagePipeline
from shop.images.store import DiskStore

NAME = "ab" * 32
PICTURE = b"\xff\xd8" + bytes(600_000)


@pytest.fixture
async def store(doors: httpx.AsyncClient, tmp_path: Path) -> DiskStore:
    """Pictures of one test, with one in it and a secret beside it."""
    made = DiskStore(tmp_path / "images")
    application = doors._transport.app  # type: ignore[attr-defined]
    application.state.image_pipeline = ImagePipeline(made)
    await made.put(NAME, PICTURE)
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    return made


@pytest.mark.usefixtures("store")
async def test_a_picture_is_shown_to_everybody_and_may_be_kept_for_ever(doors: httpx.AsyncClient) -> None:
    answer = await doors.get(f"/images/{NAME}.jpg")
    assert (answer.status_code, answer.content) == (200, PICTURE)
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-length"] == str(len(PICTURE))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["etag"] == f'"{NAME}"'
    assert "content-disposition" not in answer.headers
    assert "set-cookie" not in answer.headers


@pytest.mark.usefixtures("store")
async def test_head_tells_the_same_without_the_picture(doors: httpx.AsyncClient) -> None:
    whole, head = await doors.get(f"/images/{NAME}.jpg"), await doors.head(f"/images/{NAME}.jpg")
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(whole.headers)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("known", [f'"{NAME}"', f'W/"{NAME}"', f'"other", "{NAME}"', "*"])
async def test_who_has_it_is_told_so(doors: httpx.AsyncClient, known: str) -> None:
    answer = await doors.get(f"/images/{NAME}.jpg", headers={"if-none-match": known})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == f'"{NAME}"'
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.usefixtures("store")
async def test_who_has_another_is_given_this_one(doors: httpx.AsyncClient) -> None:
    answer = await doors.get(f"/images/{NAME}.jpg", headers={"if-none-match": '"other"'})
    assert answer.status_code == 200


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "path",
    [
        f"{'cd' * 32}.jpg",
        NAME,
        f"{NAME}.png",
        f"{NAME}.jpg.jpg",
        f"{NAME.upper()}.jpg",
        f".{NAME[1:]}.jpg",
        "../secret.jpg",
        "..%2fsecret.jpg",
        "%2e%2e%2fsecret.jpg",
        "..%5csecret.jpg",
        "%2fetc%2fpasswd",
        f"{NAME}.jpg%00",
        f"%00{NAME}.jpg",
        "%ff%fe.jpg",
        "",
        ".jpg",
        f"ab%2f{NAME}.jpg",
    ],
)
async def test_nothing_else_can_be_reached(doors: httpx.AsyncClient, path: str) -> None:
    answer = await doors.get(f"/images/{path}")
    assert answer.status_code == 404
    assert b"secret" not in answer.content
    assert "cache-control" not in answer.headers


@pytest.mark.usefixtures("store")
async def test_nobody_changes_a_picture_here(doors: httpx.AsyncClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert (await doors.request(method, f"/images/{NAME}.jpg")).status_code == 405
