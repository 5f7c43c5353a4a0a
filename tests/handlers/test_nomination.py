"""提名: named privately, changed until the deadline; in the end there are counts and nothing else."""

from __future__ import annotations

import pytest

from bot.domain.member import Role
from data import member as members
from data import retention
from data import unit as units
from tests.conftest import FIRST, OFFICE, PRIVATE, SECOND, START, MakeTalk, Talk


async def open_one(talk: Talk, words: str = "提名 开始 优秀党员 每人2名 截止 周五18:00") -> None:
    await talk.play(("李书记", PRIVATE, words, "确认"), ("李书记", PRIVATE, "确认", "提名1号开始了"))
    await talk.wait(minutes=1)


def votes(talk: Talk) -> list[tuple[str, str]]:
    rows = talk.db.execute(
        "SELECT a.name, b.name FROM nomination_votes JOIN members a ON a.id = by_id"
        " JOIN members b ON b.id = for_id ORDER BY a.id, b.id"
    )
    return [tuple(row) for row in rows]


async def test_it_is_shown_first_and_then_told_in_the_room(talk: Talk) -> None:
    await talk.play(
        (
            "李书记",
            PRIVATE,
            "提名 开始 优秀党员 每人2名 截止 周五18:00",
            "第一支部的 5 人.*每人最多 2 名.*11月27日（周五）18:00截止，发到 1 个群，另私信 1 人",
        )
    )
    assert talk.told(FIRST) == []
    await talk.play(("李书记", PRIVATE, "确认", "提名1号开始了，发到 1 个群"))
    await talk.wait(minutes=1)
    assert "【提名1号】优秀党员\n每人最多提 2 名，11月27日（周五）18:00前私信我" in talk.told(FIRST)[0]
    assert "提名1号" in talk.told("赵海")[0]  # who sits in no room of the branch


async def test_members_nominate_privately_and_nobody_is_named_back(talk: Talk) -> None:
    await open_one(talk)
    await talk.play(
        ("张三", PRIVATE, "提名 李四 工作认真", "^记下了，提名1号“优秀党员”提了 1 名，还能再提 1 名"),
        ("张三", PRIVATE, "我想提名老周", "提了 2 名"),
        ("张三", PRIVATE, "提名 赵海", "已经提了 2 名，提名1号每人最多 2 名"),
        ("张三", PRIVATE, "提名", "1号 优秀党员.*您提了 2 名"),
    )
    assert votes(talk) == [("张三", "李四"), ("张三", "老周")]
    bodies = [row[0] for row in talk.db.execute("SELECT body FROM outbox")]
    assert not any("李四" in body or "老周" in body for body in bodies)


async def test_it_can_be_changed_until_the_deadline(talk: Talk) -> None:
    await open_one(talk)
    await talk.play(
        ("张三", PRIVATE, "提名 李四 老周", "提了 2 名"),
        ("张三", PRIVATE, "提名 撤", "您的 2 名都不算了"),
        ("张三", PRIVATE, "提名 赵海", "提了 1 名"),
        ("张三", PRIVATE, "撤", "已撤：刚才提的 1 名"),
    )
    assert votes(talk) == []


async def test_a_single_name_takes_the_place_of_the_one_before(talk: Talk) -> None:
    await open_one(talk, "提名 开始 优秀党员")
    await talk.play(("张三", PRIVATE, "提名 李四", "记下了"), ("张三", PRIVATE, "提名 老周", "记下了"))
    assert votes(talk) == [("张三", "老周")]


async def test_in_a_room_nothing_is_kept(talk: Talk) -> None:
    await open_one(talk)
    await talk.play(
        ("张三", FIRST, "提名 李四", "^这类内容请私信我，方便的话先撤回。$"),
        ("张三", FIRST, "提名 的事大家想一想", None),
        ("张三", FIRST, "提名工作开始了吗", None),
    )
    assert votes(talk) == []


async def test_after_the_deadline_only_counts_are_left(talk: Talk) -> None:
    await open_one(talk)
    await talk.play(
        ("张三", PRIVATE, "提名 李四 老周", "记下了"),
        ("赵海", PRIVATE, "提名 李四", "记下了"),
        ("李书记", PRIVATE, "提名 结果 1号", "现在 2 人提了。票数截止后才有"),
    )
    await talk.wait(days=5)
    assert "看票数发：提名 结果 1号" in talk.told("李书记")[-1]
    assert votes(talk) == []
    await talk.play(
        ("李书记", PRIVATE, "提名 结果 1号", "2 人提了名：\n李四 2 票\n老周 1 票$"),
        ("王主任", OFFICE, "提名 结果 1号", "李四 2 票"),
        ("赵书记", PRIVATE, "提名 结果 1号", "没有您发起的提名1号"),
        ("张三", PRIVATE, "提名 赵海", "没有进行中的提名"),
        ("张三", PRIVATE, "提名 结果 1号", "只有支部书记可以用"),
    )


