"""The file of greetings: what an office may write into it, and what it is told of mistakes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot import texts
from bot.config import read_yaml
from bot.domain.greeting import Texts, Wording, read_wording

PLAIN: dict[str, object] = {"birthday": ["祝{names}"], "anniversary": ["{names}入党{years}周年"]}
REQUIRED = {"元旦", "春节", "元宵", "清明", "五一", "端午", "七一", "中秋", "国庆", "重阳"}


def read(**more: object) -> Wording:
    return read_wording({**PLAIN, **more})


def festival(name: str, **more: object) -> Wording:
    return read(festivals={name: {"words": ["祝{names}好"], **more}})


def delivered() -> Wording:
    content = read_yaml(Path(texts.FOLDER / "greetings.yaml"))
    assert isinstance(content, dict)
    return read_wording(content)


def test_the_delivered_file_has_every_festival_with_several_texts() -> None:
    found = delivered().festivals
    assert set(found) == REQUIRED
    assert all(len(one.texts.words) > 1 for one in found.values())


@pytest.mark.parametrize("word", ["扫墓", "祭扫", "出行", "踏青"])
def test_abroad_nobody_is_told_to_sweep_graves(word: str) -> None:
    qingming = delivered().festivals["清明"].texts
    assert any(word in text for text in qingming.words)
    assert not any(word in text for text in qingming.overseas)


@pytest.mark.parametrize("word", ["同志", "党", "组织", "初心"])
def test_neutral_words_show_no_membership(word: str) -> None:
    assert delivered().birthday.low_key
    assert not any(word in text for text in delivered().birthday.low_key)


def test_no_text_tells_an_age() -> None:
    with pytest.raises(ValueError, match=r"birthday.words\[1\]: {years} is no placeholder"):
        read(birthday=["{names}{years}岁了"])


def test_the_former_plain_form_goes_on_working() -> None:
    wording = read(festivals={"元旦": "祝{names}元旦快乐"})
    assert wording.festivals["元旦"].texts == Texts(("祝{names}元旦快乐",))


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("冬至", "2026-12-22"),
        ("腊八", "2027-01-15"),
        ("小年", "2027-01-30"),
        ("除夕", "2027-02-05"),
        ("立春", "2027-02-04"),
    ],
)
def test_any_festival_or_solar_term_may_be_added(name: str, day: str) -> None:
    one = festival(name).festivals[name]
    assert one.year_on(date.fromisoformat(day)) == int(day[:4])
    assert one.year_on(date(2027, 1, 2)) is None


@pytest.mark.parametrize(
    ("day", "falls"),
    [
        ("7-1", "2027-07-01"),
        ("2-29", "2027-02-28"),
        ("农历 12-23", "2027-01-30"),
        ("农历 八月十五", "2027-09-15"),
    ],
)
def test_an_office_has_days_of_its_own(day: str, falls: str) -> None:
    one = festival("乡友日", day=day).festivals["乡友日"]
    assert one.year_on(date.fromisoformat(falls)) is not None
    assert one.year_on(date(2027, 5, 5)) is None


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            {"festivals": {"冬至节": ["好"]}},
            "festivals.冬至节: the almanac has no such day; did you mean 冬至",
        ),
        ({"festivals": {"乡友日": {"words": ["好"], "day": "13-1"}}}, "festivals.乡友日.day: 13-1 is no day"),
        ({"festivals": {"乡友日": {"words": ["好"], "day": "2-30"}}}, "festivals.乡友日.day: 2-30 is no day"),
        (
            {"festivals": {"乡友日": {"words": ["好"], "day": "农历 12-31"}}},
            "农历 12-31 is no day of a year; write",
        ),
        (
            {"festivals": {"元旦": {"words": ["祝{name}"]}}},
            r"festivals.元旦.words\[1\]: {name} is no placeholder",
        ),
        (
            {"festivals": {"元旦": {"words": ["祝{names"]}}},
            r"festivals.元旦.words\[1\]: .*may stand in braces",
        ),
        ({"festivals": {"元旦": {"words": ["祝{names.x}"]}}}, r"{names.x} is no placeholder"),
        ({"festivals": {"元旦": {"word": ["好"]}}}, "festivals.元旦.word: not known here, words, overseas"),
        ({"festivals": {"元旦": {"words": []}}}, "festivals.元旦: no text; write at least one"),
        ({"festivals": ["元旦"]}, "festivals: the festivals by name are meant"),
        ({"festivals": {"元旦": [5]}}, r"festivals.元旦.words\[1\]: a text is meant, found 5"),
        ({"birthday": []}, "birthday: no text"),
        (
            {"anniversary": {"words": ["好"], "round": {"ten": ["好"]}}},
            "anniversary.round.ten: a number of years",
        ),
        ({"元旦": ["好"]}, "元旦: not known here; a festival stands under festivals"),
    ],
)
def test_a_mistake_is_named_with_its_key_and_what_to_do(content: dict[str, object], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        read(**content)


def test_every_mistake_is_named_at_once() -> None:
    with pytest.raises(ValueError, match=r"birthday.*\n.*festivals.元旦"):
        read(birthday=[], festivals={"元旦": []})
