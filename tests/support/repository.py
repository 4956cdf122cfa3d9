"""Where the repository lies on disk, and how its program is started from there, whatever is installed beside it."""

import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHOP = (sys.executable, "-m", "shop")


def from_here(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment whose Python imports this tree: a virtual environment may be shared with another."""
    return {**environment, "PYTHONPATH": str(ROOT)}
