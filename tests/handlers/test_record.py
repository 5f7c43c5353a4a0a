"""查 and 改: a record as its reader may see it, changed with one's own hand, and taken back."""

from __future__ import annotations

import pytest

from bot.domain.field import Field
from data import account as accounts
from data import audit
from data import member as members
from data import record as records
from data import rollcall as rollcalls
from tests.conftest import FIRST, OFFICE, OVERSEAS, PRIVATE, SECRETARIES, START, Talk

IDENTITY = "110227193901010012"  # made up: 1939, the first of that day


def number_of(talk: Talk, name: str) -> int:
    (person,) = members.named(talk.db, name)
    return person.id


def value(talk: Talk, name: str, field: Field) -> str | None:
    return records.find(talk.db, number_of(talk, name))[field]


# 查


async def test_a_secretary_looks_up_the_own_people_privately(talk: Talk) -> None:
    await talk.play(("李书记", SECRETARIES, "查 张三", "^查的结果已私信您"))
    (said,) = talk.told("李书记")
    assert said.startswith(f"张三，编号 {number_of(talk, '张三')}，第一支部\n状态：在册\n")
    assert "2010年7月1日入党，党龄 16 年" in said
    assert "1988年11月25日生，37 岁" in said
    assert "电话：13800138000" in said
    assert "微信：已绑定，可私聊" in said


async def test_the_office_room_reads_numbers_with_stars(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, f"改 张三 身份证号 {IDENTITY}", "已改张三"),
        ("王主任", OFFICE, "查 张三", r"电话：138\*{4}8000.*身份证：110227\*{8}0012"),
        ("王主任", PRIVATE, "查 张三", r"电话：13800138000.*身份证：110227\*{8}0012"),
    )


async def test_another_branch_is_not_there_for_a_secretary(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "查 孙七", "您管的名册里没有“孙七”"),
        ("王主任", PRIVATE, "查 孙七", "^孙七"),
        ("张三", PRIVATE, "查 李四", "只有支部书记可以用"),
    )


async def test_every_look_is_noted(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "查 张三", "张三"))
    (entry,) = audit.of_member(talk.db, number_of(talk, "张三"), START)
    assert (entry.actor_id, entry.action) == (number_of(talk, "李书记"), "查")


@pytest.mark.parametrize(
    "said",
    [
        *("查 张三 电话", "查 张三的手机", "查一下张三", "查张三", "帮我查一下 张三 吧", "查 张三8000"),
        *("查 尾号 8000", "查 8000", "查 手机 13800138000", "查 张三 8000", "查 张三（第一支部）"),
    ],
)
async def test_people_are_found_however_they_are_called(talk: Talk, said: str) -> None:
    await talk.play(("李书记", PRIVATE, said, "^张三，编号"))


async def test_a_member_number_finds_its_person(talk: Talk) -> None:
    number = number_of(talk, "张三")
    await talk.play(
        ("王主任", PRIVATE, f"查 编号 {number}", "^张三，编号"),
        ("王主任", PRIVATE, f"查 {number}号", "^张三，编号"),
        ("王主任", PRIVATE, "查 编号 999", "没有编号 999"),
    )


async def test_the_end_of_an_identity_number_finds_its_person(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, f"改 张三 身份证 {IDENTITY}", "已改"),
        ("王主任", PRIVATE, "查 身份证尾号 0012", "^张三"),
    )


async def test_a_slip_offers_the_nearest_name(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "查 章三", "没有“章三”。是张三吗"))


async def test_two_of_a_name_are_asked_which(talk: Talk) -> None:
    records.add(talk.db, {Field.NAME: "张三", Field.PHONE: "13900000001", Field.BRANCH: "第二支部"})
    await talk.play(
        ("王主任", PRIVATE, "查 张三", "有 2 位张三.*第二支部，手机尾号 0001.*例：查 张三（第一支部）"),
        ("王主任", PRIVATE, "查 张三0001", "第二支部"),
        ("王主任", PRIVATE, "查 张三（第二支部）", "第二支部"),
    )


