"""The data folder, tried before a process that writes pictures and uploads into it starts."""

import tempfile
from pathlib import Path

from shop.kit.errors import ShopError

BELOW = ("media", "images", "uploads")  # an earlier start may have made them as another user


class DataFolderRefused(ShopError):
    """This user may not write there."""

    status_code = 500


def require_data_folder(folder: Path) -> None:
    """Make it if need be, and write into it. Raises DataFolderRefused."""
    tried = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for tried in (folder, *(folder / name for name in BELOW if (folder / name).exists())):
            with tempfile.TemporaryFile(dir=tried):
                pass
    except OSError as error:
        why = "it is no folder" if isinstance(error, FileExistsError) else error.strerror or error
        raise DataFolderRefused(
            f"Nothing can be written to {tried}: {why}. "
            "Let SHOP_DATA_DIR name a folder that this user may write."
        ) from error
