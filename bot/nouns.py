"""Every noun: what people type about it, and what the clock starts for it, in the order they are tried."""

from __future__ import annotations

from types import ModuleType

from bot.router import Router
from handlers import (
    absence,
    account,
    aid,
    alarm,
    attendance,
    bindcode,
    birthday,
    branch,
    case,
    certificate,
    change,
    checkin,
    claim,
    collection,
    concern,
    consent,
    contact,
    correction,
    delivery,
    digest,
    dues,
    enclosure,
    errand,
    event,
    exchange,
    filling,
    greeting,
    group,
    homecoming,
    identity,
    label,
    leave,
    ledger,
    lesson,
    letter,
    meeting,
    news,
    nomination,
    notice,
    organisation,
    own,
    parcel,
    pending,
    pilot,
    points,
    post,
    preference,
    progress,
    proxy,
    question,
    receipt,
    record,
    reflection,
    relay,
    report,
    request,
    rest,
    review,
    roll,
    rollcall,
    room,
    silence,
    station,
    statistics,
    study,
    template,
    transfer,
    unit,
    visit,
    yearend,
)
from handlers import help as help_handler
from schedules import account as account_schedule
from schedules import aid as aid_schedule
from schedules import alarm as alarm_schedule
from schedules import backup as backup_schedule
from schedules import case as case_schedule
from schedules import collection as collection_schedule
from schedules import digest as digest_schedule
from schedules import dues as dues_schedule
from schedules import event as event_schedule
from schedules import greeting as greeting_schedule
from schedules import group as group_schedule
from schedules import ledger as ledger_schedule
from schedules import lesson as lesson_schedule
from schedules import meeting as meeting_schedule
from schedules import notice as notice_schedule
from schedules import points as points_schedule
from schedules import post as post_schedule
from schedules import prompt, retention
from schedules import relay as relay_schedule
from schedules import report as report_schedule
from schedules import rollcall as rollcall_schedule
from schedules import silence as silence_schedule
from schedules import study as study_schedule
from schedules import transfer as transfer_schedule
from schedules import yearend as yearend_schedule

# The order in which answers are tried; the first that takes a message ends the search.
ROUTERS = (
    identity.router,
    bindcode.router,
    room.router,
    account.router,
    claim.router,
    branch.router,
    organisation.router,
    unit.router,
    station.router,
    post.router,
    leave.router,
    delivery.router,
    pilot.router,
    alarm.router,
    notice.router,
    change.router,
    relay.router,
    progress.router,
    enclosure.router,
    roll.router,
    ledger.router,
    template.router,
    pending.router,
    question.router,
    record.router,
    dues.router,
    label.router,
    study.router,
    reflection.router,
    news.router,
    rollcall.router,
    silence.router,
    absence.router,
    preference.router,
    birthday.router,
    greeting.router,
    consent.router,
    event.router,
    attendance.router,
    collection.router,
    filling.router,
    own.router,
    case.router,
    proxy.router,
    transfer.router,
    letter.router,
    errand.router,
    aid.router,
    lesson.router,
    points.router,
    group.router,
    exchange.router,
    parcel.router,
    receipt.router,
    checkin.router,
    digest.router,
    report.router,
    statistics.router,
    visit.router,
    rest.router,
    homecoming.router,
    contact.router,
    meeting.router,
    review.router,
    yearend.router,
    nomination.router,
    certificate.router,
)
SCHEDULES: tuple[ModuleType, ...] = (
    account_schedule,
    alarm_schedule,
    greeting_schedule,
    notice_schedule,
    relay_schedule,
    post_schedule,
    rollcall_schedule,
    silence_schedule,
    collection_schedule,
    ledger_schedule,
    transfer_schedule,
    dues_schedule,
    case_schedule,
    study_schedule,
    event_schedule,
    group_schedule,
    aid_schedule,
    lesson_schedule,
    points_schedule,
    meeting_schedule,
    yearend_schedule,
    digest_schedule,
    report_schedule,
    prompt,
    backup_schedule,
    retention,
)


def build_router() -> Router:
    """Put the routers of all nouns together; 帮助 knows the commands of all, 待看 takes what nobody took."""
    nouns = [*ROUTERS, concern.router]
    decided = request.router_for({kind: run for router in nouns for kind, run in router.decisions.items()})
    undone = correction.router_for([each for router in nouns for each in router.undoers])
    commands = [command for router in (*nouns, decided) for command in router.commands]
    first = ROUTERS.index(receipt.router)  # 撤 is no answer to a notice
    routers = [*ROUTERS[:first], undone, *ROUTERS[first:], decided, help_handler.router_for(commands)]
    return Router.joined([*routers, concern.router])
