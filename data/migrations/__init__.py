"""The schema, step by step; a step that has been released is never changed, only followed by another."""

from sqlite_utils.migrations import Migrations

from data.migrations import (
    account,
    aid,
    case,
    collection,
    digest,
    dues,
    event,
    first,
    greeting,
    group,
    ledger,
    meeting,
    own,
    points,
    record,
    roll,
    study,
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
    greeting.m020_greetings,
    study.m021_study,
    points.m022_points,
    event.m023_events,
    meeting.m024_meetings,
    dues.m025_dues,
    case.m026_cases,
    aid.m027_aid,
    digest.m028_digests,
)
migrations = Migrations("kiteline")
for step in STEPS:
    migrations()(step)
