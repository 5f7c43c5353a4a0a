"""Transfers, from the member's wish to the record."""

from __future__ import annotations

import pytest

from bot.domain.field import Field
from bot.domain.member import Role
from data import contact as contacts
from data import group as groups
from data import member as members
from data import record as records
from tests.conftest import FIRST, OFFICE, PRIVATE, Line, Talk

WISH = "转接 第二支部 搬到北房镇了"
LETTER = "介绍信 1号 京怀组〔2026〕15号 有效 90天"
ASKED: list[Line] = [("张三", PRIVATE, WISH, "要把您的组织关系"), ("张三", PRIVATE, "确认", "转接1号")]
OUT: list[Line] = [
    ("张三", PRIVATE, "转接 海安市驻宁党委 工作调动", "开介绍信"),
    ("张三", PRIVATE, "确认", "转接1号"),
    ("李书记", PRIVATE, "同意", "接下来等党办"),
]


def id_of(talk: Talk, name: str) -> int:
    return members.named(talk.db, name)[0].id


def branch_of(talk: Talk, name: str) -> str | None:
    return records.find(talk.db, id_of(talk, name))[Field.BRANCH]


# Asking


async def test_a_member_sees_the_way_before_anything_is_asked(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, WISH, "先由第一支部李书记、第二支部赵书记答复，再由党办办理.*确认"))
    assert talk.counts("transfers") == 0
    assert not talk.told("李书记")


async def test_the_own_secretary_is_asked_first(talk: Talk) -> None:
    await talk.play(*ASKED)
    assert "【转接1号】张三从第一支部转到第二支部，原因：搬到北房镇了。" in talk.told("李书记")[0]
    assert "11月28日前答复：回“同意 1号”" in talk.told("李书记")[0]
    assert not talk.told("赵书记")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("我想把组织关系转到二支部", "从第一支部转到第二支部"),
        ("转接二支部", "从第一支部转到第二支部"),
        ("转接 第二党支部", "从第一支部转到第二支部"),
        ("转接 第七支部", "没有“第七支部”.*现有：第一支部、第二支部.*全名"),
        ("转接 第一支部", "您本来就在第一支部"),
        ("转接 怀柔人才党委", "您就在怀柔人才党委"),
        ("转接 火星", "例：转接 第三支部"),
        ("转接", "例：转接 第三支部"),
        ("我想转组织关系", "写上转到哪里和原因"),
        ("转接 李四 第二支部", "要本人来提"),
        ("转接 张三 第二支部", "把您的组织关系"),
    ],
)
async def test_what_members_type_is_answered(talk: Talk, typed: str, answer: str) -> None:
    await talk.play(("张三", PRIVATE, typed, answer))


async def test_a_room_hears_nothing_of_it(talk: Talk) -> None:
    await talk.play(
        ("张三", FIRST, WISH, "请私信我"),
        ("张三", FIRST, "转接一下水管", None),
        ("张三", FIRST, "我想把组织关系转到第二支部", None),
    )


async def test_a_room_never_reads_whose_transfer_was_agreed_to(talk: Talk) -> None:
    await talk.play(*ASKED, ("李书记", FIRST, "同意 1号", "^答复已私信您。$"))
    assert not [said for said in talk.told(FIRST) if "张三" in said]


async def test_nobody_has_two_under_way(talk: Talk) -> None:
    await talk.play(*ASKED, ("张三", PRIVATE, "转接 海安市驻宁党委", "转接1号（转到第二支部）还在办"))


async def test_a_secretary_asks_for_who_only_has_a_telephone_and_has_agreed_by_that(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "转接 老周 第二支部 跟儿子住", "先由第二支部赵书记答复"),
        ("李书记", PRIVATE, "确认", "等第二支部赵书记"),
        ("赵书记", PRIVATE, "同意", "等党办"),
    )
    assert "私信不到老周，请您转告：“您的转接有进展：第二支部同意接收" in talk.told("李书记")[-1]


async def test_a_secretary_cannot_move_people_of_another_branch(talk: Talk) -> None:
    await talk.play(("赵书记", PRIVATE, "转接 张三 第二支部", "您管的名册里没有“张三”"))


async def test_who_is_asked_for_hears_it_and_may_take_it_back(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "转接 张三 第二支部", "确认"),
        ("李书记", PRIVATE, "确认", "转接1号"),
        ("张三", PRIVATE, "转接 撤回 1号", "撤回了"),
    )
    assert "李书记替您提了转接1号" in talk.told("张三")[0]
    assert "已经撤回，不用答复了" in talk.told("赵书记")[-1]


