"""Texts that a spreadsheet program would run as formulas get an apostrophe in front when written; reading removes it.

OWASP, "CSV injection": a cell is dangerous if it begins with one of these characters. A text that already begins with
such an apostrophe is given another one, so that reading gives back exactly what was written.
"""

import re

_DANGEROUS = r"[=+\-@\t\r\n＝＋－＠]"
_DANGEROUS_OR_GUARDED = re.compile(rf"'*{_DANGEROUS}")
_GUARDED = re.compile(rf"'+{_DANGEROUS}")


def guard_csv_text(text: str) -> str:
    """How a text is written into a CSV file."""
    return f"'{text}" if _DANGEROUS_OR_GUARDED.match(text) else text


def guard_typed_text(text: str) -> str:
    """How it is written where the file declares the cell a text (XLSX), so that no formula can come of it."""
    return f"'{text}" if _GUARDED.match(text) else text


def unguard_text(text: str) -> str:
    """The text that was written."""
    return text[1:] if _GUARDED.match(text) else text
