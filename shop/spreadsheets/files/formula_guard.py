"""Texts that a spreadsheet program would take for a formula: written with an apostrophe in front, read without.

OWASP, "CSV injection": a cell is dangerous if it begins with one of these. A text that has such an apostrophe
already is given another one, so that reading gives back exactly what was written.
"""

import re

_DANGEROUS = r"[=+\-@\t\r\n＝＋－＠]"
_WRITTEN = re.compile(rf"'*{_DANGEROUS}")
_MARKED = re.compile(rf"'+{_DANGEROUS}")


def as_text(text: str) -> str:
    """How a text is written into a CSV file."""
    return f"'{text}" if _WRITTEN.match(text) else text


def typed_text(text: str) -> str:
    """How it is written where the file says of a cell that it is a text: a formula cannot come of it."""
    return f"'{text}" if _MARKED.match(text) else text


def from_text(text: str) -> str:
    """What was meant."""
    return text[1:] if _MARKED.match(text) else text
