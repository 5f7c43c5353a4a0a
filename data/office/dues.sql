CREATE TEMP TABLE confidential AS
SELECT member_id FROM dues_standards WHERE declared = 1 UNION SELECT member_id FROM dues_bases;

CREATE TABLE "党费" AS
SELECT
    members.id AS "编号",
    plain(members.name) AS "姓名",
    plain(units.name) AS "所在支部",
    word('status', members.status) AS "状态",
    members.dues_until AS "交至",
    dues_class(members.status, members.dues_until) AS "情况",
    behind(members.status, members.dues_until) AS "欠几个月",
    (SELECT amount(cents, members.id IN confidential) FROM dues_standards
        WHERE dues_standards.member_id = members.id AND withdrawn_at IS NULL AND from_month <= month()
        ORDER BY from_month DESC, dues_standards.id DESC LIMIT 1) AS "每月（元）"
FROM members LEFT JOIN units ON units.id = members.branch_id
WHERE members.branch_id IS NOT NULL AND members.status NOT IN ('moved', 'deceased')
ORDER BY members.branch_id, members.id;

CREATE TABLE "党费收缴" AS
SELECT
    coalesce(paid_on, day(dues_payments.at)) AS "交款日期",
    members.id AS "编号",
    plain(members.name) AS "姓名",
    plain(units.name) AS "所在支部",
    dues_payments.first AS "从哪月",
    dues_payments.last AS "到哪月",
    amount(dues_payments.cents, members.id IN confidential) AS "金额（元）",
    word('booked', dues_payments.how) AS "谁记的"
FROM dues_payments
    JOIN members ON members.id = dues_payments.member_id
    LEFT JOIN units ON units.id = members.branch_id
WHERE dues_payments.withdrawn_at IS NULL
ORDER BY dues_payments.id DESC;
