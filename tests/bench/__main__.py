"""Run every bench, alternating with its floor, and print one table; figures go to build/bench.json as well."""

import asyncio
import json
import os
import platform
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median

from tests.bench import carts, emptying, intake, link
from tests.bench.ground import Ground, open_ground

ROUNDS = 3
Figures = dict[str, float]
Bench = Callable[[int], Awaitable[Figures]]


async def main(rounds: int) -> None:
    """Every figure is the median of `rounds`, floor and ours in turns."""
    async with open_ground("bench") as ground:
        results = {
            name: await alternate(ours, floor, rounds) for name, (ours, floor) in benches(ground).items()
        }
        results["cart to link, idle"] = {"ours": await link.cart_to_link(ground, carts=40, run="l")}
        steady = await intake.ours(ground, run="steady", requests=5_000, batch=1, rate=500)
        results["intake at 500/s"] = {"ours": steady}
    show(results)
    write(results)


def benches(ground: Ground) -> dict[str, tuple[Bench, Bench]]:
    """What is measured beside what."""

    def door(batch: int, requests: int) -> tuple[Bench, Bench]:
        return (
            lambda n: intake.ours(ground, run=f"o{batch}.{n}", requests=requests, batch=batch, rate=None),
            lambda n: intake.floor(ground, run=f"f{batch}.{n}", requests=requests, batch=batch, rate=None),
        )

    return {
        "intake, batches of 1": door(1, 4_000),
        "intake, batches of 50": door(50, 300),
        "carts through two workers": (
            lambda n: carts.through_workers(ground, 250, run=f"{n}"),
            lambda n: carts.by_hand(ground, 250),
        ),
        "jobs": (lambda n: emptying.ours(ground, 4_000), lambda n: emptying.floor(ground, 4_000)),
    }


async def alternate(ours: Bench, floor: Bench, rounds: int) -> dict[str, Figures]:
    """Floor, ours, floor, ours: what else the machine does falls on both."""
    taken: dict[str, list[Figures]] = {"floor": [], "ours": []}
    for number in range(rounds):
        taken["floor"].append(await floor(number))
        taken["ours"].append(await ours(number))
    return {
        who: {key: median(figures[key] for figures in several) for key in several[0]}
        for who, several in taken.items()
    }


def show(results: dict[str, dict[str, Figures]]) -> None:
    """The table of docs/performance.md."""
    print("| what | ours | floor | ratio | ours, CPU per unit |\n|---|---|---|---|---|")
    for name, by in results.items():
        mine, base = by["ours"], by.get("floor", {})
        if "per_second" in mine:
            ratio = f"{mine['per_second'] / base['per_second']:.2f}" if base else ""
            beside = f"{base['per_second']:,.0f}/s" if base else ""
            tail = f" (p99 {mine['p99_ms']:.0f} ms)" if "p99_ms" in mine else ""
            print(
                f"| {name} | {mine['per_second']:,.0f}/s{tail} | {beside} | {ratio} | {mine['cpu_ms']:.2f} ms |"
            )
        else:
            print(f"| {name} | p50 {mine['p50_ms']:.0f} ms, p95 {mine['p95_ms']:.0f} ms | | | |")


def write(results: dict[str, dict[str, Figures]]) -> None:
    """The same for machines."""
    folder = Path("build")
    folder.mkdir(exist_ok=True)
    machine = {"python": platform.python_version(), "cores": os.cpu_count()}
    (folder / "bench.json").write_text(json.dumps({"machine": machine, "results": results}, indent=2))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
