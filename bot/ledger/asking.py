"""The workbook in which an office sees what does not agree, and decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.domain.ledger import Decisions, Difference, Person, Reconciliation
from bot.domain.ledger.decision import OTHER, PROPOSED, choices
from bot.sheets.book import Page, write_book

PARTIAL, DIFFERENCES, LIKELY = "只在一处", "不一致", "疑似同一人"
BY_BRANCH = "只凭姓名和支部"
KEY, CHOICE, TYPED, PROPOSAL = "编号", "决定", "改成", "建议"
ADD, ADD_NOT, YES, NO = "补", "不补", "是", "否"

_PERSON = ("姓名", "支部", "身份证号")


def write_workbook(path: Path, reconciliation: Reconciliation, decisions: Decisions | None = None) -> None:
    """Write the workbook, whole or not at all; what was decided before stands in it already."""
    taken = decisions or Decisions()
    write_book(
        path,
        (
            _explanation(reconciliation),
            _differences(reconciliation, taken),
            _partial(reconciliation, taken),
            _likely(reconciliation, taken),
            _doubles(reconciliation),
            _by_branch(reconciliation),
            _invalid(reconciliation),
            _same(reconciliation),
        ),
    )


def _explanation(found: Reconciliation) -> Page:
    ledgers = found.ledgers
    invalid = sum(bool(each.value.problem) for each in found.findings)
    rows = [
        *(("账本", ledger.name, f"{len(ledger.entries)} 行，{len(ledger.fields)} 列") for ledger in ledgers),
        *(("没有读", ledger.name, note) for ledger in ledgers for note in ledger.notes),
        ("共有", "", f"{len(found.people)} 人，其中 {len(found.people) - len(found.partial)} 人每本都有"),
        (DIFFERENCES, "", f"{len(found.differences)} 处：请在黄色的“决定”里选，要另写就写在“改成”里"),
        (PARTIAL, "", f"{len(found.partial)} 人不是每本都有：要补进缺的那本，“决定”选“补”"),
        (LIKELY, "", f"{len(found.likely)} 对：是同一个人选“是”，不是选“否”。没有选的，当作两个人"),
        ("重复", "", f"{len(found.doubles)} 人在同一本里不止一行：请自己删去多的，程序不删行"),
        (BY_BRANCH, "", f"{len(found.by_branch)} 人只有姓名和支部能比，当作同一个人，请看一眼"),
        ("无效", "", f"{invalid} 格看不懂或不对，请照原件改"),
        ("一致", "", f"{sum(found.same.values())} 处各本相同，写法不同也算相同"),
        ("怎么用", "1", "只填黄色的列，别的列和“编号”请不要改。空着的就是还没有决定，以后再填也行"),
        ("怎么用", "2", "填好存盘，连同原来的几个文件再对一次，就得到每本账改好的文件；原文件不会动"),
        ("请留意", "", "表里有身份证号和电话，只在办公室里用，用完请删"),
    ]
    return Page("说明", ("项目", "哪一本", "内容"), rows)


def _differences(found: Reconciliation, taken: Decisions) -> Page:
    names = [ledger.name for ledger in found.ledgers]
    rows = []
    for each in found.differences:
        choice, typed = _decided(each, taken)
        rows.append(
            (
                *(each.person.name, each.person.branch, each.field, each.kind.value),
                *(each.said_by(place) or _nothing(each, place) for place in range(len(names))),
                *(
                    each.proposal.text if each.proposal else "",
                    each.proposal.why if each.proposal else "请问本人或书记",
                ),
                *(choice, typed, each.key),
            )
        )
    headings = ("姓名", "支部", "项目", "情况", *names, PROPOSAL, "理由", CHOICE, TYPED, KEY)
    return Page(
        DIFFERENCES, headings, rows, choices=((CHOICE, choices(found.ledgers)),), marked=(CHOICE, TYPED)
    )


def _decided(difference: Difference, taken: Decisions) -> tuple[str, str]:
    """Give what was decided before, as one writes it."""
    if difference.key in taken.left:
        return "不改", ""
    value = taken.values.get(difference.key)
    if not value:
        return "", ""
    proposal = difference.proposal
    return (PROPOSED, "") if proposal and proposal.key == value.key else (OTHER, value.shown)


def _nothing(difference: Difference, place: int) -> str:
    """Say why a ledger says nothing: no such person, no such column; an empty cell stays empty."""
    if place not in difference.person.ledgers:
        return "（没有此人）"
    return "" if any(source.ledger == place for source in difference.sources) else "（没有这一列）"


def _partial(found: Reconciliation, taken: Decisions) -> Page:
    names = [ledger.name for ledger in found.ledgers]
    in_doubt = found.in_doubt(taken.apart)
    rows = [
        (
            *_shown(person),
            *(
                "、".join(
                    f"{names[row.ledger]} {_where(row.entry.sheet, row.entry.number)}" for row in person.rows
                ),
            ),
            *("、".join(name for place, name in enumerate(names) if place not in person.ledgers),),
            *("先看“疑似同一人”" if person.key in in_doubt else "",),
            *(ADD if person.key in taken.added else "", person.key),
        )
        for person in found.partial
    ]
    headings = (*_PERSON, "在哪里", "哪本没有", "留意", CHOICE, KEY)
    return Page(PARTIAL, headings, rows, choices=((CHOICE, (ADD, ADD_NOT)),), marked=(CHOICE,))


def _likely(found: Reconciliation, taken: Decisions) -> Page:
    rows = []
    for each in found.likely:
        choice = YES if each.joined else NO if each.key in taken.apart else ""
        sides = [
            (*_shown(person), "、".join(_phones(person)), "、".join(_places(person, found)))
            for person in (each.one, each.other)
        ]
        rows.append((*sides[0], *sides[1], "；".join(each.reasons), choice, each.key))
    side = (*_PERSON, "电话", "在哪里")
    headings = (*(f"{word}（甲）" for word in side), *(f"{word}（乙）" for word in side), "理由", CHOICE, KEY)
    return Page(LIKELY, headings, rows, choices=((CHOICE, (YES, NO)),), marked=(CHOICE,))


def _doubles(found: Reconciliation) -> Page:
    rows = []
    for person in found.doubles:
        count = Counter(row.ledger for row in person.rows)
        for place, times in sorted(count.items()):
            if times > 1:
                own = [row.entry for row in person.rows if row.ledger == place]
                fields = found.ledgers[place].fields
                apart = [name for name in fields if len({entry.value(name).key for entry in own}) > 1]
                where = "、".join(_where(entry.sheet, entry.number) for entry in own)
                rows.append((*_shown(person), found.ledgers[place].name, where, "、".join(apart) or "都相同"))
    return Page("重复", (*_PERSON, "哪一本", "哪几行", "这几行不同的地方"), rows)


def _by_branch(found: Reconciliation) -> Page:
    people = [person for person in found.people if person.key in found.by_branch]
    rows = [(*_shown(person), "、".join(_places(person, found))) for person in people]
    return Page(BY_BRANCH, (*_PERSON, "当作一个人的几行"), rows)


def _invalid(found: Reconciliation) -> Page:
    rows = [
        (
            *(found.ledgers[each.ledger].name, each.entry.sheet, str(each.entry.number)),
            *(each.entry.value("姓名").shown, each.field, each.value.shown),
            *("无效" if each.value.problem else "写法", each.value.problem or each.value.remark),
        )
        for each in sorted(found.findings, key=lambda each: not each.value.problem)
    ]
    return Page("无效", ("哪一本", "工作表", "行", "姓名", "项目", "内容", "种类", "哪里不对"), rows)


def _same(found: Reconciliation) -> Page:
    differing = Counter(each.field for each in found.differences)
    fields = dict.fromkeys((*found.same, *differing))
    rows = [(name, str(found.same[name]), str(differing[name])) for name in fields]
    return Page("一致", ("项目", "各本相同（人）", "不一致（人）"), rows)


def _shown(person: Person) -> tuple[str, str, str]:
    return person.name, person.branch, person.number


def _phones(person: Person) -> Iterable[str]:
    return dict.fromkeys(shown for row in person.rows if (shown := row.entry.value("联系电话").shown))


def _places(person: Person, found: Reconciliation) -> Sequence[str]:
    return [
        f"{found.ledgers[row.ledger].name} {_where(row.entry.sheet, row.entry.number)}" for row in person.rows
    ]


def _where(sheet: str, number: int) -> str:
    return f"“{sheet}”第{number}行"
