/** A record: 64 bytes of signature, then its body, one CBOR array. docs/companion-batches.md, "A record". */
import { attempt, Damage } from "../format/damage";
import { type Cbor, decodeCbor, encodeCbor } from "./cbor";
import { type Content, KIND, readContent, writeContent } from "./contents";
import { idForm, isWholeHead, keyForm } from "./content-items";
import { bytes, readFields, uint, writeFields } from "./forms";
import { isSignedFor, KEY_BYTES, PURPOSE, sha256, type Signer, SIGNATURE_BYTES, signFor } from "./keys";
import { isWholePosition, type Position } from "./position";

/** Bytes of the shortest and of the longest record. */
export const MIN_RECORD = SIGNATURE_BYTES + 1;
export const MAX_RECORD = 262_144;

const head = {
    kind: uint(),
    room: bytes(KEY_BYTES),
    author: keyForm,
    seq: uint(1),
    previous: idForm,
    epoch: uint(1),
    n: uint(),
    hash: idForm,
};
const HEAD_ITEMS = Object.keys(head).length;

/** What stands in the head of a record beside its kind. */
export interface RecordHead {
    /** 32 bytes; ZERO in the founding entry. */
    readonly room: Buffer;
    /** The key that signs. */
    readonly author: Buffer;
    /** Counts the records of this author in this room, from 1. */
    readonly seq: number;
    /** Id of the record of this author before; ZERO for seq 1. */
    readonly previous: Buffer;
    /** The newest position that the author had. */
    readonly sight: Position;
}

/** A record of right form. Whether it is signed, and by whom, has yet to be seen: isSigned(), Room. */
export interface RoomRecord extends RecordHead {
    /** SHA-256 of all its bytes. */
    readonly id: Buffer;
    readonly bytes: Buffer;
    readonly content: Content;
}

/** The id that any bytes have as a record. */
export const idOfRecord = (all: Buffer): Buffer => sha256(all);

function readBody(all: Buffer): RoomRecord {
    if (all.length < MIN_RECORD || all.length > MAX_RECORD)
        throw new Damage(`${MIN_RECORD} to ${MAX_RECORD} bytes expected`);
    const items = decodeCbor(all.subarray(SIGNATURE_BYTES));
    if (!Array.isArray(items)) throw new Damage("an array expected");
    const { kind, room, author, seq, previous, epoch, n, hash } = readFields(head, items as Cbor[]);
    const sight = { epoch, n, hash };
    if (!isWholePosition(sight)) throw new Damage("a sight of nothing with ZERO expected");
    if (seq === 1 && !isWholeHead({ seq: 0, id: previous })) throw new Damage("ZERO in front of seq 1 expected");
    const content = readContent(kind, (items as Cbor[]).slice(HEAD_ITEMS));
    if (content.kind === KIND.epoch && content.epoch <= epoch)
        throw new Damage("an epoch above that of the sight expected");
    return { id: idOfRecord(all), bytes: all, room, author, seq, previous, sight, content };
}

/**
 * Reads a record as far as its form goes. Never raises; what it builds is bounded by the bytes, which are 262,144 at most.
 * @returns a Damage, which says what is wrong, where it is `malformed`.
 */
export function readRecord(all: Buffer): RoomRecord | Damage {
    return attempt(() => readBody(all));
}

/** Whether a record is signed by its author. */
export function isSigned({ author, bytes: all }: RoomRecord): boolean {
    return isSignedFor(PURPOSE.record, author, all.subarray(0, SIGNATURE_BYTES), all.subarray(SIGNATURE_BYTES));
}

/**
 * Signs a record.
 * @param where its head, without the author, who is the one that signs.
 * @throws RangeError where a receiver would refuse it as malformed.
 */
export function signRecord(signer: Signer, where: Omit<RecordHead, "author">, content: Content): RoomRecord {
    const { kind, items } = writeContent(content);
    const { room, seq, previous, sight } = where;
    const said = { kind, room, author: signer.key, seq, previous, ...sight };
    const body = encodeCbor([...writeFields(head, said), ...items]);
    const record = readRecord(Buffer.concat([signFor(PURPOSE.record, signer, body), body]));
    if (record instanceof Damage) throw new RangeError(`signRecord: 'content' - ${record.message}`);
    return record;
}
