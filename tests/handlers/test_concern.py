"""名单 待看: what was said to the bot and not understood, and who hears of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ports import Incoming, MessageKind
from data import account as accounts
from tests.conftest import FIRST, OFFICE, OVERSEAS, PRIVATE, SECRETARIES, START, Talk, account_id, room_id
from tests.handlers.conftest import receipts

UNCLEAR = "那个事我再想想"
CALLED = "张三有我没看懂的话，请您看看：发“名单 待看”。"
TAIL = "\n看过的请发“名单 看过 1”，就不再列出。$"


async def send(
    talk: Talk, kind: MessageKind, who: str = "张三", where: str = PRIVATE
) -> list[tuple[str, str]]:
    """Let somebody send what is no text; gives what the bot said."""
    number = f"{kind}-{who}-{talk.now.timestamp()}"
    room = None if where == PRIVATE else room_id(where)
    await talk.stage.bot.take(Incoming(number, account_id(who), who, "", talk.now, room=room, kind=kind))
    return await talk.wait(minutes=1)


# Where an answer is open


async def test_an_unclear_answer_goes_on_the_secretary_s_list_with_the_words(sent: Talk) -> None:
    await sent.play(
        ("张三", PRIVATE, UNCLEAR, "^没看懂，已请李书记看看。$"),
        ("李书记", PRIVATE, "名单 待看", f"^待看 1 条：\n1 张三（11月23日私信）没看懂：“{UNCLEAR}”{TAIL}"),
    )
    assert CALLED in sent.told("李书记")


async def test_one_addressed_in_the_room_does_too_and_the_room_reads_no_words(sent: Talk) -> None:
    await sent.play(
        ("张三", FIRST, f"@风筝线 {UNCLEAR}", "^没看懂，已请李书记看看。$"),
        ("李书记", FIRST, "名单 待看", "^名单已私信您。$"),
    )
    assert f"张三（11月23日群里）没看懂：“{UNCLEAR}”" in sent.told("李书记")[-1]
    assert not [text for text in sent.told(FIRST) if UNCLEAR in text]


async def test_privately_every_word_is_answered_and_kept_and_the_secretary_told_once(sent: Talk) -> None:
    await sent.play(
        ("张三", PRIVATE, UNCLEAR, "没看懂"), ("张三", PRIVATE, "再说吧", "没看懂，已请李书记看看")
    )
    assert sent.told("李书记") == [CALLED]
    await sent.play(("李书记", PRIVATE, "名单 待看", "^待看 2 条：.*再想想.*再说吧"))


def _told_of_people(talk: Talk) -> list[str]:
    """What the secretary was told besides Monday's page."""
    return [said for said in talk.told("李书记") if not said.startswith("【周报】")]


async def test_in_the_night_the_secretary_is_left_to_sleep(sent: Talk) -> None:
    await sent.until(START.replace(hour=23))
    await sent.play(("张三", PRIVATE, UNCLEAR, "没看懂"))
    assert _told_of_people(sent) == []
    await sent.until(START.replace(hour=8, minute=30) + timedelta(days=1))
    assert _told_of_people(sent) == [CALLED]


async def test_a_room_hears_once_a_day_that_the_secretary_was_asked(sent: Talk) -> None:
    await sent.play(("张三", FIRST, f"@风筝线 {UNCLEAR}", "没看懂"), ("张三", FIRST, "@风筝线 再说吧", None))


async def test_the_secretary_hears_of_each_person_once_a_day(sent: Talk) -> None:
    await sent.play(("李四", PRIVATE, "再说吧", "没看懂"), ("张三", PRIVATE, UNCLEAR, "没看懂"))
    assert sent.told("李书记") == [CALLED.replace("张三", "李四"), CALLED]


async def test_a_question_or_a_worry_is_not_answered_by_a_check_in(sent: Talk) -> None:
    await sent.play(
        ("张三", PRIVATE, UNCLEAR, "没看懂"),
        ("张三", PRIVATE, "平安，在上海", "已记"),
        ("李书记", PRIVATE, "名单 待看", f"没看懂：“{UNCLEAR}”"),
    )


