"""Run every bench, alternating with its floor, and print one table; figures go to build/bench.json as well."""

import asyncio
import json
import os
import platform
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median

from shop.kit.log import configure
from tests.bench import carts, carts_by_hand, goods, intake, link, neighbours, queue
from tests.bench.installation import BenchInstallation, open_installation

ROUNDS = 3
Figures = dict[str, float]
Bench = Callable[[int], Awaitable[Figures]]


async def main(rounds: int) -> None:
    """Every figure is the median of `rounds`, floor and ours in turns."""
    async with open_installation("bench") as installation:
        results = {
            name: await alternate(ours, floor, rounds)
            for name, (ours, floor) in benches(installation).items()
        }
        results["cart to link, idle"] = {"ours": await link.cart_to_link(installation, carts=40, run="l")}
        steady = await intake.ours(installation, run="steady", requests=5_000, batch=1, rate=500)
        results["intake at 500/s"] = {"ours": steady}
        for number in (1, 2):
            beside = await neighbours.beside_hanging_ones(installation, number, run=f"h{number}")
            results |= {
                f"a neighbour's {what} while 300 calls of {number} hang": {"ours": figures}
                for what, figures in beside.items()
            }
        results |= await goods.run(installation)
    show(results)
    write(results)


def benches(installation: BenchInstallation) -> dict[str, tuple[Bench, Bench]]:
    """What is measured beside what."""

    def door(batch: int, requests: int) -> tuple[Bench, Bench]:
        return (
            lambda n: intake.ours(
                installation, run=f"o{batch}.{n}", requests=requests, batch=batch, rate=None
            ),
            lambda n: intake.floor(
                installation, run=f"f{batch}.{n}", requests=requests, batch=batch, rate=None
            ),
        )

    return {
        "intake, batches of 1": door(1, 4_000),
        "intake, batches of 50": door(50, 300),
        "carts through two workers": (
            lambda n: carts.through_workers(installation, 500, run=f"{n}"),
            lambda n: carts_by_hand.by_hand(installation, 500),
        ),
        "jobs": (lambda n: queue.ours(installation, 4_000), lambda n: queue.floor(installation, 4_000)),
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
    print("| what | ours | floor | ratio | our CPU per unit | the database's |\n|---|---|---|---|---|---|")
    for name, by in results.items():
        mine, base = by["ours"], by.get("floor", {})
        cpu, spent = (f"{mine[key]:.2f} ms" if key in mine else "" for key in ("cpu_ms", "database_ms"))
        print(f"| {name} | {told(mine)} | {told(base)} | {ratio(mine, base)} | {cpu} | {spent} |")


def told(figures: Figures) -> str:
    """A row's figures in words."""
    units = {
        "per_second": "/s",
        "p50_ms": " ms p50",
        "p95_ms": " ms p95",
        "p99_ms": " ms p99",
        "seconds": " s",
    }
    units |= {
        "again_seconds": " s again",
        "worst_seconds": " s at worst",
        "worst_ms": " ms at worst",
        "calls": " calls",
        "peak_mb": " MB at most",
        "page_ms": " ms with their sheets",
    }
    said = [
        f"{value:,.{2 if value < 10 else 0}f}{units[key]}" for key, value in figures.items() if key in units
    ]
    return ", ".join(said)


def ratio(mine: Figures, base: Figures) -> str:
    """How near to the floor: 1 is as fast."""
    if "per_second" in base:
        return f"{mine['per_second'] / base['per_second']:.2f}"
    key = next((key for key in ("seconds", "p50_ms") if key in base), None)
    return f"{base[key] / mine[key]:.2f}" if key else ""


def write(results: dict[str, dict[str, Figures]]) -> None:
    """The same for machines."""
    folder = Path("build")
    folder.mkdir(exist_ok=True)
    machine = {"python": platform.python_version(), "cores": os.cpu_count()}
    (folder / "bench.json").write_text(json.dumps({"machine": machine, "results": results}, indent=2))


if __name__ == "__main__":
    configure("ERROR")
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
