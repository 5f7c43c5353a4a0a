"""Lists for organisations elsewhere: only who agreed stands on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.exchange import HEADINGS
from bot.sheets import read_sheet
from bot.sheets.book import Page, write_book
from data import member as members
from tests.conftest import FIRST, OFFICE, PRIVATE, Line, Talk, account_id

ORDER = "外联名单 上海 上海市浦东新区陆家嘴街道党工委"
ASKED: list[Line] = [
    ("王主任", OFFICE, ORDER, "将私信问 3 人"),
    ("王主任", OFFICE, "确认", "外联1号，正在私信问 3 人"),
]


@pytest.fixture
def shanghai(talk: Talk) -> Talk:
    """Five live in Shanghai by the roll, one of them abroad by the clock, one without WeChat."""
    talk.db.execute(
        "UPDATE members SET residence = '上海市浦东新区'"
        " WHERE name IN ('张三', '李四', '老周', '赵海', '李书记')"
    )
    return talk


def book(talk: Talk) -> list[tuple[object, ...]]:
    row = talk.db.execute("SELECT file FROM outbox WHERE file IS NOT NULL ORDER BY id DESC").fetchone()
    return [line.cells for line in read_sheet(Path(row[0]))]


async def test_nobody_is_asked_before_the_office_confirms(shanghai: Talk) -> None:
    await shanghai.play(ASKED[0])
    assert not shanghai.told("张三")


async def test_each_is_asked_who_gets_what_and_what_for(shanghai: Talk) -> None:
    await shanghai.play(*ASKED)
    (question,) = shanghai.told("张三")
    assert "您的姓名、支部、手机告诉上海市浦东新区陆家嘴街道党工委" in question
    assert "不回就不给" in question


async def test_abroad_is_left_out_unless_asked_for(shanghai: Talk) -> None:
    await shanghai.play(*ASKED)
    assert not shanghai.told("赵海")
    await shanghai.play(("王主任", OFFICE, f"{ORDER} 含境外", "党员 5 人，将私信问 4 人"))


async def test_the_workbook_holds_only_who_agreed(shanghai: Talk) -> None:
    await shanghai.play(
        *ASKED,
        ("张三", PRIVATE, "同意", "会给上海市浦东新区陆家嘴街道党工委"),
        ("李四", PRIVATE, "不同意", "好的，不给"),
        ("王主任", OFFICE, "外联名单 1号", "4 人：同意 1，不同意 1，还没回 1，没问到 1"),
    )
    assert book(shanghai)[2:] == [HEADINGS, ("4", "张三", "第一支部", "13800138000", None, None, None)]


async def test_without_an_agreement_there_is_no_workbook(shanghai: Talk) -> None:
    await shanghai.play(*ASKED, ("王主任", OFFICE, "外联名单 1号", "还没有人同意，先不出表"))
    assert shanghai.db.execute("SELECT count(*) FROM outbox WHERE file IS NOT NULL").fetchone() == (0,)


async def test_who_changes_the_mind_is_taken_off(shanghai: Talk) -> None:
    await shanghai.play(
        *ASKED,
        ("张三", PRIVATE, "愿意", "会给"),
        ("张三", PRIVATE, "外联1号 不同意", "不给"),
        ("王主任", OFFICE, "外联名单 1号", "同意 0，不同意 1"),
    )


async def test_a_secretary_answers_with_the_number_where_a_request_waits(shanghai: Talk) -> None:
    await shanghai.play(
        *ASKED,
        ("张三", PRIVATE, "转接 第二支部", "确认"),
        ("张三", PRIVATE, "确认", "转接1号"),
        ("李书记", PRIVATE, "外联1号 同意", "会给"),
        ("李书记", PRIVATE, "同意", "您这边同意转接1号"),
    )
    assert "愿意就回“外联1号 同意”" in shanghai.told("李书记")[0]


async def test_a_nod_is_no_consent_and_hears_so(shanghai: Talk) -> None:
    await shanghai.play(
        *ASKED,
        ("张三", PRIVATE, "好的", "我不敢猜。愿意请回“同意”"),
        ("王主任", OFFICE, "外联名单 1号", "同意 0，不同意 0"),
    )


async def test_a_room_is_no_place_for_consent(shanghai: Talk) -> None:
    await shanghai.play(*ASKED)
    await shanghai.say("张三", FIRST, "@风筝线 同意")
    assert shanghai.db.execute("SELECT count(answer) FROM exchange_members").fetchone() == (0,)


async def test_whom_we_did_not_ask_agrees_to_nothing(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "同意", "没看懂"))


async def test_a_list_needs_a_recipient(shanghai: Talk) -> None:
    await shanghai.play(("王主任", OFFICE, "外联名单 上海", "有 4 人。名单给谁？.*例：外联名单 上海 "))


async def test_lists_are_the_office_s(shanghai: Talk) -> None:
    await shanghai.play(("李书记", PRIVATE, ORDER, "只有党办"), ASKED[0])


async def test_who_wants_no_questions_is_not_asked(shanghai: Talk) -> None:
    await shanghai.play(("张三", PRIVATE, "退订 全部", "."), ("王主任", OFFICE, ORDER, "将私信问 2 人"))


async def test_who_agreed_is_noted_as_looked_at(shanghai: Talk) -> None:
    await test_the_workbook_holds_only_who_agreed(shanghai)
    rows = shanghai.db.execute("SELECT member_id FROM audit WHERE action = '外联名单 1号'").fetchall()
    assert rows == [(members.named(shanghai.db, "张三")[0].id,)]


# The other side's answer


async def bring(talk: Talk, tmp_path: Path, rows: list[list[str | None]]) -> None:
    path = tmp_path / "回音.xlsx"
    write_book(path, [Page("回音", HEADINGS, rows, ("某街道党工委",))])
    talk.stage.wechat.speak(account_id("王主任"), "王主任", "", file=str(path))
    await talk.wait(seconds=30)


async def agreed(talk: Talk) -> None:
    await talk.play(*ASKED, ("张三", PRIVATE, "同意", "会给"), ("李四", PRIVATE, "同意", "会给"))


async def test_the_other_side_s_answer_is_shown_then_kept(shanghai: Talk, tmp_path: Path) -> None:
    await agreed(shanghai)
    rows: list[list[str | None]] = [
        ["4", "张三", "第一支部", "", "是", "座谈会", None],
        ["5", "李四", "第一支部", "", "否", None, "电话不通"],
        ["9", "王五", None, None, "是", None, None],
    ]
    await bring(shanghai, tmp_path, rows)
    await shanghai.play(
        (
            "王主任",
            PRIVATE,
            "导入 外联 1号",
            "2 人的回音：已报到 1，没报到 1.*1 行没看懂.*第 5 行：9 号王五不在.*确认",
        ),
        ("王主任", PRIVATE, "确认", "记下了 2 人的回音。没报到的：李四"),
        ("王主任", PRIVATE, "外联名单 1号", "对方回音 2 人：已报到 1，没报到 1"),
    )


async def test_a_table_of_something_else_is_refused(shanghai: Talk, tmp_path: Path) -> None:
    await agreed(shanghai)
    path = tmp_path / "别的.xlsx"
    write_book(path, [Page("别的", ("姓名", "手机"), [["张三", "1"]])])
    shanghai.stage.wechat.speak(account_id("王主任"), "王主任", "", file=str(path))
    await shanghai.wait(seconds=30)
    await shanghai.play(("王主任", PRIVATE, "导入 外联 1号", "“别的.xlsx”里没有 党员编号、姓名、是否报到"))


async def test_without_a_file_the_office_hears_what_to_do(shanghai: Talk) -> None:
    await agreed(shanghai)
    await shanghai.play(
        ("王主任", PRIVATE, "导入 外联 1号", "半小时内没有收到表"),
        ("王主任", PRIVATE, "导入 外联 3号", "没有外联3号"),
    )
