"""Answers for others: 代收, numbers of a list; who may, whose word counts, what rooms hear."""

from __future__ import annotations

import pytest

from bot.domain.member import Member, Role
from bot.ports import Quote
from data import account as accounts
from data import listing as listings
from data import member as members
from data import unit as units
from tests.conftest import FIRST, OFFICE, PRIVATE, SECRETARIES, Talk, account_id
from tests.handlers.test_answers import PLANTING, send


@pytest.fixture
async def asked(talk: Talk) -> Talk:
    """Notice 1 asks all for 收到."""
    await send(talk, "回执 周五18:00前：周六上午九点集中学习")
    return talk


@pytest.fixture
async def planting(talk: Talk) -> Talk:
    """Notice 1 asks all whether they come."""
    await send(talk, PLANTING)
    return talk


def kept(talk: Talk) -> list[tuple[str, str | None, str, str, int]]:
    """List (name, choice, how, who told it, certain) of the answers that stand."""
    rows = talk.db.execute(
        "SELECT members.name, choice, how, tellers.name, certain FROM receipts"
        " JOIN members ON members.id = member_id JOIN members AS tellers ON tellers.id = said_by"
        " WHERE withdrawn_at IS NULL ORDER BY receipts.id"
    )
    return [tuple(row) for row in rows]


def vouched(talk: Talk) -> list[tuple[str, str, str]]:
    """List (name, how, safe or not) of the check-ins that stand."""
    rows = talk.db.execute(
        "SELECT name, how, coalesce(safety, '') FROM checkins JOIN members ON members.id = member_id"
        " WHERE withdrawn_at IS NULL ORDER BY checkins.id"
    )
    return [tuple(row) for row in rows]


async def show_silent(talk: Talk) -> None:
    """Let the secretary of the first branch see who is silent: 1 李书记 2 张三 3 李四 4 赵海 5 老周."""
    await talk.play(("李书记", PRIVATE, "名单 未回", "2 张三.*3 李四.*5 老周"))


# 代收


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("代收 1号 老周 电话", "telephone"),
        ("代收 N1 老周 见面", "visit"),
        ("代收 老周 家属", "family"),
        ("代收 第1号 老周", "other"),
    ],
)
async def test_a_secretary_answers_for_others_and_says_how(asked: Talk, text: str, how: str) -> None:
    await asked.play(("李书记", PRIVATE, text, "^已记第1号通知.*收到：老周。错了回“撤”。$"))
    assert kept(asked) == [("老周", None, how, "李书记", 1)]


@pytest.mark.parametrize("text", ["代收 1号 老周：去", "代收 1号 老周 去", "代收 1号 老周：电话说去"])
async def test_what_they_chose_stands_behind_a_colon(planting: Talk, text: str) -> None:
    await planting.play(("李书记", PRIVATE, text, "“是”：老周"))
    assert kept(planting)[0][:2] == ("老周", "是")


async def test_received_is_no_answer_where_more_is_asked(planting: Talk) -> None:
    await planting.play(("李书记", PRIVATE, "代收 1号 老周", "要回“是”或“否”。例：代收 1号 老周：是$"))
    assert kept(planting) == []


async def test_only_people_of_the_own_branch_and_all_who_are_not_are_named(asked: Talk) -> None:
    await asked.play(
        ("李书记", PRIVATE, "代收 1号 老周 孙七 欧阳锋 电话", "收到：老周。孙七不在本支部.*没认出欧阳锋")
    )
    assert [row[0] for row in kept(asked)] == ["老周"]


async def test_a_clerk_answers_for_anybody(asked: Talk) -> None:
    await asked.play(("王主任", PRIVATE, "代收 1号 孙七 老周", "孙七、老周"))
    assert len(kept(asked)) == 2


async def test_a_name_typed_twice_counts_once(asked: Talk) -> None:
    await asked.play(("李书记", PRIVATE, "代收 1号 老周 老周 电话", "收到：老周。错了"))
    assert len(kept(asked)) == 1


