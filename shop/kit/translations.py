"""Translates what people read, by gettext catalogs from `shop/locale/<language>/LC_MESSAGES/trastienda.po`.

Messages are written in English in the code; translators edit the .po files, `make texts` brings these up to
date. The languages are the folders in `shop/locale`: a folder more is a language more. Folders are named as Meta names
the languages of templates ("es", "pt_BR"). Placeholders are names: `t(locale, "Order {number}", number=7)`.
"""

import io
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from babel.core import get_global
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DOMAIN = "trastienda"
FOLDER = Path(str(files("shop"))) / "locale"

Entry = TypeVar("Entry")


class UnknownLanguage(LookupError):
    """There is no catalog for any of the locales."""


def t(locale: str, message: str, /, **values: object) -> str:
    """The message in the locale's language. Raises KeyError if a placeholder has no value."""
    return _translations(locale).gettext(message).format(**values)


def tp(locale: str, context: str, message: str, /, **values: object) -> str:
    """The same for a message that stands twice with different translations: `context` tells them apart."""
    return _translations(locale).pgettext(context, message).format(**values)


def tn(locale: str, singular: str, plural: str, count: int, /, **values: object) -> str:
    """The form for `count` things, which `{count}` shows."""
    return _translations(locale).ngettext(singular, plural, count).format(count=count, **values)


def marked(message: str) -> str:
    """The message itself: marks for extraction what is translated elsewhere, from a table."""
    return message


@cache
def languages() -> tuple[str, ...]:
    """The languages there are catalogs for, as their folders are called."""
    return tuple(sorted(path.parents[1].name for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


def closest(locale: str, *defaults: str) -> str:
    """The catalog for a locale ("es-MX", "pt", "en_GB.UTF-8"), else for the first default. Raises UnknownLanguage."""
    for candidate in (locale, *defaults):
        if (name := catalog_for(candidate)) is not None:
            return name
    raise UnknownLanguage(f"There is no catalog for {', '.join((locale, *defaults))}.")


@lru_cache(maxsize=1024)
def catalog_for(locale: str) -> str | None:
    """The catalog in the language of a locale: its own, its parent's, that of the language's largest country."""
    known, parents = languages(), names(locale)
    language = parents[0].partition("_")[0]
    *_, region = _likely(language).split("_")
    alike = [name for name in known if name.partition("_")[0] == language]
    return next((name for name in (*parents, f"{language}_{region}", *alike) if name in known), None)


@lru_cache(maxsize=1024)
def fallbacks(locale: str) -> tuple[str, ...]:
    """The locale and its parents as CLDR has them: pt-AO is pt_AO, pt_PT, pt; es-MX is es_MX, es_419, es.

    Where a region writes in another script than its language elsewhere, the script is a parent: zh-TW is zh_TW,
    zh_Hant_TW, zh_Hant, zh.
    """
    chain = [normalized(locale)]
    while parent := _parent(chain[-1]):
        chain.append(parent)
    return tuple(chain)


def _parent(name: str) -> str:
    """Nothing is the parent of a language."""
    if (exception := get_global("parent_exceptions").get(name)) is not None:
        return str(exception)
    full, language = _likely(name), name.partition("_")[0]
    is_of_region = full != name and full.endswith(
        name.partition("_")[2]
    )  # and no script alone, such as zh_Hant
    if is_of_region and _script(full) != _script(_likely(language)):
        return full
    return name.rpartition("_")[0]


@lru_cache(maxsize=1024)
def names(locale: str) -> tuple[str, ...]:
    """What the locale and its parents are called: a script that its region implies may be left out (zh_Hant_TW, zh_TW)."""
    called = []
    for name in fallbacks(locale):
        language, *parts = name.split("_")
        short = f"{language}_{parts[-1]}" if len(parts) == 2 else name
        called += [name, short] if _likely(short) == name else [name]
    return tuple(dict.fromkeys(called))


def normalized(locale: str) -> str:
    """A BCP 47 or POSIX tag in CLDR's writing: "EN-us" and "en_US.UTF-8" are "en_US".

    The script in which the language is written anyhow is left out: "pt-Latn-PT" is "pt_PT".
    """
    language, *parts = re.split(r"[-_]", re.split(r"[.@]", locale.strip())[0])
    parts = [part.title() if len(part) == 4 else part.upper() for part in parts if part]
    name = "_".join([language.lower(), *parts])
    script = _script(name)
    short = "_".join([language.lower(), *(part for part in parts if part != script)])
    is_usual = script and script == _script(_likely(language.lower())) == (_script(_likely(short)) or script)
    return short if is_usual else name


def _likely(name: str) -> str:
    """The name with CLDR's likely script and region, where it has any: pt is pt_Latn_BR, zh_TW zh_Hant_TW."""
    return str(get_global("likely_subtags").get(name, name))


def _script(name: str) -> str:
    """The one that is named, else nothing."""
    return next((part for part in name.split("_")[1:] if len(part) == 4 and part.isalpha()), "")


def in_language(entries: Mapping[str, Entry], locale: str) -> Entry | None:
    """Of entries by locale (written "pt_BR" or "pt-BR") the one for a locale or its nearest parent."""
    if not entries:
        return None
    for name in names(locale):
        for key in (name, name.replace("_", "-")):
            if key in entries:
                return entries[key]
    return None


@lru_cache(maxsize=1024)
def _translations(locale: str) -> NullTranslations:
    """What stands in the code, which is English, where there is no catalog."""
    name = catalog_for(locale)
    return NullTranslations() if name is None else _read(name)


@cache
def _read(name: str) -> GNUTranslations:
    """A catalog, compiled in memory: no build step, and no file that is not text."""
    compiled = io.BytesIO()
    with (FOLDER / name / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=name, domain=DOMAIN))
    compiled.seek(0)
    return GNUTranslations(compiled)
