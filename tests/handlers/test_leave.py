"""A secretary goes on leave: somebody of the branch stands in for those days, and no longer."""

from __future__ import annotations

import pytest

from bot.domain.member import Role
from data import member as members
from data import post as posts
from tests.conftest import FIRST, OFFICE, PRIVATE, SECRETARIES, Talk

CLERK, SECRETARY, FIRST_ID = "王主任", "李书记", 2
LEAVE = "休假 11月24日-25日 李四代"


def holders(talk: Talk) -> list[str]:
    return [person.name for person in members.holders(talk.db, Role.SECRETARY, FIRST_ID)]


async def go(talk: Talk, words: str = LEAVE) -> None:
    await talk.play((SECRETARY, PRIVATE, words, "回复“确认”办理"), (SECRETARY, PRIVATE, "确认", "^记好了"))


async def test_a_stand_in_is_shown_by_the_full_name_before_it_counts(talk: Talk) -> None:
    await talk.play(
        (SECRETARY, PRIVATE, "休假 11月24日-25日 小赵代", "^11月24日到11月25日由赵海代理第一支部书记")
    )
    assert not posts.planned(talk.db)


async def test_a_stand_in_leads_on_those_days_and_no_others(talk: Talk) -> None:
    await go(talk)
    assert holders(talk) == [SECRETARY]
    await talk.until(talk.now.replace(day=24, hour=0, minute=1))
    assert holders(talk) == ["李四"]
    await talk.play(("李四", PRIVATE, "本支部", "第一支部，5 人"))
    await talk.until(talk.now.replace(day=25, hour=23, minute=59))
    assert holders(talk) == ["李四"]
    await talk.wait(minutes=2)
    assert holders(talk) == [SECRETARY]
    await talk.play(("李四", PRIVATE, "本支部", "只有支部书记可以用"))


async def test_both_are_told_when_it_begins_and_ends_and_the_office_at_once(talk: Talk) -> None:
    await go(talk)
    assert "李书记休假，11月24日到11月25日由李四代理" in talk.told(CLERK)[-1]
    await talk.until(talk.now.replace(day=24, hour=9))
    assert "请您代理第一支部书记" in talk.told("李四")[-1]
    assert "由李四代理第一支部书记" in talk.told(SECRETARY)[-1]
    await talk.until(talk.now.replace(day=26, hour=9))
    assert "任期到了" in talk.told("李四")[-1]
    assert "又由您来办" in talk.told(SECRETARY)[-1]


async def test_notices_to_pass_on_go_to_the_stand_in(talk: Talk) -> None:
    await go(talk, "休假 今天 李四代")
    await talk.play(
        (CLERK, OFFICE, "通知 支部 一 转发：下午开会", "将发给"), (CLERK, OFFICE, "确认", "第1号")
    )
    await talk.wait(minutes=1)
    assert any("下午开会" in text for text in talk.told("李四"))
    assert not any("下午开会" in text for text in talk.told(SECRETARY))
    await talk.play(("李四", PRIVATE, "转发", "第一支部"))


async def test_a_cry_for_help_rings_at_the_stand_in(talk: Talk) -> None:
    await go(talk, "休假 今天 李四代")
    await talk.say("张三", PRIVATE, "救命，我被骗进传销了")
    await talk.wait(seconds=30)
    assert any("我来处理" in text for text in talk.told("李四"))
    assert not any("我来处理" in text for text in talk.told(SECRETARY))


async def test_what_was_handed_over_before_is_asked_of_the_stand_in(talk: Talk) -> None:
    await talk.until(talk.now.replace(hour=21))
    await go(talk)
    await talk.play(
        (CLERK, OFFICE, "通知 支部 一 转发：下午开会", "将发给"), (CLERK, OFFICE, "确认", "第1号")
    )
    await talk.until(talk.now.replace(day=24, hour=9))
    assert any("转发 1号" in text for text in talk.told("李四"))
    assert len([text for text in talk.told(SECRETARY) if "转发 1号" in text]) == 1  # the handing over


async def test_a_notice_to_the_secretaries_reaches_the_stand_in_alone(talk: Talk) -> None:
    await go(talk, "休假 今天 李四代")
    await talk.play((CLERK, OFFICE, "通知 书记 回执：明天例会", "共 2 人.*书记群，私信 1 位不在群里的，2 条"))
    await talk.play((CLERK, OFFICE, "确认", "第1号"))
    await talk.wait(minutes=1)
    assert any("明天例会" in text for text in talk.told("李四"))


