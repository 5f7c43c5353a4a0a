"""Branches are founded, renamed, merged and closed by the office, and nothing of theirs is lost."""

from __future__ import annotations

import pytest

from bot.domain.field import Field
from data import member as members
from data import record as records
from data import unit as units
from tests.conftest import FIRST, OFFICE, PRIVATE, SECOND, Talk
from tests.handlers.conftest import ALL, receipts

CLERK = "王主任"


async def test_a_branch_is_founded_below_a_general_branch(talk: Talk) -> None:
    await talk.play(
        (CLERK, PRIVATE, "建总支 第一总支 一支部", "^第一总支建好了。第一支部归到第一总支下面了。"),
        (CLERK, PRIVATE, "建支部 第16党支部 总支 第一总支", "^第十六支部建好了，在第一总支下面"),
        (
            CLERK,
            PRIVATE,
            "组织",
            "1 个总支，3 个支部.*第一总支 5人.*\u3000第一支部 5人，书记李书记.*第十六支部 0人，没有书记",
        ),
    )


@pytest.mark.parametrize("name", ["1支部", "第 一 党支部", "一党支部"])
async def test_no_two_branches_have_one_name(talk: Talk, name: str) -> None:
    await talk.play((CLERK, PRIVATE, f"建支部 {name}", "^已经有第一支部了"))


@pytest.mark.parametrize("name", ["支部", "=1+1", "第"])
async def test_what_is_no_name_is_refused(talk: Talk, name: str) -> None:
    await talk.play((CLERK, PRIVATE, f"建支部 {name}", "不能作名称"))


async def test_an_unknown_general_branch_is_named_back(talk: Talk) -> None:
    await talk.play((CLERK, PRIVATE, "建支部 第九支部 总支 第八总支", "没有“第八总支”"))
    assert units.named(talk.db, "第九支部") is None


async def test_an_old_name_goes_on_finding_the_branch(talk: Talk) -> None:
    await talk.play(
        (CLERK, PRIVATE, "改名 支部 第一支部 望京支部", "^第一支部改名为望京支部了"),
        (CLERK, PRIVATE, "通知 支部 一：下午开会", "将发给望京支部，共 5 人"),
        (CLERK, PRIVATE, "设置 委员 第一支部 张三", "担任望京支部委员"),
    )
    (former,) = units.former_names(talk.db, 2)
    assert former.name == "第一支部"
    assert former.changed_by == members.named(talk.db, CLERK)[0].id


async def test_the_kind_may_be_left_away(talk: Talk) -> None:
    await talk.play(
        (CLERK, PRIVATE, "改名 第一支部 望京", "改名为望京支部"),
        (CLERK, PRIVATE, "改名 望京 改为 酒仙桥支部", "^望京支部改名为酒仙桥支部"),
    )


async def test_an_old_name_is_not_given_again(talk: Talk) -> None:
    await talk.play(
        (CLERK, PRIVATE, "改名 第一支部 望京支部", "改名为"),
        (CLERK, PRIVATE, "建支部 第一支部", "从前用过的名称"),
        (CLERK, PRIVATE, "改名 望京支部 第一支部", "改名为第一支部"),
    )


async def test_a_merger_moves_people_and_keeps_what_was(talk: Talk) -> None:
    await talk.play(
        (
            CLERK,
            OFFICE,
            "合并支部 第二支部 到 第一支部",
            "党员 2 人转过去.*“第二支部群”改为第一支部的群.*赵书记（书记）",
        ),
        (CLERK, OFFICE, "确认", "^第二支部并入第一支部了，2 人转了过去"),
    )
    sun = members.named(talk.db, "孙七")[0]
    assert units.find(talk.db, sun.branch_id or 0).name == "第一支部"
    (change,) = records.history(talk.db, sun.id, Field.BRANCH)
    assert (change.before, change.after) == ("第二支部", "第一支部")
    assert "不再担任第二支部书记" in talk.told("赵书记")[-1]
    assert "2 位党员转到您这里" in talk.told("李书记")[-1]


async def test_answers_to_open_notices_stay_valid_in_a_merger(talk: Talk) -> None:
    await talk.play((CLERK, OFFICE, ALL, "将发给"), (CLERK, OFFICE, "确认", "第1号"))
    await talk.wait(minutes=1)
    await talk.say("孙七", SECOND, "收到")
    await talk.play(
        (CLERK, OFFICE, "合并支部 二 并到 一", "还开着的通知 1 条（第1号）"),
        (CLERK, OFFICE, "确认", "并入"),
    )
    await talk.say("赵书记", SECOND, "收到")
    assert [name for name, *_ in receipts(talk)] == ["孙七", "赵书记"]
    await talk.play((CLERK, OFFICE, "进度 1号", "第一支部.*2/7"))


async def test_a_round_of_checkins_adds_up_in_a_merger(talk: Talk) -> None:
    await talk.play((CLERK, OFFICE, "点名 全体", "确认"), (CLERK, OFFICE, "确认", "."))
    await talk.wait(hours=3)
    await talk.say("孙七", SECOND, "平安")
    await talk.play((CLERK, OFFICE, "合并支部 二 到 一", "并入"), (CLERK, OFFICE, "确认", "并入"))
    await talk.say("赵书记", SECOND, "平安")
    await talk.play((CLERK, OFFICE, "报平安进度", "第一支部 2/7"))


async def test_what_waits_for_the_merged_secretary_goes_out_first(talk: Talk) -> None:
    await talk.play(
        (CLERK, OFFICE, "通知 全体 转发：下午开会", "请 2 个支部"), (CLERK, OFFICE, "确认", "第1号")
    )
    await talk.play(
        (CLERK, OFFICE, "合并支部 第二支部 第一支部", "等第二支部转发的 1 条，现在就发到它的群"),
        (CLERK, OFFICE, "确认", "并入"),
    )
    await talk.wait(minutes=1)
    assert any("下午开会" in text for text in talk.told(SECOND))
    assert not any("下午开会" in text for text in talk.told(FIRST))


async def test_the_merged_name_means_the_branch_it_went_into(talk: Talk) -> None:
    await talk.play((CLERK, OFFICE, "合并支部 二 到 一", "并入"), (CLERK, OFFICE, "确认", "并入"))
    found = units.meant(talk.db, "第2党支部")
    assert found is not None
    assert found.name == "第一支部"


async def test_a_branch_is_closed_only_when_it_is_empty(talk: Talk) -> None:
    await talk.play(
        (CLERK, PRIVATE, "撤支部 第二支部", "^第二支部还有 2 人。请先合并"),
        (CLERK, PRIVATE, "建支部 第三支部", "建好了"),
        (CLERK, PRIVATE, "撤支部 三支部", "^第三支部撤掉了"),
        (CLERK, PRIVATE, "建支部 第三支部", "建好了"),
    )


@pytest.mark.parametrize(
    "order", ["建支部 第三支部", "改名 第一支部 望京支部", "合并支部 二 到 一", "撤支部 一", "组织"]
)
async def test_a_secretary_does_not_change_the_organisation(talk: Talk, order: str) -> None:
    await talk.play(("李书记", PRIVATE, order, "只有党办可以用"))


@pytest.mark.parametrize(
    "chat", ["组织大家周六去植树", "组织部来电话了", "改名字要去派出所吗", "建支部活动室的钱批了"]
)
async def test_talk_of_the_organisation_is_chat(talk: Talk, chat: str) -> None:
    await talk.play((CLERK, FIRST, chat, None))
