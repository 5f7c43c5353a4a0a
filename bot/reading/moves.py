"""Where a person is, goes and comes back: the part each place and time plays in a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from bot.domain.checkin import Days, Place, Whereabouts
from bot.reading import cues, phrases, places
from bot.reading.gazetteer import Home
from bot.reading.marks import DAYS, LENGTH, MARK, PAST, PLACE, TIME, VAGUE, Clause, Marked
from bot.reading.phrases import Length


@dataclass(frozen=True, slots=True)
class Stay:
    """A place where the person is now, as far as a clause tells."""

    mention: places.Mention
    clear: bool  # said of the person (在…, …上班), not only named


@dataclass(slots=True)
class Moves:
    """What some clauses say of one person's places and moves."""

    stays: list[Stay] = field(default_factory=list)
    past: list[places.Mention] = field(default_factory=list)
    whereabouts: Whereabouts | None = None  # said without a place: 在家, 在外地, 回来了
    at_home: bool = False  # 在家, 老家, or a place of the home: the home is the place
    heading: Place | None = None
    leaves: Days | None = None
    returns: Days | None = None
    going: bool = False  # some move to come is said
    returning: bool = False
    planned: bool = False  # something is said of a move to come, or of none to come, be it without a day


@dataclass(slots=True)
class _Event:
    """A move said at an offset of a clause."""

    at: int
    end: int
    kind: str  # "go", "depart", "back", "stay", "denied" for no return, "none" for one over or not to come
    place: Place | None = None


