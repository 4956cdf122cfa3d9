"""What commands print: whole ids, no escape codes in a pipe, colours and wrapping only on a terminal."""

import io
import sys
from uuid import uuid4

import pytest

from shop.cli.terminal.output import print_one, print_rows
from tests.support.terminal import Terminal

ID, NAME, REASON = (
    str(uuid4()),
    "La Tienda del Faro",
    "Meta refused it because " + "of a reason that is long " * 3,
)


def printed_rows(out: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("COLUMNS", "50")
    rows = [{"id": ID, "name": NAME, "merchant_id": ID, "reason": REASON}]
    print_rows(rows, ["id", "name", "merchant_id", "reason"], as_json=False, empty="")
    return out.getvalue().splitlines()


def test_a_pipe_gets_a_line_for_each_row_and_no_escape_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    heads, line = printed_rows(io.StringIO(), monkeypatch)
    assert heads.split() == ["ID", "NAME", "MERCHANT", "ID", "REASON"]
    assert line.startswith(f"{ID}  {NAME}  {ID}  Meta refused it")
    assert line.endswith("…")
    assert "\x1b" not in heads + line


def test_a_narrow_terminal_wraps_prose_and_never_cuts_an_id(monkeypatch: pytest.MonkeyPatch) -> None:
    _, first, *more = printed_rows(Terminal(), monkeypatch)
    assert first.startswith(f"{ID}  {NAME}  {ID}  Meta")
    assert more


def test_what_looks_like_markup_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([{"id": "[bold]x[/bold]"}], ["id"], as_json=False, empty="")
    print_one({"trace": 'File "x.py"\n  [red]line 3'}, as_json=False)
    assert capsys.readouterr().out.splitlines() == [
        "ID",
        "[bold]x[/bold]",
        'trace  File "x.py"',
        "         [red]line 3",
    ]
