"""A stop as it is written in a hurry: "B.A.J.A", "kiero darme de baja", "n quero mais msg". Pure."""

import re

_LETTERS_APART = re.compile(r"\b(?:\w[ .\-*_]{1,2}){2,11}\w\b")
_SHORT_FORMS = {
    "kiero": "quiero",
    "qiero": "quiero",
    "nokiero": "no quiero",
    "noquiero": "no quiero",
    "k": "que",
    "q": "que",
    "mensages": "mensajes",
    "mensage": "mensaje",
    "mensjes": "mensajes",
    "dnt": "don't",
    "dont": "don't",
    "plz": "please",
    "pls": "please",
    "ñ": "não",
    "stp": "stop",
    "stahp": "stop",
    "bja": "baja",
    "dme": "dame",
    "mesajes": "mensajes",
    "noo": "no",
    "obg": "obrigado",
    "wanna": "want to",
    "u": "you",
    "ur": "your",
    "im": "i'm",
    "ive": "i've",
    "youre": "you're",
    "vcs": "vocês",
    "vc": "você",
}
_PLUS = re.compile(r"(?<!\w)\+(?= ?[^\W\d])")  # "no me mandéis + cosas"
_GREETING = re.compile(
    r"\b(?:un saludo|saludos|un abrazo|atentamente|(?:kind |best )?regards|cheers|abra[cç]os?|atenciosamente)\b",
    re.IGNORECASE,
)
_BEFORE_A_SIGNATURE = (".", ",", ";", "!", "\n")
LONGEST_NAME = 3  # words
_WORD = re.compile(r"\w+")
_A_PORTUGUESE_NO = re.compile(r"\bn (?=(?:quero|me|mand|envi|escrev|preciso|desejo))", re.IGNORECASE)


def written_out(text: str) -> str:
    """Short forms as the words they stand for; letters that stand apart as one word."""
    joined = _LETTERS_APART.sub(_joined, _PLUS.sub("más ", _unsigned(text)))
    spelt = _WORD.sub(lambda found: _SHORT_FORMS.get(found.group().lower(), found.group()), joined)
    return _A_PORTUGUESE_NO.sub("não ", spelt)


def _joined(found: re.Match[str]) -> str:
    return "".join(letter for letter in found.group() if letter.isalnum())


def _unsigned(text: str) -> str:
    """Without "Un saludo, Ana": who writes is no part of what they want."""
    greetings = list(_GREETING.finditer(text))
    if not greetings or len(text[greetings[-1].end() :].split()) > LONGEST_NAME:
        return text
    found = greetings[-1]
    before = text[: found.start()].rstrip(" ")
    return before if before.endswith(_BEFORE_A_SIGNATURE) else text