async def test_what_was_looked_at_goes_off_the_list(sent: Talk) -> None:
    for text in ("一件事", "两件事", "三件事"):
        await sent.play(("张三", PRIVATE, text, "没看懂"))
    await sent.play(
        ("李书记", PRIVATE, "名单 看过 1", "请先发“名单 待看”"),
        ("李书记", PRIVATE, "名单 待看", "^待看 3 条"),
        ("李书记", PRIVATE, "名单 看过 1、3", f"^待看 1 条：\n1 张三.*两件事”{TAIL}"),
        ("李书记", PRIVATE, "名单 看过 2", "待看名单里没有第2条"),
        ("赵书记", PRIVATE, "名单 看过 1", "待看名单里没有第1条"),
        ("李书记", PRIVATE, "名单 看过 全部", "^没有待看的。$"),
    )


async def test_what_came_since_the_list_was_shown_is_not_taken_off_unseen(sent: Talk) -> None:
    await sent.play(
        ("张三", PRIVATE, "一件事", "没看懂"),
        ("李书记", PRIVATE, "名单 待看", "^待看 1 条"),
        ("李四", PRIVATE, "两件事", "没看懂"),
        ("李书记", PRIVATE, "名单 看过 全部", f"^待看 1 条：\n1 李四.*两件事”{TAIL}"),
    )


async def test_numbers_are_those_of_the_list_shown_whoever_took_something_off_since(sent: Talk) -> None:
    await sent.play(
        ("张三", PRIVATE, "一件事", "没看懂"),
        ("李四", PRIVATE, "两件事", "没看懂"),
        ("李书记", PRIVATE, "名单 待看", "^待看 2 条"),
        ("王主任", PRIVATE, "名单 待看", "^待看 2 条"),
        ("王主任", PRIVATE, "名单 看过 1", "^待看 1 条"),
        ("李书记", PRIVATE, "名单 看过 1", f"^待看 1 条：\n1 李四.*两件事”{TAIL}"),
    )


async def test_a_check_in_settles_what_could_not_be_read(sent: Talk) -> None:
    await send(sent, MessageKind.AUDIO)
    await sent.play(("张三", PRIVATE, "平安", "已记"), ("李书记", PRIVATE, "名单 待看", "^没有待看的。$"))


async def test_a_report_by_the_secretary_settles_it_too(sent: Talk) -> None:
    await sent.play(
        ("张三", PRIVATE, UNCLEAR, "没看懂"),
        ("李书记", PRIVATE, "代报 张三 平安 在家", "已记"),
        ("李书记", PRIVATE, "名单 待看", "^没有待看的。$"),
    )


async def test_each_sees_the_own_scope_the_oldest_first(sent: Talk) -> None:
    await sent.play(("孙七", PRIVATE, "二支部的话", "赵书记"), ("张三", PRIVATE, "一支部的话", "李书记"))
    await sent.play(
        ("李书记", PRIVATE, "名单 待看", "^待看 1 条：\n1 张三"),
        ("王主任", OFFICE, "名单 待看", "^待看 2 条：\n1 孙七.*\n2 张三"),
        ("张三", PRIVATE, "名单 待看", "只有支部书记可以用"),
    )


async def test_after_a_month_it_is_no_longer_shown(sent: Talk) -> None:
    await sent.play(("张三", PRIVATE, UNCLEAR, "没看懂"))
    await sent.until(START + timedelta(days=31))
    await sent.play(("李书记", PRIVATE, "名单 待看", "^没有待看的。$"))


# Voice and pictures


@pytest.mark.parametrize(
    ("kind", "said", "listed"),
    [
        (MessageKind.AUDIO, "语音我听不了，打两个字就行，或请书记代报。", "发来语音，看不了"),
        (MessageKind.IMAGE, "图片我看不了，打两个字就行，或请书记代报。", "发来图片，看不了"),
        (MessageKind.FILE, "文件我打不开，打两个字就行，或请书记代报。", "发来文件，看不了"),
    ],
)
async def test_voice_and_pictures_go_on_the_list_and_the_member_hears_once_a_day(
    sent: Talk, kind: MessageKind, said: str, listed: str
) -> None:
    assert await send(sent, kind) == [("张三", said), ("李书记", CALLED)]
    assert await send(sent, kind) == []
    await sent.play(("李书记", PRIVATE, "名单 待看", f"^待看 1 条：\n1 张三（11月23日私信）{listed}{TAIL}"))


