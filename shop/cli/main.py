"""`shop`: what an operator types. Every command is a function in a file of its own."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import uvloop

from shop.cli import operate
from shop.cli.commands import RUNNING, add_commands
from shop.cli.sandbox_here import require_sandbox
from shop.config import faults, settings
from shop.kit.errors import ShopError
from shop.kit.log import configure

Command = Callable[[argparse.Namespace], Coroutine[Any, Any, int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. A refusal is one sentence on standard error and 1; settings that are wrong, all at once and 2."""
    options = parser().parse_args(arguments)
    if wrong := faults(getattr(options, "needs", ())):
        for sentence in wrong:
            print(f"shop: {sentence}", file=sys.stderr)
        return 2
    try:
        configure(settings().log_level)
        command: Command = options.command
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(command(options))
    except ShopError as error:
        print(f"shop: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def parser() -> argparse.ArgumentParser:
    """Everything that can be typed."""
    top = argparse.ArgumentParser(prog="shop", description="A shop that lives inside WhatsApp.")
    commands = top.add_subparsers(required=True, metavar="command")
    _demo(commands.add_parser("demo", help="a whole shop on this machine, without accounts"))
    _serve(commands.add_parser("serve", help="the web process: webhooks, API, payment links"))
    work = commands.add_parser("work", help="the worker process: jobs and the timetable")
    work.add_argument("--host", default="127.0.0.1")
    work.add_argument("--port", type=int, help="answer /health/… and /metrics there (default: nowhere)")
    work.set_defaults(command=operate.work, needs=RUNNING)
    migrate = commands.add_parser("migrate", help="bring the database up to date (SHOP_MIGRATE_DATABASE_URL)")
    migrate.set_defaults(command=operate.migrate, needs=["migrate_database_url"])
    _sandbox(commands.add_parser("sandbox", help="the pretend WhatsApp and Stripe alone"))
    add_commands(commands)
    return top


async def _play_demo(options: argparse.Namespace) -> int:
    """The demo, where there is a sandbox to play it in."""
    require_sandbox()
    from shop.cli.demo import demo

    return await demo(options)


def _demo(command: argparse.ArgumentParser) -> None:
    command.add_argument("--fresh", action="store_true", help="start over: throw the demo's data away")
    command.add_argument("--script", action="store_true", help="play the whole story and check every step")
    command.add_argument("--port", type=int, default=8000, help="of the shop (default 8000)")
    command.add_argument("--sandbox-port", type=int, default=8001, help="of the sandbox (default 8001)")
    command.set_defaults(command=_play_demo)


def _serve(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8000)
    command.set_defaults(command=operate.serve, needs=RUNNING)


def _sandbox(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8001)
    command.set_defaults(command=operate.sandbox)
