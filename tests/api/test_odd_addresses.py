"""Whatever is asked for is answered with a sentence: no address makes a mistake of ours, and 405 says what is right."""

import re

import httpx
import pytest
from litestar.routes import HTTPRoute
from structlog.testing import capture_logs

from tests.api.conftest import Api
from tests.support.running.application import client_of

NAMES = [
    "%00",
    "a%00b.png",
    "a" * 300,
    "%ff%fe",
    "..%2f..%2fetc",
    "%2e%2e/%2e%2e/etc/passwd",
    "a/" * 2_000,
    "%F0%9F%98%80" * 60,
    "con",
]
PLACES = [
    "/media/",
    "/pay/",
    "/feeds/",
    "/images/",
    "/hooks/whatsapp/",
    "/hooks/stripe/",
    "/api/v1/products/",
    "/api/v1/orders/",
]


@pytest.fixture
def door(api: Api) -> httpx.AsyncClient:
    return client_of(api.app, {"Authorization": f"Bearer {api.key}"})


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", NAMES)
async def test_no_address_is_a_mistake_of_ours(door: httpx.AsyncClient, place: str, name: str) -> None:
    for end in ("", ".csv"):
        with capture_logs() as logs:
            answer = await door.get(f"{place}{name}{end}")
        is_posted = place == "/hooks/stripe/" and answer.headers.get("allow") is not None
        assert answer.status_code == (405 if is_posted else 404), (
            answer.text
        )  # one name below it is Stripe's door
        assert not [each for each in logs if each["event"] == "request.failed"]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/hooks/whatsapp", {"GET", "POST", "OPTIONS"}),
        ("/hooks/stripe/00000000-0000-0000-0000-000000000001", {"POST", "OPTIONS"}),
        ("/pay/a-token", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("/api/v1/products", {"GET", "POST", "OPTIONS"}),
        ("/health/live", {"GET", "OPTIONS"}),
    ],
)
async def test_a_wrong_method_hears_the_right_ones(
    door: httpx.AsyncClient, path: str, allowed: set[str]
) -> None:
    refused = await door.request("TRACE", path)
    assert refused.status_code == 405
    assert set(refused.headers["allow"].split(", ")) == allowed


async def test_options_names_what_a_wrong_method_hears(api: Api, door: httpx.AsyncClient) -> None:
    routes = [each for each in api.app.routes if isinstance(each, HTTPRoute)]
    assert len(routes) > 40
    for each in routes:
        path = re.sub(r"\{[^}]*:uuid\}", "00000000-0000-0000-0000-000000000001", each.path)
        path = re.sub(r"\{[^}]*\}", "x", path)
        asked, refused = await door.options(path), await door.request("TRACE", path)
        assert asked.status_code == 204, path
        assert _allowed(asked) == _allowed(refused) == set(each.methods), path


def _allowed(answer: httpx.Response) -> set[str]:
    return set(answer.headers["allow"].split(", "))
