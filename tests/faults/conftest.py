"""A real gateway with the cast in its rooms."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from tests.conftest import CENTRAL, FIRST, OFFICE, OVERSEAS, SECOND, SECRETARIES, account_id, room_id
from tests.transport.gateway_process import BOT, GatewayProcess

SEATS = {FIRST: ["李书记", "张三", "李四"], SECOND: ["赵书记", "孙七"], OFFICE: ["王主任"]}


@pytest.fixture
def cast_gateway() -> Iterator[GatewayProcess]:
    """A gateway with the cast in its rooms."""
    process = GatewayProcess()
    try:
        process.start()
        for name in itertools.chain.from_iterable(SEATS.values()):
            process.order("contact", id=account_id(name), name=name)
        for topic in (CENTRAL, SECRETARIES, OFFICE, FIRST, SECOND, OVERSEAS):
            seats = [account_id(name) for name in SEATS.get(topic, [])]
            process.order("room", id=room_id(topic), topic=topic, memberIdList=[BOT, *seats])
        yield process
    finally:
        process.kill()
