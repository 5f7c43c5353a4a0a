"""已学, 心得, 代学: what is answered to something to read, and what others see of it."""

from __future__ import annotations

import pytest

from bot.domain.points import Deed
from bot.ports import Quote
from data import member as members
from data import reflection as reflections
from tests.conftest import FIRST, OFFICE, PRIVATE, SECRETARIES, Talk

LONG = (
    "这一段讲的是实干二字，我在工地上带班体会最深，要跟大伙一起干在前头，"
    "回去要把学到的都讲给班组里的人听一听，不怕吃苦。"
)


@pytest.fixture
async def sent(talk: Talk) -> Talk:
    """Item 1 has gone to all."""
    await talk.play(
        ("王主任", OFFICE, "学习 全会公报 https://www.xuexi.cn/abc 全体", "确认"),
        ("王主任", OFFICE, "确认", "学习1号"),
    )
    await talk.wait(minutes=1)
    talk.heard.clear()
    return talk


def readers(talk: Talk, number: int = 1) -> list[str]:
    return [one.name for one in members.of_ids(talk.db, reflections.reads(talk.db, number))]


def deeds(talk: Talk) -> list[tuple[str, str]]:
    rows = talk.db.execute(
        "SELECT name, deed FROM points JOIN members ON members.id = member_id ORDER BY points.id"
    )
    return [(row[0], row[1]) for row in rows]


@pytest.mark.parametrize(
    "said",
    [
        "已学",
        "已学 1号",
        "已学１号",
        "学完了",
        "已学习",
        "1号已学",
        "学习打卡 1号",
        "我学完了。",
        "已学完 学习1号",
        "学习了",
        "看完了",
    ],
)
async def test_a_member_says_it_was_read_in_own_words(sent: Talk, said: str) -> None:
    await sent.play(("张三", PRIVATE, said, "已记：学习1号《全会公报》学过了，谢谢。想写几句发：心得 1号"))
    assert readers(sent) == ["张三"]
    assert deeds(sent) == [("张三", Deed.STUDY)]


async def test_it_counts_once(sent: Talk) -> None:
    await sent.play(("张三", PRIVATE, "已学", "已记"), ("张三", PRIVATE, "已学 1号", "已经学过了"))
    assert deeds(sent) == [("张三", Deed.STUDY)]


async def test_a_room_is_thanked_in_one_line_for_all(sent: Talk) -> None:
    await sent.play(
        ("张三", FIRST, "已学", None), ("李四", FIRST, "1号已学", None), ("张三", FIRST, "学完了", None)
    )
    assert await sent.wait(minutes=10) == [(FIRST, "张三、李四学过了，记下了。")]
    assert not await sent.wait(minutes=30)


@pytest.mark.parametrize(
    "said", ["学习了", "学习一下", "看了", "已学会了骑车", "心得 大家分享一下", "学习打卡去不去", "5号楼已学"]
)
async def test_chat_in_a_room_stays_chat(sent: Talk, said: str) -> None:
    await sent.play(("张三", FIRST, said, None))
    assert readers(sent) == []


async def test_without_anything_open_a_room_hears_nothing(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "已学", None), ("张三", PRIVATE, "已学", "现在没有等您学的"))


async def test_a_quote_says_which_item_is_meant(sent: Talk) -> None:
    await sent.play(
        ("王主任", OFFICE, "学习 党章 https://www.xuexi.cn/2 全体", "确认"),
        ("王主任", OFFICE, "确认", "学习2号"),
    )
    await sent.say("张三", FIRST, "学习了", quote=Quote("风筝线", "【学习1号】全会公报"))
    assert (readers(sent, 1), readers(sent, 2)) == (["张三"], [])
    await sent.play(("张三", PRIVATE, "已学", "学习2号"))


async def test_a_word_to_a_person_is_no_answer(sent: Talk) -> None:
    await sent.say("张三", FIRST, "学完了", quote=Quote("李四", "驾照学完了吗"))
    assert readers(sent) == []


async def test_a_notice_that_offers_the_word_is_answered_first(sent: Talk) -> None:
    await sent.play(
        ("王主任", OFFICE, "通知 全体 选项 已学/未学：强国积分", "确认"),
        ("王主任", OFFICE, "确认", "第1号通知"),
    )
    await sent.wait(minutes=1)
    await sent.say("张三", FIRST, "已学")
    assert (readers(sent), sent.counts("receipts")) == ([], 1)


@pytest.mark.parametrize("said", ["已学 9号", "9号已学"])
async def test_an_unknown_number_is_said_so(sent: Talk, said: str) -> None:
    await sent.play(("张三", PRIVATE, said, "没有学习9号。有哪些要学的，发“学习”看"))


# Reflections


async def test_a_reflection_counts_as_read_and_is_kept_from_the_rooms(sent: Talk) -> None:
    await sent.play(("张三", FIRST, f"心得 1号 {LONG}", "^回话已私信您"))
    assert "收到您对学习1号《全会公报》的心得（" in sent.told("张三")[-1]
    assert readers(sent) == ["张三"]
    assert deeds(sent) == [("张三", Deed.STUDY), ("张三", Deed.REFLECTION)]
    assert not [text for _, text in await sent.wait(hours=1) if "实干" in text]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("心得 1号 很好很受教育", "心得再写 44 个字就够了"),
        ("心得 1号 " + "好" * 80, "心得再写 49 个字就够了"),
        ("心得 1号", "心得再写 50 个字"),
        ("心得 1号 " + "，。！" * 60, "心得再写 50 个字"),
    ],
)
async def test_a_short_reflection_hears_how_much_is_missing(sent: Talk, said: str, answer: str) -> None:
    await sent.play(("张三", PRIVATE, said, answer))
    assert sent.counts("reflections") == 0


