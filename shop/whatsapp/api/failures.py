"""The three failures of a call to Meta: it refused, it was not reached, or its answer was lost."""

from typing import Any

import msgspec

from shop.kit.errors import ShopError
from shop.whatsapp.api.codes import Affects, CodeMeaning, VendorAction, meaning_of
from shop.whatsapp.untrusted_json import Object, part, text

TOO_MANY = 429


class VendorFailure(ShopError):
    """A call to Meta did not do what it should: one of the three below."""

    status_code = 502


class NotReached(VendorFailure):
    """Meta surely did not get the request: trying again cannot send twice."""

    outcome = "not_reached"
    is_away = True


class AnswerLost(VendorFailure):
    """Meta may have accepted the request: only a later status tells. Do not simply send again."""

    outcome = "answer_lost"
    is_away = True


class WhatsAppError(VendorFailure):
    """Meta refused with an error. `details` is Meta's own explanation; `retry_after` is in seconds.

    `trace` is what Meta's support asks for. `transient`: Meta itself says that trying again may help.
    """

    def __init__(
        self,
        message: str,
        *,
        code: int | None = None,
        subcode: int | None = None,
        details: str = "",
        http_status: int | None = None,
        retry_after: int | None = None,
        transient: bool = False,
        trace: str = "",
    ) -> None:
        super().__init__(f"{message} ({details})" if details and details not in message else message)
        self.code = code
        self.subcode = subcode
        self.details = details
        self.http_status = http_status
        self.trace = trace
        self.meaning = meaning_of(code, subcode=subcode, http_status=http_status, transient=transient)
        self.is_away = self.meaning.action is VendorAction.RETRY
        self.retry_after = retry_after if retry_after is not None else (self.meaning.delay or None)

    @property
    def is_outage(self) -> bool:
        """A limit of a number or of the account is no outage: other numbers of the same token are not held up by it."""
        return self.is_away and self.affects is not Affects.NUMBER and self.http_status != TOO_MANY

    @property
    def outcome(self) -> str:
        """How the call is counted: Meta's codes are few."""
        return "refused" if self.code is None else f"refused_{self.code}"

    @property
    def action(self) -> VendorAction:
        return self.meaning.action

    @property
    def affects(self) -> Affects:
        return self.meaning.affects

    @property
    def extra(self) -> dict[str, Any]:
        return {"vendor": "whatsapp", "code": self.code, "details": self.details, "action": self.action}


class VendorError(msgspec.Struct, frozen=True):
    """An error object inside a webhook: why a message failed, or could not be shown to us."""

    code: int | None
    title: str = ""
    details: str = ""

    @property
    def meaning(self) -> CodeMeaning:
        return meaning_of(self.code)

    @property
    def action(self) -> VendorAction:
        return self.meaning.action

    @property
    def affects(self) -> Affects:
        return self.meaning.affects

    @classmethod
    def of(cls, error: Object) -> "VendorError":
        """Read {"code", "title", "message", "error_data": {"details"}}; title and message say the same."""
        code = error.get("code")
        return cls(
            code=code if isinstance(code, int) and not isinstance(code, bool) else None,
            title=text(error, "title") or text(error, "message"),
            details=text(part(error, "error_data"), "details"),
        )
