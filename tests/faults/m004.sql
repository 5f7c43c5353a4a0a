-- A small committee as the version with schema m004 left it: something in every table.
INSERT INTO facts VALUES ('world', 'simulated'), ('first_start', '2026-11-01T00:00:00.000Z');
INSERT INTO inbox VALUES ('old-1', '第一支部群@sim', '2026-11-22T01:00:00.000Z', 'take_receipt');
INSERT INTO units VALUES (1, 'committee', '怀柔人才党委', NULL), (2, 'branch', '第一支部', 1);
INSERT INTO members (id, name, birthday, phone, timezone, branch_id) VALUES
    (1, '王主任', NULL, NULL, NULL, NULL),
    (2, '张三', '1988-11-25', '13800138000', NULL, 2),
    (3, '李四', NULL, NULL, 'America/Toronto', 2);
INSERT INTO posts VALUES (1, 'clerk', 1);
INSERT INTO accounts VALUES
    ('wx-王主任', 1, NULL, '2026-11-01T00:00:00.000Z'),
    ('wx-张三', 2, 1, '2026-11-01T00:00:00.000Z'),
    ('wx-李四', 3, 1, '2026-11-01T00:00:00.000Z');
INSERT INTO friends VALUES ('wx-王主任'), ('wx-张三');
INSERT INTO rooms VALUES
    ('党办@sim', '党办', 'office', NULL, NULL),
    ('第一支部群@sim', '第一支部群', 'branch', 2, '2026-11-20T00:30:00.000Z');
INSERT INTO sittings VALUES
    ('党办@sim', 'wx-王主任', '王主任'),
    ('第一支部群@sim', 'wx-张三', '张三'),
    ('第一支部群@sim', 'wx-李四', '李四');
INSERT INTO outbox (id, dedupe_key, conversation, member_id, kind, body, priority, not_before, not_after, state,
                    attempts, next_try_at, created_at, sent_at, echo_id) VALUES
    (1, 'notice:1:room:第一支部群@sim', '第一支部群@sim', NULL, 'notice', '【第1号通知】', 2,
     '2026-11-22T00:30:00.000Z', '2026-11-23T00:30:00.000Z', 'sent', 1, '2026-11-22T00:30:00.000Z',
     '2026-11-22T00:30:00.000Z', '2026-11-22T00:30:01.000Z', 'sim-1'),
    (2, 'notice:2:room:第一支部群@sim', '第一支部群@sim', NULL, 'notice', '升级前没发出去的话', 2,
     '2026-11-22T23:00:00.000Z', '2026-11-24T00:00:00.000Z', 'queued', 0, '2026-11-22T23:00:00.000Z',
     '2026-11-22T23:00:00.000Z', NULL, NULL);
INSERT INTO buckets VALUES ('shared', 3.5, '2026-11-22T00:30:01.000Z');
INSERT INTO schedule_runs VALUES ('greeting', '2026-11-22T23:45:00.000Z');
INSERT INTO drafts VALUES (1, 'notice', 'wx-王主任', '党办@sim', '{}', '2026-11-22T00:40:00.000Z');
INSERT INTO notices (id, body, audience, receipt, deadline, remind_at, sent_by, sent_at) VALUES
    (1, '周六上午九点集中学习', 'all', 1, '2026-11-27T10:00:00.000Z', '2026-11-27T07:00:00.000Z', 1,
     '2026-11-22T00:30:00.000Z');
INSERT INTO notice_rooms VALUES (1, '第一支部群@sim');
INSERT INTO notice_members VALUES (1, 2), (1, 3);
INSERT INTO receipts (id, notice_id, member_id, at, certain, remark, message_id) VALUES
    (1, 1, 2, '2026-11-22T01:00:00.000Z', 1, '周六能到', 'old-1');
INSERT INTO checkins (id, member_id, said_by, message_id, at, words, intent, safety, whereabouts, place, thanked_by)
    VALUES (1, 2, 2, 'old-2', '2026-11-22T02:00:00.000Z', '平安，在上海', 'checkin', 'safe', 'away', NULL, 1);
INSERT INTO greetings VALUES (2, 'anniversary:2026');
INSERT INTO concerns (id, member_id, why, detail, said_by, room_id, message_id, words, at) VALUES
    (1, 3, 'unclear', '', 3, '第一支部群@sim', 'old-3', '还行吧', '2026-11-22T03:00:00.000Z');
INSERT INTO rests VALUES (3, '2026-12-20T00:00:00.000Z', 'bereavement', 3, '2026-11-20T00:00:00.000Z');
