"""/v1: reads a call, finds who it is from and what it is about, answers in Stripe's shape."""

import asyncio
from dataclasses import dataclass, field

import msgspec
from litestar import Request, Response, route
from litestar.datastructures import State
from litestar.enums import MediaType

from shop.sandbox.faults import ApiFault
from shop.sandbox.stripe.http import access, idempotency
from shop.sandbox.stripe.http.calls import Call, addresses
from shop.sandbox.stripe.http.cut_connection import cut_connection
from shop.sandbox.stripe.http.expanding import expanded
from shop.sandbox.stripe.http.form import read_form
from shop.sandbox.stripe.http.refusals import refuse_by
from shop.sandbox.stripe.objects.account import API_VERSION, BUYER, AccountRecord
from shop.sandbox.stripe.objects.errors import Refused, UnreadableRequest, unrecognised_url
from shop.sandbox.stripe.objects.values import token
from shop.sandbox.stripe.world import StripeWorld

StripeRequest = Request[None, None, State]
GARBAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass
class ApiAnswer:
    """Status, document and headers."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class PreparedRequest:
    """A request, read but not understood."""

    world: StripeWorld
    request: StripeRequest
    content: bytes
    id: str
    fault: ApiFault

    @property
    def path(self) -> str:
        """The address without its query."""
        return self.request.scope["path"].rstrip("/")

    @property
    def query(self) -> str:
        """What follows the question mark, still encoded."""
        return self.request.scope["query_string"].decode("latin-1")

    def header(self, name: str) -> str:
        """A header, or "" without it."""
        return self.request.headers.get(name, "")


@route(["/v1", "/v1/{rest:path}"], http_method=["GET", "POST", "DELETE"], include_in_schema=False)
async def answer_call(request: StripeRequest) -> Response[bytes]:
    """Any call of the API."""
    world: StripeWorld = request.app.state.world.stripe
    content = await request.body()
    fault = world.faults.take_api(request.method, request.scope["path"]) or ApiFault()
    incoming = PreparedRequest(world, request, content, f"req_{token(14)}", fault)
    try:
        answer = await _answer(incoming)
    except Refused as refused:
        answer = ApiAnswer(refused.status, msgspec.json.encode(refused.body()), refused.headers)
    if fault.lose_answer:
        return cut_connection(request)
    headers = {
        "Request-Id": incoming.id,
        "Stripe-Version": incoming.header("stripe-version") or API_VERSION,
        **answer.headers,
    }
    body = GARBAGE if fault.garbage else answer.body
    return Response(body, status_code=answer.status, media_type=MediaType.JSON, headers=headers)


async def _answer(incoming: PreparedRequest) -> ApiAnswer:
    refuse_by(incoming.fault)
    account = access.account_of(
        incoming.world, incoming.header("authorization"), incoming.header("stripe-account")
    )
    key = incoming.header("idempotency-key")
    if incoming.request.method == "POST" and key:
        return await _answer_once(incoming, account, key)
    answer = _execute(incoming, account)
    await _delay_answer(incoming.fault)
    return answer


async def _answer_once(incoming: PreparedRequest, account: AccountRecord, key: str) -> ApiAnswer:
    """Give the kept answer of this key, or execute and keep. Refusals before execution are not kept."""
    attempt = idempotency.attempt(account, key, f"{incoming.path}?{incoming.query}", incoming.content)
    if attempt.known:
        replay = {"Idempotent-Replayed": "true", "Original-Request": attempt.known["request"]}
        body = attempt.known["body"].encode()
        return ApiAnswer(attempt.known["status"], body, {"Idempotency-Key": key, **replay})
    with attempt.in_flight(incoming.id):
        try:
            answer = _execute(incoming, account, key)
        except UnreadableRequest:
            raise
        except Refused as refused:
            attempt.keep(refused.status, msgspec.json.encode(refused.body()))
            raise
        await _delay_answer(incoming.fault)
        attempt.keep(answer.status, answer.body)
    answer.headers["Idempotency-Key"] = key
    return answer


def _execute(incoming: PreparedRequest, account: AccountRecord, key: str | None = None) -> ApiAnswer:
    found = addresses.find(incoming.request.method, incoming.path)
    if found is None:
        raise unrecognised_url(incoming.request.method, incoming.path)
    endpoint, row_id = found
    params = endpoint.params.read(read_form(incoming.query, _form_text(incoming)))
    call = Call(incoming.world, account, params, row_id, incoming.path)
    account.cause = {"id": incoming.id, "idempotency_key": key}
    try:
        answer = endpoint.act(call)
    finally:
        account.cause = BUYER
    return ApiAnswer(200, msgspec.json.encode(expanded(account, answer, params.get("expand", []))))


async def _delay_answer(fault: ApiFault) -> None:
    if fault.delay_seconds:
        await asyncio.sleep(fault.delay_seconds)


def _form_text(incoming: PreparedRequest) -> str:
    if incoming.content and "json" in incoming.header("content-type"):
        raise UnreadableRequest(
            "Invalid request: v1 takes application/x-www-form-urlencoded parameters, not JSON."
        )
    return incoming.content.decode("utf-8", "replace")
