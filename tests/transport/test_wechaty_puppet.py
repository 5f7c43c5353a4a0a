"""The adapter against the real gateway: what a working day and a bad day bring."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import re
import socket
import ssl
import subprocess
import sys
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.ports import (
    Account,
    Echo,
    FriendRequest,
    Incoming,
    Invitation,
    Link,
    Login,
    Logout,
    Media,
    MessageKind,
    Outcome,
    Problem,
    ProblemKind,
    Quote,
    Room,
    RoomChange,
    TransportError,
    Unreachable,
)
from bot.transport.wechaty_settings import WechatySettings
from tests.transport.conftest import Connect
from tests.transport.gateway_process import BOT, FOLDER, OTHER_ROOM, ROOM, TOKEN, GatewayProcess, Listener

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400


def lost(problem: Problem) -> bool:
    return problem.kind is ProblemKind.LOST


async def hears(listener: Listener, gateway: GatewayProcess, text: str) -> Incoming:
    gateway.speak("li", text, ROOM)
    return await listener.next(Incoming, lambda message: message.text == text)


# A working day


async def test_the_bot_learns_who_it_is(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway)
    assert await listener.next(Login) == Login(Account(BOT, "风筝线"))


async def test_a_message_in_a_room_comes_in_whole(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    gateway.speak(
        "li", "@风筝线\u2005平安", ROOM, id="first", mentionIdList=[BOT, "wang"], timestamp=1767225600123
    )
    message = await listener.next(Incoming)
    assert (message.message_id, message.sender, message.nickname, message.room) == (
        "first",
        "li",
        "李四",
        ROOM,
    )
    assert (message.text, message.kind) == ("@风筝线\u2005平安", MessageKind.TEXT)
    assert (message.mentions, message.mentions_bot) == ((BOT, "wang"), True)
    assert message.sent_at.isoformat() == "2026-01-01T00:00:00.123000+00:00"


async def test_a_private_message_has_no_room(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    gateway.speak("wang", "在吗")
    message = await listener.next(Incoming)
    assert (message.room, message.conversation, message.nickname) == (None, "wang", "王五")
    assert message.mentions_bot is False


async def test_a_quote_is_split_from_its_answer(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    gateway.speak("li", "「风筝线：今晚谁在家」\n- - - - - - - - - - - - - - -\n我在", ROOM)
    message = await listener.next(Incoming)
    assert (message.quote, message.text) == (Quote("风筝线", "今晚谁在家"), "我在")


async def test_a_room_and_a_person_are_answered_with_mentions(
    gateway: GatewayProcess, connect: Connect
) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    await listener.transport.send_text(OTHER_ROOM, "@李四\u2005请回复", ("li",))
    await listener.transport.send_text("wang", "收到")
    said = [(await gateway.done_by_bot())["said"] for _ in range(2)]
    assert said[0] == {"to": OTHER_ROOM, "text": "@李四\u2005请回复", "mentions": ["li"]}
    assert said[1] == {"to": "wang", "text": "收到", "mentions": []}


async def test_what_the_bot_says_comes_back_as_echo(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    await listener.transport.send_text(ROOM, "都收到了")
    await listener.transport.send_text("wang", "谢谢")
    echoes = [await listener.next(Echo) for _ in range(2)]
    assert [(echo.conversation, echo.text) for echo in echoes] == [(ROOM, "都收到了"), ("wang", "谢谢")]
    assert not any(isinstance(event, Incoming) for event in listener.heard)
    assert await gateway.done_by_bot()
    assert await gateway.done_by_bot()


async def test_a_picture_arrives_byte_for_byte(
    gateway: GatewayProcess, connect: Connect, tmp_path: Path
) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    path = tmp_path / "0a1b2c"
    path.write_bytes(PICTURE)
    await listener.transport.send_file(ROOM, path, "名单.png")
    said = (await gateway.done_by_bot())["said"]
    assert (said["to"], said["file"], said["type"]) == (ROOM, "名单.png", "image/png")
    assert (said["size"], said["sha256"]) == (len(PICTURE), hashlib.sha256(PICTURE).hexdigest())
    assert (await listener.next(Echo)).kind is MessageKind.IMAGE


async def test_the_largest_file_passes_and_a_larger_one_is_refused(
    gateway: GatewayProcess, connect: Connect, tmp_path: Path
) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    path = tmp_path / "big.bin"
    path.write_bytes(os.urandom(int(2.9 * 1024 * 1024)))
    await listener.transport.send_file(ROOM, path, "big.bin")
    assert (await gateway.done_by_bot())["said"]["size"] == path.stat().st_size
    path.write_bytes(bytes(int(2.9 * 1024 * 1024) + 1))
    with pytest.raises(TransportError, match=r"gateways take 2\.9 MiB") as caught:
        await listener.transport.send_file(ROOM, path, "big.bin")
    assert caught.value.outcome is Outcome.REFUSED


async def test_a_file_that_is_gone_is_refused(
    gateway: GatewayProcess, connect: Connect, tmp_path: Path
) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    with pytest.raises(TransportError, match="the file cannot be read") as caught:
        await listener.transport.send_file(ROOM, tmp_path / "gone.png", "gone.png")
    assert caught.value.outcome is Outcome.REFUSED


async def test_a_text_over_the_limit_is_refused_unsent(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    with pytest.raises(TransportError, match="2001 bytes") as caught:
        await listener.transport.send_text(ROOM, "长" * 667)
    assert caught.value.outcome is Outcome.REFUSED


async def test_a_picture_is_fetched_whole(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    box = {"name": "照片.png", "base64": base64.b64encode(PICTURE).decode()}
    gateway.order("message", talkerId="li", roomId=ROOM, type=6, file=box)
    message = await listener.next(Incoming)
    assert (message.kind, message.text) == (MessageKind.IMAGE, "")
    assert await listener.transport.fetch(message.message_id) == Media("照片.png", PICTURE)


async def test_a_file_comes_with_its_name(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    gateway.order("message", talkerId="li", roomId=ROOM, type=1, filename="学习材料.pdf")
    message = await listener.next(Incoming)
    assert (message.kind, message.file_name) == (MessageKind.FILE, "学习材料.pdf")


async def test_a_link_card_comes_in_whole(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    card = {"title": "两会\n要闻", "url": "https://example.org/1", "description": "三分钟读完"}
    gateway.order("message", talkerId="li", roomId=ROOM, type=14, text="<xml/>", link=card)
    message = await listener.next(Incoming)
    assert (message.kind, message.text) == (MessageKind.LINK, "")
    assert message.link == Link("两会 要闻", "https://example.org/1", "三分钟读完")


@pytest.mark.parametrize("card", [None, {"title": "小程序"}, {"title": "x", "url": "weixin://pay"}])
async def test_a_card_that_leads_nowhere_still_comes_in(
    gateway: GatewayProcess, connect: Connect, card: dict[str, str] | None
) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    gateway.order("message", talkerId="li", roomId=ROOM, type=14, text="<xml/>", link=card)
    message = await listener.next(Incoming)
    assert (message.kind, message.link) == (MessageKind.LINK, None)


async def test_a_link_card_goes_out_and_comes_back_as_echo(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    await listener.transport.send_link(ROOM, Link("两会要闻", "https://example.org/1", "三分钟读完"))
    said = (await gateway.done_by_bot())["said"]
    assert said["to"] == ROOM
    assert {name: value for name, value in said["link"].items() if value} == {
        "title": "两会要闻",
        "url": "https://example.org/1",
        "description": "三分钟读完",
    }
    echo = await listener.next(Echo)
    assert (echo.conversation, echo.text, echo.kind) == (ROOM, "", MessageKind.LINK)


async def test_rooms_members_and_friends_are_listed(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    people = (Account(BOT, "风筝线"), Account("li", "李四"), Account("wang", "王五"))
    assert await listener.transport.rooms() == (Room(ROOM, "一支部"), Room(OTHER_ROOM, "二支部"))
    assert await listener.transport.members(ROOM) == people
    assert await listener.transport.friends() == people[1:]


async def test_comings_goings_and_a_new_topic_are_told(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    moves = {"roomId": ROOM, "inviterId": BOT, "removerId": BOT, "timestamp": 1}
    gateway.order("event", name="room-join", payload={**moves, "inviteeIdList": ["li"]})
    gateway.order("event", name="room-leave", payload={**moves, "removeeIdList": ["wang"]})
    gateway.order("event", name="room-topic", payload={**moves, "newTopic": "新\u202e名", "oldTopic": ""})
    changes = [await listener.next(RoomChange) for _ in range(3)]
    assert changes == [
        RoomChange(ROOM, joined=(Account("li", "李四"),)),
        RoomChange(ROOM, left=(Account("wang", "王五"),)),
        RoomChange(ROOM, topic="新名"),
    ]


async def test_an_invitation_and_a_friend_request_can_be_accepted(
    gateway: GatewayProcess, connect: Connect
) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    about = {"memberCount": 3, "memberIdList": [], "receiverId": BOT, "timestamp": 1, "avatar": ""}
    gateway.order("keep", kind="invitation", id="i1", inviterId="li", topic="三支部", invitation="", **about)
    gateway.order("event", name="room-invite", payload={"roomInvitationId": "i1"})
    gateway.order("keep", kind="friendship", id="f1", contactId="wang", hello="我是王五", type=2, ticket="")
    gateway.order("event", name="friendship", payload={"friendshipId": "f1"})
    invitation = await listener.next(Invitation)
    assert (invitation.inviter, invitation.topic) == ("li", "三支部")
    request = await listener.next(FriendRequest)
    assert (request.account, request.hello) == (Account("wang", "王五"), "我是王五")
    for asked, wire in ((invitation.request_id, "i1"), (request.request_id, "f1")):
        await listener.transport.accept(asked)
        assert await gateway.done_by_bot() == {"accepted": wire}


async def test_a_message_is_recalled_or_the_refusal_told(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    await listener.transport.recall("mine")
    with pytest.raises(TransportError) as caught:
        await listener.transport.recall("too-late")
    assert caught.value.outcome is Outcome.REFUSED
    assert [await gateway.done_by_bot() for _ in range(2)] == [{"recalled": "mine"}, {"recalled": "too-late"}]


async def test_a_burst_keeps_its_order(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    for number in range(100):
        gateway.speak(("li", "wang")[number % 2], str(number), (ROOM, OTHER_ROOM)[number % 2])
    heard = [(await listener.next(Incoming)).text for _ in range(100)]
    assert heard == [str(number) for number in range(100)]


# A bad day


async def test_a_repeated_message_keeps_its_id(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    gateway.speak("li", "平安", ROOM, id="twice")
    gateway.order("event", name="message", payload={"messageId": "twice"})
    assert [(await listener.next(Incoming)).message_id for _ in range(2)] == ["twice", "twice"]


async def test_too_often_is_a_problem_only_when_wechat_says_it(
    gateway: GatewayProcess, connect: Connect
) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    gateway.speak("li", "他说操作过于频繁", ROOM)
    gateway.order("message", talkerId="li", roomId=ROOM, text="操作过于频繁，请稍后再试", type=18)
    assert (await listener.next(Incoming)).text == "他说操作过于频繁"
    problem = await listener.next(Problem)
    assert problem.kind is ProblemKind.TOO_OFTEN
    assert ROOM in problem.text


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("message", {}),
        ("message", {"messageId": "never-said"}),
        ("message", ["not", "a", "payload"]),
        ("room-join", {"roomId": ROOM}),
        ("friendship", {"friendshipId": None}),
        ("error", {"gerror": '{"message":"秘密"}'}),
        ("error", {"data": "秘密"}),
    ],
)
async def test_a_bad_event_is_dropped_and_the_next_one_heard(
    gateway: GatewayProcess, connect: Connect, name: str, payload: object
) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    gateway.order("event", name=name, payload=payload)
    problem = await listener.next(Problem)
    assert problem.kind is ProblemKind.ODD_EVENT
    assert name in problem.text
    assert "秘密" not in problem.text
    await hears(listener, gateway, f"still hears after {name}")


async def test_kinds_the_library_cannot_name_come_in(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway)
    await listener.next(Login)
    gateway.order("message", talkerId="li", roomId=ROOM, text="<xml/>", type=16)
    gateway.order("message", talkerId="li", roomId=ROOM, text="“李四”撤回了一条消息", type=18)
    gateway.order("message", talkerId="li", roomId=ROOM, text="<xml/>", type=5)
    kinds = [(await listener.next(Incoming)).kind for _ in range(2)]
    assert kinds == [MessageKind.OTHER, MessageKind.STICKER]


async def test_a_logout_is_told_and_nothing_is_sent_until_the_next_login(
    own_gateway: GatewayProcess, connect: Connect
) -> None:
    listener = await connect(own_gateway)
    await listener.next(Login)
    own_gateway.order("logout")
    await listener.next(Logout)
    with pytest.raises(TransportError, match="not logged in") as caught:
        await listener.transport.send_text(ROOM, "有人吗")
    assert caught.value.outcome is Outcome.NOT_SENT
    own_gateway.order("login", id=BOT)
    await listener.next(Login)
    await listener.transport.send_text(ROOM, "有人吗")
    assert (await own_gateway.done_by_bot())["said"]["text"] == "有人吗"


async def test_waiting_for_a_scan_counts_as_logged_out_and_is_told_once(
    own_gateway: GatewayProcess, connect: Connect
) -> None:
    listener = await connect(own_gateway)
    await listener.next(Login)
    for _ in range(3):
        own_gateway.order("event", name="scan", payload={"qrcode": "secret", "status": 2})
    own_gateway.order("event", name="room-topic", payload={"roomId": ROOM, "newTopic": "新"})
    await listener.next(RoomChange)
    assert listener.heard.count(Logout("the gateway waits for somebody to scan its login code")) == 1


async def test_a_killed_gateway_is_found_again(own_gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(own_gateway)
    await listener.next(Login)
    own_gateway.kill()
    await listener.next(Problem, lost)
    with pytest.raises(TransportError) as caught:
        await listener.transport.send_text(ROOM, "无人")
    assert caught.value.outcome is Outcome.NOT_SENT
    own_gateway.start()
    await listener.next(Login)
    await hears(listener, own_gateway, "回来了")
    await listener.transport.send_text(ROOM, "我也回来了")
    assert (await own_gateway.done_by_bot())["said"]["text"] == "我也回来了"
    assert sum(isinstance(event, Problem) for event in listener.heard) == 1


async def test_a_frozen_gateway_is_noticed_and_found_again(
    own_gateway: GatewayProcess, connect: Connect
) -> None:
    listener = await connect(own_gateway)
    await listener.next(Login)
    own_gateway.freeze()
    try:
        with pytest.raises(TransportError) as caught:
            await listener.transport.send_text(ROOM, "听得到吗")
        assert caught.value.outcome is Outcome.UNKNOWN
        await listener.next(Problem, lost)
    finally:
        own_gateway.thaw()
    await listener.next(Login, seconds=10)
    await hears(listener, own_gateway, "醒了")


async def test_a_gateway_frozen_with_a_full_buffer_is_noticed_too(
    own_gateway: GatewayProcess, connect: Connect, tmp_path: Path
) -> None:
    listener = await connect(own_gateway)
    await listener.next(Login)
    path = tmp_path / "big.bin"
    path.write_bytes(os.urandom(2_900_000))
    own_gateway.freeze()
    try:
        sends = [listener.transport.send_file(ROOM, path, "big.bin") for _ in range(4)]
        results = await asyncio.gather(*sends, return_exceptions=True)
        assert all(isinstance(result, TransportError) for result in results)
        await listener.next(Problem, lost)
    finally:
        own_gateway.thaw()
    await listener.next(Login, seconds=10)
    await hears(listener, own_gateway, "醒了")


async def test_a_deaf_event_stream_is_noticed(own_gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(own_gateway, keepalive=0.3, quiet_after=0.3)
    await listener.next(Login)
    await asyncio.sleep(2)  # the mock answers a ding after a second
    own_gateway.order("mute")
    await listener.next(Problem, lost, seconds=8)
    await listener.next(Login)
    await hears(listener, own_gateway, "又听见了")


async def test_a_client_that_takes_over_is_noticed(own_gateway: GatewayProcess, connect: Connect) -> None:
    first = await connect(own_gateway)
    await first.next(Login)
    second = await connect(own_gateway)
    await second.next(Login)
    await first.next(Problem, lost)


async def test_a_wrong_token_ends_the_run_at_once(gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(gateway, token="not-the-token")
    failure = await listener.end(seconds=2)
    assert isinstance(failure, Unreachable)
    assert "token_file" in str(failure)
    assert "not-the-token" not in str(failure)


async def test_a_gateway_that_stays_away_ends_the_run(own_gateway: GatewayProcess, connect: Connect) -> None:
    listener = await connect(own_gateway, give_up_after=1.0)
    await listener.next(Login)
    own_gateway.kill()
    failure = await listener.end(seconds=6)
    assert isinstance(failure, Unreachable)
    assert "for 1 s" in str(failure)


async def test_a_gateway_that_never_answers_ends_the_run_too(
    gateway: GatewayProcess, connect: Connect
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        endpoint = f"127.0.0.1:{silent.getsockname()[1]}"
        listener = await connect(gateway, endpoint=endpoint, slow_deadline=0.6, give_up_after=1.0)
        assert isinstance(await listener.end(seconds=6), Unreachable)


async def test_closing_ends_the_stream_while_connected_and_while_not(
    own_gateway: GatewayProcess, connect: Connect
) -> None:
    connected, waiting = await connect(own_gateway), await connect(own_gateway, endpoint="127.0.0.1:1")
    await connected.next(Login)
    await waiting.next(Problem, lost)
    for listener in (connected, waiting):
        await listener.close()
        assert listener.failure is None


async def test_neither_words_nor_token_nor_place_stand_in_the_log(
    own_gateway: GatewayProcess,
    connect: Connect,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with capture_logs() as logs:
        listener = await connect(own_gateway)
        await listener.next(Login)
        await hears(listener, own_gateway, "机密的话")
        own_gateway.order("event", name="error", payload={"gerror": "机密的错"})
        await listener.transport.send_text(ROOM, "机密的回答")
        with pytest.raises(TransportError) as caught:
            await listener.transport.send_text("nobody", "机密的信")
        assert caught.value.outcome is Outcome.UNKNOWN
        own_gateway.kill()
        await listener.next(Problem, lost)
    told = f"{logs}{caplog.text}{capfd.readouterr()}{caught.value!r}{listener.transport!r}"
    assert "gateway lost" in told
    assert not re.search(f"机密|{TOKEN}|{own_gateway.endpoint}", told)


def test_importing_wechaty_leaves_no_folder_and_no_secret(tmp_path: Path) -> None:
    program = """
