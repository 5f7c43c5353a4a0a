"""Playing a rehearsal: the clock, the people, the events, and what is caught."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import config
from bot.config import ConfigError, read_yaml
from bot.rehearse import Failed, Line, Performance, Place, read_script, rehearse, scenes, settings_for
from bot.rehearse.scene import SETTINGS
from data.db import open_store
from tests.conftest import CONFIG

STAGE = """
start: 2026-11-23T08:00+08:00
config: {greetings: {birthdays: false, anniversaries: false, festivals: []}}
units: {committee: 党委, branches: [第一支部, 第二支部]}
rooms:
  - {name: 支部书记群, kind: secretary}
  - {name: 党办, kind: office}
  - {name: 第一支部群, kind: branch, branch: 第一支部}
  - {name: 第二支部群, kind: branch, branch: 第二支部}
members:
  - {name: 王主任, role: clerk}
  - {name: 李书记, role: secretary, branch: 第一支部}
  - {name: 张三, branch: 第一支部}
  - {name: 李四, branch: 第一支部, friend: false, nickname: 小李}
  - {name: 钱五, branch: 第一支部, bound: false}
  - {name: 老周, branch: 第一支部, wechat: false}
steps:
"""


async def play(folder: Path, steps: str, head: str = STAGE) -> list[Line]:
    path = folder / "talk.yaml"
    path.write_text(head + steps, encoding="utf-8")
    lines: list[Line] = []
    await rehearse(path, lambda overrides: config.load(CONFIG, overrides), lines.append)
    return lines


async def fails(folder: Path, steps: str, said: str) -> None:
    with pytest.raises(Failed, match=said):
        await play(folder, steps)


async def is_bad(folder: Path, steps: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        await play(folder, steps)


# What holds


async def test_the_transcript_tells_who_said_what_where_and_when(tmp_path: Path) -> None:
    asked, answered = await play(tmp_path, "  - {who: 张三, say: 谢谢, expect: [{to: 张三, text: 客气}]}\n")
    assert json.loads(asked.as_json()) == {
        "at": "2026-11-23T08:00:00+08:00",
        "room": None,
        "to": "风筝线",
        "from": "张三",
        "text": "谢谢",
        "file": None,
    }
    assert (answered.sender, answered.to, answered.by_bot) == ("风筝线", "张三", True)


async def test_pictures_files_and_links_are_shown_as_a_chat_shows_them(tmp_path: Path) -> None:
    (tmp_path / "海报.png").write_bytes(b"\x89PNG")
    (tmp_path / "名单.xlsx").write_bytes(b"PK")
    steps = """
  - {who: 张三, room: 第一支部群, send_file: 海报.png}
  - {who: 张三, room: 第一支部群, send_file: 名单.xlsx}
  - {who: 张三, room: 第一支部群, send_link: {title: 要闻, url: "https://example.org"}}
"""
    lines = await play(tmp_path, steps)
    assert [line.text for line in lines] == [
        "[图片] 海报.png",
        "[文件] 名单.xlsx",
        "[链接] 要闻 https://example.org",
    ]
    assert [Path(line.file).name for line in lines if line.file] == ["海报.png", "名单.xlsx"]


async def test_what_a_clerk_sent_goes_with_the_notice(tmp_path: Path) -> None:
    steps = """
  - {who: 王主任, send_link: {title: 要闻, url: "https://example.org"}, expect: [{text: 收到链接}]}
  - {who: 王主任, say: "通知 支部 一 带图：请看", expect: [{to: 王主任, text: 确认}]}
  - {who: 王主任, say: 确认, expect: [{room: 第一支部群, text: '链接. 要闻 https://example.org'}]}
