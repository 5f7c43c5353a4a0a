"""Who may do what: every command, typed by those it is not for, shows and changes nothing of others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.domain.field import Field
from bot.domain.member import Member, Role
from bot.domain.record import How
from bot.domain.unit import UnitKind
from bot.nouns import build_router
from bot.router import Command, Right
from bot.sheets import read_sheet
from data import account as accounts
from data import audit
from data import contact as contacts
from data import label as labels
from data import listing as listings
from data import member as members
from data import post as posts
from data import record as records
from data import request as requests
from data import station as stations
from data import unit as units
from tests import secrets
from tests.conftest import FIRST, PRIVATE, START, Talk, account_id

COMMANDS = build_router().commands
# What is known of 张三, and must not reach who may not see it: no example has any of these words.
SECRETS = (
    "110227193901010012",
    "0101001",
    "13800138000",
    "*8000",
    "绝密公司",
    "秘密街",
    "是“秘密",
    "去年病过",
    *secrets.WORDS,
)
# Tables that hold what was said and by whom, and nothing of anybody's record.
PASSING = {"inbox", "outbox", "audit", "drafts", "listings", "facts", "schedules", "consents", "claim_tries"}
MONDAY = {"digest_people", "digest_readers"}  # the clock strikes nine while everything is said


def above(right: Right) -> list[Command]:
    """List the commands that this right does not do for."""
    return [one for one in COMMANDS if one.may > right]


def number_of(talk: Talk, name: str) -> int:
    (person,) = members.named(talk.db, name)
    return person.id


@pytest.fixture
def secret(talk: Talk) -> Talk:
    """张三 of the first branch, about whom much is known."""
    zhang, clerk = number_of(talk, "张三"), number_of(talk, "王主任")
    known = {Field.ID_NUMBER: SECRETS[0], Field.EMPLOYER: "绝密公司", Field.ADDRESS: "秘密街 1 号"}
    with talk.db.atomic():
        records.change(talk.db, zhang, known, by=clerk, how=How.OFFICE, now=START)
        labels.give(talk.db, [zhang], "秘密标签", clerk, START)
        talk.db.execute(
            "INSERT INTO visits (member_id, said_by, kind, reached, words, at)"
            " VALUES (?, ?, 'visit', 1, '去年病过', '2026-11-22T00:00:00.000Z')",
            (zhang, clerk),
        )
        secrets.live(talk.db)
    return talk


def first_branch(talk: Talk, without: str = "") -> dict[str, list[tuple[object, ...]]]:
    """Give all that is kept about people of the first branch, by table."""
    people = [one.id for one in members.of_branch(talk.db, number_of_unit(talk, "第一支部"))]
    about = {}
    for table in talk.db.table_names():
        columns = [column.name for column in talk.db[table].columns]
        named = "id" if table == "members" else "member_id"
        if table in PASSING | MONDAY or named not in columns:
            continue
        marks = ", ".join("?" * len(people))
        rows = talk.db.execute(f"SELECT * FROM {table} WHERE {named} IN ({marks})", people)
        about[table] = [row for row in rows if not without or number_of(talk, without) not in row]
    return about


def number_of_unit(talk: Talk, name: str) -> int:
    unit = units.named(talk.db, name)
    assert unit is not None
    return unit.id


def words_of(command: Command) -> list[str]:
    """Give the command's example, and more that would hit somebody of the first branch."""
    return [command.example, f"{command.name} 张三", f"{command.name} 1", f"{command.name} 第一支部"]


async def says_everything(talk: Talk, who: str, commands: list[Command]) -> list[str]:
    """Let somebody try every command, and whatever else leads to one; gives what was heard anywhere."""
    before = len(talk.heard)
    for words in [words for one in commands for words in words_of(one)] + FREE:
        await talk.say(who, PRIVATE, words)
        await talk.say(who, PRIVATE, "确认")
    return [text for place, text in talk.heard[before:] if place == who]


