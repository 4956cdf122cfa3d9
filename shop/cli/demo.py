"""`shop demo`: a whole shop on this machine, in the browser or as a story that checks itself."""

from typing import Annotated

import typer

from shop.cli.processes import require_sandbox
from shop.cli.terminal.invocation import command, command_group
from shop.config import Settings
from shop.kit.http_server import LAST_PORT

group = command_group("a whole shop on this machine")


@command(group, "demo", "a whole shop on this machine, without accounts", needs=())
async def demo(
    settings: Settings,
    *,
    fresh: Annotated[bool, typer.Option("--fresh", help="start over: throw the demo's data away")] = False,
    script: Annotated[bool, typer.Option("--script", help="play the whole story, check every step")] = False,
    port: Annotated[int, typer.Option(help="of the shop", min=0, max=LAST_PORT)] = 8000,
    sandbox_port: Annotated[int, typer.Option(help="of the sandbox", min=0, max=LAST_PORT)] = 8001,
) -> int:
    """Run until Ctrl-C, or play the story once."""
    require_sandbox()
    from shop.demo.run import play_once, run_in_browser

    if script:
        return await play_once(settings)
    return await run_in_browser(settings, port=port, sandbox_port=sandbox_port, fresh=fresh)
