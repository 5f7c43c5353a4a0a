"""Gateways and connected transports for the tests of this folder; all are ended with the tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest

from tests.transport.gateway_process import TOKEN, GatewayProcess, Listener

Connect = Callable[..., Awaitable[Listener]]


def _running(tls: bool = False) -> Iterator[GatewayProcess]:
    gateway = GatewayProcess(tls)
    try:
        gateway.start()
        yield gateway
    finally:
        gateway.kill()


@pytest.fixture(scope="session")
def shared_gateway() -> Iterator[GatewayProcess]:
    """One gateway for all tests that leave it alive."""
    yield from _running()


@pytest.fixture(scope="session")
def tls_gateway() -> Iterator[GatewayProcess]:
    """A gateway with TLS and the certificate gateways are delivered with."""
    yield from _running(tls=True)


@pytest.fixture
def gateway(shared_gateway: GatewayProcess) -> GatewayProcess:
    """The shared gateway, with nothing left over from the test before."""
    shared_gateway.forget()
    return shared_gateway


@pytest.fixture
def own_gateway() -> Iterator[GatewayProcess]:
    """A gateway for one test, which may kill or freeze it."""
    yield from _running()


@pytest.fixture
async def connect() -> AsyncIterator[Connect]:
    """Give a function that connects a WechatyPuppet to a gateway, with short times; options are settings."""
    from bot.transport.wechaty_puppet import WechatyPuppet, WechatySettings

    listeners: list[Listener] = []

    async def listen(gateway: GatewayProcess, **options: Any) -> Listener:
        quick = {
            "call_deadline": 2.0,
            "slow_deadline": 5.0,
            "keepalive": 0.5,
            "backoff_first": 0.1,
            "backoff_max": 0.5,
            "give_up_after": 20.0,
        }
        settings = WechatySettings(**{"endpoint": gateway.endpoint, "token": TOKEN, **quick, **options})
        listeners.append(Listener(WechatyPuppet(settings)))
        return listeners[-1]

    yield listen
    for listener in listeners:
        await listener.close()
