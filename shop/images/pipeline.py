"""What a process needs for pictures: the store, and a bounded number of renderings at a time."""

import asyncio
from pathlib import Path

from shop.images.rendering import Rendition, render_picture
from shop.images.store import DiskStore, ImageStore

# Each may hold hundreds of megabytes for a moment.
RENDERED_AT_ONCE = 2
# Uploads whose bytes are in memory; the next one is read when one of them is done.
RECEIVED_AT_ONCE = 8


class ImagePipeline:
    """One per process and event loop. `patience`: seconds that an upload may take to arrive."""

    def __init__(self, store: ImageStore, *, patience: float = 120.0) -> None:
        self.store, self.patience = store, patience
        self.receiving = asyncio.Semaphore(RECEIVED_AT_ONCE)
        self._rendering = asyncio.Semaphore(RENDERED_AT_ONCE)

    async def render(self, data: bytes) -> Rendition:
        """The picture as we keep it, made off the event loop. Raises ImageRefused."""
        async with self._rendering:
            return await asyncio.to_thread(render_picture, data)


def open_pipeline(data_dir: Path) -> ImagePipeline:
    """A pipeline whose store is in the installation's data folder."""
    return ImagePipeline(DiskStore(data_dir / "images"))
