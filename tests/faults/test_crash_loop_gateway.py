"""Kill -9 again and again over the real gateway, which knows what was really said."""

from __future__ import annotations

import queue
import random
import shutil
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path

from tests.faults.crashes import (
    Outside,
    check_doubts,
    check_nothing_is_lost,
    check_what_was_said,
    live_and_die,
)
from tests.faults.mortal import Life, Online, Said
from tests.transport.gateway_process import TOKEN, GatewayProcess

KILLS = 60
SEED = 5


@dataclass
class OutsideGateway(Outside):
    """The world behind a real gateway."""

    gateway: GatewayProcess = field(default_factory=GatewayProcess)
    idle: float = 1.5  # what it says to the gateway is not heard through the pipe
    dither: float = 0.1
    handed_over: set[str] = field(default_factory=set)

    def _life(self, point: str | None) -> Life:
        return replace(super()._life(point), gateway=self.gateway.endpoint, token=TOKEN)

    def _hear(self, word: object, line: Connection) -> None:
        if not isinstance(word, Online):
            super()._hear(word, line)
            return
        for message in self.waiting.values():
            if message.message_id in self.handed_over:  # WeChat hands it over again
                self.gateway.order("event", name="message", payload={"messageId": message.message_id})
            else:
                self.gateway.speak(message.sender, message.text, message.room, id=message.message_id)
                self.handed_over.add(message.message_id)

    def collect(self) -> None:
        """Take from the gateway what it has sent."""
        while True:
            try:
                said = self.gateway.next_done(0.5)["said"]
            except queue.Empty:
                return
            self.said.append(Said(said["to"], said["text"]))


def test_kills_over_the_gateway_lose_nothing_and_double_nothing(
    cast_gateway: GatewayProcess, store_path: Path, cast_store: Path
) -> None:
    shutil.copyfile(cast_store, store_path)
    outside = OutsideGateway(store_path, random.Random(SEED), random.Random(SEED), gateway=cast_gateway)
    live_and_die(outside, KILLS)
    outside.collect()
    check_nothing_is_lost(outside)
    check_what_was_said(outside)
    check_doubts(outside)
