"""How fast one may send: per number (130429) and per user (131056). Meta: Throughput. Buckets refill in business time."""

from shop.sandbox.meta.graph.errors import GraphError
from shop.sandbox.state import World


def take(world: World, key: str, at: float, *, rate: float, room: float, even_if_empty: bool = False) -> bool:
    """Take one token of a bucket that refills at `rate` per second up to `room`."""
    level, since = world.buckets.get(key, (room, at))
    level = min(room, level + (at - since) * rate)
    if level < 1.0 and not even_if_empty:
        world.buckets[key] = level, at
        return False
    world.buckets[key] = level - 1.0, at
    return True


def check_throughput(world: World, phone_number_id: str, at: float) -> None:
    """80 messages a second per number, in and out. Raises GraphError 130429."""
    per_second = world.knobs.throughput_per_second
    if not take(world, phone_number_id, at, rate=per_second, room=per_second):
        raise GraphError(130429, "Cloud API message throughput has been reached.")


def count_inbound(world: World, phone_number_id: str, at: float) -> None:
    """Incoming messages use up the same throughput; they are never refused."""
    per_second = world.knobs.throughput_per_second
    take(world, phone_number_id, at, rate=per_second, room=per_second, even_if_empty=True)


def check_pair(world: World, phone_number_id: str, user: str, at: float) -> None:
    """One message in six seconds to the same user, 45 of them borrowed at most. Raises GraphError 131056."""
    knobs = world.knobs
    if not knobs.pair_limit:
        return
    key = f"{phone_number_id}>{user}"
    if not take(world, key, at, rate=1 / knobs.pair_seconds, room=knobs.pair_burst):
        raise GraphError(
            131056,
            "Message failed to send because there were too many messages sent from this phone number to the "
            "same phone number in a short period of time.",
        )
