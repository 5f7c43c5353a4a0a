"""Each check of the doctor explained; docs/doctor.md is made of this."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """What is looked at, why it matters, and what to do when it is not well."""

    looks_at: str
    why: str
    remedy: str


CHECKS = {
    "configuration": Check(
        "config.yaml: every key is known, every value is one the bot understands.",
        "the bot does not start with a setting it would have to guess.",
        "mend the line that is named; `docs/` and the delivered config.yaml show each key with its meaning.",
    ),
    "texts": Check(
        "data/texts/*.yaml, the longer texts, which an office may edit.",
        "a slip in a text would otherwise show in the middle of an answer to a member.",
        "mend the file that is named, or take the delivered one again.",
    ),
    "rules": Check(
        "the rules of points, dues and festivals: every amount, limit and name.",
        "the bot refuses to start rather than to reckon dues or points by half a rule.",
        "mend the key that is named; the sentence says what would be right.",
    ),
    "python": Check(
        "the Python the bot runs with.",
        "the packages are locked for 3.11 to 3.13; others may lack something a year later.",
        "install one of these and run deploy/install.sh --python python3.12 again.",
    ),
    "packages": Check(
        "every installed package against the versions the program was tested with (requirements.lock).",
        "the libraries towards the gateway above all break between versions without a word.",
        "run deploy/install.sh again (in a checkout: rm -r .venv, then make run).",
    ),
    "pictures": Check(
        "whether a picture with a Chinese character can be drawn.",
        "birthday cards, charts and the week's picture would be missing from messages.",
        "install again; the font comes with the packages, the machine needs none.",
    ),
    "clock": Check(
        "the machine's time, against the program's age and the last message that was kept.",
        "deadlines, reminders and greetings go by it; set back, it makes the bot say things twice or late.",
        "set the machine's time (timedatectl set-ntp true) and restart the bot.",
    ),
    "timezones": Check(
        "the data of the world's time zones.",
        "members abroad are written to at their own hour of the day.",
        "install again; the data come with the package tzdata.",
    ),
    "disk": Check(
        "free space where the database lies: 300 MB, or three times the database.",
        "on a full disk the bot stops, nothing half done; a backup needs room beside the database.",
        "make room: old backups elsewhere, the journal with journalctl --vacuum-size=200M; or move the data.",
    ),
    "memory": Check(
        "free memory, while the bot does not run: 300 MB.",
        "a machine short of memory ends the largest program, which may be the bot.",
        "end what is not needed, or give the machine 1 GB or more.",
    ),
    "port": Check(
        "whether the port of the pages (web.port) can be listened on.",
        "without it the bot does not start: the worktable and GET /health live there.",
        "choose another web.port, or end the program that has it (ss -ltnp shows which).",
    ),
    "running": Check(
        "whether a bot holds the lock of this database (Linux).",
        "a database has one writer: import and restore want the bot stopped, backup and doctor do not.",
        "stop the bot first where a command asks for it: systemctl stop kiteline.",
    ),
    "private": Check(
        "who may read the backups and their key.",
        "whoever reads them reads everybody's telephone number and address.",
        "run the chmod that is named.",
    ),
    "database": Check(
        "the database: a sound one, ours, of this world (made up or real), readable by its owner only.",
        "everything the bot knows is in this one file.",
        "do what the sentence says; a damaged file: stop the bot, move it away, restore a backup"
        " (docs/backup.md).",
    ),
    "schema": Check(
        "which steps of the schema the database has.",
        "a newer program brings an older database up to date at its start; an older one refuses a newer.",
        "nothing for an older one; for a newer one start the version that wrote it.",
    ),
    "backup": Check(
        "how old the last backup is: two days at most.",
        "a broken disk takes with it whatever was said since the last one.",
        "look into the log for why (full disk, no key, folder gone); make one now: python -m bot backup.",
    ),
    "gateway": Check(
        "whether the gateway takes connections, and its token is the owner's alone; nobody is logged in.",
        "without it nothing is heard and nothing said; events of that time are lost.",
        "start the gateway, compare endpoint and token; meanwhile work by hand (docs/by-hand.md).",
    ),
    "webhook": Check(
        "the file with the address that calls the person who runs the bot; the address is not called.",
        "a bot that has lost its account can tell nobody in WeChat.",
        "write one https:// address into the file, chmod 600.",
    ),
}


def as_markdown() -> str:
    """Write the page that explains every check."""
    parts = [
        "# What the doctor looks at\n\n"
        "`python -m bot doctor` looks at everything the bot stands on and changes nothing; it may be run"
        " beside a running bot.\nIt ends with 1 where something is wrong, so that a monitor can call it;"
        " `--json` is for programs, `--explain` prints this page.\n"
        "Below a line that says WRONG stand the why and the what-to-do of here.\n"
    ]
    for name, check in CHECKS.items():
        parts.append(
            f"\n## {name}\n\n* Looks at {check.looks_at}\n* Why: {check.why}\n* What to do: {check.remedy}\n"
        )
    return "".join(parts)
