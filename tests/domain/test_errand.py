"""How guide texts are read from their file and put under the office's own."""

from __future__ import annotations

import pytest

from bot import texts
from bot.domain import errand
from bot.domain.errand import Edit, Errand

DUES = Errand("党费交纳", ("交党费",), "每月交。", "书记")


def test_the_delivered_texts_can_be_used() -> None:
    delivered = errand.read_file(texts.load("errands"))
    assert len(delivered) >= 12
    assert [one.title for one in delivered if not one.words or not one.ask] == []


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        ({"党费": {"words": ["交费"]}}, "党费: text is missing"),
        ({"党费": "每月交"}, "党费: text is missing"),
        ({"党费": {"text": "每月交", "word": []}}, "党费.word: not known"),
        ({"党费": {"text": "每月交", "words": "交费"}}, "党费.words: must be a list"),
        ({"党费": {"text": "字" * 601}}, "党费.text: has 601 characters, at most 600"),
        (
            {"党费": {"text": "交", "words": ["费"]}, "杂费": {"text": "交", "words": ["费"]}},
            "费 stands under 党费",
        ),
    ],
)
def test_a_wrong_file_names_the_key(content: dict[str, object], mistake: str) -> None:
    with pytest.raises(ValueError, match=mistake):
        errand.read_file(content)


def test_the_offices_text_keeps_the_other_names() -> None:
    (merged,) = errand.merge([DUES], [Edit("党费交纳", "改了。", removed=False)])
    assert (merged.text, merged.words, merged.ask) == ("改了。", ("交党费",), "书记")


def test_what_is_left_out_is_not_there() -> None:
    assert errand.merge([DUES], [Edit("党费交纳", "", removed=True)]) == []


@pytest.mark.parametrize("words", ["交党费", "怎么交党费？", "我要交党费", "党费", "每月交"])
def test_a_text_is_found_by_a_name_a_part_of_it_or_its_words(words: str) -> None:
    assert errand.find([DUES], words) == [DUES]


@pytest.mark.parametrize("words", ["费", "买房", "", "怎么办"])
def test_what_says_too_little_finds_nothing(words: str) -> None:
    assert errand.find([DUES], words) == []
