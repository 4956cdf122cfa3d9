"""What all operations of the API have in common, put into the document: the key of a write, the allowance, its end.

The layers around the doors do it (`idempotency`, `rate_limits`), so no door says it.
"""

from typing import Any

from shop.kit.idempotency import KEPT
from shop.problems import PROBLEM

ROOT = "/api/v1"
_HOURS = int(KEPT.total_seconds()) // 3600
_WRITES = ("post", "put", "patch", "delete")
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": (
        "Any name for this request that you use for no other, such as a UUID. A repeat with the same key changes "
        f"nothing and gets the first answer, for {_HOURS} hours. A refusal changes nothing and is not kept."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[!-~]([ -~]{0,253}[!-~])?$"},
}
_SECONDS = {"type": "integer", "minimum": 0}
_HEADERS: dict[str, Any] = {
    "RateLimit-Limit": {"description": "How much this key may ask at once.", "schema": _SECONDS},
    "RateLimit-Remaining": {"description": "How much of that is left.", "schema": _SECONDS},
    "RateLimit-Reset": {"description": "Seconds until all of it is back.", "schema": _SECONDS},
    "RateLimit-Policy": {
        "description": "The allowance this call drew from: so much (`q`) in so many seconds (`w`).",
        "schema": {"type": "string"},
    },
    "Retry-After": {"description": "Seconds to wait.", "schema": _SECONDS},
    "Idempotency-Replayed": {
        "description": "The first answer to this `Idempotency-Key`, once more.",
        "schema": {"type": "string", "enum": ["true"]},
    },
}
_ALLOWANCE = [name for name in _HEADERS if name.startswith("RateLimit")]
_PENDING = "The first request with this `Idempotency-Key` is still being answered."
_REUSED = "The `Idempotency-Key` was used for another request."
_OVER = "This key, or an unknown key from your address, asked too much."


def with_shared_parts(document: dict[str, Any]) -> dict[str, Any]:
    """The document with what every operation below `/api/v1` has in common."""
    parts = document["components"]
    parts.setdefault("parameters", {})["Idempotency-Key"] = _KEY
    parts.setdefault("headers", {}).update(_HEADERS)
    parts.setdefault("responses", {})["TooManyRequests"] = _problem(_OVER, "Retry-After", *_ALLOWANCE)
    for path, item in document["paths"].items():
        if path.startswith(ROOT):
            for method, operation in item.items():
                _complete(operation, writes=method in _WRITES)
    return document


def _complete(operation: dict[str, Any], *, writes: bool) -> None:
    answers = operation["responses"]
    for status, answer in answers.items():
        if status != "401":  # of whoever is not known, nothing is counted
            _tell(answer, *_ALLOWANCE)
    if writes:
        operation.setdefault("parameters", []).append({"$ref": "#/components/parameters/Idempotency-Key"})
        for status, answer in answers.items():
            if status.startswith("2"):
                _tell(answer, "Idempotency-Replayed")
        _tell(_refusal(answers, "409", _PENDING), "Retry-After", *_ALLOWANCE)
        _tell(_refusal(answers, "422", _REUSED), *_ALLOWANCE)
    answers["429"] = {"$ref": "#/components/responses/TooManyRequests"}


def _refusal(answers: dict[str, Any], status: str, why: str) -> dict[str, Any]:
    """That answer of the operation, with one reason more."""
    if status in answers:
        answers[status]["description"] += f" Or: {why}"
    else:
        answers[status] = _problem(why)
    refusal: dict[str, Any] = answers[status]
    return refusal


def _problem(why: str, *headers: str) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": why,
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    _tell(answer, *headers)
    return answer


def _tell(answer: dict[str, Any], *headers: str) -> None:
    told = answer.setdefault("headers", {})
    told.update({name: {"$ref": f"#/components/headers/{name}"} for name in headers})
