"""Mutual aid: offered and asked, let through by a clerk, answered privately."""

from __future__ import annotations

import pytest

from data import account as accounts
from data import aid as aids
from data import audit
from data import member as members
from tests.conftest import FIRST, OFFICE, OVERSEAS, PRIVATE, SECOND, START, Line, MakeTalk, Talk, account_id

ASKED: Line = ("张三", PRIVATE, "互助 求 借一台轮椅，用一个月", "互助1号（求）")
PASSED: tuple[Line, ...] = (
    ("王主任", OFFICE, "互助 通过 1号 全体", "2 个支部群、境外群.*6 人看得到.*一位同志求：借一台轮椅.*确认"),
    ("王主任", OFFICE, "确认", "已告诉本人"),
)


@pytest.fixture
async def talk(make_talk: MakeTalk) -> Talk:
    """The cast at ten in the morning, when rooms may read something."""
    made = make_talk(START.replace(hour=10))
    await made.stage.settle()
    await made.wait(minutes=2)  # the weekly page
    made.heard.clear()
    return made


async def test_what_a_member_asks_comes_to_the_office_with_the_name(talk: Talk) -> None:
    await talk.play(ASKED)
    assert "【互助1号】张三（第一支部）求：借一台轮椅" in talk.told("党办")[-1]


async def test_rooms_read_it_without_the_name_once_a_clerk_let_it_through(talk: Talk) -> None:
    await talk.play(ASKED, *PASSED)
    for room in (FIRST, SECOND, OVERSEAS):
        assert talk.told(room)[-1].startswith("【互助1号】一位同志求：借一台轮椅")
    assert "通过了，发到 3 个群" in talk.told("张三")[-1]


async def test_who_signs_is_named_in_the_rooms(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "互助 提供 周末教老人用手机 署名", "互助1号（提供）"),
        (
            "王主任",
            PRIVATE,
            "互助 通过1号 一支部",
            "1 个支部群（第一支部）.*张三（第一支部）提供：周末教老人用手机",
        ),
        ("王主任", PRIVATE, "确认", "现在发 1 个群"),
    )
    assert "张三（第一支部）提供" in talk.told(FIRST)[-1]
    assert talk.told(SECOND) == []


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ("互助 有没有会修水管的师傅", "求"),
        ("互助 教孩子写字，周末免费", "提供"),
        ("互助求一位会安装打印机的", "求"),
        ("互助：找一份保洁的活", "求"),
        ("互助 出 旧书两箱", "提供"),
    ],
)
async def test_the_words_tell_whether_it_is_asked_or_offered(talk: Talk, said: str, side: str) -> None:
    await talk.play(("张三", PRIVATE, said, f"互助1号（{side}）"))


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("互助 大家好呀", "是求还是提供.*例：互助 求"),
        ("互助 求", "写清楚一点.*例：互助 求"),
        ("互助 求 借点钱周转", "钱的事不走互助.*办事 困难补助"),
        ("互助 提供 收款码扫一扫", "钱的事不走互助"),
        ("互助 求 代查身份证 １１０１０１１９９００３０７７５８X", "证件号或银行卡号"),
        ("互助 求 转到 6222 0212 3456 7890 123", "证件号或银行卡号"),
        ("互助 提供 便宜货 https://a.example/b", "不发链接"),
    ],
)
async def test_what_endangers_people_is_refused(talk: Talk, said: str, answer: str) -> None:
    await talk.play(("张三", PRIVATE, said, answer))
    assert talk.counts("aids") == 0


async def test_a_telephone_is_left_out_of_what_rooms_read(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "互助 求 借一台轮椅，电话１３８００１３８０００", "电话没有写进去"), *PASSED
    )
    assert not [text for _, text in talk.heard if "1380013" in text]
    assert "求：借一台轮椅\n" in talk.told(FIRST)[-1]


async def test_a_long_one_is_cut_and_says_so(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "互助 求 " + "借轮椅" * 300, "只留了前 500 个字"))
    aid = aids.find(talk.db, 1)
    assert aid is not None
    assert len(aid.words) <= 500


@pytest.mark.parametrize("said", ["互助 精神真好", "互助", "互助小组开会了", "大家互助"])
async def test_talk_in_a_room_is_left_alone(talk: Talk, said: str) -> None:
    await talk.play(("张三", FIRST, said, None))


