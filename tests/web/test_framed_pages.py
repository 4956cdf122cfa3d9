"""Who may show our pages in a frame; and the API's document, which is no page."""

import httpx
import pytest

from shop.app import create_app
from shop.config import Settings
from shop.kit.db.database import Database
from shop.kit.http_server import bind, serving


@pytest.mark.parametrize(("framed_by", "said"), [("", "'none'"), ("https://chat.test", "https://chat.test")])
async def test_pages_say_who_may_frame_them(database: Database, framed_by: str, said: str) -> None:
    app = create_app(Database(database.url, pool_size=2), Settings(framed_by=framed_by))
    async with (
        serving(app, bind("127.0.0.1", 0)) as url,
        httpx.AsyncClient(base_url=url, trust_env=False) as http,
    ):
        page = await http.get("/pay/unknown")
        assert page.headers["Content-Security-Policy"].endswith(f"; frame-ancestors {said}")
        picture = await http.get(f"/images/{'0' * 64}.jpg")
        assert "Content-Security-Policy" not in picture.headers


@pytest.mark.parametrize("path", ["/schema", "/schema/openapi.json"])
async def test_the_document_is_json_and_runs_no_script(doors: httpx.AsyncClient, path: str) -> None:
    answer = await doors.get(path)
    assert answer.headers["Content-Type"].startswith("application/vnd.oai.openapi+json")
    assert answer.json()["info"]["title"] == "Trastienda"
