"""The command line: `python -m bot` runs the bot; every other command has --help."""

from __future__ import annotations

import time

_STARTED = time.monotonic()

import asyncio  # noqa: E402 -- the clock above starts before anything is loaded
import json  # noqa: E402
import sqlite3  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable  # noqa: E402
from datetime import UTC, datetime  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any, NoReturn  # noqa: E402

import click  # noqa: E402

from bot import __version__, config  # noqa: E402
from bot.config import ConfigError, Settings  # noqa: E402

_CONFIG = Path(__file__).parent.parent / "config.yaml"


def _fail(message: object, code: int = 1) -> NoReturn:
    """End with plain sentences for the person at the terminal."""
    print(message, file=sys.stderr)
    sys.exit(code)


def _load(path: Path, overrides: dict[str, object] | None = None) -> Settings:
    try:
        return config.load(path, overrides)
    except ConfigError as error:
        _fail(error)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("--config", "config_path", type=click.Path(path_type=Path), default=_CONFIG, show_default=True)
@click.pass_context
def main(context: click.Context, config_path: Path) -> None:
    """Kiteline 风筝线, the member of staff inside an organisation's WeChat groups."""
    context.obj = config_path
    if context.invoked_subcommand is None:
        context.invoke(run)


@main.command()
@click.pass_obj
def run(config_path: Path) -> None:
    """Start the bot (as delivered: on the simulated WeChat)."""
    settings = _load(config_path)
    from bot import logs  # noqa: PLC0415 -- each command loads only what it needs
    from bot.cli import run as runner  # noqa: PLC0415

    try:
        logs.configure(settings.log)
        runner.run(settings, config_path, _STARTED)
    except KeyboardInterrupt:  # Ctrl-C on Windows, whose loop takes no signals
        return
    except runner.EXPECTED as error:
        _fail(error)
    except sqlite3.Error as error:
        _fail(
            f"database: {settings.database} can no longer be used ({error}); the bot stopped, nothing is"
            " half done; make room on the disk, or restore a backup, and start again"
        )


@main.command()
@click.option("--explain", is_flag=True, help="show a person which words gave which field")
@click.pass_obj
def read(config_path: Path, explain: bool) -> None:
    """Read check-ins: a JSON object a line on standard input, one a line out, in the same order.

    \b
    In:  {"id": 1, "now": "2026-11-23T08:00+08:00", "home": "北京市怀柔区", "text": "平安，在上海，月底回"}
         and, where known, "members": ["张三", …] (the branch's roll) and "sender": "李四"
    Out: {"id": 1, "intent": "checkin" | "help" | "other", "reports": [{"subject": …, "safety": …,
         "whereabouts": …, "place": …, "heading_to": …, "leaves_on": …, "returns_on": …, "phone": …}]}

    With --explain a line may also be a message just as it is typed, read as sent now by a member of the
    home that config.yaml names.
    """
    from bot.cli import read as reader  # noqa: PLC0415

    try:
        if explain:
            organisation = _load(config_path).organisation
            now = datetime.now(organisation.zone)
            reader.explain_lines(sys.stdin.buffer, sys.stdout, home=organisation.home, now=now)
        else:
            reader.read_lines(sys.stdin.buffer, sys.stdout)
    except ValueError as error:
        _fail(error, 2)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--transcript", type=click.Path(path_type=Path), help="write every message in and out, as JSON lines"
)
@click.option("--quiet", is_flag=True, help="show results only")
@click.pass_obj
def rehearse(config_path: Path, files: tuple[Path, ...], transcript: Path | None, quiet: bool) -> None:
    """Play scripted conversations; exit 0 if all went as expected, 1 if not, 2 for a bad file."""
    from bot.cli import rehearse as player  # noqa: PLC0415

    try:
        sys.exit(asyncio.run(player.play(files, config_path, transcript, quiet=quiet)))
    except OSError as error:
        _fail(f"{transcript} cannot be written ({error.strerror}); is there such a folder?", 2)


@main.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="for programs")
@click.pass_obj
def import_roll(config_path: Path, file: Path, as_json: bool) -> None:
    """Take the roll from a spreadsheet (.xlsx, .xls, .ods, .csv)."""
    settings = _load(config_path)
    from bot.cli.roll import import_roll_command  # noqa: PLC0415
    from bot.cli.store import store  # noqa: PLC0415

    try:
        with store(settings) as db:
            now = datetime.now(settings.organisation.zone)
            organisation = settings.organisation
            code = import_roll_command(
                file, db, organisation.name, home=organisation.home, now=now, as_json=as_json
            )
    except ConfigError as error:
        _fail(error)
    sys.exit(code)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), help="where to write; by default 对账结果 beside the first"
)
@click.option(
    "--decisions", type=click.Path(path_type=Path), help="the workbook, filled in: write corrected copies"
)
@click.option("--names", help="what the ledgers are called, with commas: 自有表,组工库,纸质")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@click.pass_obj
def reconcile(
    config_path: Path,
    files: tuple[Path, ...],
    out: Path | None,
    decisions: Path | None,
    names: str | None,
    as_json: bool,
) -> None:
    """Lay two or more ledgers side by side: who is missing, what differs; the originals stay as they are."""
    called = [name.strip() for name in (names or "").replace("，", ",").split(",") if name.strip()]
    if len(files) < 2:
        raise click.UsageError(
            "give two or more spreadsheets, for example: reconcile 自有表.xlsx 组工库.xlsx"
        )
    if called and len(called) != len(files):
        raise click.UsageError(f"--names has {len(called)} names for {len(files)} files")
    settings = _load(config_path)
    from bot.cli.reconcile import reconcile_command  # noqa: PLC0415

    today = datetime.now(settings.organisation.zone).date()
    folder = out or files[0].parent / "对账结果"
    sys.exit(
        reconcile_command(files, folder, today=today, names=called, decisions=decisions, as_json=as_json)
    )


