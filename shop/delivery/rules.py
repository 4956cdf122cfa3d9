"""What may be stored of a set-up: one sentence per fault, with its place as the API calls it. Pure."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec

from shop.catalog.rules import HEAVIEST, HIGHEST_PRICE, storable
from shop.delivery.addresses import Address, InvalidAddress, normalize
from shop.delivery.postal_codes import region_code, rules_of
from shop.delivery.setup import DeliveryKind, PricingKind, ValueStep, WeightStep
from shop.delivery.working_days import ClosedDays
from shop.delivery.zones import Area, postal_pattern
from shop.kit.errors import ShopError
from shop.merchants.opening_hours import DAYS, BadHours, OpeningHours

MOST_ZONES = 100
MOST_METHODS = 200
MOST_PLACES = 50
MOST_AREAS = 50  # of a zone, included and excluded each
MOST_POSTAL_CODES = 500  # patterns of a zone
MOST_REGIONS = 100  # of an area
MOST_STEPS = 50
MOST_TRANSLATIONS = 50
MOST_CLOSED = 100
LONGEST_CLOSED = 366  # days
LONGEST_NAME = 100
MOST_DAYS = 365  # working days on the way, of handling, of preparation
HIGHEST_POSITION = 10**6


class BadDelivery(ShopError):
    """A set-up cannot be stored like this; `path` is the place of the fault."""

    status_code = 422

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.path = path

    @property
    def extra(self) -> dict[str, Any]:
        """The path of the wrong field."""
        return {"errors": [{"path": self.path, "message": str(self)}]} if self.path else {}


def check_name(name: str) -> None:
    """Raises BadDelivery."""
    if not name.strip() or len(name) > LONGEST_NAME or not storable(name):
        raise BadDelivery(f"A name of 1 to {LONGEST_NAME} characters is needed.", "name")


def check_translations(translations: Mapping[str, str]) -> None:
    """Raises BadDelivery."""
    if len(translations) > MOST_TRANSLATIONS:
        raise BadDelivery(f"At most {MOST_TRANSLATIONS} languages are allowed.", "translations")
    for language, name in translations.items():
        if not name.strip() or len(name) > LONGEST_NAME or not storable(language + name):
            path = f"translations.{language}"
            raise BadDelivery(f"A name of 1 to {LONGEST_NAME} characters is needed.", path)


def checked_areas(areas: Sequence[Area], path: str) -> list[Area]:
    """The areas with the codes of their regions. Raises BadDelivery."""
    if len(areas) > MOST_AREAS:
        raise BadDelivery(f"A zone has at most {MOST_AREAS} areas.", path)
    if sum(len(area.postal_codes) for area in areas) > MOST_POSTAL_CODES:
        raise BadDelivery(f"A zone has at most {MOST_POSTAL_CODES} postal codes and ranges of them.", path)
    return [_checked_area(area, f"{path}[{nth}]") for nth, area in enumerate(areas)]


def check_method(terms: Mapping[str, Any]) -> None:
    """What the columns of a method must say together. Raises BadDelivery."""
    check_translations(terms["translations"])
    _check_kind(terms["kind"], terms["zone_id"], terms["place_ids"])
    _check_steps(terms["pricing_kind"], terms["weight_steps"], terms["value_steps"])
    for name in ("price_minor", "free_from_minor", "min_value_minor", "max_value_minor"):
        _check_between(terms[name], 0, HIGHEST_PRICE, name.removesuffix("_minor"))
    _check_between(terms["max_weight_grams"], 1, HEAVIEST, "max_weight_grams")
    _check_order(terms["min_value_minor"], terms["max_value_minor"], "max_value")
    _check_days(terms["min_days"], terms["max_days"])


def checked_place(address: Address, hours: Mapping[str, Sequence[str]]) -> Address:
    """The address as its country writes it. Raises BadDelivery."""
    try:
        OpeningHours.parse(hours)
        return normalize(address)
    except BadHours as error:
        raise BadDelivery(str(error), "hours") from error
    except InvalidAddress as error:
        raise BadDelivery(str(error), f"address.{error.field}") from error


def check_preparation(days: int | None) -> None:
    """Raises BadDelivery."""
    _check_between(days, 0, MOST_DAYS, "preparation_days")


def check_settings(terms: Mapping[str, Any]) -> None:
    """What the columns of the settings must say. Raises BadDelivery."""
    _check_between(terms["handling_days"], 0, MOST_DAYS, "handling_days")
    weekdays: Sequence[str] = terms["weekdays"]
    if not weekdays or not set(weekdays) <= set(DAYS) or len(set(weekdays)) < len(weekdays):
        raise BadDelivery(f"Name the days on which you send, each once, of {', '.join(DAYS)}.", "weekdays")
    closed: Sequence[ClosedDays] = terms["closed"]
    if len(closed) > MOST_CLOSED:
        raise BadDelivery(f"At most {MOST_CLOSED} spans of closed days are allowed.", "closed")
    for nth, span in enumerate(closed):
        if not 0 <= (span.last - span.first).days < LONGEST_CLOSED:
            said = f"Closed days end on their first day or later, and within {LONGEST_CLOSED} days."
            raise BadDelivery(said, f"closed[{nth}]")


def _checked_area(area: Area, path: str) -> Area:
    if rules_of(area.country) is None:
        raise BadDelivery(f"{area.country!r} is no country's code, such as ES.", f"{path}.country")
    if len(area.regions) > MOST_REGIONS:
        raise BadDelivery(f"An area has at most {MOST_REGIONS} regions.", f"{path}.regions")
    codes = []
    for nth, region in enumerate(area.regions):
        code = region_code(area.country, region[:LONGEST_NAME])
        if code is None or not storable(region):
            said = f"{area.country} has no province, state or county {region!r}."
            raise BadDelivery(said, f"{path}.regions[{nth}]")
        codes.append(code)
    for nth, written in enumerate(area.postal_codes):
        if postal_pattern(area.country, written) is None:
            said = (
                f"{written!r} is no postal code of {area.country}, no beginning of one like 28* and no range."
            )
            raise BadDelivery(said, f"{path}.postal_codes[{nth}]")
    return msgspec.structs.replace(area, regions=tuple(codes))


def _check_kind(kind: DeliveryKind, zone_id: object, place_ids: Sequence[object]) -> None:
    if kind is DeliveryKind.DIGITAL:
        raise BadDelivery("What needs no delivery needs no method either.", "kind")
    if kind is DeliveryKind.HOME and (zone_id is None or place_ids):
        raise BadDelivery("A home delivery belongs to a zone, and to no place.", "zone_id")
    if kind is DeliveryKind.PICKUP and zone_id is not None:
        raise BadDelivery("What is collected belongs to places, and to no zone.", "zone_id")


def _check_steps(
    pricing_kind: PricingKind, by_weight: Sequence[WeightStep], by_value: Sequence[ValueStep]
) -> None:
    _check_scale(
        [(step.up_to_grams, step.price_minor) for step in by_weight],
        "weight_steps",
        is_used=pricing_kind is PricingKind.BY_WEIGHT,
        most=HEAVIEST,
    )
    _check_scale(
        [(step.from_minor, step.price_minor) for step in by_value],
        "value_steps",
        is_used=pricing_kind is PricingKind.BY_VALUE,
        most=HIGHEST_PRICE,
    )
    if by_value and by_value[0].from_minor != 0:
        said = "The first step counts from 0; min_value says from which value on you deliver."
        raise BadDelivery(said, "value_steps[0]")


def _check_scale(steps: Sequence[tuple[int, int]], path: str, *, is_used: bool, most: int) -> None:
    if is_used != bool(steps) or len(steps) > MOST_STEPS:
        raise BadDelivery(
            f"1 to {MOST_STEPS} of these steps belong to the pricing that is named, and no others.", path
        )
    for nth, (figure, price_minor) in enumerate(steps):
        _check_between(figure, 0, most, f"{path}[{nth}]")
        _check_between(price_minor, 0, HIGHEST_PRICE, f"{path}[{nth}].price")
    for nth, ((one, _), (other, _)) in enumerate(pairwise(steps)):
        if other <= one:
            raise BadDelivery("Each step begins above the one before.", f"{path}[{nth + 1}]")


def _check_between(value: int | None, least: int, most: int, path: str) -> None:
    if value is not None and not least <= value <= most:
        raise BadDelivery(f"It must lie between {least} and {most}.", path)


def _check_order(least: int | None, most: int | None, path: str) -> None:
    if least is not None and most is not None and most < least:
        raise BadDelivery("It must not lie below the least.", path)


def _check_days(least: int | None, most: int | None) -> None:
    if (least is None) != (most is None):
        raise BadDelivery("Both are needed, or neither: from so many working days to so many.", "max_days")
    for path, value in (("min_days", least), ("max_days", most)):
        _check_between(value, 0, MOST_DAYS, path)
    _check_order(least, most, "max_days")
