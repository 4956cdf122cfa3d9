"""Refusals as the OpenAPI document describes them; `shop.problems` writes them."""

from typing import Any

import msgspec
from litestar.openapi import ResponseSpec

from shop.problems import PROBLEM


class FieldProblem(msgspec.Struct, frozen=True):
    """One thing that does not fit, and where."""

    path: str
    message: str


class ProblemDocument(msgspec.Struct, frozen=True, kw_only=True):
    """RFC 9457. `detail` is a sentence a person can act on."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | msgspec.UnsetType = msgspec.UNSET


_WHEN = {
    400: "The request cannot be read.",
    401: "No API key, an unknown one, or one that was revoked.",
    403: "The API key lacks the scope.",
    404: "There is no such thing here.",
    409: "It contradicts what is stored.",
    412: "It was changed since it was read (`If-Match`).",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "A field does not fit; `errors[0].path` says which.",
}


def problem_responses(*statuses: int) -> dict[int, Any]:
    """These refusals, and those that every call knows, for a handler's `responses`."""
    return {
        status: ResponseSpec(
            data_container=ProblemDocument,
            description=_WHEN[status],
            media_type=PROBLEM,
            generate_examples=False,
        )
        for status in sorted({400, 401, 403, 422, *statuses})
    }