"""
    await play(tmp_path, steps)


async def test_the_sample_roll_is_played_where_no_units_are_given(tmp_path: Path) -> None:
    head = "start: 2026-11-23T08:00+08:00\nsteps:\n"
    steps = (
        '  - expect_state: {sql: "SELECT count(*) FROM rooms", is: 18}\n'
        '  - expect_state: {sql: "SELECT count(*) FROM members WHERE branch_id IS NOT NULL", is: 292}\n'
        '  - expect_state: {sql: "SELECT count(DISTINCT account_id) FROM sittings", is: 260}\n'
    )
    assert await play(tmp_path, steps, head) == []


async def test_everybody_sits_where_the_role_says(tmp_path: Path) -> None:
    seats = "SELECT group_concat(topic) FROM (SELECT topic FROM sittings JOIN rooms USING (room_id)"
    ask = f"{seats} WHERE nickname = '{{}}' ORDER BY topic)"
    expected = {"王主任": "党办,支部书记群", "李书记": "支部书记群,第一支部群", "小李": "第一支部群"}
    steps = "".join(
        f'  - expect_state: {{sql: "{ask.format(name)}", is: "{rooms}"}}\n'
        for name, rooms in expected.items()
    )
    await play(tmp_path, steps)


async def test_a_room_s_message_may_mention_people_and_quote(tmp_path: Path) -> None:
    steps = """
  - {who: 李书记, room: 第一支部群, say: 绑定 @钱五 钱五, expect: [{room: 第一支部群, text: 已绑定钱五}]}
  - {who: 王主任, say: "通知 支部 一 回执：开会", expect: [{to: 王主任, text: 确认}]}
  - {who: 王主任, say: 确认, expect: [{room: 第一支部群, text: 第1号通知}]}
  - {who: 张三, room: 第一支部群, say: 收到, quote: 第1号通知}
  - expect_state: {sql: "SELECT count(*) FROM receipts", is: 1}
"""
    await play(tmp_path, steps)


async def test_what_comes_on_the_way_of_a_waiting_step_counts(tmp_path: Path) -> None:
    await play(tmp_path, "  - {after: 2h, expect: [{room: 党办, text: 周报}]}\n")


async def test_a_down_gateway_holds_everything_until_it_is_up(tmp_path: Path) -> None:
    steps = """
  - {who: 王主任, say: "通知 全体：开会", expect: [{to: 王主任, text: 确认}]}
  - event: {gateway: down}
  - {who: 王主任, say: 确认, never: [{text: "."}]}
  - {after: 5m, event: {gateway: up}}
  - {who: 王主任, say: 确认, expect: [{room: 第二支部群, text: 开会}]}
"""
    await play(tmp_path, steps)


async def test_a_restart_keeps_what_was_accepted(tmp_path: Path) -> None:
    steps = """
  - {who: 王主任, say: "通知 全体：开会", expect: [{to: 王主任, text: 确认}]}
  - event: {restart: bot}
  - {who: 王主任, say: 确认, expect: [{room: 第二支部群, text: 开会}]}
"""
    await play(tmp_path, steps)


async def test_somebody_may_join_speak_and_leave(tmp_path: Path) -> None:
    steps = """
  - event: {join: 路人, room: 第一支部群, nickname: 王主任}
  - {who: 路人, room: 第一支部群, say: 你好, mention: true, expect: [{room: 第一支部群, text: 还不认识您}]}
  - event: {leave: 路人, room: 第一支部群}
  - expect_state: {sql: "SELECT count(*) FROM sittings WHERE nickname = '王主任'", is: 2}
