"""Pictures as merchants have them: good ones, odd ones, and what is none at all."""

import io
import struct
import zlib
from typing import Any

from PIL import ExifTags, Image, ImageCms

RED, BLUE = (200, 30, 30), (30, 30, 200)


def halves(width: int = 1200, height: int = 800, mode: str = "RGB") -> Image.Image:
    """Left half red, right half blue: one sees what was turned or lost."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture.convert(mode)


def encoded(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def photo(width: int = 1200, height: int = 800, **options: Any) -> bytes:
    """A JPEG of two halves."""
    return encoded(halves(width, height), **options)


def noise(width: int, height: int) -> Image.Image:
    """What no encoder can make small."""
    return Image.effect_noise((width, height), 100).convert("RGB")


def exif(orientation: int) -> bytes:
    """As a camera writes it, with the place in it."""
    written = Image.Exif()
    written[ExifTags.Base.Orientation] = orientation
    written[ExifTags.Base.Make] = "Secret Camera"
    written.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    return written.tobytes()


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose head promises more than anybody can hold, in a few bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(*each) for each in ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    )


def jpeg_claiming(width: int, height: int) -> bytes:
    """A JPEG with another size in its head."""
    whole = bytearray(encoded(halves(600, 600)))
    at = whole.index(b"\xff\xc0")
    whole[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(whole)


def png_with_text(length: int) -> bytes:
    """A picture of 600 x 600 with a comment that unpacks to `length` bytes."""
    whole = encoded(halves(600, 600), "PNG")
    comment = _chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(b"a" * length))
    return whole[:33] + comment + whole[33:]


def animation(kind: str = "GIF", frames: int = 3) -> bytes:
    """The first frame is halves, the others are black."""
    rest = [Image.new("RGB", (600, 600), (n, 0, 0)) for n in range(1, frames)]
    return encoded(halves(600, 600), kind, save_all=True, append_images=rest, duration=100)


def gif_sized(width: int, height: int, *, frame: tuple[int, int]) -> bytes:
    """A GIF whose canvas is one size and whose frame claims another."""
    whole = bytearray(encoded(Image.new("P", (width, height)), "GIF"))
    at = whole.index(b"\x2c")
    whole[at + 5 : at + 9] = struct.pack("<HH", *frame)
    return bytes(whole)


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def lab_profile() -> bytes:
    """A profile that fits no photograph."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def opened(jpeg: bytes) -> Image.Image:
    """What we made, decoded."""
    picture = Image.open(io.BytesIO(jpeg), formats=["JPEG"])
    picture.load()
    return picture


def near(pixel: Any, colour: tuple[int, ...], *, by: int = 12) -> bool:
    """JPEG moves colours a little."""
    return isinstance(pixel, tuple) and all(abs(a - b) <= by for a, b in zip(pixel, colour, strict=True))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
