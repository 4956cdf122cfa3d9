"""Pictures that are refused: broken, too large, none at all."""

import io
import random
import re
import time

import pytest
from PIL import Image

from shop.images.rendering import ImageRefused, render_picture
from tests.images.refused import SVG, refusal
from tests.support.files.pictures import (
    encoded,
    exif,
    gif_sized,
    halves,
    jpeg_claiming,
    noise,
    png_claiming,
    png_with_text,
)
from tests.support.pace import allowance


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty"),
        (b"Just some words, called photo.jpg", "a text"),
        (SVG, "an SVG drawing"),
        (b"<!-- made by hand -->\n<svg/>", "an SVG drawing"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), "a HEIC photo"),
        (b"\x00\x00\x00\x18ftypavif" + bytes(100), "an AVIF picture"),
        (b"\x00\x00\x00\x18ftypisom" + bytes(100), "a film"),
        (encoded(Image.new("RGB", (600, 600)), "TIFF"), "a TIFF picture"),
        (encoded(Image.new("RGB", (600, 600)), "BMP"), "a BMP picture"),
        (b"PK\x03\x04" + bytes(100), "a ZIP archive"),
        (random.Random(1).randbytes(1000), "no picture"),
    ],
)
def test_what_is_no_picture_of_ours_is_called_by_its_name(data: bytes, name: str) -> None:
    said = refusal(data)
    assert name in said
    assert "JPEG, PNG, WebP or GIF" in said


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.98])
def test_a_truncated_picture_is_refused(kind: str, share: float) -> None:
    whole = encoded(noise(600, 600), kind)
    assert "damaged" in refusal(whole[: int(len(whole) * share)])


@pytest.mark.parametrize(
    "bomb",
    [
        png_claiming(50_000, 50_000),
        png_claiming(5_001, 5_000),
        jpeg_claiming(8_000, 7_000),
        gif_sized(600, 600, frame=(65_535, 65_535)),
        encoded(Image.new("RGB", (16_383, 4_000)), "WEBP", lossless=True, quality=0, method=0),
    ],
    ids=["50,000 x 50,000", "5,001 x 5,000", "8,000 x 7,000", "a frame beyond its GIF", "WebP"],
)
def test_a_picture_that_unpacks_to_more_than_can_be_held_is_refused_before_it_is(bomb: bytes) -> None:
    began = time.perf_counter()
    assert re.search("more than (25|50) million pixels", refusal(bomb))
    assert time.perf_counter() - began < allowance(0.5)


def test_a_comment_that_unpacks_to_a_gigabyte_is_not_unpacked() -> None:
    assert "damaged" in refusal(png_with_text(200_000_000))


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # about damaged EXIF, as in the running program
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_no_damage_leads_to_anything_but_a_picture_or_a_refusal(kind: str) -> None:
    chance = random.Random(kind)
    whole = encoded(halves(520, 520), kind, **({"exif": exif(6)} if kind != "GIF" else {}))
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(min(len(damaged), chance.choice((64, 600, 10**6))))] = chance.randrange(
                256
            )
        try:
            made = render_picture(bytes(damaged))
        except ImageRefused:
            continue
        assert io.BytesIO(made.jpeg).read(2) == b"\xff\xd8"
