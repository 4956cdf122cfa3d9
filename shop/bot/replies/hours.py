"""Opening hours as the bot tells them: days and times as the reader's locale writes them. Pure."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_time, get_day_names

from shop.bot.facts import BotFacts
from shop.kit.money import closest_locale, plain_spaces
from shop.kit.translations import t


def opening_time(opens: datetime, facts: BotFacts) -> str:
    """ "lunes 23 a las 9:00": within a week, a weekday and a day of the month say enough."""
    local = opens.astimezone(ZoneInfo(facts.zone))
    weekday = get_day_names("wide", locale=closest_locale(facts.locale))[local.weekday()]
    return t(
        facts.locale,
        "{weekday} {day} at {time}",
        weekday=weekday,
        day=local.day,
        time=_time(local.timetz(), facts),
    )


def opening_week(facts: BotFacts) -> str:
    """A line for each day on which the shop opens."""
    names = get_day_names("abbreviated", locale=closest_locale(facts.locale))
    spans = (
        (names[day], ", ".join(f"{_time(start, facts)}-{_time(end, facts)}" for start, end in spans))
        for day, spans in enumerate(facts.hours.week)
    )
    return "\n".join(f"{name} {text}" for name, text in spans if text)


def _time(at: time, facts: BotFacts) -> str:
    return plain_spaces(format_time(at, "short", locale=closest_locale(facts.locale)))
