"""Values that stand without the name of their field, taken by what they are."""

from __future__ import annotations

import re

from bot.domain.field import Field
from bot.domain.filling import Part, What
from bot.reading import phones
from bot.reading.fields import values, words
from bot.reading.fields.said import Reading

_GOES_ON = re.compile(r"(?:应该|而)?(?:是|换成|改[成为]|换到|现在是)")
_NUMBER_WORDS = re.compile(
    r"(?:我|的|新|手机|电话|号码?|身份证|联系方式|是|换|改成?|了|这个|现在|用|本人|[:\s,])++"
)
_DOING = re.compile(r"[我了出被去来住]")


def take(reading: Reading, body: str) -> None:
    """Take words without a name, whole or else word by word."""
    if _GOES_ON.match(body) and reading.said.parts and not reading.waiting:
        body = body[_GOES_ON.match(body).end() :]  # type: ignore[union-attr]
    if _classify(reading, body):
        return
    pieces = body.split()
    if len(pieces) == 1 or any(map(words.TALK.search, pieces)):
        reading.leave(body)
        return
    for piece in pieces:
        if not _classify(reading, piece):
            reading.leave(piece)


def take_around(reading: Reading, body: str, start: int, end: int) -> bool:
    """Take what stands around a number that was understood."""
    for piece in (body[:start].strip(" :"), body[end:].strip(" :")):
        if piece and not _NUMBER_WORDS.fullmatch(piece):
            take(reading, piece)
    return True


def _classify(reading: Reading, body: str) -> bool:
    if words.POLITE.fullmatch(body) or words.CORRECTS.fullmatch(body) or body in reading.own_names:
        return True
    return any(take_as(reading, body) for take_as in (_state, _number, _day, _fact, _org, _place))


def _state(reading: Reading, body: str) -> bool:
    rest = words.REST_IS_SAME.fullmatch(body)
    if words.SAME.fullmatch(body) or (rest and words.SAME.fullmatch(rest["rest"])):
        for key, wish in reading.wishes.items():
            if wish.known and key not in reading.said.parts:
                reading.said.parts[key] = Part(What.SAME)
        return any(wish.known for wish in reading.wishes.values())
    missing = reading.missing()
    if len(missing) > 1 and words.DECLINED.fullmatch(body):  # the question offers the bare word
        for key in missing:
            reading.put(key, Part(What.DECLINED))
        return True
    for pattern, what in words.STATES[1:]:
        if pattern.fullmatch(body) and len(missing) == 1:
            if what is What.NONE and missing[0] != Field.EMPLOYER.name:
                return False
            return reading.put(missing[0], Part(what))
    if words.NONE.fullmatch(body) and re.search("单位|工作|业|上班", body) and reading.wants(Field.EMPLOYER):
        return reading.put(Field.EMPLOYER.name, Part(What.NONE))
    return False


def _number(reading: Reading, body: str) -> bool:
    """Take identity and telephone numbers, and what stands around them."""
    found = words.IDENTITY.search(body)
    if found and reading.wants(Field.ID_NUMBER):
        reading.put(Field.ID_NUMBER.name, Part(What.VALUE, found[0].upper()))
        return take_around(reading, body, found.start(), found.end())
    if not reading.wants(Field.PHONE):
        return False
    own = [mention for mention in phones.find(body) if mention.number]
    if len(own) != 1 or not own[0].own:
        return False
    reading.put(Field.PHONE.name, Part(What.VALUE, own[0].number or ""))
    return take_around(reading, body, own[0].start, own[0].end)


def _day(reading: Reading, body: str) -> bool:
    found = words.DAY.search(body)
    if not found or words.TALK.search(body):
        return False
    asked = [one for one in words.DAY_CUES if reading.wants(one)]
    cued = [one for one in asked if words.DAY_CUES[one].search(body)]
    bare = len(asked) == 1 and (len(body) - len(found[0]) <= 2 or " " in body)
    meant = cued if len(cued) == 1 else asked if bare else []
    if not meant:
        return False
    reading.put(meant[0].name, Part(What.VALUE, found[0]))
    return bool(cued) or take_around(reading, body, found.start(), found.end())


def _fact(reading: Reading, body: str) -> bool:
    """Take what only one field can hold: 汉族, 本科, 男, 退休."""
    if reading.wants(Field.SCHOOLING) and (found := words.SCHOOLING.fullmatch(body)):
        return reading.put(Field.SCHOOLING.name, Part(What.VALUE, found["word"]))
    group = body.removesuffix("族").removeprefix("我是")
    if reading.wants(Field.ETHNICITY) and group in words.ETHNIC_GROUPS:
        return reading.put(Field.ETHNICITY.name, Part(What.VALUE, f"{group}族"))
    if reading.wants(Field.SEX) and (sex := words.SEX.fullmatch(body)):
        return reading.put(Field.SEX.name, Part(What.VALUE, sex[1]))
    kind = values.work_kind(body)
    if kind and reading.wants(Field.WORK_KIND):
        return reading.put(Field.WORK_KIND.name, Part(What.VALUE, kind))
    if kind and reading.wants(Field.EMPLOYER):
        return reading.put(Field.EMPLOYER.name, Part(What.VALUE, values.bare_work(body)))
    return False


def _org(reading: Reading, body: str) -> bool:
    """Take an employer by what words say or its name; 在北京朝阳区美团上班 tells a place, too."""
    if not reading.wants(Field.EMPLOYER) or re.search(r"[?]|什么|怎么", body):
        return False
    works = words.WORKS_AT.fullmatch(body)
    name = (
        (works["at"] or works["of"])
        if works
        else re.sub(r"^(?:我|人|现在|目前|就|是)*(?:在|(?<=是))(?=.{2})", "", body)
    )
    if works is None and (not values.is_organisation(name) or _DOING.search(name)):
        return False
    if len(name) > values.LONGEST or words.TALK.search(name):
        return False
    end = reading.place_end(name)
    if end == len(name):
        return False  # 在北京朝阳打工 tells where, not for whom
    if end and (not values.is_organisation(name) or words.KNOWN.fullmatch(name[end:])):
        if reading.wants(Field.RESIDENCE):
            reading.put(Field.RESIDENCE.name, Part(What.VALUE, name[:end]))
        name = re.sub(r"^的?(?:一[家个]|某[家个])?|[上里]$", "", name[end:]) or name[end:]
    reading.bare_only &= name == body
    return reading.put(Field.EMPLOYER.name, Part(What.VALUE, name))


def _place(reading: Reading, body: str) -> bool:
    wanted = [one for one in (Field.RESIDENCE, Field.ADDRESS) if reading.wants(one)]
    if not wanted or words.TALK.search(body):
        return False
    works, lives = words.WORKS_AT.fullmatch(body), words.LIVES_AT.fullmatch(body)
    at = works["at"] or works["of"] if works else lives["at"] if lives else body
    at = at.replace(" ", "")
    end = reading.place_end(at)
    tail = at[end:]
    is_town = bool(tail) and reading.place_end(tail) == len(tail)
    if not end or not (not tail or is_town or words.PLACE_TAIL.fullmatch(tail)):
        return False
    detailed = bool(words.DETAILED.search(at[end:]))
    meant = wanted[0] if len(wanted) == 1 else Field.ADDRESS if detailed else Field.RESIDENCE
    reading.bare_only &= at == body.replace(" ", "")
    return reading.put(meant.name, Part(What.VALUE, at))
