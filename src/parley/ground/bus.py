"""The port that carries live frames from the process that commits to the processes that hold sockets.

A subject is a dotted name (`account.<id>`, `session.<id>`). Delivery is at most once and in order per publisher: whoever misses a frame
notices by `seq` and fetches. `parley.ground.nats` is the same port over NATS.
"""

from collections.abc import Callable, Iterable
from typing import Protocol

Receiver = Callable[[bytes], None]


class Bus(Protocol):
    """Publish bytes to subjects, receive what others publish."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def publish(self, subjects: Iterable[str], payload: bytes) -> None:
        """Hand `payload` to every receiver of every subject. Never raises for a receiver's sake."""
        ...

    async def subscribe(self, subject: str, receiver: Receiver) -> None:
        """Call `receiver` with each payload. It must return at once: it may queue, never wait."""
        ...

    async def unsubscribe(self, subject: str, receiver: Receiver) -> None: ...

    def on_gap(self, act: Callable[[], None]) -> None:
        """Call `act` whenever frames may have been lost, so that whoever holds sockets has their clients catch up."""
        ...

    async def is_ready(self) -> bool: ...


class LocalBus:
    """The bus of a single process: a dictionary of receivers."""

    def __init__(self) -> None:
        self._receivers: dict[str, list[Receiver]] = {}

    async def start(self) -> None:
        return

    async def stop(self) -> None:
        self._receivers.clear()

    async def publish(self, subjects: Iterable[str], payload: bytes) -> None:
        for subject in subjects:
            for receiver in tuple(self._receivers.get(subject, ())):
                receiver(payload)

    async def subscribe(self, subject: str, receiver: Receiver) -> None:
        self._receivers.setdefault(subject, []).append(receiver)

    async def unsubscribe(self, subject: str, receiver: Receiver) -> None:
        receivers = self._receivers.get(subject)
        if receivers and receiver in receivers:
            receivers.remove(receiver)
            if not receivers:
                del self._receivers[subject]

    def on_gap(self, act: Callable[[], None]) -> None:
        """Nothing is ever lost within one process."""

    async def is_ready(self) -> bool:
        return True