async def test_two_of_one_name_are_told_apart_by_branch(asked: Talk) -> None:
    members.add(asked.db, Member(0, "孙七", branch_id=2))
    await asked.say("王主任", OFFICE, "通知 全体 回执：再来一次")
    await asked.say("王主任", OFFICE, "确认")
    await asked.play(
        ("王主任", PRIVATE, "代收 孙七 电话", "请写明是哪位：孙七（第一支部）、孙七（第二支部）"),
        ("王主任", PRIVATE, "代收 孙七（第二支部） 电话", "^已记第2号通知电话收到：孙七。"),
        ("李书记", PRIVATE, "代收 孙七（第二支部） 电话", "不在本支部"),
    )
    assert [row[0] for row in kept(asked)] == ["孙七"]


async def test_a_member_may_not(asked: Talk) -> None:
    await asked.play(("张三", PRIVATE, "代收 1号 李四", "只有支部书记可以用"))


@pytest.mark.parametrize("text", ["代收 快递", "代收快递的来一下", "代收点", "代收 黄瓜"])
async def test_talk_about_parcels_is_chat(asked: Talk, text: str) -> None:
    await asked.play(("李书记", FIRST, text, None))


async def test_a_room_hears_no_names(asked: Talk) -> None:
    await asked.play(("李书记", SECRETARIES, "代收 1号 老周 电话", "^已记 1 位，详情私信您了。$"))
    assert asked.told("李书记") == ["已记第1号通知电话收到：老周。错了回“撤”。"]


async def test_where_no_private_word_is_possible_the_room_hears_how_many(asked: Talk) -> None:
    accounts.unfriend(asked.db, account_id("李书记"))
    await asked.play(("李书记", SECRETARIES, "代收 1号 老周 电话", "^已记 1 位。错了回“撤”。$"))


# Whose word counts


async def test_a_weaker_word_of_the_same_day_changes_nothing(planting: Talk) -> None:
    await planting.play(
        ("张三", PRIVATE, "去", "已记"),
        ("李书记", PRIVATE, "代收 1号 张三 电话：不去", "^张三今天已有本人的或更直接的回复，没有改。$"),
        ("李书记", PRIVATE, "进度 1号", "是 1 人"),
    )
    assert kept(planting)[-1] == ("张三", "否", "telephone", "李书记", 0)


async def test_the_person_s_own_word_changes_everything(planting: Talk) -> None:
    await planting.play(
        ("李书记", PRIVATE, "代收 1号 张三 见面：不去", "已记"),
        ("张三", PRIVATE, "去", "已记"),
        ("李书记", PRIVATE, "进度 1号", "是 1 人"),
    )


async def test_the_next_day_a_later_word_counts(planting: Talk) -> None:
    await planting.play(("张三", PRIVATE, "去", "已记"))
    await planting.wait(hours=24)
    await planting.play(("李书记", PRIVATE, "代收 1号 张三 电话：不去", "已记"))
    assert kept(planting)[-1][-1] == 1


async def test_a_weaker_check_in_adds_and_changes_no_place(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "在苏州", "苏州"),
        ("李书记", PRIVATE, "代报 张三 平安 在上海，家属说的", "照本人的记：张三 平安，苏州"),
    )
    assert vouched(talk) == [("张三", "own", ""), ("张三", "family", "safe")]


# Numbers of a list


@pytest.mark.parametrize(
    ("text", "how", "names"),
    [
        ("2 3 5 电话平安", "telephone", ["张三", "李四", "老周"]),
        ("2、3、5电话都打过了，平安", "telephone", ["张三", "李四", "老周"]),
        ("2 3 见面 平安", "visit", ["张三", "李四"]),
        ("5 家属说平安", "family", ["老周"]),
        ("2-4 电话收到", "telephone", ["张三", "李四", "赵海"]),
        ("全部电话平安 除 1 4", "telephone", ["张三", "李四", "老周"]),
        ("5 打过电话了", "telephone", ["老周"]),
    ],
)
async def test_numbers_of_the_list_answer_for_those_people(
    asked: Talk, text: str, how: str, names: list[str]
) -> None:
    await show_silent(asked)
    await asked.play(("李书记", PRIVATE, text, "^已记.*错了回“撤”。$"))
    assert [(row[0], row[2]) for row in kept(asked)] == [(name, how) for name in names]
    assert [row[:2] for row in vouched(asked)] == ([(name, how) for name in names] if "平安" in text else [])