async def test_with_nothing_open_voice_is_answered_and_not_listed(talk: Talk) -> None:
    assert await send(talk, MessageKind.AUDIO) == [("张三", "语音我听不了，打两个字就行，或请书记代报。")]
    assert talk.counts("concerns") == 0


@pytest.mark.parametrize("kind", [MessageKind.STICKER, MessageKind.OTHER])
async def test_a_sticker_or_a_red_packet_is_never_answered(sent: Talk, kind: MessageKind) -> None:
    assert await send(sent, kind) == []
    assert sent.counts("concerns") == 0


@pytest.mark.parametrize(("who", "where"), [("路人", PRIVATE), ("张三", FIRST)])
async def test_voice_of_strangers_and_in_rooms_is_chat(sent: Talk, who: str, where: str) -> None:
    assert await send(sent, MessageKind.AUDIO, who, where) == []
    assert sent.counts("concerns") == 0


# Doubtful receipts, unknown names


async def test_a_doubtful_receipt_is_listed_until_a_sure_one(sent: Talk) -> None:
    await sent.play(
        ("李书记", FIRST, "看到的回个1", None),
        ("张三", FIRST, "收到", None),
        ("李书记", PRIVATE, "名单 待看", "1 张三（11月23日群里）可能已回第1号通知：“收到”"),
        ("张三", FIRST, "第1号收到", None),
        ("李书记", PRIVATE, "名单 待看", "^没有待看的。$"),
    )
    assert [certain for _, _, certain, _ in receipts(sent)] == [0, 1]


async def test_a_check_in_does_not_settle_a_doubtful_receipt(sent: Talk) -> None:
    await sent.play(
        ("李书记", FIRST, "看到的回个1", None),
        ("张三", FIRST, "收到", None),
        ("张三", PRIVATE, "平安", "已记"),
        ("李书记", PRIVATE, "名单 待看", "可能已回第1号通知"),
    )


async def test_a_name_nobody_has_is_listed_until_it_is_put_right(talk: Talk) -> None:
    await talk.play(
        ("李四", PRIVATE, "代报 张山 平安 在苏州", "没认出张山"),
        ("李书记", PRIVATE, "名单 待看", "1 李四（11月23日私信）没认出“张山”：“代报 张山 平安 在苏州”"),
        ("李四", PRIVATE, "平安，在家", "已记"),
        ("李四", PRIVATE, "代报 老周 平安", "已记"),
        ("李书记", PRIVATE, "名单 待看", "没认出“张山”"),
        ("李四", PRIVATE, "代报 张三 平安 在苏州", "已记"),
        ("李书记", PRIVATE, "名单 待看", "^没有待看的。$"),
    )


async def test_of_a_list_only_the_line_is_shown_and_each_name_once(talk: Talk) -> None:
    text = "#接龙\n报平安\n1. 李四 平安\n2. 王小明 平安，在上海"
    await talk.say("李四", FIRST, text)
    await talk.say("张三", FIRST, f"{text}\n3. 张三 平安")
    await talk.play(
        ("李书记", PRIVATE, "名单 待看", "^待看 1 条：\n1 李四.*没认出“王小明”：“2. 王小明 平安，在上海”\n")
    )


async def test_a_name_of_a_list_that_was_looked_at_is_not_listed_anew(talk: Talk) -> None:
    text = "#接龙\n报平安\n1. 李四 平安\n2. 王小明 平安"
    await talk.say("李四", FIRST, text)
    await talk.play(
        ("李书记", PRIVATE, "名单 待看", "没认出“王小明”"), ("李书记", PRIVATE, "名单 看过 1", "没有待看的")
    )
    await talk.say("张三", FIRST, f"{text}\n3. 张三 平安")
    await talk.play(("李书记", PRIVATE, "名单 待看", "^没有待看的。$"))
    await talk.wait(days=6)
    await talk.say("张三", FIRST, text)
    await talk.play(("李书记", PRIVATE, "名单 待看", "没认出“王小明”"))


