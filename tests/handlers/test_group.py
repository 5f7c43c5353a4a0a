"""Study groups: started, joined and left by the members themselves."""

from __future__ import annotations

import pytest

from data import group as groups
from data import member as members
from tests.conftest import FIRST, OFFICE, OVERSEAS, PRIVATE, Line, Talk

FOUNDED: Line = ("张三", PRIVATE, "建组 周末读书会", "小组1号“周末读书会”，您在里面")


def names(talk: Talk, number: int = 1) -> list[str]:
    return [one.name for one in groups.people(talk.db, number)]


async def test_a_member_founds_a_group_and_is_in_it(talk: Talk) -> None:
    await talk.play(FOUNDED)
    assert names(talk) == ["张三"]


async def test_members_of_any_branch_join_by_number_or_name(talk: Talk) -> None:
    await talk.play(
        FOUNDED,
        ("李四", FIRST, "@风筝线 加入 1号", "加入了“周末读书会”，现在 2 人"),
        ("孙七", PRIVATE, "加入 周末读书会", "现在 3 人"),
        ("赵海", OVERSEAS, "加入 1号", "现在 4 人"),
        ("李书记", PRIVATE, "我想加入周末读书会", "现在 5 人"),
        ("孙七", PRIVATE, "加入 1号", "已经在"),
    )
    assert names(talk) == ["张三", "李四", "孙七", "赵海", "李书记"]


async def test_no_two_groups_have_one_name(talk: Talk) -> None:
    await talk.play(FOUNDED, ("李四", PRIVATE, "建组 周末读书会", "已经有.*加入 1号"))
    assert talk.counts("study_groups") == 1


@pytest.mark.parametrize(
    "said", ["加入我们吧", "加入 我们吧", "退出 群聊了", "加入 7号", "建组 周末聚会", "小组长开会", "小组"]
)
async def test_talk_in_a_room_is_left_alone(talk: Talk, said: str) -> None:
    await talk.play(FOUNDED, ("李四", FIRST, said, None))
    assert talk.counts("study_groups") == 1


async def test_an_unknown_name_offers_the_nearest(talk: Talk) -> None:
    await talk.play(FOUNDED, ("李四", PRIVATE, "加入 周未读书会", "没有“周未读书会”.*是1号“周末读书会”吗"))


async def test_only_who_is_in_a_group_reads_its_names(talk: Talk) -> None:
    await talk.play(
        FOUNDED,
        ("李四", PRIVATE, "小组 1号", "1 人。名字只有组里的人"),
        ("王主任", OFFICE, "小组 1号", "1 人。名字只有组里的人"),
        ("张三", FIRST, "@风筝线 小组 1号", "^名单已私信您"),
    )
    assert "1 人：\n张三" in talk.told("张三")[-1]


async def test_who_has_no_group_yet_hears_how(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "小组", "还没有小组.*建组"), FOUNDED, ("张三", PRIVATE, "小组", "1 人，您在里面")
    )


async def test_the_last_to_leave_closes_the_group(talk: Talk) -> None:
    await talk.play(
        FOUNDED,
        ("李四", PRIVATE, "加入 1号", "2 人"),
        ("张三", PRIVATE, "退出 1号", "^退出了“周末读书会”。$"),
        ("李四", PRIVATE, "退出周末读书会", "最后一位"),
        ("李四", PRIVATE, "加入 1号", "没有1号小组"),
        ("李四", PRIVATE, "建组 周末读书会", "小组2号"),
    )


async def test_a_name_without_a_space_is_asked_for_again(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "建组读书会", "空一格.*例：建组 周末读书会"))


async def test_who_is_in_no_group_leaves_none(talk: Talk) -> None:
    await talk.play(FOUNDED, ("李四", PRIVATE, "退出 1号", "您不在"))


async def test_the_office_sees_counts_and_no_names(talk: Talk) -> None:
    await talk.play(
        FOUNDED,
        ("孙七", PRIVATE, "加入 1号", "2 人"),
        ("孙七", PRIVATE, "建组 羽毛球", "小组2号"),
        ("王主任", OFFICE, "小组 统计", "小组 2 个，2 人参加.*第一支部 1 人\n第二支部 1 人"),
        ("李书记", PRIVATE, "小组 统计", "只有党办"),
    )
    assert not [said for said in talk.told(OFFICE) if "张三" in said]


async def test_the_office_closes_a_group_and_its_members_hear_it(talk: Talk) -> None:
    await talk.play(
        FOUNDED,
        ("李四", PRIVATE, "加入 1号", "2 人"),
        ("王主任", OFFICE, "解散 1号", "组里 2 人会收到.*确认"),
        ("王主任", OFFICE, "确认", "解散了，告诉了 2 人"),
        ("张三", PRIVATE, "小组", "还没有小组"),
    )
    assert "由党办解散了" in talk.told("李四")[-1]


async def test_who_moved_away_or_died_is_in_no_group(talk: Talk) -> None:
    await talk.play(FOUNDED, ("李四", PRIVATE, "加入 1号", "2 人"))
    person = members.named(talk.db, "李四")[0].id
    talk.db.execute("UPDATE members SET status = 'moved', branch_id = NULL WHERE id = ?", (person,))
    await talk.play(("张三", PRIVATE, "小组 1号", "1 人：\n张三\n"))