@pytest.mark.parametrize("where", [PRIVATE, FIRST])
async def test_a_cry_for_help_rings_whatever_word_it_opens_with(talk: Talk, where: str) -> None:
    await talk.say("张三", where, "互助 救命，我不想活了")
    assert [text for text in talk.told("李书记") if "张三可能需要帮助" in text]
    assert talk.counts("aids") == 0


async def test_nobody_has_more_than_two_at_a_time(talk: Talk) -> None:
    await talk.play(
        ASKED,
        ("张三", PRIVATE, "互助 提供 旧书两箱", "互助2号"),
        ("张三", PRIVATE, "互助 求 一位会修电脑的", "已经有 2 件.*互助 结束 1号"),
        ("张三", PRIVATE, "互助 结束 1号", "结束了"),
        ("张三", PRIVATE, "互助 求 一位会修电脑的", "互助3号"),
    )


# Letting through


async def test_a_room_reads_one_a_day(talk: Talk) -> None:
    await talk.play(
        ASKED,
        ("孙七", PRIVATE, "互助 提供 旧书两箱", "互助2号"),
        *PASSED,
        ("王主任", OFFICE, "互助 通过 2号 支部 二", "今天已经有一件"),
        ("王主任", OFFICE, "确认", "1 个群等轮到再发"),
    )
    assert "互助2号" not in "".join(talk.told(SECOND))
    said = await talk.wait(hours=24)
    assert [text[:6] for place, text in said if place == SECOND] == ["【互助2号】"]


async def test_what_is_passed_at_night_waits_for_the_morning(make_talk: MakeTalk) -> None:
    talk = make_talk(START.replace(hour=21))
    await talk.play(ASKED, PASSED[0], ("王主任", OFFICE, "确认", "3 个群等轮到再发"))
    assert talk.told(FIRST) == []
    assert [place for place, text in await talk.wait(hours=13) if "互助1号" in text and place == FIRST]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("互助 通过 1号 支部 九", "没有“第九支部”"),
        ("互助 通过 1号 张三", "发到哪些群没看懂.*例"),
        ("互助 通过 7号", "没有互助7号"),
        ("互助 通过", "将把互助1号发到2 个支部群"),
        ("互助 不通过 1号", "写上原因.*例"),
    ],
)
async def test_a_wrong_word_of_the_office_shows_a_right_one(talk: Talk, said: str, answer: str) -> None:
    await talk.play(ASKED, ("王主任", OFFICE, said, answer))


async def test_who_is_refused_hears_why_and_may_still_be_let_through(talk: Talk) -> None:
    await talk.play(ASKED, ("王主任", OFFICE, "互助 不通过 1号 社区就有得借", "婉转告诉本人"))
    assert "这次没发成，原因：社区就有得借" in talk.told("张三")[-1]
    await talk.play(*PASSED)
    assert "互助1号" in talk.told(FIRST)[-1]


async def test_only_the_office_lets_through(talk: Talk) -> None:
    await talk.play(
        ASKED,
        ("李书记", PRIVATE, "互助 通过 1号 全体", "只有党办可以用"),
        ("李书记", PRIVATE, "名单 互助", "只有党办可以用"),
    )


async def test_the_office_lists_what_waits_and_the_look_is_noted(talk: Talk) -> None:
    await talk.play(
        ASKED, ("王主任", OFFICE, "名单 互助", "等您看的互助 1 件：\n1号 求：借一台轮椅.*（张三）")
    )
    zhang = members.named(talk.db, "张三")[0].id
    assert audit.of_member(talk.db, zhang, START)[0].action == "名单 互助"


# Answering


async def test_an_answer_reaches_who_asked_with_the_name_and_no_number(talk: Talk) -> None:
    await talk.play(ASKED, *PASSED, ("孙七", PRIVATE, "回应 １号 我家有一台", "转给对方了"))
    assert talk.told("张三")[-1].startswith("孙七回应您的互助1号：我家有一台")
    assert "电话" not in talk.told("张三")[-1]


async def test_an_answer_in_a_room_is_not_repeated(talk: Talk) -> None:
    await talk.play(ASKED, *PASSED, ("孙七", SECOND, "回应 1号 我家有一台", "^这类内容请私信我"))
    assert talk.counts("aid_answers") == 0


async def test_telephones_are_given_only_where_both_agree(talk: Talk) -> None:
    talk.db.execute("UPDATE members SET phone = '13800008888' WHERE name = '孙七'")
    await talk.play(ASKED, *PASSED, ("孙七", PRIVATE, "回应 1号 我家有一台 留电话", "转给对方了"))
    assert "13800008888" not in talk.told("张三")[-1]
    await talk.play(("张三", PRIVATE, "互助 留电话 1号", "孙七的电话：13800008888"))
    assert "张三的电话：13800138000" in talk.told("孙七")[-1]


