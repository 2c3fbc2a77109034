/** How the tables of a room came to be: each step is applied once, in a transaction, and never changed afterwards. */

/** `room.format` is the number of steps that a room has seen. */
export const MIGRATIONS: readonly string[] = [
    `
    CREATE TABLE room (
        id TEXT PRIMARY KEY,
        format INTEGER NOT NULL,
        flavour TEXT NOT NULL DEFAULT '',
        name TEXT NOT NULL DEFAULT ''
    ) STRICT;

    CREATE TABLE event (
        row INTEGER PRIMARY KEY,
        ledger TEXT NOT NULL,
        scope TEXT NOT NULL,
        key BLOB NOT NULL,
        hash BLOB NOT NULL,
        digest INTEGER NOT NULL,
        type INTEGER NOT NULL,
        name TEXT NOT NULL,
        time INTEGER NOT NULL,
        creator TEXT NOT NULL,
        server INTEGER NOT NULL,
        counter INTEGER NOT NULL,
        fields TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('stands', 'conflict', 'orphan')),
        revoked INTEGER NOT NULL CHECK (revoked IN (0, 1)),
        body BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX event_identity ON event (ledger, scope, key, hash);
    CREATE INDEX event_order ON event (key);
    CREATE INDEX event_system ON event (ledger, scope) WHERE type = 0;

    CREATE TABLE log (
        ledger TEXT NOT NULL,
        scope TEXT NOT NULL,
        types TEXT NOT NULL,
        seal TEXT NOT NULL,
        revoked_hash TEXT NOT NULL,
        PRIMARY KEY (ledger, scope)
    ) STRICT;

    CREATE TABLE directory (
        ledger TEXT NOT NULL,
        scope TEXT NOT NULL,
        creator INTEGER NOT NULL,
        server INTEGER NOT NULL,
        PRIMARY KEY (ledger, scope, creator)
    ) STRICT;

    CREATE TABLE revocation (
        ledger TEXT NOT NULL,
        scope TEXT NOT NULL,
        key TEXT NOT NULL,
        target TEXT NOT NULL,
        PRIMARY KEY (ledger, scope, key)
    ) STRICT;
    `,
];
