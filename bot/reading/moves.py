"""Where a person is, goes and comes back: clauses of one person to places and days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from bot.domain.checkin import Days, Place, Whereabouts
from bot.reading import cues, homecoming, phrases, places, roles
from bot.reading.gazetteer import Home
from bot.reading.homecoming import Return
from bot.reading.marks import DAYS, PLACE, TIME, VAGUE, Clause, Marked
from bot.reading.phrases import Length
from bot.reading.roles import Role, Stay

# One of these stands in every clause that says a place, a time or a move; most others need no closer look.
_MAY_SAY_A_MOVE = re.compile(
    f"{PLACE}|{TIME}|[回返归家出走去飞动启起离外上路途到村镇县乡区本当地退取改门呆待宅在再搁哪屋]"
)
_A_PLACE, _A_DAY = re.compile(PLACE), re.compile(DAYS)
_A_PLAN_OF_TIME = re.compile(f"{DAYS}|{VAGUE}")
_PLACE_OR_HOUSE = re.compile(f"{PLACE}|家")

_KINDS = {
    Return.TO_COME: "back",
    Return.OVER: "none",
    Return.DENIED: "denied",
    Return.TO_WORK: "depart",
    Return.ANOTHERS: "none",
}
_MOST = 8  # moves of one kind in a clause: more than anybody says in one breath
_NOWHERE = -2
_BARE = 4  # characters of a clause that holds a time and nothing else to speak of

Words = tuple[int, int]  # offsets in the marked text


@dataclass(slots=True)
class Moves:
    """What some clauses say of one person's places and moves."""

    stays: list[Stay] = field(default_factory=list)
    past: list[Stay] = field(default_factory=list)
    whereabouts: Whereabouts | None = None  # said without a place: 在家, 在外地, 回来了
    at_home: bool = False  # 在家, 老家, or a place of the home: the home is the place
    heading: Place | None = None
    leaves: Days | None = None
    returns: Days | None = None
    going: bool = False  # some move to come is said
    returning: bool = False
    own: bool = False  # a move to come is surely the person's
    planned: bool = False  # something is said of a move to come, or of none to come, be it without a day
    because: dict[str, Words] = field(default_factory=dict)  # by field of the report: the words that tell


@dataclass(slots=True)
class _Event:
    """A move said at an offset of a clause."""

    at: int
    end: int
    kind: str  # "go", "depart", "back", "stay", "denied" for no return, "none" for one over or not to come
    place: Place | None = None


