"""党费: payments booked, shown, taken back; standards; lists; who may, and where."""

from __future__ import annotations

import pytest

from data import dues
from data import member as members
from tests.conftest import FIRST, OFFICE, PRIVATE, SECOND, SECRETARIES, MakeTalk, Talk


@pytest.fixture
async def talk(make_talk: MakeTalk) -> Talk:
    """The cast on 23 November: 张三 has paid until August, 李四 until October, 老周 is not on record."""
    made = make_talk()
    paid_until(made, "张三", "2026-08")
    paid_until(made, "李四", "2026-10")
    await made.stage.settle()
    return made


def paid_until(talk: Talk, name: str, month: str | None) -> None:
    talk.db.execute("UPDATE members SET dues_until = ? WHERE name = ?", (month, name))


def until(talk: Talk, name: str) -> str | None:
    row = talk.db.execute("SELECT dues_until FROM members WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row[0] else None


def booked(talk: Talk) -> list[tuple[str, str, str, int | None]]:
    rows = talk.db.execute(
        "SELECT name, first, last, cents FROM dues_payments JOIN members ON members.id = member_id"
        " WHERE withdrawn_at IS NULL ORDER BY dues_payments.id"
    )
    return [tuple(row) for row in rows]


# Booked


async def test_a_payment_moves_the_month_on(talk: Talk) -> None:
    await talk.play(
        (
            "李书记",
            PRIVATE,
            "党费 张三 补交 9月-10月 40元",
            "张三 2026年9月至10月，40元，交到2026年10月（按时）",
        )
    )
    assert until(talk, "张三") == "2026-10"
    assert booked(talk) == [("张三", "2026-09", "2026-10", 4000)]


async def test_what_a_month_costs_gives_the_sum(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 标准 李四 20元", "李四2026年11月起每月 20元"),
        ("李书记", PRIVATE, "党费 李四 交到 2027-01", "李四 2026年11月至2027年1月，60元，交到2027年1月"),
    )
    assert until(talk, "李四") == "2027-01"


async def test_without_a_standard_the_sum_is_not_known(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "党费 李四 已交 2026-11", "金额没有写，也没有登记标准"))
    assert booked(talk) == [("李四", "2026-11", "2026-11", None)]


async def test_a_gap_stays_open_until_it_is_paid(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 张三 已交 11月", "2026年9月至10月还空着.*党费 张三 补交 2026-09至2026-10")
    )
    assert until(talk, "张三") == "2026-08"
    await talk.play(("李书记", PRIVATE, "党费 张三 补交 2026-09至2026-10", "交到2026年11月"))
    assert until(talk, "张三") == "2026-11"


async def test_until_a_month_leaves_out_what_is_paid(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 张三 已交 11月", "已记党费"),
        ("李书记", PRIVATE, "党费 张三 交到 2026-12", "张三 2026年9月至10月、2026年12月"),
    )
    assert until(talk, "张三") == "2026-12"


async def test_several_people_at_once(talk: Talk) -> None:
    paid_until(talk, "老周", "2026-10")
    await talk.play(
        (
            "李书记",
            PRIVATE,
            "党费 李四 老周 已交 11月 每人5元",
            "李四 2026年11月，5元.*老周 2026年11月，5元.*2 位一共 10元",
        ),
    )
    assert len(booked(talk)) == 2


async def test_who_has_paid_is_named_and_the_others_are_booked(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 张三 李四 已交 10月", "张三 2026年10月.*李四2026年10月以前已经记过了")
    )
    assert [name for name, *_ in booked(talk)] == ["张三"]


async def test_months_that_overlap_are_refused_with_what_is_left(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 张三 2026-07至2026-09", "2026年7月至8月以前已经记过.*党费 张三 2026-09$"),
        ("李书记", PRIVATE, "党费 张三 交到 2026-08", "张三2026年8月以前已经记过了，没有再记"),
    )
    assert booked(talk) == []


async def test_somebody_pays_for_another(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "党费 李四 已交 2026-11 代交 李四媳妇", "李四媳妇代交"))
    assert talk.db.execute("SELECT payer FROM dues_payments").fetchone() == ("李四媳妇",)


async def test_the_first_word_of_somebody_counts_from_there(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "党费 老周 交到 2026-10", "交到2026年10月"))
    assert until(talk, "老周") == "2026-10"


async def test_a_list_number_names_the_person(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 名单", "1 张三 交到2026年8月，差 2 个月"),
        ("李书记", PRIVATE, "党费 １ 已交９月", "张三 2026年9月"),
        ("李书记", PRIVATE, "党费 9 已交9月", "名单上没有9号"),
    )


