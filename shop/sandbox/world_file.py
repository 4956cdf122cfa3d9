"""One JSON file that holds a world between restarts, written atomically."""

import os
from pathlib import Path
from typing import Any, ClassVar

import msgspec
from msgspec import Struct, field

from shop.sandbox.faults import Faults
from shop.sandbox.knobs import Knobs
from shop.sandbox.records import (
    Business,
    BusinessNumber,
    ChatConversation,
    MetaApp,
    MetaCatalog,
    ScheduledEvent,
    Shopper,
    StoredMedium,
    TemplateRecord,
)


class Saved(Struct):
    """Everything that is not derived. What a field is called here it is called in the world."""

    PLAIN: ClassVar[tuple[str, ...]] = (
        "knobs",
        "faults",
        "apps",
        "businesses",
        "numbers",
        "shoppers",
        "conversations",
        "media",
        "templates",
        "catalogs",
        "uploads",
        "deleted_templates",
    )
    knobs: Knobs = field(default_factory=Knobs)
    faults: Faults = field(default_factory=Faults)
    apps: dict[str, MetaApp] = field(default_factory=dict)
    businesses: dict[str, Business] = field(default_factory=dict)
    numbers: dict[str, BusinessNumber] = field(default_factory=dict)
    shoppers: dict[str, Shopper] = field(default_factory=dict)
    conversations: dict[str, ChatConversation] = field(default_factory=dict)
    media: dict[str, StoredMedium] = field(default_factory=dict)
    templates: dict[str, TemplateRecord] = field(default_factory=dict)
    catalogs: dict[str, MetaCatalog] = field(default_factory=dict)
    uploads: dict[str, StoredMedium] = field(default_factory=dict)
    deleted_templates: dict[str, float] = field(default_factory=dict)
    agenda: list[ScheduledEvent] = field(default_factory=list)
    undelivered: list[tuple[str, str, bytes]] = field(default_factory=list)
    stripe: dict[str, Any] = field(default_factory=dict)


def encode(saved: Saved) -> bytes:
    """The file's content; a moment of the world, so made in one go."""
    return msgspec.json.encode(saved)


def read_world(path: Path) -> Saved:
    """The file's world. Raises ValueError, with what to do, when it is no such file."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Saved)
    except msgspec.MsgspecError as problem:
        raise ValueError(f"{path} is no world of this sandbox; move it away to begin anew.") from problem


def write_file(path: Path, content: bytes) -> None:
    """Put the file in place whole: a crash leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(path.suffix + ".new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
