"""The schema, step by step; a step that has been released is never changed, only followed by another."""

from sqlite_utils.migrations import Migrations

from data.migrations import (
    account,
    collection,
    first,
    group,
    ledger,
    own,
    record,
    roll,
    transfer,
    unit,
    visit,
)

STEPS = (
    first.m001_core,
    first.m002_roll,
    first.m003_work,
    first.m004_concerns,
    first.m005_answers,
    first.m006_rollcalls,
    first.m007_alarms,
    first.m008_delivery,
    first.m009_worktable,
    roll.m010_roll,
    account.m011_accounts,
    unit.m012_units,
    record.m013_records,
    own.m014_own_data,
    collection.m015_collections,
    ledger.m016_ledgers,
    transfer.m017_transfers,
    group.m018_groups,
    visit.m019_visits,
)
migrations = Migrations("kiteline")
for step in STEPS:
    migrations()(step)
