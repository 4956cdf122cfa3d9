"""Pictures made to hold up whoever decodes them: refused before, or ended in a process of their own."""

import io
import struct
import time
import zlib

import pytest
from PIL import Image

from shop.images.limits import MOST_EXIF_SEGMENTS, MOST_SCANS
from shop.images.pipeline import BUDGET, ImagePipeline
from shop.images.rendering import ImageRefused, render_picture
from shop.images.store import DiskStore
from shop.kit.db.columns import new_id
from shop.kit.processes.killable import Budget
from tests.images.conftest import ImagesUnderTest
from tests.images.refused import refusal
from tests.support.files.image_server import ImageServer
from tests.support.files.pictures import encoded, halves, noise, photo
from tests.support.pace import allowance

SCAN, END = b"\xff\xda", b"\xff\xd9"


def progressive(scans: int) -> bytes:
    """A progressive JPEG whose last scan is repeated."""
    whole = encoded(noise(900, 900), "JPEG", progressive=True, quality=60)
    last = whole[whole.rindex(SCAN) : whole.rindex(END)]
    return whole[: whole.rindex(END)] + last * scans + END


def test_a_jpeg_of_hundreds_of_scans_is_refused_before_it_is_decoded() -> None:
    data = progressive(600)
    began, allowed = time.perf_counter(), allowance(1.0)
    assert f"more than {MOST_SCANS} scans" in refusal(data)
    assert time.perf_counter() - began < allowed


def test_a_progressive_jpeg_as_encoders_write_it_is_taken() -> None:
    assert render_picture(progressive(0)).width == 900


def test_a_jpeg_whose_notes_hold_the_mark_of_a_scan_is_taken() -> None:
    data = photo()
    note = SCAN * 20
    comment = b"\xff\xfe" + struct.pack(">H", len(note) + 2) + note
    assert render_picture(data[:2] + comment + data[2:]).width == 1200


def chunk(kind: bytes) -> bytes:
    return struct.pack(">I", 0) + kind + struct.pack(">I", zlib.crc32(kind))


PNG, JPEG, GIF = (encoded(halves(900, 900), kind) for kind in ("PNG", "JPEG", "GIF"))
TWENTY_MB = 20_000_000


@pytest.mark.parametrize(
    ("head", "piece", "rest"),
    [
        (JPEG[:2], b"\xff\xe5\x00\x02", JPEG[2:]),
        (JPEG[:2], b"\xff", JPEG[2:]),
        (JPEG[:2] + JPEG[2:4] + JPEG[4:20], b"\x00", JPEG[20:]),
        (PNG[:33], chunk(b"teSt"), PNG[33:]),
        (PNG[:-12], chunk(b"teSt"), PNG[-12:]),
        (GIF[: GIF.index(b"\x2c")], b"\x21\xfe\x01x\x00", GIF[GIF.index(b"\x2c") :]),
        (GIF[: GIF.index(b"\x2c")] + b"\x21\xfe", b"\x01x", b"\x00" + GIF[GIF.index(b"\x2c") :]),
    ],
    ids=["segments", "filling", "junk", "chunks", "chunks behind", "extensions", "parts of a comment"],
)
def test_a_picture_of_millions_of_empty_parts_is_refused_before_they_are_read(
    head: bytes, piece: bytes, rest: bytes
) -> None:
    data = head + piece * (TWENTY_MB // len(piece)) + rest
    began, allowed = time.thread_time(), allowance(1.0)
    assert "too many small parts" in refusal(data)
    assert time.thread_time() - began < allowed


def segment(marker: int, content: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def jpeg_with(notes: bytes) -> bytes:
    return JPEG[:2] + notes + JPEG[2:]


def exif(segments: int, size: int) -> bytes:
    return segment(0xE1, b"Exif\0\0" + bytes(size)) * segments


@pytest.mark.parametrize(
    "data",
    [
        jpeg_with(exif(19_000, 1_000)),
        jpeg_with(exif(2_000, 9_000)),
        jpeg_with((b"\xff\xf0\xff\xff" + exif(16, 4_000) + segment(0xFE, bytes(1_369))) * 300),
    ],
    ids=["many", "fewer and larger", "behind markers whose length is not read"],
)
def test_exif_in_thousands_of_segments_is_refused_before_it_is_copied(data: bytes) -> None:
    began, allowed = time.thread_time(), allowance(0.5)
    assert len(data) <= TWENTY_MB
    assert "too many small parts" in refusal(data)
    assert time.thread_time() - began < allowed


@pytest.mark.parametrize(
    "notes",
    [
        exif(MOST_EXIF_SEGMENTS, 65_000),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + b"x" * 970) * 19_000,
        segment(0xE2, b"ICC_PROFILE\0\1\1" + b"x" * 970) * 19_000,
        segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x03\xed\0\0\0\0\0\0" * 80) * 19_000,
        segment(0xFE, b"x" * 1_000) * 19_000,
        segment(0xDB, (b"\0" + b"\1" * 64) * 30) * 9_000,
    ],
    ids=["EXIF", "XMP", "profiles", "Photoshop", "comments", "tables"],
)
def test_the_slowest_notes_within_the_limits_take_seconds_at_most(notes: bytes) -> None:
    began, allowed = time.thread_time(), allowance(3.0)
    assert render_picture(jpeg_with(notes)).width == 900
    assert time.thread_time() - began < allowed


@pytest.mark.parametrize("whole", [PNG, JPEG, GIF], ids=["PNG", "JPEG", "GIF"])
def test_a_picture_as_programs_write_it_is_taken(whole: bytes) -> None:
    assert render_picture(whole).width == 900


@pytest.mark.parametrize(
    "budget",
    [
        Budget(cpu_seconds=20, memory=60_000_000, patience=180),
        Budget(cpu_seconds=20, memory=BUDGET.memory, patience=0.001),
    ],
    ids=["memory", "time"],
)
async def test_what_takes_too_much_is_refused_with_a_sentence(
    library: ImagesUnderTest, image_server: ImageServer, budget: Budget
) -> None:
    library.pipeline = ImagePipeline(DiskStore(library.folder), budget=budget)
    large = encoded(halves(4000, 4000), "PNG")
    with pytest.raises(ImageRefused, match="too long or too much memory"):
        await library.pipeline.render(large, merchant_id=new_id())
    ordered = await library.order(image_server.say("/a.png", large))
    fetched = await library.fetch(ordered)
    assert "too long or too much memory" in (fetched.fault or "")
    assert library.files() == []


async def test_the_largest_pictures_fit_into_the_budget(library: ImagesUnderTest) -> None:
    for kind, size in (("JPEG", (7000, 7000)), ("PNG", (5000, 5000)), ("WEBP", (5000, 5000))):
        buffer = io.BytesIO()
        picture = Image.linear_gradient("L").resize(size).convert("RGB")
        picture.save(buffer, kind, **({"method": 0} if kind == "WEBP" else {}))
        assert (await library.pipeline.render(buffer.getvalue(), merchant_id=new_id())).width == 2048, kind