from pathlib import Path
from bot.transport.wechaty_import import PuppetOptions, PuppetService, whole_library
PuppetService(PuppetOptions(token="secret-token", end_point="secret-place:1"))
whole_library(Path("cache"))
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), "TOKEN": "secret-too"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]


# TLS


def certificate(gateway: GatewayProcess) -> bytes:
    pem = ssl.get_server_certificate(("127.0.0.1", gateway.port))
    return ssl.PEM_cert_to_DER_cert(pem)


async def test_tls_with_the_ca_that_signed_the_gateway(
    tls_gateway: GatewayProcess, connect: Connect, tmp_path: Path
) -> None:
    source = (FOLDER / "node_modules/wechaty-puppet-service/dist/esm/src/auth/ca.js").read_text()
    ca = re.search(r"TLS_CA_CERT = `(.+?)`", source, re.DOTALL)
    assert ca
    path = tmp_path / "ca.pem"
    path.write_text(ca[1])
    listener = await connect(tls_gateway, tls_ca_file=path, tls_name="insecure")
    await listener.next(Login)
    await hears(listener, tls_gateway, "加密的话")
    stranger = await connect(tls_gateway, tls_ca_file=path)
    assert "wechaty.tls.name" in str(await stranger.end())


async def test_tls_with_a_pinned_fingerprint(tls_gateway: GatewayProcess, connect: Connect) -> None:
    fingerprint = hashlib.sha256(certificate(tls_gateway)).hexdigest()
    written = ":".join(re.findall("..", fingerprint.upper()))
    listener = await connect(tls_gateway, tls_fingerprint=written)
    await listener.next(Login)
    await hears(listener, tls_gateway, "加密的话")


