"""What import-linter cannot express: where SQL, waiting and libraries may stand, who writes which table."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "data", "handlers", "schedules")
MODULES = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if (path.parent / "__init__.py").exists()
)
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE|PRAGMA\s)",
    re.DOTALL,
)
# The doctor looks at a database without the store, which would make or migrate it.
READS_BY_ITSELF = {"bot/cli/doctor/database.py"}
WRITES = re.compile(r"(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+(\w+)")
# A table belongs to the module of its noun; the rest is named here.
OWNERS = {
    "buckets": "bucket",
    "checkins": "checkin",
    "concerns": "concern",
    "drafts": "draft",
    "facts": "fact",
    "greetings": "greeting",
    "birthdays": "birthday",
    "rests": "greeting",
    "inbox": "inbox",
    "outbox": "outbox",
    "schedule_runs": "schedule",
    "units": "unit",
    "unit_names": "unit",
    "post_terms": "post",
    "station_members": "station",
    "members": "member",
    "record_changes": "record",
    "labels": "label",
    "audit": "audit",
    "requests": "request",
    "posts": "post",
    "accounts": "account",
    "friends": "account",
    "companions": "account",
    "claim_tries": "claim",
    "departures": "departure",
    "rooms": "room",
    "sittings": "room",
    "notices": "notice",
    "notice_rooms": "notice",
    "notice_members": "notice",
    "notice_changes": "change",
    "receipts": "receipt",
    "relays": "relay",
    "enclosures": "enclosure",
    "listings": "listing",
    "rollcalls": "rollcall",
    "rollcall_members": "rollcall",
    "absences": "absence",
    "preferences": "preference",
    "consents": "consent",
    "lost_contacts": "silence",
    "escalations": "silence",
    "alarms": "alarm",
    "logins": "login",
    "sessions": "login",
    "collections": "collection",
    "collection_members": "collection",
    "collection_answers": "collection",
    "reconciliations": "ledger",
    "ledgers": "ledger",
    "ledger_differences": "difference",
    "ledger_watches": "pending",
    "ledger_ticks": "pending",
    "contacts": "contact",
    "visits": "visit",
    "dues_standards": "dues",
    "dues_payments": "dues",
    "dues_bases": "dues",
    "dues_words": "dues",
    "visit_plans": "visit",
    "parcels": "parcel",
    "prompts": "prompt",
    "transfers": "transfer",
    "transfer_steps": "transfer",
    "exchanges": "exchange",
    "exchange_members": "exchange",
    "meetings": "meeting",
    "meeting_members": "meeting",
    "reports": "review",
    "nominations": "nomination",
    "nomination_votes": "nomination",
    "nomination_counts": "nomination",
    "study_groups": "group",
    "studies": "study/item",
    "study_members": "study/item",
    "study_relays": "study/passing",
    "study_reads": "reflection",
    "reflections": "reflection",
    "home_news": "news",
    "group_members": "group",
    "aids": "aid",
    "aid_rooms": "aid",
    "aid_answers": "aid",
    "errands": "errand",
    "lessons": "lesson",
    "lesson_members": "lesson",
    "lesson_attendances": "lesson",
    "points": "points",
    "events": "event",
    "event_rooms": "event",
    "event_members": "event",
    "event_answers": "attendance",
    "event_attendances": "attendance",
    "cases": "case",
    "case_steps": "case",
    "digests": "digest",
    "digest_lines": "digest",
    "digest_branches": "digest",
    "digest_people": "digest",
    "digest_readers": "digest",
    "points_shown": "points",
    "points_extras": "points",
}
# The night's run deletes everywhere what is over its time: one folder of terms is easier to check.
DELETES_EVERYWHERE = "data/retention/"
MIGRATES = "data/migrations/"
ALSO_WRITES = {
    # An import changes many people at once, in the one transaction that makes it all or nothing.
    "members": {"record"},
    # Imports and codes make somebody secretary or clerk for good.
    "posts": {"member"},
    # The queue is one table with four more rules of their own: what is in doubt, what an occasion no longer
    # wants, what a pilot holds back, what a person posts by hand.
    "outbox": {"doubt", "occasion", "pilot", "posting"},
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def strings(path: Path) -> Iterator[str]:
    """Give the texts of a module that are no docstrings."""
    tree = tree_of(path)
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.value


def imported(path: Path) -> Iterator[str]:
    """Give the full names a module imports, those loaded by name included."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"import_module", "__import__"}:
                yield str(node.args[0].value)


def inside(*folders: str) -> list[Path]:
    found = [path for path in MODULES if name_of(path).startswith(tuple(f"{folder}/" for folder in folders))]
    assert found
    return found


# What several handlers and schedules share; docs/architecture.md explains each module.
SHARED = inside(
    "bot/own",
    "bot/account",
    "bot/notice",
    "bot/receipt",
    "bot/checkin",
    "bot/collection",
    "bot/reconciling",
    "bot/silence",
    "bot/distress",
    "bot/organisation",
    "bot/record",
    "bot/transfer",
    "bot/points",
    "bot/greeting",
    "bot/study",
    "bot/lesson",
    "bot/event",
    "bot/meeting",
    "bot/yearend",
    "bot/dues",
    "bot/case",
    "bot/aid",
    "bot/backup",
    "bot/digest",
    "bot/statistics",
)
DECIDING = [*inside("data", "handlers", "schedules", "bot/domain", "bot/reading"), *SHARED]
LOOKS_AT_A_CLOCK = re.compile(r"\b(?:datetime|date)\.(?:now|today|utcnow)\(|\btime\.time\(")


