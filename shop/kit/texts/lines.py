"""Makes a text of somebody else's safe for a place in a line of ours: a title before an amount, a name in a sentence."""

import unicodedata

# The format characters that make an emoji or join letters hold for their neighbours only. Any other may hold for what
# follows: a direction that is turned in a title would turn the amount behind it as well.
_JOINERS = frozenset("\u200c\u200d")
_TAGS = range(0xE0020, 0xE0080)  # of regional flags
MOST_MARKS = 5  # on one letter; of a living script's none bears more


def one_line(text: str) -> str:
    """The text on one line: no line break, no run of spaces, nothing that is not shown but changes what follows.

    Letters keep their accents, but not so many that they cover the lines above; emoji keep what makes them one sign.
    """
    return few_marks(" ".join("".join(map(_in_line, text)).split()))


def few_marks(text: str) -> str:
    """At most `MOST_MARKS` combining marks on each letter."""
    if text.isascii():
        return text
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _in_line(character: str) -> str:
    match unicodedata.category(character):
        case "Zs" | "Zl" | "Zp":
            return " "
        case "Cc":
            return " " if character.isspace() else ""
        case "Cs":
            return ""
        case "Cf":
            return character if character in _JOINERS or ord(character) in _TAGS else ""
        case _:
            return character
