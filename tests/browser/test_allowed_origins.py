"""Who may call the control API from a browser."""

from collections.abc import AsyncIterator

import httpx
import pytest

from shop.sandbox.app import create_app


@pytest.fixture(name="http")
async def http_fixture() -> AsyncIterator[httpx.AsyncClient]:
    """A sandbox, called in this process."""
    transport = httpx.ASGITransport(app=create_app())  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:9000") as client:
        yield client


async def test_a_page_of_another_site_is_refused(http: httpx.AsyncClient) -> None:
    answer = await http.post("/_control/reset", headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "https://evil.example" in answer.json()["detail"]


@pytest.mark.parametrize("origin", ["null", "http://127.0.0.1:9001", "http://localhost:9000"])
async def test_only_the_very_same_origin_may_change_things(http: httpx.AsyncClient, origin: str) -> None:
    assert (await http.post("/_control/reset", headers={"origin": origin})).status_code == 403


async def test_our_own_page_and_scripts_without_an_origin_may(http: httpx.AsyncClient) -> None:
    own = await http.post("/_control/reset", headers={"origin": "http://127.0.0.1:9000"})
    script = await http.post("/_control/reset")
    assert (own.status_code, script.status_code) == (200, 200)


@pytest.mark.parametrize("host", ["evil.example:9000", "127.0.0.1.evil.example", ""])
async def test_a_public_name_that_points_here_is_refused(http: httpx.AsyncClient, host: str) -> None:
    assert (await http.get("/_control/exchanges", headers={"host": host})).status_code == 403


@pytest.mark.parametrize(
    "host", ["localhost:9000", "[::1]:9000", "sandbox:9000", "shop.localhost", "192.168.1.4"]
)
async def test_addresses_and_local_names_are_served(http: httpx.AsyncClient, host: str) -> None:
    assert (await http.get("/_control/idle", headers={"host": host})).status_code == 200


async def test_the_vendors_paths_are_not_touched(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v26.0/1", headers={"host": "graph.example", "origin": "https://other.example"})
    assert answer.json()["error"]["code"] == 190


async def test_the_page_allows_itself_only_this_machine(http: httpx.AsyncClient) -> None:
    answer = await http.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "https:" not in policy
    assert "http" not in answer.text


async def test_a_page_someone_sent_as_a_file_is_not_run(http: httpx.AsyncClient) -> None:
    business = {
        "app_id": "1", "app_secret": "s", "verify_token": "v", "access_token": "t", "waba_id": "2",
        "phone_number_id": "3", "display_phone_number": "+34 910 000 001", "name": "Tienda",
    }  # fmt: skip
    await http.post("/_control/businesses", json=business)
    shopper = (await http.post("/_control/shoppers", json={"name": "Ana", "phone": "34600000001"})).json()
    sent = await http.post(
        f"/_control/shoppers/{shopper['id']}/media",
        data={"phone_number_id": "3"},
        files={"file": ("a.html", b"<script>1</script>", "text/html")},
    )
    shown = await http.get(f"/_control/chat/media/{sent.json()['media_id']}")
    assert shown.headers["content-disposition"] == "attachment"
