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
    // Rooms of records. The table of events is made anew, since SQLite changes no CHECK; rows keep their numbers, which pages are told.
    `
    ALTER TABLE room ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE room ADD COLUMN n INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE room ADD COLUMN hash BLOB NOT NULL
        DEFAULT x'0000000000000000000000000000000000000000000000000000000000000000';
    ALTER TABLE room ADD COLUMN derived INTEGER NOT NULL DEFAULT 0;

    CREATE TABLE record (
        n INTEGER PRIMARY KEY,
        epoch INTEGER NOT NULL,
        id BLOB NOT NULL,
        hash BLOB NOT NULL,
        author BLOB,
        seq INTEGER,
        kind INTEGER,
        reason TEXT,
        received INTEGER NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX record_taken ON record (id) WHERE reason IS NULL;

    CREATE TABLE loose (
        place INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE,
        author BLOB NOT NULL,
        seq INTEGER NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;

    CREATE TABLE player (
        guid TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        class TEXT NOT NULL
    ) STRICT;

    CREATE TABLE counted_event (
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
        status TEXT NOT NULL CHECK (status IN ('counted', 'unconfirmed', 'refused', 'conflict', 'orphan')),
        revoked INTEGER NOT NULL CHECK (revoked IN (0, 1)),
        vouchers TEXT NOT NULL DEFAULT '[]',
        reason INTEGER,
        touched INTEGER NOT NULL DEFAULT 0,
        body BLOB NOT NULL
    ) STRICT;
    INSERT INTO counted_event
            (row, ledger, scope, key, hash, digest, type, name, time, creator, server, counter, fields, status, revoked, body)
        SELECT row, ledger, scope, key, hash, digest, type, name, time, creator, server, counter, fields,
            iif(status = 'stands', 'counted', status), revoked, body
        FROM event ORDER BY row;
    DROP TABLE event;
    ALTER TABLE counted_event RENAME TO event;
    CREATE UNIQUE INDEX event_identity ON event (ledger, scope, key, hash);
    CREATE INDEX event_order ON event (key);
    CREATE INDEX event_system ON event (ledger, scope) WHERE type = 0;
    `,
    "CREATE INDEX event_touched ON event (touched);",
    // Counts the changes of the room, for who keeps it in memory while others may change it.
    "ALTER TABLE room ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;",
];