async def test_a_name_of_a_list_of_receipts_is_looked_at_once_for_each_notice(sent: Talk) -> None:
    text = "#接龙\n周六上午集中学习 收到\n1. 李四\n2. 王小明"
    await sent.say("李四", FIRST, text)
    await sent.play(
        ("李书记", PRIVATE, "名单 待看", "王小明（第1号通知）"),
        ("李书记", PRIVATE, "名单 看过 1", "没有待看的"),
    )
    await sent.wait(days=6)
    await sent.say("张三", FIRST, f"{text}\n3. 张三")
    await sent.play(("李书记", PRIVATE, "名单 待看", "^没有待看的。$"))


async def test_in_a_room_of_several_branches_an_unknown_name_is_one_matter(talk: Talk) -> None:
    text = "#接龙\n报平安\n1. 王小明 平安"
    for who in ("赵海", "孙七"):
        talk.stage.wechat.sit(room_id(OVERSEAS), account_id(who), who)
        await talk.say(who, OVERSEAS, text)
    await talk.play(("王主任", PRIVATE, "名单 待看", "^待看 1 条：\n1 赵海.*没认出“王小明”"))


async def test_an_unknown_name_told_anew_by_itself_is_listed_again(talk: Talk) -> None:
    await talk.play(
        ("李四", PRIVATE, "代报 张山 平安", "没认出张山"),
        ("李书记", PRIVATE, "名单 待看", "没认出“张山”"),
        ("李书记", PRIVATE, "名单 看过 1", "没有待看的"),
        ("李四", PRIVATE, "代报 张山 平安", "没认出张山"),
        ("李书记", PRIVATE, "名单 待看", "没认出“张山”"),
    )


# Where nothing is open


async def test_words_not_understood_are_passed_on_when_the_member_wishes(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "老支书家的门牌号是多少呀", "^我是自动助手，没看懂。要转给李书记吗？回“转”。$"),
        ("张三", PRIVATE, "转", "^已转给李书记。$"),
        ("张三", PRIVATE, "转", "^没有等着转的话"),
        ("张三", PRIVATE, "不用了", None),
    )
    assert talk.told("李书记") == ["张三请我转一句话给您：\n老支书家的门牌号是多少呀"]
    assert talk.counts("concerns") == 0


@pytest.mark.parametrize("yes", ["转", "转吧", "转。", "“转”", "转给她", "转给书记吧", "好的", "要", "可以"])
async def test_privately_a_yes_is_enough(talk: Talk, yes: str) -> None:
    await talk.play(
        ("张三", PRIVATE, "老支书家的门牌号是多少呀", "没看懂"), ("张三", PRIVATE, yes, "已转给李书记")
    )


@pytest.mark.parametrize("chat", ["好的", "转发一下", "转给谁呀", "转给她", "不用了", "确认"])
async def test_in_a_room_only_the_word_itself_passes_it_on(talk: Talk, chat: str) -> None:
    await talk.play(
        ("张三", FIRST, "@风筝线 老支书家的门牌号是多少呀", "要转给李书记吗"),
        ("张三", FIRST, chat, None),
        ("李四", FIRST, "转", None),
        ("张三", FIRST, "转", "^已转给李书记。$"),
    )
    assert not [text for text in talk.told(FIRST) if "党费" in text]


@pytest.mark.parametrize("no", ["不转", "不用了", "算了", "不用转", "取消"])
async def test_privately_a_no_is_enough(talk: Talk, no: str) -> None:
    await talk.play(
        ("张三", PRIVATE, "老支书家的门牌号是多少呀", "没看懂"), ("张三", PRIVATE, no, "^好的，作罢了。$")
    )
    assert talk.told("李书记") == []


async def test_old_people_answer_late(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "老支书家的门牌号是多少呀", "没看懂"))
    await talk.wait(minutes=55)
    await talk.play(("张三", PRIVATE, "转", "^已转给李书记。$"))


