"""The GET handshake (Meta: Webhooks > Create an endpoint): a callback proves that it knows the verify token."""

import secrets
from typing import Any

import httpx

from shop.sandbox.meta.graph.errors import GraphError, bad_param, required
from shop.sandbox.state import World


async def handshake(world: World, url: str, verify_token: str) -> str | None:
    """Ask the callback for the challenge. Returns what is wrong, None when it is verified."""
    challenge = str(1_000_000_000 + secrets.randbelow(1_000_000_000))
    query = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": verify_token}
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
            answer = await client.get(url, params=query)
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        return f"The callback could not be reached: {type(problem).__name__} {problem}"
    asked = str(answer.request.url)
    world.exchanges.record("out", "meta", "GET", asked, status=answer.status_code, response=answer.content)
    if answer.status_code != 200 or answer.text.strip() != challenge:
        return f"The callback answered {answer.status_code} and not the challenge: it is not verified."
    return None


async def verify_override(world: World, asked: dict[str, Any]) -> str | None:
    """The override address of a call, verified; None when it removes one. Raises GraphError 100."""
    url = asked.get("override_callback_uri")
    if not url:
        return None
    if not isinstance(url, str) or len(url) > 200:
        raise bad_param("Param override_callback_uri must be at most 200 characters long.")
    if not asked.get("verify_token"):
        raise required("verify_token")
    if (problem := await handshake(world, url, str(asked["verify_token"]))) is not None:
        raise GraphError(
            100,
            message="(#100) Callback verification failed with the following errors: " + problem,
            subcode=2200,
        )
    return url
