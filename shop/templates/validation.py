"""What Meta rejects, found before Meta does. Pure. Source: Meta's pages on template components and review."""

import re
from collections.abc import Iterator
from typing import Any

from shop.whatsapp.outgoing.template import LONGEST_VALUE

_VARIABLE = re.compile(r"\{\{(\w+)\}\}")
LONGEST_FOOTER = 60
LONGEST_LABEL = 25
LONGEST_URL = 2000
WORDS_PER_VARIABLE = 2


def template_faults(definition: dict[str, Any]) -> list[str]:
    """Every reason why Meta would say no, as sentences; none: it may be sent for review."""
    found: list[str] = []
    if not re.fullmatch(r"[a-z0-9_]{1,512}", definition["name"]):
        found.append("The name may hold only a-z, 0-9 and _.")
    for component in definition["components"]:
        found += {"BODY": _body, "FOOTER": _footer, "BUTTONS": _buttons}.get(component["type"], _nothing)(
            component
        )
    return found


def _nothing(_: dict[str, Any]) -> Iterator[str]:
    return iter(())


def _body(component: dict[str, Any]) -> Iterator[str]:
    text = component["text"]
    variables = _VARIABLE.findall(text)
    if len(text) > LONGEST_VALUE:
        yield f"The body has more than {LONGEST_VALUE} characters."
    if re.match(r"\s*\{\{", text) or re.search(r"\}\}[\s.!?]*$", text):
        yield "A variable may stand neither first nor last in the body."
    if re.search(r"\}\}\s*\{\{", text):
        yield "Two variables may not stand side by side."
    if variables != [str(n) for n in range(1, len(variables) + 1)]:
        yield "Variables must be numbered 1, 2, 3 in the order they stand."
    words = len(_VARIABLE.sub(" ", text).split())
    if words < len(variables) * WORDS_PER_VARIABLE + 1:
        yield "There are too many variables for so few words."
    examples = component.get("example", {}).get("body_text", [[]])[0]
    if len(examples) != len(variables) or not all(examples):
        yield "Every variable needs an example."


def _footer(component: dict[str, Any]) -> Iterator[str]:
    if len(component["text"]) > LONGEST_FOOTER or _VARIABLE.search(component["text"]):
        yield f"The footer may have {LONGEST_FOOTER} characters and no variable."


def _buttons(component: dict[str, Any]) -> Iterator[str]:
    for button in component["buttons"]:
        if not 0 < len(button["text"]) <= LONGEST_LABEL:
            yield f"The button {button['text']!r} must have 1 to {LONGEST_LABEL} characters."
        if button["type"] == "URL":
            yield from _url(button)


def _url(button: dict[str, Any]) -> Iterator[str]:
    url = button["url"]
    if len(url) > LONGEST_URL or not url.startswith(("https://", "http://")):
        yield f"A button's address must be a web address of at most {LONGEST_URL} characters."
    if "{{" in url and not url.endswith("{{1}}"):
        yield "A button's address may have one variable, at its end."
