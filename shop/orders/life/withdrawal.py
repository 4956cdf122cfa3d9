"""Until when goods may be given back without a reason. Pure.

EU: 14 days (Directive 2011/83/EU, article 9 (1)) from the day on which the consumer gets the goods, the last of them
where they come in several parcels (article 9 (2) (b)); Iceland, Liechtenstein and Norway apply it by the EEA agreement, the
United Kingdom by its Consumer Contracts Regulations 2013, regulations 29 to 31. The day itself is not counted, and a period
that would end on a Saturday or Sunday ends with the next working day (Regulation 1182/71, article 3, which recital 41
names); public holidays are not known here, so that the period may be longer than this says, never shorter. Brazil: 7 days
from the receipt (Código de Defesa do Consumidor, article 49; Código Civil, article 132). Of other countries nothing is
known here.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

_EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
_DAYS = {**dict.fromkeys(f"{_EU} IS LI NO GB".split(), 14), "BR": 7}
_SATURDAY = 5


def withdrawal_until(country: str, zone: str, arrivals: Sequence[datetime | None]) -> datetime | None:
    """The first moment behind the period, at midnight in the merchant's zone.

    `arrivals` are those of all the goods, None for what is still to come: until all is there no period has begun. None,
    too, where the merchant's country (ISO 3166) gives no such time.
    """
    arrived = [each for each in arrivals if each is not None]
    if country not in _DAYS or not arrived or len(arrived) < len(arrivals):
        return None
    last = max(arrived).astimezone(ZoneInfo(zone)).date() + timedelta(days=_DAYS[country])
    while last.weekday() >= _SATURDAY:
        last += timedelta(days=1)
    return datetime.combine(last + timedelta(days=1), time(), ZoneInfo(zone))
