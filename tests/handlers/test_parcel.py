"""寄书: what was sent, and the member's word that it came."""

from __future__ import annotations

from tests.conftest import OFFICE, PRIVATE, Talk


async def test_the_member_s_word_closes_the_parcel(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "寄书 张三 《党章》 单号 SF1234567890", "给张三寄了《党章》，单号 SF1234567890"),
        ("李书记", PRIVATE, "名单 寄书", "寄出 1 件，1 件还没收到.*张三 《党章》 SF1234567890 在路上"),
        ("张三", PRIVATE, "书收到了，谢谢", "《党章》收到了，已记上"),
        ("李书记", PRIVATE, "名单 寄书", "0 件还没收到.*已收到"),
    )


async def test_without_a_parcel_the_words_mean_nothing_of_the_kind(talk: Talk) -> None:
    await talk.say("李四", PRIVATE, "书收到了")
    assert not [text for text in talk.told("李四") if "已记上" in text]


async def test_a_secretary_may_say_it_for_a_member(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "寄书 老周", "给老周寄了学习资料"),
        ("李书记", PRIVATE, "收到书 老周", "老周收到了学习资料"),
        ("李书记", PRIVATE, "收到书 老周", "没有记着给老周寄过"),
    )


async def test_what_is_long_on_its_way_stands_first(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "寄书 张三 《读本》", "已记"))
    await talk.wait(days=11)
    await talk.play(
        ("李书记", PRIVATE, "寄书 李四 《读本》", "已记"),
        ("王主任", OFFICE, "名单 寄书", "张三 《读本》 十天了还没说收到.*李四 《读本》 在路上"),
    )


async def test_it_can_be_taken_back(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "寄书 张三 李四", "已记"),
        ("李书记", PRIVATE, "撤", "已撤.*寄书"),
        ("李书记", PRIVATE, "名单 寄书", "没有记寄过"),
    )


async def test_a_title_without_its_marks_is_no_unknown_member(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "寄书 张三 党章", "书名请加书名号，例：寄书 张三 《党章》"))
