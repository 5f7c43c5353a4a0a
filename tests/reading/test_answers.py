"""Answers to what notices ask: a table of what tired people write, near misses among it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.domain.notice import Answer
from bot.domain.receipt import UNDECIDED
from bot.reading.answers import read_answer

FOLDER = Path(__file__).parent
LINES = (FOLDER / "answers.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]


# What the corpora hold of answers to somebody's question.
ANSWERS = re.compile(r"能[到去]|参加|报名|请.?假|去不了|^(?:同意|没意见|1|已[学交].{0,4})$")


def shown(asks: str, text: str) -> tuple[str, str]:
    """Read a row's text; gives what is read and where it may count, as the table writes them."""
    kind = {"是否": Answer.YES_NO, "数": Answer.NUMBER}.get(asks, Answer.CHOICE)
    said = read_answer(text, kind, asks.split("/"))
    if said is None:
        return "-", "-"
    where = "about" if said.thing else "room" if said.whole else "-"
    return ("?" if said.choice == UNDECIDED else ("" if said.sure else "~") + said.choice), where


@pytest.mark.parametrize(("asks", "text", "wanted", "where"), ROWS)
def test_what_is_read_of_an_answer(asks: str, text: str, wanted: str, where: str) -> None:
    assert shown(asks, text) == (wanted, where)


@pytest.mark.parametrize("corpus", ["intents.jsonl", "checkin-dev.jsonl", "checkin-own.jsonl"])
def test_ordinary_messages_answer_nothing(corpus: str) -> None:
    texts = [json.loads(line)["text"] for line in (FOLDER / corpus).read_text(encoding="utf-8").splitlines()]
    taken = {
        text for text in texts for asks in ("是否", "去/不去/看情况", "数") if shown(asks, text)[1] == "room"
    }
    assert {text for text in taken if not ANSWERS.search(text)} == set()


def test_the_table_is_long_and_holds_near_misses() -> None:
    assert len(ROWS) >= 150
    assert sum(wanted == "-" for *_, wanted, _ in ROWS) >= 50
