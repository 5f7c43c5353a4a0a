"""One message is one transaction; and everything else a transport tells the bot."""

from __future__ import annotations

import asyncio
import itertools
import json
import sqlite3
from datetime import timedelta
from types import SimpleNamespace

import pytest
import structlog
from structlog.testing import capture_logs

from bot import logs
from bot.config import Log
from bot.context import Context, Turn
from bot.domain.delivery import Kind
from bot.ports import (
    Account,
    Echo,
    Event,
    FriendRequest,
    Incoming,
    Invitation,
    Login,
    Logout,
    MessageKind,
    Outcome,
    Problem,
    ProblemKind,
    Room,
    RoomChange,
    TransportError,
    Unreachable,
)
from data import account as accounts
from data import backlog, outbox
from data import doubt as doubts
from data import fact as facts
from data import room as rooms
from tests.conftest import (
    FIRST,
    OFFICE,
    PRIVATE,
    SECOND,
    START,
    MakeTalk,
    Talk,
    account_id,
    room_id,
)

NEUTRAL = "这条我没处理好"
SECRET = "我在昆山花桥国际商务城"


def message(number: str = "m1", text: str = "进度", who: str = "王主任", where: str = OFFICE) -> Incoming:
    room = None if where == PRIVATE else room_id(where)
    return Incoming(number, account_id(who), who, text, START, room=room)


@pytest.fixture
def break_handler(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every message be stored half and then fail, with an error that holds the message's words."""

    def fail(turn: Turn) -> str:
        rooms.note_answers_asked(turn.db, room_id(FIRST), turn.now)
        turn.reply("半句")
        raise ValueError(f"cannot read {turn.text!r}")

    monkeypatch.setattr(talk.stage.bot, "_router", SimpleNamespace(handle=fail))


# One message, one transaction


async def test_a_handler_that_fails_leaves_nothing_but_a_neutral_answer(
    talk: Talk, break_handler: None
) -> None:
    with capture_logs() as log:
        await talk.play(("王主任", OFFICE, SECRET, NEUTRAL))
    assert talk.told(OFFICE) == ["这条我没处理好，已经记下，请稍后再试一次。"]
    assert rooms.answers_asked_at(talk.db, room_id(FIRST)) is None
    assert talk.outcomes() == ["failed"]
    assert [entry["event"] for entry in log if entry["log_level"] == "error"] == ["message failed"]


async def test_after_a_failure_the_bot_goes_on(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(talk.stage.bot, "_router", SimpleNamespace(handle=lambda _: 1 / 0))
        await talk.play(("王主任", OFFICE, "帮助", NEUTRAL))
    await talk.play(("王主任", OFFICE, "帮助", "自动助手"))


async def test_a_mistake_is_answered_and_leaves_nothing_else(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "通知 支部 九：开会", "没有“第九支部”"))
    assert talk.outcomes() == ["refused"]
    assert talk.counts("drafts") == 0


async def test_a_repeated_message_does_nothing(talk: Talk) -> None:
    for _ in range(3):
        talk.stage.bot.handle(message(text="帮助"))
    await talk.wait(minutes=1)
    assert len(talk.told(OFFICE)) == 1
    assert talk.counts("inbox") == 1


async def test_a_message_repeated_after_a_restart_does_nothing(talk: Talk) -> None:
    talk.stage.bot.handle(message(text="帮助"))
    talk.stage.restart_bot()
    talk.stage.bot.handle(message(text="帮助"))
    await talk.wait(minutes=1)
    assert len(talk.told(OFFICE)) == 1


async def test_a_repeat_of_a_failed_message_does_nothing(talk: Talk, break_handler: None) -> None:
    for _ in range(2):
        talk.stage.bot.handle(message())
    await talk.wait(minutes=1)
    assert len(talk.told(OFFICE)) == 1


async def test_what_was_to_be_said_is_said_after_a_crash(talk: Talk) -> None:
    talk.stage.bot.handle(message(text="帮助"))
    talk.stage.restart_bot()
    await talk.wait(minutes=1)
    assert len(talk.told(OFFICE)) == 1


async def test_a_full_disk_leaves_nothing_half_done(talk: Talk) -> None:
    (pages,) = talk.db.execute("PRAGMA page_count").fetchone()
    talk.db.execute(f"PRAGMA max_page_count = {pages}")

    def ask_for_ever() -> None:
        for number in itertools.count():
            talk.stage.bot.handle(message(f"m{number}", "帮助"))

    with pytest.raises(sqlite3.OperationalError, match="full"):
        ask_for_ever()
    talk.db.execute("PRAGMA max_page_count = 1000000")
    assert talk.counts("inbox") == talk.counts("outbox")
    assert talk.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


# Chat, strangers


async def test_of_ordinary_chat_only_the_id_is_kept(talk: Talk) -> None:
    await talk.play(("张三", FIRST, SECRET, None), ("李四", FIRST, "今天下雨了", None))
    assert talk.outcomes() == ["chat", "chat"]
    dump = "\n".join(talk.db.conn.iterdump())
    assert SECRET not in dump
    assert "下雨" not in dump


async def test_a_stranger_is_told_once_a_day_that_he_is_not_known(talk: Talk) -> None:
    known = "还不认识您。请私信我：认领 姓名 名册上手机号的中间四位.*“绑定 @您 姓名”。"
    await talk.play(("路人", PRIVATE, "你好", f"^{known}$"), ("路人", PRIVATE, "在吗", None))
    await talk.until(START + timedelta(days=1))
    await talk.play(("路人", PRIVATE, "你好", known))
    assert talk.outcomes() == ["unknown sender"] * 3


async def test_a_stranger_s_chat_in_a_room_is_chat(talk: Talk) -> None:
    await talk.play(("路人", FIRST, "你好", None), ("路人", FIRST, "@风筝线 你好", "还不认识您"))


async def test_thanks_are_answered_warmly_once_a_day(talk: Talk) -> None:
    await talk.play(
        ("张三", FIRST, "@风筝线 谢谢", "您客气了"),
        ("张三", FIRST, "@风筝线 辛苦了", None),
        ("李四", FIRST, "@风筝线 你好", "您客气了"),
        ("李四", FIRST, "谢谢大家", None),
    )


async def test_what_is_not_understood_is_said_so_where_it_was_meant_for_the_bot(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "天上有几颗星", "没看懂"), ("张三", FIRST, "天上有几颗星", None))
    assert talk.outcomes() == ["take_unclear", "chat"]


