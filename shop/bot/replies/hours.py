"""Opening hours as the bot tells them: days and times as the reader's locale writes them. Pure."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_time, get_day_names

from shop.bot.actions import Action, reply
from shop.bot.facts import BotFacts
from shop.kit.money import closest_locale, plain_spaces
from shop.kit.translations import t


def hours(facts: BotFacts) -> list[Action]:
    """Open or closed, and the week."""
    if not facts.hours.are_known:
        said = t(facts.locale, "I don't have the opening hours. The catalog is always open.")
        return [reply("hours_unknown", said)]
    week = opening_week(facts)
    if facts.hours.open_at(facts.at, facts.zone):
        return [reply("open_now", t(facts.locale, "We are open now.\n{hours}", hours=week))]
    opens = facts.hours.next_opening(facts.at, facts.zone)
    when = opening_time(opens, facts) if opens else ""
    said = t(facts.locale, "We are closed now; we open {opens}.\n{hours}", opens=when, hours=week)
    return [reply("closed_now", said)]


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