class Reader:
    """Reads the clauses of one person, one after the other."""

    def __init__(self, marked: Marked, home: Home, today: date, *, own: bool = False) -> None:
        """Take what is read; `own` tells that all of it is known to speak of the person."""
        self.marked, self.home, self.today, self._own = marked, home, today, own
        self.moves = Moves()
        self._gone_to = _NOWHERE  # offset in the clause of the place gone to last
        self._at = 0  # where the clause under the eye starts in the marked text
        self._waiting: tuple[Days, Words] | None = None  # days said without a move, for the next one
        self._open: str | None = None  # the last move that has no days yet
        self._length: Length | None = None  # 住三天, until a return is said
        self._corrected = False
        self._intended: str | None = None  # a move that was only planned once (本来国庆回)

    def read(self, clauses: Sequence[Clause]) -> Moves:
        """Read all clauses and give what they say."""
        for clause in clauses:
            self._own = self._own or bool(roles.ONESELF.search(clause.text))
            self._at, self._gone_to = clause.start, _NOWHERE
            if cues.CORRECTS.search(clause.text):
                self._correct(clause.text)
            if _MAY_SAY_A_MOVE.search(clause.text):
                self._read_clause(clause.text)
        if len(self.moves.stays) > 1:
            self.moves.stays = [roles.one_stay(self.moves.stays)]
        return self.moves

    def _words(self, start: int, end: int) -> Words:
        return self._at + start, self._at + end

    def _correct(self, text: str) -> None:
        """Prepare for what replaces the last thing said: a place, or the days of a move."""
        self._corrected = True
        rest = cues.CORRECTS.split(text)[-1]
        self.moves.stays = [Stay(stay.mention, False, stay.words) for stay in self.moves.stays[-1:]]
        if not _A_PLACE.search(rest) and self._open is None:
            self._open = "back" if self.moves.returning else "go" if self.moves.going else self._intended

    def _read_clause(self, text: str) -> None:
        before = bool(cues.PAST_TIME.search(text) or cues.BEFORE.search(text))
        if not before:
            self._read_whereabouts(text)
        road = self._on_road(text)
        if self.moves.heading and cues.GIVES_UP.search(text) and not _A_PLACE.search(text):
            self.moves.heading = self.moves.leaves = None
        events = self._backs(text)
        taken = [(event.at, event.end) for event in events] + ([road] if road else [])
        for match in islice(_A_PLACE.finditer(text), _MOST):
            if not any(a <= match.start() < b for a, b in taken):
                events += self._place(text, match.start(), before)
        taken = [(event.at, event.end) for event in events] + ([road] if road else [])
        for match in islice(cues.DEPART.finditer(text), _MOST):
            at = match.start()
            if not any(a <= at < b for a, b in taken) and not cues.NO_MOVE.search(text[max(0, at - 4) : at]):
                events.append(_Event(at, match.end(), "depart"))
        self._bind(text, sorted(events, key=lambda event: event.at))

    def _read_whereabouts(self, text: str) -> None:
        """Read what says where the person is without naming a place."""
        match = cues.AT_HOME.search(text)
        if match and (self._own or roles.is_own(text[: match.start()])):
            self.moves.at_home = True
        elif match := cues.ABROAD.search(text):
            self.moves.whereabouts = Whereabouts.ABROAD
        elif match := cues.OUTSIDE.search(text) or cues.ELSEWHERE.search(text):
            self.moves.whereabouts = Whereabouts.AWAY
        if match:
            self.moves.because["whereabouts"] = self._words(*match.span())

    def _on_road(self, text: str) -> tuple[int, int] | None:
        match = cues.ON_ROAD.search(text)
        if not match or not cues.ON_ROAD_CUE.search(text[: match.end()]):
            aboard = cues.ABOARD.search(text) or (self.moves.heading and cues.ON_THE_WAY.search(text))
            if aboard:
                self.moves.whereabouts = Whereabouts.AWAY
                self.moves.because["whereabouts"] = self._words(*aboard.span())
            return None
        self.moves.whereabouts = Whereabouts.AWAY
        self.moves.because["whereabouts"] = self._words(*match.span())
        mark = match["place"] or match["place2"]
        if mark:
            self._head_for(self.marked.place(mark).place, match.span())
        return match.span()

    def _head_for(self, place: Place, span: tuple[int, int]) -> None:
        if places.is_home(place, self.home) or (self.moves.heading and not self._corrected):
            return
        self.moves.heading, self.moves.going = place, True
        self.moves.because["heading_to"] = self._words(*span)

    def _backs(self, text: str) -> list[_Event]:
        """Find the returns of a clause; 回 and a place that is no home is a move there."""
        events = []
        for match in islice(cues.BACK.finditer(text), _MOST):
            mark = _A_PLACE.search(match[0])
            mention = self.marked.place(mark[0]) if mark else None
            away = mention if mention and not self._is_homeward(mention.place) else None
            days = [self.marked.time(day).days for day in _A_DAY.findall(text[: match.start()])]
            said = homecoming.what_is_said(match, text, days, self.today)
            kind = _KINDS[said]
            if said is Return.DENIED and cues.PLANNED_BEFORE.search(text[: match.start()]):
                self._intended = "back"
            elif said is Return.TO_COME and away:
                kind = "go"
            elif said is Return.OVER:
                own = self._own or roles.is_own(text[: match.start()])
                if away:
                    self.moves.stays.append(Stay(away, own, self._words(*match.span())))
                elif not own:
                    continue
                elif "回去" not in match[0]:
                    self._came_home(mention.place if mention else None, match)
            events.append(_Event(match.start(), match.end(), kind, away.place if away else None))
        return events

    def _is_homeward(self, place: Place) -> bool:
        return places.is_home(place, self.home) or (
            place.country == "CN" and places.contains_home(place, self.home)
        )

    def _came_home(self, place: Place | None, match: re.Match[str]) -> None:
        self.moves.whereabouts = Whereabouts.HOME
        self.moves.because["whereabouts"] = self._words(*match.span())
        named = place is not None and places.is_home(place, self.home)
        if named or re.search("家|村|镇|县", match["where"] or "") or "到家" in match[0]:
            self.moves.at_home = True
        self.moves.stays.clear()

    def _place(self, text: str, at: int, before: bool) -> list[_Event]:
        """Decide what a place in a clause is to the person; it may be nothing."""
        mention = self.marked.place(text[at])
        if self._gone_to == at - 1:  # 然后大理丽江一路玩
            self._gone_to = at
            return []
        start = roles.start_of_phrase(text, at)
        prefix, after = text[start:at], text[at + 1 :]
        said = _A_DAY.findall(text[:at])
        days = self.marked.time(said[-1]).days if said else None
        match = cues.CUE.search(prefix)
        role = roles.role(
            match,
            prefix,
            after,
            later=days is not None and days.start > self.today,
            before=before,
            on_route=prefix == "到" and bool(_A_PLACE.match(text, start - 1)),
        )
        said_at = start + match.start("cue") if match else at
        if role in (Role.GO, Role.DENIED):
            self._gone_to = at
            return [_Event(said_at, at + 1, "go" if role is Role.GO else "none", mention.place)]
        words = self._words(said_at, at + 1)
        if role is Role.PAST:
            self.moves.past.append(Stay(mention, True, words))
        elif role is Role.STAY:
            own = bool(match) and (self._own or roles.is_own(text[:said_at]))
            clear = own if match else roles.is_clear(prefix, after, start)
            self.moves.stays.append(Stay(mention, clear, words))
            return [_Event(at, at + 1, "stay", mention.place)] if match else []
        return []

    def _bind(self, text: str, events: list[_Event]) -> None:
        """Give each move of a clause its days: those before it, else those after, else those left waiting."""
        said = [(m.start(), self.marked.time(m[0]).days) for m in _A_DAY.finditer(text)]
        used: set[int] = set()
        self._note_length(text)
        self._note_plan(text, {event.kind for event in events})
        moves = [event for event in events if event.kind != "stay"]
        for index, event in enumerate(moves):
            since = moves[index - 1].end if index else 0
            until = moves[index + 1].at if index + 1 < len(moves) else len(text)
            near = [(at, days) for at, days in said if since <= at < event.end and at not in used][-1:]
            later = [(at, days) for at, days in said if event.end <= at < until and at not in used][:1]
            if not near and (index + 1 == len(moves) or event.kind == "back"):
                near = later
            used.update(at for at, _ in near)
            if near:
                at, days = near[0]
                words = self._words(min(at, event.at), max(at + 1, event.end))
                self._settle(event, (days, words) if days else None)
            else:
                self._settle(event, self._waiting)
            self.moves.own |= self._own or roles.is_own(text[: event.at])
        left = [(days, self._words(at, at + 1)) for at, days in said if at not in used and days]
        if moves:
            self._waiting = None
        elif left:
            self._answer_or_wait(text, left[-1])

    def _note_plan(self, text: str, kinds: set[str]) -> None:
        if _A_PLAN_OF_TIME.search(text):
            self.moves.planned |= bool(kinds & {"back", "denied", "depart"})
        elif "denied" in kinds and _PLACE_OR_HOUSE.search(text):
            self.moves.planned = True

    def _answer_or_wait(self, text: str, said: tuple[Days, Words]) -> None:
        if self._open and not _A_PLACE.search(text):
            self._set_days(self._open, *said)
            self._open = None
        elif said[0].end == self.today and len(text) > _BARE:
            return  # 今天缓过来了: of today, not of a move
        elif not _A_PLACE.search(text) or re.search(r"[票车机]", text):
            self._waiting = said

    def _note_length(self, text: str) -> None:
        if match := cues.SPAN_OF_STAY.search(text):
            self._length = self.marked.time(match["length"] or match["bare"]).length

    def _settle(self, event: _Event, said: tuple[Days, Words] | None) -> None:
        moves = self.moves
        if event.kind in ("none", "denied"):
            return
        if event.kind == "back":
            moves.returning = True
            if said is None and self._length:
                start = moves.leaves.start if moves.leaves else self.today
                days = phrases.ending(start, self._length)
                said = (days, self._words(event.at, event.end)) if days else None
            if said is None and moves.returns is None:
                self._open = "back"
        elif event.kind == "depart":
            if said is None:
                return
            moves.going = True
        else:
            moves.going = True
            if event.place and self._is_homeward(event.place) and places.is_home(event.place, self.home):
                moves.returning, event.kind = True, "back"
            elif event.place:
                self._head_for(event.place, (event.at, event.end))
            if said is None and moves.leaves is None:
                self._open = event.kind
        if said:
            self._set_days(event.kind, *said)
            self._open = None

    def _set_days(self, kind: str, days: Days, words: Words) -> None:
        if kind == "back":
            if self.moves.returns is None or self._corrected:
                self.moves.returns, self.moves.because["returns_on"] = days, words
        elif self.moves.leaves is None or self._corrected:
            self.moves.leaves, self.moves.because["leaves_on"] = days, words
