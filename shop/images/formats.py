"""Tells what a file is by its first bytes, so that a refusal can name it."""

import re

_FIRST_BYTES: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), name)
    for pattern, name in (
        (rb"....ftyp(heic|heix|hevc|heim|heis|mif1|msf1)", "a HEIC photo"),
        (rb"....ftypavi[fs]", "an AVIF picture"),
        (rb"....ftyp", "a film"),
        (rb"\A(\xef\xbb\xbf)?\s*(<!doctype html|<html|<head|<body)", "a web page"),
        (rb"%PDF-", "a PDF"),
        (rb"BM....\x00\x00\x00\x00", "a BMP picture"),
        (rb"II\*\x00|MM\x00\*", "a TIFF picture"),
        (rb"8BPS", "a Photoshop file"),
        (rb"PK\x03\x04", "a ZIP archive"),
        (rb"\x1f\x8b", "a gzip archive"),
    )
)
_LOOKED_AT = 1024
# What may stand before the root of an SVG drawing, and how each ends.
_BEFORE_SVG = ((b"<?xml", b"?>"), (b"<!--", b"-->"))
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def image_kind(data: bytes) -> str:
    """The kind of a file that no decoder took, in words: "an SVG drawing"."""
    head = data[:_LOOKED_AT]
    if not head:
        return "empty"
    if _is_svg(head):
        return "an SVG drawing"
    for pattern, name in _FIRST_BYTES:
        if pattern.match(head):
            return name
    return "no picture" if _BINARY.search(head) else "a text"


def _is_svg(head: bytes) -> bool:
    """Is its first element, or its type, SVG? Read step by step: a pattern would try comments in every way."""
    rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    while not rest.startswith((b"<svg", b"<!doctype svg")):
        end = next((end for start, end in _BEFORE_SVG if rest.startswith(start)), None)
        if end is None or end not in rest:
            return False
        rest = rest.partition(end)[2].lstrip()
    return True
