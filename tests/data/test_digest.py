"""The weekly page over a filled store: each number is that of its list, no branch reads of another."""

from __future__ import annotations

import random
import re
from datetime import timedelta

import pytest
from sqlite_utils import Database

from bot.config import Settings
from bot.context import Context
from bot.digest import making
from bot.digest.making import Made
from bot.domain.checkin import Intent, Report, Safety, Whereabouts
from bot.domain.digest.kept import OFFICE, Kept
from bot.domain.digest.page import Page, week_before
from bot.domain.field import Field
from bot.domain.member import Member
from bot.domain.record import How
from data import checkin as checkins
from data import digest as digests
from data import fact as facts
from data import lately, retention
from data import member as members
from data import record as records
from data import unit as units
from data.db import stamp
from tests.conftest import START

BRANCHES, EACH = 7, 9
# Words whose first number is the number of rows that count; those of nouns that count otherwise are left out.
OF_ROWS = re.compile(r"(?P<counted>\d+)/(?P<all>\d+)")
OF_PEOPLE = re.compile(r"(?:没有消息|改了资料|过生日|没有过消息) (?P<counted>\d+) [人位]")


@pytest.fixture
def made(db: Database, settings: Settings) -> Made:
    """A week of a made-up committee: moves, changes, silence, birthdays, a notice that is due."""
    with db.atomic():
        _fill(db)
        return making.make(Context(db, START, settings), *week_before(START.date()))


def _fill(db: Database) -> None:
    dice = random.Random(8)
    committee = units.committee(db, "怀柔人才党委").id
    facts.write_moment(db, "first_start", START - timedelta(days=100))
    facts.write(db, "watched", f'[[9999, "{stamp(START - timedelta(days=100))}"]]')
    people = []
    for branch in range(BRANCHES):
        unit = units.make(db, "branch", f"第{branch + 1}支部", committee)
        for one in range(EACH):
            born = (START + timedelta(days=dice.randrange(60))).date().replace(year=1980)
            name = f"党员{'甲乙丙丁戊己庚辛壬'[one]}{branch + 1}"
            people.append(members.add(db, Member(0, name, birthday=born, branch_id=unit)))
    for person in people:
        for days in dice.sample(range(1, 60), 3):
            where = dice.choice([None, *Whereabouts])
            _check_in(db, person, days, Report(safety=Safety.SAFE, whereabouts=where))
    for person in dice.sample(people, 12):
        db.execute("DELETE FROM checkins WHERE member_id = ?", (person,))
    for person in dice.sample(people, 9):
        values = {Field.PHONE: f"138{person:08}", Field.EMPLOYER: "纺织厂"}
        records.change(db, person, values, by=person, how=How.OWN, now=START - timedelta(days=2))
    _ask(db, people, dice.sample(people, 30))


def _check_in(db: Database, person: int, days: int, report: Report) -> None:
    at = START - timedelta(days=days)
    checkins.add(
        db,
        person,
        report,
        intent=Intent.CHECKIN,
        said_by=person,
        message_id=f"{person}-{days}",
        words="平安",
        now=at,
    )


def _ask(db: Database, people: list[int], answered: list[int]) -> None:
    sent, due = stamp(START - timedelta(days=3)), stamp(START + timedelta(days=2))
    db.execute(
        "INSERT INTO notices (id, body, receipt, deadline, sent_by, sent_at, audience)"
        " VALUES (1, '开会', 1, ?, ?, ?, 'all')",
        (due, people[0], sent),
    )
    db.conn.executemany("INSERT INTO notice_members VALUES (1, ?)", [(one,) for one in people])
    db.conn.executemany(
        "INSERT INTO receipts (notice_id, member_id, at, certain, remark, message_id, said_by)"
        " VALUES (1, ?, ?, 1, '', ?, ?)",
        [(one, sent, f"r{one}", one) for one in answered],
    )


def kept(db: Database, made: Made, unit_id: int) -> Kept:
    return digests.find(db, made.number, unit_id, "")


def every(made: Made) -> list[Page]:
    assert made.office is not None
    return [made.office, *made.branches.values()]


def test_every_number_is_that_of_its_list(db: Database, made: Made) -> None:
    checked = 0
    for page in every(made):
        for line in kept(db, made, page.unit_id).lines:
            counted = sum(row.counts for row in line.rows)
            if found := OF_ROWS.search(line.words):
                assert (int(found["counted"]), int(found["all"])) == (counted, len(line.rows)), line.words
            elif found := OF_PEOPLE.search(line.words):
                assert int(found["counted"]) == len(line.rows), line.words
            elif line.subject == "去向变动":
                assert sum(map(int, re.findall(r"(\d+) 人", line.words))) == len(line.rows)
            else:
                continue
            checked += 1
    assert checked > 4 * BRANCHES


def test_the_pages_of_all_branches_together_are_the_office_s(db: Database, made: Made) -> None:
    def people(unit_id: int) -> list[tuple[str, int | None, bool]]:
        lines = kept(db, made, unit_id).lines
        return [
            (line.subject, row.member_id, row.counts) for line in lines for row in line.rows if row.unit_id
        ]

    assert len(made.branches) == BRANCHES
    assert sorted(people(OFFICE)) == sorted(one for unit in made.branches for one in people(unit))


def test_a_branch_s_page_and_lists_hold_nothing_of_another(db: Database, made: Made) -> None:
    names = units.branch_names(db)
    for unit, page in made.branches.items():
        text = page.show()
        assert not [name for other, name in names.items() if other != unit and name in text]
        assert not [one.name for one in members.everybody(db) if one.branch_id != unit and one.name in text]
        rows = [row for line in kept(db, made, unit).lines for row in line.rows]
        known = lately.names(db, {row.member_id for row in rows if row.member_id})
        assert {row.unit_id for row in rows} == {branch for _, branch in known.values()} == {unit}


def test_the_picture_s_branches_add_up_to_the_first_line(db: Database, made: Made) -> None:
    found = kept(db, made, OFFICE)
    heard, before = (sum(getattr(one, name) for one in found.branches) for name in ("heard", "heard_before"))
    assert (
        found.lines[0].words
        == f"报平安 {heard}/{sum(one.people for one in found.branches)}（前一周 {before}）"
    )
    assert 0 < heard < BRANCHES * EACH


def test_all_subjects_of_the_walk_were_there(db: Database, made: Made) -> None:
    shown = {line.subject for line in kept(db, made, OFFICE).lines}
    assert {"报平安", "没有消息", "去向变动", "资料改动", "通知", "生日"} <= shown
    assert made.office is not None
    assert "催一催第1号通知的回执" in made.office.show()


def test_what_is_kept_goes_after_five_weeks(db: Database, made: Made) -> None:
    later = START + timedelta(days=36)
    done = retention.delete_overdue(db, later)
    assert {"digests", "digest_lines", "digest_people", "digest_branches"} <= done.keys()
    assert db.execute("SELECT count(*) FROM digest_people").fetchone() == (0,)


def test_of_a_branch_s_page_alone_nobody_else_is_kept(db: Database, settings: Settings, made: Made) -> None:
    unit = next(iter(made.branches))
    with db.atomic():
        own = making.make(Context(db, START, settings), *week_before(START.date()), [unit])
    rows = db.execute("SELECT DISTINCT unit_id FROM digest_people WHERE digest_id = ?", (own.number,))
    assert rows.fetchall() == [(unit,)]
    assert digests.line(db, own.number, unit, 1) == digests.line(db, made.number, unit, 1)