@pytest.mark.parametrize("kind", [MessageKind.STICKER, MessageKind.AUDIO, MessageKind.OTHER])
async def test_a_sticker_or_a_voice_in_a_room_is_no_answer(talk: Talk, kind: MessageKind) -> None:
    await talk.stage.bot.take(
        Incoming("m1", account_id("张三"), "张三", "", START, room=room_id(FIRST), kind=kind)
    )
    assert await talk.wait(minutes=1) == []


async def test_who_writes_privately_can_be_written_to(talk: Talk) -> None:
    accounts.unfriend(talk.db, account_id("张三"))
    await talk.play(("张三", PRIVATE, "谢谢", "您客气了"))
    assert accounts.is_friend(talk.db, account_id("张三"))


# Friend requests and invitations


@pytest.fixture
def accepted(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The requests the bot has accepted."""
    taken: list[str] = []

    async def accept(request_id: str) -> None:
        taken.append(request_id)

    monkeypatch.setattr(talk.stage.wechat, "accept", accept)
    return taken


def asks(who: str, nickname: str | None = None) -> FriendRequest:
    return FriendRequest(f"ask-{who}", Account(account_id(who), nickname or who), "我是张三，请通过")


async def test_friendship_of_a_bound_person_is_accepted(talk: Talk, accepted: list[str]) -> None:
    accounts.unfriend(talk.db, account_id("张三"))
    await talk.stage.bot.take(asks("张三"))
    assert accepted == ["ask-张三"]
    assert accounts.is_friend(talk.db, account_id("张三"))


async def test_friendship_of_a_stranger_is_left_alone_whatever_the_name(
    talk: Talk, accepted: list[str]
) -> None:
    await talk.stage.bot.take(asks("路人", "王主任"))
    assert accepted == []
    assert not accounts.is_friend(talk.db, account_id("路人"))


async def test_friendship_of_who_sits_in_a_known_room_under_a_name_of_the_roll_is_accepted(
    talk: Talk, accepted: list[str]
) -> None:
    accounts.unbind(talk.db, account_id("李四"))
    await talk.stage.bot.take(asks("李四"))
    assert accepted == ["ask-李四"]


async def test_friendship_that_cannot_be_accepted_is_not_believed(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(request_id: str) -> None:
        raise TransportError(request_id, Outcome.UNKNOWN)

    accounts.unfriend(talk.db, account_id("张三"))
    monkeypatch.setattr(talk.stage.wechat, "accept", refuse)
    await talk.stage.bot.take(asks("张三"))
    assert not accounts.is_friend(talk.db, account_id("张三"))


@pytest.mark.parametrize(
    ("who", "taken"), [("王主任", True), ("李书记", True), ("张三", False), ("路人", False)]
)
async def test_invitations_of_secretaries_and_clerks_are_accepted(
    talk: Talk, accepted: list[str], who: str, taken: bool
) -> None:
    await talk.stage.bot.take(Invitation("invite-1", account_id(who), "新群"))
    assert accepted == (["invite-1"] if taken else [])


# Rooms


async def test_joining_and_leaving_is_noted(talk: Talk) -> None:
    talk.stage.wechat.join(room_id(FIRST), account_id("路人"), "路人甲")
    talk.stage.wechat.leave(room_id(FIRST), account_id("张三"))
    await talk.wait(seconds=1)
    seats = {seat.account_id: seat.nickname for seat in rooms.seats(talk.db, room_id(FIRST))}
    assert seats[account_id("路人")] == "路人甲"
    assert account_id("张三") not in seats


async def test_a_new_topic_changes_neither_kind_nor_place(talk: Talk) -> None:
    before = rooms.find(talk.db, room_id(FIRST))
    await talk.stage.bot.take(RoomChange(room_id(FIRST), topic="一家人"))
    after = rooms.find(talk.db, room_id(FIRST))
    assert before
    assert after
    assert (after.topic, after.kind, after.unit_id) == ("一家人", before.kind, before.unit_id)


async def test_a_joining_keeps_the_topic(talk: Talk) -> None:
    await talk.stage.bot.take(RoomChange(room_id(FIRST), joined=(Account("x", "路人"),)))
    room = rooms.find(talk.db, room_id(FIRST))
    assert room
    assert room.topic == FIRST


async def test_a_room_nobody_tied_is_asked_about_once(talk: Talk) -> None:
    for _ in range(2):
        await talk.stage.bot.take(RoomChange("new@sim", joined=(Account("x", "路人"),), topic="新群"))
    await talk.wait(minutes=1)
    assert [text for text in talk.told("王主任") if "还没关联的群“新群”" in text] == talk.told("王主任")
    assert len(talk.told("王主任")) == 1


async def test_what_waits_for_a_room_the_bot_was_removed_from_has_failed_and_others_are_served(
    talk: Talk,
) -> None:
    talk.stage.wechat.set_gateway(up=False)
    await talk.wait(seconds=1)
    here = Context(talk.db, talk.stage.clock.now(), talk.stage.settings)
    with talk.db.atomic():
        here.say("n:1", room_id(FIRST), "开会", Kind.NOTICE)
        here.say("n:2", room_id(SECOND), "开会", Kind.NOTICE)
    await talk.stage.bot.take(RoomChange(room_id(FIRST), left=(talk.stage.wechat.own,)))
    talk.stage.wechat.set_gateway(up=True)
    await talk.wait(minutes=1)
    assert (talk.told(FIRST), talk.told(SECOND)) == ([], ["开会"])
    assert talk.told("王主任") == ["我被移出了群“第一支部群”，那里收不到通知了。还有 1 条没发的也发不了了。"]
    assert backlog.count_states(talk.db) == {"failed": 1, "sent": 2}


async def test_the_bot_does_not_count_itself_among_who_sits_in_a_room(talk: Talk) -> None:
    own = talk.stage.wechat.own
    await talk.stage.bot.take(RoomChange(room_id(FIRST), joined=(own,)))
    assert own.account_id not in {seat.account_id for seat in rooms.seats(talk.db, room_id(FIRST))}


async def test_a_login_learns_rooms_seats_and_friends_anew(talk: Talk) -> None:
    talk.stage.wechat.seats[room_id(FIRST)] = {account_id("李四"): "李四", "bot": "风筝线"}
    talk.stage.wechat.friend_ids = {account_id("李四")}
    talk.stage.wechat.topics[room_id(SECOND)] = "二支部大家庭"
    await talk.stage.bot.take(Login(talk.stage.wechat.own))
    await talk.stage.bot.looked_around()
    assert [seat.account_id for seat in rooms.seats(talk.db, room_id(FIRST))] == [account_id("李四")]
    assert accounts.friends(talk.db) == {account_id("李四")}
    room = rooms.find(talk.db, room_id(SECOND))
    assert room
    assert room.topic == "二支部大家庭"


async def test_a_login_that_cannot_look_around_keeps_what_is_known(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail() -> tuple[Room, ...]:
        raise TransportError("timeout", Outcome.UNKNOWN)

    monkeypatch.setattr(talk.stage.wechat, "rooms", fail)
    before = rooms.seats(talk.db, room_id(FIRST))
    await talk.stage.bot.take(Login(talk.stage.wechat.own))
    assert rooms.seats(talk.db, room_id(FIRST)) == before
    assert talk.stage.bot.outbox.online


# The account


@pytest.mark.parametrize("event", [Logout("kicked"), Problem(ProblemKind.LOST, "gone")])
async def test_without_wechat_nothing_is_sent_until_the_next_login(talk: Talk, event: Event) -> None:
    await talk.stage.bot.take(event)
    talk.stage.bot.handle(message(text="帮助"))
    assert await talk.wait(minutes=5) == []
    await talk.stage.bot.take(Login(talk.stage.wechat.own))
    assert len(await talk.wait(minutes=1)) == 1


async def test_too_often_pauses_for_the_configured_time(talk: Talk) -> None:
    await talk.stage.bot.take(Problem(ProblemKind.TOO_OFTEN, "操作过于频繁"))
    talk.stage.bot.handle(message(text="帮助"))
    assert await talk.wait(minutes=29) == []
    assert facts.read_moment(talk.db, "paused_until") == START + timedelta(minutes=30)


async def test_an_odd_event_changes_nothing(talk: Talk) -> None:
    await talk.stage.bot.take(Problem(ProblemKind.ODD_EVENT, "unreadable"))
    await talk.play(("王主任", OFFICE, "帮助", "自动助手"))


async def test_the_echo_settles_what_was_in_doubt(talk: Talk) -> None:
    talk.stage.bot.handle(message(text="帮助"))
    (row,) = outbox.heads(talk.db, talk.stage.clock.now())
    doubts.note(talk.db, row.id, talk.stage.clock.now(), "timeout")
    await talk.stage.bot.take(Echo("e1", row.conversation, row.body or ""))
    assert await talk.wait(minutes=3) == []
    assert backlog.count_states(talk.db) == {"sent": 1}


# The run


async def test_when_the_transport_gives_up_the_run_ends_with_its_sentence(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def give_up() -> object:
        raise Unreachable("the token is wrong")
        yield

    monkeypatch.setattr(talk.stage.wechat, "events", give_up)
    with pytest.raises(Unreachable, match="the token is wrong"):
        await asyncio.wait_for(talk.stage.bot.run(), 5)


async def test_when_the_transport_ends_the_run_ends(talk: Talk) -> None:
    await talk.stage.wechat.close()
    await asyncio.wait_for(talk.stage.bot.run(), 5)


async def test_a_running_bot_answers(make_talk: MakeTalk) -> None:
    talk = make_talk(delivery={"jitter_from": "0s", "jitter_to": "0s"})
    working = asyncio.create_task(talk.stage.bot.run())
    talk.stage.wechat.speak(account_id("张三"), "张三", "谢谢")
    for _ in range(100):
        await asyncio.sleep(0.01)
        if talk.heard:
            break
    working.cancel()
    assert talk.told("张三") == ["您客气了，有事随时找我。"]


# The log


@pytest.mark.parametrize("form", ["console", "json"])
async def test_the_log_holds_no_message_s_words_even_when_a_handler_fails(
    talk: Talk, break_handler: None, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    logs.configure(Log.model_validate({"level": "debug", "format": form}))
    talk.stage.bot.handle(message("m-77", SECRET, "张三", FIRST))
    logged = capsys.readouterr().err
    assert "message failed" in logged
    assert "m-77" in logged
    assert "ValueError" in logged
    assert SECRET not in logged


@pytest.mark.parametrize("form", ["console", "json"])
async def test_a_working_day_leaves_no_words_in_the_log(
    talk: Talk, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    logs.configure(Log.model_validate({"level": "debug", "format": form}))
    await talk.play(("张三", FIRST, f"平安，{SECRET}", None), ("王主任", OFFICE, "通知 全体：开会", "将发给"))
    talk.stage.wechat.set_gateway(up=False)
    await talk.stage.bot.take(asks("路人"))
    await talk.play(("王主任", OFFICE, "确认", None))
    logged = capsys.readouterr().err
    assert "昆山" not in logged
    assert "开会" not in logged
    assert "请通过" not in logged


def test_the_json_log_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(Log.model_validate({"level": "info", "format": "json"}))
    structlog.get_logger().info("ready", transport="simulated")
    structlog.get_logger().debug("not shown")
    entry = json.loads(capsys.readouterr().err)
    assert (entry["event"], entry["level"], entry["transport"]) == ("ready", "info", "simulated")
