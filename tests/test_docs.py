"""The documents say what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cli.commands import as_markdown
from data import retention

ROOT = Path(__file__).parents[1]


def test_the_commands_page_is_made_from_the_help_texts() -> None:
    assert (ROOT / "docs/commands.md").read_text(encoding="utf-8") == as_markdown(), "run `make docs`"


def test_the_page_of_what_is_kept_is_made_from_the_registry() -> None:
    assert (ROOT / "docs/kept.md").read_text(encoding="utf-8") == retention.as_markdown(), "run `make docs`"


def test_the_example_of_add_a_command_is_the_code_of_the_repository() -> None:
    page = (ROOT / "docs/add-a-command.md").read_text(encoding="utf-8")
    blocks = re.findall(r"`([\w/]+\.py)`:\n\n```python\n(.*?)```\n", page, re.DOTALL)
    assert len(blocks) == 3
    for path, code in blocks:
        assert code == (ROOT / path).read_text(encoding="utf-8"), f"{path} has changed"


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "README.zh-CN.md",
        "CONTRIBUTING.md",
        *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
    ],
)
def test_every_link_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert ((ROOT / page).parent / link).exists(), f"{page} links to {link}"


def test_every_picture_is_shown_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    for picture in (ROOT / "docs/pictures").iterdir():
        assert f"pictures/{picture.name})" in text, f"{picture.name} is shown nowhere"


def test_both_readmes_show_the_same_commands() -> None:
    pattern = r"python -m bot [\w.-]+|make (?:run|test)\b"
    english, chinese = (
        set(re.findall(pattern, (ROOT / name).read_text(encoding="utf-8")))
        for name in ("README.md", "README.zh-CN.md")
    )
    assert english == chinese
