"""What tests of images over the API share: pictures sent, refusals, jobs, and what lies in the folder."""

from pathlib import Path
from typing import Any

from sqlalchemy import text

from shop.kit.db.session import execute_core
from tests.api.conftest import Api
from tests.support.files.pictures import photo

_JOBS = text(
    "SELECT entrypoint, convert_from(payload, 'UTF8')::jsonb AS payload FROM pgqueuer WHERE entrypoint LIKE 'images.%' "
    "AND convert_from(payload, 'UTF8')::jsonb ->> 'merchant_id' = :merchant ORDER BY id"
)


def form(
    data: bytes, name: str = "photo.jpg", kind: str = "image/jpeg", part: str = "file"
) -> dict[str, Any]:
    return {"files": {part: (name, data, kind)}}


async def upload(api: Api, data: bytes | None = None) -> dict[str, Any]:
    answer = await api.call("POST", "/images", **form(photo() if data is None else data))
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def jobs(api: Api) -> list[tuple[str, dict[str, Any]]]:
    """The merchant's queued jobs about images."""
    async with api.database.transaction() as session:
        found = (await execute_core(session, _JOBS, {"merchant": str(api.merchant.id)})).all()
    return [(row.entrypoint, {k: v for k, v in row.payload.items() if k != "merchant_id"}) for row in found]


def pictures(folder: Path) -> list[Path]:
    return list(folder.rglob("*.jpg"))


async def refusal(api: Api, status: int, **request: Any) -> dict[str, Any]:
    answer = await api.call("POST", "/images", **request)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    said: dict[str, Any] = answer.json()
    assert said["status"] == status
    return said
