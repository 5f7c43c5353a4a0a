CREATE TEMP TABLE receipted (notice_id INTEGER, member_id INTEGER, PRIMARY KEY (notice_id, member_id)) WITHOUT ROWID;
INSERT INTO receipted
SELECT DISTINCT notice_id, member_id FROM receipts WHERE withdrawn_at IS NULL AND certain = 1;

CREATE TABLE "通知进度" AS
SELECT
    notices.id AS "通知",
    plain(coalesce(units.name, '没有支部')) AS "所在支部",
    count(*) AS "应回",
    count(receipted.member_id) AS "回了",
    count(*) - count(receipted.member_id) AS "没回"
FROM notices
    JOIN notice_members AS asked ON asked.notice_id = notices.id
    JOIN members ON members.id = asked.member_id
    LEFT JOIN units ON units.id = members.branch_id
    LEFT JOIN receipted ON receipted.notice_id = notices.id AND receipted.member_id = asked.member_id
WHERE notices.receipt = 1 AND notices.withdrawn_at IS NULL
GROUP BY notices.id, members.branch_id
ORDER BY notices.id DESC, members.branch_id;

CREATE TABLE "通知" AS
SELECT
    notices.id AS "编号",
    moment(notices.sent_at) AS "发出",
    moment(notices.deadline) AS "截止",
    plain(substr(notices.body, 1, 200)) AS "内容",
    CASE WHEN notices.withdrawn_at IS NOT NULL THEN '撤回了'
        WHEN notices.receipt = 0 THEN '不用回'
        WHEN notices.deadline < now() THEN '截止了'
        ELSE '等回执' END AS "状态",
    sum("通知进度"."应回") AS "应回",
    sum("通知进度"."回了") AS "回了",
    sum("通知进度"."没回") AS "没回"
FROM notices LEFT JOIN "通知进度" ON "通知进度"."通知" = notices.id
GROUP BY notices.id
ORDER BY notices.id DESC;

CREATE TABLE "通知没回的人" AS
SELECT
    notices.id AS "通知",
    plain(substr(notices.body, 1, 30)) AS "内容",
    moment(notices.deadline) AS "截止",
    asked.member_id AS "编号",
    plain(members.name) AS "姓名",
    plain(units.name) AS "所在支部",
    CASE members.wechat WHEN 1 THEN '用微信' ELSE '只有电话' END AS "联系方式",
    standings.excuse AS "不催的原因"
FROM notices
    JOIN notice_members AS asked ON asked.notice_id = notices.id
    JOIN members ON members.id = asked.member_id AND members.status NOT IN ('moved', 'deceased')
    LEFT JOIN units ON units.id = members.branch_id
    LEFT JOIN standings ON standings.member_id = members.id
WHERE notices.receipt = 1 AND notices.withdrawn_at IS NULL
    AND coalesce(notices.deadline, notices.sent_at) > lately()
    AND NOT EXISTS (SELECT 1 FROM receipted
        WHERE receipted.notice_id = notices.id AND receipted.member_id = asked.member_id)
ORDER BY notices.id DESC, members.branch_id, members.id;
