"""Files on disk: whole or not at all, once, and only under names that are names."""

import asyncio
import hashlib
import os
from pathlib import Path

import pytest

from shop.images.store import DiskStore, StoreFull, is_name, telling_room

NAME = hashlib.sha256(b"a picture").hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path / "images")


async def content(store: DiskStore, name: str = NAME) -> bytes | None:
    file = await store.open(name)
    if file is None:
        return None
    with file:
        return file.read()


def files(store: DiskStore) -> list[str]:
    return sorted(path.name for path in store.folder.rglob("*") if path.is_file())


async def test_what_was_put_can_be_read_and_deleted_twice(store: DiskStore) -> None:
    assert await content(store) is None
    await store.put(NAME, b"a picture")
    assert await content(store) == b"a picture"
    await store.delete(NAME)
    await store.delete(NAME)
    assert await content(store) is None


async def test_putting_the_same_again_leaves_the_file_alone(store: DiskStore) -> None:
    await store.put(NAME, b"a picture")
    (path,) = store.folder.rglob("*.jpg")
    before = path.stat()
    await store.put(NAME, b"a picture")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


async def test_fifty_at_once_leave_one_whole_file_and_no_rubbish(store: DiskStore) -> None:
    big = os.urandom(2_000_000)
    await asyncio.gather(*(store.put(NAME, big) for _ in range(50)))
    assert files(store) == [f"{NAME}.jpg"]
    assert await content(store) == big


async def test_a_file_that_was_cut_off_is_written_anew(store: DiskStore) -> None:
    await store.put(NAME, b"a picture")
    (path,) = store.folder.rglob("*.jpg")
    path.write_bytes(b"a pic")
    await store.put(NAME, b"a picture")
    assert await content(store) == b"a picture"


async def test_who_reads_while_it_is_deleted_reads_to_the_end(store: DiskStore) -> None:
    await store.put(NAME, b"a picture")
    file = await store.open(NAME)
    assert file is not None
    await store.delete(NAME)
    with file:
        assert file.read() == b"a picture"


def test_a_full_disk_is_said_and_other_trouble_is_not_taken_for_it(store: DiskStore) -> None:
    """/dev/full says what a full disk says."""
    with pytest.raises(StoreFull, match="no room for pictures"), telling_room():
        Path("/dev/full").write_bytes(b"x")
    with pytest.raises(IsADirectoryError), telling_room():
        store.folder.parent.write_bytes(b"x")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "../../etc/passwd",
        NAME.upper(),
        NAME[:-1],
        NAME + "0",
        f"../{NAME}"[:64],
        "\x00" * 64,
        "٣" * 64,
    ],
)
async def test_what_is_no_name_never_becomes_a_path(store: DiskStore, name: str) -> None:
    assert not is_name(name)
    for attempt in (store.open(name), store.delete(name), store.put(name, b"")):
        with pytest.raises(ValueError, match="no image's name"):
            await attempt
    assert files(store) == []