class Reader:
    """Reads the clauses of one person, one after the other."""

    def __init__(self, marked: Marked, home: Home, today: date) -> None:
        self.marked, self.home, self.today = marked, home, today
        self.moves = Moves()
        self._waiting: Days | None = None  # days said without a move, for the next one
        self._open: str | None = None  # the last move that has no days yet
        self._length: Length | None = None  # 住三天, until a return is said
        self._corrected = False
        self._intended: str | None = None  # a move that was only planned once (本来国庆回)

    def read(self, clauses: list[Clause]) -> Moves:
        """Read all clauses and give what they say."""
        for clause in clauses:
            if cues.CORRECTS.search(clause.text):
                self._correct(clause.text)
            self._read_clause(clause.text)
        if len(self.moves.stays) > 1:
            self.moves.stays = [_one_stay(self.moves.stays)]
        return self.moves

    def _correct(self, text: str) -> None:
        """Prepare for what replaces the last thing said: a place, or the days of a move."""
        self._corrected = True
        rest = cues.CORRECTS.split(text)[-1]
        self.moves.stays = [Stay(stay.mention, False) for stay in self.moves.stays[-1:]]
        if not re.search(PLACE, rest) and self._open is None:
            self._open = "back" if self.moves.returning else "go" if self.moves.going else self._intended

    def _read_clause(self, text: str) -> None:
        before = bool(re.search(PAST, text) or cues.BEFORE.search(text))
        if not before and cues.AT_HOME.search(text):
            self.moves.at_home = True
        elif not before and cues.ABROAD.search(text):
            self.moves.whereabouts = Whereabouts.ABROAD
        elif not before and (cues.OUTSIDE.search(text) or cues.ELSEWHERE.search(text)):
            self.moves.whereabouts = Whereabouts.AWAY
        road = self._on_road(text)
        events = self._backs(text)
        taken = [(event.at, event.end) for event in events] + ([road] if road else [])
        for match in re.finditer(PLACE, text):
            if not any(a <= match.start() < b for a, b in taken):
                events += self._place(text, match.start(), before)
        taken = [(event.at, event.end) for event in events] + ([road] if road else [])
        for match in cues.DEPART.finditer(text):
            if not any(a <= match.start() < b for a, b in taken) and not _denied(text, match.start()):
                events.append(_Event(match.start(), match.end(), "depart"))
        self._bind(text, sorted(events, key=lambda event: event.at))

    def _on_road(self, text: str) -> tuple[int, int] | None:
        match = cues.ON_ROAD.search(text)
        if not match or not cues.ON_ROAD_CUE.search(text[: match.end()]):
            if cues.ABOARD.search(text) or (self.moves.heading and cues.ON_THE_WAY.search(text)):
                self.moves.whereabouts = Whereabouts.AWAY
            return None
        self.moves.whereabouts = Whereabouts.AWAY
        mark = match["place"] or match["place2"]
        if mark:
            self._head_for(self.marked.place(mark).place)
        return match.span()

    def _head_for(self, place: Place) -> None:
        if places.is_home(place, self.home) or (self.moves.heading and not self._corrected):
            return
        self.moves.heading, self.moves.going = place, True

    def _backs(self, text: str) -> list[_Event]:
        """Find the returns of a clause; 回 and a place that is no home is a move there."""
        events = []
        for match in cues.BACK.finditer(text):
            mark = re.search(PLACE, match[0])
            place = self.marked.place(mark[0]).place if mark else None
            away = place is not None and not self._is_homeward(place)
            where = match["where"] or ""
            if match["not"] or match["after"] or cues.PLANNED_BEFORE.search(text[: match.start()]):
                kind = "denied"
                if cues.PLANNED_BEFORE.search(text[: match.start()]):
                    self._intended = "back"
            elif cues.TO_WORK.match(text, match.start()):
                kind = "depart"
            elif self._is_over(text, match):
                kind = "none"
                if away and place:
                    self.moves.stays.append(Stay(self.marked.place(mark[0] if mark else ""), True))
                elif not re.search("回去", match[0]):
                    self._came_home(place, where, match[0])
            else:
                kind = "go" if away else "back"
            events.append(_Event(match.start(), match.end(), kind, place if away else None))
        return events

    def _is_homeward(self, place: Place) -> bool:
        return places.is_home(place, self.home) or (
            place.country == "CN" and places.contains_home(place, self.home)
        )

    def _is_over(self, text: str, match: re.Match[str]) -> bool:
        """Tell whether a return has happened already (回来了, 昨天刚回, 已到家)."""
        before, after = text[: match.start()], text[match.end() :]
        if re.match(r"的(?:$|[,。])", after) and not re.search("要|准备|打算", before):
            return True
        if any(
            (days := self.marked.time(mark).days) and days.end > self.today
            for mark in re.findall(DAYS, before)
        ):
            return False
        if cues.NOT_YET.search(before.replace("刚才", "")) or re.search(f"{DAYS}", after):
            return False
        if re.search(PAST, text) or re.search(r"已|刚|早就|都回来", before):
            return True
        if "到家" in match[0] and not re.search(DAYS, before):
            return True
        return bool(re.match(rf"(?:{LENGTH}|好?几天|有{LENGTH})?[了啦喽咯]", after))

    def _came_home(self, place: Place | None, where: str, said: str) -> None:
        self.moves.whereabouts = Whereabouts.HOME
        if (place and places.is_home(place, self.home)) or re.search("家|村|镇|县", where) or "到家" in said:
            self.moves.at_home = True
        self.moves.stays.clear()

    def _place(self, text: str, at: int, before: bool) -> list[_Event]:
        """Decide what a place in a clause is to the person; it may be nothing."""
        mention = self.marked.place(text[at])
        start = max((m.end() for m in re.finditer(f"{PLACE}|{TIME}", text[:at])), default=0)
        prefix, after = text[start:at], text[at + 1 :]
        days = self._days_before(text, at)
        later = days is not None and days.start > self.today
        match = cues.CUE.search(prefix)
        role = _role(match, prefix, after, later, before)
        said_at = start + match.start("cue") if match else at
        if role in ("go", "none"):
            return [_Event(said_at, at + 1, role, mention.place)]
        if role == "past":
            self.moves.past.append(mention)
        if role == "stay":
            self.moves.stays.append(Stay(mention, bool(match) or self._is_clear(prefix, after, start)))
            return [_Event(at, at + 1, "stay", mention.place)] if match else []
        return []

    @staticmethod
    def _is_clear(prefix: str, after: str, start: int) -> bool:
        if start == 0 and not cues.FILL.match(prefix):
            return False
        if cues.BACK.search(after) and re.match(TIME, after):
            return True
        after = re.sub(f"^(?:{TIME})+", "", after)
        rest = re.split(MARK, after)[0]
        if re.match(r"的(?!这|那|工地|厂|家|单位|公司|学校|出租|项目|工程|路上)|是", rest):
            return False
        if not rest.strip() or cues.ACTIVE_AFTER.match(rest) or cues.FILL.match(rest):
            return True
        return bool(re.match(r".{0,6}(?:上班|打工|干活|务工|出差|上学|念书|工地|厂|呢$)", rest))

    def _days_before(self, text: str, at: int) -> Days | None:
        marks = list(re.finditer(DAYS, text[:at]))
        return self.marked.time(marks[-1][0]).days if marks else None

    def _bind(self, text: str, events: list[_Event]) -> None:
        """Give each move of a clause its days: those before it, else those after, else those left waiting."""
        said = [(m.start(), self.marked.time(m[0]).days) for m in re.finditer(DAYS, text)]
        used: set[int] = set()
        self._note_length(text)
        kinds = {event.kind for event in events}
        if re.search(f"{DAYS}|{VAGUE}", text):
            self.moves.planned |= bool(kinds & {"back", "denied", "depart"})
        elif re.search(f"{PLACE}|家", text):
            self.moves.planned |= "denied" in kinds
        moves = [event for event in events if event.kind != "stay"]
        for index, event in enumerate(moves):
            since = moves[index - 1].end if index else 0
            until = moves[index + 1].at if index + 1 < len(moves) else len(text)
            near = [(at, days) for at, days in said if since <= at < event.end and at not in used][-1:]
            later = [(at, days) for at, days in said if event.end <= at < until and at not in used][:1]
            if not near and (index + 1 == len(moves) or event.kind == "back"):
                near = later
            used.update(at for at, _ in near)
            self._settle(event, near[0][1] if near else self._waiting, text)
        left = [days for at, days in said if at not in used and days]
        if moves:
            self._waiting = None
        elif left:
            self._answer_or_wait(text, left[-1])

    def _answer_or_wait(self, text: str, days: Days) -> None:
        if self._open and not re.search(PLACE, text):
            self._set_days(self._open, days)
            self._open = None
        elif not re.search(rf"{PLACE}", text) or re.search(r"[票车机]", text):
            self._waiting = days

    def _note_length(self, text: str) -> None:
        if match := cues.SPAN_OF_STAY.search(text):
            self._length = self.marked.time(match["length"] or match["bare"]).length

    def _settle(self, event: _Event, days: Days | None, text: str) -> None:
        moves = self.moves
        if event.kind in ("none", "denied"):
            return
        if event.kind == "back":
            moves.returning = True
            if days is None and self._length:
                start = moves.leaves.start if moves.leaves else self.today
                days = phrases.ending(start, self._length)
            if days is None and moves.returns is None:
                self._open = "back"
        elif event.kind == "depart":
            if days is None:
                return
            moves.going = True
        else:
            moves.going = True
            if event.place and self._is_homeward(event.place) and places.is_home(event.place, self.home):
                moves.returning, event.kind = True, "back"
            elif event.place:
                self._head_for(event.place)
            if days is None and moves.leaves is None:
                self._open = event.kind
        if days:
            self._set_days(event.kind, days)
            self._open = None

    def _set_days(self, kind: str, days: Days) -> None:
        if kind == "back":
            if self.moves.returns is None or self._corrected:
                self.moves.returns = days
        elif self.moves.leaves is None or self._corrected:
            self.moves.leaves = days


