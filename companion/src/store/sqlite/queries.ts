/** All queries of the store, in the words of SQLite. */

const COLUMNS =
    "row, ledger, scope, key, type, name, time, creator, counter, fields, status, revoked, vouchers, reason, touched, body";

/** Which events a page has. */
const FILTER = `(@status = 'all' OR status = @status)
            AND (@ledger IS NULL OR ledger = @ledger)
            AND (@scope IS NULL OR scope = @scope)
            AND (@type IS NULL OR name = @type OR CAST(type AS TEXT) = @type)
            AND (@player IS NULL OR creator = @player OR instr(fields, @quoted) > 0)
            AND (@creator IS NULL OR creator = @creator)
            AND (@text IS NULL OR instr(lower(fields), @text) > 0 OR instr(lower(name), @text) > 0)`;

const INSERT_EVENT = `
        INSERT INTO event (ledger, scope, key, hash, digest, type, name, time, creator, server, counter, fields, status, revoked,
            vouchers, reason, touched, body)
        VALUES (@ledger, @scope, @key, @hash, @digest, @type, @name, @time, @creator, @server, @counter, @fields, @status, @revoked,
            @vouchers, @reason, @touched, @body)`;

export const QUERIES = {
    /** What the room is called. */
    roomName: "SELECT id, flavour, name FROM room",
    nameRoom: "UPDATE room SET flavour = @flavour, name = @name",

    /** Each log with its numbers. */
    logs: `
        SELECT ledger, scope, total(status = 'counted') AS events, total(status = 'conflict') AS conflicts,
            total(status = 'orphan') AS orphans,
            total(status = 'unconfirmed') AS unconfirmed, total(status = 'refused') AS refused, total(status = 'counted' AND revoked) AS revoked,
            min(time) FILTER (WHERE status = 'counted') AS first, max(time) FILTER (WHERE status = 'counted') AS last
        FROM log LEFT JOIN event USING (ledger, scope)
        GROUP BY ledger, scope ORDER BY ledger, scope`,
    /** A page of events behind a place, which is the key and the row of the last one before. */
    page: `
        SELECT ${COLUMNS} FROM event
        WHERE (key, row) > (@key, @row) AND (@end IS NULL OR key < @end) AND ${FILTER}
        ORDER BY key, row LIMIT @limit`,
    /** The same from the last event on. */
    pageBack: `
        SELECT ${COLUMNS} FROM event
        WHERE (key, row) < (@key, @row) AND (@end IS NULL OR key >= @end) AND ${FILTER}
        ORDER BY key DESC, row DESC LIMIT @limit`,
    /** Events behind one that a record has changed. */
    touched: `
        SELECT ${COLUMNS} FROM event WHERE (touched, row) > (@touched, @row) AND touched <= @upTo
        ORDER BY touched, row LIMIT @limit`,
    /** Who wrote the next events, in the order in which they came, and whom they name. */
    people: `
        SELECT row, time, creator, (
            SELECT group_concat(DISTINCT value) FROM json_tree(fields)
            WHERE json_tree.type = 'text' AND value GLOB 'Player-*-*'
        ) AS named
        FROM event WHERE row > @row AND status = @status ORDER BY row LIMIT @limit`,

    logNames: "SELECT ledger, scope FROM log ORDER BY ledger, scope",
    /** What tells one set of events that count from another. */
    countedMark: `
        SELECT count(*) AS events, CAST(coalesce(sum(row), 0) AS TEXT) AS rows, CAST(coalesce(sum(server), 0) AS TEXT) AS servers,
            CAST(coalesce(sum(row) FILTER (WHERE revoked = 1), 0) AS TEXT) AS revoked_rows,
            coalesce(max(row), 0) AS last, coalesce(max(touched), 0) AS touched
        FROM event WHERE ledger = @ledger AND scope = @scope AND status = 'counted'`,
    /** The next events that count and came, or were changed by a record, since: in the order of keys. */
    counted: `
        SELECT row, key, server, revoked, body FROM event
        WHERE ledger = @ledger AND scope = @scope AND status = 'counted' AND (row > @row OR touched > @touched)
            AND key >= @key
        ORDER BY key LIMIT @limit`,
    countedBefore: `
        SELECT count(*) AS events FROM event
        WHERE ledger = @ledger AND scope = @scope AND status = 'counted' AND key < @key`,
    countedRevoked: `
        SELECT key FROM event WHERE ledger = @ledger AND scope = @scope AND status = 'counted' AND revoked = 1`,

    log: "SELECT types, seal, revoked_hash FROM log WHERE ledger = @ledger AND scope = @scope",
    putLog: `
        INSERT INTO log (ledger, scope, types, seal, revoked_hash) VALUES (@ledger, @scope, @types, @seal, @revoked_hash)
        ON CONFLICT DO UPDATE SET types = @types, seal = @seal, revoked_hash = @revoked_hash`,
    /** What stands under keys from one to another. */
    stored: `
        SELECT row, key, hash, digest, status, body FROM event
        WHERE ledger = @ledger AND scope = @scope AND key BETWEEN @from AND @to`,
    insertEvent: INSERT_EVENT,
    setStatus: "UPDATE event SET status = @status WHERE row = @row",
    /** The library's own events. */
    system: `
        SELECT row, key, time, creator, body, revoked, status FROM event
        WHERE ledger = @ledger AND scope = @scope AND type = 0 ORDER BY row`,
    /** The next events of a log in the order in which they came. */
    bodies: `
        SELECT row, key, body, revoked FROM event
        WHERE ledger = @ledger AND scope = @scope AND row > @row ORDER BY row LIMIT @limit`,
    setRevoked: "UPDATE event SET revoked = @revoked WHERE row = @row",
    setFields: "UPDATE event SET name = @name, fields = @fields WHERE row = @row",

    directory: "SELECT creator, server FROM directory WHERE ledger = @ledger AND scope = @scope",
    putDirectory: `
        INSERT INTO directory (ledger, scope, creator, server) VALUES (@ledger, @scope, @creator, @server)
        ON CONFLICT DO UPDATE SET server = @server`,
    renameCreator: `
        UPDATE event SET creator = @creator, server = @server
        WHERE ledger = @ledger AND scope = @scope AND creator = @before`,
    revocations: "SELECT key, target FROM revocation WHERE ledger = @ledger AND scope = @scope",
    putRevocation: `
        INSERT INTO revocation (ledger, scope, key, target) VALUES (@ledger, @scope, @key, @target)
        ON CONFLICT DO NOTHING`,

    /** Where a room's list has got to, and what made the rows that follow from it. */
    position: "SELECT epoch, n, hash, derived, changes FROM room",
    setRoom:
        "UPDATE room SET epoch = @epoch, n = @n, hash = @hash, name = @name, derived = @derived, changes = changes + 1",
    records: "SELECT bytes, reason FROM record ORDER BY n",
    /** The record with a number, and those behind it. */
    recordsFrom: "SELECT bytes, reason, hash FROM record WHERE n >= @n ORDER BY n",
    dropRecords: "DELETE FROM record WHERE n > @n",
    putRecord: `
        INSERT INTO record (n, epoch, id, hash, author, seq, kind, reason, received, bytes)
        VALUES (@n, @epoch, @id, @hash, @author, @seq, @kind, @reason, @received, @bytes)`,
    loose: "SELECT place, bytes FROM loose ORDER BY place",
    dropLoose: "DELETE FROM loose WHERE id = @id",
    putLoose: "INSERT INTO loose (place, id, author, seq, bytes) VALUES (@place, @id, @author, @seq, @bytes)",

    /** One that is there already is touched only where it counts otherwise. */
    putEvent: `${INSERT_EVENT}
        ON CONFLICT (ledger, scope, key, hash) DO UPDATE SET creator = @creator, server = @server, status = @status,
            revoked = @revoked, vouchers = @vouchers, reason = @reason, touched = @touched
        WHERE (creator, server, status, revoked, vouchers, reason) IS NOT (@creator, @server, @status, @revoked, @vouchers, @reason)`,
    dropEvent: "DELETE FROM event WHERE ledger = @ledger AND scope = @scope AND key = @key AND hash = @hash",
    dropEvents: "DELETE FROM event",
    addLog: `
        INSERT INTO log (ledger, scope, types, seal, revoked_hash) VALUES (@ledger, @scope, @types, '', '')
        ON CONFLICT DO NOTHING`,
    setTypes: "UPDATE log SET types = @types WHERE ledger = @ledger AND scope = @scope",
    dropEmptyLogs: `
        DELETE FROM log
        WHERE NOT EXISTS (SELECT 1 FROM event WHERE event.ledger = log.ledger AND event.scope = log.scope)`,
    dropLogs: "DELETE FROM log",
    players: "SELECT guid, name, class FROM player ORDER BY guid",
    putPlayer: `
        INSERT INTO player (guid, name, class) VALUES (@guid, @name, @class)
        ON CONFLICT DO UPDATE SET name = @name, class = @class`,
    dropPlayer: "DELETE FROM player WHERE guid = @guid",
    dropPlayers: "DELETE FROM player",
} as const;

/** The name of a query. */
export type QueryName = keyof typeof QUERIES;
