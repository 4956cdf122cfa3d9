"""JSON objects as Python holds them."""

from typing import Any

Json = dict[str, Any]
