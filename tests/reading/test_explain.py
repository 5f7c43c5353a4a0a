from collections.abc import Sequence
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.checkin import Intent
from bot.reading import Explained, explain
from bot.reading.plain import normalise

NOW = datetime.fromisoformat("2026-11-21T09:00:00+08:00")
MEMBERS = ("张建军", "刘玉兰", "李建国")


def explained(text: str, members: Sequence[str] = MEMBERS) -> Explained:
    return explain(text, now=NOW, home="北京市怀柔区", members=members)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "平安，在上海浦东，月底回",
            {"safety": "平安", "place": "在上海浦东", "whereabouts": "在上海浦东", "returns_on": "月底回"},
        ),
        (
            "下周三去广州，新号13800001234",
            {"heading_to": "去广州", "leaves_on": "下周三去广州", "phone": "13800001234"},
        ),
        ("我在家呢，没事", {"whereabouts": "在家", "place": "在家", "safety": "没事"}),
        ("刘玉兰托我报平安，她在三亚", {"subject": "刘玉兰托我报平安", "safety": "平安", "place": "在三亚"}),
        ("张建军、李建国电话平安", {"safety": "平安"}),
        ("书记，我住院了", {"safety": "住院"}),
        ("正在去广州的火车上", {"whereabouts": "正在去广州", "heading_to": "正在去广州"}),
        ("在上海，不对，在苏州", {"place": "在苏州"}),
    ],
)
def test_the_words_that_gave_a_field_are_shown(text: str, words: dict[str, str]) -> None:
    found = {reason.field: reason.words for reason in explained(text).reasons}
    assert {field: found.get(field) for field in words} == words


def test_every_field_has_its_words_and_no_other_has() -> None:
    for text in (
        "代报张建军 平安 在苏州 国庆回",
        "#接龙\n报平安\n1.张建军 平安\n2.刘玉兰 在家",
        "我和李建国都好，在三亚",
    ):
        found = explained(text)
        for report in found.reading.reports:
            said = {
                name
                for name in (
                    "safety",
                    "whereabouts",
                    "place",
                    "heading_to",
                    "leaves_on",
                    "returns_on",
                    "phone",
                )
                if getattr(report, name) is not None
            }
            told = {reason.field for reason in found.reasons if reason.subject == report.subject}
            assert told - {"subject"} == said


def test_what_was_left_out_is_told_with_why() -> None:
    found = explained("书记您在哪？我在苏州，平安")
    assert found.left_out == (("书记您在哪", "a question"),)


@pytest.mark.parametrize("text", ["哈哈救命", "救命，高数又挂了", "救命啊 这西瓜八毛一斤还有人嫌贵😂"])
def test_a_cry_taken_for_an_exclamation_is_doubted(text: str) -> None:
    found = explained(text)
    assert (found.reading.intent, found.doubt and found.doubt[:2]) == (Intent.OTHER, "救命")


def test_a_cry_that_was_heard_is_not_doubted() -> None:
    assert explained("救命，我被车撞了").doubt is None


@settings(max_examples=200)
@given(st.text(alphabet="平安在上海家回去张建军、，。 13800001234月底我住院了", max_size=60))
def test_the_words_shown_stand_in_the_message(text: str) -> None:
    for reason in explained(text).reasons:
        assert reason.words
        assert reason.words in normalise(text)
