"""The typefaces of our documents, and what to do with characters that none of them has.

Fonts come as Python dependencies and never from the system, so that a document looks the same everywhere:
Inter (Latin, Greek, Cyrillic, currency signs; tabular figures), Noto Sans (Devanagari, rare Latin), Noto
Sans Arabic, Hebrew and Thai, and Noto Sans CJK (Chinese, Japanese, Korean; one collection holds the forms of each
country, of which the simplified Chinese ones are used). All are under the SIL Open Font License.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

from shop.kit.texts.lines import few_marks

_FILES = {
    "Inter": ("fontpkg_inter", "files/Inter[opsz,wght].ttf"),
    "Noto Sans": ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    "Noto Sans Arabic": ("justmytype_intl_rtl", "fonts/ofl/notosansarabic/NotoSansArabic[wdth,wght].ttf"),
    "Noto Sans Hebrew": ("justmytype_intl_rtl", "fonts/ofl/notosanshebrew/NotoSansHebrew[wdth,wght].ttf"),
    "Noto Sans Thai": ("fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf"),
    "Noto Sans CJK SC": ("noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc"),
}
FAMILIES = tuple(_FILES)

# Control and format characters (line breaks, direction overrides, joiners), private use, and every space
# but one.
_NEVER_PRINTED = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp", "Zs"})
# Symbols, marks and the unassigned: decoration, which is left out; anything else says something and
# becomes "?".
_DECORATION = frozenset({"So", "Sk", "Sm", "Mn", "Mc", "Me", "Cc", "Cf", "Co", "Cs", "Cn"})


@lru_cache(maxsize=1)
def typefaces() -> typst.Fonts:
    """Our fonts, opened once; compilers may share it."""
    folders = [str(_path(family).parent) for family in FAMILIES]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def printable(text: str) -> str:
    """The text with only what our fonts can print, on one line.

    A character no font has becomes its plain equivalent if Unicode knows one; an emoji or other decoration
    is left out; a letter (Khmer, Georgian, …) becomes "?", so that a reader sees that something is missing.
    A text of which nothing is left is "?". Format characters go too: a direction override could make an
    amount read backwards. So do marks beyond the fifth on one letter: they would cover the rows above.
    """
    composed = few_marks(unicodedata.normalize("NFC", text))
    if not _coverage()[0].issuperset(composed):
        composed = "".join(map(_in_print, _clusters(composed)))
    return " ".join(composed.split()) or ("?" if text.strip() else "")


def can_print(text: str) -> bool:
    """Do our fonts have every letter of it? Decoration does not count."""
    return printable(text).count("?") <= text.count("?") or not text.strip()


def _in_print(cluster: str) -> str:
    """A base character with its marks, as one font can print it: Typst takes a cluster from a single font."""
    base = cluster[0]
    if base.isspace():
        return " "
    for candidate in (
        cluster,
        unicodedata.normalize("NFKC", cluster),
        base,
        unicodedata.normalize("NFKC", base),
    ):
        if any(font.issuperset(candidate) for font in _coverage()) and unicodedata.category(base)[0] != "M":
            return candidate
    return "" if unicodedata.category(base) in _DECORATION else "?"


def _clusters(text: str) -> Iterator[str]:
    """Each character with the combining marks that follow it; format characters are dropped on the way."""
    cluster = ""
    for character in text:
        category = unicodedata.category(character)
        if category == "Cf":
            continue
        if category[0] == "M" and cluster:
            cluster += character
            continue
        if cluster:
            yield cluster
        cluster = character
    if cluster:
        yield cluster


@lru_cache(maxsize=1)
def _coverage() -> tuple[frozenset[str], ...]:
    """The characters each font has, in the order Typst tries them."""
    return tuple(_characters(_path(family)) for family in FAMILIES)


def _characters(font: Path) -> frozenset[str]:
    with TTFont(font, lazy=True, fontNumber=0) as opened:  # all of a collection have the same characters
        characters = map(chr, opened.getBestCmap())
    return frozenset(c for c in characters if c == " " or not (_is_never_printed(c) or _is_compatible(c)))


def _is_never_printed(character: str) -> bool:
    return unicodedata.category(character) in _NEVER_PRINTED


def _is_compatible(character: str) -> bool:
    """A full-width letter, a unit in one sign: Asian fonts have them, and their plain equivalents read better."""
    plain = unicodedata.normalize("NFKC", character)
    return plain != character and unicodedata.east_asian_width(character) in "FWH"


def _path(family: str) -> Path:
    package, name = _FILES[family]
    return Path(str(files(package))) / name