async def test_it_is_said_whom_the_numbers_meant(asked: Talk) -> None:
    await show_silent(asked)
    await asked.play(
        ("李书记", PRIVATE, "2 5 9 电话平安", "名单上没有9号.*已记电话收到、平安：2张三 5老周。")
    )


async def test_a_part_may_have_been_out_of_reach(asked: Talk) -> None:
    await show_silent(asked)
    await asked.play(("李书记", PRIVATE, "2、3电话平安，5没打通", "2张三 3李四。5老周没联系上，先不记"))
    assert [row[0] for row in kept(asked)] == ["张三", "李四"]


async def test_what_a_notice_asks_may_stand_behind_the_numbers(planting: Talk) -> None:
    await show_silent(planting)
    await planting.play(("李书记", PRIVATE, "2 电话去，5 家属说去不了", "“是”：2张三。.*“否”：5老周"))
    assert [row[:3] for row in kept(planting)] == [("张三", "是", "telephone"), ("老周", "否", "family")]


async def test_safe_is_kept_and_the_answer_asked_for(planting: Talk) -> None:
    await show_silent(planting)
    await planting.play(("李书记", PRIVATE, "5 电话平安", "已记电话平安：5老周。.*例：5 电话：是。"))
    assert (kept(planting), vouched(planting)) == ([], [("老周", "telephone", "safe")])


async def test_numbers_lapse_after_a_day(asked: Talk) -> None:
    await show_silent(asked)
    await asked.wait(hours=25)
    await asked.play(("李书记", PRIVATE, "5 电话平安", "过了一天就作废，请再发“名单 未回”"))
    assert kept(asked) == []


async def test_a_quote_names_an_older_list(asked: Talk) -> None:
    await show_silent(asked)
    older = asked.told("李书记")[-1]
    await asked.play(("李四", FIRST, "收到", None), ("张三", FIRST, "收到", None))
    await asked.play(("李书记", PRIVATE, "名单 未回", "1 李书记\n2 赵海\n3 老周"))
    await asked.say("李书记", PRIVATE, "5 电话平安", quote=Quote("风筝线", older))
    assert kept(asked)[-1][0] == "老周"


async def show_office(talk: Talk) -> str:
    """Have the office's first clerk shown the silent there; gives the list. Another clerk reads along."""
    second = members.add(talk.db, Member(0, "钱干事"))
    members.give_post(talk.db, second, Role.CLERK, units.committee(talk.db, "怀柔人才党委").id)
    accounts.bind(talk.db, account_id("钱干事"), second, None, talk.now)
    await talk.play(("王主任", OFFICE, "名单 未回", "5 老周"))
    return talk.told(OFFICE)[-1]


async def test_in_the_office_room_any_clerk_may_answer_a_list_by_quoting_it(asked: Talk) -> None:
    shown = await show_office(asked)
    await asked.say("钱干事", OFFICE, "5 电话平安", quote=Quote("风筝线", shown))
    assert asked.told(OFFICE)[-1].startswith("已记 1 位。")
    assert kept(asked)[-1][:4] == ("老周", None, "telephone", "钱干事")


async def test_a_list_that_was_quoted_elsewhere_stays_its_reader_s(asked: Talk) -> None:
    shown = await show_office(asked)
    await asked.say("钱干事", PRIVATE, "5 电话平安", quote=Quote("风筝线", shown))
    assert "老周" not in "".join(asked.told("钱干事"))


async def test_distress_from_a_list_is_raised_for_that_person(asked: Talk) -> None:
    await show_silent(asked)
    await asked.say("李书记", PRIVATE, "5 家属说住院了，没人照顾")
    assert any("【急】老周" in said for said in asked.told("王主任"))


async def test_rights_are_looked_at_again(asked: Talk) -> None:
    await show_silent(asked)
    asked.db.execute("UPDATE members SET branch_id = (SELECT max(id) FROM units) WHERE name = '老周'")
    await asked.play(("李书记", PRIVATE, "5 电话平安", "^5老周现在不在您的支部，没有记。$"))
    assert kept(asked) == []


async def test_in_a_room_the_own_list_is_answered_without_names(asked: Talk) -> None:
    await show_silent(asked)
    await asked.play(("李书记", FIRST, "5 电话平安", "^已记 1 位，详情私信您了。$"))
    assert asked.told("李书记")[-1] == "已记电话收到、平安：5老周。错了回“撤”。"


