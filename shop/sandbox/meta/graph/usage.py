"""How much of its limits a caller used: headers of every Graph answer, and 80007 beyond them (Meta: Error codes)."""

import json
from collections import deque
from functools import cache
from typing import Any

from litestar import Request
from litestar.types import Scope

from shop.kit.clock import now
from shop.sandbox.ids import trace_id
from shop.sandbox.meta.graph.errors import GraphError
from shop.sandbox.state import World

HOUR = 3600
USED_BY = "graph_usage"  # in the scope: the account whose limit a call counts towards
HeaderPair = tuple[bytes, bytes]


def note_account(request: Request[Any, Any, Any], waba_id: str) -> None:
    """Remember whose limits the answer's headers are about."""
    request.scope[USED_BY] = waba_id  # type: ignore[literal-required]


def count_management(request: Request[Any, Any, Any], world: World, waba_id: str) -> None:
    """Count a call about an account: templates, phone_numbers, subscribed_apps. Raises GraphError 80007."""
    note_account(request, waba_id)
    calls = recent(world, waba_id)
    if len(calls) >= world.knobs.management_calls_per_hour:
        raise GraphError(80007, "The WhatsApp Business Account has reached its rate limit.")
    calls.append(now().timestamp())


def recent(world: World, waba_id: str) -> deque[float]:
    """When an account was managed within the last hour."""
    calls = world.management_calls.setdefault(waba_id, deque())
    since = now().timestamp() - HOUR
    while calls and calls[0] <= since:
        calls.popleft()
    return calls


def headers(world: World, scope: Scope) -> list[HeaderPair]:
    """The headers of a Graph answer; none when the call was not Graph's or its caller unknown."""
    waba_id: str | None = scope.get(USED_BY)  # type: ignore[assignment]
    if waba_id is None:
        return []
    version: int = scope.get("graph_version", 26)  # type: ignore[assignment]
    shown = [(b"facebook-api-version", f"v{version}.0".encode()), (b"x-fb-trace-id", trace_id().encode())]
    if not waba_id:
        return [*shown, app_usage(0)]
    calls = world.management_calls.get(waba_id)
    percent = 100 * len(recent(world, waba_id)) // world.knobs.management_calls_per_hour if calls else 0
    return [*shown, app_usage(percent), account_usage(waba_id, percent)]


@cache
def app_usage(percent: int) -> HeaderPair:
    """`X-App-Usage`, in percent of the limit."""
    shown = {"call_count": percent, "total_cputime": percent, "total_time": percent}
    return b"x-app-usage", json.dumps(shown, separators=(",", ":")).encode()


@cache
def account_usage(waba_id: str, percent: int) -> HeaderPair:
    """`X-Business-Use-Case-Usage` of one account; an hour regains access."""
    shown = {
        "type": "whatsapp_business_management",
        "call_count": percent,
        "total_cputime": percent,
        "total_time": percent,
        "estimated_time_to_regain_access": 60 if percent >= 100 else 0,
    }
    return b"x-business-use-case-usage", json.dumps({waba_id: [shown]}, separators=(",", ":")).encode()
