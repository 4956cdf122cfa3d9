"""Where something goes: a postal address, checked by what its country needs, and the destination in it. Pure."""

import re
from typing import Any

import msgspec

from shop.delivery.postal_codes import (
    LONGEST_POSTAL_CODE,
    CountryRules,
    compact_code,
    folded,
    region_code,
    region_of,
    rules_of,
    written_code,
)
from shop.delivery.regions import group_of
from shop.kit.errors import ShopError
from shop.kit.money import closest_locale
from shop.kit.texts.lines import one_line
from shop.kit.translations import marked, t

LONGEST_LINE = 200  # characters of a field
_PHONE = re.compile(r"\+?[0-9]{5,15}")
_BETWEEN_DIGITS = re.compile(r"[\s().\-/]")
# Towns that share their name with an area stand in that area: "08001 Madrid" is no address. Elsewhere they need not.
_CAPITALS_ARE_CALLED_AS_AREAS = frozenset({"ES"})
_MISSING = {
    "name": marked("The address needs the name of whoever receives it."),
    "street": marked("The address needs a street and a number."),
    "city": marked("The address needs a town."),
    "postal_code": marked("The address needs a postal code."),
    "region": marked("The address needs a province, state or county."),
    "country": marked("The address needs a country."),
}
_TOO_LONG = marked("This line of the address is too long: {most} characters are allowed.")
_NO_COUNTRY = marked("“{written}” is no country that we know; write its two letters, such as ES.")
_NO_POSTAL_CODE = marked("“{written}” is no postal code of {country}; one looks like {example}.")
_NO_SUCH_POSTAL_CODE = marked("The postal code {written} does not exist in {country}.")
_ELSEWHERE = marked("The postal code {written} lies in {actual}, not in {given}.")
_NO_REGION = marked("“{written}” is no province, state or county of {country} that we know.")
_NO_PHONE = marked("“{written}” is no telephone number.")


class InvalidAddress(ShopError):
    """An address that cannot be delivered to: `field` is the first wrong one, the sentence says what is wrong."""

    status_code = 422

    def __init__(self, field: str, message: str, **values: object) -> None:
        self.field, self._message, self._values = field, message, values
        super().__init__(self.said("en"))

    def said(self, locale: str) -> str:
        """The sentence for a shopper."""
        values: dict[str, Any] = dict(self._values)
        if "country" in values:
            values["country"] = country_name(values["country"], locale)
        return t(locale, self._message, **values)

    @property
    def extra(self) -> dict[str, Any]:
        """The path of the wrong field."""
        return {"errors": [{"path": self.field, "message": str(self)}]}


class Destination(msgspec.Struct, frozen=True):
    """As much of an address as decides about delivery and tax: country (ISO 3166-1 alpha-2), postal code, area."""

    country: str
    postal_code: str = ""
    region: str = ""

    @property
    def area(self) -> str:
        """The code of its area, by the postal code where it does not say one; "" where that cannot be told."""
        if self.region:
            return region_code(self.country, self.region) or self.region
        return region_of(self.country, self.postal_code) if self.postal_code else ""

    @property
    def areas(self) -> frozenset[str]:
        """The codes of its area and of the larger one around it; empty where no area is known."""
        return frozenset({self.area, group_of(self.country, self.area)}) - {""}


class Address(msgspec.Struct, frozen=True):
    """A postal address. `country` is ISO 3166-1 alpha-2; `region` is an area's code (ISO 3166-2) or name."""

    name: str
    street: str
    city: str
    postal_code: str
    country: str
    region: str = ""
    phone: str = ""

    @property
    def destination(self) -> Destination:
        """Where that is, without whom and which door."""
        return Destination(self.country, self.postal_code, self.region)


def normalize(address: Address) -> Address:
    """The address as its country writes it, its area told by the postal code where that is possible.

    Raises InvalidAddress.
    """
    lines = {name: _line(name, getattr(address, name)) for name in address.__struct_fields__}
    rules = _rules(lines["country"])
    lines["country"] = rules.code
    for name in ("name", "street", "city", "postal_code"):
        if not lines[name] and (name == "name" or name in rules.required):
            raise InvalidAddress(name, _MISSING[name])
    lines["postal_code"] = _postal_code(rules, lines["postal_code"])
    lines["region"] = _region(rules, lines["region"], lines["city"], lines["postal_code"])
    lines["phone"] = _phone(lines["phone"])
    return Address(**lines)


def normalize_destination(destination: Destination) -> Destination:
    """The same for a destination, of which only the country must be said. Raises InvalidAddress."""
    rules = _rules(_line("country", destination.country))
    postal_code = _postal_code(rules, _line("postal_code", destination.postal_code))
    region = _line("region", destination.region)
    if region or postal_code:
        region = _region(rules, region, "", postal_code, is_needed=False)
    return Destination(rules.code, postal_code, region)


def country_name(code: str, locale: str) -> str:
    """What a country is called in a language; its code where CLDR has no name."""
    return str(closest_locale(locale).territories.get(code, code))


def _line(name: str, written: str) -> str:
    most = LONGEST_POSTAL_CODE if name == "postal_code" else LONGEST_LINE
    if len(written) > most:
        raise InvalidAddress(name, _TOO_LONG, most=most)
    return one_line(written)


def _rules(country: str) -> CountryRules:
    if not country:
        raise InvalidAddress("country", _MISSING["country"])
    rules = rules_of(country.upper())
    if rules is None:
        raise InvalidAddress("country", _NO_COUNTRY, written=country)
    return rules


def _postal_code(rules: CountryRules, written: str) -> str:
    if not written:
        return ""
    found = written_code(rules, written)
    if found is None:
        example = rules.examples[0] if rules.examples else "12345"
        raise InvalidAddress(
            "postal_code", _NO_POSTAL_CODE, written=written, country=rules.code, example=example
        )
    if found and rules.are_areas_whole and not rules.areas_of(compact_code(found)):
        raise InvalidAddress("postal_code", _NO_SUCH_POSTAL_CODE, written=found, country=rules.code)
    return found


def _region(rules: CountryRules, region: str, city: str, postal_code: str, *, is_needed: bool = True) -> str:
    """The code of the area that is meant."""
    given = region_code(rules.code, region) if region else ""
    if given is None:
        raise InvalidAddress("region", _NO_REGION, written=region, country=rules.code)
    _check_place(rules, given, region, postal_code)
    if rules.code in _CAPITALS_ARE_CALLED_AS_AREAS and (area := rules.area(city)) and len(city) > 2:
        _check_place(rules, area.code, city, postal_code)
    told = region_of(rules.code, postal_code) if postal_code else ""
    if is_needed and not (given or told) and "region" in rules.required:
        raise InvalidAddress("region", _MISSING["region"])
    return told if told and (not given or group_of(rules.code, told) == given) else given


def _check_place(rules: CountryRules, given: str, called: str, postal_code: str) -> None:
    """Raises InvalidAddress for a postal code that lies in another area."""
    found = rules.areas_of(compact_code(postal_code)) if given and postal_code else []
    if found and not any(given in (area.code, group_of(rules.code, area.code)) for area in found):
        area = rules.area(given)
        name = area.name if area is not None and folded(called) == area.code.lower() else called
        raise InvalidAddress("postal_code", _ELSEWHERE, written=postal_code, actual=found[0].name, given=name)


def _phone(written: str) -> str:
    bare = _BETWEEN_DIGITS.sub("", written)
    if bare and not _PHONE.fullmatch(bare):
        raise InvalidAddress("phone", _NO_PHONE, written=written)
    return bare
