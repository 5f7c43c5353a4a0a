"""`python -m bot backup`, `backup-key` and `restore`: the store kept safe, and put back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.backup import keeping, key, places, restoring, writing
from bot.backup.restoring import Restored
from bot.backup.writing import Written
from bot.cli.store import alone
from bot.config import Settings


def make_key(settings: Settings, now: datetime) -> str:
    """Make the key of the backups and say how to keep it. Raises ConfigError."""
    return key.advice(key.make(places.key_file(settings), now))


def write_backup(settings: Settings, target: Path | None, now: datetime, config: Path, *, plain: bool) -> str:
    """Write a backup into a new file, or into a folder, and say so. Raises StoreError, ConfigError."""
    said = []
    if not plain and not key.recipients(settings):
        said.append(key.advice(key.make(places.key_file(settings), now)))
    folder = target or places.folder(settings)
    if target is None or target.is_dir():
        target = folder / keeping.name_for(now, keeping.BY_HAND, plain=plain)
    written = writing.write(settings, target, now, config=config, plain=plain)
    return "\n\n".join([*said, show_written(written)])


def show_written(written: Written) -> str:
    """Say what was written, and whether it was opened again."""
    size = f"{written.size / 1048576:.1f} MB" if written.size > 100_000 else f"{written.size / 1024:.0f} KB"
    files = f", {written.files} files" if written.files else ""
    if written.checked:
        checked = "checked by restoring it"
    else:
        checked = (
            "NOT checked by restoring: the key is not on this machine;"
            " try `restore --dry-run` now and then where it is"
        )
    seal = "" if written.encrypted else " It is not encrypted: whoever has the file reads everything."
    took = f"{written.seconds:.1f} s"
    return f"{written.path}: {written.people} people{files}, {size}, {took}, {checked}.{seal}"


def restore_backup(
    settings: Settings, source: Path, key_file: Path | None, config: Path, *, dry_run: bool
) -> str:
    """Put a backup where the configuration expects the store. Raises StoreError, ConfigError."""
    with alone(Path(settings.database)):
        restored = restoring.restore(settings, source, key_file, config=config, dry_run=dry_run)
        return show_restored(source, restored, dry_run)


def show_restored(source: Path | str, restored: Restored, dry_run: bool) -> str:
    """Say what was put back and what is left to do."""
    made = f" of {restored.made_at}" if restored.made_at else ""
    step = f", brought up from {restored.upgraded_from}" if restored.upgraded_from else ""
    whole = f"{restored.people} people, {restored.files} files{step}"
    if dry_run:
        return f"{source}: a good backup{made} ({whole}). Nothing was changed."
    said = [f"{restored.database}: restored from {source}{made} ({whole})."]
    if restored.settings:
        said.append(
            f"Settings that are different here lie in {restored.settings}:"
            " compare them, and copy what you want."
        )
    said.append(
        "What members had deleted after that moment is back: ask the office whose it was and delete it"
        " again.\n"
        "Start the bot with `python -m bot run`."
    )
    return "\n".join(said)
