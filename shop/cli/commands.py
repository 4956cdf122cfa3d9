"""The operator's commands: merchants, numbers, jobs, events, secrets, the doctor."""

import argparse
from pathlib import Path
from typing import Any
from uuid import UUID

from shop.cli import catalog, doctor, events, jobs, merchant, numbers, sealing
from shop.kit.jobs.admin import STATES

Commands = Any  # argparse names the type of its sub-parsers only privately
RUNNING = ("database_url", "secret_key")  # settings without which web, worker and merchants cannot be


def add_commands(commands: Commands) -> None:
    """Everything an operator types besides starting processes."""
    add_merchant(commands)
    add_numbers(commands)
    add_jobs(commands)
    add_events(commands)
    add_catalog(commands)
    verbs = _noun(commands, "secrets", "merchants' sealed keys and tokens")
    _verb(verbs, "rotate", sealing.rotate, 'seal all anew after SHOP_SECRET_KEY became "new,old"')
    checks = _verb(
        commands, "doctor", doctor.doctor, "look at everything; say what is wrong and what mends it"
    )
    checks.set_defaults(needs=())
    _of_merchant(checks)
    checks.add_argument(
        "--offline", action="store_true", help="ask neither Meta nor Stripe nor the public URL"
    )


def add_merchant(commands: Commands) -> None:
    verbs = _noun(commands, "merchant", "merchants")
    create = _verb(
        verbs, "create", merchant.create, "from a TOML file; prints one JSON object with the API key"
    )
    create.add_argument("--file", type=Path, required=True)
    update = _verb(verbs, "update", merchant.update, "make a merchant what a TOML file says")
    update.add_argument("id", type=_uuid)
    update.add_argument("--file", type=Path, required=True)
    _verb(verbs, "list", merchant.list_, "all of them")
    rotate = _verb(verbs, "rotate-key", merchant.rotate_key, "issue an API key and let the others end")
    rotate.add_argument("id", type=_uuid)
    rotate.add_argument("--grace", type=float, default=24.0, help="hours that the others still count (24)")
    rotate.add_argument("--name", default="rotated key", help="what the new key is called")


def add_numbers(commands: Commands) -> None:
    verbs = _noun(commands, "numbers", "WhatsApp numbers: stop and resume sending")
    _of_merchant(_verb(verbs, "list", numbers.list_, "all of them, with why they are paused"))
    pause = _of_merchant(_verb(verbs, "pause", numbers.pause, "send nothing more; what is queued waits"))
    pause.add_argument("number", help="Meta's phone number id, or ours")
    pause.add_argument("--reason", default="paused by the operator")
    resume = _of_merchant(_verb(verbs, "resume", numbers.resume, "send again, beginning with what waited"))
    resume.add_argument("number", help="Meta's phone number id, or ours")


def add_jobs(commands: Commands) -> None:
    verbs = _noun(commands, "jobs", "the queue")
    show_all = _limited(_of_merchant(_verb(verbs, "list", jobs.list_, "what is queued, runs, or is held")))
    show_all.add_argument("--state", choices=STATES, help="failed: held until somebody decides")
    show_all.add_argument("--name", help='of one name, say "inbox.deliver"')
    one = _of_merchant(_verb(verbs, "show", jobs.show, "one job and where it failed"))
    one.add_argument("id", type=int)
    for verb, command, about in (
        ("retry", jobs.retry, "let held jobs run again"),
        ("discard", jobs.discard, "throw held jobs away"),
    ):
        several = _of_merchant(_verb(verbs, verb, command, about))
        several.add_argument("ids", type=int, nargs="*")
        several.add_argument("--all", action="store_true", help="every held job")
        several.add_argument("--name", help="with --all: of one name")


def add_events(commands: Commands) -> None:
    verbs = _noun(commands, "events", "what webhooks told us and was not done")
    listing = _limited(
        _of_merchant(_verb(verbs, "list", events.list_, "set aside, waiting or ignored, and why"))
    )
    listing.add_argument("--state", choices=("set_aside", "waiting", "ignored"), default="set_aside")
    one = _of_merchant(_verb(verbs, "show", events.show, "one event"))
    one.add_argument("id", type=_uuid)
    one.add_argument("--body", action="store_true", help="print what arrived: it holds people's words")
    replay = _of_merchant(_verb(verbs, "replay", events.replay, "try events again"))
    replay.add_argument("ids", type=_uuid, nargs="+")


def add_catalog(commands: Commands) -> None:
    verbs = _noun(commands, "catalog", "a merchant's catalog at Meta")
    for verb, command, about in (
        ("standing", catalog.show, "how far it is behind ours"),
        ("push", catalog.push, "send what is unsent, now"),
        ("doctor", catalog.doctor, "read it back and say what differs"),
        ("commerce", catalog.commerce, "the numbers' cart and catalog icon"),
    ):
        one = _verb(verbs, verb, command, about)
        one.add_argument("id", type=_uuid, help="the merchant")
        if verb == "doctor":
            one.add_argument("--repair", action="store_true", help="and mend it")
    one.add_argument("--number", help="only the number with Meta's id")
    for switch in ("--cart", "--catalog"):
        one.add_argument(switch, choices=("on", "off"))


def _noun(commands: Commands, name: str, about: str) -> Commands:
    return commands.add_parser(name, help=about).add_subparsers(required=True, metavar="verb")


def _verb(verbs: Commands, name: str, command: Any, about: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=about)
    parser.add_argument("--json", action="store_true", help="for machines")
    parser.set_defaults(command=command, needs=RUNNING)
    return parser


def _of_merchant(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--merchant", type=_uuid, help="only of the merchant with this id")
    return parser


def _limited(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--limit", type=int, default=50, help="at most so many (50)")
    return parser


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no id; ids look like {UUID(int=0)}") from None
