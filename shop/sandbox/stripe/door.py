"""/v1: reads a call, finds who it is from and what it is about, answers in Stripe's shape."""

import asyncio
from dataclasses import dataclass, field

import msgspec
from litestar import Request, Response, route
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.types import HTTPScope

from shop.sandbox.stripe import access, idempotency
from shop.sandbox.stripe.account import API_VERSION, BUYER, Account
from shop.sandbox.stripe.calls import Call, addresses
from shop.sandbox.stripe.errors import Malformed, Refused, unrecognised_url
from shop.sandbox.stripe.expanding import expanded
from shop.sandbox.stripe.faults import ApiFault
from shop.sandbox.stripe.form import read_form
from shop.sandbox.stripe.severed import sever
from shop.sandbox.stripe.values import token
from shop.sandbox.stripe.world import StripeWorld

StripeRequest = Request[None, None, State]
LOCKED = (
    "This object cannot be accessed right now because another API request or Stripe process is currently "
    "accessing it. If you see this error intermittently, retry the request."
)
LIMITED = (
    "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits."
)
FAULTS = {  # status: (type, code, message)
    409: ("invalid_request_error", "lock_timeout", LOCKED),
    429: ("invalid_request_error", "rate_limit", LIMITED),
}


@dataclass
class Answer:
    """Status, document and headers."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@route(["/v1", "/v1/{rest:path}"], http_method=["GET", "POST", "DELETE"], include_in_schema=False)
async def answer_call(request: StripeRequest) -> Response[bytes]:
    """Any call of the API."""
    world: StripeWorld = request.app.state.world.stripe
    content = await request.body()
    headers = {
        "Request-Id": f"req_{token(14)}",
        "Stripe-Version": request.headers.get("stripe-version", API_VERSION),
    }
    fault = world.faults.take_api(request.method, request.scope["path"])
    try:
        answer = await _answer(world, request, content, headers, fault)
    except Refused as refused:
        answer = Answer(refused.status, msgspec.json.encode(refused.body()), refused.headers)
    if fault and fault.lose_answer:
        return sever(request)
    if fault and fault.garbage:
        answer.body = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
    return Response(
        answer.body,
        status_code=answer.status,
        media_type=MediaType.JSON,
        headers={**headers, **answer.headers},
    )


async def _answer(
    world: StripeWorld,
    request: StripeRequest,
    content: bytes,
    headers: dict[str, str],
    fault: ApiFault | None,
) -> Answer:
    _refuse_by(fault)
    scope: HTTPScope = request.scope
    account = access.account_of(
        world, request.headers.get("authorization"), request.headers.get("stripe-account")
    )
    query = scope["query_string"].decode("latin-1")
    key = request.headers.get("idempotency-key")
    if request.method != "POST" or not key:
        answer = _execute(world, account, request, query, content, headers)
        await _dawdle(fault)
        return answer
    attempt = idempotency.attempt(account, key, request.method, scope["path"] + "?" + query, content)
    headers["Idempotency-Key"] = key
    if attempt.known:
        replay = {"Idempotent-Replayed": "true", "Original-Request": attempt.known["request"]}
        return Answer(attempt.known["status"], attempt.known["body"].encode(), replay)
    attempt.begin(headers["Request-Id"])
    try:
        answer = _execute(world, account, request, query, content, headers)
    except Malformed:
        attempt.forget()
        raise
    except Refused as refused:
        attempt.keep(refused.status, msgspec.json.encode(refused.body()))
        raise
    await _dawdle(fault)
    attempt.keep(answer.status, answer.body)
    return answer


def _execute(
    world: StripeWorld,
    account: Account,
    request: StripeRequest,
    query: str,
    content: bytes,
    headers: dict[str, str],
) -> Answer:
    path = request.scope["path"].rstrip("/")
    found = addresses.find(request.method, path)
    if found is None:
        raise Malformed(unrecognised_url(request.method, path).message, status=404)
    endpoint, key = found
    form = read_form(query, _form_text(request, content))
    call = Call(
        world, account, endpoint.params.read(form), key, path, request.headers.get("stripe-version", "")
    )
    account.cause = {"id": headers["Request-Id"], "idempotency_key": headers.get("Idempotency-Key")}
    try:
        answer = endpoint.act(call)
        document = expanded(account, answer, call.params.get("expand", []))
    finally:
        account.cause = BUYER
    return Answer(200, msgspec.json.encode(document))


def _form_text(request: StripeRequest, content: bytes) -> str:
    kind = request.headers.get("content-type", "")
    if content and "json" in kind:
        raise Malformed(
            "Invalid request: v1 endpoints take application/x-www-form-urlencoded parameters, not JSON."
        )
    try:
        return content.decode("ascii")
    except UnicodeDecodeError:
        return content.decode("utf-8", "replace")


async def _dawdle(fault: ApiFault | None) -> None:
    if fault and fault.delay_seconds:
        await asyncio.sleep(fault.delay_seconds)


def _refuse_by(fault: ApiFault | None) -> None:
    """Answer as the mishap demands, before anything is executed."""
    if fault is None or fault.http_status is None:
        return
    status = fault.http_status
    kind, code, message = FAULTS.get(status, ("api_error", None, "An unknown error occurred"))
    refused = Malformed(message, status=status, kind=kind, code=code)
    if status == 429:
        refused.headers["Stripe-Rate-Limited-Reason"] = "global-rate"
    raise refused
