/** What the agent takes of a ledger's scope in one saved file: made in one place of what format/ reads. */
import type { Ledger, Scope } from "../format/ledger";
import { compareKeys, type StoredEvent } from "../format/key";
import type { SavedFile } from "../format/saved-file";
import type { KeyedBody, NumberedRow } from "../format/seal-entries";
import type { DefinedTypes, Outcome, PlayerName } from "../format/tool-entries";
import { eventName, keyName } from "./event-name";

/** Where a file was found. */
export interface FilePlace {
    /** The folder of the flavour of the game: what holds `WTF` and `Interface`. */
    readonly install: string;
    /** The account, or the character of one, that the file is of: the folder that SavedVariables stands in. */
    readonly account: string;
    /** Unix seconds of its last change. */
    readonly changed: number;
    /**
     * "current": what the game has written last. "backup": what it wrote before, or a copy that something else has made: of these only events
     * are taken that the current one says nothing of.
     */
    readonly kind: "current" | "backup";
}

/** A seal with the rows of the weeks before it. */
export interface SavedSeal {
    readonly event: KeyedBody;
    /** The first week that is not sealed. */
    readonly week: number;
    /** Hex of the first 16 bytes of SHA-256 of the packed rows. */
    readonly rowsHash: string;
    readonly count: number;
    /** Ascending, as far as the file has them. */
    readonly rows: readonly NumberedRow[];
}

/** A ledger's scope in one saved file. */
export interface SavedScope extends FilePlace {
    readonly ledger: Buffer;
    readonly scope: Buffer;
    /** The events of its log in weeks that are not damaged, ascending by key. */
    readonly events: readonly StoredEvent[];
    /** Those that came too late for a seal: they are not in the log. */
    readonly orphans: readonly StoredEvent[];
    /** Weeks of which some events are not here, only their rows. */
    readonly absent: ReadonlySet<number>;
    readonly seal: SavedSeal | undefined;
    readonly types: DefinedTypes | undefined;
    readonly names: readonly PlayerName[];
    /** Undefined where the ledger reads no inbox. */
    readonly outcomes: readonly Outcome[] | undefined;
}

/** What the log of a file has. */
export interface SavedLog {
    /** By eventName(). */
    readonly names: ReadonlySet<string>;
    /** By keyName(). */
    readonly byKey: ReadonlyMap<string, StoredEvent>;
    /** keyName() of the orphans. */
    readonly orphans: ReadonlySet<string>;
}

const logs = new WeakMap<SavedScope, SavedLog>();

/** The log of a saved scope by name and by key, made once. */
export function logOf(saved: SavedScope): SavedLog {
    const known = logs.get(saved);
    if (known !== undefined) return known;
    const log = {
        names: new Set(saved.events.map(eventName)),
        byKey: new Map(saved.events.map((event) => [keyName(event), event])),
        orphans: new Set(saved.orphans.map(keyName)),
    };
    logs.set(saved, log);
    return log;
}

function sealOf({ seal, sealContent, weeks }: Scope): SavedSeal | undefined {
    if (seal?.seal === undefined || sealContent === undefined) return undefined;
    const { week, rows: rowsHash, count } = sealContent;
    const rows = new Map(seal.rows.map((row) => [row.number, row]));
    for (const { number, actual } of weeks) {
        // The row of a week that is not here in full is that of the seal.
        if (typeof number !== "number" || number >= week || actual === undefined || actual.count === 0) continue;
        if (!rows.has(number)) {
            const { count: own, hash, fingerprint } = actual;
            rows.set(number, { number, count: own, hash, fingerprint });
        }
    }
    const ascending = [...rows.values()].sort((one, other) => one.number - other.number);
    return { event: seal.seal, week, rowsHash, count, rows: ascending };
}

function savedScope(place: FilePlace, { name, types }: Ledger, scope: Scope): SavedScope {
    const intact = scope.weeks.filter(({ problems }) => problems.length === 0);
    const events = intact.flatMap((week) => week.events).sort(compareKeys);
    return {
        ...place,
        ledger: name ?? Buffer.of(),
        scope: scope.key,
        events,
        orphans: scope.orphans,
        absent: new Set(
            scope.weeks.flatMap(({ number, of }) => (typeof number === "number" && of !== undefined ? [number] : [])),
        ),
        seal: sealOf(scope),
        types,
        names: scope.names,
        outcomes: scope.outcomes,
    };
}

const isInRange = ({ length }: Buffer, most: number): boolean => length > 0 && length <= most;

/**
 * The scopes of a file that may go into a room. A ledger without a name is none that the companion takes; of several ledgers with one name and
 * scope, as in a file with the marks of a git conflict, each is there.
 */
export function savedScopesOf(place: FilePlace, { ledgers }: Pick<SavedFile, "ledgers">): SavedScope[] {
    return ledgers
        .flatMap((ledger) => ledger.scopes.map((scope) => savedScope(place, ledger, scope)))
        .filter(({ ledger, scope }) => isInRange(ledger, 16) && isInRange(scope, 255));
}
