"""Instants on the wire: RFC 3339 with an offset; ours are in UTC."""

from datetime import datetime
from typing import Annotated

import msgspec

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
