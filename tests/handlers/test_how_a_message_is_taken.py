"""The rules by which a message is taken, one table a rule: who writes where, what comes back, what it was."""

from __future__ import annotations

import pytest

from bot.ports import Incoming, MessageKind, Quote
from tests.conftest import (
    CENTRAL,
    FIRST,
    OFFICE,
    OVERSEAS,
    PRIVATE,
    SECRETARIES,
    Talk,
    account_id,
    room_id,
)
from tests.handlers.conftest import receipts

# Who writes, where, what, a pattern of the answer there (None: not a word anywhere), what it was taken for.
Case = tuple[str, str, str, str | None, str]


async def check(talk: Talk, case: Case) -> None:
    who, where, text, answered, outcome = case
    await talk.play((who, where, text, answered))
    assert talk.outcomes()[-1] == outcome


def ids(case: object) -> str:
    return str(case[2]) if isinstance(case, tuple) else str(case)


# 1. From the bot itself, or a repeat: nothing.


async def test_1_a_repeat_does_nothing(sent: Talk) -> None:
    message = Incoming("m1", account_id("张三"), "张三", "收到", sent.now, room=room_id(FIRST))
    for _ in range(2):
        await sent.stage.bot.take(message)
    assert len(receipts(sent)) == 1


async def test_1_the_bot_s_own_words_are_nothing(sent: Talk) -> None:
    before = len(sent.outcomes())
    await sent.play(("张三", PRIVATE, "收到", "已记"))
    await sent.wait(minutes=1)
    assert len(sent.outcomes()) == before + 1


# 2. A command: the first word names it; in a room only a whole fit counts, else a misfit gets help.


@pytest.mark.parametrize(
    "case",
    [
        ("李书记", SECRETARIES, "进度", "^第1号通知 11月23日", "进度"),
        ("李书记", SECRETARIES, "#进度 1号", "^第1号通知 11月23日", "进度"),
        ("李书记", SECRETARIES, "＃进度 N1", "^第1号通知 11月23日", "进度"),
        ("李书记", SECRETARIES, "/进度", "^第1号通知 11月23日", "进度"),
        ("李书记", SECRETARIES, "@风筝线 #进度 第1号", "^第1号通知 11月23日", "进度"),
        ("李书记", SECRETARIES, "名单未回", "^名单已私信您", "名单 未回"),
        ("李书记", SECRETARIES, "进度 怎么这么慢", None, "chat"),
        ("李书记", SECRETARIES, "@风筝线 进度 怎么这么慢", "例：进度", "refused"),
        ("李书记", PRIVATE, "进度 怎么这么慢", "例：进度", "refused"),
        ("王主任", OFFICE, "通知大家明天带伞", None, "chat"),
        ("李书记", FIRST, "提醒大家带伞", None, "chat"),
        ("李书记", FIRST, "活动取消了", None, "chat"),
        ("张三", FIRST, "进度", "只有支部书记可以用", "refused"),
        ("路人", FIRST, "进度", "还不认识您", "unknown sender"),
    ],
    ids=ids,
)
async def test_2_commands(sent: Talk, case: Case) -> None:
    await check(sent, case)


# 3. 平安, 报平安, 代报 open a check-in at any time in a members' room, if it reads as one.


@pytest.mark.parametrize(
    "case",
    [
        ("张三", FIRST, "平安", None, "take_checkin"),
        ("张三", FIRST, "报平安，在上海", None, "take_checkin"),
        ("张三", FIRST, "代报 李四 平安", None, "take_checkin"),
        ("张三", FIRST, "#平安 在上海", None, "take_checkin"),
        ("赵海", OVERSEAS, "平安，在多伦多", None, "take_checkin"),
        ("张三", FIRST, "平安，我被困在山上了，快来人", "^$", "take_checkin"),
        ("张三", FIRST, "平安夜快乐", None, "chat"),
        ("张三", FIRST, "平安是福", None, "chat"),
        ("张三", FIRST, "平安到家的说一声", None, "chat"),
        ("张三", FIRST, "报平安的人怎么这么少", None, "chat"),
        ("张三", FIRST, "我在上海挺好的", None, "chat"),
        ("李书记", SECRETARIES, "平安", None, "chat"),
        ("王主任", CENTRAL, "平安", None, "chat"),
        ("路人", FIRST, "平安", None, "chat"),
    ],
    ids=ids,
)
async def test_3_check_ins(sent: Talk, case: Case) -> None:
    await check(sent, case)


# 4. An answer to what is open: a quote or a number first, else the newest; a person who asked makes doubt.


@pytest.mark.parametrize(
    "text",
    [
        *("收到", "1", "好的", "OK", "👌", "[强]", "[OK]", "收到！", "收到，周六能到"),
        *("第1号收到", "1号收到", "N1 收到", "收到 第1号", "@风筝线 收到"),
    ],
)
async def test_4_receipts(sent: Talk, text: str) -> None:
    await sent.play(("张三", FIRST, text, None))
    assert [(name, number, certain) for name, number, certain, _ in receipts(sent)] == [("张三", 1, 1)]