async def test_another_certificate_than_the_pinned_one_is_refused(
    tls_gateway: GatewayProcess, connect: Connect
) -> None:
    listener = await connect(tls_gateway, tls_fingerprint="ab" * 32)
    failure = await listener.end(seconds=2)
    assert isinstance(failure, Unreachable)
    assert "wechaty.tls.fingerprint" in str(failure)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"endpoint": "gateway.example:8788"}, "another machine"),
        ({"endpoint": "127.0.0.1"}, "host:port"),
        ({"token": ""}, "token_file"),
        ({"token": "两 行\n"}, "token_file"),
        ({"tls_fingerprint": "abc"}, "SHA-256"),
        ({"tls_fingerprint": "ab" * 32, "tls_ca_file": Path("ca.pem")}, "not both"),
        ({"keepalive": 0}, "longer than zero"),
    ],
)
def test_settings_that_cannot_work_are_refused(options: dict[str, object], sentence: str) -> None:
    words: dict[str, object] = {"endpoint": "127.0.0.1:8788", "token": TOKEN, **options}
    with pytest.raises(ValueError, match=sentence):
        WechatySettings(**words)  # type: ignore[arg-type]


def test_a_private_tunnel_may_go_without_tls() -> None:
    settings = WechatySettings("gateway.example:8788", TOKEN, allow_plaintext=True)
    assert (settings.host, settings.port) == ("gateway.example", 8788)
    assert TOKEN not in repr(settings)
