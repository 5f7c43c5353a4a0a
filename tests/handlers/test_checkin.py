"""Check-ins: 平安 in a member's own words, for oneself or for others; and distress."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data import account as accounts
from data import member as members
from tests.conftest import FIRST, OVERSEAS, PRIVATE, SECRETARIES, START, Talk, account_id, room_id

NEED = "我出车祸了，在保定医院，能帮忙联系家里吗"


def kept(talk: Talk) -> list[tuple[str, str, str]]:
    """List (about whom, said by whom, safety) of the check-ins."""
    rows = talk.db.execute(
        "SELECT who.name, teller.name, safety FROM checkins JOIN members AS who ON who.id = member_id"
        " JOIN members AS teller ON teller.id = said_by ORDER BY checkins.id"
    )
    return [(row[0], row[1], row[2]) for row in rows]


# Taking


@pytest.mark.parametrize(
    "text", ["平安", "平安，在上海浦东，月底回", "报平安，我在家", "@风筝线 我挺好的，在苏州"]
)
async def test_a_check_in_in_the_own_room_is_taken(talk: Talk, text: str) -> None:
    await talk.play(("张三", FIRST, text, None))
    assert kept(talk) == [("张三", "张三", "safe")]


@pytest.mark.parametrize("text", ["平安夜快乐", "我挺好的，在苏州", "祝大家平安", "平安银行今天关门"])
async def test_chat_in_a_room_is_no_check_in(talk: Talk, text: str) -> None:
    await talk.play(("张三", FIRST, text, None))
    assert kept(talk) == []


async def test_privately_what_was_understood_is_said_back(talk: Talk) -> None:
    await talk.play(
        (
            "张三",
            PRIVATE,
            "平安，在苏州昆山，2月10日前后回",
            "^已记：平安，.*昆山.*2月10日前后回。不对请直接改。$",
        ),
        ("张三", PRIVATE, "更正一下，我在杭州", "^已改：平安，杭州，2月10日回。"),
    )
    assert len(kept(talk)) == 2


async def test_a_stranger_s_check_in_is_not_taken(talk: Talk) -> None:
    await talk.play(("路人", FIRST, "平安", None), ("路人", PRIVATE, "平安", "还不认识您"))
    assert kept(talk) == []


async def test_in_a_room_of_no_members_only_what_is_addressed_counts(talk: Talk) -> None:
    await talk.play(("李书记", SECRETARIES, "平安", None))
    assert kept(talk) == []


# Amending


def places(talk: Talk) -> list[tuple[str, str | None, str | None]]:
    """List (about whom, city or district, first day of return) of the check-ins."""
    rows = talk.db.execute(
        "SELECT name, coalesce(place ->> 'district', place ->> 'city'), returns_from"
        " FROM checkins JOIN members ON members.id = member_id ORDER BY checkins.id"
    )
    return [(row[0], row[1], row[2]) for row in rows]


@pytest.mark.parametrize(
    ("text", "said", "now"),
    [
        ("不对，我在苏州", "^已改：平安，苏州，2月10日回。", ("张三", "苏州市", "2027-02-10")),
        ("不对，是下周三回", "^已改：平安，上海浦东新区，12月2日回。", ("张三", "浦东新区", "2026-12-02")),
        ("说错了，在杭州", "^已改：平安，杭州，2月10日回。", ("张三", "杭州市", "2027-02-10")),
        ("错了，不回家，在杭州", "^已改：平安，杭州", ("张三", "杭州市", "2027-02-10")),
        ("平安", "^已记：平安，上海浦东新区，2月10日回。", ("张三", "浦东新区", "2027-02-10")),
        ("平安，到家了", "^已记：平安，在家。", ("张三", "怀柔区", None)),
    ],
)
async def test_a_second_one_of_the_day_amends_the_first_and_both_are_kept(
    talk: Talk, text: str, said: str, now: tuple[str, str, str]
) -> None:
    await talk.play(("张三", PRIVATE, "平安，在上海浦东，2月10日回", "^已记"), ("张三", PRIVATE, text, said))
    assert places(talk) == [("张三", "浦东新区", "2027-02-10"), now]


async def test_on_the_next_day_a_check_in_stands_for_itself(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "平安，在上海浦东，2月10日回", "^已记"))
    await talk.until(START + timedelta(days=1))
    await talk.play(("张三", PRIVATE, "不对，我在苏州", "^已记：苏州。"))
    assert places(talk)[1] == ("张三", "苏州市", None)


async def test_a_correction_in_the_room_is_acknowledged_privately(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "平安，在上海", None))
    await talk.wait(minutes=2)
    await talk.play(("张三", FIRST, "不对，我在苏州", "^$"))
    assert talk.told("张三") == ["已改：平安，苏州。不对请直接改。"]
    assert talk.told(FIRST) == ["已收到张三的平安。"]


async def test_where_no_private_word_is_possible_the_room_hears_no_place(talk: Talk) -> None:
    accounts.unfriend(talk.db, account_id("张三"))
    await talk.play(("张三", FIRST, "平安，在上海", None))
    await talk.wait(minutes=2)
    await talk.play(("张三", FIRST, "不对，我在苏州", "^好的，已经改了。$"))


@pytest.mark.parametrize("text", ["不对，我在家呢", "更正，周三开会", "不对"])
async def test_in_a_room_who_has_not_checked_in_corrects_nothing(talk: Talk, text: str) -> None:
    await talk.play(("李四", FIRST, "平安", None))
    await talk.wait(minutes=2)
    await talk.play(("张三", FIRST, text, None))
    assert [about for about, *_ in kept(talk)] == ["李四"]


async def test_a_correction_without_a_name_is_for_whom_was_last_reported(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "代报 老周 平安 在苏州", "^已记：老周 平安，苏州。"),
        ("李书记", PRIVATE, "不对，在杭州", "^已改：老周 平安，杭州。"),
        ("李书记", PRIVATE, "平安，我在家", "^已记：平安，在家。"),
        ("李书记", PRIVATE, "不对，老周在无锡", "^已改：老周 平安，无锡。"),
        ("李书记", PRIVATE, "不对，我在苏州", "^已改：平安，苏州。"),
    )


async def test_after_a_list_a_correction_needs_a_name(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "#接龙\n报平安\n1. 张三 平安\n2. 李四 平安", "已记"),
        ("李书记", PRIVATE, "不对，在杭州", "^要改哪一位的？"),
        ("李书记", PRIVATE, "不对，李四在杭州", "^已改：李四 平安，杭州。"),
    )


async def test_distress_is_never_held_up_by_a_question_whom_it_is_about(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "#接龙\n报平安\n1. 张三 平安\n2. 李四 平安", "已记"),
        ("李书记", PRIVATE, "不对，出车祸了在医院抢救", "已经告诉王主任"),
    )


@pytest.mark.parametrize("text", ["不对", "错了", "我说错了", "不对！"])
async def test_a_bare_no_is_asked_what_is_right(talk: Talk, text: str) -> None:
    await talk.play(("张三", PRIVATE, "平安，在上海", "^已记"), ("张三", PRIVATE, text, "^哪里不对？"))


async def test_distress_of_the_morning_is_not_forgotten_with_the_next_word(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, NEED, "120"), ("张三", PRIVATE, "我在保定市", "已记"))
    assert [safety for *_, safety in kept(talk)] == ["help", "help"]
    await talk.play(("张三", PRIVATE, "平安，没事了", "已记：平安"))
    assert kept(talk)[-1][2] == "safe"


async def test_what_is_new_is_said_back_before_what_was_known(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "在成都，国庆回", "^已记：成都"),
        ("张三", PRIVATE, "平安，1月15号走，去新加坡，住两个月", "^已记：平安，.*要去新加坡，1月15日走"),
    )


async def test_who_is_ailing_is_no_longer_well(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "平安，在家", "^已记：平安，在家。"),
        ("张三", PRIVATE, "身体不太好，感冒了", "^已记：在家。"),
    )
    assert [safety for *_, safety in kept(talk)] == ["safe", None]


# Thanking


async def test_thanks_gather_names_and_never_places(talk: Talk) -> None:
    await talk.play(
        ("张三", FIRST, "平安，在上海浦东", None),
        ("李四", FIRST, "平安，在苏州", "^已收到张三、李四的平安。$"),
    )


async def test_a_room_is_thanked_at_most_once_in_ten_minutes(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "平安", None))
    assert await talk.wait(minutes=2) == [(FIRST, "已收到张三的平安。")]
    await talk.play(("李四", FIRST, "平安", None))
    assert await talk.wait(minutes=7) == []
    assert await talk.wait(minutes=3) == [(FIRST, "已收到李四的平安。")]


async def test_who_checks_in_twice_is_named_once(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "平安", None), ("张三", FIRST, "平安，在上海", "^已收到张三的平安。$"))
    assert len(kept(talk)) == 2


async def test_a_room_is_thanked_three_times_a_day_and_every_check_in_is_kept(talk: Talk) -> None:
    for _ in range(5):
        await talk.say("张三", FIRST, "@风筝线 平安，在苏州")
        await talk.wait(minutes=20)
    assert len(talk.told(FIRST)) == 3
    assert talk.counts("checkins") == 5
    await talk.until(START + timedelta(days=1))
    await talk.say("张三", FIRST, "@风筝线 平安，在苏州")
    assert await talk.wait(minutes=2) == [(FIRST, "已收到张三的平安。")]


async def test_a_greeting_counts_for_the_lines_of_the_day(talk: Talk) -> None:
    await talk.until(START + timedelta(days=2, hours=2))  # 张三's birthday
    talk.heard.clear()
    for _ in range(4):
        await talk.say("李四", FIRST, "@风筝线 平安，在苏州")
        await talk.wait(minutes=20)
    assert talk.told(FIRST) == ["已收到李四的平安。"] * 2


async def test_every_room_has_its_own_thanks(talk: Talk) -> None:
    talk.stage.wechat.speak(account_id("张三"), "张三", "平安", room=room_id(FIRST))
    talk.stage.wechat.speak(account_id("赵海"), "赵海", "平安", room=room_id(OVERSEAS))
    thanks = await talk.wait(minutes=2)
    assert sorted(thanks) == sorted([(FIRST, "已收到张三的平安。"), (OVERSEAS, "已收到赵海的平安。")])


# For others


async def test_a_member_reports_for_one_of_the_own_branch(talk: Talk) -> None:
    await talk.play(("李书记", FIRST, "代报 老周 平安 在家", None))
    assert kept(talk) == [("老周", "李书记", "safe")]


async def test_nobody_reports_for_people_of_another_branch(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "代报 孙七 平安", "^孙七不在本支部，没有记。$"))
    assert kept(talk) == []


async def test_a_clerk_reports_for_anybody(talk: Talk) -> None:
    await talk.play(("王主任", PRIVATE, "代报 孙七 平安", "已记：孙七 平安"))


async def test_two_of_one_name_are_never_guessed(talk: Talk) -> None:
    other = members.named(talk.db, "张三")[0]
    members.add(talk.db, other)
    await talk.play(("李书记", PRIVATE, "代报 张三 平安", "张三不止一位，分不清是谁"))
    assert kept(talk) == []


async def test_a_name_that_sounds_the_same_is_taken_in_the_branch_and_said_back_as_on_the_roll(
    talk: Talk,
) -> None:
    await talk.play(("李书记", PRIVATE, "代报 张叁 平安 在苏州", "^已记：张三 平安，苏州。"))
    assert kept(talk) == [("张三", "李书记", "safe")]


async def test_a_name_that_is_only_like_one_on_the_roll_is_asked_about(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "代报 张珊 平安 在苏州", "^没认出张珊，是张三吗？请写名册上的全名。$"),
        ("王主任", PRIVATE, "代报 张叁 平安", "^没认出张叁，是张三吗？"),
    )
    assert kept(talk) == []


async def test_a_solitaire_list_pasted_again_adds_nothing(talk: Talk) -> None:
    first = "#接龙\n本周报平安\n\n1. 张三 平安"
    await talk.play(("张三", FIRST, first, None), ("李四", FIRST, f"{first}\n2. 李四 平安，在上海", "李四"))
    assert [about for about, *_ in kept(talk)] == ["张三", "李四"]


async def test_of_two_of_one_name_who_pastes_a_list_stands_in_it(talk: Talk) -> None:
    other = members.named(talk.db, "张三")[0]
    members.add(talk.db, other)
    await talk.play(("张三", PRIVATE, "#接龙\n报平安\n1. 张三 平安", "^已记：平安。"))
    assert kept(talk) == [("张三", "张三", "safe")]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("代报 张山 平安", "^没认出张山，请写名册上的全名。$"),
        ("代报 张三平鞍", "^没看懂，还没记上。请这样写：代报 张三 平安 在苏州$"),
        ("代报 孙七 平安", "^孙七不在本支部，没有记。$"),
    ],
)
async def test_in_a_room_too_a_report_that_was_not_kept_is_told_so(
    talk: Talk, text: str, answer: str
) -> None:
    await talk.play(("李书记", FIRST, text, answer))
    assert kept(talk) == []


@pytest.mark.parametrize("text", ["代报的都报了吗", "代报 张三了吗？", "代报", "代报一下呗"])
async def test_in_a_room_talk_of_reporting_is_talk(talk: Talk, text: str) -> None:
    await talk.play(("李四", FIRST, text, None))


# Distress


async def test_distress_reaches_the_secretary_and_the_office_at_once(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, NEED, "已经告诉李书记、王主任.*120.*12308"))
    for helper in ("李书记", "王主任"):
        (alarm,) = talk.told(helper)
        assert alarm.startswith("【急】张三可能需要帮助")
        assert "13800138000" in alarm
        assert NEED in alarm
    assert talk.told(FIRST) == []


async def test_distress_said_in_a_room_is_answered_privately(talk: Talk) -> None:
    await talk.play(("张三", FIRST, f"@风筝线 {NEED}", "^$"))
    assert "120" in talk.told("张三")[0]
    assert talk.told("李书记")


async def test_distress_of_who_cannot_be_written_to_is_answered_without_a_word_of_it(talk: Talk) -> None:
    accounts.unfriend(talk.db, account_id("张三"))
    await talk.play(("张三", FIRST, f"@风筝线 {NEED}", "^看到了，已经转告支部，请留意电话。$"))
    assert talk.told(FIRST) == ["看到了，已经转告支部，请留意电话。"]


async def test_where_no_helper_can_be_written_to_the_secretaries_room_hears_the_name_only(talk: Talk) -> None:
    for helper in ("李书记", "王主任"):
        accounts.unfriend(talk.db, account_id(helper))
    await talk.play(("张三", PRIVATE, NEED, "已经告诉书记群"))
    (line,) = talk.told(SECRETARIES)
    assert "张三" in line
    assert "保定" not in line
    assert "138" not in line


async def test_distress_does_not_wait_for_the_morning(talk: Talk) -> None:
    await talk.until(talk.now.replace(hour=23, minute=30))
    await talk.play(("张三", PRIVATE, NEED, "120"))
    assert talk.told("李书记")


async def test_distress_for_another_names_who_said_it(talk: Talk) -> None:
    await talk.play(("李四", PRIVATE, "老周摔伤了在医院抢救，快来人", "已经告诉"))
    (alarm,) = talk.told("李书记")
    assert "老周可能需要帮助" in alarm
    assert "13900139000" in alarm
    assert "李四的原话" in alarm


# A cry in jest

ASKED = "您说的“救命”要紧吗？要帮忙请回“求助”，没事不用理我。"


async def test_a_cry_in_jest_pages_nobody_and_is_asked_about_once_a_day(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "哈哈救命", f"^{ASKED}$"),
        ("张三", PRIVATE, "哈哈救命，笑死我了", None),
        ("张三", FIRST, "哈哈救命", None),
    )
    assert (talk.told("李书记"), talk.told("王主任"), talk.told(FIRST)) == ([], [], [])
    assert kept(talk) == []


async def test_a_cry_in_jest_beside_a_check_in_is_asked_about_privately(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "平安，哈哈救命", "^$"))
    assert talk.told("张三") == [ASKED]
    assert kept(talk) == [("张三", "张三", "safe")]


async def test_where_no_private_word_is_possible_the_room_does_not_read_it_again(talk: Talk) -> None:
    accounts.unfriend(talk.db, account_id("张三"))
    await talk.play(("张三", FIRST, "@风筝线 哈哈救命", "^刚才那句要紧吗？要帮忙请@我说“求助”"))
    assert "救命" not in talk.told(FIRST)[0]
    await talk.play(("张三", FIRST, "@风筝线 求助", "已经转告支部"))
    assert talk.told("李书记")


async def test_who_answers_with_a_call_for_help_is_helped(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "哈哈救命", "求助"), ("张三", PRIVATE, "求助", "已经告诉李书记、王主任")
    )


# A bereavement


async def test_a_bereavement_asks_the_secretary_to_telephone(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "平安，我父亲去世了，回老家，12月3号回", "^请节哀，多保重。已经告诉支部")
    )
    (asked,) = talk.told("李书记")
    assert "请您打个电话问候" in asked
    assert "电话：13800138000" in asked
    assert "张三的原话：平安，我父亲去世了" in asked
    assert "祝福已停 30 天" in asked
    assert talk.told("王主任") == []
    assert len(talk.heard) == 2
    assert kept(talk) == [("张三", "张三", "safe")]


async def test_a_room_hears_nothing_of_a_bereavement(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "平安，家里老人去世了，回老家办丧事", "^$"))
    await talk.wait(minutes=15)
    assert talk.told(FIRST) == []
    assert "祝福已停 30 天" in talk.told("李书记")[0]


async def test_of_a_list_the_others_are_thanked(talk: Talk) -> None:
    await talk.play(("李四", FIRST, "#接龙\n报平安\n1. 李四 平安\n2. 张三 父亲去世，在老家", "^$"))
    await talk.wait(minutes=2)
    assert talk.told(FIRST) == ["已收到李四的平安。"]
    assert "张三家里可能有白事" in talk.told("李书记")[0]


async def test_a_list_pasted_again_asks_once(talk: Talk) -> None:
    text = "#接龙\n报平安\n1. 张三 父亲去世，在老家"
    await talk.play(("李四", FIRST, text, "^$"), ("李书记", FIRST, f"{text}\n2. 李四 平安", None))
    assert len(talk.told("李书记")) == 1
    assert talk.counts("rests") == 1


async def test_a_neighbour_who_tells_of_it_is_thanked(talk: Talk) -> None:
    await talk.play(("李四", PRIVATE, "张三的父亲昨天去世了", "^知道了，谢谢您。已经告诉支部"))
    assert "张三家里可能有白事" in talk.told("李书记")[0]
    assert "李四的原话" in talk.told("李书记")[0]


async def test_where_the_secretary_cannot_be_told_the_office_is(talk: Talk) -> None:
    accounts.unfriend(talk.db, account_id("李书记"))
    await talk.play(("张三", PRIVATE, "我母亲昨天走了", "已经告诉支部"))
    assert "张三家里可能有白事" in talk.told("王主任")[0]


async def test_where_nobody_can_be_told_it_goes_on_the_list(talk: Talk) -> None:
    for keeper in ("李书记", "王主任"):
        accounts.unfriend(talk.db, account_id(keeper))
    await talk.play(
        ("张三", PRIVATE, "我母亲昨天走了", "^请节哀，多保重。有需要随时说。$"),
        ("李书记", PRIVATE, "名单 待看", "家里可能有白事，请打电话问候：“我母亲昨天走了”"),
    )


async def test_a_secretary_who_tells_of_it_is_asked_to_telephone_at_once(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "张三的父亲昨天去世了", "^知道了，给张三的祝福已停 30 天"))
    assert talk.told("王主任") == []


async def test_despair_after_a_bereavement_is_distress(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "老伴去世了，我不想活了", "已经告诉李书记、王主任"))
    assert "【急】" in talk.told("李书记")[0]


@pytest.mark.parametrize(
    "text",
    ["#Group Note\n报平安\n1. 张三 平安\n2. 李四 平安", "接龙 报平安\n1张三 平安\n2李四 平安"],
)
async def test_lists_of_other_heads_count_in_the_room(talk: Talk, text: str) -> None:
    await talk.play(("张三", FIRST, text, None))
    assert [about for about, *_ in kept(talk)] == ["张三", "李四"]
