"""The delivery loop against a transport that fails on demand: pace, retry, doubt, expiry, quiet hours."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from collections.abc import AsyncGenerator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database
from structlog.testing import capture_logs

from bot.config import Settings
from bot.context import Context
from bot.delivery.outbox import Outbox
from bot.domain.delivery import RESENT_MARK, TEXT_LIMIT, Kind, Outgoing, quiet_until
from bot.domain.pace import BULK_SHARE, BURST_SHARE
from bot.ports import Account, Echo, Event, Link, Media, MessageKind, Outcome, Room, TransportError
from data import account as accounts
from data import backlog, occasion, outbox
from data.outbox import Row
from tests.conftest import BEIJING, FIRST, OVERSEAS, START, MakeSettings, MakeTalk, account_id, room_id

ROOM, OTHER = "room-1@sim", "room-2@sim"
CARD = Link("要闻", "https://example.org")
STEADY: Mapping[str, object] = {"jitter_from": "0s", "jitter_to": "0s"}


class Hands:
    """A clock that is set by hand, forward and back."""

    def __init__(self, start: datetime) -> None:
        self.moment = start.astimezone(UTC)

    def now(self) -> datetime:
        return self.moment

    def move(self, **span: float) -> None:
        self.moment += timedelta(**span)

    async def wait(self, moment: datetime, woken: asyncio.Event) -> None:
        self.moment = max(self.moment, moment)
        await asyncio.sleep(0)


class Wire:
    """A transport that keeps what it was given, and fails as `fails` says, one entry a send."""

    def __init__(self, clock: Hands) -> None:
        self._clock = clock
        self._ids = itertools.count(1)
        self.said: list[tuple[datetime, str, str]] = []
        self.fails: deque[Outcome | None] = deque()
        self.recalled: list[str] = []

    def texts(self, conversation: str | None = None) -> list[str]:
        return [text for _, to, text in self.said if conversation in {None, to}]

    def gaps(self) -> list[float]:
        return [(b - a).total_seconds() for (a, *_), (b, *_) in itertools.pairwise(self.said)]

    def _send(self, conversation: str, text: str) -> str | None:
        outcome = self.fails.popleft() if self.fails else None
        if outcome is not None:
            raise TransportError(f"scripted {outcome}", outcome)
        self.said.append((self._clock.now(), conversation, text))
        return f"echo-{next(self._ids)}"

    async def send_text(self, conversation: str, text: str, mentions: tuple[str, ...] = ()) -> str | None:
        del mentions
        return self._send(conversation, text)

    async def send_file(self, conversation: str, path: Path, name: str) -> str | None:
        return self._send(conversation, f"file {name} of {path.parent}")

    async def send_link(self, conversation: str, link: Link) -> str | None:
        return self._send(conversation, f"link {link.title} to {link.url}")

    async def events(self) -> AsyncGenerator[Event, None]:
        nothing: tuple[Event, ...] = ()
        for event in nothing:
            yield event

    async def close(self) -> None: ...

    async def rooms(self) -> tuple[Room, ...]:
        return ()

    async def members(self, room_id: str) -> tuple[Account, ...]:
        del room_id
        return ()

    async def friends(self) -> tuple[Account, ...]:
        return ()

    async def accept(self, request_id: str) -> None: ...

    async def fetch(self, message_id: str) -> Media:
        return Media(message_id, b"")

    async def recall(self, message_id: str) -> None:
        outcome = self.fails.popleft() if self.fails else None
        if outcome is not None:
            raise TransportError(f"scripted {outcome}", outcome)
        self.recalled.append(message_id)


class Desk:
    """An outbox over a wire, with a clock of its own; it is online unless a test says otherwise."""

    def __init__(self, db: Database, settings: Settings, clock: Hands, wire: Wire) -> None:
        self.db, self.settings, self.clock, self.wire = db, settings, clock, wire
        self._count = itertools.count(1)
        self.outbox = self._open()

    def _open(self) -> Outbox:
        opened = Outbox(self.db, self.wire, self.clock, self.settings.delivery, self._rest, seed=1)
        opened.recover()
        opened.set_online(True)
        return opened

    def restart(self) -> None:
        self.outbox = self._open()

    def _rest(self, row: Row, now: datetime) -> datetime | None:
        del row
        return quiet_until(now, self.settings.delivery.quiet_rooms, BEIJING)

    def put(
        self,
        body: str = "有事说事",
        kind: Kind = Kind.NOTICE,
        to: str = ROOM,
        *,
        key: str | None = None,
        useful: timedelta = timedelta(days=1),
        file: str | None = None,
        link: Link | None = None,
        member_id: int | None = None,
    ) -> int:
        now = self.clock.now()
        key = key or f"test:{next(self._count)}"
        card = link.as_json() if link else None
        message = Outgoing(key, to, body, kind, now, now + useful, member_id=member_id, file=file, link=card)
        with self.db.atomic():
            row_id = outbox.put(self.db, message, now)
        assert row_id is not None
        return row_id

    async def work(self, **span: float) -> list[str]:
        """Deliver for a span of the clock; gives what was said in it."""
        before, end = len(self.wire.said), self.clock.now() + timedelta(**span)
        while True:
            look_again = await self.outbox.deliver_due()
            if look_again is None or look_again > end:
                break
            assert look_again > self.clock.now(), "the loop must not turn without time passing"
            self.clock.moment = look_again
        self.clock.moment = end
        await self.outbox.deliver_due()
        return [text for _, _, text in self.wire.said[before:]]

    def states(self) -> list[str]:
        return [row[0] for row in self.db.execute("SELECT state FROM outbox ORDER BY id")]

    def error(self) -> str:
        return str(self.db.execute("SELECT error FROM outbox ORDER BY id DESC").fetchone()[0])


@pytest.fixture
def clock() -> Hands:
    return Hands(START)


@pytest.fixture
def desk(db: Database, make_settings: MakeSettings, clock: Hands) -> Desk:
    """A desk without jitter."""
    return Desk(db, make_settings(delivery=STEADY), clock, Wire(clock))


def jittery(desk: Desk, make_settings: MakeSettings) -> Desk:
    return Desk(desk.db, make_settings(), desk.clock, desk.wire)


# Pace


async def test_a_room_hears_one_message_in_three_seconds(desk: Desk) -> None:
    for _ in range(3):
        desk.put(to=ROOM)
    await desk.work(minutes=1)
    assert desk.wire.gaps() == pytest.approx([3, 3], abs=0.01)


async def test_two_rooms_do_not_wait_for_each_other(desk: Desk) -> None:
    desk.put(to=ROOM)
    desk.put(to=OTHER)
    assert len(await desk.work(seconds=0)) == 2


async def test_jitter_lies_between_every_two_messages(desk: Desk, make_settings: MakeSettings) -> None:
    desk = jittery(desk, make_settings)
    for number in range(5):  # as many as the pace lets go at once
        desk.put(to=f"room-{number}")
    await desk.work(minutes=1)
    gaps = desk.wire.gaps()
    assert all(0.8 <= gap <= 2.51 for gap in gaps)
    assert len({round(gap, 2) for gap in gaps}) == 4


async def test_a_broadcast_goes_at_the_account_s_pace(desk: Desk) -> None:
    for number in range(80):
        desk.put(to=f"room-{number}")
    await desk.work(minutes=2)
    assert len(await desk.work(minutes=1)) == pytest.approx(20 * (1 - BURST_SHARE), abs=1)


async def test_no_minute_carries_more_than_the_configured_number(
    desk: Desk, make_settings: MakeSettings
) -> None:
    desk = jittery(desk, make_settings)
    for number in range(80):
        desk.put(to=f"room-{number}")
    await desk.work(minutes=6)
    moments = [moment for moment, *_ in desk.wire.said]
    busiest = max(sum(start <= m < start + timedelta(minutes=1) for m in moments) for start in moments)
    assert busiest <= desk.settings.delivery.per_minute


async def test_replies_cannot_starve_a_cascade(desk: Desk) -> None:
    for number in range(60):
        desk.put("答", Kind.REPLY, to=f"asker-{number}")
        desk.put("通知", Kind.NOTICE, to=f"room-{number}")
    await desk.work(minutes=1)
    said = await desk.work(minutes=1)
    steady = 20 * (1 - BURST_SHARE)
    assert said.count("通知") == pytest.approx(steady * BULK_SHARE, abs=1)
    assert said.count("答") == pytest.approx(steady * (1 - BULK_SHARE), abs=1)


async def test_a_reply_does_not_wait_behind_a_broadcast(desk: Desk) -> None:
    for number in range(100):
        desk.put("通知", Kind.NOTICE, to=f"room-{number}")
    await desk.work(minutes=2)
    desk.put("答", Kind.REPLY, to="asker")
    assert "答" in await desk.work(seconds=4.1)


async def test_within_a_room_a_reply_passes_what_the_bot_started_by_itself(desk: Desk) -> None:
    for body, kind in (("贺", Kind.GREETING), ("报", Kind.DIGEST), ("通知", Kind.NOTICE), ("答", Kind.REPLY)):
        desk.put(body, kind)
    assert await desk.work(minutes=1) == ["答", "通知", "报", "贺"]


async def test_distress_goes_past_the_pace(desk: Desk) -> None:
    for number in range(20):
        desk.put(to=f"room-{number}")
    desk.put(to=ROOM)
    await desk.work(seconds=0)
    desk.put("急", Kind.DISTRESS, to=ROOM)
    assert await desk.work(seconds=0) == ["急"]


async def test_a_day_carries_no_more_than_its_number(db: Database, make_settings: MakeSettings) -> None:
    clock = Hands(START)
    delivery = {**STEADY, "per_day": 50, "per_minute": 60}
    desk = Desk(db, make_settings(delivery=delivery), clock, Wire(clock))
    for number in range(200):
        desk.put("答", Kind.REPLY, to=f"room-{number}", useful=timedelta(days=9))
    assert len(await desk.work(days=1)) == pytest.approx(50, abs=1)
    assert len(await desk.work(days=1)) == pytest.approx(25, abs=1)


async def test_a_restart_does_not_forget_the_pace(desk: Desk) -> None:
    for number in range(40):
        desk.put(to=f"room-{number}")
    await desk.work(seconds=1)
    desk.restart()
    assert len(await desk.work(seconds=2)) <= 1  # a full bucket would let five go


async def test_a_clock_set_back_an_hour_does_not_hold_a_reply_for_an_hour(
    desk: Desk, make_settings: MakeSettings
) -> None:
    desk = jittery(desk, make_settings)
    desk.put("一", Kind.REPLY)
    await desk.work(seconds=0)
    desk.clock.move(hours=-1)
    desk.put("二", Kind.REPLY, to=OTHER)
    desk.put("三", Kind.REPLY, to=ROOM)
    assert await desk.work(minutes=1) == ["二", "三"]


async def test_a_clock_set_back_a_day_does_not_forget_the_pace(desk: Desk) -> None:
    for number in range(40):
        desk.put(to=f"room-{number}")
    await desk.work(seconds=1)
    desk.clock.move(days=-1)
    desk.put("新", to="room-new")
    assert len(await desk.work(seconds=1)) <= 1


async def test_files_take_a_fifth_of_the_pace(desk: Desk) -> None:
    for number in range(20):
        desk.put("", to=f"room-{number}", file="/srv/letter.pdf")
    assert len(await desk.work(minutes=1)) <= 4
    assert len(await desk.work(minutes=4)) <= 16


async def test_files_that_wait_do_not_hold_texts(desk: Desk) -> None:
    for number in range(5):
        desk.put("", to=f"room-{number}", file="/srv/letter.pdf")
    desk.put("开会", to="room-9")
    assert "开会" in await desk.work(seconds=5)


# Trying again


async def test_who_refuses_a_private_text_is_no_friend_any_more(desk: Desk) -> None:
    accounts.befriend(desk.db, "wx-1")
    desk.wire.fails.append(Outcome.REFUSED)
    desk.put("名单", Kind.REPLY, to="wx-1")
    await desk.work(seconds=1)
    assert not accounts.is_friend(desk.db, "wx-1")
    assert outbox.NO_FRIEND in desk.error()


async def test_a_refused_file_says_nothing_of_friendship(desk: Desk) -> None:
    accounts.befriend(desk.db, "wx-1")
    desk.wire.fails.append(Outcome.REFUSED)
    desk.put("", to="wx-1", file="/srv/letter.pdf")
    await desk.work(seconds=1)
    assert accounts.is_friend(desk.db, "wx-1")


async def test_a_refused_message_has_failed_for_good(desk: Desk) -> None:
    desk.wire.fails.append(Outcome.REFUSED)
    desk.put()
    assert await desk.work(hours=1) == []
    assert desk.states() == ["failed"]
    assert "scripted refused" in desk.error()


async def test_what_did_not_arrive_is_tried_after_1_2_and_4_seconds(desk: Desk) -> None:
    desk.wire.fails += [Outcome.NOT_SENT] * 3
    desk.put()
    start = desk.clock.now()
    await desk.work(minutes=1)
    ((moment, _, text),) = desk.wire.said
    assert text == "有事说事"
    assert 7 <= (moment - start).total_seconds() <= 10
    assert desk.db.execute("SELECT attempts, error FROM outbox").fetchone() == (4, None)


async def test_a_room_that_fails_does_not_hold_the_others(desk: Desk) -> None:
    desk.wire.fails += [Outcome.NOT_SENT]
    desk.put("一", to=ROOM)
    desk.put("二", to=OTHER)
    assert await desk.work(seconds=0) == ["二"]


async def test_the_order_of_a_conversation_outlives_a_failure(desk: Desk) -> None:
    desk.wire.fails += [Outcome.NOT_SENT, Outcome.NOT_SENT]
    for body in "一二三":
        desk.put(body)
    assert await desk.work(minutes=1) == ["一", "二", "三"]


async def test_nothing_is_tried_while_the_gateway_is_gone(desk: Desk) -> None:
    desk.outbox.set_online(False)
    desk.put()
    assert await desk.work(hours=1) == []
    assert desk.db.execute("SELECT state, attempts FROM outbox").fetchone() == ("queued", 0)
    desk.outbox.set_online(True)
    assert len(await desk.work(seconds=0)) == 1


# In doubt


async def test_a_notice_in_doubt_goes_again_with_a_mark_after_a_minute(desk: Desk) -> None:
    desk.wire.fails.append(Outcome.UNKNOWN)
    desk.put("开会")
    assert await desk.work(seconds=59) == []
    assert desk.states() == ["in_doubt"]
    assert await desk.work(seconds=5) == [RESENT_MARK + "开会"]
    assert desk.states() == ["sent"]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind.sent_again])
async def test_what_is_missed_most_goes_again(desk: Desk, kind: Kind) -> None:
    desk.wire.fails.append(Outcome.UNKNOWN)
    desk.put("开会", kind)
    assert await desk.work(minutes=2) == [RESENT_MARK + "开会"]


@pytest.mark.parametrize("kind", [Kind.REPLY, Kind.GREETING, Kind.DIGEST])
async def test_what_is_worse_twice_than_never_is_dropped(desk: Desk, kind: Kind) -> None:
    desk.wire.fails.append(Outcome.UNKNOWN)
    desk.put("答", kind)
    with capture_logs() as logs:
        assert await desk.work(minutes=2) == []
    assert desk.states() == ["dropped"]
    assert any(entry["event"] == "message in doubt resolved" for entry in logs)


async def test_a_file_in_doubt_is_shown_to_the_operator(desk: Desk) -> None:
    desk.wire.fails.append(Outcome.UNKNOWN)
    desk.put("", Kind.NOTICE, file="/srv/letter.pdf")
    assert await desk.work(minutes=2) == []
    assert desk.states() == ["failed"]


async def test_a_card_in_doubt_is_shown_to_the_operator_too(desk: Desk) -> None:
    desk.wire.fails.append(Outcome.UNKNOWN)
    desk.put("", Kind.NOTICE, link=CARD)
    assert await desk.work(minutes=2) == []
    assert desk.states() == ["failed"]


async def test_texts_files_and_cards_of_a_room_keep_their_order(desk: Desk) -> None:
    desk.put("开会")
    desk.put("", link=CARD)
    desk.put("", file="/srv/letter.pdf")
    said = await desk.work(minutes=2)
    assert said == ["开会", "link 要闻 to https://example.org", "file letter.pdf of /srv"]


async def test_an_echo_without_words_proves_that_a_file_arrived(desk: Desk) -> None:
    desk.wire.fails.append(Outcome.UNKNOWN)
    desk.put("", file="/srv/letter.pdf")
    await desk.work(seconds=1)
    desk.outbox.hear_echo(Echo("echo-9", ROOM, "", MessageKind.FILE))
    assert desk.states() == ["sent"]


async def test_an_echo_proves_that_a_message_arrived(desk: Desk) -> None:
    desk.wire.fails.append(Outcome.UNKNOWN)
    desk.put("开会")
    await desk.work(seconds=1)
    desk.outbox.hear_echo(Echo("echo-9", ROOM, "开会"))
    assert desk.states() == ["sent"]
    assert await desk.work(minutes=5) == []
    assert desk.db.execute("SELECT echo_id FROM outbox").fetchone() == ("echo-9",)


@pytest.mark.parametrize(
    "echo", [Echo("e", OTHER, "开会"), Echo("e", ROOM, "散会"), Echo("e", ROOM, "开会。")]
)
async def test_another_s_echo_proves_nothing(desk: Desk, echo: Echo) -> None:
    desk.wire.fails.append(Outcome.UNKNOWN)
    desk.put("开会")
    await desk.work(seconds=1)
    desk.outbox.hear_echo(echo)
    assert desk.states() == ["in_doubt"]


async def test_a_late_echo_of_a_message_that_is_known_to_have_arrived_proves_nothing(desk: Desk) -> None:
    desk.put("开会")
    await desk.work(seconds=5)
    desk.wire.fails.append(Outcome.UNKNOWN)
    desk.put("开会")
    await desk.work(seconds=1)
    desk.outbox.hear_echo(Echo("echo-1", ROOM, "开会"))
    assert desk.states() == ["sent", "in_doubt"]


async def test_an_echo_heard_before_the_send_returns_is_kept(desk: Desk) -> None:
    async def send_and_echo(conversation: str, text: str, mentions: tuple[str, ...] = ()) -> str | None:
        del mentions
        desk.outbox.hear_echo(Echo("echo-early", conversation, text))
        return None  # as gateways do that tell no id

    desk.wire.send_text = send_and_echo  # type: ignore[method-assign]
    desk.put("开会")
    await desk.outbox.deliver_due()
    assert desk.db.execute("SELECT state, echo_id FROM outbox").fetchone() == ("sent", "echo-early")


async def test_a_conversation_waits_while_its_last_message_is_in_doubt(desk: Desk) -> None:
    desk.wire.fails.append(Outcome.UNKNOWN)
    desk.put("一")
    await desk.work(seconds=0)
    desk.put("二")
    desk.put("别处", to=OTHER)
    assert await desk.work(seconds=59) == ["别处"]
    assert await desk.work(seconds=10) == [RESENT_MARK + "一", "二"]


async def test_a_message_in_doubt_again_is_marked_once(desk: Desk) -> None:
    desk.wire.fails += [Outcome.UNKNOWN] * 2
    desk.put("开会")
    assert await desk.work(minutes=5) == [RESENT_MARK + "开会"]


async def test_a_resent_text_stays_within_what_gateways_carry(desk: Desk) -> None:
    desk.wire.fails.append(Outcome.UNKNOWN)
    desk.put("a" * TEXT_LIMIT)
    sent = await desk.work(minutes=2)
    assert "".join(sent) == RESENT_MARK + "a" * TEXT_LIMIT
    assert max(len(text.encode()) for text in sent) <= TEXT_LIMIT


async def test_what_was_being_sent_when_the_process_ended_is_in_doubt(desk: Desk) -> None:
    desk.put("开会")
    (row,) = outbox.heads(desk.db, desk.clock.now())
    outbox.start(desk.db, row)
    with capture_logs() as logs:
        desk.restart()
    assert desk.states() == ["in_doubt"]
    assert logs[0]["event"] == "messages in doubt after an interruption"
    assert await desk.work(minutes=2) == [RESENT_MARK + "开会"]


async def test_distress_does_not_wait_for_a_doubt(desk: Desk) -> None:
    desk.wire.fails.append(Outcome.UNKNOWN)
    desk.put("一")
    await desk.work(seconds=0)
    desk.put("急", Kind.DISTRESS)
    assert await desk.work(seconds=1) == ["急"]


# Taking back


def take_back(desk: Desk, row_id: int) -> None:
    now = desk.clock.now()
    with desk.db.atomic():
        here = Context(desk.db, now, desk.settings)
        assert here.recall(row_id, "第1号通知已撤回，不用回了。")
        assert not here.recall(row_id, "第1号通知已撤回，不用回了。")


async def said_and_named(desk: Desk) -> int:
    row_id = desk.put("开会", key="notice:1:room:7")
    await desk.work(seconds=10)
    since = desk.clock.now() - timedelta(minutes=2)
    assert occasion.recallable(desk.db, "notice:1:", since) == [(row_id, ROOM)]
    return row_id


async def test_what_is_taken_back_needs_no_words(desk: Desk) -> None:
    take_back(desk, await said_and_named(desk))
    assert await desk.work(minutes=1) == []
    assert desk.wire.recalled == ["echo-1"]
    assert desk.states() == ["sent", "sent"]


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.UNKNOWN])
async def test_what_cannot_be_taken_back_is_said(desk: Desk, outcome: Outcome) -> None:
    row_id = await said_and_named(desk)
    desk.wire.fails.append(outcome)
    take_back(desk, row_id)
    assert await desk.work(minutes=1) == ["第1号通知已撤回，不用回了。"]
    assert desk.wire.recalled == []


async def test_a_recall_that_did_not_arrive_is_tried_again(desk: Desk) -> None:
    row_id = await said_and_named(desk)
    desk.wire.fails.append(Outcome.NOT_SENT)
    take_back(desk, row_id)
    assert await desk.work(minutes=1) == []
    assert desk.wire.recalled == ["echo-1"]


async def test_a_recall_outlives_a_restart(desk: Desk) -> None:
    take_back(desk, await said_and_named(desk))
    desk.restart()
    await desk.work(minutes=1)
    assert desk.wire.recalled == ["echo-1"]


async def test_what_was_said_long_ago_is_not_offered(desk: Desk) -> None:
    await said_and_named(desk)
    await desk.work(minutes=2)
    assert occasion.recallable(desk.db, "notice:1:", desk.clock.now() - timedelta(minutes=2)) == []


# Expiry


async def test_what_is_past_its_useful_moment_is_reported_and_not_sent(desk: Desk) -> None:
    desk.outbox.set_online(False)
    desk.put("早上好", Kind.GREETING, useful=timedelta(hours=3))
    await desk.work(hours=4)
    desk.outbox.set_online(True)
    with capture_logs() as logs:
        assert await desk.work(minutes=1) == []
    assert desk.states() == ["expired"] or any(log["event"] == "message expired unsent" for log in logs)
    assert backlog.count_unsent(desk.db, START) == 1


async def test_the_last_useful_moment_itself_still_counts(desk: Desk) -> None:
    desk.outbox.set_online(False)
    desk.put(useful=timedelta(hours=3))
    await desk.work(hours=3)
    desk.outbox.set_online(True)
    assert len(await desk.work(seconds=0)) == 1


async def test_a_clock_that_jumps_a_day_sends_nothing_stale(desk: Desk) -> None:
    desk.outbox.set_online(False)
    desk.put("答", Kind.REPLY, useful=timedelta(minutes=30))
    desk.put("通知", Kind.NOTICE, useful=timedelta(days=3), to=OTHER)
    desk.clock.move(days=1)
    desk.outbox.set_online(True)
    assert await desk.work(seconds=0) == ["通知"]


async def test_what_expired_in_doubt_is_not_sent_again(desk: Desk) -> None:
    desk.wire.fails.append(Outcome.UNKNOWN)
    desk.put("开会", useful=timedelta(seconds=30))
    assert await desk.work(minutes=5) == []
    assert desk.states() == ["expired"]


# What is meant


def test_an_occasion_is_said_once(desk: Desk) -> None:
    desk.put(key="notice:1:room:7")
    again = Outgoing("notice:1:room:7", ROOM, "又一遍", Kind.NOTICE, desk.clock.now(), desk.clock.now())
    assert outbox.put(desk.db, again, desk.clock.now()) is None
    assert len(desk.states()) == 1


def test_a_long_text_is_said_once_too(desk: Desk) -> None:
    desk.put("长" * 2000, key="notice:1")
    again = Outgoing("notice:1", ROOM, "长" * 2000, Kind.NOTICE, desk.clock.now(), desk.clock.now())
    assert outbox.put(desk.db, again, desk.clock.now()) is None
    assert desk.states() == ["queued"] * 4


async def test_the_parts_of_a_long_text_come_in_order(desk: Desk) -> None:
    text = "\n".join(f"第{n}行" + "字" * 60 for n in range(60))
    desk.put(text)
    desk.put("后来")
    desk.wire.fails += [Outcome.NOT_SENT]
    said = await desk.work(minutes=3)
    assert len(said) > 3
    assert "\n".join(said) == text + "\n后来"


async def test_what_was_meant_for_one_person_is_cancelled_when_the_account_is_another_s(
    cast_db: Database, make_settings: MakeSettings
) -> None:
    clock = Hands(START)
    desk = Desk(cast_db, make_settings(delivery=STEADY), clock, Wire(clock))
    wang, zhang = (accounts.actor(cast_db, account_id(name)) for name in ("王主任", "张三"))
    assert wang
    assert zhang
    desk.put("名单", Kind.REPLY, to=zhang.account_id, member_id=zhang.member.id)
    accounts.bind(cast_db, zhang.account_id, wang.member.id, None, clock.now())
    assert await desk.work(minutes=1) == []
    assert desk.states() == ["cancelled"]


# Quiet hours and pauses


async def test_at_night_greetings_rest_and_replies_do_not(desk: Desk) -> None:
    desk.clock.moment = START.replace(hour=22, minute=30)
    for body, kind in (("贺", Kind.GREETING), ("问", Kind.REMINDER), ("报", Kind.DIGEST), ("答", Kind.REPLY)):
        desk.put(body, kind)
    desk.put("通知", Kind.NOTICE)
    assert await desk.work(hours=8, minutes=29) == ["答", "通知"]
    assert sorted(await desk.work(minutes=2)) == sorted(["贺", "问", "报"])


async def test_what_rests_does_not_hold_back_what_does_not(desk: Desk) -> None:
    desk.clock.moment = START.replace(hour=23)
    for number in range(30):
        desk.put("贺", Kind.GREETING, to=f"room-{number}")
    desk.put("通知", Kind.NOTICE, to="room-0")
    assert await desk.work(minutes=1) == ["通知"]


@pytest.mark.parametrize(
    ("to", "at", "waits_until"),
    [
        (room_id(FIRST), "2026-11-23T22:30", "2026-11-24T07:00"),
        (room_id(FIRST), "2026-11-23T22:29", None),
        (room_id(OVERSEAS), "2026-11-23T23:00", None),
        (account_id("张三"), "2026-11-23T22:10", "2026-11-24T08:00"),
        (account_id("张三"), "2026-11-24T07:30", "2026-11-24T08:00"),
        (account_id("赵海"), "2026-11-23T22:10", None),
        (account_id("赵海"), "2026-11-23T14:00", "2026-11-23T21:00"),
    ],
)
async def test_rooms_and_people_rest_by_their_own_clock(
    make_talk: MakeTalk, to: str, at: str, waits_until: str | None
) -> None:
    talk = make_talk(datetime.fromisoformat(at).replace(tzinfo=BEIJING))
    await talk.stage.settle()
    now = talk.stage.clock.now()
    who = accounts.actor(talk.db, to)
    member_id = who.member.id if who else None
    with talk.db.atomic():
        outbox.put(
            talk.db, Outgoing("t", to, "贺", Kind.GREETING, now, now + timedelta(days=1), member_id), now
        )
    await talk.stage.run_until(now + timedelta(days=1))
    sent = datetime.fromisoformat(
        talk.db.execute("SELECT sent_at FROM outbox WHERE body = '贺'").fetchone()[0]
    )
    wanted = datetime.fromisoformat(waits_until).replace(tzinfo=BEIJING) if waits_until else now
    assert timedelta(0) <= sent - wanted < timedelta(seconds=10)


@pytest.mark.parametrize(
    ("mentions", "at", "waits_until"),
    [
        (("张三",), "2026-11-23T22:10", "2026-11-24T08:00"),
        (("张三", "赵海"), "2026-11-23T14:00", "2026-11-23T21:00"),
        ((), "2026-11-23T22:10", None),
    ],
)
async def test_who_is_mentioned_in_a_room_is_left_in_peace_too(
    make_talk: MakeTalk, mentions: tuple[str, ...], at: str, waits_until: str | None
) -> None:
    talk = make_talk(datetime.fromisoformat(at).replace(tzinfo=BEIJING))
    await talk.stage.settle()
    now = talk.stage.clock.now()
    named = tuple(account_id(name) for name in mentions)
    with talk.db.atomic():
        meant = Outgoing(
            "t", room_id(FIRST), "问", Kind.REMINDER, now, now + timedelta(days=1), mentions=named
        )
        outbox.put(talk.db, meant, now)
    await talk.stage.run_until(now + timedelta(seconds=30))
    (later,) = talk.db.execute("SELECT not_before FROM outbox WHERE body = '问'").fetchone()
    wanted = datetime.fromisoformat(waits_until).replace(tzinfo=BEIJING) if waits_until else now
    assert datetime.fromisoformat(later) == wanted


async def test_somebody_s_own_quiet_hours_take_the_place_of_the_night(make_talk: MakeTalk) -> None:
    talk = make_talk(START)
    await talk.stage.settle()
    await talk.play(("张三", "私聊", "勿扰 8:00-16:00", "."))
    now = talk.stage.clock.now()
    who = accounts.actor(talk.db, account_id("张三"))
    assert who
    with talk.db.atomic():
        meant = Outgoing(
            "t", who.account_id, "贺", Kind.GREETING, now, now + timedelta(days=1), who.member.id
        )
        outbox.put(talk.db, meant, now)
    assert "贺" not in [text for _, text in await talk.until(START.replace(hour=15, minute=59))]
    assert ("张三", "贺") in await talk.wait(minutes=3)


async def test_too_often_stops_everything_but_a_cry_for_help_for_half_an_hour(desk: Desk) -> None:
    desk.outbox.pause()
    desk.put("急", Kind.DISTRESS)
    desk.put("通知", to=OTHER)
    assert await desk.work(minutes=29) == ["急"]
    assert await desk.work(minutes=2) == ["通知"]


async def test_a_pause_outlives_a_restart(desk: Desk) -> None:
    desk.outbox.pause()
    desk.put()
    desk.restart()
    assert await desk.work(minutes=29) == []
    assert len(await desk.work(minutes=2)) == 1


# The loop


async def test_the_loop_sends_what_is_put_while_it_sleeps(desk: Desk) -> None:
    working = asyncio.create_task(desk.outbox.run())
    await asyncio.sleep(0)
    desk.put("开会")
    desk.outbox.wake()
    for _ in range(20):
        await asyncio.sleep(0)
    working.cancel()
    assert desk.wire.texts() == ["开会"]


async def test_a_cascade_that_uses_up_the_day_leaves_room_for_answers(
    db: Database, make_settings: MakeSettings
) -> None:
    clock = Hands(START)
    desk = Desk(db, make_settings(delivery={**STEADY, "per_day": 50, "per_minute": 60}), clock, Wire(clock))
    for number in range(200):
        desk.put("通知", Kind.NOTICE, to=f"room-{number}", useful=timedelta(days=1))
    await desk.work(hours=2)
    for number in range(5):
        desk.put("答", Kind.REPLY, to=f"asker-{number}", useful=timedelta(minutes=30))
    assert (await desk.work(minutes=30)).count("答") == 5
