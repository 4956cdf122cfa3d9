"""Documents name what exists: paths, make targets, commands, jobs, links, the law of imports and the glossary."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import shop.handlers
from shop.cli.main import app
from shop.kit.db.schema import newest_revision
from shop.kit.jobs import registry
from tests.support.repository import ROOT

assert shop.handlers
DOCUMENTS = sorted(
    [
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
        *(
            path
            for folder in ("docs", "shop", "catalog_sync", "tests", "deploy")
            for path in (ROOT / folder).rglob("*.md")
        ),
    ]
)
TOP = ("shop", "catalog_sync", "tests", "migrations", "deploy", "docs")
PATH = re.compile(rf"(?<![\w./:-])(?:{'|'.join(TOP)})/[\w./-]*\w")
BARE_FILE = re.compile(r"`([\w/.-]+\.(?:py|md|toml|typ|po|sql))`")
MAKE = re.compile(r"(?:`|^|\$ )make ([a-z]+)", re.MULTILINE)
COMMAND = re.compile(r"(?:`|^)shop ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
GLOSSARY_ROW = re.compile(r"^\| ([^|]+) \| [^|]+ \| `(\w+)` \| `([^`]+)` \|$", re.MULTILINE)
NOT_JOBS = {"py", "md", "toml", "json"}  # "catalog_sync.py" would look like a job


def text_of(document: Path) -> str:
    """What a document says of today: a changelog's earlier versions may name what is gone."""
    text = document.read_text()
    return text.split("\n## [0.")[0] if document.name == "CHANGELOG.md" else text