FREE = [
    *(
        "查一下张三",
        "帮我查 张三的电话",
        "查 编号 4",
        "查 尾号 8000",
        "查 标签 秘密标签",
        "改 张三 停止党籍 不好",
    ),
    *("改张三 手机13800002222", "改 张三 13800002222", "同意", "同意 1号", "不同意 1号 没有", "撤", "名单"),
    *("1 电话平安", "张三收到了", "张三电话平安", "代报 张三 平安", "还差谁", "名单 走访 1", "走访 1 挺好"),
    *(
        "张三失联了",
        "标签 秘密标签",
        "名单 标签 秘密标签",
        "花名册 标签 秘密标签",
        "花名册 全部",
        "解绑 张三",
    ),
    *("绑定 @李四 张三", "设置 党办 李四", "导入", "关联群 支部 第一支部", "静默 张三 取消", "名单 驻站"),
    *("驻站 张三", "收集 进度", "标签 秘密标签二"),
]


# Posts


def as_stranger(talk: Talk) -> str:
    return "新号"


def as_member(talk: Talk) -> str:
    return "孙七"


def as_secretary_elsewhere(talk: Talk) -> str:
    return "赵书记"


def as_deputy_elsewhere(talk: Talk) -> str:
    members.give_post(talk.db, number_of(talk, "孙七"), Role.DEPUTY, number_of_unit(talk, "第二支部"))
    return "孙七"


def as_group_leader_elsewhere(talk: Talk) -> str:
    members.give_post(talk.db, number_of(talk, "孙七"), Role.GROUP_LEADER, number_of_unit(talk, "第二支部"))
    return "孙七"


def as_general_secretary_elsewhere(talk: Talk) -> str:
    committee = units.committee(talk.db, "怀柔人才党委").id
    general = units.found_unit(talk.db, UnitKind.GENERAL, "第二总支", committee)
    units.put_below(talk.db, number_of_unit(talk, "第二支部"), general)
    members.give_post(talk.db, number_of(talk, "孙七"), Role.SECRETARY, general)
    return "孙七"


def as_station_head(talk: Talk) -> str:
    committee = units.committee(talk.db, "怀柔人才党委").id
    station = units.found_unit(talk.db, UnitKind.STATION, "驻沪服务站", committee, "上海")
    members.give_post(talk.db, number_of(talk, "孙七"), Role.SECRETARY, station)
    stations.join(talk.db, station, number_of(talk, "孙七"), number_of(talk, "王主任"), START)
    return "孙七"


def as_frozen_clerk(talk: Talk) -> str:
    request = talk.db.execute(
        "INSERT INTO requests (kind, member_id, account_id, asks, arguments, title, opened_at)"
        " VALUES ('claim', 1, 'wx-x', 'clerk', '{}', '王主任', '2026-11-23T00:00:00.000Z')"
    ).lastrowid
    assert request is not None
    accounts.freeze(talk.db, account_id("王主任"), request)
    return "王主任"


def as_former_secretary(talk: Talk) -> str:
    """The first branch's until now, who still has its list."""
    li = number_of(talk, "李书记")
    (term,) = posts.held(talk.db, member_id=li)
    listings.keep(talk.db, li, "rollcall:1", "还没听到消息", [number_of(talk, "张三")], START)
    posts.end(talk.db, term, None, START)
    return "李书记"


def as_moved(talk: Talk) -> str:
    """A contact person of 张三's who has left the roll."""
    zhang, sun, clerk = (number_of(talk, name) for name in ("张三", "孙七", "王主任"))
    contacts.entrust(talk.db, sun, member_id=zhang, by=clerk, now=START)
    values = {Field.STATUS: "moved", Field.BRANCH: None}
    records.change(talk.db, sun, values, by=clerk, how=How.OFFICE, now=START)
    return "孙七"


