"""A collection in one evening: of 292 people 260 answer in own words, 32 by telephone, nothing twice."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.clock import MovedClock
from bot.collection import standing
from bot.context import Context
from bot.domain.field import Field
from bot.domain.member import Member, Role
from bot.sheets import read_sheets
from bot.simulation import Stage, claim_world, seed_sample, tie_roll
from bot.transport.simulated import Said
from data import collection as collections
from data import listing as listings
from data import member as members
from data import record as records
from tests.conftest import BEIJING, MakeSettings

SIX = datetime(2026, 11, 24, 18, tzinfo=BEIJING)
LATEST = SIX.replace(hour=22)
ORDER = "收集 手机 单位 现住地 全体 截止 今天22:00：年底核对"
EMPLOYERS = (
    "美团",
    "京东",
    "顺丰速运",
    "海底捞火锅",
    "物美超市",
    "北京首发物流有限公司",
    "中建三局",
    "链家",
    "第二小学",
    "区妇幼保健院",
    "供销社",
    "滴滴",
    "富士康",
    "华为",
    "东方雨虹",
    "一家饭馆",
    "李宁",
    "多伦多大学",
    "同仁堂药店",
    "鸿运汽修厂",
)
PLACES = ("北京市朝阳区", "上海浦东", "天津市南开区", "河北省三河市燕郊镇", "广东深圳", "怀柔区泉河街道")
# What is typed, and what of it is new: e the employer, p a telephone, r a residence, - no employer.
WORDINGS = (
    ("单位{e}", "e"),
    ("单位：{e}，其他没变", "e"),
    ("在{e}上班，手机没变", "e"),
    ("{e}", "e"),
    ("手机没变 单位是{e}", "e"),
    ("书记好，我现在在{e}工作", "e"),
    ("换号了，新号{p}，单位{e}", "ep"),
    ("手机{p}单位{e}现住地{r}", "epr"),
    ("单位：{e}\n手机：{p}\n现住地：{r}", "epr"),
    ("搬到{r}了，单位{e}", "er"),
    ("单位没有", "-"),
    ("没有工作单位，手机没换", "-"),
    ("其余没变，单位换成{e}了", "e"),
    ("我在{e}，号码没变", "e"),
    ("单位 {e} 电话 {p}", "ep"),
    ("您好，单位{e}，住{r}，谢谢", "er"),
    ("1. {p}\n2. 单位{e}\n3. {r}", "epr"),
    ("现住地：{r}；工作单位：{e}；手机不变", "er"),
    ("就职于{e}", "e"),
    ("单位＝{e}，都没变", "e"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody types, and what the roll is to hold afterwards."""

    words: str
    truth: dict[Field, str | None]


def answer_of(person: Member, number: int, known: dict[Field, str | None]) -> Answer:
    """Make up an answer; the same for the same person each time."""
    words, new = WORDINGS[number % len(WORDINGS)]
    said = {
        "e": EMPLOYERS[number % len(EMPLOYERS) - number // 20 % 7],
        "p": f"1380001{number:04}",
        "r": PLACES[number % len(PLACES)],
    }
    fields = {"e": Field.EMPLOYER, "p": Field.PHONE, "r": Field.RESIDENCE}
    truth = {field: known[field] for field in fields.values()}
    truth |= {fields[one]: said[one] for one in new if one in fields}
    if new == "-":
        truth[Field.EMPLOYER] = None
    return Answer(words.format(**said), truth)


@dataclass(slots=True)
class Evening:
    """The sample roll at six o'clock, and who typed how many lines."""

    stage: Stage
    heard: list[Said]
    typed: Counter[str]

    def say(self, person: Member, text: str) -> None:
        account = f"member-{person.id}"
        self.typed[account] += 1
        self.stage.wechat.speak(account, person.name, text)

    async def wait(self, **span: float) -> None:
        await self.stage.run_until(self.stage.clock.now() + timedelta(**span))

    def told(self, person: Member) -> list[str]:
        return [said.text for said in self.heard if said.partner == f"member-{person.id}"]


@pytest.fixture
async def evening(db: Database, make_settings: MakeSettings) -> Evening:
    settings = make_settings()
    claim_world(db, "simulated")
    seed_sample(db, settings, SIX)
    tie_roll(db, settings, SIX)
    stage = Stage(settings, db, MovedClock(SIX), seed=0)
    heard: list[Said] = []
    stage.wechat.listeners.append(
        lambda said: heard.append(said) if said.sender == stage.wechat.own.account_id else None
    )
    await stage.settle()
    return Evening(stage, heard, Counter())


async def test_a_collection_is_done_in_an_evening_and_nothing_is_typed_twice(evening: Evening) -> None:
    db = evening.stage.db
    clerk = members.holders(db, Role.CLERK)[0]
    people = members.everybody(db)
    known = records.everybody(db)
    answers = {one.id: answer_of(one, number, known[one.id]) for number, one in enumerate(people)}
    await evening.stage.run_until(SIX)
    evening.say(clerk, ORDER)
    await evening.wait(seconds=30)
    evening.say(clerk, "确认")
    await evening.wait(minutes=25)
    evening.typed.clear()

    await let_people_answer(evening, [one for one in people if one.wechat], answers)
    let_secretaries_fill_in(evening, answers)
    await evening.wait(minutes=10)

    asked = collections.find(db, 1)
    assert asked is not None
    ctx = Context(db, evening.stage.clock.now(), evening.stage.settings)
    left = {
        case.person.name: answers[case.person.id].words
        for case in standing.cases(ctx, asked)
        if not case.is_complete(asked.items)
    }
    assert left == {}
    assert evening.stage.clock.now() < LATEST
    in_own_words = [one for one in people if one.wechat]
    assert len(in_own_words) == 260
    assert {evening.typed[f"member-{one.id}"] for one in in_own_words} == {1}
    assert not [
        line for one in in_own_words for line in evening.told(one) if "没看懂" in line or "还差" in line
    ]

    evening.say(clerk, "收集 入册 1号")
    await evening.wait(seconds=30)
    evening.say(clerk, "确认")
    await evening.wait(minutes=1)
    after = records.everybody(db)
    wrong = {
        answers[one.id].words: (field, after[one.id][field], value)
        for one in people
        for field, value in answers[one.id].truth.items()
        if after[one.id][field] != value
    }
    assert wrong == {}
    assert rows_of_result(Path(evening.stage.settings.database).parent) == 292


async def let_people_answer(evening: Evening, people: list[Member], answers: dict[int, Answer]) -> None:
    order = random.Random(6).sample(people, len(people))
    for one in order:
        evening.say(one, answers[one.id].words)
        await evening.wait(seconds=25)


def let_secretaries_fill_in(evening: Evening, answers: dict[int, Answer]) -> None:
    """Let who was given a list answer it, a line for each person, as the telephone told."""
    db, lines = evening.stage.db, 0
    for keeper in members.known(db):
        listing = listings.latest(db, keeper.id, evening.stage.clock.now())
        if listing and listing.subject == "collection:1":
            said = [
                f"{place} {answers[member].words}".replace("\n", "，")
                .replace("1. ", "手机")
                .replace("2. ", "")
                .replace("3. ", "现住地")
                for place, member in enumerate(listing.items, start=1)
            ]
            lines += len(said)
            evening.stage.wechat.speak(f"member-{keeper.id}", keeper.name, "\n".join(said))
    assert lines == 32


def rows_of_result(folder: Path) -> int:
    (path,) = (folder / "files").glob("第1号收集-*.xlsx")
    return len(read_sheets(path)["结果"]) - 1