async def test_the_opener_may_end_it_early(talk: Talk) -> None:
    await open_one(talk)
    await talk.play(
        ("张三", PRIVATE, "提名 李四", "记下了"),
        ("赵书记", PRIVATE, "提名 结束 1号", "没有您发起的"),
        ("李书记", PRIVATE, "提名 结束 1号", "提名1号结束了"),
        ("李书记", PRIVATE, "提名 结束 1号", "已经结束了"),
    )
    assert votes(talk) == []


async def test_the_secretary_speaks_for_who_has_no_wechat(talk: Talk) -> None:
    await open_one(talk)
    await talk.play(
        ("李书记", PRIVATE, "提名 代 老周 李四", "记下了"),
        ("李书记", PRIVATE, "提名 代 张三 李四", "张三用微信"),
        ("张三", PRIVATE, "提名 代 老周 李四", "只有支部书记可以用"),
    )
    assert votes(talk) == [("老周", "李四")]


async def test_what_was_entered_for_somebody_can_be_taken_back(talk: Talk) -> None:
    await open_one(talk)
    await talk.play(
        ("李书记", PRIVATE, "提名 张三", "发“提名 撤”再重新提"),
        ("李书记", PRIVATE, "提名 代 老周 李四", "发“提名 代 老周 撤”再重新提"),
        ("李书记", PRIVATE, "提名 代 老周 撤", "提名1号老周的 1 名都不算了"),
        ("李书记", PRIVATE, "提名 代 老周 撤 1号", "老周还没有提过"),
    )
    assert votes(talk) == [("李书记", "张三")]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("提名 张三", "不能提名自己"),
        ("提名 孙七", "本支部没有“孙七”"),
        ("提名 李思", "本支部没有“李思”。是李四吗"),
        ("提名 李四 老舟", "本支部没有“老舟”。是老周吗"),
        ("提名 9号 李四", "没有您能提的提名9号"),
        ("提名 李四 老周 赵海", "每人最多 2 名"),
    ],
)
async def test_a_wrong_name_is_answered(talk: Talk, words: str, answer: str) -> None:
    await open_one(talk)
    await talk.play(("张三", PRIVATE, words, answer))
    assert votes(talk) == []


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("提名 开始 优秀党员 截止 昨天18:00", "已经过了"),
        ("提名 开始 优秀党员 截止 2月30日", "没有2月30日"),
        ("提名 开始 优秀党员 每人20名", "1 到 9 名"),
        ("提名 开始 优秀党员 支部 二", "别的支部的提名"),
        ("提名 开始 优秀党员 在上海", "提名按支部来|没有人在上海"),
        ("提名 开始", "例：提名 开始"),
    ],
)
async def test_a_wrong_opening_shows_a_right_one(talk: Talk, words: str, answer: str) -> None:
    await talk.play(("李书记", PRIVATE, words, answer))


async def test_the_office_opens_one_for_all(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "提名 开始 优秀党务工作者", "全体的 7 人.*11月30日（周一）18:00截止，发到 3 个群"),
        ("王主任", OFFICE, "确认", "开始了"),
    )
    await talk.wait(minutes=1)
    assert talk.told(SECOND)
    await talk.play(("孙七", PRIVATE, "提名 赵书记", "记下了"), ("孙七", PRIVATE, "提名 李四", "本支部没有"))


async def test_nothing_of_it_outlives_its_year(make_talk: MakeTalk) -> None:
    talk = make_talk()
    await talk.stage.settle()
    await open_one(talk)
    await talk.play(("张三", PRIVATE, "提名 李四", "记下了"), ("李书记", PRIVATE, "提名 结束 1号", "结束了"))
    later = START.replace(year=START.year + 1, month=12)
    done = retention.delete_overdue(talk.db, later)
    assert {"nominations": 1, "nomination_counts": 1}.items() <= done.items()


async def test_a_deputy_without_the_share_opens_none(talk: Talk) -> None:
    first = units.named(talk.db, "第一支部")
    assert first is not None
    members.give_post(talk.db, members.named(talk.db, "张三")[0].id, Role.GROUP_LEADER, first.id)
    await talk.play(("张三", PRIVATE, "提名 开始 优秀党员", "只有支部书记可以用"))


async def test_two_may_be_named_without_a_space(talk: Talk) -> None:
    await open_one(talk)
    await talk.play(("李四", PRIVATE, "提名张三 老周", "提了 2 名"))


@pytest.mark.parametrize("words", ["优秀党员我推荐李四", "我推荐李四当优秀党员", "优秀党员，推荐李四"])
async def test_a_recommendation_in_own_words_counts(talk: Talk, words: str) -> None:
    await talk.play(("张三", PRIVATE, words, "."))
    assert votes(talk) == []  # none is open
    await open_one(talk)
    await talk.play(("张三", PRIVATE, words, "^记下了，提名1号“优秀党员”提了 1 名"))
    assert votes(talk) == [("张三", "李四")]
