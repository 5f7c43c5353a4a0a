"""Datasette's pages speak Chinese, and we notice when a new Datasette says something else."""

from __future__ import annotations

from importlib.resources import files

import pytest

from bot.office.plugin import WORDS, translate

HOMES = ("datasette/templates", "datasette_dashboards/templates", "datasette/static")


def source_of(template: str) -> str:
    for home in HOMES:
        package, folder = home.split("/")
        path = files(package) / folder / template
        if path.is_file():
            return path.read_text(encoding="utf-8")
    pytest.fail(f"Datasette has no {template} any more")


@pytest.mark.parametrize("template", WORDS)
def test_every_word_we_replace_is_there(template: str) -> None:
    source = source_of(template)
    missing = []
    for theirs, ours in WORDS[template].items():
        missing += [] if theirs in source else [theirs]
        source = source.replace(theirs, ours)
    assert not missing


def test_words_of_one_template_leave_others_alone() -> None:
    assert translate("row.html", "Sort ascending") == "Sort ascending"
    assert translate("table.js", "Sort ascending") == "从小到大"