async def test_who_asked_hears_that_the_member_does_not_want_it(talk: Talk) -> None:
    await test_who_is_asked_for_hears_it_and_may_take_it_back(talk)
    assert "转接1号（张三从第一支部转到第二支部）由张三撤回了。" in talk.told("李书记")[-1]


# Deciding


async def test_both_secretaries_and_the_office_agree_and_the_record_changes(talk: Talk) -> None:
    await talk.play(
        *ASKED,
        ("李书记", PRIVATE, "同意 1号", "接下来等第二支部赵书记"),
        ("赵书记", PRIVATE, "同意 Z1", "接下来等党办"),
        ("王主任", OFFICE, "同意 1号", "办好了"),
    )
    assert branch_of(talk, "张三") == "第二支部"
    (change,) = records.history(talk.db, id_of(talk, "张三"))
    assert (change.before, change.after, change.how.chinese) == ("第一支部", "第二支部", "转接")


async def test_the_member_hears_every_step(talk: Talk) -> None:
    await test_both_secretaries_and_the_office_agree_and_the_record_changes(talk)
    told = talk.told("张三")[2:]
    assert ["您的支部同意了" in told[0], "第二支部同意接收" in told[1]] == [True, True]
    assert "请找赵书记拉您进第二支部的群" in told[2]


async def test_the_new_secretary_gets_the_telephone_the_old_one_does_not(talk: Talk) -> None:
    await test_both_secretaries_and_the_office_agree_and_the_record_changes(talk)
    assert "张三（4号，电话 13800138000）来第二支部了" in talk.told("赵书记")[-1]
    assert "张三已经转到第二支部" in talk.told("李书记")[-1]
    assert not [said for _, said in talk.heard if "13800138000" in said and "来第二支部" not in said]


async def test_a_refusal_is_told_kindly_with_its_reason(talk: Talk) -> None:
    await talk.play(*ASKED, ("李书记", PRIVATE, "不同意 1号 先把党费补上", "没有同意.*告诉本人"))
    assert "这次没办成，原因：先把党费补上" in talk.told("张三")[-1]
    assert branch_of(talk, "张三") == "第一支部"


async def test_a_refusal_needs_a_reason(talk: Talk) -> None:
    await talk.play(
        *ASKED, ("李书记", PRIVATE, "不同意 1号", "请写上原因"), ("李书记", PRIVATE, "同意", "记下")
    )


async def test_after_a_refusal_one_may_ask_again(talk: Talk) -> None:
    await talk.play(
        *ASKED,
        ("李书记", PRIVATE, "不同意 1号 再等等", "没有同意"),
        ("张三", PRIVATE, WISH, "确认"),
        ("张三", PRIVATE, "确认", "转接2号"),
    )


async def test_the_wrong_secretary_cannot_decide(talk: Talk) -> None:
    await talk.play(*ASKED, ("赵书记", PRIVATE, "同意 1号", "没有等您答复的 1号"))
    assert branch_of(talk, "张三") == "第一支部"


async def test_nobody_agrees_to_the_own_transfer(talk: Talk) -> None:
    first = members.find(talk.db, id_of(talk, "张三")).branch_id
    assert first
    members.give_post(talk.db, id_of(talk, "张三"), Role.SECRETARY, first)
    talk.db.execute("DELETE FROM posts WHERE member_id = ?", (id_of(talk, "李书记"),))
    await talk.play(("张三", PRIVATE, WISH, "您还担任第一支部书记，要先有人接任"))


async def test_a_branch_without_a_secretary_is_left_to_the_office(talk: Talk) -> None:
    talk.db.execute("DELETE FROM posts WHERE role = 'secretary'")
    await talk.play(
        ("张三", PRIVATE, WISH, "由党办办理"),
        ("张三", PRIVATE, "确认", "等党办"),
        ("王主任", OFFICE, "同意 1号", "办好了"),
    )
    assert branch_of(talk, "张三") == "第二支部"


async def test_a_secretary_who_cannot_be_written_to_is_telephoned_by_the_office(talk: Talk) -> None:
    talk.db.execute("DELETE FROM friends WHERE account_id = 'wx-李书记'")
    await talk.play(*ASKED)
    assert "我私信不到。请打个电话" in talk.told("王主任")[-1]


