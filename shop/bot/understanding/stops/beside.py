"""Does a text that says something else besides hold a stop, plain or in doubt? Pure."""

import re

from shop.bot.understanding.normalising import LONGEST_READ
from shop.bot.understanding.stops.meaning import Stop, stop_meant

_BETWEEN = re.compile(r"[.,;:!?\n]+|\b(?:y|e|and|so|but|pero|mas|asi que|por isso)\b", re.IGNORECASE)


def meant_beside(text: str, *, shop: str = "") -> Stop:
    """ "Me ha dado alergia la crema. BAJA": the plainest of what the whole and each of its parts say by themselves."""
    parts = [text, *(part.strip() for part in _BETWEEN.split(text[:LONGEST_READ]))]
    meant = [stop_meant(part, shop=shop) for part in parts if part]
    return next((each for each in (Stop.YES, Stop.ASK) if each in meant), Stop.NO)
