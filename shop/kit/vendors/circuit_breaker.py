"""A circuit breaker for each account of a vendor: who does not answer is not asked by everybody at once.

After some failures in a row the circuit is open: calls fail at once, as if nobody had answered. After a pause one call
tries; if it fails as well, the pause doubles. Whoever asks again later needs to know nothing of it.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from shop.kit.errors import ShopError
from shop.kit.log import logger

log = logger()

FAILURES = 10  # in a row, before the circuit opens
PAUSES = (1.0, 60.0)  # seconds: the first, and the longest
MOST_ACCOUNTS = 10_000  # that are remembered; those that answer need not be


@dataclass
class _Circuit:
    pauses: tuple[float, float]
    pause: float = 0.0
    failures: int = 0
    open_until: float = 0.0  # on the event loop's clock; before it nobody asks
    is_tried: bool = False  # one call is on its way to find out

    def is_open(self, at: float) -> bool:
        return self.failures >= FAILURES and (at < self.open_until or self.is_tried)

    def fail(self, at: float, *, tried: bool) -> None:
        """`tried`: by the call that was to find out; those of before are late and change no pause."""
        self.failures += 1
        if tried:
            self.pause = min(self.pause * 2, self.pauses[1])
        elif self.failures == FAILURES:
            self.pause = self.pauses[0]
        else:
            return
        self.open_until = at + self.pause


class CircuitBreaker:
    """The circuits of one vendor's client, by account."""

    def __init__(
        self, vendor: str, away: Callable[[str], ShopError], *, pauses: tuple[float, float] = PAUSES
    ) -> None:
        """`away` makes the failure of a call that is not made: the one that a vendor who does not answer brings.

        `pauses` are the first and the longest, in seconds.
        """
        self._vendor, self._away, self._pauses = vendor, away, pauses
        self._circuits: dict[str, _Circuit] = {}

    @contextmanager
    def guard(self, account: str) -> Iterator[None]:
        """Around one call. Raises what `away` makes, without a call, while the account's circuit is open."""
        clock = asyncio.get_running_loop().time
        circuit = self._circuits.get(account, _Circuit(self._pauses))
        if circuit.is_open(clock()):
            raise self._away(
                f"{self._vendor} has not answered the last calls; it is asked again in a moment."
            )
        circuit.is_tried = tries = circuit.failures >= FAILURES
        try:
            yield
        except ShopError as error:
            self._note(account, circuit, is_away=error.is_outage, tried=tries, at=clock())
            raise
        except Exception:
            if tries:  # it found nothing out, and the next one does not try at once
                self._note(account, circuit, is_away=True, tried=True, at=clock())
            raise
        else:
            self._note(account, circuit, is_away=False, tried=tries, at=clock())
        finally:
            if tries:
                circuit.is_tried = False

    def _note(self, account: str, circuit: _Circuit, *, is_away: bool, tried: bool, at: float) -> None:
        if not is_away:
            if circuit.failures >= FAILURES:
                log.info("circuit.closed", vendor=self._vendor)
            circuit.failures = 0
            self._circuits.pop(account, None)
            return
        if len(self._circuits) < MOST_ACCOUNTS:
            circuit = self._circuits.setdefault(account, circuit)  # of calls at once each began with its own
        circuit.fail(at, tried=tried)
        if circuit.failures == FAILURES:
            log.warning("circuit.opened", vendor=self._vendor)
