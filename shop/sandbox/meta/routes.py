"""Every address of the pretend Graph API."""

from typing import Any

from shop.sandbox.meta import media, messages

meta_routes: list[Any] = [
    messages.send_message,
    messages.send_marketing,
    media.upload_media,
    media.download,
    media.start_upload,
]