async def test_talk_that_begins_with_the_word_is_chat(talk: Talk) -> None:
    await talk.play(
        ("李书记", FIRST, "查无此人啊", None),
        ("李书记", FIRST, "查 一下 今天 下雨吗", None),
        ("李书记", FIRST, "改 个时间 再聚", None),
    )


# 改


async def test_a_secretary_changes_contact_data_at_once(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "改 张三 手机 13800001111", "联系电话：13800138000 → 13800001111.*“撤”")
    )
    assert value(talk, "张三", Field.PHONE) == "13800001111"
    (change,) = records.history(talk.db, number_of(talk, "张三"))
    assert (change.before, change.by, change.how) == ("13800138000", number_of(talk, "李书记"), "secretary")


@pytest.mark.parametrize(
    "said",
    [
        "改 张三 手机 13800001111 单位 怀柔 某某超市",
        "改 张三 手机：13800001111，单位：怀柔 某某超市",
        "改 张三的手机改成13800001111 单位为 怀柔 某某超市",
        "改 张三8000 电话13800001111、公司 怀柔 某某超市",
        "改 张三 8000 单位 怀柔 某某超市；号码 13800001111",
        "改张三 手机13800001111 单位 怀柔 某某超市",
    ],
)
async def test_several_fields_stand_in_one_message(talk: Talk, said: str) -> None:
    await talk.play(("李书记", PRIVATE, said, "已改张三"))
    assert value(talk, "张三", Field.PHONE) == "13800001111"
    assert value(talk, "张三", Field.EMPLOYER) == "怀柔 某某超市"


async def test_a_bare_telephone_needs_no_word(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "改 张三 13800001111", "联系电话：13800138000 → 13800001111"))


async def test_one_bad_value_changes_nothing(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "改 张三 单位 某某超市 手机 138", "联系电话“138”不对"))
    assert value(talk, "张三", Field.EMPLOYER) is None


async def test_schooling_is_read_as_people_say_it(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "改 张三 学历 本科", "学历：（空） → 大学本科"))


async def test_what_only_the_office_changes_is_named(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "改 张三 生日 1988-11-26", "出生日期要由党办来改"),
        ("李书记", PRIVATE, "改 张三 手机 13800001111 姓名 张珊", "姓名要由党办来改"),
        ("王主任", PRIVATE, "改 张三 生日 1988年11月26日", "出生日期：1988-11-25 → 1988-11-26"),
    )
    assert value(talk, "张三", Field.PHONE) == "13800138000"


async def test_the_office_moves_somebody_to_another_branch(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "改 张三 支部 二", "所在支部：第一支部 → 第二支部"),
        ("王主任", PRIVATE, "改 张三 支部 第九支部", "没有“第九支部”"),
    )


async def test_who_moves_abroad_gets_its_clock(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "改 张三 现住地 加拿大多伦多", "时区：（空） → America/Toronto"))


async def test_in_a_room_a_change_is_refused_without_repeating_it(talk: Talk) -> None:
    await talk.play(("李书记", FIRST, "改 张三 手机 13800001111", "^这类内容请私信我，方便的话先撤回。$"))
    assert value(talk, "张三", Field.PHONE) == "13800138000"


async def test_the_same_value_is_no_change(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "改 张三 手机 13800138000", "本来就是这样，没有改"))
    assert not records.history(talk.db, number_of(talk, "张三"))


async def test_a_former_value_is_seen_with_its_author(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "改 张三 手机 13800001111", "已改"),
        ("王主任", PRIVATE, "查 张三 历史", "2026-11-23 联系电话：13800138000 → 13800001111，李书记（书记）"),
        ("王主任", OFFICE, "查 张三 历史", r"138\*{4}8000 → 138\*{4}1111"),
    )