async def test_a_secretary_who_is_back_early_leads_again(talk: Talk) -> None:
    await go(talk, "休假 今天到25日 李四代")
    assert holders(talk) == ["李四"]
    await talk.play((SECRETARY, PRIVATE, "休假 取消", "休假取消了，李四不再代理"))
    assert holders(talk) == [SECRETARY]
    assert "代理取消了" in talk.told("李四")[-1]
    assert "休假取消了" in talk.told(CLERK)[-1]


async def test_a_leave_that_is_called_off_never_begins(talk: Talk) -> None:
    await go(talk)
    await talk.play((SECRETARY, PRIVATE, "休假 取消", "取消了"))
    await talk.until(talk.now.replace(day=24, hour=12))
    assert holders(talk) == [SECRETARY]


async def test_days_do_not_overlap(talk: Talk) -> None:
    await go(talk)
    await talk.play((SECRETARY, PRIVATE, "休假 11月25日-27日 张三代", "11月24日到11月25日已经请李四代了"))
    await go(talk, "休假 11月26日-27日 张三代")


async def test_a_secretary_replaced_before_the_leave_has_no_stand_in(talk: Talk) -> None:
    await go(talk)
    await talk.play((CLERK, PRIVATE, "设置 书记 第一支部 张三", "将请"), (CLERK, PRIVATE, "确认", "好了"))
    await talk.until(talk.now.replace(day=24, hour=12))
    assert holders(talk) == ["张三"]


async def test_a_stand_in_who_left_the_branch_does_not_begin(talk: Talk) -> None:
    await go(talk)
    talk.db.execute("UPDATE members SET branch_id = 3 WHERE name = '李四'")
    await talk.until(talk.now.replace(day=24, hour=12))
    assert holders(talk) == [SECRETARY]


async def test_a_stand_in_appoints_no_stand_in(talk: Talk) -> None:
    await go(talk, "休假 今天 李四代")
    await talk.play(("李四", PRIVATE, "休假 今天 张三代", "是支部书记用的"))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("休假 11月24日-25日 孙七代", "本支部名册里没有“孙七”"),
        ("休假 11月1日-2日 李四代", "已经过去了|拿不准"),
        ("休假 11月24日-25日", "例：休假"),
        ("休假 取消", "没有登记过休假"),
    ],
)
async def test_a_wrong_leave_says_what_is_wrong(talk: Talk, words: str, answer: str) -> None:
    await talk.play((SECRETARY, PRIVATE, words, answer))


async def test_a_member_has_no_stand_in(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, LEAVE, "只有支部书记可以用"))


async def test_talk_of_holidays_is_chat(talk: Talk) -> None:
    await talk.play(
        (SECRETARY, FIRST, "休假 真好啊", None), (SECRETARY, SECRETARIES, "休假几天了，王姐代我问好", None)
    )


async def test_a_sister_is_a_woman(talk: Talk) -> None:
    talk.db.execute("UPDATE members SET sex = '男' WHERE name = '李四'")
    talk.db.execute("INSERT INTO members (name, sex, branch_id) VALUES ('李秀英', '女', 2)")
    await talk.play((SECRETARY, PRIVATE, "休假 11月24日 李姐代", "^11月24日一天由李秀英代理"))


async def test_of_several_meant_the_full_name_is_asked(talk: Talk) -> None:
    talk.db.execute("INSERT INTO members (name, phone, branch_id) VALUES ('李五', '13800138009', 2)")
    await talk.play((SECRETARY, PRIVATE, "休假 11月24日 小李代", "可能是李四、李五8009，请写全名"))


async def test_next_year_s_leave_is_taken_for_a_slip(talk: Talk) -> None:
    await talk.play((SECRETARY, PRIVATE, "休假 11月1日-2日 李四代", "今年已经过去了"))


async def test_a_leave_over_new_year_names_the_year(talk: Talk) -> None:
    await talk.play((SECRETARY, PRIVATE, "休假 12月28日到1月3日 李四代", "^12月28日到2027年1月3日由李四代理"))
