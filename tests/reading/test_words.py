"""Words are found just as one regular expression of all of them would find them, only sooner."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading import alarms
from bot.reading.words import Words, characters_of

TEXTS = [
    json.loads(line)["text"]
    for corpus in ("checkin-own.jsonl", "intents.jsonl")
    for line in (Path(__file__).parent / corpus).read_text(encoding="utf-8").splitlines()
]
KINDS = ["GRAVE", "TROUBLE", "WEAK", "MODERATE"]


@pytest.mark.parametrize("kind", KINDS)
def test_words_of_distress_are_found_where_the_whole_pattern_finds_them(kind: str) -> None:
    words: Words = getattr(alarms, kind)
    whole = re.compile(words.pattern)
    differing = [text for text in TEXTS if bool(whole.search(text)) != bool(words.search(text))]
    assert differing == []


def test_most_texts_are_searched_for_few_of_the_words() -> None:
    words = alarms.GRAVE
    everything = words.pattern.count("|")
    searched = [len(words.within(characters_of(text))) for text in TEXTS]
    assert sum(searched) / len(searched) < everything / 20


@pytest.mark.parametrize(
    "pattern",
    [
        "住院|车祸",
        "a(?:b|c)d|e[fg]|h?i",
        r"(?<!没)平安|[0-9]{2}|.x",
        "(?:甲|乙丙)*丁|戊+",
        r"己(?=庚|$)|\|辛|[|]壬",
    ],
)
@given(text=st.text(alphabet="abcdefghix甲乙丙丁戊己庚辛壬住院车祸没平安09|", max_size=12))
def test_any_pattern_is_found_as_a_whole_would_be(pattern: str, text: str) -> None:
    whole, found = re.search(pattern, text), Words(pattern).search(text)
    assert (whole and whole.start()) == (found and found.start())