async def test_a_former_name_still_finds_its_person(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "改 张三 姓名 张珊", "姓名：张三 → 张珊"),
        ("王主任", PRIVATE, "查 张三", "^张珊"),
    )


# 撤


async def test_a_change_is_taken_back_within_an_hour(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "改 张三 手机 13800001111 单位 某某超市", "已改"),
        ("李书记", PRIVATE, "撤", "已撤：张三的联系电话改回13800138000"),
    )
    assert value(talk, "张三", Field.PHONE) == "13800138000"
    assert value(talk, "张三", Field.EMPLOYER) is None


async def test_what_somebody_changed_since_is_left(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "改 张三 手机 13800001111", "已改"),
        ("王主任", PRIVATE, "改 张三 手机 13800002222", "已改"),
        ("李书记", PRIVATE, "撤", "后来又改过，没有动"),
    )
    assert value(talk, "张三", Field.PHONE) == "13800002222"


async def test_after_an_hour_nothing_is_taken_back(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "改 张三 手机 13800001111", "已改"))
    await talk.wait(hours=1, minutes=1)
    await talk.play(("李书记", PRIVATE, "撤", "没有可撤的"))


# Status


async def test_a_status_is_shown_before_it_is_kept(talk: Talk) -> None:
    await talk.play(
        (
            "王主任",
            PRIVATE,
            "改 张三 状态 停止党籍 连续六个月没有交党费",
            "由“在册”改为“停止党籍”.*不发祝福.*确认",
        ),
    )
    assert value(talk, "张三", Field.STATUS) == "active"
    await talk.play(
        ("王主任", PRIVATE, "确认", "已记为“停止党籍，不发祝福”"),
        (
            "李书记",
            PRIVATE,
            "查 张三",
            "状态：停止党籍，不发祝福（2026年11月23日起，王主任记，原因：连续六个月没有交党费）",
        ),
        ("李书记", PRIVATE, "本支部", "另有 张三（停止党籍，不发祝福）"),
    )


@pytest.mark.parametrize(
    "said",
    ["改 张三 停止党籍 没交党费", "改 张三 状态：停止党籍，没交党费", "改 张三的状态 停止党籍 没交党费"],
)
async def test_a_status_is_understood_in_other_words(talk: Talk, said: str) -> None:
    await talk.play(("王主任", PRIVATE, said, "改为“停止党籍”。\n原因：没交党费"))


async def test_full_membership_is_no_status(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "改 张三 状态 正式", "请这样改：改 张三 类别 正式党员"),
        ("王主任", PRIVATE, "改 张三 类别 正式党员", "党员类别：（空） → 正式党员"),
    )


async def test_a_status_needs_a_reason_and_the_office(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "改 张三 状态 转出", "请写上原因"),
        ("王主任", PRIVATE, "改 张三 状态 飞走", "状态“飞走”看不懂.*例：改 张三 状态 转出"),
        ("李书记", PRIVATE, "改 张三 状态 转出 走了", "状态要由党办来改"),
        ("王主任", PRIVATE, "改 张三 状态 失联 电话停机", "失联请这样记：失联 张三"),
        ("王主任", PRIVATE, "改 李书记 状态 转出 走了", "还担任第一支部的书记，请先换人"),
    )


async def test_who_has_moved_out_is_on_no_list_and_can_come_back(talk: Talk) -> None:
    number = number_of(talk, "张三")
    await talk.play(
        ("王主任", PRIVATE, "改 张三 状态 转出 组织关系转到海安", "将把张三.*确认"),
        ("王主任", PRIVATE, "确认", "已记为“转出”"),
        ("李书记", PRIVATE, "查 张三", "您管的名册里没有"),
        ("王主任", PRIVATE, "查 张三", "没有支部.*状态：转出"),
    )
    assert number not in {one.id for one in members.everybody(talk.db)}
    assert number not in {one.id for one in members.without_branch(talk.db)}
    await talk.play(
        ("王主任", PRIVATE, "改 张三 状态 在册", "请写上回到哪个支部"),
        ("王主任", PRIVATE, "改 张三 状态 在册 一支部 转回来了", "编入第一支部"),
        ("王主任", PRIVATE, "确认", "已记为“在册”"),
        ("李书记", PRIVATE, "查 张三", f"^张三，编号 {number}，第一支部"),
    )