def test_the_rules_of_importing_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is(path: Path) -> None:
    said = ast.get_docstring(tree_of(path))
    assert said, f"{name_of(path)} has no docstring"
    assert said.splitlines()[0].endswith((".", ":", "…")), f"{name_of(path)}: its first line is no sentence"


@pytest.mark.parametrize("path", [*inside("bot", "handlers", "schedules")], ids=name_of)
def test_sql_stands_in_the_store_only(path: Path) -> None:
    if name_of(path) in READS_BY_ITSELF:
        return
    found = [text for text in strings(path) if SQL.search(text)]
    assert not found, f"{name_of(path)} holds SQL: {found}"


@pytest.mark.parametrize("path", DECIDING, ids=name_of)
def test_what_decides_does_not_wait(path: Path) -> None:
    kinds = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)
    found = [node for node in ast.walk(tree_of(path)) if isinstance(node, kinds)]
    assert not found, f"{name_of(path)} waits in line {getattr(found[0], 'lineno', 0)}" if found else ""


@pytest.mark.parametrize("path", DECIDING, ids=name_of)
def test_what_decides_has_no_clock_of_its_own(path: Path) -> None:
    found = LOOKS_AT_A_CLOCK.findall(path.read_text(encoding="utf-8"))
    assert not found, f"{name_of(path)} looks at the machine's clock: {found}"


@pytest.mark.parametrize("path", inside("bot/domain"), ids=name_of)
def test_the_domain_uses_the_standard_library_only(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)} - set(sys.stdlib_module_names)
    assert roots <= {"bot"}, f"{name_of(path)} imports {roots}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_wechaty_is_loaded_by_its_transport_only(path: Path) -> None:
    used = [name for name in imported(path) if re.match(r"(wechaty|grpclib|pyee)", name)]
    if used:
        assert name_of(path).startswith("bot/transport/wechaty_"), f"{name_of(path)} imports {used}"


def test_every_table_is_written_by_its_own_module(db: Database) -> None:
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    ours = {table for table in tables if "sqlite_" not in table}
    assert set(OWNERS) == ours, "name the module that owns a new table"
    writers: dict[str, set[str]] = {table: set() for table in ours}
    for path in MODULES:
        for text in strings(path):
            for table in set(WRITES.findall(text)) & ours:
                writers[table].add(name_of(path))
    writers = {
        table: {one for one in who if not one.startswith((DELETES_EVERYWHERE, MIGRATES))}
        for table, who in writers.items()
    }
    wrong = {
        table: others
        for table, owner in OWNERS.items()
        if (others := writers[table] - {f"data/{name}.py" for name in {owner, *ALSO_WRITES.get(table, ())}})
    }
    assert not wrong
    assert not [table for table, who in writers.items() if not who], (
        "a table that nobody writes is not needed"
    )


@pytest.mark.parametrize("path", inside("handlers", "schedules"), ids=name_of)
def test_the_same_noun_has_the_same_file_name(path: Path) -> None:
    noun = path.stem if path.parent.name in {"handlers", "schedules"} else path.parent.name
    if noun in {"__init__", "help"}:  # help is about the commands of all nouns
        return
    beside = [path for path in MODULES if noun in {path.stem, path.parent.name}]
    assert any(name_of(path).startswith(("bot/domain/", "data/")) for path in beside), f"what is {noun}?"


@pytest.mark.parametrize("path", inside("schedules"), ids=name_of)
def test_every_schedule_has_a_time_and_a_run(path: Path) -> None:
    if path.stem != "__init__":
        source = path.read_text(encoding="utf-8")
        assert re.search(r"^WHEN = \{", source, re.MULTILINE)
        assert re.search(r"^def run\(tick: Tick\) -> None:", source, re.MULTILINE)


def test_every_handler_and_schedule_is_put_into_the_bot() -> None:
    used = set(imported(ROOT / "bot" / "nouns.py"))
    for path in inside("handlers", "schedules"):
        whole = path.parent / "__init__.py"  # of a noun that outgrew a file
        if path.stem != "__init__" and path.parent.parent != ROOT:
            assert f"{path.parent.parent.name}.{path.parent.name}" in used
            assert f"{path.parent.parent.name}.{path.parent.name}.{path.stem}" in set(imported(whole))
        elif path.stem != "__init__":
            assert f"{path.parent.name}.{path.stem}" in used


@pytest.mark.parametrize("path", [*SHARED, *inside("bot/operation", "bot/delivery")], ids=name_of)
def test_every_shared_module_is_explained(path: Path) -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    assert path.stem == "__init__" or f"`{path.stem}`" in page, (
        f"docs/architecture.md: what is {name_of(path)}?"
    )