@main.group()
def export() -> None:
    """Write something out as a file."""


@export.command(name="roll")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def export_roll(config_path: Path, file: Path) -> None:
    """Write the whole roll as a spreadsheet (.xlsx), every number whole, for the owner of the file only."""
    settings = _load(config_path)
    from bot.cli.roll import export_roll_command  # noqa: PLC0415
    from bot.cli.store import store  # noqa: PLC0415

    try:
        with store(settings) as db:
            code = export_roll_command(file, db, datetime.now(UTC))
    except ConfigError as error:
        _fail(error)
    sys.exit(code)


@main.command(name="bind-code")
@click.argument("name", required=False)
@click.pass_obj
def bind_code(config_path: Path, name: str | None) -> None:
    """Make a one-time code: who sends it to the bot, or signs in with it, becomes a clerk (called NAME)."""
    settings = _load(config_path)
    from data import bindcode  # noqa: PLC0415
    from data.db import StoreError, check_store  # noqa: PLC0415

    folder = bindcode.folder(Path(settings.database))
    try:
        check_store(Path(settings.database))
    except StoreError as error:
        _fail(f"database: {error}")
    try:
        code = bindcode.make(folder, name, datetime.now(UTC))
    except OSError as error:
        _fail(f"database: {folder} cannot be written ({error}); check the folder and its rights")
    ways = "在工作台的登录页“第一次用，或忘了密码”里填这个码"
    if not settings.is_by_hand:
        ways = f"把这个码私信给“{settings.bot.name}”，或者{ways}"
    print(f"{code}\n{ways}。24 小时内有效，只能用一次。")


@main.command()
@click.option(
    "--folder", type=click.Path(path_type=Path), help="where to write; by default beside the database"
)
@click.pass_obj
def paste(config_path: Path, folder: Path | None) -> None:
    """Write what is to be said into one file a room, to be posted by hand, with who has not answered."""
    settings = _load(config_path)
    from bot.cli.manual import write_pages  # noqa: PLC0415

    try:
        written = write_pages(settings, folder, datetime.now(UTC))
    except ConfigError as error:
        _fail(error)
    for path in written:
        print(path)
    if not written:
        print("nothing to post")


@main.command(name="import-replies")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--room", help="the room it was copied from, such as 第一支部")
@click.option("--as", "teller", help="who copied it: lines without a name are this person's")
@click.pass_obj
def import_replies(config_path: Path, file: Path, room: str | None, teller: str | None) -> None:
    """Read chat copied out of WeChat, each message at its own time; exit 1 where a name is not known."""
    settings = _load(config_path)
    from bot.cli import manual  # noqa: PLC0415

    try:
        heard = manual.import_replies(settings, file, datetime.now(UTC), room=room, teller=teller)
    except ConfigError as error:
        _fail(error, 2)
    sys.exit(1 if manual.show_heard(file, heard) else 0)


@main.command()
@click.argument("text")
@click.option("--as", "name", required=True, help="who writes: a name on the roll")
@click.option("--room", help="in which room; by default privately to the bot")
@click.pass_obj
def say(config_path: Path, text: str, name: str, room: str | None) -> None:
    """Write to the bot as somebody on the roll, where there is no WeChat to write in."""
    settings = _load(config_path)
    from bot.cli import manual  # noqa: PLC0415

    try:
        print("\n\n".join(manual.say(settings, name, text, datetime.now(UTC), room=room)))
    except ConfigError as error:
        _fail(error)


@main.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--plain", is_flag=True, help="not encrypted: whoever has the file reads everything")
@click.pass_obj
def backup(config_path: Path, file: Path | None, plain: bool) -> None:
    """Write an encrypted backup and check it by restoring it; the bot may go on running.

    FILE is a new file or a folder; by default the folder that config.yaml names.
    """
    settings = _load(config_path)
    from bot.cli.backup import write_backup  # noqa: PLC0415

    now = datetime.now(settings.organisation.zone)
    _tell(lambda: write_backup(settings, file, now, config_path, plain=plain))


