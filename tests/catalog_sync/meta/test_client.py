"""What is asked of Meta, and what is made of any answer."""

from collections.abc import Callable
from typing import Any

import httpx
import msgspec
import pytest

from catalog_sync.meta.client import CatalogAccess, CatalogApi
from catalog_sync.meta.responses import wait_asked
from shop.whatsapp.errors import AnswerLost, NotReached, VendorAction, WhatsAppError

CATALOG = CatalogAccess("301", "token")


def api(answer: Callable[[httpx.Request], httpx.Response]) -> CatalogApi:
    return CatalogApi(base_url="http://meta.test/", version="v26.0", transport=httpx.MockTransport(answer))


def answering(status: int = 200, **json: Any) -> CatalogApi:
    return api(lambda _: httpx.Response(status, json=json))


async def test_a_batch_is_one_call_with_the_requests_as_they_are() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"handles": ["h"], "validation_status": []})

    taken = await api(answer).items_batch(CATALOG, [b'{"a":1}', b'{"b":2}'])
    assert (taken.handle, taken.errors) == ("h", {})
    assert seen[0].url.path == "/v26.0/301/items_batch"
    assert seen[0].headers["authorization"] == "Bearer token"
    assert msgspec.json.decode(seen[0].content) == {
        "item_type": "PRODUCT_ITEM",
        "allow_upsert": True,
        "requests": [{"a": 1}, {"b": 2}],
    }


async def test_errors_of_single_items_are_told_by_sku_and_warnings_are_not_errors() -> None:
    validations = [
        {"retailer_id": "A", "errors": [{"message": "bad"}], "warnings": []},
        {"retailer_id": "B", "errors": [], "warnings": [{"message": "odd"}]},
    ]
    taken = await answering(handles=[], validation_status=validations).items_batch(CATALOG, [b"{}"])
    assert (taken.handle, taken.errors) == (None, {"A": ["bad"]})


@pytest.mark.parametrize("status", ["in_progress", "started", "error", "", "whatever"])
async def test_everything_but_finished_is_under_way(status: str) -> None:
    found = await answering(data=[{"handle": "h", "status": status}]).batch_status(CATALOG, "h")
    assert not found.finished


async def test_a_finished_batch_names_the_items_that_failed_also_without_a_message() -> None:
    batch = {
        "status": "finished",
        "errors": [{"line": 0, "id": "A", "message": "bad"}],
        "ids_of_invalid_requests": ["A", "B"],
    }
    found = await answering(data=[batch]).batch_status(CATALOG, "h")
    assert (found.finished, found.errors) == (True, {"A": ["bad"], "B": []})


async def test_the_catalog_is_read_page_by_page() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        after = request.url.params.get("after")
        paging = {} if after else {"paging": {"next": "http://elsewhere", "cursors": {"after": "c1"}}}
        row = {
            "retailer_id": "B" if after else "A",
            "price": "€1.00",
            "capability_to_review_status": [{"key": "WHATSAPP", "value": "APPROVED"}],
            "review_rejection_reasons": [],
        }
        return httpx.Response(200, json={"data": [row], **paging})

    pages = [page async for page in api(answer).items(CATALOG)]
    assert [(item.sku, item.whatsapp) for page in pages for item in page] == [
        ("A", "APPROVED"),
        ("B", "APPROVED"),
    ]


async def test_a_cursor_that_leads_nowhere_ends_the_reading() -> None:
    calls: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        calls.append(str(request.url))
        paging = {"next": "x", "cursors": {"after": "same"}}
        return httpx.Response(200, json={"data": [], "paging": paging})

    assert [page async for page in api(answer).items(CATALOG)] == [[], []]
    assert len(calls) == 2


async def test_a_page_that_is_too_much_is_asked_for_in_smaller_pieces() -> None:
    limits: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        limits.append(request.url.params["limit"])
        if int(limits[-1]) > 70:
            return httpx.Response(500, json={"error": {"code": 1, "message": "Please reduce the amount"}})
        return httpx.Response(200, json={"data": []})

    assert [page async for page in api(answer).items(CATALOG)] == [[]]
    assert limits == ["250", "125", "62"]


@pytest.mark.parametrize("code", [80014, 80009, 4, 2])
async def test_limits_and_outages_are_to_be_tried_again(code: int) -> None:
    with pytest.raises(WhatsAppError) as refused:
        await answering(400, error={"code": code, "message": "no"}).items_batch(CATALOG, [b"{}"])
    assert refused.value.action is VendorAction.RETRY


@pytest.mark.parametrize("code", [190, 200, 10])
async def test_tokens_and_permissions_need_a_person(code: int) -> None:
    with pytest.raises(WhatsAppError) as refused:
        await answering(403, error={"code": code, "message": "no"}).batch_status(CATALOG, "h")
    assert refused.value.action is VendorAction.FIX


@pytest.mark.parametrize(
    ("status", "content"),
    [(200, b'{"handles":["'), (200, b"<html>"), (502, b"bad gateway"), (200, b"[1]")],
)
async def test_garbage_is_an_answer_that_was_lost(status: int, content: bytes) -> None:
    with pytest.raises(AnswerLost):
        await api(lambda _: httpx.Response(status, content=content)).items_batch(CATALOG, [b"{}"])


@pytest.mark.parametrize(
    ("error", "failure"),
    [(httpx.ConnectError, NotReached), (httpx.ReadTimeout, AnswerLost), (httpx.ReadError, AnswerLost)],
)
async def test_a_broken_line_is_one_of_two_failures(
    error: type[httpx.RequestError], failure: type[Exception]
) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        raise error("broken")

    with pytest.raises(failure):
        await api(answer).items_batch(CATALOG, [b"{}"])


async def test_answers_of_any_shape_are_survived() -> None:
    odd = answering(handles=[None], validation_status=[1, {"retailer_id": 5, "errors": "x"}], data={"a": 1})
    assert (await odd.items_batch(CATALOG, [b"{}"])).handle is None
    assert not (await odd.batch_status(CATALOG, "h")).finished
    assert [page async for page in odd.items(CATALOG)] == [[]]


async def test_an_id_or_token_that_cannot_be_one_never_leaves() -> None:
    with pytest.raises(WhatsAppError):
        await answering().items_batch(CatalogAccess("../me", "token"), [])
    with pytest.raises(WhatsAppError) as refused:
        await answering().items_batch(CatalogAccess("301", "to\nken"), [])
    assert refused.value.code == 190


def test_a_catalog_does_not_show_its_token() -> None:
    assert "token" not in repr(CATALOG)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"x-app-usage": '{"call_count":95,"total_time":3}'}, 60),
        ({"x-app-usage": '{"call_count":20}'}, 0),
        ({"x-business-use-case-usage": '{"1":[{"estimated_time_to_regain_access":3}]}'}, 180),
        ({"x-business-use-case-usage": '{"1":[{"estimated_time_to_regain_access":9999}]}'}, 3600),
        ({"x-business-use-case-usage": "rubbish"}, 0),
        ({"x-app-usage": '{"call_count":"many"}'}, 0),
    ],
)
def test_usage_headers_say_how_long_to_rest(headers: dict[str, str], seconds: float) -> None:
    assert wait_asked(headers) == seconds