def tracked() -> set[str]:
    """Files that git knows or would add, and their folders."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git of the path
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    files = {Path(name) for name in listed if (ROOT / name).exists()}
    return {each.as_posix() for file in files for each in (file, *file.parents)}


EXISTING = tracked()


def missing_paths(text: str) -> set[str]:
    """Paths from the root of the repository, and names of files in backquotes, that do not exist."""
    wrong = {path for path in PATH.findall(text) if path not in EXISTING and f"{path}.py" not in EXISTING}
    for name in BARE_FILE.findall(text):
        if not any(path == name or path.endswith(f"/{name}") for path in EXISTING):
            wrong.add(name)
    return wrong - MERCHANTS_OWN


MERCHANTS_OWN = {"merchant.toml"}  # the operator writes it


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def commands() -> dict[str, set[str]]:
    """Every noun of `shop` with its verbs; a command without verbs has none."""
    found: dict[str, set[str]] = {str(each.name): set() for each in app.registered_commands}
    for group in app.registered_groups:
        assert group.typer_instance is not None
        names = {str(each.name) for each in group.typer_instance.registered_commands}
        found |= {group.name: names} if isinstance(group.name, str) else {name: set() for name in names}
    return found


def wrong_commands(text: str) -> set[str]:
    known = commands()
    return {
        f"shop {noun} {verb}".strip()
        for noun, verb in COMMAND.findall(text)
        if noun not in known or (verb and known[noun] and verb not in known[noun])
    }


def wrong_jobs(text: str) -> set[str]:
    """Names in backquotes that look like a job of one of our slices."""
    slices = {name.partition(".")[0] for name in registry.entries}
    return {
        name
        for name in re.findall(r"`([a-z_]+\.[a-z_]+)`", text)
        if name.partition(".")[0] in slices
        and name.partition(".")[2] not in NOT_JOBS
        and name not in registry.entries
        and name not in DOCTORS
    }


DOCTORS = {"jobs.held", "jobs.unknown", "catalog.items"}  # findings, tested by test_operating_guide.py


def lost_links(document: Path) -> Iterator[str]:
    for link in LINK.findall(document.read_text()):
        target = link.partition("#")[0]
        if target and "://" not in target and not (document.parent / target).exists():
            yield link


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: each.relative_to(ROOT).as_posix())
class TestADocument:
    def test_names_paths_that_exist(self, document: Path) -> None:
        assert missing_paths(text_of(document)) == set()

    def test_names_targets_of_the_makefile(self, document: Path) -> None:
        assert set(MAKE.findall(text_of(document))) - targets() == set()

    def test_names_commands_that_exist(self, document: Path) -> None:
        assert wrong_commands(text_of(document)) == set()

    def test_names_jobs_that_have_handlers(self, document: Path) -> None:
        assert wrong_jobs(text_of(document)) == set()

    def test_links_to_what_is_there(self, document: Path) -> None:
        assert list(lost_links(document)) == []


def test_what_is_false_is_found(tmp_path: Path) -> None:
    text = "`shop/inbox/send.py`, shop/nowhere/, `nothing.py`, `shop dance`, `shop jobs dance`, `bot.dance`, `make dance`"
    assert missing_paths(text) == {"shop/inbox/send.py", "shop/nowhere", "nothing.py"}
    assert wrong_commands(text) == {"shop dance", "shop jobs dance"}
    assert wrong_jobs(text) == {"bot.dance"}
    assert set(MAKE.findall(text)) - targets() == {"dance"}
    page = tmp_path / "page.md"
    page.write_text("[there](page.md) and [not](gone.md)")
    assert list(lost_links(page)) == ["gone.md"]


ARCHITECTURE = ROOT / "docs/architecture.md"


def test_the_law_of_the_architecture_is_the_law_that_is_checked() -> None:
    section = (ROOT / "docs/architecture.md").read_text().split("## The law: imports point down")[1]
    written = section.split("```")[1].split("\n")[1:-1]
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (checked,) = [each["layers"] for each in contracts if each.get("containers") == ["shop"]]
    assert written == checked


def test_the_tree_of_the_architecture_names_every_folder() -> None:
    section = (ROOT / "docs/architecture.md").read_text().split("## The tree")[1].split("```")[1]
    folders = {path.parent.name for path in (ROOT / "shop").glob("*/__init__.py")} | {"catalog_sync"}
    assert len(folders) > 20
    assert {folder for folder in folders if not re.search(rf"^ *{folder}/", section, re.MULTILINE)} == set()


@pytest.mark.parametrize(
    "walk", ["The walk of a cart", "The life of a product edit", "The life of a reminder"]
)
def test_a_walk_says_how_many_files_decide(walk: str) -> None:
    (section,) = re.findall(rf"^## {walk}$(.*?)^## ", ARCHITECTURE.read_text(), re.DOTALL | re.MULTILINE)
    walked = section.split("```")[1] if "```" in section else section
    (told,) = re.findall(r"(\d+) files (?:that )?decide", section)
    assert int(told) == len(set(re.findall(r"\b[a-z_/]+\.py\b", walked)))


def test_every_word_of_the_glossary_stands_where_it_says() -> None:
    rows = GLOSSARY_ROW.findall((ROOT / "docs/glossary.md").read_text())
    assert len(rows) >= 30
    lost = {
        word: (name, place)
        for word, name, place in rows
        if place not in EXISTING or not re.search(rf"\b{name}\b", (ROOT / place).read_text())
    }
    assert lost == {}


def test_every_decision_is_in_the_index_under_its_number_and_title() -> None:
    pages = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    index = (ROOT / "docs/decisions/README.md").read_text()
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        number, _, title = page.read_text().splitlines()[0].removeprefix("# ").partition(". ")
        assert int(number) == int(page.name[:4])
        assert f"| {number} | {title} | [{page.stem}]({page.name}) |" in index


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs/decisions").glob("[0-9]*.md")), ids=lambda each: each.stem
)
def test_a_decision_says_all_four_things(page: Path) -> None:
    parts = re.findall(r"^\*\*([^*]+)\.\*\*", page.read_text(), re.MULTILINE)
    assert parts == ["Situation", "Decision", "Why not the obvious", "What it costs"]


def test_the_next_migration_is_the_one_that_contributors_are_told_to_make() -> None:
    (told,) = re.findall(r'"\$OWNER_URL" "say what it does" (\d{4})', (ROOT / "CONTRIBUTING.md").read_text())
    assert int(told) == int(newest_revision()) + 1
