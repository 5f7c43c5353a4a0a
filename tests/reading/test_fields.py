"""Answers to fields that are asked: a table of what tired people write, talk among it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.domain import record
from bot.domain.field import BY_WORD, Field
from bot.domain.filling import Part, What, Wish
from bot.domain.record import Readers
from bot.domain.roll.cells import CellError
from bot.reading import gazetteer
from bot.reading.fields import read_fields
from bot.reading.identity import read_identity
from bot.sheets import read_phone

LINES = Path(__file__).with_name("fields.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]
HOME = gazetteer.home_of("北京市怀柔区")
SIGNS = {What.SAME: "~", What.NONE: "0", What.UNKNOWN: "?", What.DECLINED: "x"}
NAMES = {"现住地": Field.RESIDENCE, "住址": Field.ADDRESS, "从业": Field.WORK_KIND} | dict(BY_WORD)
READERS = Readers(read_phone, read_identity)


def wish(word: str) -> Wish:
    label = word.rstrip("*")
    one = NAMES.get(label)
    labels = (label,) if one else (label, label[-2:])
    return Wish(one.name if one else label, labels, known=word.endswith("*"))


def value_of(key: str, part: Part) -> str:
    """Write a part as the table does; what the record can take stands as the record would."""
    if part.what is not What.VALUE:
        return SIGNS[part.what]
    if part.tail:
        return f"*{part.value}"
    try:
        kept = (
            record.read_value(Field[key], part.value, today=date(2026, 11, 23), readers=READERS)
            if key in Field.__members__
            else part.value
        )
    except CellError:
        return part.value
    return kept or part.value


def shown(asked: str, text: str) -> str:
    """Read a row's text; gives what is read as the table writes it."""
    wishes = [wish(word) for word in asked.split(",")]
    said = read_fields(text.replace(r"\n", "\n"), wishes, HOME)
    words = {one.key: word.rstrip("*") for one, word in zip(wishes, asked.split(","), strict=True)}
    parts = [f"{words[key]}={value_of(key, said.parts[key])}" for key in words if key in said.parts]
    mine = any("手机" in word or "住" in word or "日期" in word for word in asked.split(","))
    left = ["left"] if said.left and (parts or mine) else []
    return ";".join(parts + left) or "-"


def as_written(asked: str, wanted: str) -> str:
    """Put the expected parts into the order of what is asked."""
    order = [word.rstrip("*") for word in asked.split(",")]
    return ";".join(
        sorted(wanted.split(";"), key=lambda part: (*order, "left", "-").index(part.split("=")[0]))
    )


@pytest.mark.parametrize(("asked", "text", "wanted"), ROWS)
def test_what_is_read_of_an_answer(asked: str, text: str, wanted: str) -> None:
    said = shown(asked, text)
    if wanted in {"-", "left"}:
        assert "=" not in said
    else:
        assert said == as_written(asked, wanted)


def test_the_table_is_long_and_holds_talk() -> None:
    assert len(ROWS) >= 120
    assert sum(wanted == "-" for *_, wanted in ROWS) >= 25
