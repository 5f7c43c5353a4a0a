"""On Monday mornings tell secretaries the dates of their people: retirement, probation, a year abroad."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from bot.context import Tick
from bot.domain import prompt
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.prompt import Prompt
from bot.domain.silence import Standing
from bot.silence import listening
from data import member as members
from data import prompt as prompts
from data import record as records

WHEN = {"day_of_week": "mon", "hour": "10", "minute": "30"}
_YEARLY_WORD = timedelta(days=335)  # members abroad write at least once a year


def run(tick: Tick) -> None:
    """Gather what is new, and say it in one message a secretary; what nobody can be told waits a week."""
    people = {one.id: one for one in members.everybody(tick.db)}
    by_branch: dict[int, list[Prompt]] = defaultdict(list)
    known = prompts.known(tick.db)
    for one in _find(tick, list(people.values())):
        if (one.member_id, one.occasion) not in known:
            by_branch[people[one.member_id].branch_id or 0].append(one)
    for branch_id, found in by_branch.items():
        if _tell(tick, branch_id, found):
            for one in found:
                prompts.note(tick.db, one.member_id, one.occasion, tick.now)


def _find(tick: Tick, people: list[Member]) -> list[Prompt]:
    today, kept = tick.local_now.date(), records.everybody(tick.db)
    found = [one for person in people for one in prompt.find(person.id, person.name, kept[person.id], today)]
    home = tick.settings.organisation.timezone
    abroad = [person for person in people if person.lives_abroad(home)]
    silent = [one for one in listening.standings(tick, abroad) if one.is_silent_for(_YEARLY_WORD, tick.now)]
    return found + [_yearly_word(tick, one) for one in silent]


def _yearly_word(tick: Tick, standing: Standing) -> Prompt:
    since = standing.silent_since.astimezone(tick.zone)
    return Prompt(
        standing.person.id,
        f"abroad:{since:%Y-%m-%d}",
        f"{standing.person.name}在境外，{since.year}年{since.month}月以后没有消息，满一年前请联系一次",
    )


def _tell(tick: Tick, branch_id: int, found: list[Prompt]) -> bool:
    """Tell the branch's secretaries, or the office where none can be told; False: nobody was."""
    words = "\n".join(["这周请留意：", *(f"· {one.words}" for one in found)])
    key = f"prompt:{tick.local_now.date()}:{branch_id}"
    secretaries = members.holders(tick.db, Role.SECRETARY, branch_id)
    told = [one for one in secretaries if tick.tell(one.id, key, words, Kind.REMINDER)]
    return bool(told) or tick.tell_clerks(key, words, Kind.REMINDER) > 0
