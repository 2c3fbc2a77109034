/** All queries of the store, in the words of PostgreSQL. @room is that of the room that asks. */
import type { QueryName } from "../sqlite/queries";

type Columns = Readonly<Record<string, "text" | "bytea" | "bigint">>;

/** What reads: values by @name. What changes: the rows `d`, with the columns that are named, of which there may be many. */
export type PostgresQuery = { readonly read: string } | { readonly columns: Columns; readonly put: string };

const COLUMNS =
    "row, ledger, scope, key, type, name, time, creator, counter, fields, status, revoked, vouchers, reason, touched, body";

/** Which events a page has. */
const FILTER = `(@status::text = 'all' OR status = @status::text)
            AND (@ledger::text IS NULL OR ledger = @ledger::text)
            AND (@scope::text IS NULL OR scope = @scope::text)
            AND (@type::text IS NULL OR name = @type::text OR type::text = @type::text)
            AND (@player::text IS NULL OR creator = @player::text OR strpos(fields, @quoted::text) > 0)
            AND (@creator::text IS NULL OR creator = @creator::text)
            AND (@text::text IS NULL OR strpos(lower(fields), @text::text) > 0 OR strpos(lower(name), @text::text) > 0)`;

const LOG: Columns = { ledger: "text", scope: "text" };
const IN_LOG = "event.room = @room AND event.ledger = d.ledger AND event.scope = d.scope";

const STORED: Columns = {
    ...LOG,
    ...{ key: "bytea", hash: "bytea", digest: "bigint", type: "bigint", name: "text", time: "bigint", creator: "text" },
    ...{ server: "bigint", counter: "bigint", fields: "text", status: "text", revoked: "bigint", vouchers: "text" },
    ...{ reason: "bigint", touched: "bigint", body: "bytea" },
};
const STORED_COLUMNS = Object.keys(STORED).join(", ");

const INSERT_EVENT = `
        INSERT INTO event (room, ${STORED_COLUMNS}) SELECT @room, ${STORED_COLUMNS} FROM d ORDER BY ordinal`;