async def test_a_second_reflection_takes_the_place_of_the_first_and_earns_nothing_more(sent: Talk) -> None:
    await sent.play(
        ("张三", PRIVATE, f"心得 {LONG}", "只有书记和党办看得到"),
        ("张三", PRIVATE, f"心得 1号：改过的。{LONG}", "按新的这一份记"),
        ("李书记", PRIVATE, "心得 名单 1号", "心得 1 份：\n张三：改过的。"),
    )
    assert len(deeds(sent)) == 2


async def test_the_secretary_and_the_office_read_reflections_and_others_do_not(sent: Talk) -> None:
    await sent.play(
        ("张三", PRIVATE, f"心得 1号 {LONG}", "收到您对"),
        ("李书记", SECRETARIES, "心得 名单 1号", "^心得已私信您"),
        ("赵书记", PRIVATE, "心得 名单 1号", "还没有收到心得"),
        ("李四", PRIVATE, "心得 名单 1号", "只有支部书记可以用"),
        ("王主任", PRIVATE, "心得 名单 1号 第一支部", "张三：这一段"),
        ("张三", PRIVATE, "谁看过我", "看心得"),
    )


# What is taken back


async def test_one_takes_the_own_last_word_back(sent: Talk) -> None:
    await sent.play(
        ("张三", PRIVATE, "已学", "已记"),
        ("张三", PRIVATE, f"心得 {LONG}", "收到"),
        ("张三", PRIVATE, "撤", "已撤：学习1号的心得"),
        ("张三", PRIVATE, "撤", "已撤：学习1号的已学"),
    )
    assert (readers(sent), deeds(sent)) == ([], [])


# For others


async def test_a_secretary_answers_for_who_has_only_a_telephone(sent: Talk) -> None:
    await sent.play(
        ("李书记", PRIVATE, "代学 1号 老周 电话", "已记学习1号已学（电话）：老周。错了回“撤”"),
        ("李书记", PRIVATE, "代学 1号 老周", "老周本来就记过了"),
        ("李书记", PRIVATE, "代学 老洲", "没有“老洲”。是老周吗"),
        ("李书记", PRIVATE, "代学 1号", "请写上名字。例：代学"),
        ("赵书记", PRIVATE, "代学 1号 老周", "您管的名册里没有"),
        ("张三", PRIVATE, "代学 1号 老周", "只有支部书记可以用"),
    )
    assert deeds(sent) == [("老周", Deed.STUDY)]
    await sent.play(("李书记", PRIVATE, "撤", "已撤：老周学习1号的已学"))
    assert readers(sent) == []


async def test_who_has_not_read_is_listed_privately_and_answered_by_number(sent: Talk) -> None:
    await sent.play(("张三", PRIVATE, "已学", "已记"), ("李书记", FIRST, "名单 未学", "^名单已私信您"))
    assert sent.told("李书记")[-1] == (
        "学习1号《全会公报》还没学的 4 人：\n1 李书记\n2 李四\n3 赵海\n4 老周（只有电话 139****9000）\n"
        "打过电话的，回：代学 1号 1"
    )
    await sent.play(
        ("李书记", PRIVATE, "代学 1号 2 4 见面", "（见面）：李四、老周"),
        ("李书记", PRIVATE, "代学 1号 9", "名单上没有9号"),
        ("李书记", PRIVATE, "名单 未学 1号 第二支部", "别的支部的名单由那个支部的书记看"),
        ("王主任", OFFICE, "进度 学习", "第一支部 3/5\n第二支部 0/2\n合计 3/7"),
        ("赵书记", PRIVATE, "学习 进度 1号", "第二支部 0/2$"),
    )


# Reminders


async def test_who_has_not_read_is_reminded_once_privately_and_the_room_without_names(sent: Talk) -> None:
    await sent.play(("张三", PRIVATE, "已学", "已记"), ("李四", PRIVATE, "退订 学习", "."))
    said = await sent.wait(days=3, hours=12)
    asked = [where for where, text in said if "还等您看一看" in text]
    assert sorted(asked) == ["孙七", "李书记", "赵书记", "赵海"]
    assert [text for where, text in said if where == "李书记" and "本支部" in text] == [
        "学习1号《全会公报》：本支部有 1 位还没学，我私信不到，发“名单 未学 1号”看是谁；"
        "打过电话的，回“代学 1号 名字”。"
    ]
    assert not [text for where, text in said if where == FIRST and "学习" in text]
    assert not [text for _, text in await sent.wait(days=3) if "还等您看一看" in text]


async def test_a_secretary_asks_again_once_a_day(sent: Talk) -> None:
    await sent.play(
        ("李书记", PRIVATE, "提醒 学习 1号", "私信提醒了 3 位。有 1 位我没有私信，发“名单 未学 1号”"),
        ("李书记", PRIVATE, "提醒 学习 1号", "今天提醒过了"),
    )
    await sent.wait(minutes=1)
    assert "学习1号《全会公报》还等您看一看" in sent.told("李四")[0]
    assert not [text for text in sent.told(FIRST) if "李四" in text]


async def test_who_reads_before_the_morning_is_not_reminded(sent: Talk) -> None:
    await sent.until(sent.now.replace(hour=23))
    await sent.play(
        ("李书记", PRIVATE, "提醒 学习 1号", "私信提醒了 3 位"), ("张三", PRIVATE, "已学", "已记")
    )
    said = await sent.wait(hours=12)
    assert not [text for where, text in said if where == "张三"]
    assert [text for where, text in said if where == "李四"]


async def test_a_colon_behind_the_word_is_no_check_in(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "心得：在上海学习了党章", "现在没有要写心得的学习内容"))
    assert not talk.counts("checkins")