def _role(  # noqa: PLR0911 - a list of decisions is read best as one
    match: re.Match[str] | None, prefix: str, after: str, later: bool, before: bool
) -> str:
    """Give what a place is by the word before it: go, stay, past, none (denied) or "" (not the person's).

    `later` tells that days to come stand before it in the clause, `before` that the clause is of the past.
    """
    cue = match["cue"] if match else ""
    if cues.COMES_FROM.match(after) or (cue and re.fullmatch(cues.LEAVE, cue)):
        return ""
    goes, arrives = bool(re.fullmatch(cues.GO, cue)), bool(re.fullmatch(cues.ARRIVE, cue))
    if match:
        said_before = prefix[: match.start("cue")]
        if cues.DENIED_CUE.search(said_before):
            return "none" if goes else ""
        if goes:
            return _role_of_going(match, after, later or bool(cues.MEANS_TO.search(prefix)), before)
        if cues.THING.search(said_before):
            return ""
        planned = later or (arrives and bool(cues.MEANS_TO.search(prefix)))
        if planned and not re.search("已|刚|了$", prefix) and (arrives or re.fullmatch(cues.STAY, cue)):
            return "go"
    elif later and prefix in ("", "的", "要", "就"):
        return "go"
    if before and not arrives:
        return "past"
    return "" if cues.KIN_PLACE.search(prefix.removesuffix("是")) else "stay"


def _role_of_going(match: re.Match[str], after: str, planned: bool, before: bool) -> str:
    """去上海 is a plan, 去上海了 a stay, 去过上海 and 昨天去上海玩了一天 are over."""
    done = match["done"] or cues.WENT.match(after)
    if planned or (not done and not before):
        return "go"
    over = match["done"] == "过" or re.search("趟|过|次", match["gap"]) or cues.VISITED.match(after)
    return "" if over else "stay"


def _denied(text: str, at: int) -> bool:
    return bool(
        re.search(r"(?:不|没|没有|未|别|取消|不能|没法|不让|无法|走不|时候|怎么)$", text[max(0, at - 4) : at])
    )


def _one_stay(stays: list[Stay]) -> Stay:
    """Choose among several places: the narrower of two that fit, else the first clear one."""
    best = stays[0]
    for stay in stays[1:]:
        narrower = places.lies_in(stay.mention.place, best.mention.place)
        wider = places.lies_in(best.mention.place, stay.mention.place)
        if narrower or (not wider and stay.clear and not best.clear):
            best = Stay(stay.mention, stay.clear or best.clear)
    return best
