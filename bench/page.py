"""The page of the simulated WeChat in a browser: from Enter to one's own line, in a short and in a long chat.

The browser is open while a thousand lines arrive. Both rooms are measured in the same page and run, so what
counts is how many times longer the long one takes. Also how heavy the page is on the wire.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright

from bench.figure import Figure
from tests.web.conftest import BROWSERS, QUIET, Kiteline, start_in

_WRITER, _READER = "member-3", "member-2"  # a member and the clerk, both of the first branch
_ROOM = "branch-2@sim"
_SHORT, _LONG, _TIMES = 10, 1000, 30
_LIMIT = 200  # kB

# From pressing Enter until the line is drawn, in milliseconds.
_SAY = """(words) => new Promise((done) => {
  const box = document.getElementById("text"), lines = document.getElementById("lines");
  const seen = new MutationObserver(() => {
    if (!lines.lastElementChild.textContent.includes(words)) return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
  });
  seen.observe(lines, {childList: true});
  box.value = words;
  const begin = performance.now();
  box.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true}));
})"""


def measure() -> tuple[str, list[Figure]]:
    """Write in a room of ten lines, let it grow to a thousand, and write again."""
    with tempfile.TemporaryDirectory(dir=".") as folder, sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, BROWSERS)), None)
        browser = playwright.chromium.launch(
            executable_path=path, args=QUIET, chromium_sandbox=os.geteuid() != 0
        )
        kiteline = start_in(Path(folder))
        try:
            return "the page in a browser", _measure(browser.new_page(), kiteline)
        finally:
            browser.close()
            kiteline.stop()


def _measure(page: Page, kiteline: Kiteline) -> list[Figure]:
    address = f"{kiteline.address}/world/main/?{urlencode({'as': _READER, 'in': _ROOM})}"
    kiteline.fill_room(_WRITER, _ROOM, _SHORT)
    light, opened_short = _weigh(page, address), _open(page, address)
    short = _say(page)
    kiteline.fill_room(_WRITER, _ROOM, _LONG - _SHORT - _TIMES)
    page.locator("#lines").get_by_text(f"第{_LONG - _SHORT - _TIMES}条：").wait_for()
    long = _say(page)
    heavy, opened_long = _weigh(page, address), _open(page, address)
    return [
        Figure(f"Enter to one's own line, {_SHORT} lines in the room, median of {_TIMES}", f"{short:.0f} ms"),
        Figure(f"the same, {_LONG} lines", f"{long:.0f} ms", f"{long / short:.2f} times"),
        Figure(f"page opened, {_SHORT} lines", f"{opened_short:.0f} ms"),
        Figure(
            f"the same, {_LONG} lines", f"{opened_long:.0f} ms", f"{opened_long / opened_short:.2f} times"
        ),
        Figure(f"page with styles and script on the wire, {_SHORT} lines", f"{light:.0f} kB"),
        Figure(f"the same, {_LONG} lines (120 shown)", f"{heavy:.0f} kB", f"limit {_LIMIT} kB"),
    ]


def _say(page: Page) -> float:
    return statistics.median(
        float(page.evaluate(_SAY, f"试第{time.monotonic_ns()}句")) for _ in range(_TIMES)
    )


def _open(page: Page, address: str) -> float:
    times = []
    for _ in range(5):
        page.goto(address, wait_until="load")
        times.append(float(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")))
    return statistics.median(times)


def _weigh(page: Page, address: str) -> float:
    """Give the kilobytes that come over the wire for a page, its events not counted."""
    wire, weights = page.context.new_cdp_session(page), []

    def note(done: dict[str, Any]) -> None:
        weights.append(int(done["encodedDataLength"]))

    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.on("Network.loadingFinished", note)
    page.goto(address, wait_until="load")
    wire.detach()
    return sum(weights) / 1000
