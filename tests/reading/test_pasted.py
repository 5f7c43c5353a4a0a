"""Chat copied out of WeChat is taken apart again."""

from __future__ import annotations

from datetime import datetime

from bot.reading.pasted import Pasted, read_pasted
from tests.conftest import BEIJING

NOW = datetime(2026, 11, 23, 20, tzinfo=BEIJING)
KNOWN = {"张三", "李四", "李书记"}


def read(text: str) -> list[Pasted]:
    return read_pasted(text, now=NOW, is_name=KNOWN.__contains__)


def said(text: str) -> list[tuple[str | None, str | None, str]]:
    return [(one.name, f"{one.at:%m-%d %H:%M}" if one.at else None, one.text) for one in read(text)]


def test_the_mail_of_a_chat_is_read_with_its_days_and_times() -> None:
    mail = """各位好，

聊天记录如下：

—————  2026-11-22  —————

张三  09:15

收到

三儿🌸  21:40

平安，在上海
月底回

—————  2026-11-23  —————

李四  8:05

收到，周六能到
"""
    assert said(mail) == [
        ("张三", "11-22 09:15", "收到"),
        ("三儿🌸", "11-22 21:40", "平安，在上海\n月底回"),
        ("李四", "11-23 08:05", "收到，周六能到"),
    ]


def test_a_copy_of_the_desktop_has_names_and_no_times() -> None:
    assert said("张三:\n收到\n李四：\n收到，周六能到\n带笔记本") == [
        ("张三", None, "收到"),
        ("李四", None, "收到，周六能到\n带笔记本"),
    ]


def test_days_and_times_are_understood_in_every_form() -> None:
    for head in (
        "张三 2026-11-22 9:15",
        "张三 2026/11/22 09:15:30",
        "张三 2026年11月22日 上午9:15",
        "张三  11月22日 09:15",
        "张三 昨天 9:15",
        "昨天 09:15 张三",
        "2026-11-22 09:15:01 张三",
        "张三: 11-22 09:15",
    ):
        assert said(f"{head}\n收到") == [("张三", "11-22 09:15", "收到")], head


def test_a_time_alone_is_the_last_one_that_was() -> None:
    assert said("张三 19:30\n收到\n李四 21:15\n收到") == [
        ("张三", "11-23 19:30", "收到"),
        ("李四", "11-22 21:15", "收到"),
    ]
    assert said("张三 下午3:05\n收到") == [("张三", "11-23 15:05", "收到")]


def test_a_name_needs_no_time_where_it_is_one_of_the_room_s() -> None:
    assert said("张三：收到\n李四 收到，周六能到") == [
        ("张三", None, "收到"),
        ("李四", None, "收到，周六能到"),
    ]


def test_words_with_a_colon_are_no_name() -> None:
    assert said("张三 9:15\n请准时\n周六 9:00\n集合 8:30") == [
        ("张三", "11-23 09:15", "请准时\n周六 9:00\n集合 8:30")
    ]
    assert said("张三 9:15\n提醒：带身份证\n地点：三楼") == [
        ("张三", "11-23 09:15", "提醒：带身份证\n地点：三楼")
    ]


def test_an_unknown_name_before_a_colon_is_somebody_s_too() -> None:
    chain = "#接龙\n1. 张三\n2. 李四"
    assert said(f"张三：收到\n张无忌：收到\n李书记：{chain}") == [
        ("张三", None, "收到"),
        ("张无忌", None, "收到"),
        ("李书记", None, chain),
    ]
    assert (
        said("张三 9:15\n时间：周六\n高兴：太好了\n方法：坐车")[0][2]
        == "时间：周六\n高兴：太好了\n方法：坐车"
    )


def test_what_stands_before_the_first_name_is_the_paster_s() -> None:
    assert said("3 7 12 电话平安") == [(None, None, "3 7 12 电话平安")]
    assert [one.line for one in read("\n3 7 12 电话平安\n张三 9:15\n收到")] == [1, 3]


def test_a_solitaire_list_stays_whole() -> None:
    chain = "#接龙\n报平安\n1. 张三 在上海\n2. 李四 平安"
    assert said(f"李书记 10:02\n{chain}") == [("李书记", "11-23 10:02", chain)]


def test_a_day_that_is_not_there_is_no_day() -> None:
    assert said("张三 2026-13-45 09:15\n收到")[0][2] == "收到"
    assert said("张三 25:61\n收到") == [("张三", None, "收到")]
    assert said("—— 2027-01-01 ——\n张三 09:15\n收到") == [("张三", None, "收到")]
