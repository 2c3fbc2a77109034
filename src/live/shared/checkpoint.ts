/** Checkpoints of a shared object: its state behind all patches up to a moment. docs/rooms-protocol.md is normative. */

import { encodeCbor } from "../../codec/cbor-encode";
import { bytesLess } from "../../codec/compare";
import { packU24, packU32 } from "../../codec/integers";
import { hash32 } from "../../codec/murmur3";
import { encodeVarint } from "../../codec/varint";
import { Kind } from "../board/kinds";
import { ownerId } from "../board/messages";
import { ByteReader, encodeText } from "../bytes";
import { DATA_BYTES } from "../object/reading";
import type { Stamp } from "../stamp";
import { INLINE_BYTES, OBJECT_NAME_BYTES } from "./constants";
import { encodeMoment, isEarlier, isSameMoment, readMoment } from "./moment";
import type { PatchId } from "./patch-cells";

const char = string.char;
const format = string.format;

const NAME_BYTES = 100;
/** Most rows of a checkpoint; of what is missing, and of what was issued anew. */
export const ROW_LIMIT = 96;
export const EXCEPTION_LIMIT = 48;

/** A patch that is in a checkpoint. */
export interface Row {
    readonly owner: number;
    readonly incarnation: number;
    readonly number: number;
}

/** All about a checkpoint but its data. */
export interface Head {
    /** When and by whom the object was made. */
    readonly origin: Stamp;
    readonly maker: string;
    /** Up to when patches are in it, and how many have been since the object was made. */
    readonly at: Stamp;
    readonly count: number;
    /** The highest term that was applied, and who had it; 0 and "" for none. */
    readonly term: number;
    readonly holder: string;
    /** The last patch of each author: who was folded last, comes last. */
    readonly rows: readonly Row[];
    /** Patches that are not in it although a later one of their author is. */
    readonly missing: readonly Row[];
    /** Patches that are in it because somebody has issued them anew, in the order in which they were folded. */
    readonly repeated: readonly Row[];
}

export interface Checkpoint {
    readonly head: Head;
    readonly id: number;
    /** Bytes of its data. */
    readonly size: number;
    /** Its data as CBOR; nil while they are not known. */
    readonly bytes?: string;
}

function encodeRows(rows: readonly Row[]): string {
    const parts = [encodeVarint(rows.length)];
    for (const { owner, incarnation, number } of rows) {
        parts[parts.length] = packU24(owner) + packU32(incarnation) + encodeVarint(number);
    }
    return table.concat(parts);
}

function readRows(reader: ByteReader, limit: number): Row[] {
    const count = reader.varint();
    if (count > limit) {
        reader.isBad = true;
    }
    const rows: Row[] = [];
    while (rows.length < count && !reader.isBad) {
        rows[rows.length] = { owner: reader.u24(), incarnation: reader.u32(), number: reader.varint() };
    }
    return rows;
}

export function encodeHead({ origin, maker, at, count, term, holder, rows, missing, repeated }: Head): string {
    const moments = encodeMoment(origin) + encodeText(maker) + encodeMoment(at) + encodeVarint(count);
    return (
        moments +
        encodeVarint(term) +
        encodeText(holder) +
        encodeRows(rows) +
        encodeRows(missing) +
        encodeRows(repeated)
    );
}

/** What names a checkpoint with this head and these data. */
export function idOf(head: Head, bytes: string): number {
    return hash32(encodeHead(head) + bytes, 0);
}

/** A checkpoint of data that were read or made by a patch. */
export function checkpointOf(head: Head, data: object): Checkpoint {
    const [bytes] = encodeCbor(data);
    return { head, id: idOf(head, bytes!), size: bytes!.length, bytes };
}

export function encodeCheckpoint(object: string, { head, id, size, bytes }: Checkpoint): string {
    const headBytes = encodeHead(head);
    const data = bytes !== undefined && size <= INLINE_BYTES ? bytes : "";
    const lengths = encodeVarint(size) + encodeVarint(headBytes.length);
    return char(Kind.Checkpoint) + encodeText(object) + packU32(id) + lengths + headBytes + data;
}