@pytest.mark.parametrize(
    ("words", "answered"),
    [
        ("党费 张三 已交 2026-13", "没有2026年13月.*例：党费 张三 已交"),
        ("党费 张三 已交 9月 2o元", "金额“2o元”看不懂"),
        ("党费 张三 交到 2031-01", "太远了"),
        ("党费 张三 已交 1926-11", "太早了"),
        ("党费 张三 已交", "请写上交的是哪几个月"),
        ("党费 已交 11月", "请写上是谁交的"),
        ("党费 张三 李四 已交 11月 40元", "40元是每人还是一共"),
        ("党费 张三 没交 11月", "没交的不用记"),
        ("党费 章三 已交 11月", "没有“章三”。是张三吗"),
        ("党费 张三 12月至10月", "起止写反了吗"),
        ("党费 标准 张三 二十元", "看不懂，请用数字写"),
        ("党费 标准 张三", "请写上每月交多少"),
        ("党费 汇总 13月", "没有13月"),
    ],
)
async def test_what_is_wrong_is_said_with_a_right_example(talk: Talk, words: str, answered: str) -> None:
    await talk.play(("李书记", PRIVATE, words, answered))
    assert booked(talk) == []


async def test_it_can_be_taken_back_with_the_month(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 张三 交到 2026-11", "已记党费"),
        ("李书记", PRIVATE, "撤", "党费交至改回2026-08.*已撤：张三2026年9月至11月的党费"),
    )
    assert until(talk, "张三") == "2026-08"
    assert booked(talk) == []


async def test_taking_back_what_another_built_on_leaves_no_month_unpaid(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 李四 已交 11月", "已记"),
        ("王主任", OFFICE, "党费 李四 已交 12月", "交到2026年12月"),
        ("李书记", PRIVATE, "撤", "已撤：李四2026年11月的党费"),
    )
    assert until(talk, "李四") == "2026-10"


async def test_a_standard_can_be_taken_back(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 标准 李四 20元", "已记"),
        ("李书记", PRIVATE, "撤", "已撤：李四的党费标准"),
        ("李书记", PRIVATE, "党费 李四 已交 11月", "没有登记标准"),
    )


async def test_a_new_standard_leaves_the_months_before_as_they_were(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 标准 李四 10元 自 2026-01", "2026年1月起"),
        ("李书记", PRIVATE, "党费 标准 李四 20元 自 2026-12", "2026年12月起"),
        ("李书记", PRIVATE, "党费 李四 交到 2026-12", "30元"),
    )


# Who may, and where


async def test_a_member_sees_the_own_dues_kindly(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "党费", "交到2026年8月，还有 2 个月没交（2026年9月至10月）.*怎么交"))
    assert "欠" not in talk.told("张三")[-1]


async def test_in_a_room_the_answer_goes_privately(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "党费", "^党费已私信您。$"))
    assert "交到2026年8月" in talk.told("张三")[-1]


async def test_plain_questions_are_understood(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "我的党费交到几月了？", "交到2026年8月"),
        ("张三", PRIVATE, "党费怎么交", "怎么交：交给本支部书记"),
    )


async def test_a_member_s_word_to_have_paid_goes_to_the_secretary(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "党费交了", "已转告李书记"))
    assert "张三说党费交过了" in talk.told("李书记")[-1]
    assert until(talk, "张三") == "2026-08"


async def test_a_member_may_not_book_nor_look(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "党费 张三 已交 11月", "别人的党费由本支部书记和党办来记"),
        ("张三", PRIVATE, "党费 李四", "别人的党费"),
        ("张三", PRIVATE, "党费 标准 张三 1元", "别人的党费"),
        ("张三", PRIVATE, "党费 名单", "只有支部书记"),
        ("李书记", PRIVATE, "导入 党费", "只有党办"),
    )
    assert booked(talk) == []


async def test_another_branch_is_nobody_s_business(talk: Talk) -> None:
    await talk.play(
        ("赵书记", PRIVATE, "党费 张三 已交 11月", "没有“张三”"),
        ("赵书记", PRIVATE, "党费 名单 第一支部", "别的支部"),
        ("赵书记", PRIVATE, "党费 汇总 一", "别的支部"),
    )


async def test_in_a_room_nothing_of_others_is_repeated(talk: Talk) -> None:
    await talk.play(
        ("李书记", SECRETARIES, "党费 张三 已交 11月", "^这类内容请私信我，方便的话先撤回。$"),
        ("李书记", FIRST, "@风筝线 党费 标准 张三 20元", "^这类内容请私信我，方便的话先撤回。$"),
    )
    assert booked(talk) == []