ROLES: list[Callable[[Talk], str]] = [
    *(as_stranger, as_member, as_secretary_elsewhere, as_deputy_elsewhere, as_group_leader_elsewhere),
    *(as_general_secretary_elsewhere, as_station_head, as_frozen_clerk, as_former_secretary, as_moved),
]


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.__name__)
async def test_who_may_not_see_a_branch_gets_and_changes_nothing_of_it(
    secret: Talk, role: Callable[[Talk], str]
) -> None:
    with secret.db.atomic():
        who = role(secret)
    own = who if who == "李书记" else ""
    before = first_branch(secret, own)
    commands = [one for one in COMMANDS if one.name != "认领"]
    heard = await says_everything(secret, who, commands)
    assert heard
    assert [text for text in heard if any(word in text for word in SECRETS)] == []
    assert first_branch(secret, own) == before


@pytest.mark.parametrize("command", above(Right.MEMBER), ids=lambda one: one.name)
async def test_a_member_is_told_who_may_give_a_command(talk: Talk, command: Command) -> None:
    await talk.play(("李四", PRIVATE, command.example, f"这个命令只有{command.may.chinese}可以用"))
    noted = talk.db.execute("SELECT count(*) FROM audit WHERE action LIKE '拒绝 %'").fetchone()
    assert noted == (1,)


@pytest.mark.parametrize("command", above(Right.ANYBODY), ids=lambda one: one.name)
async def test_a_stranger_is_told_how_to_be_known(talk: Talk, command: Command) -> None:
    await talk.play(("新号", PRIVATE, command.example, "还不认识您"))
    await talk.play(("新号", FIRST, command.example, None))


# What a lesser post does not share


@pytest.mark.parametrize("words", ["查一下李四", "改李四 手机13800002222", "改李四 单位 某某公司"])
async def test_other_words_for_a_command_lend_no_right_to_it(talk: Talk, words: str) -> None:
    members.give_post(talk.db, number_of(talk, "张三"), Role.GROUP_LEADER, number_of_unit(talk, "第一支部"))
    await talk.say("张三", PRIVATE, words)
    assert not any("李四，编号" in text or "已改" in text for text in talk.told("张三"))
    assert audit.of_member(talk.db, number_of(talk, "李四"), START) == []


async def test_a_bare_word_decides_nothing_for_who_may_not(talk: Talk) -> None:
    members.give_post(talk.db, number_of(talk, "李四"), Role.GROUP_LEADER, number_of_unit(talk, "第一支部"))
    await talk.play(("新号", PRIVATE, "张三 0013", "对上了"))
    await talk.say("李四", PRIVATE, "同意")
    assert [one.state for one in requests.waiting(talk.db)] == ["open"]


# What a room would read along


async def test_what_tells_two_of_a_name_apart_is_not_said_in_a_room(talk: Talk) -> None:
    first = number_of_unit(talk, "第一支部")
    members.add(talk.db, Member(0, "张三", phone="13800138011", branch_id=first))
    await talk.play(
        ("李书记", FIRST, "查 张三", "^有 2 位张三，请私信我再发一遍，我列出来您选。$"),
        ("李书记", PRIVATE, "查 张三", "手机尾号 8000.*手机尾号 8011"),
    )


# Lists whose numbers are no people


@pytest.mark.parametrize("subject", ["ledger:1", "pending:组工库"])
async def test_numbers_of_other_lists_are_nobody(talk: Talk, subject: str) -> None:
    clerk = number_of(talk, "王主任")
    listings.keep(talk.db, clerk, subject, "要核对 1 处", [number_of(talk, "张三")], START)
    await talk.play(("王主任", PRIVATE, "走访 1 挺好", "没有 1 号，请写名字"))


# A post that has ended


