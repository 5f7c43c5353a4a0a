"""Private words about open months, by the office's rules; whom to telephone, for the secretaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.context import Tick
from bot.domain import month
from bot.domain.delivery import Kind
from bot.domain.dues import arrears
from bot.domain.dues.policy import Reminders
from bot.domain.dues.reminding import Summary, moments_due, show_office, show_summary
from bot.domain.dues.standing import Standing
from bot.domain.member import Member, Role, Status
from bot.dues import rules, standing
from data import account as accounts
from data import audit, dues
from data import greeting as greetings
from data import member as members
from data import preference as preferences
from data import silence as silences
from data import unit as units

_STAYS = timedelta(hours=10)
_HOLDS = timedelta(days=2)


def remind(tick: Tick) -> None:
    """Remind who is behind, on the day and hour of the rules on the member's own clock."""
    policy = rules.load().reminders
    people = due_people(tick, lambda zone: moments_due(tick.since, tick.now, policy.day, policy.at, zone))
    if not people:
        return
    spared, quiet, said = spared_by(tick), preferences.low_key(tick.db), dues.words(tick.db, "reminder")
    for one in standing.of(tick, people, None):
        person = one.person
        if person.id in spared or one.until is None or not _is_due(tick, one, policy, said):
            continue
        if not policy.abroad and _is_abroad(tick, person):
            continue
        times = len(said.get((person.id, one.until), ()))
        words = policy.quiet if person.id in quiet else _compose(tick, one, policy, times)
        key = f"dues:reminder:{one.until}:{times + 1}"
        if tick.tell(person.id, key, words, Kind.REMINDER, not_after=tick.now + _STAYS):
            dues.note_word(tick.db, person.id, "reminder", one.until, tick.now)


def _is_due(
    tick: Tick, one: Standing, policy: Reminders, said: dict[tuple[int, str], list[datetime]]
) -> bool:
    """Whether somebody is to hear of it now: behind long enough, not lately told, not too often."""
    if not one.person.status.is_greeted or one.behind(tick.local_now.date()) < policy.after_months:
        return False
    told = said.get((one.person.id, str(one.until)), [])
    if not told:
        return True
    last = told[-1].astimezone(tick.zone).date()
    return len(told) < policy.most and (tick.local_now.date() - last).days >= policy.every_days


def _compose(tick: Tick, one: Standing, policy: Reminders, times: int) -> str:
    assert one.until is not None
    count = len(one.open_months(tick.local_now.date()))
    return policy.words[times % len(policy.words)].format(
        name=one.person.name, until=month.show(one.until), months=count
    )


def due_people(tick: Tick, due: Callable[[ZoneInfo], list[datetime]]) -> list[Member]:
    """List whose clock shows a moment that lies in this run; `due` gives the moments of a zone."""
    home = tick.settings.organisation.timezone
    zones = {name for name in members.zones(tick.db, home) if due(ZoneInfo(name))}
    if not zones:
        return []
    return [one for one in members.everybody(tick.db) if (one.timezone or home) in zones]


def spared_by(tick: Tick) -> set[int]:
    """Give who is left in peace: in mourning or illness, out of reach, wishing no questions."""
    resting = greetings.resting(tick.db, tick.now) | preferences.without_questions(tick.db)
    return resting | silences.lost(tick.db).keys()


def _is_abroad(tick: Tick, person: Member) -> bool:
    return person.lives_abroad(tick.settings.organisation.timezone) or person.status is Status.ABROAD


# What the secretaries and the office hear


def summarise(tick: Tick) -> None:
    """Tell each secretary monthly whom to telephone, and who has reached six months; that the office, too."""
    policy = rules.load().reminders
    if not moments_due(tick.since, tick.now, policy.summary_day, policy.at, tick.zone):
        return
    spared = greetings.resting(tick.db, tick.now) | silences.lost(tick.db).keys()
    by_branch = defaultdict[int, list[Standing]](list)
    today = tick.local_now.date()
    for one in standing.of(tick, members.everybody(tick.db), None):
        late = one.behind(today) >= policy.after_months
        if late and one.person.status.is_greeted and one.person.id not in spared:
            by_branch[one.person.branch_id or 0].append(one)
    names, six = units.branch_names(tick.db), list[tuple[str, Standing]]()
    for branch_id, late_ones in by_branch.items():
        summary = _sum_up(tick, names.get(branch_id, "没有支部"), late_ones, policy)
        if _tell_secretaries(tick, branch_id, summary):
            six += [(summary.branch, one) for one in summary.six]
    if six:
        _tell_office(tick, six)


def _sum_up(tick: Tick, branch: str, late: list[Standing], policy: Reminders) -> Summary:
    said, known = dues.words(tick.db, "reminder"), dues.words(tick.db, "six")
    alone = preferences.without_questions(tick.db)
    today = tick.local_now.date()

    def is_for_telephone(one: Standing) -> bool:
        times = len(said.get((one.person.id, str(one.until)), ()))
        unheard = one.person.id in alone or accounts.reachable(tick.db, one.person.id) is None
        return unheard or times >= policy.most

    serious = [one for one in late if one.behind(today) >= arrears.SERIOUS]
    six = [one for one in serious if (one.person.id, str(one.until)) not in known]
    return Summary(
        branch, policy.after_months, len(late), [one for one in late if is_for_telephone(one)], six
    )


def _tell_secretaries(tick: Tick, branch_id: int, summary: Summary) -> bool:
    """Tell the branch's secretaries, or the office where none can be told; False: nobody was, or need be."""
    if not summary.telephone and not summary.six:
        return False
    key, words = f"dues:summary:{tick.local_now:%Y-%m}:{branch_id}", show_summary(summary)
    until = tick.now + _HOLDS
    secretaries = members.holders(tick.db, Role.SECRETARY, branch_id)
    told = [one for one in secretaries if tick.tell(one.id, key, words, Kind.REMINDER, not_after=until)]
    if not told:
        tick.tell_clerks(key, words, Kind.REMINDER, not_after=until)
        told = members.holders(tick.db, Role.CLERK)
    named = {one.person.id for one in (*summary.telephone, *summary.six)}
    for keeper in told:
        audit.note(tick.db, keeper.id, "党费小结", sorted(named), tick.now)
    return bool(told)


def _tell_office(tick: Tick, six: list[tuple[str, Standing]]) -> None:
    key = f"dues:six:{tick.local_now:%Y-%m}"
    if tick.tell_clerks(key, show_office(six), Kind.REMINDER, not_after=tick.now + _HOLDS):
        for _, one in six:
            dues.note_word(tick.db, one.person.id, "six", str(one.until), tick.now)
        for clerk in members.holders(tick.db, Role.CLERK):
            audit.note(tick.db, clerk.id, "党费小结", [one.person.id for _, one in six], tick.now)
