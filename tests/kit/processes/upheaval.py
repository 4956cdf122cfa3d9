"""Many tasks that want what is scarce, and that are cancelled, fail and come in floods, in an order that a seed decides."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from random import Random
from uuid import UUID

from shop.kit.db.columns import new_id


class HolderFailed(Exception):
    """What a holder fails with."""


async def upheaval(
    seed: int,
    hold: Callable[[UUID, Random], AbstractAsyncContextManager[None]],
    *,
    allowed: type[Exception] = HolderFailed,
) -> int:
    """So many of them came to hold it. Raises whatever they failed with that is no mishap, nor allowed."""
    random, held = Random(seed), 0
    owners = [new_id() for _ in range(4)]

    async def one() -> None:
        nonlocal held
        async with hold(random.choice(owners), random):
            held += 1
            for _ in range(random.randrange(4)):
                await asyncio.sleep(0)
            if random.random() < 0.2:
                raise HolderFailed

    tasks = list[asyncio.Task[None]]()
    for _ in range(150):
        tasks += [asyncio.create_task(one()) for _ in range(random.choice((0, 1, 1, 2, 12)))]
        for each in random.sample(tasks, min(len(tasks), random.randrange(4))):
            each.cancel()
        if random.random() < 0.7:
            await asyncio.sleep(0)
    async with asyncio.timeout(10):
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    wrong = [each for each in ended if isinstance(each, BaseException)]
    strange = [
        each for each in wrong if not isinstance(each, (HolderFailed, asyncio.CancelledError, allowed))
    ]
    if strange:
        raise strange[0]
    return held