async def test_a_post_taken_up_meanwhile_keeps_the_member_until_it_is_given_on(talk: Talk) -> None:
    await talk.play(*ASKED, ("李书记", PRIVATE, "同意", "记下"), ("赵书记", PRIVATE, "同意", "记下"))
    first = members.find(talk.db, id_of(talk, "张三")).branch_id
    assert first
    members.give_post(talk.db, id_of(talk, "张三"), Role.SECRETARY, first)
    await talk.play(
        ("王主任", PRIVATE, "同意 1号", "还担任第一支部书记"), ("王主任", PRIVATE, "名单 申请", "1号")
    )
    assert branch_of(talk, "张三") == "第一支部"


async def test_who_changed_branch_by_other_ways_is_not_moved_back(talk: Talk) -> None:
    await talk.play(*ASKED)
    talk.db.execute("UPDATE members SET branch_id = (SELECT id FROM units WHERE name = '第二支部')")
    await talk.play(("李书记", PRIVATE, "同意 1号", "张三现在不在第一支部了"))


async def test_open_duties_and_groups_go_along(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "通知 全体 回执 周五18:00前：周六集中学习", "确认"),
        ("王主任", OFFICE, "确认", "第1号"),
        ("张三", PRIVATE, "建组 周末读书会", "建好了"),
    )
    await test_both_secretaries_and_the_office_agree_and_the_record_changes(talk)
    await talk.play(("王主任", OFFICE, "进度 1号", "第一支部 08:00 到 0/4.*第二支部 08:00 到 0/3.*合计 0/7"))
    assert groups.of_member(talk.db, id_of(talk, "张三")) == {1}


async def test_a_receipt_after_the_transfer_counts_in_the_new_branch(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "通知 全体 回执 周五18:00前：周六集中学习", "确认"),
        ("王主任", OFFICE, "确认", "第1号"),
    )
    await test_both_secretaries_and_the_office_agree_and_the_record_changes(talk)
    await talk.play(
        ("张三", PRIVATE, "收到", "."),
        ("王主任", OFFICE, "进度 1号", "第一支部 08:00 到 0/4.*第二支部 08:00 到 1/3"),
    )


# To another committee


async def test_the_office_cannot_agree_without_a_letter(talk: Talk) -> None:
    await talk.play(
        *OUT, ("王主任", PRIVATE, "同意 1号", "要开介绍信：介绍信 1号"), ("王主任", PRIVATE, LETTER, "记下")
    )


async def test_the_member_hears_where_to_go_until_when(talk: Talk) -> None:
    await talk.play(*OUT, ("王主任", PRIVATE, LETTER, "2027年2月21日前有效，已告诉本人"))
    assert "介绍信开好了，文号 京怀组〔2026〕15号，2027年2月21日前有效" in talk.told("张三")[-1]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("介绍信 1号 京怀组15号 2月30日开 有效 90天", "没有2月30日"),
        ("介绍信 1号 京怀组15号 11月20日开 有效 2天", "日期或天数不对"),
        ("介绍信 1号 京怀组15号 有效 900天", "日期或天数不对"),
        ("介绍信 7号 京怀组15号", "没有转接7号"),
        ("介绍信 京怀组15号", "记下了，转接1号.*2027年2月21日"),
        ("介绍信", "例：介绍信"),
        ("回执 1号 已到", "还没登记介绍信"),
    ],
)
async def test_what_the_office_types_is_answered(talk: Talk, typed: str, answer: str) -> None:
    await talk.play(*OUT, ("王主任", PRIVATE, typed, answer))


async def test_a_letter_written_wrong_is_written_again(talk: Talk) -> None:
    await talk.play(
        *OUT,
        ("王主任", PRIVATE, LETTER, "记下"),
        ("王主任", PRIVATE, "介绍信 1号 京怀组〔2026〕16号 有效 60天", "16号，2027年1月22日"),
    )
    assert "介绍信改好了，文号 京怀组〔2026〕16号" in talk.told("张三")[-1]


