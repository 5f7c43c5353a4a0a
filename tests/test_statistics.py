"""统计 counts in bulk what a person-by-person count gives, over any roll."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from bot import config
from bot.context import Context
from bot.domain import statistics
from bot.domain.checkin import Whereabouts
from bot.domain.member import Status
from bot.domain.record import SCHOOLINGS, WORK_KINDS
from bot.domain.statistics import Count, Topic
from bot.reading import places
from bot.reading.gazetteer import home_of
from bot.simulation import seed_sample
from bot.statistics.counting import KNOWN_FOR, count_branches, count_roll
from data import member as members
from data import record as records
from data import unit as units
from data.db import open_store, stamp
from tests.conftest import CONFIG, MakeSettings

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
DAYS = st.dates(date(1930, 1, 1), date(2026, 11, 23)).map(str)
BRANCHES = [2, 3, 4]


def one_by_one(ctx: Context, topic: Topic, branches: Sequence[int] | None) -> Count:
    """Count a topic person by person: each record read, each last word looked up."""
    people = [one for one in members.everybody(ctx.db) if branches is None or one.branch_id in branches]
    kept = records.everybody(ctx.db)
    home = home_of(ctx.settings.organisation.home)
    where = [_where(ctx, one.id, one.residence, home) for one in people]
    return statistics.count(topic, [kept[one.id] for one in people], where, ctx.local_now.date())


def _where(ctx: Context, member_id: int, residence: str | None, home: Any) -> Whereabouts | None:
    told = ctx.db.execute(
        "SELECT whereabouts FROM checkins WHERE member_id = ? AND at > ? AND withdrawn_at IS NULL"
        " AND (place IS NOT NULL OR whereabouts IS NOT NULL) ORDER BY id DESC LIMIT 1",
        (member_id, stamp(ctx.now - KNOWN_FOR)),
    ).fetchone()
    if told and told[0]:
        return Whereabouts(told[0])
    found = places.find(residence, home) if residence else []
    return places.whereabouts(found[0].place, home) if found else None


def agree(ctx: Context, branches: Sequence[int] | None) -> None:
    bulk = count_roll(ctx, tuple(Topic), branches)
    assert bulk == [one_by_one(ctx, topic, branches) for topic in Topic]
    for topic in Topic:
        apart = count_branches(ctx, topic, branches)
        assert apart == {branch: one_by_one(ctx, topic, [branch]) for branch in apart}
        assert sum(one.total for one in apart.values()) == bulk[0].total


def test_the_sample_roll_is_counted_as_person_by_person(db: Database, make_settings: MakeSettings) -> None:
    made = make_settings()
    seed_sample(db, made, NOW)
    ctx = Context(db, NOW, made)
    agree(ctx, None)
    agree(ctx, [units.branches(db)[2].id])
    assert count_roll(ctx, [Topic.SEX])[0].total == len(members.everybody(db)) > 200


PERSON = st.fixed_dictionaries(
    {
        "branch_id": st.sampled_from([*BRANCHES, None]),
        "sex": st.sampled_from(["男", "女", None]),
        "birthday": st.none() | DAYS,
        "joined_on": st.none() | DAYS,
        "schooling": st.sampled_from([*SCHOOLINGS, "夜校", None]),
        "work_kind": st.sampled_from([*WORK_KINDS, "养蜂", None]),
        "residence": st.sampled_from(["江苏苏州", "北京市怀柔区", "日本东京", "不清楚", None]),
        "dues_until": st.sampled_from(["2026-10", "2026-03", "2024-01", "2015-01", "2027-01", None]),
        "status": st.sampled_from([one.value for one in Status]),
    }
)
WORD = st.tuples(
    st.integers(0, 20),
    st.sampled_from(["home", "away", "abroad", None]),
    st.sampled_from(["{}", None]),
    st.sampled_from([1, 100, 364, 366]),
    st.booleans(),
)


def _say(
    db: Database, people: int, member: int, where: str | None, place: str | None, days: int, taken_back: bool
) -> None:
    at = stamp(NOW - timedelta(days=days))
    db.execute(
        "INSERT INTO checkins (member_id, said_by, message_id, at, words, intent, whereabouts, place,"
        " withdrawn_at) VALUES (:who, :who, 'm', :at, '平安', 'checkin', :where, :place, :gone)",
        {
            "who": 1 + member % people,
            "at": at,
            "where": where,
            "place": place,
            "gone": at if taken_back else None,
        },
    )


@contextmanager
def store_with(
    empty: Path, people: Sequence[dict[str, Any]], words: Sequence[tuple[Any, ...]]
) -> Iterator[Context]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kiteline.db"
        shutil.copyfile(empty, path)
        with closing(open_store(path, durable=False)) as db:
            committee = units.committee(db, "党委").id
            assert [units.make(db, "branch", f"第{one}支部", committee) for one in BRANCHES] == BRANCHES
            db.table("members").insert_all({"name": "张三", **one} for one in people)
            for word in words:
                _say(db, len(people), *word)
            yield Context(db, NOW, config.load(CONFIG, {"database": str(path)}))


@settings(max_examples=40, deadline=None)
@given(people=st.lists(PERSON, min_size=1, max_size=12), words=st.lists(WORD, max_size=20))
def test_any_roll_is_counted_as_person_by_person(
    empty_store: Path, people: list[dict[str, Any]], words: list[tuple[Any, ...]]
) -> None:
    with store_with(empty_store, people, words) as ctx:
        agree(ctx, None)
        agree(ctx, BRANCHES[:2])
        agree(ctx, [])
