"""The command line as people meet it: right, or wrong with one plain sentence and nothing changed."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.cli import run as runner
from bot.cli.commands import as_markdown
from bot.cli.store import alone
from data.db import open_store
from tests.conftest import CONFIG, PRIVATE, MakeTalk

ROOT = CONFIG.parent
ROLL = str(ROOT / "data" / "sample" / "roll.csv")
Configure = Callable[..., Path]


@pytest.fixture
def configure(tmp_path: Path) -> Configure:
    """Give a function that writes a config.yaml with changes, over a folder of its own."""

    def write(**changes: Any) -> Path:
        content = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
        content["database"] = str(tmp_path / "live" / "kiteline.db")
        content["simulated"]["roll"] = ROLL
        content["web"]["port"] = 0
        for section, values in changes.items():
            content[section] = {**content[section], **values} if isinstance(values, dict) else values
        path = tmp_path / "config.yaml"
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return path

    return write


def call(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--config", str(path), *arguments])


def is_refused(result: Result, *sentences: str, code: int = 1) -> None:
    """Check that a command ended with these sentences, a line each, and no traceback."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    assert len(lines) == len(sentences), lines
    for line, sentence in zip(lines, sentences, strict=True):
        assert re.search(sentence, line), line


# A configuration that is wrong


@pytest.mark.parametrize("command", [["run"], [], ["import", "roll.csv"], ["bind-code"]])
def test_every_mistake_of_the_configuration_is_told(
    configure: Configure, tmp_path: Path, command: list[str]
) -> None:
    path = configure(delivery={"per_minute": "fast", "room_gab": "3s"})
    is_refused(
        call(path, *command),
        "config.yaml: delivery.per_minute: .*integer.*found 'fast'",
        "config.yaml: delivery.room_gab: unknown key; did you mean room_gap",
    )
    assert not (tmp_path / "live").exists()


def test_a_configuration_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    is_refused(call(tmp_path / "nowhere.yaml", "run"), "nowhere.yaml: cannot be read.*is the path right")


def test_a_missing_token_is_one_sentence(configure: Configure, tmp_path: Path) -> None:
    path = configure(transport="wechaty", wechaty={"token_file": str(tmp_path / "token")})
    is_refused(call(path, "run"), "token_file: .*token cannot be read; write the gateway's token into it")
    assert not (tmp_path / "live").exists()


def test_a_port_that_is_taken_is_one_sentence(configure: Configure, tmp_path: Path) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        path = configure(web={"port": other.getsockname()[1]})
        is_refused(call(path, "run"), "web.port: 127.0.0.1:.* is taken.*choose another port")
    assert not (tmp_path / "live").exists()


def test_a_missing_sample_roll_is_one_sentence(configure: Configure) -> None:
    is_refused(call(configure(simulated={"roll": "nowhere.csv"}), "run"), "nowhere.csv")


# A database that is wrong


def make_store(path: Path) -> Path:
    store = Path(yaml.safe_load(path.read_text(encoding="utf-8"))["database"])
    open_store(store).close()
    return store


@pytest.mark.parametrize("command", [["run"], ["import", ROLL]])
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("UPDATE _sqlite_migrations SET name = 'm999_moon' WHERE name = 'm001_core'", "newer version"),
        ("PRAGMA application_id = 7", "another program"),
    ],
)
def test_a_database_that_is_not_ours_is_refused(
    configure: Configure, spoil: str, said: str, command: list[str]
) -> None:
    path = configure()
    store = make_store(path)
    with closing(sqlite3.connect(store)) as db:
        db.execute(spoil)
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = store.read_bytes()
    is_refused(call(path, *command), f"database: .*{said}")
    assert store.read_bytes() == before


def test_what_is_no_database_is_refused_and_kept(configure: Configure, tmp_path: Path) -> None:
    (tmp_path / "live").mkdir()
    letter = tmp_path / "live" / "kiteline.db"
    letter.write_text("亲爱的书记：" * 100, encoding="utf-8")
    is_refused(call(configure(), "run"), "database: .*not a database; name another file")
    assert letter.read_text(encoding="utf-8").startswith("亲爱的书记")


def test_real_data_is_not_played_with(configure: Configure, tmp_path: Path) -> None:
    path = configure()
    with closing(open_store(make_store(path))) as db, db.atomic():
        db.execute("INSERT INTO facts (name, value) VALUES ('world', 'real')")
    is_refused(call(path, "run"), "holds the data of a real WeChat.*name another file")


