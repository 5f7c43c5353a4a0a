"""An office without a gateway: a cascade goes out on paper and its answers come back as pasted text."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.cli import manual as commands
from bot.clock import StoppedClock
from bot.config import ConfigError, Settings
from bot.domain.command import UserError
from bot.domain.member import Member, Role
from bot.manual.desk import Desk, Page
from bot.manual.hand import bot_by_hand
from bot.manual.rooms import lay_out_rooms
from data import account as accounts
from data import backlog, inbox
from data import member as members
from data import room as rooms
from data import unit as units
from tests.conftest import BEIJING, MakeSettings

NOW = datetime(2026, 11, 24, 9, 15, tzinfo=BEIJING)
LATER = NOW + timedelta(minutes=10)
NOTICE = "通知 全体 回执 周五18:00前：周六上午九点集中学习"


@pytest.fixture
def hand_settings(make_settings: MakeSettings) -> Settings:
    return make_settings(transport="manual")


@pytest.fixture
def roll(db: Database) -> Database:
    committee = units.committee(db, "怀柔人才党委").id
    first, second = (units.make(db, "branch", name, committee) for name in ("第一支部", "第二支部"))

    def add(name: str, branch: int, role: Role | None = None, **more: object) -> None:
        number = members.add(db, Member(0, name, branch_id=branch, **more))  # type: ignore[arg-type]
        if role:
            members.give_post(db, number, role, committee if role is Role.CLERK else branch)

    add("王雅琴", first, Role.CLERK)
    add("李书记", first, Role.SECRETARY)
    add("张三", first, phone="13800138000")
    add("李四", first)
    add("老周", first, wechat=False, phone="13900139000")
    add("孙七", second)
    add("赵海", second, timezone="America/Toronto")
    return db


def desk(settings: Settings, db: Database, now: datetime = NOW) -> Desk:
    bot = bot_by_hand(settings, db, StoppedClock(now))
    bot.scheduler.step()
    return Desk(bot)


def page_of(pages: list[Page], topic: str) -> Page:
    return next(page for page in pages if page.topic == topic)


def send_notice(settings: Settings, db: Database) -> None:
    assert "将发给全体" in desk(settings, db).type("王雅琴", NOTICE)[0]
    assert "第1号通知" in desk(settings, db).type("王雅琴", "确认")[0]


def test_groups_are_laid_out_once_with_everybody_who_has_wechat(
    hand_settings: Settings, roll: Database
) -> None:
    lay_out_rooms(roll, hand_settings, NOW)
    lay_out_rooms(roll, hand_settings, NOW)
    topics = sorted(room.topic for room in rooms.everything(roll))
    assert topics == ["中心党委群", "国外党员特别群", "支部书记群", "第一支部群", "第二支部群"]
    assert [seat.nickname for seat in rooms.seats(roll, "hand:overseas")] == ["赵海"]
    assert accounts.of_member(roll, members.named(roll, "老周")[0].id) == []


def test_who_comes_onto_the_roll_later_is_seated_too(hand_settings: Settings, roll: Database) -> None:
    lay_out_rooms(roll, hand_settings, NOW)
    third = units.make(roll, "branch", "第三支部", units.committee(roll, "怀柔人才党委").id)
    members.add(roll, Member(0, "新同志", branch_id=third))
    lay_out_rooms(roll, hand_settings, LATER)
    assert [seat.nickname for seat in rooms.seats(roll, f"hand:branch:{third}")] == ["新同志"]


def test_the_groups_a_gateway_told_of_are_left_alone(hand_settings: Settings, roll: Database) -> None:
    rooms.see(roll, "123@chatroom", "第一支部群")
    lay_out_rooms(roll, hand_settings, NOW)
    assert [room.room_id for room in rooms.everything(roll)] == ["123@chatroom"]


def test_a_notice_stands_on_the_page_of_each_room(hand_settings: Settings, roll: Database) -> None:
    send_notice(hand_settings, roll)
    pages = desk(hand_settings, roll, NOW + timedelta(minutes=1)).pages()
    first = page_of(pages, "第一支部群")
    assert "【第1号通知】" in first.posts[0].text
    assert [(one.name, one.phone) for one in first.missing] == [
        ("王雅琴", None),
        ("李书记", None),
        ("张三", "13800138000"),
        ("李四", None),
        ("老周", "13900139000"),
    ]
    assert page_of(pages, "国外党员特别群").missing == ()


def test_what_was_posted_does_not_come_again_and_who_is_missing_does(
    hand_settings: Settings, roll: Database
) -> None:
    send_notice(hand_settings, roll)
    at_work = desk(hand_settings, roll, NOW + timedelta(minutes=1))
    at_work.note_posted(post for page in at_work.pages() for post in page.posts)
    again = page_of(desk(hand_settings, roll, NOW + timedelta(minutes=2)).pages(), "第一支部群")
    assert again.posts == ()
    assert len(again.missing) == 5
    assert backlog.count_states(roll).get("queued", 0) == 0


def test_pasted_answers_count_at_their_own_time(hand_settings: Settings, roll: Database) -> None:
    send_notice(hand_settings, roll)
    later = desk(hand_settings, roll, NOW + timedelta(hours=8))
    chat = "张三  10:30\n\n收到\n\n李四  11:05\n\n今天真冷\n\n李四  11:06\n\n收到，周六能到\n"
    heard = later.take(chat, room="第一支部", teller=None)
    assert [(one.person.name if one.person else None, one.was_taken) for one in heard] == [
        ("张三", True),
        ("李四", False),
        ("李四", True),
    ]
    rows = roll.execute(
        "SELECT name, at, remark FROM receipts JOIN members ON members.id = member_id"
    ).fetchall()
    assert rows == [
        ("张三", "2026-11-24T02:30:00.000Z", ""),
        ("李四", "2026-11-24T03:06:00.000Z", "周六能到"),
    ]


def test_the_same_paste_again_changes_nothing(hand_settings: Settings, roll: Database) -> None:
    send_notice(hand_settings, roll)
    for _ in range(2):
        heard = desk(hand_settings, roll, NOW + timedelta(hours=1)).take(
            "张三 9:40\n收到\n李四：收到", room="第一支部", teller=None
        )
    assert [one.outcome for one in heard] == ["known", "known"]
    assert roll.execute("SELECT count(*) FROM receipts").fetchone() == (2,)


def test_a_name_nobody_bears_is_told_and_the_rest_is_taken(hand_settings: Settings, roll: Database) -> None:
    send_notice(hand_settings, roll)
    heard = desk(hand_settings, roll, NOW + timedelta(hours=1)).take(
        "陌生人 9:40\n收到\n张三 9:41\n收到", room="第一支部", teller=None
    )
    assert [(one.pasted.name, one.outcome == "unknown") for one in heard] == [
        ("陌生人", True),
        ("张三", False),
    ]
    assert roll.execute("SELECT count(*) FROM receipts").fetchone() == (1,)


def test_a_solitaire_list_is_read_in_the_name_of_who_started_it(
    hand_settings: Settings, roll: Database
) -> None:
    chain = "李书记 10:02\n#接龙\n报平安\n1. 张三 在上海\n2. 李四 平安"
    desk(hand_settings, roll, NOW + timedelta(hours=2)).take(chain, room="第一支部", teller=None)
    names = [
        row[0] for row in roll.execute("SELECT name FROM checkins JOIN members ON members.id = member_id")
    ]
    assert sorted(names) == ["张三", "李四"]


def test_the_numbers_of_a_page_answer_all_that_is_open(hand_settings: Settings, roll: Database) -> None:
    send_notice(hand_settings, roll)
    page = page_of(desk(hand_settings, roll, LATER).pages(), "第一支部群")
    assert page.missing[4].name == "老周"
    heard = desk(hand_settings, roll, NOW + timedelta(hours=3)).take(
        "3 5 电话平安", room=None, teller="李书记"
    )
    assert heard[0].answers == ("已记电话收到、平安：3张三 5老周。错了回“撤”。",)
    again = page_of(desk(hand_settings, roll, NOW + timedelta(hours=4)).pages(), "第一支部群")
    assert [one.name for one in again.missing] == ["王雅琴", "李书记", "李四"]


def test_distress_in_a_paste_is_on_the_next_page(hand_settings: Settings, roll: Database) -> None:
    desk(hand_settings, roll).take("张三 9:10\n平安？我被车撞了，救命", room="第一支部", teller=None)
    pages = desk(hand_settings, roll, NOW + timedelta(minutes=1)).pages()
    assert any("【急】" in post.text for page in pages if not page.is_room for post in page.posts)


def test_who_types_reads_the_answer_at_once(hand_settings: Settings, roll: Database) -> None:
    answers = desk(hand_settings, roll).type("李书记", "本支部")
    assert answers[0].startswith("第一支部，5 人")
    assert backlog.count_states(roll) == {"sent": 1}


def test_what_somebody_announces_to_oneself_too_is_still_to_be_posted(
    hand_settings: Settings, roll: Database
) -> None:
    for words in ("通知 王雅琴、张三：明天来一趟党办", "确认"):
        desk(hand_settings, roll).type("王雅琴", words)
    titles = [card.title for card in desk(hand_settings, roll, LATER).cards() if card.posts]
    assert sorted(titles) == ["张三", "王雅琴"]


def test_a_secretary_who_passes_a_notice_on_has_it_to_post(hand_settings: Settings, roll: Database) -> None:
    for who, words in (
        ("王雅琴", "通知 全体 回执 周五18:00前 转发：周六集中学习"),
        ("王雅琴", "确认"),
        ("李书记", "转发 1号"),
    ):
        desk(hand_settings, roll).type(who, words, room="第一支部" if who == "李书记" else None)
    page = page_of(desk(hand_settings, roll, LATER).pages(), "第一支部群")
    assert any("周六集中学习" in post.text for post in page.posts)


# Several at one desk


def clerk_of(db: Database, name: str = "王雅琴") -> Member:
    return members.named(db, name)[0]


def test_who_marks_first_has_posted_it(hand_settings: Settings, roll: Database) -> None:
    send_notice(hand_settings, roll)
    at_work = desk(hand_settings, roll, LATER)
    row = at_work.cards()[0].posts[0].row_id
    at_work.mark(row, clerk_of(roll))
    at_work.mark(row, clerk_of(roll))  # the same clerk clicked twice
    with pytest.raises(UserError, match="王雅琴 已经贴了"):
        at_work.mark(row, clerk_of(roll, "李书记"))
    (done,) = at_work.cards()[0].done
    assert (done.name, done.at) == ("王雅琴", LATER)


def test_what_is_called_off_meanwhile_is_not_to_be_posted(hand_settings: Settings, roll: Database) -> None:
    send_notice(hand_settings, roll)
    at_work = desk(hand_settings, roll, LATER)
    row = at_work.cards()[0].posts[0].row_id
    for words in ("撤回 1号", "确认"):
        at_work.type("王雅琴", words)
    with pytest.raises(UserError, match="不用贴了"):
        at_work.mark(row, clerk_of(roll))


def test_what_is_put_back_waits_again(hand_settings: Settings, roll: Database) -> None:
    send_notice(hand_settings, roll)
    at_work = desk(hand_settings, roll, LATER)
    row = at_work.cards()[0].posts[0].row_id
    at_work.mark(row, clerk_of(roll))
    at_work.put_back(row)
    assert at_work.cards()[0].posts[0].row_id == row
    assert at_work.cards()[0].done == ()


def test_who_falls_silent_later_gets_the_next_number(hand_settings: Settings, roll: Database) -> None:
    send_notice(hand_settings, roll)
    at_work, clerk = desk(hand_settings, roll, LATER), clerk_of(roll)
    silent = at_work.missing()[clerk.branch_id]
    first = at_work.number(clerk, "第一支部，还差谁", silent[2:], anew=True)
    again = at_work.number(clerk, "第一支部，还差谁", silent, anew=False)
    assert [(number, one.name) for number, one in first] == [(1, "张三"), (2, "李四"), (3, "老周")]
    assert [(number, one.name) for number, one in again][2:] == [(3, "老周"), (4, "王雅琴"), (5, "李书记")]


def test_a_draft_waits_for_its_own_word(hand_settings: Settings, roll: Database) -> None:
    at_work, clerk = desk(hand_settings, roll), clerk_of(roll)
    assert at_work.draft_of(clerk) is None
    at_work.type("王雅琴", NOTICE)
    assert at_work.draft_of(clerk) == "确认"
    assert desk(hand_settings, roll, NOW + timedelta(minutes=11)).draft_of(clerk) is None


def test_nobody_and_nowhere_are_told(hand_settings: Settings, roll: Database) -> None:
    with pytest.raises(ConfigError, match="nobody called 王五"):
        desk(hand_settings, roll).type("王五", "帮助")
    with pytest.raises(ConfigError, match="no room 第九支部; there are"):
        desk(hand_settings, roll).take("张三：收到", room="第九支部", teller=None)


# At the terminal


def test_the_pages_are_files_for_the_owner_s_eyes(
    hand_settings: Settings, roll: Database, store_path: Path, tmp_path: Path
) -> None:
    send_notice(hand_settings, roll)
    roll.close()
    written = commands.write_pages(hand_settings, tmp_path / "paste", LATER)
    names = sorted(path.name for path in written)
    assert names == ["国外党员特别群.txt", "支部书记群.txt", "第一支部群.txt", "第二支部群.txt"]
    assert {path.stat().st_mode & 0o777 for path in written} == {0o600}
    text = (tmp_path / "paste" / "第一支部群.txt").read_text(encoding="utf-8-sig")
    assert "3 张三　13800138000　缺：第1号通知" in text
    assert "【第1号通知】" not in "".join(
        path.read_text(encoding="utf-8-sig")
        for path in commands.write_pages(hand_settings, tmp_path / "again", LATER)
    )


def test_a_folder_that_cannot_be_written_loses_nothing(
    hand_settings: Settings, roll: Database, tmp_path: Path
) -> None:
    send_notice(hand_settings, roll)
    roll.close()
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="nothing counts as posted"):
        commands.write_pages(hand_settings, tmp_path / "file", LATER)
    assert len(commands.write_pages(hand_settings, tmp_path / "paste", LATER)) == 4


def test_a_file_that_is_no_text_is_refused(hand_settings: Settings, roll: Database, tmp_path: Path) -> None:
    (tmp_path / "chat.txt").write_bytes("张三：收到".encode("gbk"))
    with pytest.raises(ConfigError, match="no text in UTF-8"):
        commands.import_replies(hand_settings, tmp_path / "chat.txt", LATER, room="第一支部", teller=None)
    assert not inbox.knows(roll, "x")
