"""How dues are kept."""

from __future__ import annotations

from data.retention.kept import YEAR, Erase, Kept

_ACCOUNTS = "党费的账按收缴规定要保存，能查证"

KEPT: tuple[Kept, ...] = (
    Kept(
        "dues_standards",
        "党费标准",
        "what a member pays a month, from when on",
        "member_id",
        shown="from_month cents declared said_by at withdrawn_at",
        erase=Erase.KEEP,
        because=_ACCOUNTS,
    ),
    Kept(
        "dues_payments",
        "交过的党费",
        "which months a member paid for, how much, who booked it",
        "member_id",
        shown="first last cents payer paid_on how said_by at withdrawn_at",
        erase=Erase.BLANK,
        blanked="payer = ''",
        because=_ACCOUNTS,
    ),
    Kept(
        "dues_bases",
        "党费基数的申报",
        "the income a member declared for a year's dues; seen by the member alone",
        "member_id",
        2 * YEAR,
        "at < :before",
        shown="year kind cents at",
        erase=Erase.ROW,
    ),
    Kept(
        "dues_words",
        "提醒过党费",
        "when a member was reminded of dues or asked for the base, so that it is not said too often",
        "member_id",
        2 * YEAR,
        "at < :before",
        shown="what about at",
        erase=Erase.ROW,
    ),
)
