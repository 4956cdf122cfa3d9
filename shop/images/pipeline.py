"""What a process needs for pictures: the store, and a bounded number of renderings at a time."""

from pathlib import Path
from uuid import UUID

from shop.images.rendering import ImageRefused, Rendition, render_file, render_picture
from shop.images.store import DiskStore, ImageStore
from shop.kit.processes.killable import Budget, KillableProcesses, OverBudget

# Each may hold hundreds of megabytes for a moment. Of one merchant two: another picture is rendered beside them.
RENDERED_AT_ONCE = 3
# The slowest picture within the limits takes about 3 s of a core [M], and 700 MB.
BUDGET = Budget(cpu_seconds=20, memory=2_000_000_000, patience=180)


class ImagePipeline:
    """One per process and event loop. `patience`: seconds that an upload may take to arrive."""

    def __init__(self, store: ImageStore, *, patience: float = 120.0, budget: Budget = BUDGET) -> None:
        self.store, self.patience = store, patience
        self._rendering = KillableProcesses(budget, at_once=RENDERED_AT_ONCE)

    async def render(self, picture: bytes | Path, *, merchant_id: UUID) -> Rendition:
        """The picture, or that of a file, as we keep it; made in a process of its own. Raises ImageRefused."""
        try:
            if isinstance(picture, Path):
                return await self._rendering.run(render_file, picture, owner=merchant_id)
            return await self._rendering.run(render_picture, picture, owner=merchant_id)
        except OverBudget as error:
            raise ImageRefused(
                "The picture takes too long or too much memory to decode. Save it anew as a plain JPEG or PNG."
            ) from error


def open_pipeline(data_dir: Path) -> ImagePipeline:
    """A pipeline whose store is in the installation's data folder."""
    return ImagePipeline(DiskStore(data_dir / "images"))
