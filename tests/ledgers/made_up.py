"""Made-up people on three ledgers, each with a shape of its own, and errors planted in them by a seed."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from bot.domain.ledger.identity import check_digit

LEDGERS = ("自有表", "组工库", "纸质")
OWN, DEPARTMENT, PAPER = range(3)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉建国志红文海云春秀梅林波峰宁凯倩雪晨浩宇轩"
_HOMOPHONES = {
    "伟": "玮",
    "静": "婧",
    "丽": "莉",
    "磊": "蕾",
    "军": "君",
    "洋": "阳",
    "艳": "燕",
    "明": "鸣",
    "平": "萍",
}
_AREAS = ("110116", "110227", "130102", "410105", "371302", "510104")
_SCHOOLINGS = ("大学本科", "大专", "高中", "初中", "研究生", "中专")
_CITIES = ("北京市怀柔区", "上海市浦东新区", "广东省深圳市南山区", "浙江省杭州市西湖区", "江苏省昆山市")
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Person:
    """Somebody as they really are."""

    place: int
    name: str
    sex: str
    number: str
    birthday: date
    phone: str
    branch: int
    schooling: str
    employer: str
    residence: str
    joined: date


@dataclass
class Line:
    """A row of a ledger: whose it really is, and the texts in it by field."""

    person: int
    texts: dict[str, str]


@dataclass(frozen=True)
class Planted:
    """An error: its kind, whose, in which ledger, in which field."""

    kind: str
    person: int
    ledger: int
    field: str = ""


@dataclass
class World:
    """The people, what the ledgers say of them, and what was planted."""

    people: list[Person]
    lines: tuple[list[Line], list[Line], list[Line]]
    planted: list[Planted] = field(default_factory=list)
    by_person: list[dict[int, Line]] = field(default_factory=list)


def branch_name(branch: int) -> str:
    """Give 第一支部 … 第九十九支部."""
    tens, ones = divmod(branch + 1, 10)
    before = f"{_NUMERALS[tens - 1] if tens > 1 else ''}十" if tens else ""
    return f"第{before}{_NUMERALS[ones - 1] if ones else ''}支部"


def make_people(count: int, seed: int, branches: int = 15) -> list[Person]:
    """Make people of whom no two share an identity number or a telephone."""
    dice, seen, people = random.Random(seed), set[str](), list[Person]()
    while len(people) < count:
        birthday = date(1940, 1, 1) + timedelta(days=dice.randrange(60 * 365))
        stem = f"{dice.choice(_AREAS)}{birthday:%Y%m%d}00{dice.randint(1, 9)}"
        number = stem + check_digit(stem)
        if number in seen:
            continue
        seen.add(number)
        place = len(people)
        name = dice.choice(_SURNAMES) + "".join(dice.choice(_GIVEN) for _ in range(dice.choice((1, 2, 2))))
        if place % 40 == 0:
            name = f"阿依{dice.choice(_GIVEN)}{dice.choice(_GIVEN)}·买买提"
        people.append(
            Person(
                *(place, name, "男" if int(number[16]) % 2 else "女", number, birthday),
                *(f"138{place:08d}", dice.randrange(branches), dice.choice(_SCHOOLINGS)),
                *(f"第{dice.randrange(400)}建筑公司", dice.choice(_CITIES)),
                birthday + timedelta(days=dice.randrange(19 * 365, 24 * 365)),
            )
        )
    return people


def make_world(count: int = 1000, seed: int = 7) -> World:
    """Write everybody on all three ledgers in each one's own way, then plant the errors."""
    people = make_people(count, seed)
    dice = random.Random(seed + 1)
    lines = tuple([Line(one.place, _WRITE[ledger](one)) for one in people] for ledger in range(3))
    world = World(people, lines)  # type: ignore[arg-type]
    victims = [one for one in people if "·" not in one.name]
    dice.shuffle(victims)
    foreign = [one for one in people if "·" in one.name]
    for kind, plant in KINDS.items():
        for _ in range(count // 100):
            person = foreign.pop() if kind == "name dot" and foreign else victims.pop()
            plant(world, person, dice.randrange(3), dice)
    for each in world.lines:
        dice.shuffle(each)
    return world


def _own(one: Person) -> dict[str, str]:
    return {
        "姓名": one.name,
        "性别": one.sex,
        "身份证号": one.number,
        "出生日期": one.birthday.isoformat(),
        "入党时间": one.joined.isoformat(),
        "手机": one.phone,
        "所在支部": branch_name(one.branch),
        "学历": one.schooling,
        "工作单位": one.employer,
        "现居住地": one.residence,
    }


def _department(one: Person) -> dict[str, str]:
    return {
        "党组织名称": f"中共流动党员{branch_name(one.branch)}委员会",
        "公民身份号码": one.number,
        "党员姓名": one.name,
        "性别": one.sex,
        "出生日期": f"{one.birthday:%Y%m%d}",
        "加入党组织日期": f"{one.joined:%Y%m%d}",
        "学历": {"大学本科": "本科", "大专": "大学专科"}.get(one.schooling, one.schooling),
        "联系电话": f"{one.phone[:3]} {one.phone[3:7]} {one.phone[7:]}",
        "工作单位及职务": one.employer,
    }


def _paper(one: Person) -> dict[str, str]:
    return {
        "姓名": f"{one.name[0]} {one.name[1]}" if len(one.name) == 2 else one.name,
        "出生年月": f"{one.birthday.year}年{one.birthday.month}月{one.birthday.day}日",
        "入党时间": f"{one.joined.year}.{one.joined.month:02d}",
        "身份证号码": one.number,
        "性别": one.sex,
        "支部": f"第{one.branch + 1}党支部",
        "联系方式": one.phone,
        "工作单位": f" {one.employer}",
        "居住地": one.residence,
    }


_WRITE: tuple[Callable[[Person], dict[str, str]], ...] = (_own, _department, _paper)
HEADINGS = {
    "name": ("姓名", "党员姓名", "姓名"),
    "number": ("身份证号", "公民身份号码", "身份证号码"),
    "birthday": ("出生日期", "出生日期", "出生年月"),
    "joined": ("入党时间", "加入党组织日期", "入党时间"),
    "phone": ("手机", "联系电话", "联系方式"),
    "sex": ("性别", "性别", "性别"),
    "branch": ("所在支部", "党组织名称", "支部"),
    "employer": ("工作单位", "工作单位及职务", "工作单位"),
}

_Plant = Callable[[World, Person, int, random.Random], None]


def _line(world: World, person: Person, ledger: int) -> Line:
    if not world.by_person:
        world.by_person = [{line.person: line for line in lines} for lines in world.lines]
    return world.by_person[ledger][person.place]


def _rewrite(world: World, person: Person, ledger: int, what: str, other: Person) -> None:
    """Write one field as if the person were `other`."""
    heading = HEADINGS[what][ledger]
    _line(world, person, ledger).texts[heading] = _WRITE[ledger](other)[heading]


def _missing(world: World, person: Person, ledger: int, dice: random.Random) -> None:
    world.lines[ledger].remove(_line(world, person, ledger))
    world.planted.append(Planted("missing", person.place, ledger))


def _number(kind: str, spoil: Callable[[str], str]) -> _Plant:
    def plant(world: World, person: Person, ledger: int, dice: random.Random) -> None:
        _line(world, person, ledger).texts[HEADINGS["number"][ledger]] = spoil(person.number)
        world.planted.append(Planted(kind, person.place, ledger, "身份证号"))

    return plant


def _wrong_digit(number: str) -> str:
    return number[:15] + str((int(number[15]) + 3) % 10) + number[16:]


def _small_x(world: World, person: Person, ledger: int, dice: random.Random) -> None:
    number = person.number
    spoiled = number[:-1] + "x" if number.endswith("X") else f"{number[:6]} {number[6:14]} {number[14:]}"
    _line(world, person, ledger).texts[HEADINGS["number"][ledger]] = spoiled
    world.planted.append(Planted("number oddly written", person.place, ledger, "身份证号"))


def _changed(kind: str, what: str, label: str, change: Callable[[Person, random.Random], Person]) -> _Plant:
    def plant(world: World, person: Person, ledger: int, dice: random.Random) -> None:
        _rewrite(world, person, ledger, what, change(person, dice))
        world.planted.append(Planted(kind, person.place, ledger, label))

    return plant


def _typo(person: Person, dice: random.Random) -> Person:
    for char, other in _HOMOPHONES.items():
        if char in person.name[1:]:
            return replace(person, name=person.name[0] + person.name[1:].replace(char, other, 1))
    return replace(person, name=person.name[:-1] + ("玮" if person.name[-1] != "玮" else "伟"))


def _swapped(person: Person, dice: random.Random) -> Person:
    day = person.birthday
    if day.day <= 12 and day.day != day.month:
        return replace(person, birthday=date(day.year, day.day, day.month))
    return replace(person, birthday=day.replace(day=day.day % 27 + 1))


def _old_phone(person: Person, dice: random.Random) -> Person:
    return replace(person, phone=f"1390000{dice.randrange(10_000):04d}")


def _a_month_later(person: Person, dice: random.Random) -> Person:
    return replace(person, joined=person.joined + timedelta(days=31))


def _dot(world: World, person: Person, ledger: int, dice: random.Random) -> None:
    heading = HEADINGS["name"][ledger]
    texts = _line(world, person, ledger).texts
    texts[heading] = texts[heading].replace("·", dice.choice("•．・"))
    world.planted.append(Planted("same: name dot", person.place, ledger, "姓名"))


def _spelled_branch(world: World, person: Person, ledger: int, dice: random.Random) -> None:
    _line(world, person, ledger).texts[HEADINGS["branch"][ledger]] = f"第 {person.branch + 1} 支部"
    world.planted.append(Planted("same: branch spelled", person.place, ledger, "所在支部"))


def _twice(world: World, person: Person, ledger: int, dice: random.Random) -> None:
    line = _line(world, person, ledger)
    world.lines[ledger].append(Line(line.person, dict(line.texts)))
    world.planted.append(Planted("twice", person.place, ledger))


def _namesake(world: World, person: Person, ledger: int, dice: random.Random) -> None:
    """Make another member of the same branch a namesake whose number two ledgers do not know."""
    spoiled = {planted.person for planted in world.planted}
    other = next(
        one
        for one in world.people
        if one.branch == person.branch and one.place not in spoiled | {person.place} and "·" not in one.name
    )
    named = replace(other, name=person.name)
    for each in range(3):
        _rewrite(world, other, each, "name", named)
        if each != ledger:
            _line(world, other, each).texts[HEADINGS["number"][each]] = ""
    world.planted.append(Planted("same: namesake", person.place, ledger))
    world.planted.append(Planted("same: namesake", other.place, ledger))


def _unlike(world: World, person: Person, ledger: int, dice: random.Random) -> None:
    """Lose the number's digits and mistype the name at once: only likely, never certain."""
    _line(world, person, ledger).texts[HEADINGS["number"][ledger]] = f"{float(person.number[:17] + '0'):.5E}"
    _rewrite(world, person, ledger, "name", _typo(person, dice))
    world.planted.append(Planted("likely", person.place, ledger))


KINDS: dict[str, _Plant] = {
    "missing": _missing,
    "wrong digit": _number("wrong digit", _wrong_digit),
    "number oddly written": _small_x,
    "lost digits": _number("lost digits", lambda number: f"{float(number[:17] + '0'):.5E}"),
    "name of the same sound": _changed("name", "name", "姓名", _typo),
    "day and month swapped": _changed("birthday", "birthday", "出生日期", _swapped),
    "old telephone": _changed("phone", "phone", "联系电话", _old_phone),
    "joined a month later": _changed("joined", "joined", "入党时间", _a_month_later),
    "wrong sex": _changed(
        "sex", "sex", "性别", lambda one, dice: replace(one, sex="女" if one.sex == "男" else "男")
    ),
    "employer changed": _changed(
        "employer", "employer", "工作单位", lambda one, dice: replace(one, employer="怀柔食品厂")
    ),
    "branch changed": _changed(
        "branch", "branch", "所在支部", lambda one, dice: replace(one, branch=(one.branch + 1) % 15)
    ),
    "twice": _twice,
    "name and number spoiled": _unlike,
    "name dot": _dot,
    "branch spelled": _spelled_branch,
    "namesake": _namesake,
}  # fmt: skip


def headings_of(world: World, ledger: int) -> list[str]:
    """Give a ledger's headings in its order."""
    return list(_WRITE[ledger](world.people[0]))


def write_csv(world: World, ledger: int, path: Path) -> dict[int, int]:
    """Write a ledger as a file of its own shape; gives whose each row is, by its number."""
    lines = world.lines[ledger]
    headings = headings_of(world, ledger)
    above = [["流动党员名册"]] if ledger == DEPARTMENT else []
    with path.open("w", encoding="gb18030" if ledger == PAPER else "utf-8", newline="") as file:
        csv.writer(file).writerows(
            [*above, headings, *([line.texts[one] for one in headings] for line in lines)]
        )
    return {len(above) + 2 + at: line.person for at, line in enumerate(lines)}
