"""Variables in template texts: `{{1}}` or `{{first_name}}`."""

import re
from collections.abc import Mapping

VARIABLE = re.compile(r"\{\{\s*([a-zA-Z0-9_]+)\s*\}\}")


def variables(text: str) -> list[str]:
    """The variables of a text, once each, in order of appearance."""
    return list(dict.fromkeys(VARIABLE.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with the values in place."""
    return VARIABLE.sub(lambda found: values.get(found[1], found[0]), text)
