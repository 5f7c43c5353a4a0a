"""名单 返乡: who comes back for a festival, as a plan of visits."""

from __future__ import annotations

from datetime import datetime

from tests.conftest import BEIJING, PRIVATE, MakeTalk, Talk

JANUARY = datetime(2027, 1, 18, 8, tzinfo=BEIJING)  # Spring Festival is on 6 February


async def test_who_said_to_come_back_stands_in_the_plan(make_talk: MakeTalk) -> None:
    talk = make_talk(JANUARY)
    await talk.stage.settle()
    await talk.play(
        ("张三", PRIVATE, "平安，在苏州，2月3日回", "已记"),
        ("李四", PRIVATE, "平安，在广州", "已记"),
        (
            "李书记",
            PRIVATE,
            "名单 返乡 春节",
            "2027年春节前后回来的 1 位，1 位还没安排走访：\n1 张三 2月3日回\n",
        ),
        ("李书记", PRIVATE, "走访计划 1 2月4日", "2月4日去看张三"),
        ("李书记", PRIVATE, "名单 返乡", "0 位还没安排.*1 张三 2月3日回，计划2月4日走访"),
        ("李书记", PRIVATE, "走访 1 一家都好", "走访张三"),
        ("李书记", PRIVATE, "名单 返乡", "1月18日走访过了"),
    )


async def test_nobody_yet_says_how_to_ask(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "名单 返乡", "还没有人说过2027年春节前后哪天回来"),
        ("李书记", PRIVATE, "名单 返乡春节吧", "还没有人说过2027年春节前后"),
        ("李书记", PRIVATE, "名单 返乡 双十一", "没有“双十一”这个节"),
        ("李书记", PRIVATE, "走访计划 张三 上个月", "请写以后的日子"),
    )