"""
    await play(tmp_path, steps)


# What does not


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (
            "  - {who: 张三, say: 谢谢, expect: [{text: 生日}]}\n",
            "step 1: expected '生日' anywhere.*您客气了",
        ),
        ("  - {who: 张三, say: 谢谢, expect: [{to: 李四, text: 客气}]}\n", "step 1: .* to 李四"),
        ("  - {who: 张三, say: 谢谢, expect: [{room: 党办, text: 客气}]}\n", "step 1: .* in 党办"),
        ("  - {who: 张三, room: 第一支部群, say: 早, expect: [{text: .}]}\n", "the bot said\n  nothing"),
        ("  - {who: 张三, say: 谢谢, never: [{text: 客气}]}\n", "step 1: step 1 forbids '客气'"),
        ("  - {who: 张三, say: 谢谢, never: [{text: 客气}]}\n  - {after: 1m}\n", "step 1 forbids '客气'"),
        ("  - expect_state: {sql: SELECT 1, is: 2}\n", "step 1: SELECT 1 gives 1, expected 2"),
        ("  - expect_state: {sql: SELECT 1 WHERE 0, is: 2}\n", "gives None, expected 2"),
        ("  - {after: 30m, within: 10s, expect: [{text: 周报}]}\n", "step 1: expected '周报'"),
    ],
)
async def test_what_goes_otherwise_is_told_with_its_step(tmp_path: Path, steps: str, said: str) -> None:
    await fails(tmp_path, steps, f"(?s){said}")


async def test_an_expectation_does_not_count_what_came_before_its_step(tmp_path: Path) -> None:
    thanks = "  - {who: 张三, say: 谢谢, expect: [{text: 客气}]}\n"
    chat = "  - {who: 李四, room: 第一支部群, say: 嗯, expect: [{text: 客气}]}\n"
    await fails(tmp_path, thanks + chat, "step 2")


async def test_a_never_ends_where_the_next_step_begins(tmp_path: Path) -> None:
    steps = "  - {who: 张三, room: 第一支部群, say: 大家早, never: [{text: .}]}\n  - {who: 张三, say: 谢谢}\n"
    await play(tmp_path, steps)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("  - {at: 2026-11-23T07:00+08:00}\n", "step 1: `at` .* is already past"),
        ("  - {who: 无名氏, say: 你好}\n", "step 1: 无名氏 is nobody with a WeChat account"),
        ("  - {who: 老周, say: 你好}\n", "step 1: 老周 is nobody with a WeChat account"),
        ("  - {who: 张三, room: 食堂, say: 你好}\n", "step 1: there is no room 食堂"),
        ("  - {who: 张三, room: 党办, say: 你好}\n", "step 1: 张三 does not sit in 党办"),
        ("  - {who: 张三, say: 收到, quote: 不存在}\n", "step 1: no message to quote matches"),
        ("  - {who: 张三, send_file: nowhere.xlsx}\n", "step 1: there is no file"),
        ("  - event: {leave: 张三, room: 党办}\n", "step 1: 张三 does not sit in 党办"),
        ("  - expect_state: {sql: SELECT moon FROM sky, is: 1}\n", "step 1: expect_state: no such table"),
        ("  - expect_state: {sql: NONSENSE, is: 1}\n", "step 1: expect_state: "),
    ],
)
async def test_a_bad_step_is_told_with_its_number(tmp_path: Path, steps: str, said: str) -> None:
    await is_bad(tmp_path, steps, said)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: branch, branch: 第一支部}", "kind: branch, branch: 第九支部}", "no branch 第九支部"),
        ("{name: 张三, branch: 第一支部}", "{name: 张三, branch: 第九支部}", "no branch 第九支部"),
        ("{name: 张三, branch: 第一支部}", "{name: 张三, rooms: [食堂]}", "there is no room 食堂"),
        ("config: {", "config: {delivry: {}, ", "delivry: unknown key; did you mean delivery"),
    ],
)
async def test_a_bad_stage_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        await play(tmp_path, "  - {after: 1m}\n", STAGE.replace(old, new, 1))


async def test_two_people_of_one_name_cannot_speak_by_it(tmp_path: Path) -> None:
    head = STAGE.replace("steps:", "  - {name: 张三, branch: 第二支部}\nsteps:")
    with pytest.raises(ConfigError, match="step 1: 张三 is not unique"):
        await play(tmp_path, "  - {who: 张三, say: 你好}\n", head)


async def test_a_state_query_cannot_change_anything(tmp_path: Path) -> None:
    await is_bad(tmp_path, '  - expect_state: {sql: "DELETE FROM members", is: 0}\n', "step 1: expect_state")


# Step by step

Stage = Callable[[str], Performance]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    store = tmp_path / "stage.db"
    db = open_store(store, durable=False)

    def put_on(steps: str) -> Performance:
        path = tmp_path / "talk.yaml"
        path.write_text(STAGE + steps, encoding="utf-8")
        script = read_script(path)
        settings = config.load(CONFIG, {**script.config, "database": str(store)})
        return Performance(path, script, settings, db, lambda line: None)

    yield put_on
    db.close()


async def test_a_performance_stands_still_between_its_steps(stage: Stage) -> None:
    performance = stage("  - {who: 张三, say: 谢谢}\n  - {after: 2h}\n")
    await performance.begin()
    await performance.play(1)
    assert performance.stage.clock.now() == performance.script.start
    await performance.play(2)
    assert f"{performance.stage.clock.now().astimezone(performance.zone):%H:%M}" == "10:00"


async def test_the_next_step_checks_what_the_last_one_forbids(stage: Stage) -> None:
    performance = stage("  - {who: 张三, say: 谢谢, never: [{text: 客气}]}\n  - {after: 1m}\n")
    await performance.begin()
    await performance.play(1)
    with pytest.raises(Failed, match="step 2: step 1 forbids '客气'"):
        await performance.play(2)


async def test_the_end_checks_what_the_last_step_forbids(stage: Stage) -> None:
    performance = stage("  - {who: 张三, say: 谢谢, never: [{text: 客气}]}\n")
    await performance.begin()
    await performance.play(1)
    with pytest.raises(Failed, match="step 1: step 1 forbids '客气'"):
        await performance.end()


async def test_a_performance_knows_by_which_account_somebody_acts(stage: Stage) -> None:
    performance = stage("  - event: {join: 路人, room: 第一支部群}\n")
    await performance.begin()
    await performance.play(1)
    assert performance.account("路人") == performance.guests["路人"]
    assert performance.stage.wechat.seats["第一支部群@sim"][performance.account("李四")] == "小李"


async def test_the_viewer_looks_where_it_is_said_then_where_it_is_heard(stage: Stage) -> None:
    performance = stage(
        "  - {who: 张三, say: 早, show: 第二支部群, expect: [{to: 李四, text: x}]}\n"
        "  - {who: 张三, room: 第一支部群, say: 早}\n"
        "  - {after: 1m}\n"
        "  - event: {leave: 张三, room: 第一支部群}\n"
    )
    three, four = performance.account("张三"), performance.account("李四")
    assert performance.spoken_at(1) == Place(account=three)
    assert performance.heard_at(1) == [Place(account=four), Place(room="第二支部群@sim")]
    assert performance.spoken_at(2) == Place("第一支部群@sim", three)
    assert (performance.spoken_at(3), performance.heard_at(3)) == (None, [])
    assert performance.spoken_at(4) == Place("第一支部群@sim")


@pytest.mark.parametrize("name", ["食堂", "老周"])  # 老周 has no WeChat
async def test_what_cannot_be_shown_is_told_with_its_step(tmp_path: Path, name: str) -> None:
    await is_bad(tmp_path, f"  - {{after: 1m, show: {name}}}\n", f"step 1: `show`: {name} is neither a room")


# The tour


def test_the_tour_lists_its_files_by_their_order(tmp_path: Path) -> None:
    for slug, order in (("late", 2), ("early", 1)):
        head = f"scene: {{title: 一场, about: 看一看, order: {order}}}\n"
        (tmp_path / f"{slug}.yaml").write_text(head + "steps: not looked at\n", encoding="utf-8")
    assert [(scene.slug, scene.head.title) for scene in scenes(tmp_path)] == [
        ("early", "一场"),
        ("late", "一场"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [("steps: []\n", "scene: "), ("- a\n", "scene: "), ("scene: {title: x, about: x}\n", "scene.order: ")],
)
def test_a_scene_without_its_head_is_told(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "lost.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=f"lost.yaml: {said}"):
        scenes(tmp_path)


def test_scenes_are_written_for_the_configuration_as_delivered() -> None:
    delivered = read_yaml(CONFIG)
    assert isinstance(delivered, dict)
    assert {name: delivered[name] for name in SETTINGS} == SETTINGS


def test_a_scene_s_own_settings_are_laid_over_them() -> None:
    settings = settings_for({"rollcalls": {"weekly": False}, "bot": {"name": "小风"}})
    assert settings["rollcalls"] == {**SETTINGS["rollcalls"], "weekly": False}
    assert settings["bot"] == {"name": "小风"}
