/** All queries of the store, in the words of SQLite. */

const COLUMNS = "row, ledger, scope, key, type, name, time, creator, counter, fields, status, revoked, body";

export const QUERIES = {
    /** What the room is called. */
    roomName: "SELECT id, flavour, name FROM room",
    nameRoom: "UPDATE room SET flavour = @flavour, name = @name",

    /** Each log with its numbers. */
    logs: `
        SELECT ledger, scope, total(status = 'stands') AS events, total(status = 'conflict') AS conflicts,
            total(status = 'orphan') AS orphans, total(status = 'stands' AND revoked) AS revoked,
            min(time) FILTER (WHERE status = 'stands') AS first, max(time) FILTER (WHERE status = 'stands') AS last
        FROM log LEFT JOIN event USING (ledger, scope)
        GROUP BY ledger, scope ORDER BY ledger, scope`,
    /** A page of events behind a place, which is the key and the row of the last one before. */
    page: `
        SELECT ${COLUMNS} FROM event
        WHERE (key, row) > (@key, @row) AND (@status = 'all' OR status = @status)
            AND (@type IS NULL OR name = @type OR CAST(type AS TEXT) = @type)
            AND (@player IS NULL OR creator = @player OR instr(fields, @quoted) > 0)
        ORDER BY key, row LIMIT @limit`,
    /** The events that were written last. */
    newest: `SELECT ${COLUMNS} FROM event WHERE status = 'stands' ORDER BY key DESC, row DESC LIMIT @limit`,

    log: "SELECT types, seal, revoked_hash FROM log WHERE ledger = @ledger AND scope = @scope",
    putLog: `
        INSERT INTO log (ledger, scope, types, seal, revoked_hash) VALUES (@ledger, @scope, @types, @seal, @revoked_hash)
        ON CONFLICT DO UPDATE SET types = @types, seal = @seal, revoked_hash = @revoked_hash`,
    /** What stands under keys from one to another. */
    stored: `
        SELECT row, key, hash, digest, status, body FROM event
        WHERE ledger = @ledger AND scope = @scope AND key BETWEEN @from AND @to`,
    insertEvent: `
        INSERT INTO event (ledger, scope, key, hash, digest, type, name, time, creator, server, counter, fields, status, revoked, body)
        VALUES (@ledger, @scope, @key, @hash, @digest, @type, @name, @time, @creator, @server, @counter, @fields, @status, @revoked, @body)`,
    setStatus: "UPDATE event SET status = @status WHERE row = @row",
    /** The library's own events. */
    system: `
        SELECT row, key, body, revoked, status FROM event
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
} as const;

/** The name of a query. */
export type QueryName = keyof typeof QUERIES;
