"""Lives that are killed one after the other while people write on, and the accounts made up afterwards."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bot.domain.delivery import RESENT_MARK, Kind
from bot.ports import Echo, Incoming
from tests.conftest import BEIJING, FIRST, OFFICE, account_id, room_id
from tests.faults.mortal import ARRIVED, POINTS, Died, Found, Life, Online, Said, Took, live

BEGIN = datetime(2026, 11, 25, 8, 0, 30, tzinfo=BEIJING)  # 张三 is greeted at nine this day
BETWEEN_LIVES = timedelta(seconds=65)  # longer than what is in doubt waits for its echo
LONGEST_GATHERING = timedelta(minutes=10)
NOTICE_EVERY = 10  # lives
CATCH_UP_EVERY = 8  # lives; nine minutes on their clock
STARTING = 30.0  # seconds until a start is taken for hung
LEAST_IN_PEACE = 3  # lives
MOST_IN_PEACE = 12  # on a busy machine a life may be silent for a while, and is killed for it
MOST_WORDS = 24  # what a life is heard of at the most, before it is killed anywhere


def _fork_server() -> Any:
    """Give what starts lives: all are forked from one process that has everything imported."""
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["tests.faults.warm"])
    return server


@dataclass
class Outside:
    """The world outside of the process: people who write, and a WeChat that keeps what it was given."""

    store: Path
    kills: random.Random
    texts: random.Random
    said: list[Said] = field(default_factory=list)
    spoken: dict[str, Incoming] = field(default_factory=dict)
    waiting: dict[str, Incoming] = field(default_factory=dict)  # nobody knows whether it was taken
    moment: datetime = BEGIN  # when the present life begins, on its clock
    lives: int = 0
    interrupted: list[int] = field(default_factory=list)
    died_at: Counter[str] = field(default_factory=Counter)
    idle: float = 1.0  # seconds: a life that has nothing more to say is killed then
    dither: float = 0.005  # seconds: so long after a word a life may still go on
    lives_of: Any = field(default_factory=_fork_server)

    def live_once(self, point: str | None = None, *, words: int | None = None) -> None:
        """Start the bot, let people write, and kill it: at a named point, or when it was heard so often."""
        self._write()
        self._live(point, words)

    def say_all(self) -> None:
        """Let a life say all that waits: answers that wait for half an hour of short lives would expire."""
        self._live(None, None)

    def leave_in_peace(self) -> None:
        """Let nobody write any more, so that everything comes to its end, gathered thanks included."""
        for lived in range(1, MOST_IN_PEACE + 1):
            self.moment += LONGEST_GATHERING
            self._live(None, None)
            if lived >= LEAST_IN_PEACE and self._has_come_to_its_end():
                return

    def _has_come_to_its_end(self) -> bool:
        with closing(sqlite3.connect(self.store)) as db:
            states = {state for (state,) in db.execute("SELECT DISTINCT state FROM outbox")}
        return not self.waiting and states <= {"sent", "dropped"}

    def _live(self, point: str | None, words: int | None) -> None:
        near, far = self.lives_of.Pipe()
        process = self.lives_of.Process(target=live, args=(self._life(point), far))
        process.start()
        far.close()
        try:
            self._attend(near, process.pid, words)
        finally:
            if process.exitcode is None:
                process.kill()
            process.join()
            near.close()
        assert process.exitcode == -signal.SIGKILL, "the bot ended by itself: see its traceback"
        self.lives += 1
        self.moment += BETWEEN_LIVES

    def _life(self, point: str | None) -> Life:
        times = (
            1 if point == "scheduled" else self.kills.randint(1, 4)
        )  # a schedule has little to say at a time
        return Life(str(self.store), BEGIN, self.moment, point, times)

    def _attend(self, line: Connection, pid: int, words: int | None) -> None:
        """Hear the bot out until it is dead; what it said before is in the pipe."""
        heard, alive, patience = 0, True, STARTING
        while True:
            if alive and (heard == words or not line.poll(patience)):
                time.sleep(self.kills.uniform(0, self.dither))
                os.kill(pid, signal.SIGKILL)
                alive = False
            try:
                word = line.recv()
            except (EOFError, ConnectionResetError):
                return
            heard += 1
            patience = self.idle if isinstance(word, Online) else patience
            try:
                self._hear(word, line)
            except (BrokenPipeError, ConnectionResetError):
                alive = False  # it died before it could be answered

    def _hear(self, word: object, line: Connection) -> None:
        match word:
            case Found():
                self.interrupted.append(word.interrupted)
                assert word.integrity == "ok"
            case Online():
                for message in self.waiting.values():
                    line.send(message)
            case Took():
                self.waiting.pop(word.message_id, None)
            case Died():
                self.died_at[word.point] += 1
            case Said():
                self.said.append(word)
                if self.texts.random() < 0.5:
                    line.send(Echo(f"echo-{len(self.said)}", word.conversation, word.text))
                line.send(ARRIVED)

    def _write(self) -> None:
        """Let people write a few messages, and WeChat hand over one of the old ones again."""
        if self.spoken and self.texts.random() < 0.3:
            old = self.texts.choice(list(self.spoken.values()))
            self.waiting[old.message_id] = old
        if self.lives % NOTICE_EVERY == 0:
            self._say("王主任", OFFICE, f"通知 支部 一 回执：第{self.lives}次集中学习")
            self._say("王主任", OFFICE, "确认")
        for _ in range(self.texts.randint(3, 7)):
            number = len(self.spoken)
            who, where, text = self.texts.choice(
                (
                    ("张三", FIRST, "平安，在上海"),
                    ("李四", FIRST, f"第1号收到，{number}号座"),
                    ("李四", None, "帮助"),
                    ("张三", FIRST, "今天下雨"),
                )
            )
            self._say(who, where, text)

    def _say(self, who: str, where: str | None, text: str) -> None:
        number = f"in-{len(self.spoken)}"
        message = Incoming(
            number, account_id(who), who, text, self.moment, room=room_id(where) if where else None
        )
        self.spoken[number] = self.waiting[number] = message


# What must be true in the end


def check_nothing_is_lost(outside: Outside) -> None:
    """Every message that was taken has its effect, once."""
    assert not outside.waiting
    spoken = outside.spoken.values()
    with closing(sqlite3.connect(outside.store)) as db:
        effects = {
            "SELECT message_id FROM checkins": [m.message_id for m in spoken if m.text.startswith("平安")],
            "SELECT message_id FROM receipts": [m.message_id for m in spoken if "号座" in m.text],
            "SELECT dedupe_key FROM outbox WHERE dedupe_key GLOB 'reply:*'": [
                f"reply:{m.message_id}:1" for m in spoken if re.match("帮助|通知|确认", m.text)
            ],
            "SELECT body FROM notices": [m.text.partition("：")[2] for m in spoken if "通知" in m.text],
            "SELECT message_id FROM inbox WHERE outcome <> 'failed'": [m.message_id for m in spoken],
        }
        for query, expected in effects.items():
            assert sorted(row[0] for row in db.execute(query)) == sorted(expected), query
        slots = [f"{BEGIN + timedelta(minutes=n):%H:%M}" for n in range(_minutes(outside) + 1)]
        said = "SELECT body FROM outbox WHERE dedupe_key GLOB 'slot:*' ORDER BY id"
        assert [row[0].removeprefix(RESENT_MARK) for row in db.execute(said)] == slots


def _minutes(outside: Outside) -> int:
    last = outside.moment - BETWEEN_LIVES
    return (last - BEGIN) // timedelta(minutes=1)


def check_what_was_said(outside: Outside) -> None:
    """What was meant was said: once, or again with its mark where nobody could know."""
    said = Counter((word.conversation, word.text) for word in outside.said)
    with closing(sqlite3.connect(outside.store)) as db:
        rows = db.execute("SELECT conversation, body, kind, state FROM outbox").fetchall()
    meant = Counter((to, body.removeprefix(RESENT_MARK)) for to, body, *_ in rows)
    again = {(to, body) for to, body, *_ in rows if body.startswith(RESENT_MARK)}
    sent = Counter((to, body) for to, body, _, state in rows if state == "sent")
    marked = {words: times for words, times in said.items() if words[1].startswith(RESENT_MARK)}
    assert marked.keys() <= again
    assert sum(marked.values()) <= sum(outside.interrupted)
    for (to, text), times in (said - Counter(marked)).items():
        assert times <= meant[to, text], f"{text!r} was said {times} times in {to}"
    for (to, text), times in sent.items():
        assert said[to, text] >= times, f"{text!r} counts as sent and was not said in {to}"
    assert {state for *_, state in rows} <= {"sent", "dropped"}
    assert not [body for _, body, kind, state in rows if state == "dropped" and Kind(kind).sent_again]


def check_doubts(outside: Outside) -> None:
    """A kill leaves at most the one message in doubt that was being sent."""
    assert max(outside.interrupted) == 1
    with closing(sqlite3.connect(outside.store)) as db:
        (dropped,) = db.execute("SELECT count(*) FROM outbox WHERE state = 'dropped'").fetchone()
    assert dropped <= sum(outside.interrupted) < outside.lives


def live_and_die(outside: Outside, lives: int) -> None:
    """Let so many lives end, half of them anywhere, the others at the named points; the last in peace."""
    outside.live_once()
    for number, point in enumerate(_plan(lives, outside.kills), start=1):
        outside.live_once(point, words=None if point else outside.kills.randrange(MOST_WORDS))
        if number % CATCH_UP_EVERY == 0:
            outside.say_all()
    outside.leave_in_peace()


def _plan(lives: int, kills: random.Random) -> list[str | None]:
    """Give where each life ends: half of them anywhere (None), the others at the named points in turn."""
    points: list[str | None] = [POINTS[number // 2 % len(POINTS)] for number in range(lives)]
    points[::2] = [None] * len(points[::2])
    kills.shuffle(points)
    return points