export const POSTGRES_QUERIES: Record<QueryName, PostgresQuery> = {
    roomName: { read: "SELECT id, flavour, name FROM room WHERE id = @room" },
    nameRoom: {
        columns: { flavour: "text", name: "text" },
        put: "UPDATE room SET flavour = d.flavour, name = d.name FROM d WHERE id = @room",
    },

    logs: {
        read: `
        SELECT ledger, scope,
            count(*) FILTER (WHERE status = 'counted') AS events, count(*) FILTER (WHERE status = 'conflict') AS conflicts,
            count(*) FILTER (WHERE status = 'orphan') AS orphans, count(*) FILTER (WHERE status = 'unconfirmed') AS unconfirmed,
            count(*) FILTER (WHERE status = 'refused') AS refused,
            count(*) FILTER (WHERE status = 'counted' AND revoked = 1) AS revoked,
            min(time) FILTER (WHERE status = 'counted') AS first, max(time) FILTER (WHERE status = 'counted') AS last
        FROM log LEFT JOIN event USING (room, ledger, scope)
        WHERE room = @room GROUP BY ledger, scope ORDER BY ledger, scope`,
    },
    page: {
        read: `
        SELECT ${COLUMNS} FROM event
        WHERE room = @room AND (key, row) > (@key::bytea, @row::bigint) AND (@end::bytea IS NULL OR key < @end::bytea) AND ${FILTER}
        ORDER BY key, row LIMIT @limit::bigint`,
    },
    pageBack: {
        read: `
        SELECT ${COLUMNS} FROM event
        WHERE room = @room AND (key, row) < (@key::bytea, @row::bigint) AND (@end::bytea IS NULL OR key >= @end::bytea) AND ${FILTER}
        ORDER BY key DESC, row DESC LIMIT @limit::bigint`,
    },
    touched: {
        read: `
        SELECT ${COLUMNS} FROM event
        WHERE room = @room AND (touched, row) > (@touched::bigint, @row::bigint) AND touched <= @upTo::bigint
        ORDER BY touched, row LIMIT @limit::bigint`,
    },
    // The texts are looked for in the JSON as it is: a value of JSON with U+0000 in it is none that PostgreSQL takes apart.
    people: {
        read: `
        SELECT row, time, creator, (
            SELECT string_agg(DISTINCT found[1], ',') FROM regexp_matches(fields, '"(Player-[^"]*-[^"]*)"', 'g') AS found
        ) AS named
        FROM event WHERE room = @room AND row > @row::bigint AND status = @status::text ORDER BY row LIMIT @limit::bigint`,
    },

    logNames: { read: "SELECT ledger, scope FROM log WHERE room = @room ORDER BY ledger, scope" },
    countedMark: {
        read: `
        SELECT count(*) AS events, coalesce(sum(row), 0)::text AS rows, coalesce(sum(server), 0)::text AS servers,
            coalesce(sum(row) FILTER (WHERE revoked = 1), 0)::text AS revoked_rows,
            coalesce(max(row), 0) AS last, coalesce(max(touched), 0) AS touched
        FROM event WHERE room = @room AND ledger = @ledger::text AND scope = @scope::text AND status = 'counted'`,
    },
    counted: {
        read: `
        SELECT row, key, server, revoked, body FROM event
        WHERE room = @room AND ledger = @ledger::text AND scope = @scope::text AND status = 'counted'
            AND (row > @row::bigint OR touched > @touched::bigint) AND key >= @key::bytea
        ORDER BY key LIMIT @limit::bigint`,
    },
    countedBefore: {
        read: `
        SELECT count(*) AS events FROM event
        WHERE room = @room AND ledger = @ledger::text AND scope = @scope::text AND status = 'counted' AND key < @key::bytea`,
    },
    countedRevoked: {
        read: `
        SELECT key FROM event
        WHERE room = @room AND ledger = @ledger::text AND scope = @scope::text AND status = 'counted' AND revoked = 1`,
    },

    log: {
        read: `
        SELECT types, seal, revoked_hash FROM log WHERE room = @room AND ledger = @ledger::text AND scope = @scope::text`,
    },
    putLog: {
        columns: { ...LOG, types: "text", seal: "text", revoked_hash: "text" },
        put: `
        INSERT INTO log (room, ledger, scope, types, seal, revoked_hash)
        SELECT @room, ledger, scope, types, seal, revoked_hash FROM d
        ON CONFLICT (room, ledger, scope) DO UPDATE SET types = excluded.types, seal = excluded.seal, revoked_hash = excluded.revoked_hash`,
    },
    stored: {
        read: `
        SELECT row, key, hash, digest, status, body FROM event
        WHERE room = @room AND ledger = @ledger::text AND scope = @scope::text AND key BETWEEN @from::bytea AND @to::bytea`,
    },
    insertEvent: { columns: STORED, put: INSERT_EVENT },
    setStatus: {
        columns: { row: "bigint", status: "text" },
        put: "UPDATE event SET status = d.status FROM d WHERE event.room = @room AND event.row = d.row",
    },
    system: {
        read: `
        SELECT row, key, time, creator, body, revoked, status FROM event
        WHERE room = @room AND ledger = @ledger::text AND scope = @scope::text AND type = 0 ORDER BY row`,
    },
    bodies: {
        read: `
        SELECT row, key, body, revoked FROM event
        WHERE room = @room AND ledger = @ledger::text AND scope = @scope::text AND row > @row::bigint ORDER BY row LIMIT @limit::bigint`,
    },
    setRevoked: {
        columns: { row: "bigint", revoked: "bigint" },
        put: "UPDATE event SET revoked = d.revoked FROM d WHERE event.room = @room AND event.row = d.row",
    },
    setFields: {
        columns: { row: "bigint", name: "text", fields: "text" },
        put: "UPDATE event SET name = d.name, fields = d.fields FROM d WHERE event.room = @room AND event.row = d.row",
    },

    directory: {
        read: "SELECT creator, server FROM directory WHERE room = @room AND ledger = @ledger::text AND scope = @scope::text",
    },
    putDirectory: {
        columns: { ...LOG, creator: "bigint", server: "bigint" },
        put: `
        INSERT INTO directory (room, ledger, scope, creator, server) SELECT @room, ledger, scope, creator, server FROM d
        ON CONFLICT (room, ledger, scope, creator) DO UPDATE SET server = excluded.server`,
    },
    renameCreator: {
        columns: { ...LOG, creator: "text", server: "bigint", before: "text" },
        put: `UPDATE event SET creator = d.creator, server = d.server FROM d WHERE ${IN_LOG} AND event.creator = d.before`,
    },
    revocations: {
        read: "SELECT key, target FROM revocation WHERE room = @room AND ledger = @ledger::text AND scope = @scope::text",
    },
    putRevocation: {
        columns: { ...LOG, key: "text", target: "text" },
        put: `
        INSERT INTO revocation (room, ledger, scope, key, target) SELECT @room, ledger, scope, key, target FROM d
        ON CONFLICT DO NOTHING`,
    },

    position: { read: "SELECT epoch, n, hash, derived, changes FROM room WHERE id = @room" },
    setRoom: {
        columns: { epoch: "bigint", n: "bigint", hash: "bytea", name: "text", derived: "bigint" },
        put: `
        UPDATE room SET epoch = d.epoch, n = d.n, hash = d.hash, name = d.name, derived = d.derived, changes = changes + 1
        FROM d WHERE id = @room`,
    },
    records: { read: "SELECT bytes, reason FROM record WHERE room = @room ORDER BY n" },
    recordsFrom: { read: "SELECT bytes, reason, hash FROM record WHERE room = @room AND n >= @n::bigint ORDER BY n" },
    dropRecords: {
        columns: { n: "bigint" },
        put: "DELETE FROM record USING d WHERE record.room = @room AND record.n > d.n",
    },
    putRecord: {
        columns: {
            ...{
                n: "bigint",
                epoch: "bigint",
                id: "bytea",
                hash: "bytea",
                author: "bytea",
                seq: "bigint",
                kind: "bigint",
            },
            ...{ reason: "text", received: "bigint", bytes: "bytea" },
        },
        put: `
        INSERT INTO record (room, n, epoch, id, hash, author, seq, kind, reason, received, bytes)
        SELECT @room, n, epoch, id, hash, author, seq, kind, reason, received, bytes FROM d`,
    },
    loose: { read: "SELECT place, bytes FROM loose WHERE room = @room ORDER BY place" },
    dropLoose: {
        columns: { id: "bytea" },
        put: "DELETE FROM loose USING d WHERE loose.room = @room AND loose.id = d.id",
    },
    putLoose: {
        columns: { place: "bigint", id: "bytea", author: "bytea", seq: "bigint", bytes: "bytea" },
        put: `
        INSERT INTO loose (room, place, id, author, seq, bytes) SELECT @room, d.place, id, author, seq, bytes FROM d`,
    },

    putEvent: {
        columns: STORED,
        put: `${INSERT_EVENT}
        ON CONFLICT (room, ledger, scope, key, hash) DO UPDATE SET creator = excluded.creator, server = excluded.server,
            status = excluded.status, revoked = excluded.revoked, vouchers = excluded.vouchers, reason = excluded.reason,
            touched = excluded.touched
        WHERE (event.creator, event.server, event.status, event.revoked, event.vouchers, event.reason) IS DISTINCT FROM
            (excluded.creator, excluded.server, excluded.status, excluded.revoked, excluded.vouchers, excluded.reason)`,
    },
    dropEvent: {
        columns: { ...LOG, key: "bytea", hash: "bytea" },
        put: `DELETE FROM event USING d WHERE ${IN_LOG} AND event.key = d.key AND event.hash = d.hash`,
    },
    dropEvents: { columns: {}, put: "DELETE FROM event WHERE room = @room" },
    addLog: {
        columns: { ...LOG, types: "text" },
        put: `
        INSERT INTO log (room, ledger, scope, types, seal, revoked_hash) SELECT @room, ledger, scope, types, '', '' FROM d
        ON CONFLICT DO NOTHING`,
    },
    setTypes: {
        columns: { ...LOG, types: "text" },
        put: "UPDATE log SET types = d.types FROM d WHERE log.room = @room AND log.ledger = d.ledger AND log.scope = d.scope",
    },
    dropEmptyLogs: {
        columns: {},
        put: `
        DELETE FROM log WHERE room = @room AND NOT EXISTS (
            SELECT 1 FROM event WHERE event.room = log.room AND event.ledger = log.ledger AND event.scope = log.scope)`,
    },
    dropLogs: { columns: {}, put: "DELETE FROM log WHERE room = @room" },
    players: { read: `SELECT guid, name, class FROM player WHERE room = @room ORDER BY guid` },
    putPlayer: {
        columns: { guid: "text", name: "text", class: "text" },
        put: `
        INSERT INTO player (room, guid, name, class) SELECT @room, guid, name, class FROM d
        ON CONFLICT (room, guid) DO UPDATE SET name = excluded.name, class = excluded.class`,
    },
    dropPlayer: {
        columns: { guid: "text" },
        put: "DELETE FROM player USING d WHERE player.room = @room AND player.guid = d.guid",
    },
    dropPlayers: { columns: {}, put: "DELETE FROM player WHERE room = @room" },
};
