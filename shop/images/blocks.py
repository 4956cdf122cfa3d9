"""Counts the blocks that a picture is made of, before Pillow reads them one by one.

Pillow walks through the markers of a JPEG, the chunks of a PNG and the extensions of a GIF in Python: millions of empty
ones take ten seconds of a core before the first pixel is looked at. Here each costs a step, and there are not many.
"""

from shop.images.limits import MOST_BLOCKS, MOST_EXIF_SEGMENTS

_START_OF_SCAN = 0xDA
# Of a JPEG's markers (ITU-T T.81, table B.1); and those whose length Pillow does not read.
_WITHOUT_LENGTH = {0x01, 0xC8, *range(0xD0, 0xDA), *range(0xF0, 0xFE)}
_EXIF = 0xE1, b"Exif\0\0"
_EXTENSION, _IMAGE, _END = 0x21, 0x2C, 0x3B  # of a GIF


def has_too_many_blocks(data: bytes) -> bool:
    """Is it made of more than MOST_BLOCKS, or its EXIF of more than its own? False for what is no JPEG, PNG or GIF."""
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(data)
    return data.startswith((b"GIF87a", b"GIF89a")) and _gif(data)


def _jpeg(data: bytes) -> bool:
    """Up to the first scan: what follows is read by libjpeg."""
    at, exifs = 2, 0
    for _ in range(MOST_BLOCKS):
        if at + 1 >= len(data):
            return False
        if data[at] != 0xFF or data[at + 1] in (
            0x00,
            0xFF,
        ):  # filling, or what belongs to nothing: byte by byte
            at += 1
        elif data[at + 1] == _START_OF_SCAN:
            return False
        elif data[at + 1] in _WITHOUT_LENGTH:
            at += 2
        else:
            exifs += (data[at + 1], data[at + 4 : at + 10]) == _EXIF
            if exifs > MOST_EXIF_SEGMENTS:
                return True
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return True


def _png(data: bytes) -> bool:
    """All of them: those behind the pixels are read as well."""
    at = 8
    for _ in range(MOST_BLOCKS):
        if at >= len(data) or data[at + 4 : at + 8] == b"IEND":
            return False
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return True


def _gif(data: bytes) -> bool:
    """Up to the first picture: its own are read by a decoder in C."""
    flags = data[10] if len(data) > 10 else 0
    at, is_inside = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0), False
    for _ in range(MOST_BLOCKS):
        if at >= len(data):
            return False
        if is_inside:
            is_inside, at = data[at] != 0, at + 1 + data[at]
        elif data[at] in (_IMAGE, _END):
            return False
        else:
            is_inside, at = data[at] == _EXTENSION, at + (2 if data[at] == _EXTENSION else 1)
    return True
