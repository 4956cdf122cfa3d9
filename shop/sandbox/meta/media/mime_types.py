"""Supported media: MIME types and sizes (Meta: Media)."""

MB = 1024 * 1024

# kind: (largest file in bytes, MIME types)
LIMITS: dict[str, tuple[int, frozenset[str]]] = {
    "audio": (
        16 * MB,
        frozenset({"audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg", "audio/opus"}),
    ),
    "document": (
        100 * MB,
        frozenset(
            {
                "text/plain",
                "application/pdf",
                "application/vnd.ms-powerpoint",
                "application/msword",
                "application/vnd.ms-excel",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            }
        ),
    ),
    "image": (5 * MB, frozenset({"image/jpeg", "image/png"})),
    "sticker": (500 * 1024, frozenset({"image/webp"})),
    "video": (16 * MB, frozenset({"video/mp4", "video/3gpp", "video/3gp"})),
}
STATIC_STICKER = 100 * 1024


def kind_of(mime_type: str) -> str | None:
    """The message type that carries such a file; None when Meta takes no such file."""
    plain = mime_type.partition(";")[0].strip().lower()
    return next((kind for kind, (_, types) in LIMITS.items() if plain in types), None)


def sendable_as(kind: str, mime_type: str) -> bool:
    """Whether a file may be sent as this message type."""
    return mime_type.partition(";")[0].strip().lower() in LIMITS[kind][1]


def size_limit(kind: str, data: bytes) -> int:
    """Largest size in bytes; an animated sticker (its WebP holds an ANIM chunk) may be larger."""
    if kind == "sticker" and b"ANIM" not in data[:64]:
        return STATIC_STICKER
    return LIMITS[kind][0]