async def test_a_wrong_status_is_taken_back(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "改 张三 状态 去世", "不会给本人的微信发任何消息"),
        ("王主任", PRIVATE, "确认", "已记为“去世"),
        ("王主任", PRIVATE, "撤", "张三的状态改回在册"),
        ("李书记", PRIVATE, "查 张三", "第一支部\n状态：在册"),
    )
    await talk.wait(days=3)  # the birthday is on Wednesday
    assert [text for text in talk.told(FIRST) if "张三" in text]


@pytest.mark.parametrize("status", ["去世", "停止党籍 支部大会决定", "转出 转到海安"])
async def test_birthdays_pass_in_silence(talk: Talk, status: str) -> None:
    await talk.play(
        ("王主任", PRIVATE, f"改 张三 状态 {status}", "确认"),
        ("王主任", PRIVATE, "确认", "已记"),
    )
    await talk.wait(days=3)
    assert not [text for _, text in talk.heard if "生日" in text and "张三" in text]


async def test_nothing_asks_the_dead_or_the_family(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "点名 全体 截止 明天", "将请全体"),
        ("王主任", PRIVATE, "改 赵海 状态 去世", "确认"),
        ("王主任", PRIVATE, "确认", "已记为“去世"),
    )
    before = len(talk.heard)
    await talk.play(("王主任", PRIVATE, "点名 全体 截止 明天", "共 6 人"), ("王主任", PRIVATE, "确认", ""))
    await talk.wait(days=2)
    assert not [place for place, _ in talk.heard[before:] if place in {"赵海", OVERSEAS}]


async def test_who_is_out_of_reach_is_shown_so(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "失联 张三 电话停机", "确认"),
        ("李书记", PRIVATE, "确认", "暂未联系上"),
        ("李书记", PRIVATE, "查 张三", "状态：失联，不发祝福.*原因：电话停机"),
    )


async def test_the_bare_word_is_explained(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "查", "例：查 张三"), ("李书记", FIRST, "查", None))


async def test_help_shows_both_ways_of_changing(talk: Talk) -> None:
    await talk.play(("王主任", PRIVATE, "帮助 改", "改 张三 状态 转出 原因"))
    await talk.play(("王主任", PRIVATE, "改 张三", "例：改 张三 手机 13800001111"))


async def test_who_died_while_a_round_is_open_is_neither_asked_nor_missed(talk: Talk) -> None:
    await talk.play(("王主任", PRIVATE, "点名 全体 截止 明天", "将请全体"), ("王主任", PRIVATE, "确认", ""))
    number = number_of(talk, "张三")
    assert number in {one.id for one in rollcalls.silent(talk.db, 1)}
    await talk.play(("王主任", PRIVATE, "改 张三 状态 去世", "确认"), ("王主任", PRIVATE, "确认", "已记"))
    assert number not in {one.id for one in rollcalls.silent(talk.db, 1)}
    assert accounts.reachable(talk.db, number) is None


async def test_who_is_out_of_reach_is_not_congratulated(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "失联 张三 电话停机", "确认"), ("李书记", PRIVATE, "确认", "记为"))
    await talk.wait(days=3)
    assert not [text for _, text in talk.heard if "生日" in text and "张三" in text]


@pytest.mark.parametrize(("typed", "meant"), [("查 张三丰", "是张三吗"), ("查 赵书", "是赵书记吗")])
async def test_a_name_one_character_off_is_asked_back(talk: Talk, typed: str, meant: str) -> None:
    await talk.play(("王主任", PRIVATE, typed, meant))
