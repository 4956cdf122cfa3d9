"""The demo as a person starts it: open in the browser until Ctrl-C, or played once as a story."""

import os
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from shop.config import Settings
from shop.demo.environment import DemoEnvironment, bring_catalog_to_meta, discard_data, open_demo
from shop.demo.progress import StepProgress
from shop.demo.story.chapters import play_story
from shop.demo.story.steps import StoryFailed
from shop.kit.http_server import bind
from shop.kit.log import configure
from shop.kit.signals import stop_requested

WELCOME = """
  The shop is open. Everything runs on this machine; nothing leaves it.

    Chat as a shopper     {sandbox}
    Webhooks and API      {web}      (OpenAPI at {web}/schema/openapi.json)
    API key               {key}

  Ctrl-C closes it; the data stays in {folder} (make demo ARGS=--fresh starts over).
"""


async def run_in_browser(settings: Settings, *, port: int, sandbox_port: int, fresh: bool) -> int:
    """The shop until Ctrl-C; `fresh` throws away what an earlier one left. Raises PortTaken."""
    settings = _quieter(settings)
    folder = settings.data_dir.resolve() / "demo"
    if fresh:
        refuse_taken_ports(port, sandbox_port)  # a running demo is not thrown away
        discard_data(folder)
    async with _opened(settings, folder, port=port, sandbox_port=sandbox_port) as demo:
        print(_welcome(demo, folder), flush=True)
        await stop_requested().wait()
        print("\n  Closing the shop.", flush=True)
    return 0


async def play_once(settings: Settings) -> int:
    """The story from the beginning, on data of its own; 0 only if every step was verified. Leaves nothing."""
    settings = _quieter(settings)
    folder = settings.data_dir.resolve() / f"story-{os.getpid()}"
    try:
        return await _play(settings, folder)
    finally:
        discard_data(folder)


def refuse_taken_ports(*ports: int) -> None:
    """Raise PortTaken if something listens on one of them."""
    for port in ports:
        bind("127.0.0.1", port).close()


async def _play(settings: Settings, folder: Path) -> int:
    async with _opened(settings, folder) as demo:
        try:
            await play_story(demo)
        except (StoryFailed, AssertionError) as error:
            print(f"\n  ✗ {error}", flush=True)
            return 1
    print("\n  Every step was verified.", flush=True)
    return 0


@asynccontextmanager
async def _opened(
    settings: Settings, folder: Path, *, port: int = 0, sandbox_port: int = 0
) -> AsyncGenerator[DemoEnvironment, None]:
    """The demo with its catalog at Meta; tells its steps until then."""
    async with AsyncExitStack() as stack:
        with StepProgress() as progress:
            opening = open_demo(settings, folder, progress.show, port=port, sandbox_port=sandbox_port)
            demo = await stack.enter_async_context(opening)
            await bring_catalog_to_meta(demo, progress.show)
        yield demo


def _quieter(settings: Settings) -> Settings:
    """Only errors are logged between what the demo prints, unless SHOP_LOG_LEVEL says otherwise."""
    if "log_level" not in settings.model_fields_set:
        settings = settings.model_copy(update={"log_level": "ERROR"})
    configure(settings.log_level, for_people=True)
    return settings


def _welcome(demo: DemoEnvironment, folder: Path) -> str:
    here = folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
    return WELCOME.format(sandbox=demo.sandbox_url, web=demo.web_url, key=demo.api_key, folder=here)
