"""A file is named by its first bytes, whatever they are, at once."""

import time

import pytest

from shop.images.formats import image_kind
from tests.support.pace import allowance


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!--" * 256, "a text"),
        (b"<?xml" * 200, "a text"),
        (b"<!-- a --><?xml" * 60, "a text"),
        (b"<!-- a -->" * 90 + b"<svg/>", "an SVG drawing"),
        (
            b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- a -->\n<!DOCTYPE svg [<!ENTITY a 'b'>]><SVG>",
            "an SVG drawing",
        ),
        (b"<!-- <svg --><html>", "a text"),
        (b" " * 1020 + b"<svg", "an SVG drawing"),
    ],
)
def test_a_drawing_is_told_from_what_only_begins_like_one(data: bytes, kind: str) -> None:
    began = time.perf_counter()
    assert image_kind(data) == kind
    assert time.perf_counter() - began < allowance(0.05)