@pytest.mark.parametrize(
    "words",
    [
        "党费怎么交啊",
        "党费 大家抓紧交一下",
        "党费 11月的交给我",
        "党费已交",
        "党费 已交",
        "党费标准是多少来着",
        "党费名单谁有",
        "党费 大家 11月",
        "党费 申报 8000以上的同志请找我",
        "导入党费的表怎么弄",
    ],
)
async def test_talk_about_dues_is_chat(talk: Talk, words: str) -> None:
    await talk.play(("李四", FIRST, words, None), ("孙七", SECOND, words, None))


async def test_looks_are_noted(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "党费 名单", "张三"), ("王主任", OFFICE, "党费 张三", "张三：交到"))
    seen = members.named(talk.db, "张三")[0].id
    rows = talk.db.execute("SELECT action FROM audit WHERE member_id = ? ORDER BY id", (seen,)).fetchall()
    assert rows == [("党费 名单",), ("党费",)]


# Lists and sums


async def test_the_list_shows_classes_and_who_is_behind_first(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 名单", "第一支部党费，5 人：按时 1，欠1–5个月 1，没有登记 3.*1 张三.*"),
        ("李书记", PRIVATE, "名单 欠费", "有没交的 1 位：\n1 张三"),
        ("李书记", PRIVATE, "名单 欠费 半年以上", "差 6 个月以上的 0 位"),
        ("赵书记", PRIVATE, "名单 欠费", "没交的 0 位"),
    )


async def test_who_has_no_dues_to_pay_is_no_arrear(talk: Talk) -> None:
    talk.db.execute("UPDATE members SET status = 'retained' WHERE name = '张三'")
    await talk.play(
        ("李书记", PRIVATE, "名单 欠费", "不用交 1.*没交的 0 位"),
        ("王主任", PRIVATE, "统计 党费 第一支部", "不用交：1 人"),
    )


async def test_the_sums_of_a_month(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "党费 标准 张三 李四 20元 自 2026-01", "张三、李四"),
        ("王主任", OFFICE, "党费 李四 已交 11月", "20元"),
        (
            "王主任",
            OFFICE,
            "党费 汇总",
            "第一支部：应交 5 人，已交 1 人；应交 40元，已交 20元（3 位没有登记标准）",
        ),
        ("王主任", OFFICE, "党费 汇总 2026", "2026年（到11月）.*合计"),
        ("李书记", PRIVATE, "党费 汇总 2026年11月", "^党费汇总，2026年11月：\n第一支部[^合]*$"),
    )


async def test_the_form_of_the_year_is_a_workbook(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "党费 表 2026", "2026年党费收缴表在这里，5 人"))
    (file,) = talk.db.execute("SELECT file FROM outbox WHERE file IS NOT NULL").fetchone()
    assert "党费收缴表2026" in file


@pytest.mark.parametrize("said", ["我还欠多少", "我还欠多少党费", "每月交多少", "我在国外党费怎么交"])
async def test_own_dues_are_asked_for_in_own_words(talk: Talk, said: str) -> None:
    await talk.play(("张三", FIRST, said, None), ("张三", PRIVATE, said, "您的党费"))


@pytest.mark.parametrize("said", ["我交了11月的党费", "十一月党费交了", "这个月的党费我交了"])
async def test_having_paid_for_a_month_is_passed_on(talk: Talk, said: str) -> None:
    await talk.play(("张三", PRIVATE, said, "已转告李书记"))


async def test_who_owes_is_told_to_who_keeps_dues_only(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "还有谁没交党费？", "第一支部党费"),
        ("李书记", FIRST, "还有谁没交党费？", None),
        ("张三", PRIVATE, "谁没交党费", "没看懂"),
    )


async def test_a_month_may_be_typed_full_width(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "党费 李四 交到 ２０２６－１２", "交到2026年12月"))


async def test_a_bare_word_to_have_paid_counts_where_dues_were_asked_for(talk: Talk) -> None:
    zhang = members.named(talk.db, "张三")[0].id
    await talk.play(("张三", PRIVATE, "我交了", "没看懂"))
    with talk.db.atomic():
        dues.note_word(talk.db, zhang, "reminder", "2026-08", talk.now)
    await talk.play(("张三", PRIVATE, "我交了", "已转告李书记"), ("张三", FIRST, "我交了", None))
    assert "张三说党费交过了" in talk.told("李书记")[-1]
