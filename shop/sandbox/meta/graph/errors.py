"""Meta's refusals: the envelope, and codes with their HTTP status and title (Meta: Error codes)."""

import json
from typing import Any

from shop.sandbox.ids import trace_id

HREF = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"

# code: (HTTP status, title). Titles as Meta's error-codes page words them.
CODES: dict[int, tuple[int, str]] = {
    0: (401, "AuthException"),
    1: (400, "API Unknown"),
    2: (503, "API Service"),
    3: (500, "API Method"),
    4: (400, "API Too Many Calls"),
    10: (403, "Permission Denied"),
    33: (400, "Parameter value is not valid"),
    100: (400, "Invalid parameter"),
    190: (401, "Access token has expired"),
    200: (403, "API Permission"),
    368: (403, "Temporarily blocked for policies violations"),
    803: (404, "Some of the aliases you requested do not exist"),
    1026: (400, "Receiver is incapable of receiving this message"),
    80007: (400, "Rate limit issues"),
    80009: (400, "There have been too many calls to this catalog account"),
    80014: (400, "There have been too many calls for the batch uploads to this catalog account"),
    130429: (400, "Rate limit hit"),
    130472: (400, "User's number is part of an experiment"),
    130497: (403, "Business account is restricted from messaging users in this country."),
    131000: (500, "Something went wrong"),
    131005: (403, "Access denied"),
    131008: (400, "Required parameter is missing"),
    131009: (400, "Parameter value is not valid"),
    131016: (500, "Service unavailable"),
    131021: (400, "Recipient cannot be sender"),
    131026: (400, "Message undeliverable"),
    131030: (400, "Recipient phone number not in allowed list"),
    131031: (403, "Account has been locked"),
    131037: (400, "WhatsApp provided number needs display name approval before message can be sent."),
    131042: (400, "Business eligibility payment issue"),
    131045: (500, "Incorrect certificate"),
    131047: (400, "Re-engagement message"),
    131048: (400, "Spam rate limit hit"),
    131049: (400, "This message was not delivered to maintain healthy ecosystem engagement."),
    131050: (
        400,
        "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages.",
    ),
    131051: (400, "Unsupported message type"),
    131052: (400, "Media download error"),
    131053: (400, "Media upload error"),
    131055: (400, "Method not allowed"),
    131056: (400, "(Business Account, Consumer Account) pair rate limit hit"),
    131057: (500, "Account in maintenance mode"),
    131059: (400, "Invalid pagination cursor"),
    131062: (400, "Business-scoped user ID recipients are not supported for this message"),
    131063: (400, "Marketing templates are disabled on Cloud API for this number"),
    131064: (400, "Account limited because of template classification"),
    132000: (400, "Number of parameters does not match the expected number of params"),
    132001: (404, "Template name does not exist in the translation"),
    132005: (400, "Translated text too long"),
    132007: (400, "Template format character policy violated"),
    132012: (400, "Parameter format does not match format in the created template"),
    132015: (400, "Template is Paused"),
    132016: (400, "Template is Disabled"),
    132018: (400, "There's an issue with the parameters in your template"),
    132068: (400, "Flow is blocked"),
    132069: (400, "Flow is throttled"),
    133004: (503, "Server Temporarily Unavailable"),
    133010: (400, "Phone number Not Registered"),
    134100: (400, "Only marketing messages supported"),
    134101: (400, "Template still syncing"),
    135000: (400, "Generic user error"),
    137000: (400, "Recipient identity hash mismatch"),
    139100: (400, "Failed to block/unblock some users"),
}

TRANSIENT = frozenset({1, 2, 4, 80007, 80009, 80014, 130429, 131000, 131016, 131056, 131057, 133004})


class GraphError(Exception):
    """A refusal. `details` is what clients should read; `message` replaces the `(#code) title` text."""

    def __init__(
        self,
        code: int,
        details: str | None = None,
        *,
        message: str | None = None,
        status: int | None = None,
        kind: str = "OAuthException",
        subcode: int | None = None,
        user: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(code, details)
        self.code, self.details, self.kind = code, details, kind
        http, title = CODES.get(code, (400, "Unknown error"))
        self.status = status or http
        self.message = message or f"(#{code}) {title}"
        self.subcode, self.user = subcode, user

    def body(self) -> dict[str, Any]:
        """`{"error": {...}}`, members in Meta's order."""
        error: dict[str, Any] = {"message": self.message, "type": self.kind, "code": self.code}
        if self.details is not None:
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        if self.code in TRANSIENT or self.user:
            error["is_transient"] = self.code in TRANSIENT
        if self.user:
            error["error_user_title"], error["error_user_msg"] = self.user
        return {"error": error | {"fbtrace_id": trace_id()}}

    def encoded(self) -> bytes:
        """The body as Graph writes it."""
        return json.dumps(self.body(), separators=(",", ":")).encode()


def required(name: str) -> GraphError:
    """Graph's refusal of an absent top-level parameter."""
    return GraphError(100, message=f"(#100) The parameter {name} is required.")


def bad_param(text: str) -> GraphError:
    """Graph's refusal of a parameter, e.g. "Param text['body'] must be a string."."""
    return GraphError(100, message=f"(#100) {text}")


def missing(details: str) -> GraphError:
    """131008: a required member of a message is absent."""
    return GraphError(131008, details)


def invalid(details: str) -> GraphError:
    """131009: a member of a message has a wrong value."""
    return GraphError(131009, details)


def unknown_object(object_id: str, method: str = "get") -> GraphError:
    """100/33: no such object, or none this token may know of."""
    return GraphError(
        100,
        message=f"Unsupported {method} request. Object with ID '{object_id}' does not exist, cannot be "
        "loaded due to missing permissions, or does not support this operation. Please read the Graph API "
        "documentation at https://developers.facebook.com/docs/graph-api",
        kind="GraphMethodException",
        subcode=33,
    )


def webhook_error(code: int, details: str) -> dict[str, Any]:
    """The error object of webhooks (title == message)."""
    title = CODES.get(code, (400, "Unknown error"))[1]
    return {
        "code": code,
        "title": title,
        "message": title,
        "error_data": {"details": details},
        "href": HREF,
    }
