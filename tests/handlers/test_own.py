"""我的信息, 导出我的数据, 删除我的数据, 谁看过我: a member's own data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.domain.field import Field
from bot.domain.member import Role
from bot.domain.record import How
from bot.sheets import read_sheets
from data import account as accounts
from data import audit
from data import checkin as checkins
from data import member as members
from data import own as own_data
from data import record as records
from data import request as requests
from data.retention import REGISTRY, Erase
from tests.conftest import FIRST, OFFICE, PRIVATE, START, Talk, account_id


def number_of(talk: Talk, name: str) -> int:
    return members.named(talk.db, name)[0].id


def record_of(talk: Talk, name: str) -> dict[Field, str | None]:
    return records.find(talk.db, number_of(talk, name))


# 我的信息


async def test_a_member_reads_the_own_record_whole(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "我的信息", "联系电话：13800138000.*所在支部：第一支部.*书记：李书记.*授权：.*勿扰")
    )
    assert "13900139000" not in "".join(talk.told("张三"))  # 老周's


async def test_days_are_shown_as_people_say_them_and_nothing_twice(talk: Talk) -> None:
    with talk.db.atomic():
        records.change(
            talk.db,
            number_of(talk, "张三"),
            {Field.JOINED_ON: "2010-07-01", Field.DUES_UNTIL: "2026-11"},
            by=None,
            how=How.OFFICE,
            now=START,
        )
    await talk.play(("张三", PRIVATE, "我的信息", "入党时间：2010年7月1日.*党费交至：2026年11月"))
    assert talk.told("张三")[-1].count("微信：") == 1


@pytest.mark.parametrize(
    "words", ["我的信息", "谁看过我", "导出我的数据", "删除我的数据", "收回 1号", "授权 位置"]
)
async def test_nothing_of_it_is_answered_in_a_room(talk: Talk, words: str) -> None:
    await talk.play(("张三", FIRST, words, "^这类内容请私信我。$"))


# 更正


async def test_who_heard_of_a_correction_hears_that_it_was_taken_back(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "更正 手机 13800001111", "手机已从"), ("张三", PRIVATE, "撤", "^已撤：")
    )
    assert talk.told("李书记")[-1] == "张三撤了刚才的更正：联系电话改回13800138000。"


async def test_contact_data_change_at_once_and_the_former_value_is_named(talk: Talk) -> None:
    await talk.play(
        (
            "张三",
            PRIVATE,
            "更正 手机 13800001111",
            r"手机已从 138\*{4}8000 改为 13800001111。\n错了回“撤”",
        )
    )
    assert record_of(talk, "张三")[Field.PHONE] == "13800001111"
    assert talk.told("李书记") == ["张三自己更正了：手机 13800001111。"]


@pytest.mark.parametrize(
    "words",
    [
        "更正 单位 县医院 住址 怀柔青春路8号",
        "更正 单位：县医院，住址：怀柔青春路8号",
        "更正 单位改成县医院\n住址是怀柔青春路8号",
    ],
)
async def test_several_fields_in_one_message_are_one_line_to_the_secretary(talk: Talk, words: str) -> None:
    await talk.play(("张三", PRIVATE, words, "单位记下了：县医院.*住址记下了"))
    assert record_of(talk, "张三")[Field.ADDRESS] == "怀柔青春路8号"
    assert len(talk.told("李书记")) == 1


async def test_what_the_organisation_vouches_for_waits_for_the_secretary(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "更正 姓名 张珊", "要书记核对.*1号申请"))
    assert record_of(talk, "张三")[Field.NAME] == "张三"
    assert "同意 1号" in talk.told("李书记")[-1]
    await talk.play(("李书记", PRIVATE, "同意 1号", "已改：.*张三 改为 张珊"))
    assert members.named(talk.db, "张珊")
    assert "办好了：姓名已从 张三 改为 张珊" in talk.told("张三")[-1]


async def test_a_refusal_is_told_with_its_reason(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "更正 生日 1988-11-26", "要书记核对"),
        ("李书记", PRIVATE, "不同意 1号 身份证上是25日", "没有改"),
    )
    assert talk.told("张三")[-1] == "您请求的更正这次没办成，原因：身份证上是25日"


async def test_no_secretary_agrees_to_the_own_request(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "更正 姓名 李叔记", "要党办核对"), ("李书记", PRIVATE, "同意 1号", "要由党办答复")
    )
    await talk.play(("王主任", PRIVATE, "同意 1号", "已改：李书记"))
    assert members.named(talk.db, "李叔记")


async def test_a_request_is_taken_back_until_it_is_decided(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "更正 姓名 张珊", "收回 1号"),
        ("张三", PRIVATE, "收回 1号", "收回了"),
        ("李书记", PRIVATE, "同意 1号", "已经收回了"),
        ("张三", PRIVATE, "收回 1号", "没有等着答复的申请"),
    )


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("更正 手机 1380000", "例：更正 手机 13800001111$"),
        ("更正 手机", "还没有写。例：更正 手机 13800001111$"),
        ("更正 身份证 123", "身份证号“123”不对"),
        ("更正 爱好 打球", "手机、单位、住址.*例：更正 手机 13800001111"),
        ("更正 支部 第二支部", "由党组织来定"),
        ("更正 手机 13800138000", "本来就是 13800138000，没有改"),
    ],
)
async def test_what_cannot_be_read_is_answered_with_a_right_example(
    talk: Talk, words: str, answer: str
) -> None:
    await talk.play(("张三", PRIVATE, words, answer))
    assert record_of(talk, "张三")[Field.PHONE] == "13800138000"


async def test_in_a_room_it_is_not_repeated(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "更正 手机 13800001111", "^这类内容请私信我，方便的话先撤回。$"))
    assert record_of(talk, "张三")[Field.PHONE] == "13800138000"


async def test_a_clerk_changes_the_own_record_with_it(talk: Talk) -> None:
    await talk.play(("王主任", PRIVATE, "更正 手机 13800002222", "改为|记下了"))
    assert record_of(talk, "王主任")[Field.PHONE] == "13800002222"


async def test_a_new_number_in_own_words_is_shown_first(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "我换手机号了，新号13800001111", r"改成 13800001111（原来是 138\*{4}8000）.*确认"),
        ("张三", PRIVATE, "确认", "改为 13800001111"),
    )
    assert record_of(talk, "张三")[Field.PHONE] == "13800001111"


@pytest.mark.parametrize(
    "text", ["手机号改成13800001112", "手机号换成13800001112了", "我的电话改成了13800001112"]
)
async def test_a_changed_number_is_not_kept_as_a_checkin_alone(talk: Talk, text: str) -> None:
    await talk.play(
        ("张三", PRIVATE, text, "改成 13800001112"), ("张三", PRIVATE, "确认", "改为 13800001112")
    )


async def test_someone_elses_number_is_not_taken_for_the_own(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "我换手机号了，新号13800001111", None))
    await talk.say("张三", PRIVATE, "平安，老周换手机号了 13800001111")
    assert record_of(talk, "张三")[Field.PHONE] == "13800138000"


# 谁看过我


async def test_a_member_sees_who_looked_how_often_and_when(talk: Talk) -> None:
    for _ in range(2):
        await talk.play(
            ("李书记", PRIVATE, "失联 张三 电话停机", "确认"), ("李书记", PRIVATE, "取消", "作罢")
        )
    await talk.play(("张三", PRIVATE, "谁看过我", r"李书记（第一支部书记）：失联 2 次，最近 2026年11月23日"))


async def test_who_looked_up_the_log_stands_in_it(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "谁看过 张三", "没有。"),
        ("张三", PRIVATE, "谁看过我", "王主任（党办）：查谁看过"),
        ("李书记", PRIVATE, "谁看过 张三", "只有党办可以用"),
    )


async def test_every_refusal_is_noted(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "谁看过 李四", "只有党办可以用"), ("张三", PRIVATE, "停发", "只有"))
    refused = [entry.action for entry in audit.newest(talk.db, 10, number_of(talk, "张三"))]
    assert refused == ["拒绝 停发", "拒绝 谁看过"]


@pytest.mark.parametrize(
    ("who", "words", "action"),
    [
        ("李书记", "代报 张三 平安 在苏州", "代报"),
        ("李书记", "进山 张三 到 12月10日", "代报 外出"),
        ("王主任", "谁看过 张三", "查谁看过"),
    ],
)
async def test_what_others_do_with_a_record_is_noted(talk: Talk, who: str, words: str, action: str) -> None:
    await talk.say(who, PRIVATE, words)
    entries = audit.of_member(talk.db, number_of(talk, "张三"), START)
    assert [(entry.actor_id, entry.action) for entry in entries] == [(number_of(talk, who), action)]


LISTS = ("名单 未回", "名单 在外", "名单 境外", "名单 待看", "名单 失联", "名单 未报", "本支部", "名单 求助")


@pytest.mark.parametrize("words", LISTS)
async def test_every_list_of_people_is_noted(sent: Talk, words: str) -> None:
    db, zhou = sent.db, number_of(sent, "老周")
    await sent.play(
        ("李书记", PRIVATE, "代报 老周 摔伤了，需要帮助，在德国慕尼黑", "."),
        ("李书记", PRIVATE, "失联 老周", "确认"),
        ("李书记", PRIVATE, "确认", "已记"),
        ("王主任", OFFICE, "点名 支部 一", "确认"),
        ("王主任", OFFICE, "确认", "."),
    )
    db.execute(
        "INSERT INTO concerns (member_id, why, detail, said_by, message_id, words, at)"
        " VALUES (?, 'unclear', '', ?, 'm', '听不懂的话', ?)",
        (zhou, zhou, "2026-11-23T00:00:00.000Z"),
    )
    db.execute("DELETE FROM audit")
    await sent.say("李书记", PRIVATE, words)
    assert words in {entry.action for entry in audit.of_member(db, zhou, START.replace(year=2025))}


# 导出我的数据


def exported(talk: Talk) -> dict[str, str]:
    """Give the text of each sheet of the newest export."""
    (path,) = Path(talk.stage.settings.database).parent.glob("exports/*.xlsx")
    return {
        name: "\n".join(" ".join(str(cell) for cell in row.cells if cell) for row in rows)
        for name, rows in read_sheets(path).items()
    }


async def test_an_export_holds_the_own_rows_and_nobody_elses(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "平安，在上海", "已记"),
        ("李四", PRIVATE, "平安，在苏州", "已记"),
        ("李书记", PRIVATE, "代报 张三 李四 平安", "."),
        ("张三", PRIVATE, "导出我的数据", "只发给您"),
    )
    sheets = exported(talk)
    assert "13800138000" in sheets["名册"]
    assert "平安，在上海" in sheets["报平安"]
    whole = "\n".join(sheets.values())
    assert "李书记" in whole
    assert not re.search("苏州|李四|13900139000", whole)
    assert audit.newest(talk.db, 1)[0].action == "导出自己的数据"


async def test_the_file_goes_to_the_member_alone(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "导出我的数据", "."))
    rows = talk.db.execute("SELECT conversation FROM outbox WHERE file IS NOT NULL").fetchall()
    assert rows == [(account_id("张三"),)]


# 删除我的数据


async def ask_deletion(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "平安，在上海浦东，电话13800009999", "已记"),
        ("张三", PRIVATE, "更正 住址 上海浦东张江路5号 手机 13800007777", "错了回"),
        ("张三", PRIVATE, "进山 到 12月10日 护林", "好的"),
        ("张三", PRIVATE, "删除我的数据", "会删掉.*要留下.*党员名册.*确认"),
        ("张三", PRIVATE, "确认", "报党办了"),
    )


async def test_before_the_office_agrees_nothing_is_deleted(talk: Talk) -> None:
    await ask_deletion(talk)
    assert record_of(talk, "张三")[Field.ADDRESS]
    await talk.play(
        ("李书记", PRIVATE, "同意 1号", "没有等您答复|要由党办"), ("张三", PRIVATE, "收回 1号", "收回了")
    )
    await talk.play(("王主任", PRIVATE, "同意 1号", "已经收回了"))
    assert record_of(talk, "张三")[Field.ADDRESS]


async def test_after_it_no_words_places_or_former_numbers_are_left(talk: Talk) -> None:
    await ask_deletion(talk)
    own = number_of(talk, "张三")
    await talk.play(("王主任", PRIVATE, "同意 1号", "张三的数据删了"))
    await talk.wait(minutes=1)
    for kept in REGISTRY:
        if kept.person in {None, "account_id"} or kept.table in {"outbox", "audit"}:
            continue
        rows = talk.db.execute(f"SELECT * FROM {kept.table} WHERE {kept.person} = ?", (own,)).fetchall()
        assert not re.search("上海|浦东|护林|13800009999|13800138000", str(rows)), kept.table
        assert not rows or kept.erase is not Erase.ROW or kept.only, kept.table
    assert "按规定留下的：\n· " in talk.told("张三")[-1]


async def test_the_membership_stays_and_the_secretary_telephones(talk: Talk) -> None:
    await ask_deletion(talk)
    await talk.play(("王主任", PRIVATE, "同意 1号", "."))
    record = record_of(talk, "张三")
    assert (record[Field.NAME], record[Field.JOINED_ON], record[Field.PHONE]) == (
        "张三",
        "2010-07-01",
        "13800007777",
    )
    assert accounts.reachable(talk.db, number_of(talk, "张三")) is None
    assert checkins.count_heard(talk.db, START.replace(hour=7)) == [(record_branch(talk), 1)]


def record_branch(talk: Talk) -> int | None:
    return members.named(talk.db, "张三")[0].branch_id


async def test_nobody_elses_rows_are_touched(talk: Talk) -> None:
    await talk.play(("李四", PRIVATE, "平安，在苏州", "已记"))
    await ask_deletion(talk)
    await talk.play(("王主任", PRIVATE, "同意 1号", "."))
    (words,) = talk.db.execute(
        "SELECT words FROM checkins WHERE member_id = ?", (number_of(talk, "李四"),)
    ).fetchone()
    assert words == "平安，在苏州"
    assert accounts.reachable(talk.db, number_of(talk, "李四"))


async def test_who_holds_a_post_hands_it_over_first(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "删除我的数据", "先向党办交接"))
    assert members.holders(talk.db, Role.SECRETARY)


async def test_it_is_asked_for_once(talk: Talk) -> None:
    await ask_deletion(talk)
    await talk.play(("张三", PRIVATE, "删除我的数据", "已经提了（1号申请）"))
    assert len(requests.waiting(talk.db, "deletion")) == 1


def test_what_stays_is_named_with_its_reason_where_there_is_something(cast_db: Database) -> None:
    stays = own_data.list_kept(cast_db, members.named(cast_db, "张三")[0].id)
    assert sorted(name for names in stays.values() for name in names) == [
        "加了好友的账号",
        "名册",
        "授权",
        "谁在哪个群",
    ]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("查看我的信息", "名册上记着您的"),
        ("谁看过我的资料？", "近 12 个月"),
        ("我想导出数据", "只发给您"),
        ("怎么删除我的资料", "会删掉或清空"),
    ],
)
async def test_plain_words_mean_the_commands(talk: Talk, words: str, answer: str) -> None:
    await talk.play(("李四", FIRST, words, None), ("李四", PRIVATE, words, answer))
