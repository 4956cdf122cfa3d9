"""`shop doctor`: everything that must be right, and what repairs what is not."""

from collections.abc import Sequence
from typing import Annotated

import typer

from shop.cli.terminal.invocation import command, command_group
from shop.cli.terminal.options import AsJson, OfMerchant
from shop.cli.terminal.output import print_json
from shop.config import Settings
from shop.doctor.findings import Finding, Level
from shop.kit.stdout import say

group = command_group("diagnosis")


@command(group, "doctor", "look at everything; say what is wrong and what repairs it", needs=())
async def doctor(
    settings: Settings,
    *,
    merchant: OfMerchant = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="ask neither Meta nor Stripe nor the public URL")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Everything, or one merchant; 1 if anything fails."""
    # Most of the program, for its jobs: `shop --help` needs none of it.
    from shop.doctor.diagnosis import (
        diagnose,
    )

    findings = await diagnose(settings, merchant_id=merchant, offline=offline)
    failed = any(finding.level is Level.FAIL for finding in findings)
    if as_json:
        print_json({"ok": not failed, "findings": findings})
    else:
        print_findings(findings)
    return 1 if failed else 0


def print_findings(findings: Sequence[Finding]) -> None:
    """A line for each, worst last, where it is still on the screen; below it what repairs it."""
    order = list(Level)
    for finding in sorted(findings, key=lambda each: order.index(each.level)):
        where = f"{finding.about}: " if finding.about else ""
        say(f"{finding.level.value.upper():5} {finding.check:21} {where}{finding.says}")
        if finding.advice:
            say(f"{'':27} → {finding.advice}")
    counts = {level: sum(each.level is level for each in findings) for level in Level}
    say("\n" + ", ".join(f"{counts[level]} {level.value}" for level in Level))
