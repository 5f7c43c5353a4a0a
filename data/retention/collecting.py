"""How collections of data and the comparing of ledgers are kept."""

from __future__ import annotations

from datetime import timedelta

from data.retention.kept import YEAR, Erase, Kept

KEPT: tuple[Kept, ...] = (
    Kept(
        "reconciliations",
        "对账",
        "which ledgers the office compared",
        "opened_by",
        hidden="公务上的记录，写着您办过的事，不是您的个人情况",
        erase=Erase.KEEP,
        because="办公的记录，不是您的个人情况",
    ),
    Kept(
        "ledgers", "对过的账本", "what a compared ledger was called, and where its copy lies while it is open"
    ),
    Kept(
        "ledger_differences",
        "几本账写得不一样的地方",
        "what each ledger says, and what was decided; what counts stands on the roll",
        "member_id",
        timedelta(days=180),
        "reconciliation_id IN (SELECT id FROM reconciliations WHERE opened_at < :before AND state <> 'open')",
        shown="field value decided_at",
        erase=Erase.ROW,
    ),
    Kept("ledger_watches", "跟着名册改的账本", "ledgers that are kept equal to the roll, and since when"),
    Kept(
        "ledger_ticks",
        "账本里改好了的",
        "which change of a record was put right in a ledger, by whom",
        "member_id",
        3 * YEAR,
        "at < :before",
        shown="name field at",
        erase=Erase.ROW,
    ),
    Kept(
        "collections",
        "收集",
        "what the office asked its members for",
        "opened_by",
        hidden="公务上的记录，写着您办过的事，不是您的个人情况",
        erase=Erase.KEEP,
        because="办公的记录，不是您的个人情况",
    ),
    Kept(
        "collection_members",
        "一次收集问到的人",
        "whom a collection asked",
        "member_id",
        YEAR,
        "collection_id IN (SELECT id FROM collections WHERE deadline < :before)",
        shown="collection_id asked_on_at",
        erase=Erase.ROW,
    ),
    Kept(
        "collection_answers",
        "收集的回答",
        "what members answered to a collection, and who filled it in; what counts stands on the roll",
        "member_id",
        timedelta(days=90),
        "at < :before AND value IS NOT NULL",
        blank="value = NULL",
        shown="at collection_id item what value how said_by withdrawn_at",
        erase=Erase.ROW,
    ),
)
