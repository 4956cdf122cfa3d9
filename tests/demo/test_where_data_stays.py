"""What the demo says at its start of where everything is kept."""

from pathlib import Path

import pytest

from shop.demo.run import places_of


def test_all_data_stays_in_one_folder_for_whoever_is_not_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / ".shop" / "demo"
    assert places_of(folder, folder / "postgres18") == ".shop/demo"


def test_a_roots_database_is_named_where_it_really_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder, place = tmp_path / ".shop" / "demo", Path("/var/lib/trastienda/data-x1")
    assert places_of(folder, place) == ".shop/demo, its database in /var/lib/trastienda/data-x1"


def test_a_folder_elsewhere_is_named_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "clone").mkdir()
    monkeypatch.chdir(tmp_path / "clone")
    folder = tmp_path / "data" / "demo"
    assert places_of(folder, folder / "postgres18") == str(folder)
