"""The page's words: the same in every language, and all that the scripts ask for."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import shop.sandbox.chat.page as page

KEY = re.compile(r'^  (?:"([^"]+)"|(\w+)): "(.*)",$', re.MULTILINE)
IMPORT = re.compile(r'(?:from |import\(|^import )"(\.[^"]+)"', re.MULTILINE)
SCRIPTS = sorted((page.FOLDER / "js").rglob("*.js"))
PANEL = [script for script in SCRIPTS if script.parent.name == "panel"]  # speaks English only


def words(name: str) -> dict[str, str]:
    """A dictionary of the page: a language's, or the panel's."""
    found = KEY.findall((page.FOLDER / "words" / f"{name}.js").read_text("utf-8"))
    return {quoted or plain: text for quoted, plain, text in found}


def named_in(scripts: list[Path]) -> set[str]:
    return {key for script in scripts for key in re.findall(r'\bt\("([^"]+)"', script.read_text("utf-8"))}


@pytest.mark.parametrize("language", ["es", "pt"])
def test_every_language_has_the_same_words_and_gaps(language: str) -> None:
    english, other = words("en"), words(language)
    assert english.keys() == other.keys()
    gaps = re.compile(r"\{\w+\}")
    assert [k for k in english if set(gaps.findall(english[k])) != set(gaps.findall(other[k]))] == []


def test_every_word_that_a_script_names_exists() -> None:
    assert named_in([script for script in SCRIPTS if script not in PANEL]) - words("en").keys() == set()
    assert named_in(PANEL) - words("en").keys() - words("panel").keys() == set()


@pytest.mark.parametrize(("name", "scripts"), [("en", SCRIPTS), ("panel", PANEL)])
def test_every_word_is_used(name: str, scripts: list[Path]) -> None:
    code = "\n".join(script.read_text("utf-8") for script in scripts)
    prefixes = (*re.findall(r"t\(`(\w+)_\$\{", code), "state", "review")
    unused = [k for k in words(name) if f'"{k}"' not in code and not k.startswith(prefixes)]
    assert unused == []


def imported_by(script: Path) -> Iterator[Path]:
    for found in IMPORT.findall(script.read_text("utf-8")):
        yield (script.parent / found).resolve()


def circle_from(script: Path, way: tuple[Path, ...] = ()) -> tuple[Path, ...]:
    """The first way that leads back to a script on it; empty when there is none."""
    if script in way:
        return (*way[way.index(script) :], script)
    return next(filter(None, (circle_from(other, (*way, script)) for other in imported_by(script))), ())


def test_no_scripts_import_each_other_in_a_circle() -> None:
    main = page.FOLDER / "js" / "main.js"
    assert [path.name for path in circle_from(main)] == []


def test_every_script_is_reached_from_the_first() -> None:
    reached, waiting = set[Path](), [page.FOLDER / "js" / "main.js"]
    while waiting:
        script = waiting.pop()
        if script not in reached:
            reached.add(script)
            waiting += imported_by(script)
    assert set(SCRIPTS) <= reached


@pytest.mark.parametrize("file", sorted(page.FOLDER.rglob("*.*")), ids=lambda file: file.name)
def test_files_are_small_and_name_no_other_host(file: Path) -> None:
    text = file.read_text("utf-8")
    assert len(text.splitlines()) < 250
    assert re.findall(r"(?:src|href|url\(|from |import\()\W*(?:https?:)?//", text) == []
