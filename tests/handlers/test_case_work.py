"""我来处理, 转办, 答复, 追问, 办结: the work on what members asked for."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from bot.domain.member import Member, Role
from bot.ports import Quote
from data import account as accounts
from data import case as cases
from data import member as members
from data import unit as units
from tests.conftest import BEIJING, FIRST, OFFICE, PRIVATE, MakeTalk, Talk, account_id

ASKED = ("张三", PRIVATE, "反映 小区门口路灯坏了半个月", "已记下，反映1号")


@pytest.fixture
async def asked(talk: Talk) -> Talk:
    """张三 has reported something."""
    await talk.play(ASKED)
    return talk


async def test_the_answer_goes_to_the_member_and_stops_the_clock(asked: Talk) -> None:
    await asked.play(("李书记", PRIVATE, "答复 1号 报修了，周五前修好", "反映1号答复了（用了 .*已经私信本人"))
    assert "【反映1号】答复您：报修了，周五前修好\n没解决，回“重开 1号 原因”" in asked.told("张三")[-1]
    found = cases.find(asked.db, 1)
    assert found is not None
    assert found.answered_at


@pytest.mark.parametrize(
    "said", ["答复 1号 好", "答复反映1号：好", "答复 T1 好", "答复 第１号，好", "答复1号 好"]
)
async def test_a_number_is_read_however_it_is_typed(asked: Talk, said: str) -> None:
    await asked.play(("李书记", PRIVATE, said, "反映1号答复了"))
    assert "答复您：好\n" in asked.told("张三")[-1]


async def test_an_answer_may_quote_what_was_sent(asked: Talk) -> None:
    await asked.say("李书记", PRIVATE, "答复 马上修", quote=Quote("风筝线", asked.told("李书记")[0]))
    assert "答复您：马上修" in asked.told("张三")[-1]


async def test_wrong_use_is_answered_with_an_example(asked: Talk) -> None:
    await asked.play(
        ("李书记", PRIVATE, "答复 9号 好", "没有您能办的工单9号"),
        ("李书记", PRIVATE, "答复 建议1号 好", "没有您能办的建议1号"),
        ("李书记", PRIVATE, "答复 1号", "例：答复 1号 路灯"),
        ("李书记", PRIVATE, "答复 好", "^答复 8号 内容\n"),
        ("李书记", PRIVATE, "转办 1号 无此人", "没有担任职务的“无此人”"),
        ("李书记", PRIVATE, "办结 1号", "请写上结果。例：办结 1号"),
        ("张三", PRIVATE, "答复 1号 好", "这个命令只有支部书记可以用"),
        ("赵书记", PRIVATE, "答复 1号 好", "没有您能办的工单1号"),
        ("赵书记", PRIVATE, "工单 1号", "没有您能看的工单1号"),
        ("李书记", FIRST, "答复 1号 好", "^这类内容请私信我"),
    )


async def test_who_takes_a_case_has_it(asked: Talk) -> None:
    await asked.play(
        ("王主任", PRIVATE, "我来处理 反映1号", "反映1号由您办"),
        ("王主任", PRIVATE, "工单", "张三（第一支部）小区门口路灯坏了半个月（等王主任，最晚"),
    )
    assert asked.told("李书记")[-1] == "反映1号由王主任办，您不用管了。"
    assert asked.told("张三")[-1] == "您的反映1号有人在办了：王主任。"


@pytest.mark.parametrize("said", ["我来处理", "我来处理 1号", "1号我来处理", "我来处理 T1"])
async def test_taking_is_understood_however_it_is_said(asked: Talk, said: str) -> None:
    await asked.play(("李书记", PRIVATE, said, "反映1号由您办"))


async def test_a_cry_for_help_is_taken_before_a_case_of_the_same_number(asked: Talk) -> None:
    await asked.play(
        ("李四", PRIVATE, "救命", "已经告诉"),
        ("李书记", PRIVATE, "我来处理 1号", "李四的事由您处理"),
        ("李书记", PRIVATE, "我来处理 反映1号", "反映1号由您办"),
    )


async def test_handing_on_tells_both_and_can_be_undone(asked: Talk) -> None:
    await asked.play(("李书记", PRIVATE, "转办 1号 王主任", "反映1号转给王主任了"))
    assert "李书记转给您：【反映1号】" in asked.told("王主任")[-1]
    assert "转给王主任办了" in asked.told("张三")[-1]
    await asked.play(("李书记", PRIVATE, "撤", "已撤：反映1号的“转办给”"))
    found = cases.find(asked.db, 1)
    assert found is not None
    assert found.holder_id is None


@pytest.mark.parametrize(
    ("called", "who"),
    [("赵书记", "赵书记"), ("第二支部", "赵书记"), ("党办", "党办"), ("给王主任", "王主任")],
)
async def test_a_case_is_handed_to_whoever_is_named(asked: Talk, called: str, who: str) -> None:
    await asked.play(("李书记", PRIVATE, f"转办 1号 {called}", f"反映1号转给{who}了"))


async def test_who_was_handed_a_case_may_work_on_it(asked: Talk) -> None:
    await asked.play(
        ("李书记", PRIVATE, "转办 1号 赵书记", "转给赵书记"),
        ("赵书记", PRIVATE, "工单 1号", "转办给赵书记（李书记）"),
        ("赵书记", PRIVATE, "答复 1号 修好了", "答复了"),
    )


async def test_asking_back_rests_the_clock_until_the_member_answers(asked: Talk) -> None:
    await asked.play(("李书记", PRIVATE, "追问 1号 是哪个门口？", "问了，等本人补充"))
    assert "【反映1号】想再问您一句：是哪个门口？" in asked.told("张三")[-1]
    await asked.wait(days=8)
    assert not asked.told("王主任")
    await asked.play(("张三", PRIVATE, "反映1号 东门口", "记在反映1号里了，最晚12月8日"))
    assert "张三补充：东门口" in asked.told("李书记")[-1]


@pytest.mark.parametrize("said", ["东门口那盏", "1号 东门口", "T1，东门口"])
async def test_an_answer_needs_no_number_soon_after(asked: Talk, said: str) -> None:
    await asked.play(
        ("李书记", PRIVATE, "追问 1号 是哪个门口？", "问了"), ("张三", PRIVATE, said, "记在反映1号里了")
    )


@pytest.mark.parametrize("said", ["好的", "平安，在上海", "谢谢书记"])
async def test_what_answers_nothing_leaves_the_clock_resting(asked: Talk, said: str) -> None:
    await asked.play(("李书记", PRIVATE, "追问 1号 是哪个门口？", "问了"))
    await asked.say("张三", PRIVATE, said)
    found = cases.find(asked.db, 1)
    assert found is not None
    assert found.left is not None


async def test_a_cry_for_help_is_no_answer_to_what_was_asked(asked: Talk) -> None:
    await asked.play(
        ("李书记", PRIVATE, "追问 1号 是哪个门口？", "问了"),
        ("张三", PRIVATE, "救命，我摔断了腿", "已经告诉"),
    )
    assert asked.counts("alarms") == 1


async def test_an_undone_answer_is_told_to_the_member(asked: Talk) -> None:
    await asked.play(("李书记", PRIVATE, "答复 1号 发错的话", "答复了"))
    await asked.wait(minutes=5)
    await asked.play(("李书记", PRIVATE, "撤", "已撤：反映1号的“答复”"))
    assert "先不算，发错了" in asked.told("张三")[-1]
    await asked.play(("李书记", PRIVATE, "工单", "反映.*等李书记，最晚"))


async def test_what_somebody_did_since_is_not_undone(asked: Talk) -> None:
    await asked.play(
        ("李书记", PRIVATE, "我来处理 1号", "由您办"),
        ("王主任", PRIVATE, "答复 1号 好", "答复了"),
        ("李书记", PRIVATE, "撤", "后来又有人办过，撤不了了"),
    )


async def test_what_is_due_first_stands_first(asked: Talk) -> None:
    await asked.play(("李四", PRIVATE, "求助 孩子转学手续不会办", "求助2号"))
    await asked.until(datetime(2026, 11, 24, 18, 5, tzinfo=BEIJING))
    listed = (await _said(asked, "李书记", "工单")).splitlines()
    assert listed[0] == "等您答复的工单 2 件："
    assert listed[1].startswith("2号 求助 李四（第一支部）孩子转学手续不会办（等党办，最晚11月25日 18:00）")


async def _said(talk: Talk, who: str, text: str) -> str:
    await talk.say(who, PRIVATE, text)
    return talk.told(who)[-1]


async def test_the_office_may_list_in_its_room(asked: Talk) -> None:
    await asked.play(("王主任", OFFICE, "名单 工单", "1号 反映 张三"))


async def test_looks_are_noted(asked: Talk) -> None:
    await asked.play(("王主任", PRIVATE, "工单 1号", "路灯"))
    actions = [row[0] for row in asked.db.execute("SELECT action FROM audit")]
    assert actions == ["工单1号"]


async def test_a_month_is_counted_with_a_workbook(asked: Talk) -> None:
    await asked.play(
        ("李书记", PRIVATE, "答复 1号 好", "答复了"),
        ("王主任", PRIVATE, "工单 统计", "2026年11月的工单：\n反映 1 件，答复 1（一半在"),
        ("王主任", PRIVATE, "工单统计 13月", "没有13月"),
        ("王主任", PRIVATE, "工单统计 12月", "2025年12月的工单：\n没有新的"),
        ("王主任", PRIVATE, "工单统计 2027年1月", "还没到"),
        ("李书记", PRIVATE, "工单统计", "只有党办可以用"),
    )
    assert any(file for _, file in _files(asked))


def _files(talk: Talk) -> list[tuple[str, str]]:
    rows = talk.db.execute("SELECT conversation, file FROM outbox WHERE file IS NOT NULL").fetchall()
    return [(row[0], row[1]) for row in rows]


async def test_the_member_who_cannot_be_written_to_is_told_by_the_secretary(asked: Talk) -> None:
    accounts.unfriend(asked.db, account_id("张三"))
    asked.db.conn.commit()
    await asked.play(("王主任", PRIVATE, "答复 1号 修好了", "私信不到张三，已请李书记转告"))
    assert re.search("请您转告：“【反映1号】答复您：修好了", asked.told("李书记")[-1])


async def test_after_a_transfer_the_case_stays_where_it_is(asked: Talk) -> None:
    second = units.named(asked.db, "第二支部")
    assert second is not None
    asked.db.execute("UPDATE members SET branch_id = ? WHERE name = '张三'", (second.id,))
    asked.db.conn.commit()
    await asked.play(
        ("赵书记", PRIVATE, "工单 1号", "没有您能看的"), ("李书记", PRIVATE, "工单 1号", "路灯坏了半个月")
    )


async def test_two_of_the_named_clerks_name_are_nobody(make_talk: MakeTalk) -> None:
    talk = make_talk(cases={"confidential": ["孙七"]})
    await talk.stage.settle()
    committee = units.committee(talk.db, "怀柔人才党委").id
    (one,) = members.named(talk.db, "孙七")
    members.give_post(talk.db, one.id, Role.CLERK, committee)
    talk.db.conn.commit()
    await talk.play(("张三", PRIVATE, "申诉 处理不公", "申诉1号"))
    other = members.add(talk.db, Member(0, "孙七"))
    members.give_post(talk.db, other, Role.CLERK, committee)
    talk.db.conn.commit()
    await talk.play(
        ("李四", PRIVATE, "申诉 也不公", "没有记下来"), ("孙七", PRIVATE, "工单 1号", "没有您能看的")
    )
