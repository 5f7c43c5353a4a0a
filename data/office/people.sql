CREATE TABLE "花名册" AS
SELECT
    members.id AS "编号",
    plain(members.name) AS "姓名",
    members.sex AS "性别",
    birthday(members.birthday) AS "出生",
    class('年龄', members.birthday) AS "年龄段",
    plain(members.ethnicity) AS "民族",
    plain(members.schooling) AS "学历",
    plain(members.work_kind) AS "从业类别",
    plain(members.employer) AS "工作单位",
    plain(units.name) AS "所在支部",
    (SELECT group_concat(word('role', posts.role), '、') FROM posts WHERE posts.member_id = members.id) AS "职务",
    word('standing', members.standing) AS "党员类别",
    word('status', members.status) AS "状态",
    members.joined_on AS "入党时间",
    class('党龄', members.joined_on) AS "党龄段",
    members.regular_on AS "转正时间",
    members.dues_until AS "党费交至",
    dues_class(members.status, members.dues_until) AS "党费情况",
    plain(shown('PHONE', members.phone)) AS "联系电话",
    plain(shown('ID_NUMBER', members.id_number)) AS "身份证号",
    plain(private(members.residence)) AS "现居住地",
    plain(private(members.address)) AS "家庭住址",
    CASE members.wechat WHEN 1 THEN '用微信' ELSE '只有电话' END AS "联系方式",
    CASE WHEN members.id IN (SELECT member_id FROM accounts) THEN '认过' ELSE '没认' END AS "微信身份",
    plain(private((SELECT group_concat(label, '、') FROM labels
        WHERE labels.member_id = members.id AND taken_at IS NULL))) AS "标签",
    word('whereabouts', standings.whereabouts) AS "去向",
    plain(city(standings.place)) AS "所在城市",
    day(standings.heard_at) AS "上次有消息",
    days_since(standings.heard_at) AS "几天没消息",
    standings.excuse AS "不催的原因"
FROM members
    LEFT JOIN units ON units.id = members.branch_id
    LEFT JOIN standings ON standings.member_id = members.id
WHERE members.branch_id IS NOT NULL OR members.status IN ('moved', 'deceased')
ORDER BY members.branch_id IS NULL, members.branch_id, members.id;

CREATE TABLE "支部" AS
SELECT
    plain(units.name) AS "支部",
    (SELECT group_concat(plain(members.name), '、') FROM posts JOIN members ON members.id = posts.member_id
        WHERE posts.unit_id = units.id AND posts.role = 'secretary') AS "书记",
    count(members.id) AS "人数",
    count(members.id) FILTER (WHERE days_since(standings.heard_at) < 7) AS "7天内有消息",
    count(members.id) FILTER (WHERE standings.whereabouts = 'away') AS "在外地",
    count(members.id) FILTER (WHERE standings.whereabouts = 'abroad') AS "在境外",
    count(members.id) FILTER (WHERE members.wechat = 0) AS "只有电话",
    count(members.id) FILTER (WHERE behind(members.status, members.dues_until) > 0) AS "欠党费"
FROM units
    LEFT JOIN members ON members.branch_id = units.id
    LEFT JOIN standings ON standings.member_id = members.id
WHERE units.kind = 'branch' AND units.closed_at IS NULL
GROUP BY units.id
ORDER BY units.id;

CREATE TABLE "转接" AS
SELECT
    transfers.number AS "编号",
    plain(members.name) AS "姓名",
    plain(home.name) AS "转出支部",
    plain(coalesce(host.name, transfers.destination)) AS "转往",
    word('transfer', transfers.state) AS "到哪一步",
    day(transfers.since) AS "从哪天起",
    transfers.letter_on AS "介绍信日期",
    transfers.valid_until AS "介绍信有效到",
    day(transfers.ended_at) AS "结束"
FROM transfers
    JOIN members ON members.id = transfers.member_id
    JOIN units AS home ON home.id = transfers.home_id
    LEFT JOIN units AS host ON host.id = transfers.host_id
ORDER BY transfers.number DESC;
