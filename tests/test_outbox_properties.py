"""Delivery under anything: repeats, commands, jumps of time, crashes, lost acknowledgements."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot import config
from bot.clock import MovedClock
from bot.domain.delivery import RESENT_MARK, STEERING, Kind, Outgoing
from bot.ports import Incoming, Link, MessageKind, Outcome, TransportError
from bot.simulation import Stage
from bot.transport.simulated import Said
from data import fact as facts
from data import outbox
from data.db import open_store
from tests.conftest import CONFIG, FIRST, OFFICE, OVERSEAS, SECOND, START, account_id, room_id

T = TypeVar("T")
ROOMS = [room_id(topic) for topic in (FIRST, SECOND, OVERSEAS)]
SAYINGS = ["收到", "平安，在上海", "今天下雨", "帮助", "进度", "通知 全体 回执：开会", "确认", "@风筝线 谢谢"]
OUTCOMES = st.sampled_from(list(Outcome))
ARRIVES = st.sampled_from(["not at all", "with an echo", "without an echo"])
PEOPLE = [("张三", FIRST), ("孙七", SECOND), ("赵海", OVERSEAS), ("王主任", OFFICE), ("路人", FIRST)]


@dataclass(frozen=True, slots=True)
class Heard:
    """What WeChat heard of the bot; `epoch` counts how often the clock was set back."""

    at: datetime
    epoch: int
    to: str
    text: str
    key: str
    kind: Kind


class Delivery(RuleBasedStateMachine):
    """A bot over a WeChat that loses, refuses, doubts and restarts."""

    cast: Path

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "kiteline.db"
        shutil.copyfile(self.cast, path)
        self.db = open_store(path)
        self.db.execute("PRAGMA synchronous = OFF")
        loaded = config.load(CONFIG, {"database": str(path)})
        self.loop = asyncio.new_event_loop()
        self.stage = Stage(loaded, self.db, MovedClock(START), seed=0)
        self.said: list[Heard] = []
        self.epoch = 0
        self.stage.wechat.listeners.append(self._hear)
        self.fails: list[tuple[Outcome, str]] = []
        self._real_send = self.stage.wechat._send
        self.stage.wechat._send = self._send  # type: ignore[method-assign]
        self.incoming: list[Incoming] = []
        self.numbers = itertools.count(1)
        self._run(self.stage.settle())
        self.people = self._count_people()

    def teardown(self) -> None:
        if hasattr(self, "db"):
            self.db.close()
            self.loop.close()
            self.folder.cleanup()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def _hear(self, said: Said) -> None:
        if said.sender != self.stage.wechat.own.account_id:
            return
        query = "SELECT dedupe_key, kind FROM outbox WHERE state = 'sending'"
        ((key, kind),) = self.db.execute(query).fetchall()
        to, now = said.room or said.partner or "", self.stage.clock.now()
        words = "" if said.file else said.text  # WeChat shows a file's name, which nobody meant to say
        self.said.append(Heard(now, self.epoch, to, words, key, Kind(kind)))
        if facts.read(self.db, "stopped_at"):
            assert kind == Kind.DISTRESS or key.startswith(STEERING), f"{key} was said after 停发"

    def _send(
        self,
        conversation: str,
        text: str,
        file: str | None = None,
        kind: MessageKind = MessageKind.TEXT,
        link: Link | None = None,
    ) -> str:
        if not self.fails:
            return self._real_send(conversation, text, file, kind, link)
        outcome, arrives = self.fails.pop(0)
        wechat = self.stage.wechat
        if outcome is Outcome.UNKNOWN and arrives == "with an echo":
            self._real_send(conversation, text, file, kind, link)
        elif outcome is Outcome.UNKNOWN and arrives == "without an echo":
            room = conversation if conversation in wechat.topics else None
            wechat._record(wechat.own.account_id, wechat.own.nickname, text, room, conversation, file, kind)
        raise TransportError("scripted", outcome)

    # What happens

    @rule(who=st.sampled_from(PEOPLE), text=st.sampled_from(SAYINGS))
    def somebody_writes(self, who: tuple[str, str], text: str) -> None:
        self._write(*who, text)

    def _write(self, name: str, topic: str, text: str) -> None:
        number = f"in-{next(self.numbers)}"
        now = self.stage.clock.now()
        mentions_bot = text.startswith("@风筝线")
        message = Incoming(
            number, account_id(name), name, text, now, room=room_id(topic), mentions_bot=mentions_bot
        )
        self.incoming.append(message)
        self.stage.bot.handle(message)

    @rule(confirmed=st.booleans())
    def the_office_writes_a_notice(self, confirmed: bool) -> None:
        before = self._notices()
        self._write("王主任", OFFICE, f"通知 全体 回执：第{len(self.incoming)}次学习")
        assert self._notices() == before
        if confirmed:
            self._write("王主任", OFFICE, "确认")
            assert self._notices() == before + 1

    def _notices(self) -> int:
        return int(self.db.execute("SELECT count(*) FROM notices").fetchone()[0])

    @rule(stopped=st.booleans())
    def the_office_stops_all_or_goes_on(self, stopped: bool) -> None:
        self._write("王主任", OFFICE, "停发" if stopped else "恢复")
        assert bool(facts.read(self.db, "stopped_at")) is stopped

    @precondition(lambda self: self.incoming)
    @rule(data=st.data())
    def a_message_comes_again(self, data: st.DataObject) -> None:
        before = self._rows()
        self.stage.bot.handle(data.draw(st.sampled_from(self.incoming)))
        assert self._rows() == before

    @rule(kind=st.sampled_from(list(Kind)), room=st.sampled_from(ROOMS), long=st.booleans())
    def the_bot_means_to_say_something(self, kind: Kind, room: str, long: bool) -> None:
        now, number = self.stage.clock.now(), next(self.numbers)
        body = f"第{number}句" + "长" * (1500 if long else 0)
        with self.db.atomic():
            message = Outgoing(f"test:{number}", room, body, kind, now, now + kind.patience)
            assert outbox.put(self.db, message, now)
            assert outbox.put(self.db, message, now) is None

    @rule(seconds=st.sampled_from([1, 5, 61, 600, 7200, 86_400]))
    def time_passes(self, seconds: int) -> None:
        self._run(self.stage.run_until(self.stage.clock.now() + timedelta(seconds=seconds)))
        assert "sending" not in {state for *_, state in self._rows()}

    @rule(hours=st.sampled_from([1, 25]))
    def the_clock_jumps(self, hours: int) -> None:
        self.stage.clock.move_to(self.stage.clock.now() + timedelta(hours=hours))

    @rule(hours=st.sampled_from([1, 25]))
    def the_clock_is_set_back(self, hours: int) -> None:
        self.stage.clock._base -= timedelta(hours=hours)
        self.epoch += 1

    @rule()
    def the_process_is_killed(self) -> None:
        self.stage.restart_bot()

    @rule()
    def the_process_is_killed_while_sending(self) -> None:
        heads = outbox.heads(self.db, self.stage.clock.now())
        if heads:
            outbox.start(self.db, heads[0])
        self.stage.restart_bot()

    @rule(up=st.booleans())
    def the_gateway_goes_or_comes(self, up: bool) -> None:
        self.stage.wechat.set_gateway(up=up)

    @rule(fails=st.lists(st.tuples(OUTCOMES, ARRIVES), min_size=1, max_size=3))
    def the_next_sends_fail(self, fails: list[tuple[Outcome, str]]) -> None:
        self.fails += fails

    @rule(kind=st.sampled_from(list(Kind)), room=st.sampled_from(ROOMS), outcome=OUTCOMES, arrives=ARRIVES)
    def a_message_meets_a_failure(self, kind: Kind, room: str, outcome: Outcome, arrives: str) -> None:
        self.stage.wechat.set_gateway(up=True)
        self.fails = [(outcome, arrives)]
        self.the_bot_means_to_say_something(kind, room, long=False)
        self.time_passes(120)

    # What always holds

    def _rows(self) -> list[tuple[str, str, str, str]]:
        query = "SELECT dedupe_key, conversation, body, state FROM outbox ORDER BY id"
        return [(row[0], row[1], row[2], row[3]) for row in self.db.execute(query)]

    @invariant()
    def keys_are_unique(self) -> None:
        keys = [key for key, *_ in self._rows()]
        assert len(keys) == len(set(keys))

    @invariant()
    def what_was_said_was_meant(self) -> None:
        meant = {(to, body.removeprefix(RESENT_MARK)) for _, to, body, _ in self._rows()}
        for heard in self.said:
            words = (heard.to, heard.text.removeprefix(RESENT_MARK))
            assert words in meant or heard.text.startswith("已收到")

    @invariant()
    def nothing_is_said_twice_without_a_mark(self) -> None:
        meant = Counter((to, body.removeprefix(RESENT_MARK)) for _, to, body, _ in self._rows())
        said = Counter((h.to, h.text) for h in self.said if not h.text.startswith(RESENT_MARK))
        for (to, text), times in said.items():
            if not text.startswith("已收到"):
                assert times <= meant[to, text], f"{text!r} was said {times} times in {to}"

    @invariant()
    def no_key_is_said_twice_without_a_mark(self) -> None:
        said = Counter(heard.key for heard in self.said if not heard.text.startswith(RESENT_MARK))
        assert not [key for key, times in said.items() if times > 1]

    @invariant()
    def the_budget_of_a_minute_is_kept(self) -> None:
        paced = self._paced()
        for first, heard in enumerate(paced):
            end = heard.at + timedelta(minutes=1)
            within = itertools.takewhile(lambda h: h.at < end and h.epoch == heard.epoch, paced[first:])  # noqa: B023
            assert len(list(within)) <= self.stage.settings.delivery.per_minute

    @invariant()
    def a_conversation_is_given_time(self) -> None:
        gap = self.stage.settings.delivery.room_gap - timedelta(milliseconds=2)  # stamps have milliseconds
        of_one = defaultdict(list)
        for heard in self._paced():
            of_one[heard.to, heard.epoch].append(heard.at)
        for moments in of_one.values():
            assert all(later - sooner >= gap for sooner, later in itertools.pairwise(moments))

    def _paced(self) -> list[Heard]:
        return [heard for heard in self.said if heard.kind is not Kind.DISTRESS]

    @invariant()
    def nobody_gets_lost(self) -> None:
        assert self._count_people() == self.people

    def _count_people(self) -> list[int]:
        """Count the roll, the posts, the ties and the seats, none of which anybody here changes."""
        tables = ("members", "posts", "accounts", "sittings", "units", "rooms")
        return [self.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]


def test_delivery_keeps_its_promises(cast_store: Path) -> None:
    Delivery.cast = cast_store
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    profile = settings(max_examples=120, stateful_step_count=25, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(Delivery, settings=profile)
