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


def test_a_list_below_somebody_s_words_is_a_message_of_nobody_s() -> None:
    chain = "#接龙\n报平安\n1. 张三 在上海\n2. 李四 平安"
    assert said(f"张三 10:02\n收到\n{chain}\n李四 10:05\n收到") == [
        ("张三", "11-23 10:02", "收到"),
        (None, "11-23 10:02", chain),
        ("李四", "11-23 10:05", "收到"),
    ]
    assert said(f"张三：收到\n{chain}") == [("张三", None, "收到"), (None, None, chain)]


def test_of_two_lists_each_is_one() -> None:
    assert said("#接龙\n1. 张三\n#接龙\n1. 张三\n2. 李四") == [
        (None, None, "#接龙\n1. 张三"),
        (None, None, "#接龙\n1. 张三\n2. 李四"),
    ]


def test_a_list_right_below_a_name_is_that_person_s() -> None:
    assert said("李书记:\n\n#接龙\n1. 张三")[0][:2] == ("李书记", None)


def test_a_day_that_is_not_there_is_no_day() -> None:
    assert said("张三 2026-13-45 09:15\n收到")[0][2] == "收到"
    assert said("张三 25:61\n收到") == [("张三", None, "收到")]
    assert said("—— 2027-01-01 ——\n张三 09:15\n收到") == [("张三", None, "收到")]


def test_a_name_alone_above_a_moment_alone_opens_a_message() -> None:
    assert said("张三\n2026-11-21 21:12\n收到\n李四\n11-22 9:05\n平安\n在上海") == [
        ("张三", "11-21 21:12", "收到"),
        ("李四", "11-22 09:05", "平安\n在上海"),
    ]
    assert said("晓月清风🌸\n2026-11-21 21:12\n收到") == [("晓月清风🌸", "11-21 21:12", "收到")]


def test_a_moment_to_come_below_words_is_a_part_of_them() -> None:
    words = "周六集中学习\n2026-11-28 9:00\n三楼会议室"
    assert said(f"张三 9:15\n{words}") == [("张三", "11-23 09:15", words)]


def test_where_only_the_day_is_known_it_says_so() -> None:
    timed, dated = read("—— 2026-11-22 ——\n张三 9:15\n收到\n李四：收到")
    assert (timed.by_day, dated.by_day) == (False, True)
    assert dated.at is not None
    assert f"{dated.at:%m-%d}" == "11-22"


def test_what_wechat_says_itself_is_no_part_of_anybody_s_words() -> None:
    for line in (
        "李四撤回了一条消息",
        "张三邀请李四加入了群聊",
        "以下为聊天记录",
        "———以下为新消息———",
        "李四拍了拍张三",
        "[图片]",
        '[语音] 12"',
    ):
        assert said(f"张三 9:15\n收到\n{line}\n李四 9:20\n已阅") == [
            ("张三", "11-23 09:15", "收到"),
            ("李四", "11-23 09:20", "已阅"),
        ], line


def test_a_picture_alone_is_one() -> None:
    (one,) = read("张三 9:15\n[图片]\n[图片]")
    assert (one.text, one.media) == ("[图片]", "图片")
    assert read("张三 9:15\n收到[强]")[0].media == ""


def test_a_nickname_before_an_answer_is_somebody() -> None:
    for name in ("小钱", "阿强", "A建材小刘", "晓月清风🌸"):
        assert said(f"张三：好的\n{name}：收到") == [("张三", None, "好的"), (name, None, "收到")]
        assert said(f"张三:\n好的\n{name}:\n收到")[1] == (name, None, "收到")


def test_a_heading_before_such_words_is_nobody() -> None:
    for line in ("提醒：收到请回复", "小时：收到", "回复格式：收到", "小结：参加"):
        assert said(f"张三 9:15\n大家看一下\n{line}")[0][2].endswith(line), line