@main.command(name="backup-key")
@click.pass_obj
def backup_key(config_path: Path) -> None:
    """Make the key that opens backups, and show it once, to be kept on paper."""
    settings = _load(config_path)
    from bot.cli.backup import make_key  # noqa: PLC0415

    _tell(lambda: make_key(settings, datetime.now(settings.organisation.zone)))


@main.command()
@click.argument("file", required=False)
@click.option("--key", "key_file", type=click.Path(path_type=Path), help="the file of the key that opens it")
@click.option("--dry-run", is_flag=True, help="try it, change nothing")
@click.option("--replica", is_flag=True, help="out of the continuous replica: its newest, or FILE")
@click.pass_obj
def restore(config_path: Path, file: str | None, key_file: Path | None, dry_run: bool, replica: bool) -> None:
    """Put a backup FILE where the configuration expects the database; one that is there is never replaced."""
    settings = _load(config_path)
    if file is None and not replica:
        raise click.UsageError("name a backup FILE, or say --replica")
    from bot.cli.backup import restore_backup  # noqa: PLC0415
    from bot.cli.replica import restore_replica  # noqa: PLC0415

    if file and not replica:
        _tell(lambda: restore_backup(settings, Path(file), key_file, config_path, dry_run=dry_run))
    else:
        _tell(lambda: restore_replica(settings, file, dry_run=dry_run))


@main.command()
@click.pass_obj
def replicate(config_path: Path) -> None:
    """Keep a continuous copy of the database elsewhere, by Litestream, until stopped."""
    settings = _load(config_path)
    from bot.cli.replica import replicate as run_litestream  # noqa: PLC0415

    try:
        sys.exit(run_litestream(settings, datetime.now(UTC)))
    except ConfigError as error:
        _fail(error)


def _tell(work: Callable[[], str]) -> None:
    from data.db import StoreError  # noqa: PLC0415

    try:
        print(work())
    except (ConfigError, StoreError) as error:
        _fail(error)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="for programs")
@click.option("--explain", is_flag=True, help="say of every check what it looks at, why, and what to do")
@click.pass_obj
def doctor(config_path: Path, as_json: bool, explain: bool) -> None:
    """Say what is wrong with the installation: settings, database, machine, gateway; changes nothing."""
    from bot.cli import doctor as examiner  # noqa: PLC0415

    if explain:
        print(examiner.as_markdown(), end="")
        return
    findings = examiner.examine(config_path)
    if as_json:
        print(json.dumps([vars_of(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            print(examiner.show(finding))
    sys.exit(0 if all(finding.well for finding in findings) else 1)


def vars_of(finding: Any) -> dict[str, Any]:
    """Give a finding's fields by name."""
    from dataclasses import asdict  # noqa: PLC0415

    return asdict(finding)


@main.command()
@click.option(
    "--set-password",
    "login",
    type=click.Choice(["office", "office-full"]),
    help="give a login a new password",
)
@click.pass_obj
def office(config_path: Path, login: str | None) -> None:
    """Show the office's tables in a browser, from a copy; office: numbers masked, office-full: whole."""
    settings = _load(config_path)
    from bot import logs  # noqa: PLC0415
    from bot.cli import office as tables  # noqa: PLC0415

    logs.configure(settings.log)
    try:
        if login:
            print(tables.set_password(settings, login))
        else:
            tables.run(settings)
    except tables.EXPECTED as error:
        _fail(error)


@main.command()
@click.option("--member", type=int, help="a member number: of this record, and by this person")
@click.option("--json", "as_json", is_flag=True, help="for programs; all of it")
@click.pass_obj
def audit(config_path: Path, member: int | None, as_json: bool) -> None:
    """Show who saw or changed whose record, and what was refused, the newest first."""
    settings = _load(config_path)
    from bot.cli.audit import show_audit  # noqa: PLC0415
    from bot.cli.store import store  # noqa: PLC0415
    from data import audit as log  # noqa: PLC0415

    try:
        with store(settings) as db:
            show_audit(db, settings, member=member, as_json=as_json)
            with db.atomic():
                log.note(db, None, "终端 看记录", [member], datetime.now(UTC))
    except ConfigError as error:
        _fail(error)


@main.command(hidden=True)
def commands() -> None:
    """Write docs/commands.md, made from the help texts."""
    from bot.cli.commands import as_markdown  # noqa: PLC0415

    print(as_markdown(), end="")


@main.command(hidden=True)
def kept() -> None:
    """Write docs/kept.md, made from the registry of what is kept."""
    from data.retention import as_markdown  # noqa: PLC0415

    print(as_markdown(), end="")


@main.command()
@click.argument("names", nargs=-1)
def bench(names: tuple[str, ...]) -> None:
    """Measure speed against a peer or a limit (needs a checkout and `make test`'s set-up)."""
    try:
        from bench.__main__ import measure  # noqa: PLC0415
    except ImportError as error:
        _fail(f"bench/ is not here ({error}); run this in a checkout, after `make test`")
    measure(names)


if __name__ == "__main__":
    main()
