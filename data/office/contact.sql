CREATE TABLE "报平安" AS
SELECT
    moment(checkins.at) AS "时间",
    checkins.member_id AS "编号",
    plain(members.name) AS "姓名",
    plain(units.name) AS "所在支部",
    word('whereabouts', checkins.whereabouts) AS "去向",
    plain(city(checkins.place)) AS "所在城市",
    plain(city(checkins.heading_to)) AS "要去",
    checkins.returns_to AS "回来的日子",
    word('how', checkins.how) AS "怎样报的"
FROM checkins
    JOIN members ON members.id = checkins.member_id
    LEFT JOIN units ON units.id = members.branch_id
WHERE checkins.withdrawn_at IS NULL AND checkins.intent = 'checkin' AND checkins.safety IS NOT 'help'
ORDER BY checkins.id DESC;

CREATE TEMP TABLE answered (rollcall_id INTEGER, member_id INTEGER, PRIMARY KEY (rollcall_id, member_id)) WITHOUT ROWID;
INSERT INTO answered
SELECT DISTINCT rollcalls.id, checkins.member_id
FROM rollcalls
    JOIN checkins ON checkins.at >= rollcalls.opened_at AND checkins.withdrawn_at IS NULL
WHERE rollcalls.id IN (SELECT id FROM rollcalls ORDER BY id DESC LIMIT 4);

CREATE TABLE "点名" AS
SELECT
    rollcalls.id AS "第几次",
    moment(rollcalls.opened_at) AS "开始",
    moment(rollcalls.deadline) AS "截止",
    asked.member_id AS "编号",
    plain(members.name) AS "姓名",
    plain(units.name) AS "所在支部",
    CASE WHEN answered.member_id IS NOT NULL THEN '报了'
        WHEN asked.excused IS NOT NULL THEN '没有问'
        ELSE '没报' END AS "结果",
    word('excuse', asked.excused) AS "为什么没有问"
FROM rollcalls
    JOIN rollcall_members AS asked ON asked.rollcall_id = rollcalls.id
    JOIN members ON members.id = asked.member_id AND members.status NOT IN ('moved', 'deceased')
    LEFT JOIN units ON units.id = members.branch_id
    LEFT JOIN answered ON answered.rollcall_id = rollcalls.id AND answered.member_id = asked.member_id
WHERE rollcalls.id IN (SELECT id FROM rollcalls ORDER BY id DESC LIMIT 4)
ORDER BY rollcalls.id DESC, members.branch_id, members.id;

CREATE TABLE "走访" AS
SELECT
    moment(visits.at) AS "时间",
    plain(members.name) AS "姓名",
    plain(units.name) AS "所在支部",
    word('visit', visits.kind) AS "方式",
    CASE visits.reached WHEN 1 THEN '联系上了' ELSE '没联系上' END AS "结果",
    plain(keeper.name) AS "谁去的"
FROM visits
    JOIN members ON members.id = visits.member_id
    JOIN members AS keeper ON keeper.id = visits.said_by
    LEFT JOIN units ON units.id = members.branch_id
WHERE visits.withdrawn_at IS NULL
ORDER BY visits.id DESC;
