"""Where the repository lies on disk."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
