"""A store of so many members, made up: branches, a roll, check-ins of some weeks, a notice with receipts.

The spread is plausible, not real: ages from 19 to 89, two thirds away from home, seven in ten heard of in a
week. The same seed gives the same store.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain.record import SCHOOLINGS, WORK_KINDS
from data import fact as facts
from data.db import open_store, stamp

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)  # a Monday, nine in the morning in Beijing
_SEED = 8
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华建国文"
_CITIES = (
    "苏州",
    "上海",
    "深圳市南山区",
    "杭州",
    "成都",
    "广州",
    "天津",
    "武汉",
    "西安",
    "东莞",
    "日本东京",
    "青岛",
)
_LANES = ("中山路", "人民路", "解放路", "新华街", "建设大道")
_STATUSES = (["active"] * 60, ["floating"] * 30, ["abroad"] * 4, ["lost", "suspended", "retained", "moved"])
_WHERE = ("home", "away", "away", "away", "abroad", None, None)
_PLACE = '{"country": "CN", "province": "江苏省", "city": "苏州市", "district": null}'
CLERK = 1


@dataclass(frozen=True, slots=True)
class Size:
    """How many members in how many branches, and what 统计 may take."""

    members: int
    branches: int
    aim: str
    times: int = 3  # the best of which counts


SIZES = (
    Size(292, 15, "aim 50 ms"),
    Size(4_215, 83, "aim 200 ms"),
    Size(22_973, 300, "aim 1 s"),
    Size(2_011_000, 15_000, "aim 3 × scan", times=1),
)


def make_store(path: Path, members: int, branches: int) -> None:
    """Write a store of this size; the first member is the office's clerk, the next lead the branches."""
    rolls = random.Random(_SEED)
    with closing(open_store(path, durable=False)) as db:
        db.execute("PRAGMA foreign_keys = OFF")  # everything that is referred to is here
        with db.conn:
            _fill(db.conn, "units (id, kind, name, parent_id)", _units(branches))
            _fill(
                db.conn,
                "members (id, name, sex, birthday, joined_on, phone, residence, wechat, branch_id, schooling,"
                " work_kind, employer, dues_until, standing, status)",
                _members(rolls, members, branches),
            )
            leaders = [
                (place + 1, "secretary", 1 + place, None)
                for place in range(1, min(branches, members - 1) + 1)
            ]
            _fill(
                db.conn, "posts (member_id, role, unit_id, given_by)", [(CLERK, "clerk", 1, None), *leaders]
            )
            _fill(
                db.conn,
                "checkins (member_id, said_by, message_id, at, words, intent, safety, whereabouts, place)",
                _checkins(rolls, members),
            )
            _notice(db.conn, rolls, members)
            facts.write_moment(db, "first_start", NOW - timedelta(days=90))


def _fill(conn: Any, table: str, rows: Sequence[Sequence[object]] | Iterator[tuple[object, ...]]) -> None:
    count = table.count(",") + 1
    conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * count)})", rows)


def _units(branches: int) -> list[tuple[object, ...]]:
    return [
        (1, "committee", "流动党员党委", None),
        *((1 + number, "branch", f"第{number}支部", 1) for number in range(1, branches + 1)),
    ]


def _members(rolls: random.Random, members: int, branches: int) -> Iterator[tuple[object, ...]]:
    pick, below = rolls.choice, rolls.random
    statuses = [one for each in _STATUSES for one in each]
    schoolings, kinds = [*SCHOOLINGS, None], [*WORK_KINDS, None]
    for number in range(1, members + 1):
        age = 19 + int(70 * below() * below())
        born = 2026 - age
        joined = min(born + 18 + int(below() * 20), 2025)
        behind = int(below() ** 6 * 90)
        until = 2026 * 12 + 9 - behind
        yield (
            number,
            pick(_SURNAMES) + pick(_GIVEN) + (pick(_GIVEN) if below() < 0.8 else ""),
            pick("男女") if below() < 0.98 else None,
            f"{born}-{1 + int(below() * 12):02}-{1 + int(below() * 28):02}" if below() < 0.98 else None,
            f"{joined}-{1 + int(below() * 12):02}-{1 + int(below() * 28):02}" if below() < 0.97 else None,
            f"138{number:08}",
            f"{pick(_CITIES)}{pick(_LANES)}{1 + int(below() * 40)}号" if below() < 0.9 else None,
            int(below() < 0.9),
            2 + number % branches,
            pick(schoolings),
            pick(kinds),
            "某某公司",
            f"{until // 12:04}-{until % 12 + 1:02}" if below() < 0.93 else None,
            "regular",
            pick(statuses),
        )


def _checkins(rolls: random.Random, members: int) -> Iterator[tuple[object, ...]]:
    """Two weeks of them, the older first, and of some who are silent now a word from further back."""
    for weeks, share in ((5, 0.3), (2, 0.7), (1, 0.7)):
        start = NOW - timedelta(weeks=weeks)
        stamps = [stamp(start + timedelta(minutes=10 * place)) for place in range(900)]
        for number in range(1, members + 1):
            if rolls.random() < share:
                where = rolls.choice(_WHERE)
                place = _PLACE if where == "away" else None
                at = rolls.choice(stamps)
                yield (number, number, f"{weeks}-{number}", at, "平安", "checkin", "safe", where, place)


def _notice(conn: Any, rolls: random.Random, members: int) -> None:
    at = stamp(NOW - timedelta(days=2))
    conn.execute(
        "INSERT INTO notices (id, body, audience, receipt, answer, deadline, sent_by, sent_at)"
        " VALUES (1, '周五前把表交给书记。', 'all', 1, 'receipt', ?, ?, ?)",
        (stamp(NOW + timedelta(days=3)), CLERK, at),
    )
    _fill(conn, "notice_members (notice_id, member_id)", ((1, number) for number in range(1, members + 1)))
    _fill(
        conn,
        "receipts (notice_id, member_id, at, certain, message_id)",
        ((1, number, at, 1, str(number)) for number in range(1, members + 1) if rolls.random() < 0.6),
    )
