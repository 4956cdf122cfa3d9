"""Buttons of a template: how many of each, how long, in which order (Meta: Templates)."""

from collections import Counter
from itertools import pairwise

from shop.sandbox.meta.templates.errors import refused
from shop.sandbox.meta.templates.variables import VARIABLE, variables
from shop.sandbox.types import Json

# type: how many a template may have
ALLOWED = {
    "QUICK_REPLY": 10, "URL": 2, "PHONE_NUMBER": 1, "COPY_CODE": 1, "CATALOG": 1, "MPM": 1, "SPM": 1,
    "FLOW": 1, "OTP": 1, "REQUEST_CONTACT_INFO": 1, "VOICE_CALL": 1,
}  # fmt: skip
TITLE = "Buttons are incorrect"


def check_buttons(part: Json) -> None:
    """Raises GraphError 100."""
    buttons = part["buttons"]
    if not 1 <= len(buttons) <= 10:
        raise refused(0, TITLE, "A template has 1 to 10 buttons.")
    for kind, count in Counter(button["type"] for button in buttons).items():
        if count > ALLOWED.get(kind, 0):
            raise refused(0, TITLE, f"A template may have {ALLOWED.get(kind, 0)} buttons of type {kind}.")
    check_grouping([button["type"] == "QUICK_REPLY" for button in buttons])
    for button in buttons:
        check_button(button)


def check_grouping(quick: list[bool]) -> None:
    """Quick replies stand together."""
    changes = sum(left != right for left, right in pairwise(quick))
    if changes > 1:
        raise refused(0, TITLE, "Quick replies must form one contiguous block.")


def check_button(button: Json) -> None:
    """One button: a text of at most 25 characters and what its type needs."""
    kind, text = button["type"], button.get("text")
    if kind not in ("COPY_CODE", "OTP") and (not isinstance(text, str) or not 1 <= len(text) <= 25):
        raise refused(2388040, "Character limit exceeded", "A button's text has 1 to 25 characters.")
    if kind == "URL":
        check_url(button)
    elif kind == "PHONE_NUMBER" and not button.get("phone_number"):
        raise refused(0, TITLE, "A phone button needs a phone_number.")
    elif kind == "COPY_CODE":
        code = button.get("example")
        code = code[0] if isinstance(code, list) and code else code
        if not isinstance(code, str) or not 1 <= len(code) <= 20:
            raise refused(0, TITLE, "A copy-code button needs an example of at most 20 characters.")


def check_url(button: Json) -> None:
    """At most 2000 characters and one variable, at the end, with an example."""
    url = button.get("url")
    if not isinstance(url, str) or not url.startswith(("https://", "http://")) or len(url) > 2000:
        raise refused(0, TITLE, "A URL button needs an address of at most 2000 characters.")
    names = variables(url)
    if not names:
        return
    if len(names) > 1 or not url.rstrip().endswith("}}") or VARIABLE.sub("", url) == "":
        raise refused(0, TITLE, "The address may have one variable, at its end.")
    if not button.get("example"):
        raise refused(0, TITLE, "An address with a variable needs an example.")
