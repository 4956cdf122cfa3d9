"""A long JSON array taken apart without being read: its elements as bytes, while others have their turn."""

import asyncio
import re
import time

from shop.api.http.json_bodies import InvalidField

AT_A_STRETCH = 0.01  # seconds for which is read before others have their turn
_LOOK = 5_000  # signs between two looks at the clock
_SIGN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?|[][{},]', re.DOTALL)


async def split_array(array: bytes, *, path: str, most: int) -> list[bytes]:
    """The elements of an array whose syntax was checked. Raises InvalidField for another value, none, and more than `most`.

    It ends at the first one too many: a body of millions costs no more than that.
    """
    if not array.lstrip().startswith(b"["):
        raise InvalidField("Expected `array`", path)
    elements: list[bytes] = []
    depth, start, began = 0, 0, time.monotonic()
    for position, sign in enumerate(_SIGN.finditer(array)):
        if position % _LOOK == 0 and time.monotonic() - began > AT_A_STRETCH:
            await asyncio.sleep(0)
            began = time.monotonic()
        what = sign.group()[:1]
        ends = depth == 1 and what in b",]"
        if ends:
            elements.append(array[start : sign.start()].strip())
        if ends or (depth == 0 and what == b"["):
            start = sign.end()
        depth += (what in b"[{") - (what in b"]}")
        if len(elements) > most:
            raise InvalidField(f"Expected `array` of length <= {most}", path)
    if not elements[0]:
        raise InvalidField("Expected `array` of length >= 1", path)
    return elements
