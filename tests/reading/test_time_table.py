"""The times of the design page, row by row, on nine days; and how else people say them, on one day.

Each file has a day in each column after the first. A cell is a day, a closed range from/to, or - where
the days said are over. In time-table.tsv 2026-02-15 and 2027-02-05 stand before Spring Festival and on its
eve, 2026-02-20 and 2026-10-03 in holidays, the others at month's ends, at the year's end, on a leap day.
"""

from datetime import date
from pathlib import Path

import pytest

from bot.reading import times
from bot.reading.phrases import Kind
from bot.reading.plain import normalise

FOLDER = Path(__file__).parent


def rows(file: str) -> list[tuple[str, dict[str, str]]]:
    head, *lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    days = head.split("\t")[1:]
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(said, dict(zip(days, wanted, strict=True))) for said, *wanted in cells]


TABLE, WORDINGS = rows("time-table.tsv"), rows("time-wordings.tsv")


def shown(mention: times.Mention) -> str:
    days = mention.days
    if mention.kind is not Kind.DAYS or days is None:
        return "-" if mention.kind is Kind.DAYS else mention.kind
    return f"{days.start}" if days.start == days.end else f"{days.start}/{days.end}"


@pytest.mark.parametrize(("said", "wanted"), TABLE + WORDINGS)
def test_what_is_said_means_these_days(said: str, wanted: dict[str, str]) -> None:
    text = normalise(said)
    found = {day: times.find(text, date.fromisoformat(day)) for day in wanted}
    assert {day: " ".join(map(shown, mentions)) for day, mentions in found.items()} == wanted
    assert {(m.start, m.end) for mentions in found.values() for m in mentions} == {(0, len(text))}


@pytest.mark.parametrize("said", [said for said, _ in TABLE])
def test_a_time_is_found_within_a_sentence(said: str) -> None:
    today = date(2026, 11, 21)
    alone = times.find(said, today)[0]
    text = f"我挺好的,{said}回家看看"
    assert [(text[m.start : m.end], m.days) for m in times.find(text, today)] == [(said, alone.days)]


def test_every_form_needs_a_character_that_its_phrases_have() -> None:
    texts = [normalise(said) for said, _ in TABLE + WORDINGS]
    texts.append((FOLDER / "checkin-dev.jsonl").read_text(encoding="utf-8"))
    for form in times.FORMS:
        found = {match[0] for text in texts for match in form.pattern.finditer(text)}
        assert not {phrase for phrase in found if form.needs.isdisjoint(phrase)}, form.pattern
