"""Refusals in Stripe's own words and shape: `{"error": {type, message, code, param, doc_url}}`."""

from typing import Any

from shop.sandbox.types import Json


class Refused(Exception):
    """The request is answered with an error. `extra` carries members such as `decline_code`."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(message)
        self.message, self.status, self.kind = message, status, kind
        self.code, self.param, self.extra = code, param, extra
        self.headers: dict[str, str] = {}

    def body(self) -> Json:
        """The answer's document; absent members are left out, as Stripe does."""
        error = {
            "code": self.code,
            "message": self.message,
            "param": self.param,
            "type": self.kind,
            **self.extra,
        }
        if self.code:
            error["doc_url"] = f"https://stripe.com/docs/error-codes/{self.code.replace('_', '-')}"
        return {"error": {k: v for k, v in error.items() if v is not None}}


class UnreadableRequest(Refused):
    """The parameters cannot be read: refused before anything is executed, so no idempotency key is kept."""


def missing(param: str) -> UnreadableRequest:
    """A required parameter is absent."""
    return UnreadableRequest(f"Missing required param: {param}.", code="parameter_missing", param=param)


def no_such(noun: str, given: str, *, param: str = "id", status: int = 404) -> Refused:
    """Nothing has this id. Stripe answers 404 for the path's id and 400 for a parameter."""
    return Refused(f"No such {noun}: '{given}'", status=status, code="resource_missing", param=param)


def unrecognised_url(method: str, path: str) -> UnreadableRequest:
    """There is no such address in the API."""
    hint = "Please see https://stripe.com/docs or we can help at https://support.stripe.com/."
    return UnreadableRequest(f"Unrecognized request URL ({method}: {path}). {hint}", status=404)