@pytest.mark.parametrize(
    "text", ["2 见面聊", "3 电话联系", "1，2，3木头人", "5点电话联系", "2号下午开会", "大家平安", "3 7 12"]
)
async def test_talk_with_numbers_is_chat(asked: Talk, text: str) -> None:
    await show_silent(asked)
    await asked.play(("李书记", FIRST, text, None))
    assert kept(asked) == []


async def test_who_leads_nobody_answers_no_list(asked: Talk) -> None:
    await asked.say("张三", FIRST, "2 3 电话平安")
    assert (kept(asked), vouched(asked)) == ([], [])


# Check-ins


async def test_a_report_for_others_says_how_it_was_had(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "代报 老周 平安 电话打过了", "已记：老周"))
    assert vouched(talk) == [("老周", "telephone", "safe")]


async def test_one_s_own_check_in_is_one_s_own(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "平安，换了电话", "已记"))
    assert vouched(talk)[0][1] == "own"


async def test_the_office_answers_any_list(asked: Talk) -> None:
    await asked.play(("王主任", OFFICE, "名单 未回 1号", "1 李书记"))
    await asked.say("王主任", OFFICE, "2 电话平安")
    assert len(kept(asked)) == 1


@pytest.mark.parametrize("subject", ["rollcall:1", "overdue"])
async def test_a_list_of_the_silent_is_answered_with_check_ins(talk: Talk, subject: str) -> None:
    reader, *others = (members.named(talk.db, name)[0].id for name in ("李书记", "张三", "老周"))
    listings.keep(talk.db, reader, subject, "还没听到消息的 2 人：", others, talk.now)
    await talk.play(("李书记", PRIVATE, "1 2 电话平安", "^已记电话平安：1张三 2老周。错了回“撤”。$"))
    assert vouched(talk) == [("张三", "telephone", "safe"), ("老周", "telephone", "safe")]


async def test_that_somebody_was_telephoned_does_not_say_how_they_are(talk: Talk) -> None:
    reader, other = (members.named(talk.db, name)[0].id for name in ("李书记", "老周"))
    listings.keep(talk.db, reader, "overdue", "很久没有消息的 1 人：", [other], talk.now)
    await talk.play(("李书记", PRIVATE, "1 电话打过了", "1老周还没记。都平安的话请回：1 电话平安。"))
    assert vouched(talk) == []


# As secretaries write it


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("2 3 已通知", ["张三", "李四"]),
        ("2号打过电话了，说知道了", ["张三"]),
        ("2 电话：他周六来不了", ["张三"]),
        ("2 3收到，5说来不了", ["张三", "李四", "老周"]),
        ("2收到，5电话关机", ["张三"]),
        ("张三收到了", ["张三"]),
        ("张三、老周都说收到", ["张三", "老周"]),
        ("老周 电话说知道了", ["老周"]),
    ],
)
async def test_what_people_said_is_taken_as_told_on(asked: Talk, text: str, names: list[str]) -> None:
    await show_silent(asked)
    await asked.play(("李书记", PRIVATE, text, "^已记"))
    assert [name for name, *_, certain in kept(asked) if certain] == names


@pytest.mark.parametrize("text", ["赵书记收到了", "快递收到了", "孙七也收到了"])
async def test_who_is_not_of_the_branch_is_not_answered_for(asked: Talk, text: str) -> None:
    await asked.say("李书记", PRIVATE, text)
    assert kept(asked) == []


async def test_among_secretaries_a_list_is_answered_without_mention(asked: Talk) -> None:
    await show_silent(asked)
    await asked.play(("李书记", SECRETARIES, "3 5 收到", "已记 2 位"), ("李书记", FIRST, "2 4 收到", None))
    assert [name for name, *_ in kept(asked)] == ["李四", "老周"]


async def test_numbers_alone_are_asked_about(asked: Talk) -> None:
    await show_silent(asked)
    await asked.play(("李书记", PRIVATE, "3 5", "这几位怎么样了？.*例：3 5 电话平安"))


async def test_what_a_notice_wants_is_said_rightly(asked: Talk) -> None:
    await show_silent(asked)
    await asked.play(("李书记", PRIVATE, "3 电话：下次再说", "第1号通知要回“收到”，3李四还没记"))
