"""Does a text that says something else besides hold a plain stop? Pure."""

import re

from shop.bot.understanding.normalising import LONGEST_READ
from shop.bot.understanding.stops.meaning import Stop, stop_meant

_BETWEEN = re.compile(r"[.,;:!?\n]+|\b(?:y|e|and|so|but|pero|mas|asi que|por isso)\b", re.IGNORECASE)


def stop_beside(text: str, *, shop: str = "") -> bool:
    """ "Me ha dado alergia la crema. BAJA": one of its parts is a stop by itself."""
    parts = [text, *_BETWEEN.split(text[:LONGEST_READ])]
    return any(part.strip() and stop_meant(part.strip(), shop=shop) is Stop.YES for part in parts)
