"""Times as people read them, in a time zone and a language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

_PATTERNS = {"es": "EEEE d 'a las' H:mm", "en": "EEEE d 'at' H:mm", "pt": "EEEE d 'às' H:mm"}


def format_moment(at: datetime, zone: str, language: str) -> str:
    """ "lunes 23 a las 9:00": within a week, a weekday and a day of the month say enough."""
    local = at.astimezone(ZoneInfo(zone))
    text: str = format_datetime(local, _PATTERNS[language], locale=language)
    return text