async def test_who_has_lost_the_post_takes_nothing_back(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "改 张三 单位 新公司", "已改张三"))
    (term,) = posts.held(talk.db, member_id=number_of(talk, "李书记"))
    posts.end(talk.db, term, None, START)
    await talk.play(("李书记", PRIVATE, "撤", "没有可撤的"))
    assert records.find(talk.db, number_of(talk, "张三"))[Field.EMPLOYER] == "新公司"


async def test_a_clerk_no_more_takes_no_label_back(talk: Talk) -> None:
    await talk.play(("王主任", PRIVATE, "标签 张三 先锋岗", "已加标签"))
    (term,) = posts.held(talk.db, member_id=number_of(talk, "王主任"))
    posts.end(talk.db, term, None, START)
    await talk.play(("王主任", PRIVATE, "撤", "没有可撤的"))
    assert labels.of_member(talk.db, number_of(talk, "张三")) == ["先锋岗"]


async def test_a_contact_person_reports_on_nobody_who_has_died(talk: Talk) -> None:
    zhang, sun, clerk = (number_of(talk, name) for name in ("张三", "孙七", "王主任"))
    contacts.entrust(talk.db, sun, member_id=zhang, by=clerk, now=START)
    values = {Field.STATUS: "deceased", Field.BRANCH: None}
    records.change(talk.db, zhang, values, by=clerk, how=How.OFFICE, now=START)
    await talk.play(("孙七", PRIVATE, "联系 张三 电话 挺好的", "没有“张三”"))
    assert (talk.counts("visits"), talk.counts("checkins")) == (0, 0)


# Files


async def test_two_lists_of_one_moment_are_two_files(talk: Talk) -> None:
    for who in ("李书记", "赵书记"):
        talk.stage.wechat.speak(account_id(who), who, "花名册", room=None, mentions=(), mentions_bot=False)
    await talk.wait(minutes=1)
    files = [row[0] for row in talk.db.execute("SELECT file FROM outbox WHERE file IS NOT NULL")]
    assert len(set(files)) == 2
    assert [name for name in files if "孙七" in str(read_sheet(Path(name)))] == [files[-1]]


async def test_no_name_of_a_branch_leads_a_file_elsewhere(talk: Talk) -> None:
    with talk.db.atomic():
        talk.db.execute("UPDATE units SET name = '../../外/一支部' WHERE name = '第一支部'")
    await talk.play(("王主任", PRIVATE, "花名册 ../../外/一支部", "5 人"))
    (path,) = talk.db.execute("SELECT file FROM outbox WHERE file IS NOT NULL").fetchone()
    assert Path(path).parent.name == "files"
    assert ".." not in path


# The audit


@pytest.mark.parametrize(
    ("words", "action"),
    [
        *(
            ("走访 张三 挺好", "走访"),
            ("联系 张三 电话 无人接", "联系"),
            ("走访计划 张三 1月20日", "走访计划"),
        ),
        *(("寄书 张三", "寄书"), ("静默 张三 30天", "静默"), ("结对 李四 联系 张三", "结对")),
    ],
)
async def test_what_is_done_about_somebody_is_noted(talk: Talk, words: str, action: str) -> None:
    await talk.play(("李书记", PRIVATE, words, "已记"))
    li = number_of(talk, "李书记")
    noted = [
        one.action for one in audit.of_member(talk.db, number_of(talk, "张三"), START) if one.actor_id == li
    ]
    assert action in noted


async def test_a_contact_person_has_read_the_numbers(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "结对 李四 联系 张三", "名单已私信他"))
    looks = [(one.actor_id, one.action) for one in audit.of_member(talk.db, number_of(talk, "张三"), START)]
    assert (number_of(talk, "李四"), "结对名单") in looks


async def test_a_label_is_not_given_where_others_read_along(talk: Talk) -> None:
    await talk.play(("王主任", FIRST, "标签 张三 重点帮扶", "^这类内容请私信我，方便的话先撤回。$"))
    assert labels.of_member(talk.db, number_of(talk, "张三")) == []
