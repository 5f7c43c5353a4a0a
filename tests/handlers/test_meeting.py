"""三会一课: what a secretary records, who may see it, what is still due."""

from __future__ import annotations

import pytest

from bot.domain.member import Role
from data import member as members
from data import unit as units
from tests.conftest import FIRST, OFFICE, PRIVATE, SECRETARIES, Talk

COMMITTEE = "三会一课 支委会 11月20日 到 张三 李四 缺 赵海 出差 内容：讨论年底走访"


def attendance(talk: Talk) -> list[tuple[str, int, str]]:
    rows = talk.db.execute(
        "SELECT name, came, reason FROM meeting_members JOIN members ON members.id = member_id"
        " JOIN meetings ON meetings.id = meeting_id WHERE withdrawn_at IS NULL ORDER BY members.id"
    )
    return [tuple(row) for row in rows]


def earned(talk: Talk) -> list[tuple[str, str, str]]:
    rows = talk.db.execute(
        "SELECT name, deed, source FROM points JOIN members ON members.id = member_id ORDER BY members.id"
    )
    return [tuple(row) for row in rows]


async def test_a_meeting_is_recorded_with_who_came_and_why_others_did_not(talk: Talk) -> None:
    await talk.play(
        (
            "李书记",
            PRIVATE,
            COMMITTEE,
            "已记1号：第一支部支委会，11月20日，到 2 人：张三、李四\n缺 1 人：赵海（出差）\n内容：讨论年底",
        )
    )
    assert attendance(talk) == [("张三", 1, ""), ("李四", 1, ""), ("赵海", 0, "出差")]


async def test_attending_earns_and_taking_back_forfeits(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "三会一课 党课 昨天 到 张三 李四", "已记1号"))
    assert earned(talk) == [("张三", "lesson", "meeting:1"), ("李四", "lesson", "meeting:1")]
    await talk.play(("李书记", PRIVATE, "撤", "已撤：1号 11月22日 党课"))
    assert earned(talk) == []
    assert attendance(talk) == []


async def test_everybody_but_a_few(talk: Talk) -> None:
    await talk.play(
        (
            "李书记",
            PRIVATE,
            "三会一课 主题党日 上周六 全到 除 赵海 内容：社区清扫",
            "11月21日，到 4 人.*缺 1 人：赵海",
        )
    )
    assert ("老周", 1, "") in attendance(talk)


async def test_a_record_is_put_right_by_its_number_and_back(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, COMMITTEE, "已记1号"),
        ("李书记", PRIVATE, "三会一课 改 1号 到 张三 老周", "已改1号.*到 2 人：张三、老周\n缺 1 人：赵海"),
    )
    assert [who for who, _, _ in earned(talk)] == ["张三", "老周"]
    await talk.play(("李书记", PRIVATE, "撤", "现在记的是：1号 11月20日 支委会 到 2 人"))
    assert [who for who, _, _ in earned(talk)] == ["张三", "李四"]


async def test_said_again_it_takes_the_place_of_the_first(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, COMMITTEE, "已记1号"),
        (
            "李书记",
            PRIVATE,
            "三会一课 支委会 11月20日 到 张三 李四 赵海",
            "已改1号（刚才同一天记过）.*到 3 人",
        ),
        (
            "李书记",
            PRIVATE,
            "三会一课",
            "第一支部 2026年4季度.*\n1号 11月20日 支委会 到 3 人\n还差：党员大会（12月底前）",
        ),
    )


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("三会一课支委会 11月20日 到 张三 李四", "到 2 人：张三、李四"),
        ("三会一课：支委会，１１月２０号，到张三、李四，缺赵海（出差）", "到 2 人.*赵海（出差）"),
        ("三会一课 支委会 11月20日 张三 李四", "到 2 人：张三、李四"),
        ("三会一课 党课 昨天 全体党员", "11月22日，到 5 人"),
        ("三会一课 党员大会 昨天下午3点 社区活动室 全到", "到 5 人.*内容：社区活动室"),
        (
            "三会一课 主题党日 前天 线上 全到 除 赵海 有时差 李四\n去养老院",
            "赵海（有时差）.*\n内容：去养老院",
        ),
    ],
)
async def test_it_is_read_as_people_in_a_hurry_write_it(talk: Talk, words: str, answer: str) -> None:
    await talk.play(("李书记", PRIVATE, words, f"已记1号.*{answer}"))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("三会一课 支委会 2月30日 到 张三", "没有“2月30日”这一天.*例：三会一课"),
        ("三会一课 支委会 12月20日 到 张三", "“12月20日”还没到"),
        ("三会一课 支委会 明天 到 张三", "“明天”还没到"),
        ("三会一课 支委会 2024年5月1日 到 张三", "一年多以前"),
        ("三会一课 支委会 11月20日", "请写上谁到了"),
        ("三会一课 支委会 到 张三 李四", "请写上哪天开的"),
        ("三会一课 支委会 11月20日 到 章三", "没有“章三”。是张三吗"),
        ("三会一课 支委会 11月20日 到 5人", "“5人”请写名字"),
        ("三会一课 支委会 11月20日 到 张三 缺 张三", "张三又到又缺"),
        ("三会一课 小组会 11月20日 全到", "写名字"),
        ("三会一课 第二支部", "别的支部的记录"),
        ("三会一课 支委会 第二支部 11月20日 到 孙七", "由那个支部的书记来写"),
        ("三会一课 99号", "没有您能看的三会一课99号"),
        ("三会一课 改 99号 到 张三", "没有您能看的三会一课99号"),
        ("三会一课 扫地", "例：三会一课"),
    ],
)
async def test_a_wrong_use_shows_a_right_one(talk: Talk, words: str, answer: str) -> None:
    await talk.play(("李书记", PRIVATE, words, answer))
    assert talk.counts("meetings") == 0


@pytest.mark.parametrize(
    "words",
    [
        "三会一课季度检查快到了",
        "三会一课 党课 周五到支部来",
        "三会一课的材料交一下",
        "党课改到明天",
        "三会一课 改天开",
        "月底还缺啥",
    ],
)
async def test_talk_in_a_room_stays_talk(talk: Talk, words: str) -> None:
    await talk.play(("李书记", FIRST, words, None))


async def test_in_a_room_nothing_is_repeated(talk: Talk) -> None:
    await talk.play(("李书记", SECRETARIES, COMMITTEE, "^这类内容请私信我，方便的话先撤回。$"))
    assert talk.counts("meetings") == 0


async def test_what_is_due_is_answered_in_plain_words(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "月底还缺啥", "还差：党员大会（12月底前）.*主题党日（10月没有记录，11月、12月）"),
        ("李书记", PRIVATE, "这个月还缺什么会？", "还差：党员大会"),
        ("王主任", OFFICE, "三会一课 名单", "还差会的支部 2 个"),
        ("张三", PRIVATE, "三会一课", "只有支部书记可以用"),
    )


async def test_committees_and_groups_are_due_where_there_are_some(talk: Talk) -> None:
    first = units.named(talk.db, "第一支部")
    assert first is not None
    await talk.play(("李书记", PRIVATE, "三会一课", r"^(?!.*(支委会|小组会))"))
    for name, role in (("张三", Role.COMMITTEE_MEMBER), ("李四", Role.GROUP_LEADER)):
        members.give_post(talk.db, members.named(talk.db, name)[0].id, role, first.id)
    await talk.play(("李书记", PRIVATE, "三会一课", "支委会（10月没有记录.*党小组会（10月没有记录"))
