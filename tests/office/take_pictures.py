"""Takes the picture of the office's charts for docs: `make pictures`; look at it before you commit."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from bench import crowd
from bot.office.pages import PAGES
from tests.office.conftest import Tables, enter
from tests.web.conftest import People

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PLACE = '{"country": "CN", "province": "江苏省", "city": "苏州市", "district": null}'


def test_the_charts(tmp_path: Path, readers: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "_PLACE", PLACE)
    crowd.make_store(tmp_path / "kiteline.db", 292, 15)
    tables = Tables(tmp_path)
    page = enter(readers, tables, "office", viewport={"width": 1180, "height": 900})
    page.goto(f"{tables.address}/-/dashboards/office")
    for slug in PAGES["charts"]["pictures"]:
        expect(page.locator(f"#chart-{slug} svg").first).to_be_visible()
    page.wait_for_timeout(600)  # what is still moving comes to rest
    page.screenshot(path=FOLDER / "office.png")
    tables.stop()
