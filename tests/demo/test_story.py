"""The story, played from the beginning on a Sunday afternoon, is the one that README shows, line by line."""

import asyncio
import os
import re
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.support.pace import allowance
from tests.support.repository import ROOT, from_here

STORY_SECONDS = 120.0
PLAY = (
    "import sys; from datetime import timedelta; from shop.kit.clock import clock\n"
    "clock.offset = timedelta(seconds=float(sys.argv[1]))\n"
    "from shop.cli.main import main; sys.exit(main(['demo', '--script']))"
)
_BLOCK = re.compile(r"## The story\n.*?```\n(.*?)```", re.DOTALL)


async def test_readme_tells_the_story_as_it_is_printed(tmp_path: Path) -> None:
    readme = _BLOCK.search((ROOT / "README.md").read_text())
    assert readme is not None
    printed = await played(tmp_path)
    assert told(printed) == told(readme[1])


def told(story: str) -> list[str]:
    """The story's lines from its first heading to its last check; numbers, times and amounts may be others."""
    lines = [re.sub(r"\d+", "0", line.rstrip()) for line in story.splitlines()]
    first = next(number for number, line in enumerate(lines) if line.startswith("──"))
    last = max(number for number, line in enumerate(lines) if "✓" in line)
    return lines[first : last + 1]


async def played(folder: Path) -> str:
    """What `shop demo --script` prints on a Sunday afternoon, when the shop is closed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PLAY, str(until_sunday().total_seconds())),
        env=from_here({**os.environ, "SHOP_DATA_DIR": str(folder)}),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(process.communicate(), allowance(STORY_SECONDS))
    assert process.returncode == 0, said.decode()
    return said.decode()


def until_sunday() -> timedelta:
    """From now until the next Sunday, three in the afternoon in Madrid."""
    here = datetime.now(ZoneInfo("Europe/Madrid"))
    sunday = here.replace(hour=15, minute=0) + timedelta(days=(6 - here.weekday()) % 7)
    return (sunday if sunday > here else sunday + timedelta(days=7)) - here
