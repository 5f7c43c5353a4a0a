"""预览 祝福: what is going to be said on birthdays and festivals, before it is said."""

from __future__ import annotations

from datetime import timedelta

from bot import finding
from bot.context import Turn
from bot.domain.audience import read_person
from bot.domain.days import show_day
from bot.domain.greeting import preview
from bot.domain.greeting.preview import Query
from bot.greeting import previewing
from bot.router import Right, Router

router = Router()


@router.command(
    "预览 祝福",
    may=Right.SECRETARY,
    takes=preview.read_query,
    usage="预览 祝福 [7天] | 预览 祝福 张三",
    does="往后几天哪个群几点说什么祝福、谁不发、谁要打电话，私下发给您；写名字看这一位往后一年的。",
    example="预览 祝福 7天",
)
def preview_greetings(turn: Turn, asked: Query) -> None:
    """Show what is going to be said, within the asker's scope."""
    if asked.who:
        turn.check_privacy()
        person = finding.one_person(turn, read_person(asked.who), "预览 祝福 {}")
        turn.note_look([person.id], "预览 祝福")
        turn.reply(previewing.show_year(turn, person))
        return
    lines, quiet, named = previewing.look_ahead(turn, asked.days)
    turn.note_look(named, "预览 祝福")
    last = turn.local_now + timedelta(days=asked.days)
    mine = "" if turn.actor.is_clerk else "（只列您支部的）"
    title = f"往后 {asked.days} 天的祝福，到{show_day(last)}{mine}，时间都是北京时间："
    turn.reply_privately(preview.show(title, lines, quiet), "预览")
