CREATE TABLE "工单" AS
SELECT
    cases.number AS "编号",
    word('case', cases.kind) AS "类别",
    plain(members.name) AS "姓名",
    plain(units.name) AS "所在支部",
    word('case_state', cases.state) AS "状态",
    CASE cases.level WHEN 'secretary' THEN '支部书记' WHEN 'office' THEN '党办' ELSE '党委' END AS "在哪一级",
    plain(holder.name) AS "谁在办",
    moment(cases.opened_at) AS "提出",
    moment(cases.due_at) AS "说好答复",
    moment(cases.answered_at) AS "答复",
    CASE WHEN cases.state = 'open' AND cases.due_at < now() THEN '过了时间'
        WHEN cases.state = 'open' THEN '还来得及'
        ELSE '不欠答复' END AS "时限"
FROM cases
    JOIN members ON members.id = cases.member_id
    LEFT JOIN members AS holder ON holder.id = cases.holder_id
    LEFT JOIN units ON units.id = cases.branch_id
WHERE cases.kind NOT IN ('appeal', 'report')
ORDER BY cases.number DESC;

CREATE TABLE "活动" AS
SELECT
    events.id AS "编号",
    plain(events.title) AS "活动",
    plain(events.place) AS "地点",
    moment(events.starts_at) AS "开始",
    CASE events.state WHEN 'open' THEN '照常' ELSE '取消了' END AS "状态",
    events.seats AS "名额",
    (SELECT count(*) FROM event_members WHERE event_id = events.id) AS "请了",
    (SELECT count(DISTINCT member_id) FROM event_answers
        WHERE event_id = events.id AND withdrawn_at IS NULL AND choice = 'comes') AS "参加",
    (SELECT count(DISTINCT member_id) FROM event_answers
        WHERE event_id = events.id AND withdrawn_at IS NULL AND choice IN ('declines', 'leave')) AS "不来",
    (SELECT count(DISTINCT member_id) FROM event_attendances
        WHERE event_id = events.id AND withdrawn_at IS NULL) AS "签到"
FROM events
ORDER BY events.id DESC;

CREATE TABLE "学习" AS
SELECT
    studies.id AS "编号",
    plain(studies.title) AS "学习",
    plain(studies.source) AS "来源",
    day(studies.opened_at) AS "发出",
    word('study', studies.state) AS "状态",
    (SELECT count(*) FROM study_members WHERE study_id = studies.id) AS "发给",
    (SELECT count(DISTINCT member_id) FROM study_reads WHERE study_id = studies.id) AS "已学",
    (SELECT count(DISTINCT member_id) FROM reflections WHERE study_id = studies.id) AS "写了心得"
FROM studies
WHERE studies.state <> 'withdrawn'
ORDER BY studies.id DESC;

CREATE TABLE "三会一课" AS
SELECT
    meetings.held_on AS "日期",
    plain(units.name) AS "支部",
    word('meeting', meetings.kind) AS "类别",
    CASE meetings.online WHEN 1 THEN '线上' ELSE '线下' END AS "方式",
    plain(meetings.topic) AS "内容",
    (SELECT count(*) FROM meeting_members WHERE meeting_id = meetings.id AND came = 1) AS "到会",
    (SELECT count(*) FROM meeting_members WHERE meeting_id = meetings.id AND came = 0) AS "缺席"
FROM meetings JOIN units ON units.id = meetings.branch_id
WHERE meetings.withdrawn_at IS NULL
ORDER BY meetings.held_on DESC, meetings.id DESC;