@pytest.mark.parametrize("command", [["run"], ["import", ROLL]])
def test_a_second_bot_on_one_database_is_refused(
    configure: Configure, tmp_path: Path, command: list[str]
) -> None:
    path = configure()
    with alone(tmp_path / "live" / "kiteline.db"):
        is_refused(call(path, *command), "a Kiteline is running on .*; stop it first")


@pytest.mark.parametrize("command", [["run"], ["bind-code"], ["import", ROLL]])
def test_a_folder_that_cannot_be_made_is_one_sentence(
    configure: Configure, tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "live").write_text("a file", encoding="utf-8")
    is_refused(call(configure(), *command), "live")


# The run itself


@pytest.fixture
def running(configure: Configure) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A bot in a process of its own, with the address of its health."""
    command = [sys.executable, "-m", "bot", "--config", str(configure(log={"format": "json"})), "run"]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    ready: dict[str, Any] = {}
    while ready.get("event") != "ready":
        line = process.stderr.readline()
        assert line, "the bot ended before it was ready"
        ready = json.loads(line)
    yield process, ready["health"]
    process.kill()
    process.wait(5)
    process.stderr.close()


def test_a_bot_starts_tells_its_health_and_stops_when_told(
    running: tuple[subprocess.Popen[str], str],
) -> None:
    process, address = running
    for _ in range(50):
        with urllib.request.urlopen(address, timeout=2) as answer:
            health = json.load(answer)
        if health["online"]:
            break
        time.sleep(0.05)
    assert health["transport"] == "simulated"
    assert health["online"] is True
    process.send_signal(signal.SIGTERM)
    _, logged = process.communicate(timeout=5)
    assert process.returncode == 0
    assert '"stopped"' in logged
    assert "Traceback" not in logged


def test_expected_ends_of_a_run_are_sentences() -> None:
    assert all(issubclass(kind, Exception) for kind in runner.EXPECTED)


# rehearse


def rehearsal(folder: Path, steps: str) -> str:
    path = folder / "talk.yaml"
    head = "start: 2026-11-23T08:00+08:00\nunits: {committee: 党委, branches: [第一支部]}\n"
    people = "members: [{name: 张三, branch: 第一支部}]\nsteps:\n"
    path.write_text(head + people + steps, encoding="utf-8")
    return str(path)


THANKS = "  - {who: 张三, say: 谢谢, expect: [{to: 张三, text: %s}]}\n"


def test_a_rehearsal_that_goes_as_written_ends_with_0(tmp_path: Path) -> None:
    result = call(CONFIG, "rehearse", rehearsal(tmp_path, THANKS % "客气"))
    assert result.exit_code == 0
    assert "talk.yaml: as expected" in result.stdout
    assert "您客气了" in result.stdout


def test_a_rehearsal_that_goes_otherwise_ends_with_1_and_says_what_was_said(tmp_path: Path) -> None:
    result = call(CONFIG, "rehearse", "--quiet", rehearsal(tmp_path, THANKS % "生日"))
    assert result.exit_code == 1
    told = r"talk.yaml: step 1: expected '生日' to 张三; the bot said\n  to 张三: 您客气了"
    assert re.search(told, result.stderr)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("  - {who: 张三, sya: 谢谢}\n", "talk.yaml: steps.1.sya: "),
        ("  - {who: 李四, say: 谢谢}\n", "talk.yaml: step 1: 李四 is nobody"),
        ("  - {at: 2026-13-45T08:00+08:00}\n", "talk.yaml"),
        ("  - {at: 2026-13-45}\n", "talk.yaml"),
        ("  - [1]: 2\n", "talk.yaml"),
    ],
)
def test_a_bad_rehearsal_ends_with_2_and_its_place(tmp_path: Path, steps: str, said: str) -> None:
    is_refused(call(CONFIG, "rehearse", "--quiet", rehearsal(tmp_path, steps)), said, code=2)


def test_a_rehearsal_without_its_roll_ends_with_2(tmp_path: Path) -> None:
    path = tmp_path / "talk.yaml"
    roll = "config: {simulated: {roll: nowhere.csv}}\n"
    path.write_text(f"start: 2026-11-23T08:00+08:00\n{roll}steps: []\n", encoding="utf-8")
    is_refused(call(CONFIG, "rehearse", "--quiet", str(path)), "nowhere.csv", code=2)


def test_the_worst_of_several_rehearsals_counts(tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.mkdir()
    bad.mkdir()
    files = [rehearsal(bad, THANKS % "生日"), rehearsal(good, THANKS % "客气")]
    result = call(CONFIG, "rehearse", "--quiet", *files)
    assert result.exit_code == 1
    assert "as expected" in result.stdout


def test_the_transcript_holds_every_message(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    call(CONFIG, "rehearse", "--quiet", "--transcript", str(out), rehearsal(tmp_path, THANKS % "客气"))
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(line["from"], line["to"], line["text"]) for line in lines] == [
        ("张三", "风筝线", "谢谢"),
        ("风筝线", "张三", "您客气了，有事随时找我。"),
    ]


def test_a_transcript_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "out.jsonl"
    arguments = ["--quiet", "--transcript", str(out), rehearsal(tmp_path, THANKS % "客气")]
    is_refused(call(CONFIG, "rehearse", *arguments), "out.jsonl", code=2)


def test_a_rehearsal_leaves_the_live_database_alone(configure: Configure, tmp_path: Path) -> None:
    path = configure()
    assert call(path, "rehearse", "--quiet", rehearsal(tmp_path, THANKS % "客气")).exit_code == 0
    assert not (tmp_path / "live").exists()


# import


def test_a_roll_is_imported_and_summed_up(configure: Configure) -> None:
    path = configure()
    assert "292 人，新增 292" in call(path, "import", ROLL).stdout
    assert json.loads(call(path, "import", "--json", ROLL).stdout)["unchanged"] == 292


@pytest.mark.parametrize("name", ["nowhere.xlsx", "letter.txt"])
def test_a_file_that_is_no_roll_changes_nothing(configure: Configure, tmp_path: Path, name: str) -> None:
    (tmp_path / "letter.txt").write_text("亲爱的书记，您好", encoding="utf-8")
    result = call(configure(), "import", str(tmp_path / name))
    assert result.exit_code == 1
    assert name in result.stderr
    assert "Traceback" not in result.stderr
    with closing(open_store(tmp_path / "live" / "kiteline.db")) as db:
        assert db.execute("SELECT count(*) FROM members").fetchone() == (0,)


# bind-code


async def test_a_code_from_the_terminal_makes_a_clerk_once(
    make_talk: MakeTalk, configure: Configure, store_path: Path
) -> None:
    talk = make_talk(datetime.now(UTC))  # the terminal has no other clock than the machine's
    result = call(configure(database=str(store_path)), "bind-code", "钱主任")
    assert result.exit_code == 0
    code, explained = result.stdout.splitlines()
    assert "24 小时内有效，只能用一次" in explained
    await talk.play(
        ("新来的", PRIVATE, code, "钱主任，您现在可以用党办的命令了"), ("路人", PRIVATE, code, "已经用过")
    )


def test_a_code_can_be_made_while_the_bot_is_running(configure: Configure, tmp_path: Path) -> None:
    with alone(tmp_path / "live" / "kiteline.db"):
        assert call(configure(), "bind-code").exit_code == 0


# doctor


def findings(path: Path) -> tuple[int, dict[str, list[str]]]:
    """Give the exit code, and what is wrong by what was looked at."""
    result = call(path, "doctor", "--json")
    wrong: dict[str, list[str]] = {}
    for finding in json.loads(result.stdout):
        if not finding["well"]:
            wrong.setdefault(finding["what"], []).append(finding["text"])
    return result.exit_code, wrong


def test_the_doctor_finds_nothing_on_a_new_installation_and_makes_nothing(
    configure: Configure, tmp_path: Path
) -> None:
    assert findings(configure()) == (0, {})
    assert not (tmp_path / "live").exists()


def test_the_doctor_finds_nothing_on_a_sound_database(configure: Configure) -> None:
    path = configure()
    call(path, "import", ROLL)
    assert findings(path) == (0, {})
    assert "292 people" in call(path, "doctor").stdout


def test_the_doctor_tells_every_mistake_of_the_configuration(configure: Configure) -> None:
    code, wrong = findings(configure(delivery={"per_minute": 1, "per_day": 1}))
    assert code == 1
    assert len(wrong["configuration"]) == 2


def test_the_doctor_tells_of_a_festival_without_words(configure: Configure) -> None:
    code, wrong = findings(configure(greetings={"festivals": ["火星节"]}))
    assert code == 1
    assert "火星节" in wrong["rules"][0]
    assert "greetings.yaml" in wrong["rules"][0]


def test_the_doctor_tells_of_a_database_that_cannot_be_used(configure: Configure, tmp_path: Path) -> None:
    (tmp_path / "live").mkdir()
    (tmp_path / "live" / "kiteline.db").write_text("no database" * 100, encoding="utf-8")
    (tmp_path / "live" / "kiteline.db").chmod(0o600)
    code, wrong = findings(configure())
    assert code == 1
    assert "not a database" in wrong["database"][0]


def test_the_doctor_tells_of_a_database_that_others_may_read(configure: Configure) -> None:
    path = configure()
    store = make_store(path)
    store.chmod(0o644)
    assert "chmod 600" in findings(path)[1]["database"][0]
    assert stat.S_IMODE(store.stat().st_mode) == 0o644


def test_the_doctor_tells_of_data_of_another_world(configure: Configure) -> None:
    path = configure()
    with closing(open_store(make_store(path))) as db, db.atomic():
        db.execute("INSERT INTO facts (name, value) VALUES ('world', 'real')")
    assert "real WeChat" in findings(path)[1]["database"][0]


def test_the_doctor_tells_of_a_clock_that_was_set_back(configure: Configure) -> None:
    path = configure()
    with closing(open_store(make_store(path))) as db, db.atomic():
        db.execute("INSERT INTO inbox VALUES ('m', 'c', '2099-01-01T00:00:00.000Z', 'chat')")
    assert "now is before" in findings(path)[1]["clock"][0]


def test_the_doctor_looks_for_the_gateway(configure: Configure, tmp_path: Path) -> None:
    token = tmp_path / "token"
    gateway = {"token_file": str(token), "endpoint": "127.0.0.1:1"}
    path = configure(transport="wechaty", wechaty=gateway)
    assert "token" in findings(path)[1]["gateway"][0]
    token.write_text("puppet_secret", encoding="utf-8")
    token.chmod(0o644)
    said = "\n".join(findings(path)[1]["gateway"])
    assert "chmod 600" in said
    assert "127.0.0.1:1 cannot be reached" in said
    assert "puppet_secret" not in said


def test_the_doctor_finds_a_gateway_that_listens(configure: Configure, tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.touch(0o600)
    token.write_text("puppet_secret", encoding="utf-8")
    with closing(socket.socket()) as gateway:
        gateway.bind(("127.0.0.1", 0))
        gateway.listen()
        endpoint = f"127.0.0.1:{gateway.getsockname()[1]}"
        path = configure(transport="wechaty", wechaty={"token_file": str(token), "endpoint": endpoint})
        assert findings(path) == (0, {})


# The rest


def test_the_list_of_commands_is_the_one_in_the_documents() -> None:
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == as_markdown(), "run `make docs`"


def test_every_command_has_help() -> None:
    for name, command in main.commands.items():
        assert command.help, name
        assert call(CONFIG, name, "--help").exit_code == 0


def test_an_unknown_command_is_a_sentence() -> None:
    result = call(CONFIG, "fly")
    assert result.exit_code == 2
    assert "No such command 'fly'" in result.stderr


def test_the_version_is_told() -> None:
    assert re.search(r"\d+\.\d+\.\d+", CliRunner().invoke(main, ["--version"]).stdout)


def test_reading_answers_a_line_with_a_line() -> None:
    asked = {"id": "1", "now": "2026-11-23T08:00+08:00", "home": "北京市怀柔区", "text": "平安，在苏州"}
    result = CliRunner().invoke(main, ["read"], input=json.dumps(asked) + "\n")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["intent"] == "checkin"


def test_a_person_is_shown_which_words_gave_which_field() -> None:
    asked = {"id": "1", "now": "2026-11-23T08:00+08:00", "home": "北京市怀柔区", "text": "在苏州，25号回"}
    given = f"{json.dumps(asked)}\n平安，在家\n书记，我住院了\n哈哈救命\n"
    result = CliRunner().invoke(main, ["read", "--explain"], input=given)
    assert result.exit_code == 0
    assert re.search(r"returns_on +2026-11-25 +25号回", result.stdout)
    assert re.search(r"the sender +safety +safe +平安", result.stdout)
    assert re.search(r"the sender +safety +help +住院", result.stdout)
    assert "not taken as distress: 救命" in result.stdout


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"id": 1}', "\udcff"])
def test_reading_ends_with_2_at_a_line_that_is_wrong(line: str) -> None:
    result = CliRunner().invoke(main, ["read"], input=line.encode("utf-8", "surrogateescape") + b"\n")
    is_refused(result, "line 1|1", code=2)


def test_a_process_of_its_own_ends_as_plainly(configure: Configure) -> None:
    path = configure(transport="carrier pigeon")
    result = subprocess.run(
        [sys.executable, "-m", "bot", "--config", str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert result.stdout == ""
    assert re.fullmatch(r".*config.yaml: transport: .*carrier pigeon.*\n", result.stderr)


# Work by hand, and copies of the store


@pytest.fixture
def by_hand(configure: Configure) -> Path:
    """A configuration without a gateway, with the sample roll imported."""
    path = configure(transport="manual")
    assert call(path, "import", ROLL).exit_code == 0
    return path


def test_a_notice_is_sent_and_answered_by_hand(by_hand: Path, tmp_path: Path) -> None:
    order = "通知 支部 一 回执 后天18:00前：周六上午九点集中学习"
    assert "将发给第一支部" in call(by_hand, "say", "--as", "王雅琴", order).stdout
    assert "第1号通知" in call(by_hand, "say", "--as", "王雅琴", "确认").stdout
    written = call(by_hand, "paste", "--folder", str(tmp_path / "paste")).stdout.split()
    page = next(Path(path) for path in written if "第一支部群" in path).read_text(encoding="utf-8-sig")
    assert "【第1号通知】" in page
    assert "3 廖萍　13900005459　缺：第1号通知" in page
    (tmp_path / "chat.txt").write_text("廖萍：收到\n周家乐：今天真冷\n王无名：收到", encoding="utf-8")
    result = call(by_hand, "import-replies", str(tmp_path / "chat.txt"), "--room", "第一支部")
    assert result.exit_code == 1  # 王无名 is nobody of the roll
    assert "1 taken, 1 left as chat, 0 known from before, 1 of nobody" in result.stdout
    assert "王无名" in result.stdout


def test_by_hand_what_is_not_there_is_told(by_hand: Path, tmp_path: Path) -> None:
    is_refused(call(by_hand, "say", "--as", "孙悟空", "帮助"), "nobody called 孙悟空")
    missing = str(tmp_path / "none.txt")
    is_refused(call(by_hand, "import-replies", missing, "--room", "第一支部"), "cannot be read", code=2)
    (tmp_path / "chat.txt").write_text("廖萍：收到", encoding="utf-8")
    wrong_room = call(by_hand, "import-replies", str(tmp_path / "chat.txt"), "--room", "第九十支部")
    is_refused(wrong_room, "there is no room 第九十支部", code=2)


def test_the_doctor_wants_no_gateway_where_people_post_by_hand(by_hand: Path) -> None:
    assert findings(by_hand) == (0, {})


def test_a_backup_is_put_back_where_the_database_was(by_hand: Path, tmp_path: Path) -> None:
    copy, store = tmp_path / "copy.age", Path(yaml.safe_load(by_hand.read_text(encoding="utf-8"))["database"])
    assert "292 people" in call(by_hand, "backup", str(copy)).stdout
    is_refused(call(by_hand, "restore", str(copy)), "move it away first")
    store.rename(tmp_path / "old.db")
    assert "restored" in call(by_hand, "restore", str(copy)).stdout
    assert "292 people" in call(by_hand, "doctor").stdout
    is_refused(call(by_hand, "backup", str(copy)), "never written over")


def test_the_first_backup_makes_a_key_and_shows_it_once(by_hand: Path, tmp_path: Path) -> None:
    first = call(by_hand, "backup", str(tmp_path)).stdout
    assert "AGE-SECRET-KEY-1" in first
    assert "keep it in another building" in first
    assert "AGE-SECRET-KEY-1" not in call(by_hand, "backup", str(tmp_path / "second.age")).stdout
    is_refused(call(by_hand, "backup-key"), "a key is never written over")


def test_a_backup_is_plain_only_where_that_is_said(by_hand: Path, tmp_path: Path) -> None:
    assert "It is not encrypted" in call(by_hand, "backup", "--plain", str(tmp_path / "plain.tar.gz")).stdout
    assert not (tmp_path / "live" / "backup.key").exists()


def test_a_restore_can_be_tried(by_hand: Path, tmp_path: Path) -> None:
    copy, store = tmp_path / "copy.age", Path(yaml.safe_load(by_hand.read_text(encoding="utf-8"))["database"])
    call(by_hand, "backup", str(copy))
    store.rename(tmp_path / "old.db")
    assert "Nothing was changed" in call(by_hand, "restore", str(copy), "--dry-run").stdout
    assert not store.exists()
    is_refused(call(by_hand, "restore", str(tmp_path / "none.age")), "no such file")
    assert "name a backup FILE, or say --replica" in call(by_hand, "restore").stderr


def test_a_replica_wants_a_place(by_hand: Path) -> None:
    is_refused(call(by_hand, "replicate"), r"replica\.to: names no place yet")


def test_the_audit_is_shown_and_reading_it_is_noted(configure: Configure) -> None:
    path = configure()
    assert json.loads(call(path, "audit", "--json").output) == []
    (row,) = json.loads(call(path, "audit", "--json").output)
    assert (row["who"], row["action"]) == (None, "终端 看记录")
