"""The simulated WeChat keeps the promises of a transport."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.clock import MovedClock
from bot.ports import (
    Account,
    Echo,
    Incoming,
    Link,
    Login,
    Media,
    MessageKind,
    Outcome,
    Problem,
    ProblemKind,
    Quote,
    Room,
    RoomChange,
    Transport,
    TransportError,
)
from bot.transport.simulated import Said, SimulatedWeChat
from tests.conftest import START

ROOM = "room@sim"
ZHANG = Account("wx-张三", "张三")


@pytest.fixture
def wechat() -> SimulatedWeChat:
    """A WeChat with one room, in which 张三 sits; the bot is logged in."""
    made = SimulatedWeChat(MovedClock(START), "风筝线")
    made.make_room(ROOM, "第一支部群")
    made.sit(ROOM, *(ZHANG.account_id, ZHANG.nickname))
    assert made.pending() == [Login(Account("bot", "风筝线"))]
    return made


def test_it_is_a_transport(wechat: SimulatedWeChat) -> None:
    transport: Transport = wechat
    assert transport


def test_what_is_said_in_a_room_comes_in_whole(wechat: SimulatedWeChat) -> None:
    quote = Quote("风筝线", "第1号通知")
    wechat.speak(*_zhang(), "收到", room=ROOM, mentions=("bot",), mentions_bot=True, quote=quote)
    (event,) = wechat.pending()
    assert isinstance(event, Incoming)
    assert (event.room, event.sender, event.nickname, event.text) == (ROOM, "wx-张三", "张三", "收到")
    assert (event.conversation, event.quote, event.mentions_bot, event.sent_at) == (ROOM, quote, True, START)


def _zhang() -> tuple[str, str]:
    return ZHANG.account_id, ZHANG.nickname


def test_no_two_messages_have_one_id(wechat: SimulatedWeChat) -> None:
    for _ in range(3):
        wechat.speak(*_zhang(), "收到", room=ROOM)
    assert len({event.message_id for event in wechat.pending() if isinstance(event, Incoming)}) == 3


async def test_who_writes_privately_is_a_friend(wechat: SimulatedWeChat) -> None:
    with pytest.raises(TransportError) as caught:
        await wechat.send_text("wx-张三", "您好")
    assert caught.value.outcome is Outcome.REFUSED
    wechat.speak(*_zhang(), "你好")
    await wechat.send_text("wx-张三", "您好")
    assert await wechat.friends() == (Account("wx-张三", "wx-张三"),)


async def test_what_the_bot_says_is_heard_and_comes_back_as_an_echo(wechat: SimulatedWeChat) -> None:
    heard: list[Said] = []
    wechat.listeners.append(heard.append)
    number = await wechat.send_text(ROOM, "开会")
    (said,) = heard
    assert (said.room, said.partner, said.sender, said.text) == (ROOM, None, "bot", "开会")
    assert wechat.pending() == [Echo(number or "", ROOM, "开会")]


async def test_joining_and_leaving_is_told(wechat: SimulatedWeChat) -> None:
    wechat.join(ROOM, "wx-李四", "小李")
    wechat.leave(ROOM, "wx-张三")
    assert wechat.pending() == [
        RoomChange(ROOM, joined=(Account("wx-李四", "小李"),)),
        RoomChange(ROOM, left=(ZHANG,)),
    ]
    assert await wechat.members(ROOM) == (Account("wx-李四", "小李"),)
    assert await wechat.rooms() == (Room(ROOM, "第一支部群"),)


async def test_while_the_gateway_is_down_nothing_comes_or_goes(wechat: SimulatedWeChat) -> None:
    wechat.set_gateway(up=False)
    wechat.set_gateway(up=False)
    wechat.speak(*_zhang(), "在吗", room=ROOM)
    with pytest.raises(TransportError) as caught:
        await wechat.send_text(ROOM, "开会")
    assert caught.value.outcome is Outcome.NOT_SENT
    wechat.set_gateway(up=True)
    lost, login = wechat.pending()
    assert isinstance(lost, Problem)
    assert lost.kind is ProblemKind.LOST
    assert isinstance(login, Login)


@pytest.mark.parametrize("call", ["rooms", "friends"])
async def test_while_the_gateway_is_down_no_question_is_answered(wechat: SimulatedWeChat, call: str) -> None:
    wechat.set_gateway(up=False)
    with pytest.raises(TransportError):
        await getattr(wechat, call)()


async def test_files_are_sent_and_fetched(wechat: SimulatedWeChat, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes(b"dear all")
    said = wechat.speak(*_zhang(), "[文件] letter.txt", room=ROOM, file=str(letter))
    (event,) = wechat.pending()
    assert isinstance(event, Incoming)
    assert event.kind is MessageKind.FILE
    assert event.file_name == "letter.txt"
    assert await wechat.fetch(said.message_id) == Media("letter.txt", b"dear all")
    with pytest.raises(TransportError):
        await wechat.fetch("another")
    await wechat.send_file(ROOM, letter, "letter.txt")
    assert wechat.recent[-1].text == "[文件] letter.txt"


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [("海报.PNG", MessageKind.IMAGE, "[图片] 海报.PNG"), ("名单.xlsx", MessageKind.FILE, "[文件] 名单.xlsx")],
)
def test_a_picture_is_known_by_its_ending(
    wechat: SimulatedWeChat, name: str, kind: MessageKind, shown: str
) -> None:
    said = wechat.speak(*_zhang(), "", file=name)
    (event,) = wechat.pending()
    assert isinstance(event, Incoming)
    assert (event.kind, event.file_name, event.text, said.text) == (kind, name, "", shown)


def test_voice_comes_in_as_its_kind_only(wechat: SimulatedWeChat) -> None:
    said = wechat.speak(*_zhang(), "", kind=MessageKind.AUDIO)
    (event,) = wechat.pending()
    assert isinstance(event, Incoming)
    assert (event.kind, event.text, said.text) == (MessageKind.AUDIO, "", "[语音]")


async def test_a_link_card_comes_and_goes(wechat: SimulatedWeChat) -> None:
    card = Link("两会要闻", "https://example.org/1", "三分钟读完")
    wechat.speak(*_zhang(), "", room=ROOM, link=card)
    (event,) = wechat.pending()
    assert isinstance(event, Incoming)
    assert (event.kind, event.link, event.text) == (MessageKind.LINK, card, "")
    number = await wechat.send_link(ROOM, card)
    assert wechat.recent[-1].text == "[链接] 两会要闻 https://example.org/1"
    assert wechat.pending() == [Echo(number or "", ROOM, "", MessageKind.LINK)]


async def test_a_file_that_is_gone_is_refused(wechat: SimulatedWeChat, tmp_path: Path) -> None:
    with pytest.raises(TransportError, match="not there any more") as caught:
        await wechat.send_file(ROOM, tmp_path / "gone.png", "gone.png")
    assert caught.value.outcome is Outcome.REFUSED


async def test_a_message_can_be_taken_back_and_everybody_sees_it(wechat: SimulatedWeChat) -> None:
    heard: list[Said] = []
    number = await wechat.send_text(ROOM, "开会")
    wechat.listeners.append(heard.append)
    await wechat.recall(number or "")
    assert wechat.recent[-1].text == "（已撤回）"
    assert [(said.message_id, said.text, said.recalled) for said in heard] == [(number, "（已撤回）", "开会")]


async def test_a_request_can_be_accepted(wechat: SimulatedWeChat) -> None:
    await wechat.accept("wx-李四")
    assert "wx-李四" in wechat.friend_ids


async def test_the_stream_of_events_ends_when_it_is_closed(wechat: SimulatedWeChat) -> None:
    wechat.speak(*_zhang(), "在吗", room=ROOM)
    await wechat.close()
    assert len([event async for event in wechat.events()]) == 1


def test_a_bot_that_starts_again_has_missed_what_waited(wechat: SimulatedWeChat) -> None:
    wechat.speak(*_zhang(), "在吗", room=ROOM)
    wechat.restart_bot()
    assert [type(event) for event in wechat.pending()] == [Login]


async def test_what_was_sent_is_there_when_the_bot_has_deleted_its_own(
    wechat: SimulatedWeChat, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes(b"dear all")
    number = await wechat.send_file(ROOM, letter, "letter.txt")
    letter.unlink()
    assert await wechat.fetch(number or "") == Media("letter.txt", b"dear all")
