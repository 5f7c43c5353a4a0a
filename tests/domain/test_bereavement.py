"""What tells a bereavement, and what else the message says."""

from __future__ import annotations

import pytest

from bot.domain import bereavement


@pytest.mark.parametrize(
    "text",
    [
        "我爸昨天去世了",
        "平安，家里老人走了",
        "奔丧，在老家",
        "我妈今早走了",
        "老伴病逝，后事办完了",
        "姥姥没了",
        "平安，奶奶不在了，在老家",
        "老爷子走了，回老家几天",
        "家父昨晚驾鹤西去",
        "老伴先走一步了",
        "收到，老伴刚走，请个假",
        "老伴走了，殡仪馆在县城，坐车去",
    ],
)
def test_a_death_near_is_a_bereavement(text: str) -> None:
    assert bereavement.is_told(text)


@pytest.mark.parametrize(
    "text",
    [
        "平安，在上海",
        "我爸走了三站路",
        "爷爷去年去世的",
        "我爸去世三年了",
        "缅怀逝世的烈士",
        "电影里男主去世了",
        "清明扫墓，看看过世的奶奶",
        "我妈刚走，上班去了",
        "老伴走了，去火车站接孙子",
        "奶奶不在家",
        "我爸走得慢",
    ],
)
def test_what_is_long_ago_or_of_others_is_none(text: str) -> None:
    assert not bereavement.is_told(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("平安，家里老人去世了，回老家办丧事", "平安，，"),
        ("老伴走了，我不想活了", "，我不想活了"),
        ("1. 李四 平安\n2. 张三 父亲去世，在老家", "1. 李四 平安\n2. 张三 ，在老家"),
    ],
)
def test_the_rest_is_read_without_it(text: str, rest: str) -> None:
    assert bereavement.leave_out(text) == rest


def test_in_a_list_one_line_tells_it() -> None:
    assert bereavement.line_of("1. 李四 平安\n2. 张三 父亲去世，在老家") == "2. 张三 父亲去世，在老家"


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("张三去世了", "张三"),
        ("张三同志昨晚因病去世", "张三"),
        ("报告书记，李四11月20日在医院病逝", "李四"),
        ("张三老人走了，昨天去世的", None),
        ("张三的父亲昨天去世了", None),
        ("张三他爸去世了", None),
        ("张三家办丧事", None),
        ("张三去世三年了", None),
        ("王五去世了", None),
    ],
)
def test_it_is_told_who_of_the_roll_has_died(text: str, dead: str | None) -> None:
    assert bereavement.who_died(text, ["张三", "李四"]) == dead


@pytest.mark.parametrize(
    "text",
    ["周德福没有去世，是误传", "听说周德福去世了，是真的吗", "周德福去世了吗？", "周德福去世了，刚才搞错了"],
)
def test_what_is_denied_doubted_or_asked_is_none(text: str) -> None:
    assert not bereavement.is_told(text)


@pytest.mark.parametrize("text", ["周德福同志于昨日因病逝世", "周德福昨夜去世了"])
def test_an_obituary_names_the_dead(text: str) -> None:
    assert bereavement.who_died(text, ["周德福"]) == "周德福"


def test_a_child_lost_is_a_bereavement() -> None:
    assert bereavement.is_told("我闺女昨晚没了")
    assert not bereavement.is_told("儿子没了消息")