@pytest.mark.parametrize("typed", ["回执 1号 已到", "转接 完成 1号", "转接完成", "回执"])
async def test_word_of_arrival_ends_the_membership_and_keeps_the_record(talk: Talk, typed: str) -> None:
    await talk.play(
        *OUT,
        ("王主任", PRIVATE, LETTER, "记下"),
        ("王主任", PRIVATE, typed, "状态记“转出”.*确认"),
        ("王主任", PRIVATE, "确认", "张三已转出"),
    )
    record = records.find(talk.db, id_of(talk, "张三"))
    assert (record[Field.STATUS], record[Field.BRANCH]) == ("moved", None)
    assert "海安市驻宁党委收到您的组织关系了" in talk.told("张三")[-1]


async def test_the_reason_of_leaving_is_kept(talk: Talk) -> None:
    await test_word_of_arrival_ends_the_membership_and_keeps_the_record(talk, "回执 1号 已到")
    changes = records.history(talk.db, id_of(talk, "张三"))
    assert {one.reason for one in changes} == {"转到海安市驻宁党委，介绍信 京怀组〔2026〕15号"}


async def test_a_letter_belongs_to_who_goes_out(talk: Talk) -> None:
    await talk.play(*ASKED, ("王主任", PRIVATE, LETTER, "在本党委里转，不用介绍信"))


# How far it is, and taking it back


async def test_the_member_reads_the_course(talk: Talk) -> None:
    await talk.play(
        *ASKED,
        ("李书记", PRIVATE, "同意", "记下"),
        (
            "张三",
            PRIVATE,
            "转接进度",
            "提出（张三）.*所在支部同意（李书记）.*现在：等第二支部赵书记，最晚11月28日",
        ),
        ("张三", PRIVATE, "我的转接办得怎么样了", "现在：等第二支部赵书记"),
        ("张三", PRIVATE, "转接进度怎么样了？", "现在：等第二支部赵书记"),
        ("张三", PRIVATE, "转接完成了吗", "现在：等第二支部赵书记"),
    )


async def test_another_member_reads_nothing(talk: Talk) -> None:
    await talk.play(
        *ASKED, ("李四", PRIVATE, "转接进度 1号", "没有您能看的"), ("李四", PRIVATE, "转接进度", "没有在办的")
    )


async def test_the_other_branch_learns_of_it_when_it_is_asked(talk: Talk) -> None:
    await talk.play(
        *ASKED,
        ("赵书记", PRIVATE, "转接进度 1号", "没有您能看的"),
        ("李书记", PRIVATE, "同意", "记下"),
        ("赵书记", PRIVATE, "转接进度 1号", "等第二支部赵书记"),
    )


async def test_the_office_lists_all_that_are_under_way(talk: Talk) -> None:
    await talk.play(
        *ASKED,
        ("李书记", PRIVATE, "转接 老周 第二支部", "确认"),
        ("李书记", PRIVATE, "确认", "转接2号"),
        ("王主任", OFFICE, "转接进度", "在办的转接 2 件.*1号 张三.*等第一支部李书记.*2号 老周.*等第二支部"),
    )


async def test_a_look_at_a_transfer_is_noted(talk: Talk) -> None:
    await talk.play(*ASKED, ("王主任", OFFICE, "转接进度", "张三"))
    rows = talk.db.execute("SELECT action, member_id FROM audit WHERE action = '转接进度'").fetchall()
    assert rows == [("转接进度", id_of(talk, "张三"))]


async def test_a_transfer_taken_back_is_over(talk: Talk) -> None:
    await talk.play(
        *ASKED,
        ("张三", PRIVATE, "转接 撤回", "撤回了，转接1号不办了"),
    )
    assert "已经撤回，不用答复了" in talk.told("李书记")[-1]
    await talk.play(("李书记", PRIVATE, "同意 1号", "1号申请已经收回了"))


async def test_a_letter_that_is_out_is_taken_back_by_the_office(talk: Talk) -> None:
    await talk.play(
        *OUT,
        ("王主任", PRIVATE, LETTER, "记下"),
        ("张三", PRIVATE, "转接 撤回", "介绍信已经开了，请和党办说一声"),
        ("王主任", PRIVATE, "转接 撤回 1号", "撤回了"),
    )
    assert branch_of(talk, "张三") == "第一支部"


async def test_who_looked_after_the_member_before_no_longer_does(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "结对 李四 联系 张三", "已记"),
        *ASKED,
        ("李书记", PRIVATE, "同意 1号", "接下来等"),
        ("赵书记", PRIVATE, "同意 1号", "接下来等党办"),
        ("王主任", OFFICE, "同意 1号", "办好了"),
    )
    assert contacts.of_member(talk.db, id_of(talk, "张三")) is None
