"""Answers for others: whose word counts, how lists are answered, what 代收 says."""

from __future__ import annotations

import pytest

from bot.domain import proxy
from bot.domain.checkin import Place, Report, Safety
from bot.domain.command import Misfit
from bot.domain.proxy import How, Order

SUZHOU, SHANGHAI = Place("CN", city="苏州市"), Place("CN", city="上海市")


# Whose word counts


def test_the_person_s_own_word_is_the_strongest() -> None:
    assert all(How.OWN.outweighs(how) for how in How)
    assert not any(how.outweighs(How.OWN) for how in How if how is not How.OWN)


def test_words_of_the_same_strength_replace_each_other() -> None:
    assert all(how.outweighs(how) for how in How)


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("电话打过了", How.TELEPHONE),
        ("打通了，都好", How.TELEPHONE),
        ("见了面", How.VISIT),
        ("上门看过", How.VISIT),
        ("他老伴来电话说的", How.FAMILY),
        ("平安", None),
        ("代报 马桂兰 见面 平安 在女儿家", How.VISIT),
        ("代报 马桂兰 电话 平安 跟儿子住", How.TELEPHONE),
        ("代报 马桂兰 电话里说平安，女儿回来了", How.TELEPHONE),
        ("代报 马桂兰 打过电话 平安 儿子接走了", How.TELEPHONE),
        ("代报 马桂兰 平安 在女儿家", None),
        ("代报 马桂兰 平安，和老伴在一起", None),
        ("代报 马桂兰 王姐说平安", None),
        ("代报 马桂兰 电话里儿子说平安", How.FAMILY),
        ("代报 马桂兰 给他儿子打了电话，平安", How.FAMILY),
        ("代报 马桂兰 见到他老伴，说平安", How.FAMILY),
        ("代报 马桂兰 打电话是他爱人接的 平安", How.FAMILY),
        ("代报 马桂兰 家属 电话 平安", How.FAMILY),
        ("代报 马桂兰 儿子 平安", How.FAMILY),
        ("我爸李建国在家平安", How.FAMILY),
    ],
)
def test_how_an_answer_was_had_is_read(words: str, how: How | None) -> None:
    assert proxy.read_how(words) is how


def test_a_weaker_report_adds_and_changes_nothing() -> None:
    known, later = Report(place=SUZHOU), Report(safety=Safety.SAFE, place=SHANGHAI)
    assert proxy.weigh(known, How.OWN, later, How.TELEPHONE) == Report(safety=Safety.SAFE, place=SUZHOU)


def test_a_report_as_strong_replaces() -> None:
    known, later = Report(place=SUZHOU), Report(place=SHANGHAI)
    assert proxy.weigh(known, How.TELEPHONE, later, How.VISIT).place == SHANGHAI


def test_distress_is_heard_from_whoever_tells_it() -> None:
    known, later = Report(safety=Safety.SAFE), Report(safety=Safety.HELP)
    assert proxy.weigh(known, How.OWN, later, How.OTHER).safety is Safety.HELP


# Lists

Parts = list[tuple[tuple[int, ...], How, str, bool]]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("3 7 12 电话平安", [((3, 7, 12), How.TELEPHONE, "平安", False)]),
        ("3、7、12电话都打过了，平安", [((3, 7, 12), How.TELEPHONE, "平安", False)]),
        ("3.7.12 打过电话，平安", [((3, 7, 12), How.TELEPHONE, "平安", False)]),
        ("３，７ 见面 平安", [((3, 7), How.VISIT, "平安", False)]),
        ("5 家属说平安", [((5,), How.FAMILY, "平安", False)]),
        ("3号电话平安", [((3,), How.TELEPHONE, "平安", False)]),
        ("3-5 电话平安", [((3, 4, 5), How.TELEPHONE, "平安", False)]),
        ("3到5都平安", [((3, 4, 5), How.OTHER, "都平安", False)]),
        ("3 平安", [((3,), How.OTHER, "平安", False)]),
        ("3 电话去", [((3,), How.TELEPHONE, "去", False)]),
        (
            "3 7电话平安 12 见面平安",
            [((3, 7), How.TELEPHONE, "平安", False), ((12,), How.VISIT, "平安", False)],
        ),
        ("12 电话无人接", [((12,), How.TELEPHONE, "无人接", True)]),
        ("12关机", [((12,), How.OTHER, "关机", True)]),
        ("3电话平安，12月5号回", [((3,), How.TELEPHONE, "平安,12月5号回", False)]),
    ],
)
def test_an_answer_to_a_list_is_read(text: str, parts: Parts) -> None:
    said = proxy.read_list_answer(text)
    assert said
    assert said.sure
    assert [(part.places, part.how, part.words, part.failed) for part in said.parts] == parts


@pytest.mark.parametrize("text", ["全部电话平安 除 3 8", "全部电话平安，除了3和8以外", "除3、8全部电话平安"])
def test_all_may_be_meant_but_some(text: str) -> None:
    said = proxy.read_list_answer(text)
    assert said
    assert not said.parts[0].places
    assert said.but == frozenset({3, 8})


@pytest.mark.parametrize("text", ["3 7 收到", "3 去", "1，2，3木头人", "3 住院了"])
def test_numbers_with_other_words_are_not_sure(text: str) -> None:
    said = proxy.read_list_answer(text)
    assert said
    assert not said.sure


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "3",
            "3 7 12",
            "3个人",
            "3点电话联系",
            "13800138000 电话",
            "大家平安",
            "平安",
            "12月1日回，平安",
        ),
        *("3月5号走，平安", "2天没打通电话", "3 7 电话平安吗？", "全部收到", "5块钱电话费"),
    ],
)
def test_other_words_answer_no_list(text: str) -> None:
    assert proxy.read_list_answer(text) is None


# 代收


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("12号 张三 李四", Order(12, ("张三", "李四"), How.OTHER, "")),
        ("N12 张三、李四 电话", Order(12, ("张三", "李四"), How.TELEPHONE, "")),
        ("12号 李和平和张三 电话", Order(12, ("李和平", "张三"), How.TELEPHONE, "")),
        ("张三 家属", Order(None, ("张三",), How.FAMILY, "")),
        ("第12号 张三：去", Order(12, ("张三",), How.OTHER, "去")),
        ("12号 张三：电话说去不了", Order(12, ("张三",), How.TELEPHONE, "去不了")),
    ],
)
def test_an_order_is_read(words: str, order: Order) -> None:
    assert proxy.read_order(words) == order


@pytest.mark.parametrize("words", ["", "12号", "通知的人辛苦了大家", "点"])
def test_other_words_are_no_order(words: str) -> None:
    with pytest.raises(Misfit):
        proxy.read_order(words)
