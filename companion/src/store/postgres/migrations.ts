/** How the tables of all rooms came to be in PostgreSQL: each step is applied once, in a transaction, and never changed afterwards. */

/** Texts are ordered and compared by their bytes, whatever the database was made with. */
export const POSTGRES_MIGRATIONS: readonly string[] = [
    `
    CREATE TABLE room (
        id TEXT COLLATE "C" PRIMARY KEY,
        flavour TEXT NOT NULL DEFAULT '',
        name TEXT NOT NULL DEFAULT '',
        epoch BIGINT NOT NULL DEFAULT 1,
        n BIGINT NOT NULL DEFAULT 0,
        hash BYTEA NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
        derived BIGINT NOT NULL DEFAULT 0,
        changes BIGINT NOT NULL DEFAULT 0
    );

    CREATE TABLE record (
        room TEXT COLLATE "C" NOT NULL REFERENCES room ON DELETE CASCADE,
        n BIGINT NOT NULL,
        epoch BIGINT NOT NULL,
        id BYTEA NOT NULL,
        hash BYTEA NOT NULL,
        author BYTEA,
        seq BIGINT,
        kind BIGINT,
        reason TEXT COLLATE "C",
        received BIGINT NOT NULL,
        bytes BYTEA NOT NULL,
        PRIMARY KEY (room, n)
    );
    CREATE UNIQUE INDEX record_taken ON record (room, id) WHERE reason IS NULL;

    CREATE TABLE loose (
        room TEXT COLLATE "C" NOT NULL REFERENCES room ON DELETE CASCADE,
        place BIGINT NOT NULL,
        id BYTEA NOT NULL,
        author BYTEA NOT NULL,
        seq BIGINT NOT NULL,
        bytes BYTEA NOT NULL,
        PRIMARY KEY (room, place),
        UNIQUE (room, id)
    );

    CREATE TABLE event (
        room TEXT COLLATE "C" NOT NULL REFERENCES room ON DELETE CASCADE,
        row BIGINT GENERATED ALWAYS AS IDENTITY,
        ledger TEXT COLLATE "C" NOT NULL,
        scope TEXT COLLATE "C" NOT NULL,
        key BYTEA NOT NULL,
        hash BYTEA NOT NULL,
        digest BIGINT NOT NULL,
        type BIGINT NOT NULL,
        name TEXT COLLATE "C" NOT NULL,
        time BIGINT NOT NULL,
        creator TEXT COLLATE "C" NOT NULL,
        server BIGINT NOT NULL,
        counter BIGINT NOT NULL,
        fields TEXT COLLATE "C" NOT NULL,
        status TEXT COLLATE "C" NOT NULL CHECK (status IN ('counted', 'unconfirmed', 'refused', 'conflict', 'orphan')),
        revoked BIGINT NOT NULL CHECK (revoked IN (0, 1)),
        vouchers TEXT COLLATE "C" NOT NULL DEFAULT '[]',
        reason BIGINT,
        touched BIGINT NOT NULL DEFAULT 0,
        body BYTEA NOT NULL,
        PRIMARY KEY (room, row)
    );
    CREATE UNIQUE INDEX event_identity ON event (room, ledger, scope, key, hash);
    CREATE INDEX event_order ON event (room, key, row);
    CREATE INDEX event_touched ON event (room, touched, row);
    CREATE INDEX event_system ON event (room, ledger, scope) WHERE type = 0;

    CREATE TABLE log (
        room TEXT COLLATE "C" NOT NULL REFERENCES room ON DELETE CASCADE,
        ledger TEXT COLLATE "C" NOT NULL,
        scope TEXT COLLATE "C" NOT NULL,
        types TEXT NOT NULL,
        seal TEXT NOT NULL,
        revoked_hash TEXT NOT NULL,
        PRIMARY KEY (room, ledger, scope)
    );

    CREATE TABLE directory (
        room TEXT COLLATE "C" NOT NULL REFERENCES room ON DELETE CASCADE,
        ledger TEXT COLLATE "C" NOT NULL,
        scope TEXT COLLATE "C" NOT NULL,
        creator BIGINT NOT NULL,
        server BIGINT NOT NULL,
        PRIMARY KEY (room, ledger, scope, creator)
    );

    CREATE TABLE revocation (
        room TEXT COLLATE "C" NOT NULL REFERENCES room ON DELETE CASCADE,
        ledger TEXT COLLATE "C" NOT NULL,
        scope TEXT COLLATE "C" NOT NULL,
        key TEXT COLLATE "C" NOT NULL,
        target TEXT COLLATE "C" NOT NULL,
        PRIMARY KEY (room, ledger, scope, key)
    );

    CREATE TABLE player (
        room TEXT COLLATE "C" NOT NULL REFERENCES room ON DELETE CASCADE,
        guid TEXT COLLATE "C" NOT NULL,
        name TEXT NOT NULL,
        class TEXT NOT NULL,
        PRIMARY KEY (room, guid)
    );

    CREATE TABLE token (
        hash BYTEA PRIMARY KEY,
        room TEXT COLLATE "C",
        label TEXT NOT NULL,
        made BIGINT NOT NULL,
        ends BIGINT NOT NULL
    );

    CREATE SEQUENCE process_number MAXVALUE 2097151;

    CREATE TABLE name_salt (single BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (single), salt BYTEA NOT NULL);

    CREATE UNLOGGED TABLE process (
        number BIGINT PRIMARY KEY,
        registration UUID NOT NULL,
        tick BIGINT NOT NULL,
        whole BIGINT NOT NULL,
        seen TIMESTAMPTZ NOT NULL
    );

    CREATE UNLOGGED TABLE presence (
        process BIGINT NOT NULL,
        id BIGINT NOT NULL,
        tick BIGINT NOT NULL,
        changed TIMESTAMPTZ NOT NULL,
        room TEXT COLLATE "C" NOT NULL,
        key TEXT COLLATE "C",
        since BIGINT NOT NULL,
        member BIGINT,
        label BYTEA NOT NULL,
        n BIGINT NOT NULL,
        online BOOLEAN NOT NULL,
        PRIMARY KEY (process, id)
    );
    CREATE INDEX presence_tick ON presence (process, tick);

    CREATE UNLOGGED TABLE used (
        process BIGINT NOT NULL,
        tick BIGINT NOT NULL,
        kind TEXT COLLATE "C" NOT NULL,
        name TEXT COLLATE "C" NOT NULL,
        bytes BIGINT NOT NULL,
        frames BIGINT NOT NULL,
        server BOOLEAN NOT NULL,
        at TIMESTAMPTZ NOT NULL
    );
    CREATE INDEX used_tick ON used (process, tick);

    CREATE TABLE room_made (name TEXT COLLATE "C" NOT NULL, at TIMESTAMPTZ NOT NULL);
    CREATE INDEX room_made_name ON room_made (name, at);

    CREATE TABLE permit (hash BYTEA PRIMARY KEY);

    CREATE TABLE promoted (time BIGINT NOT NULL);

    CREATE TABLE made_here (room TEXT COLLATE "C" PRIMARY KEY);

    CREATE TABLE server_key (single BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (single), seed BYTEA NOT NULL);
    `,
];
