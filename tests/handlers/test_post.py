"""Posts are given and taken away by the office, shown first; the history stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.config import ConfigError
from bot.domain.member import Role
from bot.domain.post import TermState
from data import member as members
from data import post as posts
from data import unit as units
from tests.conftest import FIRST, OFFICE, PRIVATE, SECRETARIES, MakeTalk, Talk

CLERK, FIRST_ID, SECOND_ID = "王主任", 2, 3


def secretaries(talk: Talk, unit: int = FIRST_ID) -> list[str]:
    return [person.name for person in members.holders(talk.db, Role.SECRETARY, unit)]


def number_of(talk: Talk, name: str) -> int:
    return members.named(talk.db, name)[0].id


async def set_post(talk: Talk, order: str) -> None:
    await talk.play((CLERK, PRIVATE, f"设置 {order}", "回复“确认”办理"), (CLERK, PRIVATE, "确认", "^好了"))


async def test_a_new_secretary_takes_the_place_of_the_former(talk: Talk) -> None:
    await talk.play(
        (
            CLERK,
            OFFICE,
            "设置 书记 第一支部 张三",
            "将请张三（第一支部，手机尾号 8000）担任第一支部书记\n李书记不再担任第一支部书记",
        ),
        (CLERK, OFFICE, "确认", "^好了，张三现在是第一支部书记。李书记不再担任。已私信告诉本人。"),
    )
    assert secretaries(talk) == ["张三"]
    assert "从今天起请您担任第一支部书记" in talk.told("张三")[-1]
    assert "由张三接任" in talk.told("李书记")[-1]


async def test_the_history_of_posts_is_kept(talk: Talk) -> None:
    await set_post(talk, "书记 第一支部 张三")
    (former,) = posts.history(talk.db, FIRST_ID)
    assert (former.member_id, former.role) == (number_of(talk, "李书记"), Role.SECRETARY)
    assert (former.state, former.ended_by) == (TermState.ENDED, number_of(talk, CLERK))


async def test_rights_follow_the_post_at_once(talk: Talk) -> None:
    await set_post(talk, "书记 第一支部 张三")
    await talk.play(
        ("张三", PRIVATE, "本支部", "第一支部，5 人"),
        ("李书记", PRIVATE, "本支部", "只有支部书记可以用"),
    )


async def test_what_was_shown_lapses_when_the_posts_have_changed(talk: Talk) -> None:
    await talk.play((CLERK, OFFICE, "设置 书记 第一支部 张三", "李书记不再担任"))
    await set_post(talk, "书记 第一支部 李四")
    await talk.play((CLERK, OFFICE, "确认", "情况变了，没有办"))
    assert secretaries(talk) == ["李四"]


async def test_an_acting_secretary_ends_by_itself(talk: Talk) -> None:
    await set_post(talk, "书记 第一支部 张三 代理 到 11月25日")
    assert secretaries(talk) == ["张三"]
    await talk.until(talk.now.replace(day=25, hour=23, minute=59))
    assert secretaries(talk) == ["张三"]
    await talk.wait(minutes=2)
    assert secretaries(talk) == ["李书记"]
    await talk.wait(hours=9)
    assert "又由您来办" in talk.told("李书记")[-1]


async def test_the_office_hears_when_nobody_follows_an_acting_secretary(talk: Talk) -> None:
    await talk.play(
        (CLERK, PRIVATE, "免去 书记 第一支部", "将免去李书记"), (CLERK, PRIVATE, "确认", "现在没有人担任")
    )
    await set_post(talk, "书记 第一支部 张三 代理 到 今天")
    await talk.wait(hours=26)
    assert any("任期到了，现在没有人接" in text for text in talk.told(CLERK))


@pytest.mark.parametrize(
    ("order", "answer"),
    [
        ("设置 书记 第一支部 王主任", "自己的职务要请另一位"),
        ("设置 书记 第一支部 李书记", "已经是第一支部的书记了"),
        ("设置 书记 第九支部 张三", "没有“第九支部”"),
        ("设置 书记 第一支部 张山", "没有“张山”。是张三吗"),
        ("设置 书记 第一支部", "请写上是谁"),
        ("设置 书记 第一支部 张三 代理", "代理到哪天"),
        ("设置 书记 第一支部 张三 代理 到 昨天", "拿不准|已经过去了"),
        ("免去 书记 第一支部 张三", "张三不是第一支部书记"),
        ("设置 书记 第一支部 张三、李四", "一次请写一位"),
        ("免去 副书记 第一支部", "现在没有第一支部副书记"),
        ("免去 党办 王主任", "最后一位党办，不能免去"),
    ],
)
async def test_a_wrong_order_says_what_is_wrong(talk: Talk, order: str, answer: str) -> None:
    await talk.play((CLERK, PRIVATE, order, answer))


async def test_posts_are_not_dealt_with_where_others_read(talk: Talk) -> None:
    await talk.play((CLERK, FIRST, "设置 书记 第一支部 张三", "^谁担任什么，请在党办群或私信里办。$"))


async def test_two_of_a_name_are_asked_apart(talk: Talk) -> None:
    talk.db.execute("INSERT INTO members (name, branch_id, phone) VALUES ('张三', 3, '13800138009')")
    await talk.play(
        (CLERK, PRIVATE, "设置 书记 第一支部 张三", "有 2 位张三，是哪一位"),
        (CLERK, PRIVATE, "设置 书记 第一支部 张三8009", "将请张三（第二支部，手机尾号 8009）"),
    )


@pytest.mark.parametrize(
    "order", ["设置 书记 第二支部 张三", "设置 委员 第一支部 张三", "免去 书记 第二支部", "设置 党办 张三"]
)
async def test_a_secretary_gives_no_posts(talk: Talk, order: str) -> None:
    await talk.play(("李书记", PRIVATE, order, "只有党办可以用"))


async def test_a_clerk_makes_another_and_takes_it_back(talk: Talk) -> None:
    await set_post(talk, "党办 张三")
    await talk.play(
        ("张三", PRIVATE, "免去 党办 王主任", "将免去王主任的党办"),
        ("张三", PRIVATE, "确认", "^好了，王主任不再担任党办"),
        (CLERK, PRIVATE, "队列", "只有党办可以用"),
    )


async def test_who_lost_the_office_meanwhile_confirms_nothing(talk: Talk) -> None:
    await set_post(talk, "党办 张三")
    await talk.play((CLERK, OFFICE, "设置 书记 第二支部 李四", "回复“确认”"))
    await talk.play(("张三", PRIVATE, "免去 党办 王主任", "将免去"), ("张三", PRIVATE, "确认", "好了"))
    await talk.play((CLERK, OFFICE, "确认", "职务由党办来设置"))
    assert secretaries(talk, SECOND_ID) == ["赵书记"]


# What lesser posts share


async def test_a_deputy_may_do_what_the_secretary_does(talk: Talk) -> None:
    await set_post(talk, "副书记 第一支部 张三")
    await talk.play(("张三", PRIVATE, "本支部", "第一支部，5 人"), ("张三", PRIVATE, "名单 失联", "没有记为"))


async def test_a_committee_member_may_do_the_part_configured(talk: Talk) -> None:
    await set_post(talk, "委员 第一支部 张三")
    await talk.play(
        ("张三", PRIVATE, "名单 在外", "没有|人"),
        ("张三", PRIVATE, "本支部", "只有支部书记可以用。委员可以用：.*名单"),
    )


async def test_who_shares_the_work_hears_what_may_be_done(talk: Talk) -> None:
    await set_post(talk, "小组长 第一支部 张三")
    assert talk.told("张三")[-1].endswith("担任第一支部小组长，辛苦您了。您可以用：代报、代收。")


async def test_a_share_is_of_the_own_branch_only(talk: Talk) -> None:
    await set_post(talk, "委员 第一支部 孙七")
    await talk.play(("孙七", PRIVATE, "代收 赵书记", "还没有发过要回执的通知"))
    await talk.play((CLERK, OFFICE, "通知 全体 回执：开会", "将发给"), (CLERK, OFFICE, "确认", "第1号"))
    await talk.play(
        ("孙七", PRIVATE, "代收 1号 赵书记", "赵书记不在本支部|没认出"),
        ("孙七", PRIVATE, "代收 1号 李四 电话", "李四"),
    )


async def test_the_part_is_what_config_says(make_talk: MakeTalk) -> None:
    talk = make_talk(posts={"group_leader": ["本支部"]})
    await talk.stage.settle()
    await set_post(talk, "小组长 第一支部 张三")
    await talk.play(
        ("张三", PRIVATE, "本支部", "第一支部，5 人"), ("张三", PRIVATE, "名单 失联", "只有支部书记可以用")
    )


async def test_the_general_branch_s_secretary_leads_the_branches_below(talk: Talk) -> None:
    await talk.play((CLERK, PRIVATE, "建总支 第一总支 第一支部", "建好了"))
    await set_post(talk, "书记 第一总支 孙七")
    await talk.play(
        ("孙七", PRIVATE, "本支部", "^第一支部，5 人"),
        (CLERK, PRIVATE, "组织", "第一总支 5人，书记孙七"),
    )
    assert secretaries(talk) == ["李书记"]


async def test_a_post_gives_no_right_after_its_last_day(talk: Talk) -> None:
    await set_post(talk, "副书记 第一支部 张三 到 今天")
    (term,) = posts.held(talk.db, member_id=number_of(talk, "张三"))
    assert term.ends_on == date(2026, 11, 23)
    await talk.until(talk.now.replace(hour=23, minute=59) + timedelta(minutes=1, seconds=30))
    await talk.play(("张三", PRIVATE, "本支部", "只有支部书记可以用"))


async def test_in_a_room_talk_of_settings_is_chat(talk: Talk) -> None:
    await talk.play((CLERK, FIRST, "设置 一下手机就好", None), (CLERK, SECRETARIES, "免去 大家的麻烦", None))


async def test_a_branch_s_new_name_stands_in_its_posts(talk: Talk) -> None:
    units.rename(talk.db, units.find(talk.db, FIRST_ID), "望京支部", number_of(talk, CLERK), talk.now)
    await talk.play((CLERK, PRIVATE, "设置 书记 一支部 张三", "担任望京支部书记"))


def test_a_share_that_is_no_command_is_refused_with_a_hint(make_talk: MakeTalk) -> None:
    with pytest.raises(
        ConfigError, match=r"posts.committee_member: no command of a secretary's: 走防; did you mean 走访\?"
    ):
        make_talk(posts={"committee_member": ["走防"]})


def test_a_share_of_the_office_s_commands_is_refused(make_talk: MakeTalk) -> None:
    with pytest.raises(ConfigError, match=r"posts\.deputy: .*: 设置"):
        make_talk(posts={"deputy": ["设置"]})


async def test_a_dismissal_that_names_the_person_only_finds_the_post(talk: Talk) -> None:
    await talk.play(("王主任", PRIVATE, "免去 李书记 书记", "^将免去李书记的第一支部书记"))
