"""Delivery under anything: repeats, jumps of time, crashes, gateways that fail, lost acknowledgements."""

from __future__ import annotations

import asyncio
import itertools
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Coroutine
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
from bot.domain.delivery import RESENT_MARK, Kind, Outgoing
from bot.ports import Incoming, Outcome, TransportError
from bot.simulation import Stage
from bot.transport.simulated import Said
from data import outbox
from data.db import open_store
from tests.conftest import CONFIG, FIRST, OFFICE, OVERSEAS, SECOND, START, account_id, room_id

T = TypeVar("T")
ROOMS = [room_id(topic) for topic in (FIRST, SECOND, OVERSEAS)]
SAYINGS = ["收到", "平安，在上海", "今天下雨", "帮助", "进度", "通知 全体 回执：开会", "确认", "@风筝线 谢谢"]
OUTCOMES = st.sampled_from(list(Outcome))
ARRIVES = st.sampled_from(["not at all", "with an echo", "without an echo"])
PEOPLE = [("张三", FIRST), ("孙七", SECOND), ("赵海", OVERSEAS), ("王主任", OFFICE), ("路人", FIRST)]


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
        self.said: list[tuple[datetime, str, str]] = []
        self.stage.wechat.listeners.append(self._hear)
        self.fails: list[tuple[Outcome, str]] = []
        self._real_send = self.stage.wechat._send
        self.stage.wechat._send = self._send  # type: ignore[method-assign]
        self.incoming: list[Incoming] = []
        self.numbers = itertools.count(1)
        self._run(self.stage.settle())

    def teardown(self) -> None:
        if hasattr(self, "db"):
            self.db.close()
            self.loop.close()
            self.folder.cleanup()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def _hear(self, said: Said) -> None:
        if said.sender == self.stage.wechat.own.account_id:
            self.said.append((self.stage.clock.now(), said.room or said.partner or "", said.text))

    def _send(self, conversation: str, text: str, file: str | None) -> str:
        if not self.fails:
            return self._real_send(conversation, text, file)
        outcome, arrives = self.fails.pop(0)
        wechat = self.stage.wechat
        if outcome is Outcome.UNKNOWN and arrives == "with an echo":
            self._real_send(conversation, text, file)
        elif outcome is Outcome.UNKNOWN and arrives == "without an echo":
            room = conversation if conversation in wechat.topics else None
            wechat._record(wechat.own.account_id, wechat.own.nickname, text, room, conversation, file)
        raise TransportError("scripted", outcome)

    # What happens

    @rule(who=st.sampled_from(PEOPLE), text=st.sampled_from(SAYINGS))
    def somebody_writes(self, who: tuple[str, str], text: str) -> None:
        name, topic = who
        number = f"in-{next(self.numbers)}"
        now = self.stage.clock.now()
        mentions_bot = text.startswith("@风筝线")
        message = Incoming(
            number, account_id(name), name, text, now, room=room_id(topic), mentions_bot=mentions_bot
        )
        self.incoming.append(message)
        self.stage.bot.handle(message)

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
        for _, to, text in self.said:
            assert (to, text.removeprefix(RESENT_MARK)) in meant or text.startswith("已收到")

    @invariant()
    def nothing_is_said_twice_without_a_mark(self) -> None:
        meant = Counter((to, body.removeprefix(RESENT_MARK)) for _, to, body, _ in self._rows())
        said = Counter((to, text) for _, to, text in self.said if not text.startswith(RESENT_MARK))
        for (to, text), times in said.items():
            if not text.startswith("已收到"):
                assert times <= meant[to, text], f"{text!r} was said {times} times in {to}"

    @invariant()
    def the_pace_is_kept(self) -> None:
        delivery = self.stage.settings.delivery
        moments = [moment for moment, *_ in self.said]
        for start, end in itertools.combinations(range(len(moments)), 2):
            seconds = (moments[end] - moments[start]).total_seconds()
            urgent = sum(bool(re.search("【急】|第\\d+句", text)) for *_, text in self.said[start : end + 1])
            assert end - start + 1 - urgent <= delivery.per_minute * (1 + seconds / 60) + 1


def test_delivery_keeps_its_promises(cast_store: Path) -> None:
    Delivery.cast = cast_store
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    profile = settings(max_examples=80, stateful_step_count=25, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(Delivery, settings=profile)
