"""How transfers, lists for organisations elsewhere and study groups are kept."""

from __future__ import annotations

from data.retention.kept import YEAR, Erase, Kept

KEPT: tuple[Kept, ...] = (
    Kept(
        "transfer_steps",
        "转接的经过",
        "what was done for a transfer, by whom",
        "member_id",
        2 * YEAR,
        "number IN (SELECT number FROM transfers WHERE ended_at < :before)",
        shown="number act by at words",
        erase=Erase.KEEP,
        because="组织关系怎么转的，要能查证",
    ),
    Kept(
        "transfers",
        "转接",
        "transfers of a membership, under way and two years after",
        "member_id",
        2 * YEAR,
        "ended_at < :before",
        shown="number home_id destination reason asked_by state since letter letter_on valid_until ended_at",
        erase=Erase.BLANK,
        blanked="reason = ''",
        only="ended_at IS NOT NULL",
        because="组织关系转到哪里，要能查证",
    ),
    Kept(
        "exchange_members",
        "外联名单上的人",
        "who was asked whether an organisation elsewhere may have the own name and telephone, and said what",
        "member_id",
        2 * YEAR,
        "exchange_id IN (SELECT id FROM exchanges WHERE opened_at < :before)",
        shown="exchange_id asked_at answer answered_at registered activities remark reported_at",
        erase=Erase.BLANK,
        blanked="registered = NULL, activities = '', remark = ''",
        because="您同意把资料给过谁，要能查证",
    ),
    Kept(
        "exchanges",
        "外联名单",
        "lists for organisations elsewhere: for whom, and how members were asked",
        "opened_by",
        2 * YEAR,
        "opened_at < :before",
        hidden="公务上的记录，写着您办过的事，不是您的个人情况",
        erase=Erase.KEEP,
        because="办公的记录，不是您的个人情况",
    ),
    Kept(
        "group_members",
        "小组成员",
        "who is in a study group",
        "member_id",
        shown="group_id joined_at",
        erase=Erase.ROW,
    ),
    Kept(
        "study_groups",
        "学习小组",
        "the members' own study groups; a year after they closed they are let go",
        "founded_by",
        YEAR,
        "closed_at < :before AND id NOT IN (SELECT group_id FROM group_members)",
        shown="name founded_at closed_at",
        erase=Erase.KEEP,
        because="小组是大家的，名字留到它解散",
    ),
)
