"""What the tests of the doctor share: the vendors' own settings turned, and findings looked up."""

from collections.abc import Awaitable, Callable

from shop.doctor.findings import Finding, Level

UNREACHABLE = "http://127.0.0.1:1"
Diagnosed = Callable[..., Awaitable[dict[str, list[Finding]]]]


def levels(found: dict[str, list[Finding]], *of: Level) -> set[str]:
    return {check for check, each in found.items() if any(one.level in of for one in each)}


def the(found: dict[str, list[Finding]], check: str, level: Level) -> Finding:
    """The one finding of that level, which says what repairs it."""
    (one,) = [each for each in found[check] if each.level is level]
    assert one.advice
    return one