async def test_after_an_hour_it_has_to_be_said_again(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "老支书家的门牌号是多少呀", "没看懂"))
    await talk.wait(minutes=61)
    await talk.play(("张三", PRIVATE, "好的", None), ("张三", PRIVATE, "转", "过了一个小时"))
    assert _told_of_people(talk) == []


async def test_without_the_secretary_the_office_gets_it_and_else_the_list(talk: Talk) -> None:
    accounts.unfriend(talk.db, account_id("李书记"))
    await talk.play(
        ("张三", PRIVATE, "老支书家的门牌号是多少呀", "没看懂"), ("张三", PRIVATE, "转", "^已转给王主任。$")
    )
    accounts.unfriend(talk.db, account_id("王主任"))
    await talk.play(
        ("张三", PRIVATE, "老支书家的门牌号是多少呀", "没看懂"),
        ("张三", PRIVATE, "转", "^记在李书记的待看名单里了"),
        ("李书记", PRIVATE, "名单 待看", "请转给您：“老支书家的门牌号是多少呀”"),
    )


async def test_a_draft_that_waits_is_not_pushed_away(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "通知 全体：放假", "将发给"),
        ("王主任", OFFICE, "@风筝线 这样行吗大家", "^没看懂。刚才那条还等着您回“确认”或“取消”。$"),
        ("王主任", OFFICE, "好的", None),
        ("王主任", OFFICE, "转", None),
        ("王主任", OFFICE, "确认", "第1号通知开始发送"),
    )


@pytest.mark.parametrize("who", ["王主任", "李书记"])
async def test_the_staff_are_pointed_to_help(talk: Talk, who: str) -> None:
    await talk.play((who, PRIVATE, "天上有几颗星", "^我是自动助手，没看懂。发“帮助”看我会做什么。$"))


# What needs no understanding


@pytest.mark.parametrize(
    "text", ["谢谢", "谢谢你啊小风", "谢谢李书记关心！", "您好", "辛苦啦", "@风筝线 早上好"]
)
async def test_thanks_and_greetings_get_one_warm_line_a_day(sent: Talk, text: str) -> None:
    where = FIRST if "@" in text else PRIVATE
    await sent.play(("张三", where, text, "您客气了"), ("张三", where, text, None))
    assert sent.counts("concerns") == 0


async def test_a_question_behind_a_greeting_is_a_question(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "你好，老支书家的门牌号是多少呀", "要转给李书记吗"))


@pytest.mark.parametrize("text", ["[微笑]", "😊😊", "[红包]恭喜发财，大吉大利", "“张三”拍了拍我", "！！"])
async def test_what_has_no_words_is_left_alone(sent: Talk, text: str) -> None:
    await sent.play(("张三", PRIVATE, text, None))
    assert sent.counts("concerns") == 0


@pytest.mark.parametrize("text", ["对", "对的", "没错", "嗯", "哦", "嗯，对", "知道了", "好"])
async def test_what_agrees_with_an_answer_needs_none(talk: Talk, text: str) -> None:
    await talk.play(("张三", PRIVATE, "平安，在苏州", "已记"), ("张三", PRIVATE, text, None))
    assert talk.counts("drafts") == 0


@pytest.mark.parametrize("text", ["确认", "取消", "作罢", "确认。"])
async def test_a_confirmation_of_nothing_is_told_so(talk: Talk, text: str) -> None:
    await talk.play(("王主任", PRIVATE, text, "^没有等您确认的事。$"), ("王主任", OFFICE, text, None))


async def test_who_only_calls_the_bot_is_answered(talk: Talk) -> None:
    await talk.play(
        ("张三", FIRST, "@风筝线", "我在。发“帮助”"),
        ("李四", PRIVATE, "在吗？", "我在。发“帮助”"),
    )


async def test_ordinary_chat_is_neither_answered_nor_listed(sent: Talk) -> None:
    await sent.play(("张三", FIRST, UNCLEAR, None), ("李书记", SECRETARIES, UNCLEAR, None))
    assert sent.counts("concerns") == 0
    assert UNCLEAR not in "\n".join(sent.db.conn.iterdump())
