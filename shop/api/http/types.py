"""Timestamps on the wire: RFC 3339 with an offset; ours are in UTC."""

from datetime import datetime
from typing import Annotated

import msgspec

Timestamp = Annotated[datetime, msgspec.Meta(tz=True)]