/** Decodes what encodeHead() makes; nil when it does not have this form. */
export function decodeHead(bytes: string): Head | undefined {
    const reader = new ByteReader(bytes);
    const origin = readMoment(reader);
    const maker = reader.text(NAME_BYTES);
    const at = readMoment(reader);
    const count = reader.varint();
    const term = reader.varint();
    const holder = reader.text(NAME_BYTES);
    const rows = readRows(reader, ROW_LIMIT);
    const missing = readRows(reader, EXCEPTION_LIMIT);
    const repeated = readRows(reader, EXCEPTION_LIMIT);
    const isGood = !reader.isBad && reader.isAtEnd() && !isEarlier(at, origin);
    return isGood ? { origin, maker, at, count, term, holder, rows, missing, repeated } : undefined;
}

/** Decodes what encodeCheckpoint() makes; nil when it does not have this form, or its data are not what its id says. */
export function decodeCheckpoint(cell: string): LuaMultiReturn<[object: string, checkpoint: Checkpoint] | [undefined]> {
    const reader = new ByteReader(cell, 2);
    const object = reader.text(OBJECT_NAME_BYTES);
    const id = reader.u32();
    const size = reader.varint();
    const headBytes = reader.take(reader.varint());
    const data = string.sub(cell, reader.position);
    const head = decodeHead(headBytes);
    if (reader.isBad || head === undefined || object === "" || size === 0 || size > DATA_BYTES) {
        return $multi(undefined);
    }
    if (data === "") {
        return $multi(object, { head, id, size });
    }
    if (data.length !== size || hash32(headBytes + data, 0) !== id) {
        return $multi(undefined);
    }
    return $multi(object, { head, id, size, bytes: data });
}

/** Whether two checkpoints are of the object as the same member has made it at the same time. */
export function isOfOneOrigin(a: Head, b: Head): boolean {
    return isSameMoment(a.origin, b.origin) && a.maker === b.maker;
}

/** Whether a checkpoint counts more than another one. */
export function isStronger(a: Checkpoint, b: Checkpoint): boolean {
    if (!isSameMoment(a.head.origin, b.head.origin)) {
        return isEarlier(a.head.origin, b.head.origin);
    }
    if (a.head.maker !== b.head.maker) {
        return bytesLess(a.head.maker, b.head.maker);
    }
    if (a.head.count !== b.head.count) {
        return a.head.count > b.head.count;
    }
    return isSameMoment(a.head.at, b.head.at) ? a.id > b.id : isEarlier(b.head.at, a.head.at);
}

/** The row of a patch. */
export function rowOf({ author, incarnation, number }: PatchId): Row {
    return { owner: ownerId(author), incarnation, number };
}

/** A text that only an author's incarnation has. */
export function authorKey({ owner, incarnation }: Row): string {
    return format("%.0f/%.0f", owner, incarnation);
}

/** What is in a checkpoint of one author's incarnation. */
interface Part {
    /** Number of the last patch; nil if there is no row. */
    last?: number;
    readonly missing: LuaSet<number>;
    readonly repeated: LuaSet<number>;
}

/** What is in a checkpoint, to be looked up. */
export class Contents {
    private readonly parts = new LuaMap<string, Part>();
    /** The same by name and incarnation, of those that were looked up. */
    private readonly known = new LuaMap<string, LuaMap<number, Part>>();
    /** Whether there may have been rows for which there was no room. */
    private readonly isFull: boolean;

    constructor({ rows, missing, repeated }: Head) {
        this.isFull = rows.length >= ROW_LIMIT;
        for (const row of rows) {
            this.part(row).last = row.number;
        }
        for (const row of missing) {
            this.part(row).missing.add(row.number);
        }
        for (const row of repeated) {
            this.part(row).repeated.add(row.number);
        }
    }

    /** Whether a patch is in the checkpoint, by itself or issued anew. */
    has(id: PatchId): boolean {
        const { last, missing, repeated } = this.partOf(id);
        const isPassed = id.number <= (last ?? 0);
        return (isPassed && !missing.has(id.number)) || repeated.has(id.number);
    }

    /** Whether it does not say if a patch is in it: there was no room for the row of the author. */
    isSilentOn(id: PatchId): boolean {
        return this.isFull && this.partOf(id).last === undefined;
    }

    private part(row: Row): Part {
        const key = authorKey(row);
        const part = this.parts.get(key) ?? { missing: new LuaSet<number>(), repeated: new LuaSet<number>() };
        this.parts.set(key, part);
        return part;
    }

    private partOf(id: PatchId): Part {
        const byIncarnation = this.known.get(id.author) ?? new LuaMap<number, Part>();
        const part = byIncarnation.get(id.incarnation) ?? this.part(rowOf(id));
        byIncarnation.set(id.incarnation, part);
        this.known.set(id.author, byIncarnation);
        return part;
    }
}
