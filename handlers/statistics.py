"""统计: how many of the roll are of which age, schooling, and so on, as text, picture or spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path

from bot import finding, pictures
from bot.context import Turn, UserError
from bot.domain import statistics
from bot.domain.checkin import Whereabouts
from bot.domain.days import show_whole_day
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.statistics import UNKNOWN, Count, Query, Record, Topic
from bot.pictures import Share
from bot.reading import places
from bot.reading.gazetteer import home_of
from bot.router import Right, Router
from bot.sheets.book import Page, write_book
from data import checkin as checkins
from data import member as members
from data import record as records
from data import unit as units

router = Router()

_MOST_PICTURES = 3  # of one answer
_KNOWN_FOR = timedelta(days=365)  # where somebody said to be; places are kept no longer


@router.command(
    "统计",
    may=Right.SECRETARY,
    takes=statistics.read_query,
    usage="统计 [性别 年龄 党龄 学历 从业 去向 党费 状态] [第三支部] [图|表]",
    does="名册的人数，按年龄、学历这样分；只有人数，没有名字。不写就是全部；加“图”发成图，加“表”发成表格。",
    example=statistics.EXAMPLE,
)
def show_statistics(turn: Turn, asked: Query) -> None:
    """Count the roll within the asker's scope and send it in the form asked for."""
    title, people = _choose(turn, asked)
    topics = asked.topics or tuple(Topic)
    if asked.as_table:
        _send(turn, [_write_table(turn, title, people, topics)])
        return
    if asked.as_picture:
        counts = _count(turn, people, asked.topics[:_MOST_PICTURES] or (Topic.AGE,))
        _send(turn, [_draw(turn, title, counted) for counted in counts])
        return
    counts = _count(turn, people, topics)
    show = statistics.show_in_brief if len(counts) > 2 else statistics.show_count
    turn.reply_privately("\n".join([f"{title} {len(people)} 人", *map(show, counts)]), "统计")


def _choose(turn: Turn, asked: Query) -> tuple[str, list[Member]]:
    """Give the people to be counted, and how they are called together."""
    if asked.branch:
        branch = finding.one_branch(turn, asked.branch)
        if not turn.actor.may_see(branch.id):
            raise UserError("别的支部的统计由那个支部的书记和党办看。您看本支部的：统计")
        return branch.name, members.of_branch(turn.db, branch.id)
    if turn.actor.is_clerk:
        return turn.settings.organisation.name, members.everybody(turn.db)
    names = units.branch_names(turn.db)
    own = sorted(turn.actor.leads & names.keys())
    people = [person for branch_id in own for person in members.of_branch(turn.db, branch_id)]
    return "、".join(names[branch_id] for branch_id in own), people


def _count(turn: Turn, people: Sequence[Member], topics: Sequence[Topic]) -> list[Count]:
    found = _records(turn, people)
    where = _whereabouts(turn, people) if Topic.WHEREABOUTS in topics else [None] * len(people)
    today = turn.local_now.date()
    return [statistics.count(topic, found, where, today) for topic in topics]


def _records(turn: Turn, people: Sequence[Member]) -> list[Record]:
    kept = records.of_ids(turn.db, [person.id for person in people])
    return [kept[person.id] for person in people]


def _whereabouts(turn: Turn, people: Sequence[Member]) -> list[Whereabouts | None]:
    """Tell where people are: as they last said within the year, else where the roll says they live."""
    home = home_of(turn.settings.organisation.home)
    said = checkins.last_places(turn.db, turn.now - _KNOWN_FOR)

    @cache
    def lives(words: str) -> Whereabouts | None:
        found = places.find(words, home)
        return places.whereabouts(found[0].place, home) if found else None

    def where(person: Member) -> Whereabouts | None:
        told = said.get(person.id, (None, None))[0]
        return told or (lives(person.residence) if person.residence else None)

    return [where(person) for person in people]


def _draw(turn: Turn, title: str, counted: Count) -> Path:
    shares = [Share(name, number, name == UNKNOWN) for name, number in counted.classes if number]
    day = show_whole_day(turn.local_now)
    name = f"statistics-{turn.now:%Y%m%d%H%M%S}-{turn.actor.member.id}-{counted.topic.name.lower()}"
    return pictures.keep_shares(_folder(turn), name, f"{title}：{counted.topic}", shares, day)


def _write_table(turn: Turn, title: str, people: Sequence[Member], topics: Sequence[Topic]) -> Path:
    """Write a sheet a topic: a row a branch, a column a class, the sum below."""
    path = turn.new_file("统计")
    names = units.branch_names(turn.db)
    rows = {
        names.get(branch_id or 0, "没有支部"): _count(
            turn, [one for one in people if one.branch_id == branch_id], topics
        )
        for branch_id in dict.fromkeys(one.branch_id for one in people)
    }
    rows["合计"] = _count(turn, people, topics)
    above = (f"{title}，{len(people)} 人，{turn.local_now:%Y-%m-%d}",)
    write_book(path, [_page(place, rows, above) for place in range(len(topics))])
    return path


def _page(place: int, rows: dict[str, list[Count]], above: Sequence[str]) -> Page:
    """Lay out one topic; `其他` may be a class of one branch only."""
    classes = [name for name, _ in rows["合计"][place].classes]
    lines = [
        [branch, str(counts[place].total), *(str(dict(counts[place].classes).get(one, 0)) for one in classes)]
        for branch, counts in rows.items()
    ]
    return Page(rows["合计"][place].topic.value, ("支部", "人数", *classes), lines, above)


def _folder(turn: Turn) -> Path:
    return Path(turn.settings.database).parent


def _send(turn: Turn, paths: Sequence[Path]) -> None:
    """Send files to the asker alone, or into the office room."""
    to = turn.reply_privately("统计在这里：", "统计")
    for place, path in enumerate(paths if to else ()):
        turn.say(f"statistics:{turn.incoming.message_id}:{place}", to or "", "", Kind.REPLY, file=path)
