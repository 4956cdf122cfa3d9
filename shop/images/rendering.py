"""Renders a merchant's picture as Meta accepts it: a JPEG in sRGB, upright, without metadata.

Pure and synchronous: seconds of a core in the worst case, so `pipeline` calls it in a process that can be killed.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from shop.images.blocks import has_too_many_blocks
from shop.images.formats import image_kind
from shop.images.limits import (
    LARGEST_JPEG,
    LONGEST_SHAPE,
    LONGEST_SIDE,
    MOST_PIXELS,
    MOST_PIXELS_OF_A_JPEG,
    MOST_SCANS,
    SHORTEST_SIDE,
)
from shop.kit.errors import ShopError

TAKEN = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITIES = (85, 70, 50)
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow's decoders raise about bytes that are not what they claim to be.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
    zlib.error,
)
# What Pillow says on the way about damaged notes in a file, and about sizes that we judge ourselves, is no news.
warnings.filterwarnings("ignore", module=r"PIL\.", category=UserWarning)
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)

_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class ImageRefused(ShopError):
    """The file is no picture that could be shown in a catalog."""

    status_code = 422


class Rendition(msgspec.Struct, frozen=True):
    """What we keep of a picture; width and height in pixels."""

    jpeg: bytes
    width: int
    height: int


def render_file(path: Path) -> Rendition:
    """As `render_picture`, of a file. Raises ImageRefused."""
    return render_picture(path.read_bytes())


def render_picture(data: bytes) -> Rendition:
    """The first frame of a JPEG, PNG, WebP or GIF as we keep it. Raises ImageRefused."""
    if has_too_many_blocks(data):
        raise ImageRefused(
            "The picture is made of too many small parts. Save it anew as a plain JPEG or PNG."
        )
    with _opened(data) as picture:
        _check_scans(picture, data)
        _check_pixels(picture)
        target = _target(picture.size)
        orientation, profile = _orientation(picture), picture.info.get("icc_profile")
        with _reading():
            # A JPEG is decoded at 1/2, 1/4 or 1/8, never below this size.
            picture.draft(None, (target[0] * 3 // 2, target[1] * 3 // 2))
            small = _plain(picture).resize(target, Image.Resampling.LANCZOS, reducing_gap=2.0)
    finished = _in_srgb(_on_white(small), profile)
    if orientation in _UPRIGHT:
        finished = finished.transpose(_UPRIGHT[orientation])
    return Rendition(_encoded(finished), *finished.size)


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """The picture with its head read and nothing decoded yet."""
    with _reading():
        try:
            picture = Image.open(io.BytesIO(data), formats=TAKEN)
        except UnidentifiedImageError as error:
            raise ImageRefused(
                f"The file is {image_kind(data)}. Send the picture as JPEG, PNG, WebP or GIF."
            ) from error
    with picture:
        yield picture


@contextmanager
def _reading() -> Iterator[None]:
    """Turns what a decoder raises into ImageRefused."""
    try:
        yield
    except _BOMB as error:
        raise _too_many_pixels(MOST_PIXELS_OF_A_JPEG) from error
    except _BROKEN as error:
        raise ImageRefused("The picture is damaged or incomplete: it cannot be decoded.") from error


def _check_pixels(picture: Image.Image) -> None:
    """Raises ImageRefused for too many pixels, before anything is decoded."""
    most = MOST_PIXELS_OF_A_JPEG if picture.format in ("JPEG", "MPO") else MOST_PIXELS
    if picture.width * picture.height > most:
        raise _too_many_pixels(most)


def _check_scans(picture: Image.Image, data: bytes) -> None:
    """Raises ImageRefused for a JPEG that goes over the whole picture again and again.

    Entropy-coded data holds no marker (ITU-T T.81, B.1.1.5), so that only notes in the file are counted in vain.
    """
    if picture.format in ("JPEG", "MPO") and data.count(_START_OF_SCAN) > MOST_SCANS:
        raise ImageRefused(f"The JPEG has more than {MOST_SCANS} scans. Save it anew as a plain JPEG.")


_START_OF_SCAN = b"\xff\xda"


def _too_many_pixels(most: int) -> ImageRefused:
    return ImageRefused(f"The picture has more than {most // 10**6} million pixels. Send a smaller one.")


def _target(size: tuple[int, int]) -> tuple[int, int]:
    """The size it will have. Raises ImageRefused where Meta would refuse it."""
    width, height = size
    if min(size) < SHORTEST_SIDE:
        raise ImageRefused(
            f"The picture has {width} x {height} pixels; Meta's catalog needs at least "
            f"{SHORTEST_SIDE} x {SHORTEST_SIDE}."
        )
    if max(size) > LONGEST_SHAPE * min(size):
        raise ImageRefused(
            f"The picture has {width} x {height} pixels: one side may be at most {int(LONGEST_SHAPE)} times the other."
        )
    scale = min(1.0, LONGEST_SIDE / max(size))
    return max(SHORTEST_SIDE, round(width * scale)), max(SHORTEST_SIDE, round(height * scale))


def _orientation(picture: Image.Image) -> int | None:
    """How the camera was held (EXIF); what cannot be read is upright."""
    try:
        held = picture.getexif().get(ExifTags.Base.Orientation)
    except _BROKEN:
        return None
    return held if isinstance(held, int) else None


def _plain(picture: Image.Image) -> Image.Image:
    """Decoded, in a mode that can be scaled: L, RGB, CMYK or RGBA."""
    picture.load()
    if picture.mode.startswith("I"):  # 16 bits of grey: `convert` would cut them off, not scale them
        return picture.point(lambda value: value / 257).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture on white where it is transparent."""
    if picture.mode != "RGBA":
        return picture
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture converted to sRGB by its colour profile; one that cannot be used is ignored."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None
        if converted is not None:
            return converted
    return picture.convert("RGB")


def _encoded(picture: Image.Image) -> bytes:
    """A JPEG of at most LARGEST_JPEG; only noise needs more than the first try."""
    picture.info = {}  # comments, places, cameras: the encoder would write some of it again
    for quality in _QUALITIES:
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        if buffer.tell() <= LARGEST_JPEG:
            break
    return buffer.getvalue()
