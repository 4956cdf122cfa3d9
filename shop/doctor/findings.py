"""What the doctor finds: what was seen, in a sentence, and what repairs it, in another."""

from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec


class Level(StrEnum):
    """How bad it is: nothing to do, to be looked at, or something does not work."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """`check` names what was looked at; `about` which one of several; `advice` is empty when all is well."""

    level: Level
    check: str
    says: str
    advice: str = ""
    about: str = ""
    merchant_id: UUID | None = None


class Findings:
    """Gathers what one part of the doctor finds."""

    def __init__(self, *, about: str = "", merchant_id: UUID | None = None) -> None:
        self.all: list[Finding] = []
        self._about = about
        self._merchant_id = merchant_id

    def ok(self, check: str, says: str) -> None:
        """All is well."""
        self._add(Level.OK, check, says, "")

    def warn(self, check: str, says: str, advice: str) -> None:
        """Somebody should look at it."""
        self._add(Level.WARN, check, says, advice)

    def fail(self, check: str, says: str, advice: str) -> None:
        """Something does not work."""
        self._add(Level.FAIL, check, says, advice)

    def _add(self, level: Level, check: str, says: str, advice: str) -> None:
        where: dict[str, Any] = {"about": self._about, "merchant_id": self._merchant_id}
        self.all.append(Finding(level=level, check=check, says=says, advice=advice, **where))
