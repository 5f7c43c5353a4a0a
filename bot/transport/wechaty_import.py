"""The one door to python-wechaty: mends what keeps its last release from being imported, and hushes it."""

from __future__ import annotations

import importlib
import logging
import os
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

# At "info" wechaty logs what members write.
os.environ["WECHATY_LOG"] = "warn"


def _get_host(url: str) -> tuple[str | None, str | None, int | None]:
    """Give (scheme, host, port), as urllib3 did up to version 1."""
    from urllib3.util import parse_url  # noqa: PLC0415 -- only the whole of wechaty needs it

    parts = parse_url(url)
    return parts.scheme or "http", parts.host, parts.port


def _mend() -> None:
    """Give wechaty the names and habits of 2022 that it was written for."""
    pyee: Any = importlib.import_module("pyee")
    if not hasattr(pyee, "AsyncIOEventEmitter"):
        pyee.AsyncIOEventEmitter = importlib.import_module("pyee.asyncio").AsyncIOEventEmitter
    urllib3: Any = importlib.import_module("urllib3")
    if not hasattr(urllib3, "get_host"):
        urllib3.get_host = _get_host
    # Python 3.11 refuses a dataclass default that cannot be hashed, and Wechaty has PuppetOptions() as one.
    options: Any = importlib.import_module("wechaty_puppet").PuppetOptions
    options.__hash__ = object.__hash__


def _load() -> tuple[ModuleType, ModuleType, ModuleType]:
    with warnings.catch_warnings():
        # They use what Python has deprecated since; nobody upstream will change it.
        warnings.simplefilter("ignore")
        _mend()
        service = importlib.import_module("wechaty_puppet_service")
        puppet = importlib.import_module("wechaty_puppet")
        grpc = importlib.import_module("wechaty_grpc.wechaty")
    # This logger warns with the endpoint and the token in plain text.
    logging.getLogger("PuppetService").setLevel(logging.CRITICAL + 1)
    return service, puppet, grpc


def whole_library(cache: Path) -> ModuleType:
    """Import `wechaty` itself, which puts its folders into `cache` instead of the working directory.

    The bot lives on the puppet level and never needs it; the comparison in `bench/` does.
    """
    os.environ["CACHE_DIR"] = str(cache)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("wechaty")


_service, _puppet, _grpc = _load()

PuppetService: Any = _service.PuppetService
PuppetOptions: Any = _puppet.PuppetOptions
PuppetStub: Any = _grpc.PuppetStub
