"""`shop`: what an operator types. Every noun has a file of its own; this one puts them together and runs a command."""

import asyncio
import sys
from collections.abc import Sequence

import typer
import uvloop

from shop.cli import (
    catalog,
    conversations,
    demo,
    doctor,
    jobs,
    merchants,
    numbers,
    orders,
    privacy,
    processes,
    secrets,
    webhooks,
)
from shop.cli.terminal.invocation import Invocation, command_group
from shop.config import faults, settings
from shop.kit.errors import ShopError
from shop.kit.log import configure
from shop.kit.stdout import say

app = command_group("A shop that lives inside WhatsApp.")
app.add_typer(demo.group)
app.add_typer(processes.group)
app.add_typer(merchants.group, name="merchant")
app.add_typer(numbers.group, name="numbers")
app.add_typer(jobs.group, name="jobs")
app.add_typer(webhooks.group, name="webhooks")
app.add_typer(conversations.group, name="conversations")
app.add_typer(orders.group, name="orders")
app.add_typer(catalog.group, name="catalog")
app.add_typer(secrets.group, name="secrets")
app.add_typer(privacy.group, name="privacy")
app.add_typer(doctor.group)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    A refusal is one sentence on standard error and 1; what was typed wrong and settings that are wrong are 2. Raises
    KeyboardInterrupt where Ctrl-C ended a command that does not wait for it (`shop/__main__.py` ends the process).
    """
    try:
        typed = parse_arguments(sys.argv[1:] if arguments is None else arguments)
    except typer.TyperException as error:
        return _refuse(_usage_error(error), code=2)
    if not isinstance(typed, Invocation):
        return typed
    if wrong := faults(typed.needs):
        return _refuse(*wrong, code=2)
    try:
        configure(settings().log_level)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(typed.run(settings()))
    except ShopError as error:
        return _refuse(str(error), code=1)


def parse_arguments(words: Sequence[str]) -> Invocation | int:
    """What was typed, ready to run; the exit code where it only asked for help. Raises typer's TyperException."""
    typed: Invocation | int | None = app(list(words), prog_name="shop", standalone_mode=False)
    return 0 if typed is None else typed


def _usage_error(error: typer.TyperException) -> str:
    message, context = error.format_message().removesuffix("."), getattr(error, "ctx", None)
    return f"{message}. See: {context.command_path if context else 'shop'} --help"


def _refuse(*sentences: str, code: int) -> int:
    for sentence in sentences:
        say(f"shop: {sentence}", out=sys.stderr)
    return code
