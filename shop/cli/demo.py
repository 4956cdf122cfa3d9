"""`shop demo`: a whole shop on this machine, in the browser or as a story that checks itself."""

import argparse
import os
import sys
from pathlib import Path

from shop.cli.operate import until_told_to_stop
from shop.cli.stage import Stage, forget, open_stage, push_catalog
from shop.cli.story import tell
from shop.cli.story_steps import StoryFailed
from shop.config import settings
from shop.kit.http_server import bind
from shop.kit.log import configure

WELCOME = """
  The shop is open. Everything runs on this machine; nothing leaves it.

    Chat as a shopper     {sandbox}
    Webhooks and API      {web}      (OpenAPI at {web}/schema/openapi.json)
    API key               {key}

  Ctrl-C closes it; the data stays in {folder} (make demo ARGS=--fresh starts over).
"""


async def demo(options: argparse.Namespace) -> int:
    """Run until Ctrl-C, or play the story once."""
    os.environ.setdefault("SHOP_LOG_LEVEL", "ERROR")
    folder = data_folder()
    configure(os.environ["SHOP_LOG_LEVEL"], for_people=True)
    if options.script:
        return await play(folder / f"story-{os.getpid()}")
    if options.fresh:
        refuse_taken(options.port, options.sandbox_port)  # a running demo is not thrown away
        forget(folder / "demo")
    return await host(folder / "demo", options)


def refuse_taken(*ports: int) -> None:
    """Raise PortTaken if something listens on one of them."""
    for port in ports:
        bind("127.0.0.1", port).close()


def data_folder() -> Path:
    """Where the demo and the story keep their data, each in a folder of its own."""
    return Path(os.environ.get("SHOP_DATA_DIR", settings().data_dir)).resolve()


async def host(folder: Path, options: argparse.Namespace) -> int:
    """The shop in the browser."""
    say = Progress()
    async with open_stage(folder, say, port=options.port, sandbox_port=options.sandbox_port) as stage:
        await push_catalog(stage, say)
        say.end()
        print(_welcome(stage, folder), flush=True)
        await until_told_to_stop()
        print("\n  Closing the shop.", flush=True)
    return 0


async def play(folder: Path) -> int:
    """The story from the beginning, on data of its own; 0 only if every step was verified. Leaves nothing."""
    try:
        return await _play(folder)
    finally:
        forget(folder)


async def _play(folder: Path) -> int:
    say = Progress()
    async with open_stage(folder, say) as stage:
        await push_catalog(stage, say)
        say.end()
        try:
            await tell(stage)
        except (StoryFailed, AssertionError) as error:
            print(f"\n  ✗ {error}", flush=True)
            return 1
    print("\n  Every step was verified.", flush=True)
    return 0


class Progress:
    """One line that is rewritten on a terminal, and one line per step elsewhere."""

    def __init__(self) -> None:
        self._live = sys.stdout.isatty()
        self._last = ""

    def __call__(self, text: str) -> None:
        if text == self._last:
            return
        same = self._live and self._last.split(":")[0] == text.split(":")[0]
        end = "" if self._live else "\n"
        lead = "\r\033[K" if same else ("\n" if self._live and self._last else "")
        print(f"{lead}  {text}", end=end, flush=True)
        self._last = text

    def end(self) -> None:
        """The last step is done."""
        if self._live:
            print(flush=True)


def _welcome(stage: Stage, folder: Path) -> str:
    return WELCOME.format(
        sandbox=stage.sandbox_url, web=stage.web_url, key=stage.api_key, folder=_short(folder)
    )


def _short(folder: Path) -> str:
    try:
        return str(folder.relative_to(Path.cwd()))
    except ValueError:
        return str(folder)
