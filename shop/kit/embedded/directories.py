"""Where root's local servers keep their data: below /var/lib/trastienda, and a link in the data folder leads there.

A place remembers whose it is. Who deletes a clone deletes the link only; the next start finds the place that was
left and removes it.
"""

import os
import shutil
import tempfile
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from shop.kit.embedded import process as embedded_process
from shop.kit.embedded.binaries import ROOT_PLACE, SERVER_UID, make_root_place

RECORD = "folder"
# Since the last start: a clone may be about to be moved, a disk to be mounted again.
GRACE = timedelta(days=1)


def root_place_of(folder: Path) -> Path:
    """What the link in the data folder names; made if there is none."""
    link = folder / "place"
    if not link.exists():
        make_root_place()
        place = Path(tempfile.mkdtemp(prefix="data-", dir=ROOT_PLACE))
        os.chown(place, SERVER_UID, SERVER_UID)
        link.unlink(missing_ok=True)
        link.symlink_to(place)
    place = link.resolve()
    (place / RECORD).write_text(str(folder))
    return place


def forget_abandoned() -> None:
    """Remove every place whose data folder is gone. One without a record, or in use, stays."""
    for place in ROOT_PLACE.glob("data-*"):
        with suppress(FileNotFoundError):  # another start is at it too
            if _is_abandoned(place) and not embedded_process.answers(place / "data"):
                shutil.rmtree(place)


def _is_abandoned(place: Path) -> bool:
    record = place / RECORD
    if not record.is_file() or time.time() - record.stat().st_mtime < GRACE.total_seconds():
        return False
    return not Path(record.read_text()).exists()