async def test_who_asked_answers_back_through_the_bot(talk: Talk) -> None:
    await talk.play(
        ASKED,
        *PASSED,
        ("张三", PRIVATE, "回应 1号 有人吗", "还没有人回应"),
        ("孙七", PRIVATE, "回应 1号 我家有一台", "转给对方了"),
        ("李四", PRIVATE, "回应 1号 我这也有", "转给对方了"),
        ("张三", PRIVATE, "回应 1号 谢谢", "回应过的有 李四、孙七，请先写给谁"),
        ("张三", PRIVATE, "回应 1号 李四 谢谢，周六来", "转给李四了"),
    )
    assert talk.told("李四")[-1] == "互助1号，张三回您的话：谢谢，周六来"


async def test_who_cannot_be_written_to_is_told_by_the_secretary(talk: Talk) -> None:
    await talk.play(ASKED, *PASSED)
    accounts.unfriend(talk.db, account_id("张三"))
    await talk.play(("孙七", PRIVATE, "回应 1号 我家有一台", "已请李书记转告"))
    assert "请转告张三" in talk.told("李书记")[-1]


async def test_nobody_answers_more_than_five_times_a_day(talk: Talk) -> None:
    await talk.play(ASKED, *PASSED)
    for _ in range(5):
        await talk.play(("孙七", PRIVATE, "回应 1号 我家有一台", "转给对方了"))
    await talk.play(("孙七", PRIVATE, "回应 1号 我家有一台", "已经回应了 5 次"))


@pytest.mark.parametrize(
    ("said", "answer"),
    [("回应 9号 我有", "没有互助9号"), ("回应 1号", "写几句话"), ("回应 1号 先转账", "钱的事不走互助")],
)
async def test_a_wrong_answer_is_explained(talk: Talk, said: str, answer: str) -> None:
    await talk.play(ASKED, *PASSED, ("孙七", PRIVATE, said, answer))


async def test_what_has_ended_is_answered_no_more(talk: Talk) -> None:
    await talk.play(
        ASKED,
        ("孙七", PRIVATE, "回应 1号 我有", "还没有发出来"),
        *PASSED,
        ("孙七", PRIVATE, "互助 结束 1号", "不是您发的"),
        ("张三", PRIVATE, "互助 结束", "结束了"),
        ("孙七", PRIVATE, "回应 1号 我有", "结束了，谢谢您"),
    )


async def test_everybody_sees_what_there_is_and_only_the_own_waiting_ones(talk: Talk) -> None:
    await talk.play(
        ASKED,
        ("孙七", PRIVATE, "互助", "现在没有互助"),
        ("张三", PRIVATE, "互助", "您的互助：\n1号 求：.*等党办看"),
        *PASSED,
        ("孙七", PRIVATE, "互助", "大家的互助 1 件：\n1号 求：借一台轮椅"),
    )


# Taking back


async def test_an_offer_is_taken_back(talk: Talk) -> None:
    await talk.play(
        ASKED, ("张三", PRIVATE, "撤", "已撤：互助1号"), ("王主任", OFFICE, "互助 通过 1号", "已经结束了")
    )


async def test_an_answer_is_taken_back_and_who_read_it_hears_so(talk: Talk) -> None:
    await talk.play(
        ASKED,
        *PASSED,
        ("孙七", PRIVATE, "回应 1号 我有", "转给"),
        ("孙七", PRIVATE, "撤", "已撤：对互助1号的回应"),
    )
    assert "孙七把刚才对互助1号的回应收回了" in talk.told("张三")[-1]


async def test_an_answer_may_open_with_the_word_of_the_room(talk: Talk) -> None:
    await talk.play(ASKED, *PASSED, ("李四", PRIVATE, "互助1号 我家有一台", "转给对方了"))
    assert "李四回应您的互助1号：我家有一台" in talk.told("张三")[-1]


async def test_an_end_is_understood_in_other_words(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "互助 求 借一台轮椅，用一个月", "互助1号"))
    await talk.play(("李四", PRIVATE, "结束互助1号", "."), ("张三", FIRST, "结束互助1号", None))
    assert talk.db.execute("SELECT state FROM aids").fetchone() == ("unseen",)
    await talk.play(("张三", PRIVATE, "结束互助１号", "互助1号结束了"))
