"""The wire: keys, idempotency, lists, forms, mishaps."""

import asyncio
import contextlib
import json
import time
from datetime import timedelta
from typing import Any

import pytest
import stripe
from hypothesis import given
from hypothesis import strategies as st

from shop.kit.clock import clock
from shop.sandbox.stripe.http.form import read_form
from shop.sandbox.stripe.objects.errors import UnreadableRequest
from tests.sandbox.support.stripe import StripeSandbox
from tests.support.pace import allowance

FORM = {
    "line_items[0][price_data][currency]": "eur",
    "line_items[0][price_data][unit_amount]": "700",
    "line_items[0][price_data][product_data][name]": "Té & más",
    "line_items[0][quantity]": "1",
}


async def post(sandbox: StripeSandbox, path: str, data: Any, **headers: str) -> Any:
    """A call without the official client."""
    known = {"Authorization": f"Bearer {sandbox.key}", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return await sandbox.http.post(path, data=data, headers=known)


async def test_an_unknown_key_is_refused(sandbox: StripeSandbox) -> None:
    answer = await sandbox.http.get(
        "/v1/payment_links", headers={"Authorization": "Bearer sk_test_wrong_1234"}
    )
    assert answer.status_code == 401
    assert answer.json()["error"]["message"] == "Invalid API Key provided: sk_test_******1234"


async def test_no_key_is_refused(sandbox: StripeSandbox) -> None:
    answer = await sandbox.http.get("/v1/payment_links")
    assert answer.status_code == 401
    assert answer.json()["error"]["message"].startswith("You did not provide an API key.")


async def test_basic_authentication_works_too(sandbox: StripeSandbox) -> None:
    assert (await sandbox.http.get("/v1/payment_links", auth=(sandbox.key, ""))).status_code == 200


async def test_an_account_sees_only_its_own(sandbox: StripeSandbox) -> None:
    link = await sandbox.link()
    await sandbox.control("accounts", {"secret_key": "sk_test_neighbour"})
    answer = await sandbox.http.get(f"/v1/payment_links/{link.id}", auth=("sk_test_neighbour", ""))
    assert answer.status_code == 404


async def test_an_unknown_address_is_named(sandbox: StripeSandbox) -> None:
    answer = await sandbox.http.get("/v1/nothing/here", auth=(sandbox.key, ""))
    assert answer.status_code == 404
    assert answer.json()["error"]["message"].startswith("Unrecognized request URL (GET: /v1/nothing/here).")


async def test_the_version_is_echoed_and_every_answer_has_an_id(sandbox: StripeSandbox) -> None:
    answer = await post(sandbox, "/v1/payment_links", FORM, Stripe_Version="2026-08-26.dahlia")
    assert answer.headers["stripe-version"] == "2026-08-26.dahlia"
    assert answer.headers["request-id"].startswith("req_")
    assert answer.headers["content-type"].startswith("application/json")


async def test_the_same_key_gives_the_same_answer(sandbox: StripeSandbox) -> None:
    first = await post(sandbox, "/v1/payment_links", FORM, Idempotency_Key="plink:1")
    again = await post(sandbox, "/v1/payment_links", FORM, Idempotency_Key="plink:1")
    assert first.content == again.content
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert again.headers["original-request"] == first.headers["request-id"]
    assert len((await sandbox.stripe.v1.payment_links.list_async()).data) == 1


async def test_a_key_belongs_to_its_parameters(sandbox: StripeSandbox) -> None:
    await post(sandbox, "/v1/payment_links", FORM, Idempotency_Key="plink:1")
    other = FORM | {"line_items[0][quantity]": "2"}
    refused = await post(sandbox, "/v1/payment_links", other, Idempotency_Key="plink:1")
    assert (refused.status_code, refused.json()["error"]["type"]) == (400, "idempotency_error")
    assert "Try using a key other than 'plink:1'" in refused.json()["error"]["message"]


async def test_a_key_is_new_again_after_a_day(sandbox: StripeSandbox) -> None:
    first = await post(sandbox, "/v1/payment_links", FORM, Idempotency_Key="plink:1")
    await clock.advance(timedelta(hours=24, seconds=1))
    again = await post(sandbox, "/v1/payment_links", FORM, Idempotency_Key="plink:1")
    assert first.json()["id"] != again.json()["id"]


async def test_what_was_not_executed_is_not_kept(sandbox: StripeSandbox) -> None:
    wrong = FORM | {"line_items[0][quantity]": "none"}
    assert (await post(sandbox, "/v1/payment_links", wrong, Idempotency_Key="k")).status_code == 400
    assert (await post(sandbox, "/v1/payment_links", FORM, Idempotency_Key="k")).status_code == 200


async def test_an_executed_refusal_is_kept(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid(1000)
    too_much = {"payment_intent": session["payment_intent"], "amount": "2000"}
    for replayed in (None, "true"):
        answer = await post(sandbox, "/v1/refunds", too_much, Idempotency_Key="refund:1")
        assert (answer.status_code, answer.headers.get("idempotent-replayed")) == (400, replayed)


async def test_a_key_in_flight_conflicts(sandbox: StripeSandbox) -> None:
    await sandbox.control("faults", {"api": {"delay_seconds": 0.3, "times": 1}})
    slow = asyncio.create_task(post(sandbox, "/v1/payment_links", FORM, Idempotency_Key="k"))
    await asyncio.sleep(0.1)
    conflict = await post(sandbox, "/v1/payment_links", FORM, Idempotency_Key="k")
    assert (conflict.status_code, conflict.json()["error"]["code"]) == (409, "idempotency_key_in_use")
    assert (await slow).status_code == 200


async def test_concurrent_calls_with_one_key_make_one_link(sandbox: StripeSandbox) -> None:
    calls = [post(sandbox, "/v1/payment_links", FORM, Idempotency_Key="k") for _ in range(10)]
    answers = await asyncio.gather(*calls)
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("status", [429, 500, 409])
async def test_the_api_can_fail_on_demand(sandbox: StripeSandbox, status: int) -> None:
    await sandbox.control("faults", {"api": {"http_status": status, "times": 1}})
    wanted: Any = stripe.RateLimitError if status == 429 else stripe.APIError
    with pytest.raises(wanted) as failed:
        await sandbox.link()
    assert failed.value.http_status == status
    assert (await sandbox.link()).active


async def test_a_lost_answer_is_repaired_by_the_key(sandbox: StripeSandbox) -> None:
    await sandbox.control("faults", {"api": {"lose_answer": True, "times": 1, "path": "/v1/payment_links"}})
    price = {"currency": "eur", "unit_amount": 500, "product_data": {"name": "X"}}
    link = await sandbox.stripe.v1.payment_links.create_async(
        {"line_items": [{"price_data": price, "quantity": 1}]},
        {"idempotency_key": "once", "max_network_retries": 1},
    )
    assert [each.id for each in (await sandbox.stripe.v1.payment_links.list_async()).data] == [link.id]


async def test_an_answer_can_be_garbage(sandbox: StripeSandbox) -> None:
    await sandbox.control("faults", {"api": {"garbage": True, "times": 1}})
    with pytest.raises(stripe.APIError):
        await sandbox.link()


async def test_lists_are_newest_first_and_paged_by_cursors(sandbox: StripeSandbox) -> None:
    ids = [(await sandbox.link()).id for _ in range(5)][::-1]
    links = sandbox.stripe.v1.payment_links
    first = await links.list_async({"limit": 2})
    assert ([each.id for each in first.data], first.has_more) == (ids[:2], True)
    rest = await links.list_async({"limit": 100, "starting_after": ids[1]})
    assert ([each.id for each in rest.data], rest.has_more) == (ids[2:], False)
    before = await links.list_async({"limit": 2, "ending_before": ids[3]})
    assert ([each.id for each in before.data], before.has_more) == (ids[1:3], True)
    assert [each.id async for each in first.auto_paging_iter()] == ids


@pytest.mark.parametrize(("limit", "shown"), [("0", 1), ("-5", 1), ("1000", 12)])
async def test_a_limit_is_clamped(sandbox: StripeSandbox, limit: str, shown: int) -> None:
    for _ in range(12):
        await sandbox.link()
    answer = await sandbox.http.get("/v1/payment_links", params={"limit": limit}, auth=(sandbox.key, ""))
    assert len(answer.json()["data"]) == shown


async def test_wrong_cursors_are_refused(sandbox: StripeSandbox) -> None:
    links = sandbox.stripe.v1.payment_links
    with pytest.raises(stripe.InvalidRequestError, match="Received both starting_after and ending_before"):
        await links.list_async({"starting_after": "a", "ending_before": "b"})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await links.list_async({"starting_after": "plink_x"})
    assert (refused.value.http_status, refused.value.code) == (400, "resource_missing")


async def test_lists_can_be_expanded_and_limited_in_time(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid()
    listed = await sandbox.stripe.v1.checkout.sessions.list_async(
        {
            "created": {"gte": session["created"]},
            "expand": ["data.payment_intent.latest_charge", "data.line_items"],
        }
    )
    assert listed.data[0].payment_intent.latest_charge.paid is True
    assert listed.data[0].line_items.data[0].description == "Café"
    none = await sandbox.stripe.v1.checkout.sessions.list_async({"created": {"gt": session["created"] + 60}})
    assert none.data == []


async def test_what_cannot_be_expanded_is_refused(sandbox: StripeSandbox) -> None:
    with pytest.raises(stripe.InvalidRequestError, match=r"This property cannot be expanded \(colour\)"):
        await sandbox.link(expand=["colour"])


async def test_forms_are_read_however_brackets_are_written(sandbox: StripeSandbox) -> None:
    loose = (
        "line_items%5B%5D%5Bprice_data%5D%5Bcurrency%5D=eur&line_items[][price_data][unit_amount]=700"
        "&line_items[][price_data][product_data][name]=A+%26+B&line_items[][quantity]=2&expand[]=line_items"
    )
    headers = {"Authorization": f"Bearer {sandbox.key}", "Content-Type": "application/x-www-form-urlencoded"}
    answer = await sandbox.http.post("/v1/payment_links", content=loose, headers=headers)
    [line] = answer.json()["line_items"]["data"]
    assert (line["description"], line["amount_total"]) == ("A & B", 1400)


def test_bracketed_elements_start_anew_when_a_name_repeats() -> None:
    assert read_form("a[][x]=1&a[][y]=2&a[][x]=3&b[]=4&b[]=5") == {
        "a": {"0": {"x": "1", "y": "2"}, "1": {"x": "3"}},
        "b": {"0": "4", "1": "5"},
    }


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(UnreadableRequest):
        assert isinstance(read_form(text), dict)


async def test_json_bodies_are_refused(sandbox: StripeSandbox) -> None:
    headers = {"Authorization": f"Bearer {sandbox.key}"}
    assert (await sandbox.http.post("/v1/payment_links", json={}, headers=headers)).status_code == 400


async def test_a_snapshot_brings_everything_back(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid()
    await sandbox.wait_until_idle()
    before = (await sandbox.http.get("/_control/stripe/objects")).json()
    sandbox.world.restore(json.loads(json.dumps(sandbox.world.snapshot())))
    assert (await sandbox.http.get("/_control/stripe/objects")).json() == before
    again = await sandbox.stripe.v1.checkout.sessions.list_async(
        {"payment_intent": session["payment_intent"]}
    )
    assert [each.id for each in again.data] == [session["id"]]


async def test_links_are_made_quickly(sandbox: StripeSandbox) -> None:
    started, count = time.perf_counter(), 200
    for _ in range(count):
        assert (await post(sandbox, "/v1/payment_links", FORM)).status_code == 200
    assert time.perf_counter() - started < allowance(2)
