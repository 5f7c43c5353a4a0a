"""Taking answers: a member's own, privately or in a room, and a secretary's for others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.collection import hearing, standing
from bot.context import Overheard, Turn, UserError
from bot.domain import correction, proxy
from bot.domain.checkin import Intent
from bot.domain.collection import Case, Collection, State
from bot.domain.delivery import Kind
from bot.domain.field import Field
from bot.domain.filling import What
from bot.domain.member import Member
from bot.domain.notice import Answer
from bot.domain.proxy import How
from bot.reading.fields import Said
from bot.receipt import answering, meant
from data import collection as collections
from data import member as members
from data import rollcall as rollcalls

# So long who writes of what was collected hears that it is too late.
_LATE = timedelta(days=14)
_NOT_HERE = str(Overheard())


def find_asked(turn: Turn, number: int | None) -> Collection | None:
    """Find the collection a sender may be answering: the one named, or the newest open one that asks."""
    own = turn.actor.member.id
    if number is None:
        since = turn.now - _LATE if turn.is_private else turn.now
        return next(iter(collections.asking(turn.db, own, since)), None)
    asked = collections.find(turn.db, number)
    if asked and collections.was_asked(turn.db, number, own):
        return asked
    if turn.is_private:
        raise UserError(f"第{number}号收集没有问您，不用填。")
    return None


def take_privately(turn: Turn, asked: Collection, *, is_named: bool) -> bool:
    """Take a private message; False where it answers nothing, or something else has to hear it, too."""
    case = standing.case_of(turn, asked, turn.actor.member)
    said = hearing.read(turn, asked, case, turn.text)
    _leave_places(turn, case, said)
    if not said.counts:
        if is_named and said.left:
            turn.reply(f"没看懂{asked.name}要记什么。例：{_example(asked, case)}")
        return is_named and bool(said.left)
    if not is_named and not _is_meant(turn, asked, case, said):
        return False
    if _is_over(turn, asked):
        return _say_it_is_over(turn, asked, said)
    # A cry for help beside it is never lost, and a check-in counts as one.
    in_need = meant.concern_beside(turn, turn.text) is Intent.HELP
    if in_need:
        said.parts = {key: part for key, part in said.parts.items() if key in said.labelled}
    heard = hearing.keep(turn, asked, case, said, How.OWN)
    if not in_need and (answer := hearing.read_back(turn, asked, case, heard)):
        turn.reply(answer)
    return not said.is_checkin and not in_need


def _leave_places(turn: Turn, case: Case, said: Said) -> None:
    """Leave a place without its name to the check-ins, where one was told already: 在上海."""
    for key in {Field.RESIDENCE.name, Field.ADDRESS.name} - said.labelled:
        part = said.parts.get(key)
        is_other = part is not None and part.what is What.VALUE and key in case.given
        if is_other and not correction.is_one(turn.text):
            del said.parts[key]


def _say_it_is_over(turn: Turn, asked: Collection, said: Said) -> bool:
    """Tell who names what was collected how it is changed now; anything else is left to others."""
    for item in asked.items:
        part = said.parts.get(item.key)
        if part and item.key in said.labelled and part.what is What.VALUE:
            how = f"要改请发：更正 {item.label} {part.value}" if item.field else "要改请告诉书记。"
            turn.reply(f"{asked.name}已经收完了，没有记。{how}")
            return True
    return False


def _example(asked: Collection, case: Case) -> str:
    return (case.missing(asked.items) or asked.items)[0].example


def _is_over(turn: Turn, asked: Collection) -> bool:
    return asked.state is not State.OPEN or asked.deadline <= turn.now


def _is_meant(turn: Turn, asked: Collection, case: Case, said: Said) -> bool:
    """Whether words that name no collection are for it: once all is in, only what says so."""
    if said.labelled:
        return True
    changes = [key for key, part in said.parts.items() if part.what is not What.SAME]
    if case.is_complete(asked.items) and not correction.is_one(turn.text) and changes:
        return changes == [Field.PHONE.name]
    if changes == [Field.RESIDENCE.name]:
        awaited = rollcalls.awaited_since(turn.db, case.person.id, None, turn.now)
        return awaited is None or awaited < asked.opened_at
    if said.guessed:
        # A question of a notice may be what 175 or 周六 answers.
        return all(answering.asks(one) is Answer.RECEIPT for one in answering.unanswered(turn))
    return True


# In a room


def take_in_room(turn: Turn, asked: Collection, *, is_named: bool) -> bool:
    """Take what may be answered where others read along; chat is left alone, private matter not kept."""
    case = standing.case_of(turn, asked, turn.actor.member)
    said = hearing.read(turn, asked, case, turn.text)
    if (
        not said.counts
        or said.is_checkin
        or _is_over(turn, asked)
        or (turn.incoming.mentions and not turn.is_addressed)
    ):
        return False
    if not is_named and (said.left or set(said.parts) - said.labelled):
        return False
    private = {item.key for item in asked.items if item.is_private}
    withheld = {key for key in private & said.parts.keys() if said.parts[key].what is What.VALUE}
    for key in withheld:
        del said.parts[key]
    said.left.clear()  # what else was said here was said to people
    heard = hearing.keep(turn, asked, case, said, How.OWN)
    words = hearing.read_back(turn, asked, case, heard) + (_NOT_HERE if withheld else "")
    told = bool(words) and turn.tell(
        case.person.id, f"collection:{asked.number}:heard:{turn.incoming.message_id}", words, Kind.REPLY
    )
    if not told and withheld:
        turn.reply(f"{'别的记下了。' if heard.kept else ''}{_NOT_HERE}")
    elif not told:
        turn.reply_once_a_day("collection", f"{case.person.name}的记下了，谢谢。")
    return True


# For others


_HOW = re.compile(
    r"[\s,，。（(]*(?:(?P<visit>见面|当面|上门|走访)|(?P<family>家属|家里人|家人)|电话)(?:说的?|问的?|里?说)?[\s）)。]*$"
)


def fill_in(turn: Turn, asked: Collection, person: Member, words: str) -> str:
    """Keep what somebody told the secretary of a person; gives what to say of it."""
    if not collections.was_asked(turn.db, asked.number, person.id):
        return f"{asked.name}没有问{person.name}，没有记。"
    how, plain = _read_how(words)
    case = standing.case_of(turn, asked, person)
    said = hearing.read(turn, asked, case, plain)
    if not said.counts:
        return f"{person.name}要记什么没看懂。例：代填 {asked.number}号 {person.name} {_example(asked, case)}"
    how = How.OWN if person.id == turn.actor.member.id else how
    heard = hearing.keep(turn, asked, case, said, how)
    turn.note_look([person.id], f"代填{asked.name}")
    after = standing.case_of(turn, asked, person).missing(asked.items)
    parts = [f"已记{person.name}（{how.chinese}）：{'、'.join(heard.kept)}。"] if heard.kept else []
    parts += heard.wrong
    parts += [f"{person.name}的{'、'.join(heard.stands)}本人填过，没有改。"] if heard.stands else []
    parts += [f"“{'”“'.join(heard.left)}”没看懂，没有记。"] if heard.left else []
    parts += [f"还差{'、'.join(item.label for item in after)}。"] if after and heard.kept else []
    return "".join(parts)


def _read_how(words: str) -> tuple[How, str]:
    """Read 见面 or 家属 at the end; by telephone is what a list is for."""
    found = _HOW.search(words)
    if not found or not words[: found.start()].strip():
        return How.TELEPHONE, words
    how = How.VISIT if found["visit"] else How.FAMILY if found["family"] else How.TELEPHONE
    return how, words[: found.start()]


def fill_list(
    turn: Turn, asked: Collection, items: Sequence[int], pairs: Sequence[tuple[int, str]]
) -> list[str]:
    """Keep what was said of the people at these places of a list; [] where nothing of it is an answer."""
    said, unclear = list[str](), 0
    for place, words in pairs:
        if not 0 < place <= len(items):
            said.append(f"名单上没有{place}号，只到{len(items)}号。")
            continue
        person = members.find(turn.db, items[place - 1])
        case = standing.case_of(turn, asked, person)
        listed = proxy.read_list_answer(f"{place} {words}")
        if listed and listed.parts[0].failed:
            said.append(f"{place} {person.name}没联系上，先不记；联系上了再回编号。")
        elif not hearing.read(turn, asked, case, _read_how(words)[1]).counts:
            unclear += 1
            said.append(f"{place} {person.name}要记什么没看懂，没有记。例：{place} {_example(asked, case)}")
        elif not turn.actor.may_see(person.branch_id):
            said.append(f"{place} {person.name}现在不在您的支部，没有记。")
        else:
            said.append(f"{place} {fill_in(turn, asked, person, words)}")
    return said if unclear < len(pairs) else []
