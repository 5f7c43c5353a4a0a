"""Ids that changed with the gateway: one question to a clerk, and everything is tied anew."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.delivery import Kind, Outgoing
from bot.domain.room import RoomKind
from bot.ports import Account
from data import account as accounts
from data import bindcode, outbox
from data import member as members
from data import room as rooms
from tests.conftest import FIRST, OFFICE, PRIVATE, START, Talk, account_id, room_id


def anew(old: str) -> str:
    return f"{old}-new"


async def change_ids(talk: Talk, *, people: bool = True) -> None:
    """Let another gateway serve the same groups: every id is another, topics and nicknames are not."""
    wechat = talk.stage.wechat
    wechat.set_gateway(up=False)
    await talk.wait(seconds=5)
    who = anew if people else str
    wechat.topics = {anew(room): topic for room, topic in wechat.topics.items()}
    wechat.seats = {
        anew(room): {who(account): nickname for account, nickname in seats.items()}
        for room, seats in wechat.seats.items()
    }
    wechat.friend_ids = {who(account) for account in wechat.friend_ids}
    wechat.set_gateway(up=True)
    await talk.wait(seconds=30)


async def write(talk: Talk, account: str, text: str) -> list[str]:
    """Let an account write privately; gives what it is told."""
    before = len(talk.heard)
    talk.stage.wechat.speak(account, account, text)
    await talk.wait(minutes=1)
    return [said for place, said in talk.heard[before:] if place == account.removeprefix("wx-")]


def owner(talk: Talk, account: str) -> str | None:
    actor = accounts.actor(talk.db, account)
    return actor.member.name if actor else None


@pytest.fixture
async def moved(talk: Talk) -> Talk:
    """Another gateway serves the same groups, and the clerk has come back by a code from the terminal."""
    await change_ids(talk)
    code = bindcode.make(bindcode.folder(Path(talk.stage.settings.database)), "王主任", talk.now)
    talk.heard.clear()
    await write(talk, anew(account_id("王主任")), code)
    return talk


def question(talk: Talk) -> str:
    return next(text for _, text in talk.heard if "编号都变了" in text)


async def test_one_question_lists_rooms_members_and_the_staff_apart(moved: Talk) -> None:
    asked = question(moved)
    assert "群 6 个：" in asked
    assert "党员 4 位" in asked
    assert "1 李书记 ← " in asked
    assert "张三" not in asked
    assert not any("还没关联的群" in text for _, text in moved.heard)


async def test_nothing_is_tied_anew_before_the_word(moved: Talk) -> None:
    assert owner(moved, anew(account_id("张三"))) is None
    assert not [room for room in rooms.everything(moved.db) if room.kind and room.room_id.endswith("-new")]


async def test_the_word_ties_rooms_and_people_anew_at_once(moved: Talk) -> None:
    assert "接好了：6 个群" in (await write(moved, anew(account_id("王主任")), "确认"))[0]
    assert owner(moved, anew(account_id("张三"))) == "张三"
    assert owner(moved, account_id("张三")) is None
    room = rooms.find(moved.db, anew(room_id(FIRST)))
    assert room
    assert room.kind is RoomKind.BRANCH
    assert rooms.find(moved.db, room_id(FIRST)) is None
    clerk = members.named(moved.db, "王主任")[0].id
    assert accounts.of_member(moved.db, clerk) == [anew(account_id("王主任"))]
    assert moved.db.execute("PRAGMA foreign_key_check").fetchall() == []


async def test_a_post_holder_who_is_left_out_stays_unbound(moved: Talk) -> None:
    place = next(line[0] for line in question(moved).splitlines() if "李书记 ←" in line)
    await write(moved, anew(account_id("王主任")), f"确认 除 {place}")
    assert owner(moved, anew(account_id("李书记"))) is None
    assert owner(moved, anew(account_id("赵书记"))) == "赵书记"


async def test_who_uses_somebody_s_nickname_twice_is_nobody(talk: Talk) -> None:
    talk.stage.wechat.sit(room_id(FIRST), "wx-骗子", "张三")
    await change_ids(talk)
    code = bindcode.make(bindcode.folder(Path(talk.stage.settings.database)), "王主任", talk.now)
    await write(talk, anew(account_id("王主任")), code)
    await write(talk, anew(account_id("王主任")), "确认")
    assert owner(talk, anew(account_id("张三"))) is None
    assert owner(talk, anew(account_id("李四"))) == "李四"


async def test_what_waits_goes_to_the_new_ids(moved: Talk) -> None:
    late = Outgoing("waits", room_id(FIRST), "明天开会", Kind.NOTICE, moved.now, START + timedelta(days=3))
    outbox.put(moved.db, late, moved.now)
    await write(moved, anew(account_id("王主任")), "确认")
    row = moved.db.execute("SELECT conversation FROM outbox WHERE dedupe_key = 'waits'").fetchone()
    assert row[0] == anew(room_id(FIRST))


async def test_what_waits_when_the_ids_change_is_held_until_they_are_found_again(talk: Talk) -> None:
    waits = Outgoing("waits", room_id(FIRST), "明天开会", Kind.NOTICE, talk.now, START + timedelta(days=3))
    talk.stage.wechat.set_gateway(up=False)
    await talk.wait(seconds=5)
    outbox.put(talk.db, waits, talk.now)
    await change_ids(talk, people=False)
    assert not [text for _, text in talk.heard if "明天开会" in text]
    await talk.play(("王主任", PRIVATE, "确认", "接好了"))
    await talk.wait(minutes=1)
    assert talk.told(FIRST) == ["明天开会"]


async def test_where_only_rooms_changed_the_clerk_is_asked_unasked(talk: Talk) -> None:
    await change_ids(talk, people=False)
    asked = [text for text in talk.told("王主任") if "编号都变了" in text]
    assert len(asked) == 1
    await talk.play(("王主任", PRIVATE, "确认", "接好了：6 个群，0 位"))


async def test_a_day_later_the_command_asks_again(talk: Talk) -> None:
    await change_ids(talk, people=False)
    await talk.play(
        ("王主任", PRIVATE, "取消", "作罢"),
        ("王主任", PRIVATE, "重新关联", "编号都变了"),
        ("王主任", PRIVATE, "确认", "接好了"),
        ("王主任", PRIVATE, "重新关联", "都没有变"),
        ("李书记", PRIVATE, "重新关联", "只有党办可以用"),
    )


async def test_an_answer_in_a_moved_room_counts_for_a_notice_sent_before(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "通知 全体 回执 周五18:00前：开会", "将发给"), ("王主任", OFFICE, "确认", "第1号")
    )
    await change_ids(talk, people=False)
    await talk.play(("王主任", PRIVATE, "确认", "接好了"))
    talk.stage.wechat.speak(account_id("张三"), "张三", "收到", room=anew(room_id(FIRST)))
    await talk.wait(minutes=1)
    assert talk.counts("receipts") == 1


async def test_a_gateway_after_work_by_hand_takes_the_stand_ins_over(talk: Talk) -> None:
    four = members.named(talk.db, "李四")[0]
    accounts.unbind(talk.db, account_id("李四"))
    accounts.bind(talk.db, f"hand:{four.id}", four.id, None, START)
    assert four.branch_id
    rooms.untie(talk.db, room_id(FIRST))
    rooms.see(talk.db, "hand:branch:1", "第一支部群")
    rooms.tie(talk.db, "hand:branch:1", RoomKind.BRANCH, four.branch_id)
    rooms.set_seats(talk.db, "hand:branch:1", [Account(f"hand:{four.id}", "李四")])
    rooms.seat(talk.db, room_id(FIRST), Account(account_id("李四"), "一支部-李四"))
    await talk.play(
        ("王主任", PRIVATE, "重新关联", "群 1 个：第一支部群\n党员 1 位"),
        ("王主任", PRIVATE, "确认", "接好了：1 个群，1 位"),
    )
    assert owner(talk, account_id("李四")) == "李四"
    assert rooms.find(talk.db, "hand:branch:1") is None
