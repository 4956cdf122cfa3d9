"""The page's words: the same in every language, and all that the scripts ask for."""

import re
from pathlib import Path

import pytest

import shop.sandbox.chat.page as page

KEY = re.compile(r'^  (?:"([^"]+)"|(\w+)): "(.*)",$', re.MULTILINE)
SCRIPTS = sorted((page.FOLDER / "js").glob("*.js"))


def words(language: str) -> dict[str, str]:
    """Both halves of a dictionary."""
    files = [page.FOLDER / "words" / f"{language}{half}.js" for half in ("", "_panel")]
    found = [match for file in files for match in KEY.findall(file.read_text("utf-8"))]
    return {quoted or plain: text for quoted, plain, text in found}


@pytest.mark.parametrize("language", ["es", "pt"])
def test_every_language_has_the_same_words_and_gaps(language: str) -> None:
    english, other = words("en"), words(language)
    assert english.keys() == other.keys()
    gaps = re.compile(r"\{\w+\}")
    assert [k for k in english if set(gaps.findall(english[k])) != set(gaps.findall(other[k]))] == []


def test_every_word_that_a_script_names_exists() -> None:
    named = {key for script in SCRIPTS for key in re.findall(r'\bt\("([^"]+)"', script.read_text("utf-8"))}
    assert named - words("en").keys() == set()


def test_every_word_is_used() -> None:
    code = "\n".join(script.read_text("utf-8") for script in SCRIPTS)
    prefixes = (*re.findall(r"t\(`(\w+)_\$\{", code), "state", "review")
    unused = [k for k in words("en") if f'"{k}"' not in code and not k.startswith(prefixes)]
    assert unused == []


@pytest.mark.parametrize("file", sorted(page.FOLDER.rglob("*.*")), ids=lambda file: file.name)
def test_files_are_small_and_name_no_other_host(file: Path) -> None:
    text = file.read_text("utf-8")
    assert len(text.splitlines()) < 250
    assert re.findall(r"(?:src|href|url\(|from |import\()\W*(?:https?:)?//", text) == []
