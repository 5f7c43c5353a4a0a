"""A store in which a year has passed: the sample roll, and of every table of the reports some rows a month.

The same seed gives the same store; the rows are written as the tables hold them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from bot import config
from bot.config import Settings
from bot.domain.field import Field
from bot.domain.member import Member, Role, Status
from bot.domain.record import How
from bot.simulation import seed_sample, tie_roll
from data import fact as facts
from data import member as members
from data import record as records
from data import silence as silences
from data import unit as units
from data.db import open_store, stamp
from tests.conftest import BEIJING, CONFIG

BEGAN = datetime(2025, 12, 1, 8, tzinfo=BEIJING)
NOW = datetime(2026, 12, 20, 9, tzinfo=BEIJING)
_SEED = 8
_KINDS = ("congress", "committee", "group", "lesson", "day")
_CASES = ("suggestion", "problem", "help", "errand", "appeal", "report")


def settings_of(path: Path) -> Settings:
    """Give the settings as delivered, over this database."""
    return config.load(CONFIG, {"database": str(path)})


def make(path: Path) -> Database:
    """Make the store; it lies at `path`."""
    db = open_store(path, durable=False)
    settings = settings_of(path)
    with db.atomic():
        facts.write_moment(db, "first_start", BEGAN)
        seed_sample(db, settings, BEGAN)
        tie_roll(db, settings, BEGAN)
        silences.watch_newcomers(db, BEGAN)
        _Year(db).live()
    return db


class _Year:
    def __init__(self, db: Database) -> None:
        self.db = db
        self.chance = random.Random(_SEED)
        self.people = members.everybody(db)
        self.branches = [one.id for one in units.branches(db)]
        self.names = units.branch_names(db)
        self.clerk = members.holders(db, Role.CLERK)[0].id

    def live(self) -> None:
        """Let every day since the beginning bring something."""
        day = BEGAN
        while day < NOW:
            self._day(day)
            day += timedelta(days=1)

    def _day(self, day: datetime) -> None:
        for person in self.chance.sample(self.people, 30):
            self._check_in(person, self._some_time(day))
        if day.weekday() == 2:
            self._notice(day)
            self._study(day)
        if day.day in {5, 20}:
            self._event(day)
        if day.day == 12:
            self._lesson(day)
        for _ in range(3):
            self._meet(day)
            self._visit(self._some_time(day))
            self._pay(day)
        self._case(self._some_time(day))
        self._greet(day)
        if day.day in {3, 13, 23}:
            self._transfer(day)
            self._move(day)
            self._parcel(day)
        self._change(day)

    def _some_time(self, day: datetime) -> datetime:
        return day + timedelta(minutes=self.chance.randrange(600))

    def _put(self, table: str, **values: object) -> int:
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        row = self.db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
        return int(row.lastrowid or 0)

    def _check_in(self, person: Member, at: datetime) -> None:
        where = self.chance.choice(("home", "away", "abroad", None, None))
        self._put(
            "checkins",
            member_id=person.id,
            said_by=person.id,
            message_id=f"c{at:%m%d%H%M}{person.id}",
            at=stamp(at),
            words="平安",
            intent="checkin",
            safety="safe",
            whereabouts=where,
            withdrawn_at=stamp(at) if self.chance.random() < 0.1 else None,
        )

    def _asked(self) -> list[Member]:
        """Choose some branches' people, or everybody."""
        some = set(self.chance.sample(self.branches, self.chance.choice((1, 3, len(self.branches)))))
        return [one for one in self.people if one.branch_id in some]

    def _notice(self, at: datetime) -> None:
        withdrawn = stamp(at) if self.chance.random() < 0.2 else None
        number = self._put(
            "notices",
            body="请回复收到",
            audience="全体",
            receipt=1,
            sent_by=self.clerk,
            sent_at=stamp(at),
            withdrawn_at=withdrawn,
        )
        for person in self._asked():
            self._put("notice_members", notice_id=number, member_id=person.id)
            for _ in range(self.chance.choice((0, 1, 1, 2))):
                self._put(
                    "receipts",
                    notice_id=number,
                    member_id=person.id,
                    at=stamp(at),
                    certain=self.chance.choice((0, 1, 1)),
                    message_id="r",
                    how=self.chance.choice(("own", "telephone")),
                    withdrawn_at=stamp(at) if self.chance.random() < 0.1 else None,
                )

    def _study(self, at: datetime) -> None:
        state = self.chance.choice(("open", "closed", "closed", "withdrawn"))
        number = self._put(
            "studies",
            title="学习",
            scope="all",
            names="[]",
            state=state,
            due_at=stamp(at),
            opened_at=stamp(at),
            said_by=self.clerk,
            at=stamp(at),
        )
        for person in self._asked():
            self._put("study_members", study_id=number, member_id=person.id)
            of = {"study_id": number, "member_id": person.id, "how": "own", "at": stamp(at)}
            if self.chance.random() < 0.6:
                self._put("study_reads", **of)
            for _ in range(self.chance.choice((0, 0, 0, 1, 2))):
                self._put("reflections", words="心得", **of)

    def _event(self, at: datetime) -> None:
        state = self.chance.choice(("open", "open", "cancelled"))
        number = self._put(
            "events",
            title="座谈",
            place="社区",
            starts_at=stamp(at),
            audience="全体",
            opened_by=self.clerk,
            opened_at=stamp(at),
            state=state,
        )
        for person in self._asked():
            self._put("event_members", event_id=number, member_id=person.id)
        for person in self.chance.sample(self.people, 40):
            withdrawn = stamp(at) if self.chance.random() < 0.2 else None
            self._put(
                "event_attendances",
                event_id=number,
                member_id=person.id,
                said_by=person.id,
                at=stamp(at),
                withdrawn_at=withdrawn,
            )

    def _lesson(self, at: datetime) -> None:
        number = self._put(
            "lessons",
            title="党课",
            starts_at=stamp(at),
            audience="全体",
            rooms="[]",
            opened_by=self.clerk,
            opened_at=stamp(at),
        )
        for person in self._asked():
            self._put("lesson_members", number=number, member_id=person.id)
            if self.chance.random() < 0.5:
                self._put(
                    "lesson_attendances", number=number, member_id=person.id, said_by=person.id, at=stamp(at)
                )

    def _meet(self, day: datetime) -> None:
        branch = self.chance.choice(self.branches)
        number = self._put(
            "meetings",
            number=self.chance.randrange(10**6),
            branch_id=branch,
            kind=self.chance.choice(_KINDS),
            held_on=day.date().isoformat(),
            online=0,
            topic="学习",
            noted_by=self.clerk,
            at=stamp(day),
            withdrawn_at=stamp(day) if self.chance.random() < 0.1 else None,
        )
        for person in self.people:
            if person.branch_id == branch:
                came = int(self.chance.random() < 0.7)
                self._put("meeting_members", meeting_id=number, member_id=person.id, came=came, reason="")

    def _visit(self, at: datetime) -> None:
        self._put(
            "visits",
            member_id=self.chance.choice(self.people).id,
            said_by=self.clerk,
            kind=self.chance.choice(("visit", "call")),
            reached=self.chance.choice((0, 1, 1)),
            words="",
            at=stamp(at),
            withdrawn_at=stamp(at) if self.chance.random() < 0.1 else None,
        )

    def _pay(self, day: datetime) -> None:
        month = f"{day:%Y-%m}"
        self._put(
            "dues_payments",
            member_id=self.chance.choice(self.people).id,
            first=month,
            last=month,
            cents=1000,
            how="office",
            said_by=self.clerk,
            at=stamp(day),
        )

    def _case(self, at: datetime) -> None:
        person = self.chance.choice(self.people)
        answered = at + timedelta(hours=self.chance.randrange(1, 400))
        is_answered = answered < NOW and self.chance.random() < 0.9
        number = self._put(
            "cases",
            kind=self.chance.choice(_CASES),
            member_id=person.id,
            said_by=person.id,
            branch_id=person.branch_id,
            words="请帮忙",
            opened_at=stamp(at),
            level="office",
            state="answered" if is_answered else "open",
            due_at=stamp(at + timedelta(days=5)),
            granted=3600,
            answered_at=stamp(answered) if is_answered else None,
        )
        if self.chance.random() < 0.2:
            self._put("case_steps", number=number, member_id=person.id, act="climbed", at=stamp(at), words="")

    def _greet(self, day: datetime) -> None:
        for person in self.people:
            born, joined = person.birthday, person.joined_on
            for kind, origin in (("birthday", born), ("anniversary", joined)):
                if origin and (origin.month, origin.day) == (day.month, day.day):
                    self._put("greetings", member_id=person.id, occasion=f"{kind}:{day.year}")
            if (day.month, day.day) == (10, 1):
                self._put("greetings", member_id=person.id, occasion=f"国庆:{day.year}")

    def _transfer(self, at: datetime) -> None:
        person = self.chance.choice(self.people)
        state = self.chance.choice(("home", "done", "refused", "withdrawn"))
        number = self.chance.randrange(10**6)
        self._put(
            "transfers",
            number=number,
            member_id=person.id,
            home_id=person.branch_id,
            destination="外地",
            reason="",
            asked_by=person.id,
            state=state,
            since=stamp(at),
            ended_at=None if state == "home" else stamp(at + timedelta(days=20)),
        )
        self._put("transfer_steps", number=number, member_id=person.id, act="asked", at=stamp(at))

    def _move(self, at: datetime) -> None:
        """Let people go to another branch, leave, die, and newcomers come."""
        on_roll = [one for one in members.everybody(self.db) if not one.status.has_ended]
        first, second, third = self.chance.sample(on_roll, 3)
        branch = self.names[self.chance.choice(self.branches)]
        self._write(first, {Field.BRANCH: branch}, at)
        self._write(second, {Field.STATUS: Status.MOVED.value, Field.BRANCH: None}, at)
        self._write(third, {Field.STATUS: self.chance.choice(("deceased", "retained"))}, at)
        members.add(self.db, Member(0, "新来的", branch_id=self.chance.choice(self.branches)))
        silences.watch_newcomers(self.db, at)

    def _change(self, at: datetime) -> None:
        self._write(self.chance.choice(self.people), {Field.EMPLOYER: f"单位{at:%m%d}"}, at)

    def _write(self, person: Member, values: Mapping[Field, str | None], at: datetime) -> None:
        records.change(self.db, person.id, values, by=self.clerk, how=How.OFFICE, now=at)

    def _parcel(self, at: datetime) -> None:
        self._put(
            "parcels",
            member_id=self.chance.choice(self.people).id,
            content="书",
            said_by=self.clerk,
            sent_at=stamp(at),
        )
        self._put(
            "points",
            member_id=self.chance.choice(self.people).id,
            deed="study",
            source=f"x{at:%m%d}",
            at=stamp(at),
            amount=5,
        )


def months_of_2026() -> Iterator[str]:
    """Go through the months of the year that the store knows."""
    return (f"2026-{number:02}" for number in range(1, 13))
