"""The OpenAPI document is complete, and the API keeps to it whatever it is sent."""

import asyncio
import inspect
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
import schemathesis.specs.openapi.schemas  # here: loaded late, in a thread, CPython's parser loses count of its depth
from hypothesis import HealthCheck, Phase, given, settings
from litestar import Litestar
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from shop.api.idempotency.middleware import WRITES
from shop.api.rate_limits.policies import RateLimits
from shop.app import create_app
from shop.config import Settings
from shop.kit.db.database import Database
from shop.kit.http_server import bind, serving
from tests.api.conftest import Api, mug
from tests.support.pace import PATIENCE_SECONDS

SchemaCase = schemathesis.Case[Any]
CHECKED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)


@pytest.fixture
def document(app: Litestar) -> dict[str, Any]:
    """What /schema/openapi.json says."""
    return app.openapi_schema.to_schema()


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every operation of the API by its method and path."""
    return {
        f"{method.upper()} {path}": operation
        for path, item in document["paths"].items()
        if path.startswith("/api/")
        for method, operation in item.items()
    }


async def test_the_document_is_served(api: Api) -> None:
    answer = await api.http.get("/schema/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["info"]["title"] == "Trastienda"


def test_every_operation_says_who_may_call_it_and_how_it_refuses(document: dict[str, Any]) -> None:
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    for name, operation in operations(document).items():
        assert operation["security"] == [{"bearer": []}], name
        assert operation["tags"], name
        assert operation["summary"], name
        assert operation["description"], name
        assert operation["responses"]["429"] == {"$ref": "#/components/responses/TooManyRequests"}, name
        for status in ("400", "401", "403", "422"):
            assert list(operation["responses"][status]["content"]) == ["application/problem+json"], name


KEY = {"$ref": "#/components/parameters/Idempotency-Key"}


def test_every_write_takes_a_key_and_says_how_it_is_answered_again(document: dict[str, Any]) -> None:
    assert document["components"]["parameters"]["Idempotency-Key"]["in"] == "header"
    for name, operation in operations(document).items():
        writes = not name.startswith("GET")
        assert (KEY in operation.get("parameters", [])) is writes, name
        done = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
        assert all(("Idempotency-Replayed" in answer["headers"]) is writes for answer in done), name
        if writes:
            assert "Retry-After" in operation["responses"]["409"]["headers"], name
            assert "`Idempotency-Key` was used for another" in operation["responses"]["422"]["description"]


def test_every_answer_to_a_known_caller_tells_the_allowance(document: dict[str, Any]) -> None:
    assert "RateLimit-Remaining" in document["components"]["responses"]["TooManyRequests"]["headers"]
    for name, operation in operations(document).items():
        for status, answer in operation["responses"].items():
            if status not in ("401", "429"):
                assert "RateLimit-Remaining" in answer["headers"], f"{name} {status}"


def test_no_door_that_writes_opens_a_transaction_of_its_own(app: Litestar) -> None:
    """Its change would stay although the answer to its key is not kept: it would be made twice."""
    modules = {
        inspect.getmodule(door.fn)
        for route in app.routes
        if route.path.startswith("/api/")
        for door in getattr(route, "route_handlers", [])
        if door.http_methods & WRITES
    }
    assert len(modules) > 3
    assert [m for m in modules if m and ".transaction(" in inspect.getsource(m)] == []


async def test_the_document_can_be_made_twice(app: Litestar) -> None:
    assert app.openapi_schema.to_schema() == app.openapi_schema.to_schema()


def test_every_body_is_closed_and_limited(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for name in ("NewProduct", "NewVariant", "ProductPatch", "VariantPatch", "Price", "StockAdjustment"):
        assert schemas[name]["additionalProperties"] is False, name
    assert schemas["NewProduct"]["properties"]["images"]["items"]["maxLength"] == 2048
    assert schemas["Price"]["properties"]["amount_minor"]["maximum"] == 10**12 - 1


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
async def test_no_request_breaks_the_api_or_leads_out_of_the_document(
    database: Database, document: dict[str, Any], api: Api, mode: GenerationMode
) -> None:
    product = await api.ok("POST", "/products", mug())
    listener = bind("127.0.0.1", 0)
    app = create_app(Database(database.url, pool_size=5), Settings())
    app.state.rate_limits = RateLimits(Settings(api_requests_per_second=0))
    async with serving(app, listener) as url:
        await asyncio.to_thread(_fuzz, document, url, api.key, product["id"], mode)


def _fuzz(document: dict[str, Any], url: str, key: str, product_id: str, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_dict(document).include(path_regex="^/api/")
    checks: Any = [CHECKS.get_one(name) for name in CHECKED]
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]

        @settings(
            max_examples=25,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case: SchemaCase) -> None:
            _aim(case, product_id)
            headers = {"Authorization": f"Bearer {key}"}
            response = case.call(base_url=url, headers=headers, timeout=PATIENCE_SECONDS)
            case.validate_response(response, checks=checks)

        send()


def _aim(case: SchemaCase, product_id: str) -> None:
    """Let some guesses hit: a product that is there, the merchant's currency."""
    if case.path_parameters.get("product_id", "")[-1:] in set("02468ace"):
        case.path_parameters |= {"product_id": product_id, "variant": "TAZA"}
    headers: Any = case.headers or {}
    if str(headers.get("Idempotency-Key", ""))[-1:] in set("02468ace"):  # one that was not there before
        headers["Idempotency-Key"] = str(uuid4())
    body: Any = case.body
    if isinstance(body, dict) and isinstance(body.get("variants"), list):
        for variant in body["variants"]:
            price = variant.get("price") if isinstance(variant, dict) else None
            if isinstance(price, dict) and "currency" in price:
                price["currency"] = "EUR"
