"""证明: made by the office from its template, asked for by secretaries."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.domain.field import Field
from bot.domain.record import How
from data import audit
from data import member as members
from data import record as records
from tests.conftest import FIRST, OFFICE, PRIVATE, START, Talk

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def change(talk: Talk, name: str, values: dict[Field, str | None]) -> int:
    (person,) = members.named(talk.db, name)
    with talk.db.atomic():
        records.change(talk.db, person.id, values, by=person.id, how=How.OFFICE, now=START)
    return person.id


def document(talk: Talk) -> list[str]:
    """Read the paragraphs of the document that was sent."""
    (path,) = talk.db.execute("SELECT file FROM outbox WHERE file IS NOT NULL").fetchone()
    assert Path(path).stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(path) as parts:
        assert parts.testzip() is None
        assert {"[Content_Types].xml", "_rels/.rels"} <= set(parts.namelist())
        root = ElementTree.fromstring(parts.read("word/document.xml"))
    return ["".join(text.text or "" for text in one.iter(f"{WORD}t")) for one in root.iter(f"{WORD}p")]


async def test_the_office_gets_a_text_and_a_document(talk: Talk) -> None:
    zhang = change(talk, "张三", {Field.STANDING: "regular", Field.SEX: "男", Field.DUES_UNTIL: "2026-10"})
    await talk.play(
        ("王主任", OFFICE, "证明 张三 用途 子女入学 含党费", "证明\n兹证明张三，男，1988年11月25日出生")
    )
    assert document(talk)[2:] == [
        "兹证明张三，男，1988年11月25日出生，2010年7月1日入党，系怀柔人才党委第一支部正式党员，"
        "组织关系在第一支部。党费交至2026年10月。",
        "本证明用于：子女入学。",
        "特此证明。",
        "",
        "怀柔人才党委（盖章）",
        "二〇二六年十一月二十三日",
    ]
    assert ("证明", "子女入学") in [
        (one.action, one.detail) for one in audit.of_member(talk.db, zhang, START)
    ]


async def test_dues_stand_in_it_only_where_they_are_asked_for(talk: Talk) -> None:
    change(talk, "张三", {Field.DUES_UNTIL: "2026-10"})
    await talk.play(("王主任", PRIVATE, "证明 张三", "^(?!.*党费).*名册里没有性别、党员类别"))


async def test_what_is_asked_for_cannot_break_the_document(talk: Talk) -> None:
    await talk.play(("王主任", PRIVATE, "证明 张三 用途 <w:p>&\x0b{{姓名}}", "本证明用于"))
    assert "本证明用于：<w:p>& {{姓名}}。" in document(talk)


async def test_a_secretary_asks_and_the_office_decides(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "证明 张三 子女入学", "交给党办了，申请1号"),
        ("李书记", PRIVATE, "证明 张三", "已经在等党办了，申请1号"),
    )
    await talk.wait(minutes=1)
    assert "【申请1号】李书记请党办给第一支部张三开证明，用途：子女入学" in talk.told("王主任")[0]
    await talk.play(
        ("李书记", PRIVATE, "同意 1号", "要由党办答复"),
        ("王主任", PRIVATE, "同意 1号", "兹证明张三.*子女入学"),
    )
    assert talk.told("李书记")[-1] == "张三的证明开好了，请到党办取。"
    assert document(talk)


async def test_a_refusal_says_why(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "证明 张三", "申请1号"),
        ("王主任", PRIVATE, "不同意 1号 请本人来一趟", "已经告诉提出的书记"),
    )
    assert talk.told("李书记")[-1] == "张三的证明这次没办成，原因：请本人来一趟"


@pytest.mark.parametrize(
    ("status", "answer"),
    [("moved", "组织关系不在这里了"), ("deceased", "已经去世"), ("suspended", "停止党籍")],
)
async def test_whose_membership_has_ended_gets_none(talk: Talk, status: str, answer: str) -> None:
    change(talk, "张三", {Field.STATUS: status})
    await talk.play(("王主任", PRIVATE, "证明 张三", answer))


async def test_it_is_for_the_own_branch_and_not_for_rooms(talk: Talk) -> None:
    await talk.play(
        ("赵书记", PRIVATE, "证明 张三", "名册里没有“张三”"),
        ("李书记", FIRST, "@风筝线 证明 张三 子女入学", "^这类内容请私信我，方便的话先撤回。$"),
        ("李书记", FIRST, "证明 张三在家", None),
        ("张三", PRIVATE, "证明 张三", "证明由党办来开"),
        ("王主任", PRIVATE, "证明 章三", "是张三吗"),
    )


@pytest.mark.parametrize(
    "words", ["证明", "开证明", "证明 张三", "我要开一张党员证明", "能帮我开个党员证明吗？"]
)
async def test_a_member_who_asks_for_one_is_shown_how(talk: Talk, words: str) -> None:
    await talk.play(("张三", PRIVATE, words, "^证明由党办来开.*代办 开一张党员证明，子女入学用$"))


async def test_the_words_a_member_is_shown_open_a_case(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "代办 开一张党员证明，子女入学用", "代办1号"))


async def test_talk_of_proofs_in_a_room_stays_talk(talk: Talk) -> None:
    await talk.play(
        ("张三", FIRST, "证明", None),
        ("张三", FIRST, "开证明", None),
        ("张三", FIRST, "事实证明他说得对", None),
    )
