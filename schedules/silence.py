"""Ask on the day of a promised return; tell of silence upwards: the member, the secretary, the office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot import almanac, texts
from bot.context import Tick
from bot.domain import greeting, rollcall, silence
from bot.domain.delivery import Kind
from bot.domain.room import TiedRoom
from bot.domain.silence import Patience, Rung, Standing
from bot.silence import listening
from bot.silence.keepers import Sheet, tell_keepers, tell_office
from data import absence as absences
from data import account as accounts
from data import member as members
from data import rollcall as rollcalls
from data import room as rooms
from data import silence as silences
from data.db import stamp

WHEN = {"minute": "*/15"}
_DAY = timedelta(days=1)
# Whom no round has asked for so long is asked alone.
_MONTH = timedelta(days=30)


def run(tick: Tick) -> None:
    """At ten on their own clocks look after members, on a working day tell secretaries and the office."""
    zones = members.zones(tick.db, tick.settings.organisation.timezone)
    mornings = {zone: days[-1] for zone in zones if (days := _mornings(tick, zone))}
    at_ten = any(map(almanac.working_day, _mornings(tick, tick.settings.organisation.timezone)))
    if not mornings and not at_ten:
        return
    silences.watch_newcomers(tick.db, tick.now)
    standings = listening.standings(tick, members.everybody(tick.db))
    awake = [one for one in standings if _zone(tick, one) in mornings]
    _ask_returned(tick, [(one, mornings[_zone(tick, one)]) for one in awake])
    _climb(tick, standings, {one.person.id for one in awake}, at_work=at_ten)


def _zone(tick: Tick, standing: Standing) -> str:
    return tick.zone_of(standing.person).key


def _mornings(tick: Tick, zone: str) -> list[date]:
    """List the days whose ten o'clock in a zone lies in this run's span."""
    at = tick.settings.rollcalls.at
    return [day for day, _ in greeting.days_due(tick.since, tick.now, at, ZoneInfo(zone))]


# The day of coming back


def _ask_returned(tick: Tick, mornings: Sequence[tuple[Standing, date]]) -> None:
    """Ask once, on the day a member said to be back, or after an announced absence; never again for it."""
    wording = texts.load("rollcall")
    unreached: list[Standing] = []
    for one, today in mornings:
        which = _returns(tick, one, today)
        if which is None or _heard_on(tick, one, today):
            continue
        key, last = f"returned:{today}", tick.now + _DAY
        if not tick.tell(one.person.id, key, wording[which], Kind.REMINDER, not_after=last):
            unreached.append(one)
        elif one.is_silent_for(_patience(tick).member, tick.now):
            _note(tick, [one], Rung.MEMBER)  # one question is enough
    ids = "-".join(str(one.person.id) for one in unreached)
    title = "这 {count} 位今天该回来了，我不能私信，请您问一声："
    tell_keepers(tick, Sheet(f"returned:{tick.local_now.date()}:of:{ids}", "overdue", title), unreached)


def _returns(tick: Tick, one: Standing, today: date) -> str | None:
    """Tell by which words a member is asked today, if at all."""
    if one.excuse is not None or one.lost:
        return None
    if one.promised == today:
        return "back_today"
    return "back_yesterday" if one.person.id in absences.ended_on(tick.db, today - _DAY) else None


def _heard_on(tick: Tick, one: Standing, day: date) -> bool:
    return one.heard_at is not None and one.heard_at.astimezone(ZoneInfo(_zone(tick, one))).date() == day


# Upwards


def _climb(tick: Tick, standings: Sequence[Standing], awake: set[int], *, at_work: bool) -> None:
    """Tell of each silence whoever is next; nobody twice of the same."""
    wait = _patience(tick)
    told, asked = silences.told(tick.db), rollcalls.asked_since(tick.db, tick.now - _MONTH)
    home = rooms.homes(tick.db)
    next_told: dict[Rung, list[Standing]] = defaultdict(list)
    for one in standings:
        number = one.person.id
        askable = accounts.reachable(tick.db, number) is not None or (number in home and number not in asked)
        heard = told.get((number, stamp(one.silent_since)), {})
        if not one.lost and (rung := silence.next_rung(one, heard, wait, tick.now, askable=askable)):
            next_told[rung].append(one)
    if not rollcall.in_spring_festival(tick.local_now.date()):
        _ask(tick, [one for one in next_told[Rung.MEMBER] if one.person.id in awake], home)
    if at_work:
        _tell_secretaries(tick, next_told[Rung.SECRETARY])
        _tell_office(tick, next_told[Rung.OFFICE])


def _patience(tick: Tick) -> Patience:
    wanted = tick.settings.rollcalls
    return silence.patience(wanted.overdue_after, wanted.office_after)


def _ask(tick: Tick, silent: Sequence[Standing], home: Mapping[int, TiedRoom]) -> None:
    """Write a kind word to the silent; who cannot be written to, hears it without a name in the room."""
    wording, (year, week, _) = texts.load("rollcall"), tick.local_now.isocalendar()
    for one in silent:
        key, last = f"silent:{stamp(one.silent_since)}", tick.now + _DAY
        if not tick.tell(one.person.id, key, wording["long_silent"], Kind.REMINDER, not_after=last):
            room = home[one.person.id].room_id
            tick.say(f"silent:{year}-W{week}:room:{room}", room, wording["long_silent_room"], Kind.REMINDER)
    _note(tick, silent, Rung.MEMBER)


def _tell_secretaries(tick: Tick, silent: Sequence[Standing]) -> None:
    days = tick.settings.rollcalls.overdue_after.days
    title = f"满 {days} 天没有消息的有 {{count}} 位，请您联系一下："
    sheet = Sheet(f"overdue:{tick.local_now.date()}", "overdue", title)
    told = tell_keepers(tick, sheet, silent)
    _note(tick, [one for one in silent if one.person.id in told], Rung.SECRETARY)


def _tell_office(tick: Tick, silent: Sequence[Standing]) -> None:
    days = tick.settings.rollcalls.office_after.days
    title = f"满 {days} 天没有消息的有 {{count}} 位，请书记联系过，还没有消息："
    if tell_office(tick, Sheet(f"office:{tick.local_now.date()}", "overdue", title), silent):
        _note(tick, silent, Rung.OFFICE)


def _note(tick: Tick, told: Sequence[Standing], rung: Rung) -> None:
    for one in told:
        silences.note_told(tick.db, one.person.id, one.silent_since, rung, tick.now)
