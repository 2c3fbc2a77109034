/** The list of a room's records: numbers, positions, ids, and the chain of each author. */
import { nameOf } from "./chain";
import type { VoidReason } from "./entry-rules";
import { follow, type Position, START } from "./position";
import type { Reason } from "./reasons";
import type { RoomRecord } from "./record";

/** A record that is taken, at its number. */
export interface TakenRecord {
    readonly position: Position;
    readonly id: Buffer;
    readonly record: RoomRecord;
    /** Why it is void, where it is an entry without effect. */
    readonly void: VoidReason | undefined;
}

/** A record that is not: it has its number, its id and the reason. */
export interface RefusedRecord {
    readonly position: Position;
    readonly id: Buffer;
    readonly reason: Reason;
}

export type Numbered = TakenRecord | RefusedRecord;

/** Whether a record of the list is taken. */
export const isTaken = (numbered: Numbered): numbered is TakenRecord => "record" in numbered;

/** The newest record of an author. */
export interface AuthorHead {
    /** 32 bytes. */
    readonly key: Buffer;
    readonly seq: number;
    readonly id: Buffer;
}

/** A list, or what stands behind another one that does not change meanwhile. */
export class History {
    private readonly list: Numbered[] = [];
    /** By hex of the id: taken records. */
    private readonly taken = new Map<string, TakenRecord>();
    /** By hex of the author: its taken records, in their order. Those of a branch stand behind those of its base. */
    private readonly authors = new Map<string, { readonly key: Buffer; readonly ids: Buffer[] }>();

    constructor(private readonly base?: History) {}

    /** How many records there are. */
    get n(): number {
        return this.baseLength + this.list.length;
    }

    private get baseLength(): number {
        return this.base?.n ?? 0;
    }

    /** The position behind the last record. */
    get position(): Position {
        return this.list.at(-1)?.position ?? this.base?.position ?? START;
    }

    /** Record n, from 1; undefined where there is none. */
    at(n: number): Numbered | undefined {
        if (n < 1) return undefined;
        const own = n - 1 - this.baseLength;
        return own < 0 ? this.base?.at(n) : this.list.at(own);
    }

    /** The position behind record n; that of an empty list for 0. */
    positionAt(n: number): Position | undefined {
        return n === 0 ? START : this.at(n)?.position;
    }

    /** The taken record with an id. */
    byId(id: Buffer): TakenRecord | undefined {
        return this.taken.get(nameOf(id)) ?? this.base?.byId(id);
    }

    /** Id of an author's record. @param author hex of the key. */
    idAt = (author: string, seq: number): Buffer | undefined => {
        const before = this.base?.countOf(author) ?? 0;
        if (seq <= before) return this.base?.idAt(author, seq);
        return this.authors.get(author)?.ids[seq - 1 - before];
    };

    /** How many records of an author are taken: their seq goes from 1 to that. */
    countOf(author: string): number {
        return (this.base?.countOf(author) ?? 0) + (this.authors.get(author)?.ids.length ?? 0);
    }

    /** The newest record of each author, ascending by key. */
    heads(): AuthorHead[] {
        const keys = new Map<string, Buffer>();
        this.collectAuthors(keys);
        return [...keys]
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([author, key]) => {
                const seq = this.countOf(author);
                return { key, seq, id: this.idAt(author, seq) as Buffer };
            });
    }

    private collectAuthors(keys: Map<string, Buffer>): void {
        this.base?.collectAuthors(keys);
        for (const [author, { key }] of this.authors) keys.set(author, key);
    }

    /** All records in their order. */
    *records(): Generator<Numbered> {
        if (this.base !== undefined) yield* this.base.records();
        yield* this.list;
    }

    /** Those that stand behind the base. */
    added(): readonly Numbered[] {
        return this.list;
    }

    /** The position that a record with this id would have next. */
    next(id: Buffer, epoch = this.position.epoch): Position {
        const { n, hash } = this.position;
        return { epoch, n: n + 1, hash: follow(hash, id) };
    }

    append(numbered: Numbered): void {
        this.list.push(numbered);
        if (!isTaken(numbered)) return;
        const { record } = numbered;
        this.taken.set(nameOf(record.id), numbered);
        const name = nameOf(record.author);
        const author = this.authors.get(name) ?? { key: record.author, ids: [] };
        this.authors.set(name, author);
        author.ids.push(record.id);
    }
}
