"""How branches stand with their meetings: what is due by the rule, branch by branch."""

from __future__ import annotations

from bot.context import Context
from bot.domain import meeting
from bot.domain.meeting import Every, Kind, Lack, Quarter, Rule
from bot.domain.member import Role
from data import meeting as meetings
from data import member as members
from data import post as posts
from data import unit as units


def rule(ctx: Context, branch_id: int) -> Rule:
    """Give what is due of a branch: by config.yaml, its size, its posts."""
    due = ctx.settings.meetings.due
    whole = {kind: Every(every) for kind in Kind if (every := getattr(due, kind.value)) is not None}
    people = [one for one in members.of_branch(ctx.db, branch_id) if not one.status.has_ended]
    has_posts = any(
        posts.held(ctx.db, role=role, unit_id=branch_id) for role in (Role.DEPUTY, Role.COMMITTEE_MEMBER)
    )
    return meeting.rule_for(
        whole,
        has_committee=has_posts or len(people) >= ctx.settings.meetings.committee_from,
        has_groups=bool(posts.held(ctx.db, role=Role.GROUP_LEADER, unit_id=branch_id)),
    )


def lacks(ctx: Context, branch_id: int, quarter: Quarter) -> list[Lack]:
    """List what a branch owes of a quarter."""
    held = [(one.kind, one.day) for one in meetings.held(ctx.db, quarter.first, quarter.last, branch_id)]
    return meeting.find_lacks(held, rule(ctx, branch_id), quarter, ctx.local_now.date())


def show_quarter(ctx: Context, branch_id: int, quarter: Quarter) -> str:
    """Write what a branch held in a quarter, and what is due."""
    return meeting.show_quarter(
        units.find(ctx.db, branch_id).name,
        quarter,
        meetings.held(ctx.db, quarter.first, quarter.last, branch_id),
        lacks(ctx, branch_id, quarter),
        ctx.local_now.date(),
    )
