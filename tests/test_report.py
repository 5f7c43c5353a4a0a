"""The figures of reports agree with plain counts of the tables, in a store in which a year has passed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.context import Context
from bot.domain import month as months
from bot.domain.case import Kind
from bot.domain.report import Figure, Part, Report
from bot.domain.report.figure import ARREARS, THINGS, Adds, adds
from bot.domain.report.tally import NOBODYS
from bot.report import classes, gathering
from bot.report.roll import Turning, at_turns
from bot.study import counting as study_counting
from data import member as members
from data.db import read_stamp
from tests import year

MONTH = "2026-10"


@pytest.fixture(scope="module")
def ctx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """The store after a year, seen on 20 December."""
    path = tmp_path_factory.mktemp("year") / "kiteline.db"
    db = year.make(path)
    yield Context(db, year.NOW, year.settings_of(path))
    db.close()


@pytest.fixture(scope="module")
def october(ctx: Context) -> Report:
    """October of the whole committee."""
    return gathering.gather(ctx, gathering.month_period(ctx, MONTH), "党委", None)


@pytest.fixture(scope="module")
def whole_year(ctx: Context) -> Report:
    """2026 of the whole committee, as far as it has come."""
    return gathering.gather(ctx, gathering.year_period(ctx, "2026"), "党委", None)


def rows(ctx: Context, query: str) -> list[tuple[str, ...]]:
    """Give the rows of a query whose first column is a moment of October, without it."""
    first, after = months.bounds(MONTH, ctx.zone)
    return [row[1:] for row in ctx.db.execute(query) if first <= read_stamp(row[0]) < after]


def test_who_was_heard_of_is_who_checked_in(ctx: Context, october: Report) -> None:
    heard = {one for (one,) in rows(ctx, "SELECT at, member_id FROM checkins WHERE withdrawn_at IS NULL")}
    ended = months.bounds(MONTH, ctx.zone)[1]
    (roll, _), *_ = at_turns(ctx, [Turning(ended, ended)])
    assert october.total.of(Figure.HEARD) == len(heard & roll.keys()) > 0


@pytest.mark.parametrize(
    ("figure", "query"),
    [
        (Figure.NOTICES, "SELECT sent_at, id FROM notices WHERE withdrawn_at IS NULL"),
        (
            Figure.ASKED,
            "SELECT sent_at, notice_id, member_id FROM notice_members JOIN notices ON id = notice_id"
            " WHERE withdrawn_at IS NULL",
        ),
        (
            Figure.ANSWERED,
            "SELECT sent_at, notice_id, member_id FROM receipts JOIN notices ON notices.id = notice_id"
            " WHERE certain AND receipts.withdrawn_at IS NULL AND notices.withdrawn_at IS NULL",
        ),
        (Figure.EVENTS, "SELECT starts_at, id FROM events WHERE state = 'open'"),
        (
            Figure.CAME,
            "SELECT starts_at, event_id, member_id FROM event_attendances"
            " JOIN events ON events.id = event_id WHERE state = 'open' AND withdrawn_at IS NULL",
        ),
        (Figure.ONLINE, "SELECT starts_at, number FROM lessons"),
        (
            Figure.ONLINE_CAME,
            "SELECT starts_at, lessons.number, member_id FROM lesson_attendances JOIN lessons USING (number)",
        ),
        (Figure.STUDIES, "SELECT opened_at, id FROM studies WHERE state <> 'withdrawn'"),
        (Figure.OPENED, "SELECT opened_at, number FROM cases WHERE kind NOT IN ('appeal', 'report')"),
        (Figure.CONFIDENTIAL, "SELECT opened_at, number FROM cases WHERE kind IN ('appeal', 'report')"),
        (
            Figure.REPLIED,
            "SELECT answered_at, number FROM cases WHERE answered_at IS NOT NULL"
            " AND kind NOT IN ('appeal', 'report')",
        ),
        (
            Figure.VISITS,
            "SELECT at, id FROM visits WHERE kind = 'visit' AND reached AND withdrawn_at IS NULL",
        ),
        (Figure.CALLS, "SELECT at, id FROM visits WHERE kind = 'call' AND reached AND withdrawn_at IS NULL"),
        (Figure.MISSED, "SELECT at, id FROM visits WHERE NOT reached AND withdrawn_at IS NULL"),
        (Figure.PARCELS, "SELECT sent_at, id FROM parcels"),
        (Figure.TRANSFER_ASKED, "SELECT at, number FROM transfer_steps WHERE act = 'asked'"),
        (
            Figure.TRANSFER_DONE,
            "SELECT ended_at, number FROM transfers WHERE ended_at IS NOT NULL AND state = 'done'",
        ),
        (Figure.CHANGES, "SELECT at, id FROM record_changes WHERE field = 'EMPLOYER'"),
    ],
)
def test_a_figure_is_a_plain_count(ctx: Context, october: Report, figure: Figure, query: str) -> None:
    assert october.total.of(figure) == len(set(rows(ctx, query))) > 0


def test_meetings_are_those_of_the_month(ctx: Context, october: Report) -> None:
    held = ctx.db.execute(
        "SELECT count(*) FROM meetings WHERE kind = 'lesson' AND withdrawn_at IS NULL"
        " AND held_on LIKE '2026-10-%'"
    ).fetchone()
    assert october.total.of(Figure.LESSON) == held[0] > 0


def test_dues_are_those_paid_for_the_month(ctx: Context, october: Report) -> None:
    paid = ctx.db.execute(
        "SELECT count(DISTINCT member_id) FROM dues_payments JOIN members ON members.id = member_id"
        " WHERE first = '2026-10' AND branch_id IS NOT NULL"
        " AND status NOT IN ('deceased', 'moved', 'retained')"
    ).fetchone()
    assert october.total.of(Figure.DUES_PAID) == paid[0] > 0


def test_the_greetings_of_the_national_day_are_in_october(ctx: Context, october: Report) -> None:
    people = {one.id: one for one in members.known(ctx.db)}
    greeted = ctx.db.execute(
        "SELECT member_id, occasion FROM greetings WHERE occasion LIKE '%:2026'"
    ).fetchall()
    kept = [
        occasion
        for member, occasion in greeted
        if occasion.startswith("国庆")
        or (
            (origin := people[member].birthday if occasion.startswith("birth") else people[member].joined_on)
            and origin.month == 10
        )
    ]
    assert october.total.of(Figure.GREETINGS) == len(kept) > 200


def test_study_is_counted_as_its_own_statistics_do(ctx: Context, october: Report) -> None:
    counted = study_counting.count(ctx, MONTH)
    asked, read, wrote = (sum(getattr(row, name) for row in counted.branches) for name in _STUDY)
    assert (asked, read, wrote) == tuple(
        map(october.total.of, (Figure.TO_READ, Figure.READ, Figure.REFLECTIONS))
    )


_STUDY = ("asked", "read", "reflections")


def test_who_came_and_left_explains_the_difference(whole_year: Report) -> None:
    for one in whole_year.by_month:
        tally = whole_year.in_month(one)
        came = tally.of(Figure.NEW) + tally.of(Figure.FROM_BRANCH)
        left = sum(map(tally.of, (Figure.MOVED, Figure.DECEASED, Figure.TO_BRANCH, Figure.OFF)))
        assert tally.of(Figure.START) + came - left == tally.of(Figure.END)


def test_a_month_ends_with_whom_the_next_begins(whole_year: Report) -> None:
    tallies = [whole_year.in_month(one) for one in whole_year.by_month]
    assert [one.of(Figure.END) for one in tallies[:-1]] == [one.of(Figure.START) for one in tallies[1:]]


def test_the_last_month_ends_with_the_roll(ctx: Context, whole_year: Report) -> None:
    on_roll = [one for one in members.everybody(ctx.db) if not one.status.has_ended]
    assert whole_year.total.of(Figure.END) == len(on_roll)


def test_everybody_is_somewhere(october: Report) -> None:
    there = (Figure.AT_HOME, Figure.AWAY, Figure.ABROAD, Figure.NOWHERE)
    assert sum(map(october.total.of, there)) == october.total.of(Figure.END)


@pytest.mark.parametrize("figure", [one for one in Figure if one not in THINGS and adds(one) is Adds.SUM])
def test_the_months_of_a_year_sum_up_to_it(whole_year: Report, figure: Figure) -> None:
    assert whole_year.total.of(figure) == sum(
        whole_year.in_month(one).of(figure) for one in whole_year.by_month
    )


@pytest.mark.parametrize("figure", [one for one in Figure if one not in THINGS])
def test_the_branches_sum_up_to_the_committee(october: Report, figure: Figure) -> None:
    branches = [october.of_branch(one).of(figure) for one in (*october.branches, NOBODYS)]
    assert october.total.of(figure) == sum(branches)


def test_october_alone_is_october_of_the_year(october: Report, whole_year: Report) -> None:
    alone, within = october.total, whole_year.in_month(MONTH)
    assert {one: alone.of(one) for one in Figure if one not in ARREARS} == {
        one: within.of(one) for one in Figure if one not in ARREARS
    }


def test_a_branch_alone_is_its_row(ctx: Context, october: Report) -> None:
    branch, name = next(iter(october.branches.items()))
    alone = gathering.gather(ctx, october.period, name, [branch])
    assert alone.total == october.of_branch(branch)
    assert alone.total.of(Figure.CONFIDENTIAL) == 0


def test_confidential_cases_belong_to_no_branch(october: Report) -> None:
    assert Kind.APPEAL.is_confidential
    assert all(october.of_branch(one).of(Figure.CONFIDENTIAL) == 0 for one in october.branches)


def test_the_classes_of_a_year_count_its_last_roll(ctx: Context, whole_year: Report) -> None:
    counted = classes.count(ctx, whole_year)
    assert {now.total for now, _ in counted} == {whole_year.total.of(Figure.END)}
    assert {before.total for _, before in counted if before} == {whole_year.total.of(Figure.START)}


def test_what_is_no_longer_kept_is_not_shown_as_nought(ctx: Context) -> None:
    later = Context(ctx.db, year.NOW.replace(year=2029), ctx.settings)
    report = gathering.gather(later, gathering.year_period(later, "2026"), "党委", None)
    assert report.is_gone(Figure.CAME)
    assert report.is_gone(Figure.AT_HOME)
    assert not report.is_gone(Figure.HEARD)
    assert Part.EVENTS in report.gone[MONTH]


def test_the_store_began_in_december(ctx: Context) -> None:
    assert gathering.first_month(ctx) == "2025-12"
