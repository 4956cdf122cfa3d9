"""How an async function becomes a command: typer fills its options, the settings come first and from outside."""

import functools
import inspect
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import typer

from shop.config import Settings

Command = Callable[..., Coroutine[Any, Any, int]]  # (settings, **options) -> exit code
RUNNING = ("database_url", "secret_key")  # settings without which web, worker and merchants cannot be


@dataclass(frozen=True)
class Invocation:
    """One command as it was typed; `needs` are the settings that must be there before it runs."""

    run: Callable[[Settings], Coroutine[Any, Any, int]]
    needs: tuple[str, ...]


def command_group(about: str) -> typer.Typer:
    """A noun with verbs below it. Help and errors are plain text: they are read in logs and pipes, too."""
    return typer.Typer(
        help=about,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def command(
    group: typer.Typer, name: str, about: str, *, needs: tuple[str, ...] = RUNNING
) -> Callable[[Command], Command]:
    """Add an async function to a group.

    Typer calls what it finds, outside any event loop, and knows no settings. So it is given a function with the same
    parameters but the first, `settings`, that returns an `Invocation`; `main` (or a test) runs that.
    """

    def register(function: Command) -> Command:
        signature = inspect.signature(function, eval_str=True)
        _, *options = signature.parameters.values()

        def invocation(**typed: Any) -> Invocation:
            return Invocation(functools.partial(function, **typed), needs)

        invocation.__signature__ = signature.replace(parameters=options)  # type: ignore[attr-defined]
        invocation.__annotations__ = {option.name: option.annotation for option in options}
        group.command(name, help=about)(invocation)
        return function

    return register
