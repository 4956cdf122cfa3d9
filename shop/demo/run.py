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
from shop.kit.processes.signals import stop_requested
from shop.kit.stdout import say

WELCOME = """
  The shop is open. Everything runs on this machine; nothing leaves it.

    Chat as a shopper     {sandbox}
    Webhooks and API      {web}      (OpenAPI at {web}/schema/openapi.json)
    API key               {key}

  Ctrl-C closes it; the data stays in {places} (make demo ARGS=--fresh starts over).
"""


async def run_in_browser(settings: Settings, *, port: int, sandbox_port: int, fresh: bool) -> int:
    """The shop until Ctrl-C; `fresh` throws away what an earlier one left. Raises AddressRefused."""
    settings = _quieter(settings)
    folder = settings.data_dir.resolve() / "demo"
    if fresh:
        refuse_taken_ports(port, sandbox_port=sandbox_port)  # a running demo is not thrown away
        discard_data(folder)
    async with _opened(settings, folder, port=port, sandbox_port=sandbox_port) as demo:
        say(start_message(demo, folder))
        await stop_requested().wait()
        say("\n  Closing the shop.")
    return 0


async def play_once(settings: Settings) -> int:
    """The story from the beginning, on data of its own; 0 only if every step was verified. Leaves nothing."""
    settings = _quieter(settings)
    folder = settings.data_dir.resolve() / f"story-{os.getpid()}"
    try:
        return await _play(settings, folder)
    finally:
        discard_data(folder)


def refuse_taken_ports(port: int, *, sandbox_port: int) -> None:
    """Raise AddressRefused if the demo could not listen on one of them."""
    bind("127.0.0.1", port).close()
    bind("127.0.0.1", sandbox_port, option="--sandbox-port").close()


async def _play(settings: Settings, folder: Path) -> int:
    async with _opened(settings, folder) as demo:
        try:
            await play_story(demo)
        except (StoryFailed, AssertionError) as error:
            say(f"\n  ✗ {error}")
            return 1
    say("\n  Every step was verified.")
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


def start_message(demo: DemoEnvironment, folder: Path) -> str:
    """Where everything is, told once it runs."""
    places = places_of(folder, demo.database_place)
    return WELCOME.format(sandbox=demo.sandbox_url, web=demo.web_url, key=demo.api_key, places=places)


def places_of(folder: Path, database: Path) -> str:
    """Where the data stays. A root's database lies outside the folder: PostgreSQL does not run as root."""
    here = folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
    return str(here) if database.is_relative_to(folder) else f"{here}, its database in {database}"
