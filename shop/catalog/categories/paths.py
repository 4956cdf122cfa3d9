"""The path of a category, "Ropa > Camisetas": how it is written, and what lies above it. Pure."""

from collections.abc import Iterator

SEPARATOR = " > "
LONGEST_PATH = 750  # Meta: `product_type`
MOST_BYTES = 2500  # an entry of the index has room for 2,704
DEEPEST = 10


def plain_path(text: str) -> str:
    """The path with one space around each ">" and between words, without empty parts; "" if nothing is left."""
    parts = (" ".join(part.split()) for part in text.split(">"))
    return SEPARATOR.join(part for part in parts if part)


def path_fault(text: str) -> str | None:
    """Why this is no category's path; "" is none and no fault."""
    path = plain_path(text)
    if len(path) > LONGEST_PATH or len(path.encode(errors="replace")) > MOST_BYTES:
        return f"The category has {len(path)} characters; {LONGEST_PATH} are allowed."
    if path.count(SEPARATOR) >= DEEPEST:
        return f"The category is {path.count(SEPARATOR) + 1} levels deep; {DEEPEST} are allowed."
    return None


def lineage(path: str) -> Iterator[str]:
    """The path and everything above it, the root first."""
    parts = path.split(SEPARATOR)
    for depth in range(1, len(parts) + 1):
        yield SEPARATOR.join(parts[:depth])


def is_below(path: str, ancestor: str) -> bool:
    """Is the path within the ancestor, and not the same?"""
    return path.startswith(ancestor + SEPARATOR)
