"""The year-end file on its way: a private text, a workbook, a page to print."""

from __future__ import annotations

from collections.abc import Sequence

from bot.context import Turn
from bot.domain.days import show_whole_day
from bot.domain.delivery import Kind
from bot.domain.unit import Unit
from bot.domain.yearend import BranchYear, Form, Gap, find_gaps, rows, shown
from bot.paper import Section, write_paper
from bot.sheets.book import Page, write_book
from bot.yearend import gathering
from bot.yearend.choosing import FEW

Made = list[tuple[BranchYear, list[Gap]]]
_NOUN = "年终材料"


def make(turn: Turn, branches: Sequence[Unit], number: int) -> Made:
    """Gather the year of these branches with what each lacks; the look is noted."""
    years = gathering.gather(turn, branches, number, turn.actor)
    turn.note_look([each.person.id for one in years for each in one.people], _NOUN)
    return [(one, find_gaps(one)) for one in years]


def send_text(turn: Turn, branches: Sequence[Unit], number: int) -> None:
    """Send the sender alone what is missing and what is there; of many branches a line each."""
    made = make(turn, branches, number)
    if len(made) > (FEW if turn.actor.leads else 1):
        turn.reply_privately(shown.show_overview(made), _NOUN)
        return
    texts = [shown.show_branch(one, gaps) for one, gaps in made]
    which = f" {made[0][0].name}" if not turn.actor.leads else ""
    year = "" if number == turn.local_now.year else f" {number}"
    end = f"每个人的情况发：{_NOUN}{which}{year} 表；要打印发：{_NOUN}{which}{year} 打印"
    turn.reply_privately("\n\n".join([*texts, end]), _NOUN)


def send_file(turn: Turn, branches: Sequence[Unit], number: int, form: Form) -> None:
    """Send the sender alone the workbook, or the page to print."""
    made = make(turn, branches, number)
    people = sum(len(one.people) for one, _ in made)
    whose = made[0][0].name if len(made) == 1 else f"{len(made)} 个支部"
    how = "，打开就能打印" if form is Form.PAPER else ""
    there = turn.reply_privately(f"{whose} {number}年的年终材料，{people} 人，在下面{how}：", _NOUN)
    if there is None:
        return
    whole = (turn.actor.is_clerk and len(made) > 1) or len(made) > FEW
    name = turn.settings.organisation.name if whole else "、".join(one.name for one, _ in made)
    if form is Form.PAPER:
        path = turn.new_file(f"{_NOUN} {number} {name}", "html")
        below = f"{turn.settings.organisation.name}，{show_whole_day(turn.local_now)}的数"
        write_paper(path, f"{name} {number}年年终材料", below, sections(made))
    else:
        path = turn.new_file(f"{_NOUN} {number} {name}")
        write_book(path, pages(made))
    turn.say(f"yearend:{turn.incoming.message_id}", there, "", Kind.REPLY, file=path)


def pages(made: Made) -> list[Page]:
    """Lay out the workbook: a summary, and for each branch a sheet of its people under what it lacks."""
    found = [Page("汇总", *rows.summary_rows(made))] if len(made) > 1 else []
    for place, (one, gaps) in enumerate(made, start=1):
        title = f"{place} {one.name[:20]}" if len(made) > 1 else one.name  # no two may be called the same
        above = [f"{one.name} {one.year.number}年年终材料", *shown.show_notes(one.year), rows.FOOT]
        found.append(Page(title, rows.person_headings(one), rows.person_rows(one), above))
        if len(made) == 1:
            found.append(Page("缺什么", ("缺什么", "怎么补"), [[gap.what, gap.how] for gap in gaps]))
            found.append(Page("三会一课", *rows.meeting_rows(one)))
            found.append(Page("合计", ("项目", "情况"), [list(each) for each in shown.sum_up(one)]))
    return found


def sections(made: Made) -> list[Section]:
    """Lay out the page to print: of each branch what it lacks, its meetings, its sums, its people."""
    found = []
    for one, gaps in made:
        of = f"{one.name}：" if len(made) > 1 else ""
        notes = "\n".join(shown.show_notes(one.year))
        lacks = [[str(place), gap.what, gap.how] for place, gap in enumerate(gaps, start=1)]
        found += [
            Section(
                f"{of}还缺什么",
                ("序号", "缺什么", "怎么补") if lacks else (),
                lacks,
                notes if lacks else f"都齐了。\n{notes}",
            ),
            Section(f"{of}三会一课（开了/该开）", *rows.meeting_rows(one)),
            Section(f"{of}合计", (), [list(each) for each in shown.sum_up(one)]),
            Section(f"{of}每位党员", *rows.for_paper(one), rows.FOOT),
        ]
    return found