@pytest.mark.parametrize(
    "text",
    [
        *("收到了吗", "没收到", "收到红包，请在手机上查看", "[红包]恭喜发财", "“李四”拍了拍我", "[微笑]"),
        *("第9号收到", "N12 收到", "@李四 收到", "1.5公里", "好的话周末去", "OK绷哪里有卖"),
    ],
)
async def test_4_no_receipts(sent: Talk, text: str) -> None:
    await sent.play(("张三", FIRST, text, None))
    assert receipts(sent) == []
    assert sent.outcomes()[-1] == "chat"


@pytest.mark.parametrize(
    ("author", "quoted", "counted"),
    [
        ("风筝线", "【第1号通知】\n周六上午九点集中学习", [("张三", 1, 1, "")]),
        ("风筝线", "第1号通知还有 2 位没回", [("张三", 1, 1, "")]),
        ("风筝线", "已收到李四的平安。", [("张三", 1, 1, "")]),
        ("李书记", "转：周六上午九点集中学习", [("张三", 1, 1, "")]),
        ("李四", "明天谁去", []),
    ],
)
async def test_4_quotes(
    sent: Talk, author: str, quoted: str, counted: list[tuple[str, int, int, str]]
) -> None:
    await sent.say("张三", FIRST, "收到", quote=Quote(author, quoted))
    assert receipts(sent) == counted


@pytest.mark.parametrize(
    ("text", "certain"), [("收到", 0), ("1", 0), ("第1号收到", 1), ("@风筝线 收到", 1), ("收到，周六能到", 0)]
)
async def test_4_after_a_person_asked_only_a_clear_answer_is_sure(
    sent: Talk, text: str, certain: int
) -> None:
    await sent.play(("李书记", FIRST, "看到的请回复一下", None), ("张三", FIRST, text, None))
    assert [sure for _, _, sure, _ in receipts(sent)] == [certain]
    assert sent.counts("concerns") == 1 - certain


@pytest.mark.parametrize("kind", [kind for kind in MessageKind if kind is not MessageKind.TEXT])
async def test_4_what_is_no_text_is_never_an_answer(sent: Talk, kind: MessageKind) -> None:
    await sent.stage.bot.take(
        Incoming("m1", account_id("张三"), "张三", "收到", sent.now, room=room_id(FIRST), kind=kind)
    )
    assert await sent.wait(minutes=1) == []
    assert receipts(sent) == []


# 5. A solitaire list counts when its title fits what is open or is a 报平安 list.


@pytest.mark.parametrize(
    ("title", "outcome"),
    [
        ("第1号通知", "take_list"),
        ("周六集中学习", "take_list"),
        ("本周报平安", "take_checkin"),
        ("团购苹果", "chat"),
        ("第9号通知签收", "chat"),
    ],
)
async def test_5_lists(sent: Talk, title: str, outcome: str) -> None:
    await sent.play(("张三", FIRST, f"#接龙\n{title}\n1. 张三 平安\n2. 李四 平安", None))
    assert sent.outcomes()[-1] == outcome


# 6. Addressed and not understood: a warm line, the way to the secretary; never a reply to ordinary chat.


@pytest.mark.parametrize(
    "case",
    [
        ("张三", FIRST, "@风筝线 谢谢", "您客气了", "take_unclear"),
        ("张三", PRIVATE, "你好", "您客气了", "take_unclear"),
        ("张三", PRIVATE, "老支书家的门牌号是多少呀", "要转给李书记吗？回“转”", "take_unclear"),
        ("张三", FIRST, "@风筝线 老支书家的门牌号是多少呀", "要转给李书记吗？回“转”", "take_unclear"),
        ("路人", PRIVATE, "老支书家的门牌号是多少呀", "还不认识您", "unknown sender"),
        ("张三", PRIVATE, "哈哈救命", "要紧吗", "take_checkin"),
        ("张三", FIRST, "老支书家的门牌号是多少呀", None, "chat"),
        ("张三", FIRST, "谢谢大家", None, "chat"),
        ("张三", FIRST, "哈哈救命", None, "chat"),
        ("张三", FIRST, "不对，我在苏州", None, "chat"),
    ],
    ids=ids,
)
async def test_6_what_is_not_understood(talk: Talk, case: Case) -> None:
    await check(talk, case)


async def test_6_while_an_answer_is_open_the_secretary_looks_at_it(sent: Talk) -> None:
    await check(sent, ("张三", PRIVATE, "周六的事再说吧", "已请李书记看看", "take_unclear"))


# 7. Ordinary chat: nothing, and not stored.


@pytest.mark.parametrize(
    "text", ["今天上海下大雨了", "我妈昨天去世了", "救命啊又要开会", "我在昆山花桥", "收到快递的说一声"]
)
async def test_7_ordinary_chat_leaves_no_trace(sent: Talk, text: str) -> None:
    await check(sent, ("张三", FIRST, text, None, "chat"))
    assert text not in "\n".join(sent.db.conn.iterdump())
