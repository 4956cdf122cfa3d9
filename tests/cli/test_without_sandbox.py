"""An installation for production holds no pretend vendors: commands that need them say so."""

import sys

import pytest

from shop.cli.processes import SandboxMissing
from tests.cli.conftest import Typed


@pytest.mark.parametrize("words", [["demo"], ["demo", "--script"], ["sandbox", "--port", "0"]])
async def test_what_needs_the_sandbox_refuses_with_a_sentence(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, "shop.sandbox", None)
    with pytest.raises(SandboxMissing, match="not part of this installation"):
        await typed(*words, json=False)
