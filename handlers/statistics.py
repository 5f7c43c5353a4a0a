"""统计: how many of the roll are of which age, schooling, and so on, as text, picture or spreadsheet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from bot import finding, pictures
from bot.context import Turn, UserError
from bot.domain import statistics
from bot.domain.days import show_whole_day
from bot.domain.delivery import Kind
from bot.domain.statistics import UNKNOWN, Count, Query, Topic
from bot.pictures import Share
from bot.router import Right, Router
from bot.sheets.book import Page, write_book
from bot.statistics.counting import count_branches, count_roll
from data import unit as units

router = Router()

_MOST_PICTURES = 3  # of one answer


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
    title, branches = _choose(turn, asked)
    if asked.as_table:
        _send(turn, [_write_table(turn, title, branches, asked.topics or tuple(Topic))])
        return
    if asked.as_picture:
        counts = count_roll(turn, asked.topics[:_MOST_PICTURES] or (Topic.AGE,), branches)
        _send(turn, [_draw(turn, title, counted) for counted in counts])
        return
    counts = count_roll(turn, asked.topics or tuple(Topic), branches)
    show = statistics.show_in_brief if len(counts) > 2 else statistics.show_count
    turn.reply_privately("\n".join([f"{title} {counts[0].total} 人", *map(show, counts)]), "统计")


def _choose(turn: Turn, asked: Query) -> tuple[str, Collection[int] | None]:
    """Give the branches to be counted (None: all), and how they are called together."""
    if asked.branch:
        branch = finding.one_branch(turn, asked.branch)
        if not turn.actor.may_see(branch.id):
            raise UserError("别的支部的统计由那个支部的书记和党办看。您看本支部的：统计")
        return branch.name, [branch.id]
    if turn.actor.is_clerk:
        return turn.settings.organisation.name, None
    names = units.branch_names(turn.db)
    own = sorted(turn.actor.leads & names.keys())
    return "、".join(names[branch_id] for branch_id in own), own


def _draw(turn: Turn, title: str, counted: Count) -> Path:
    shares = [Share(name, number, name == UNKNOWN) for name, number in counted.classes if number]
    day = show_whole_day(turn.local_now)
    name = f"statistics-{turn.now:%Y%m%d%H%M%S}-{turn.actor.member.id}-{counted.topic.name.lower()}"
    return pictures.keep_shares(_folder(turn), name, f"{title}：{counted.topic}", shares, day)


def _write_table(turn: Turn, title: str, branches: Collection[int] | None, topics: Sequence[Topic]) -> Path:
    """Write a sheet a topic: a row a branch, a column a class, the sum below."""
    path = turn.new_file("统计")
    names = units.branch_names(turn.db)
    tables = [statistics.lay_out(count_branches(turn, topic, branches), topic, names) for topic in topics]
    above = (f"{title}，{tables[0].total} 人，{turn.local_now:%Y-%m-%d}",)
    write_book(path, [Page(str(one.topic), one.headings, one.rows, above) for one in tables])
    return path


def _folder(turn: Turn) -> Path:
    return Path(turn.settings.database).parent


def _send(turn: Turn, paths: Sequence[Path]) -> None:
    """Send files to the asker alone, or into the office room."""
    to = turn.reply_privately("统计在这里：", "统计")
    for place, path in enumerate(paths if to else ()):
        turn.say(f"statistics:{turn.incoming.message_id}:{place}", to or "", "", Kind.REPLY, file=path)
