/** The room of this bench: the same in the server and in what loads it. */
import { encodeBlock } from "../../src/format/block-writer";
import { WEEK_SECONDS } from "../../src/format/key";
import type { Action } from "../../src/room/actions";
import { type Content, KIND } from "../../src/room/contents";
import { sha256, signerOf, ZERO } from "../../src/room/keys";
import { START } from "../../src/room/position";
import { type RoomRecord, signRecord } from "../../src/room/record";

/** The founder's device, which writes all. */
export const FOUNDER = signerOf(sha256(Buffer.from("bench: founder")));

/** When the first event is: at the beginning of a week. */
export const FIRST = 2800 * WEEK_SECONDS;

/** What the room takes. */
export const LEDGER = Buffer.from("Bench");
export const SCOPE = Buffer.from("guild:Bench");
const GUID = Buffer.from("e90700000001", "hex");

function foundingOf(number: number): RoomRecord {
    const said: Action = {
        ...{ action: "found", name: `Bench ${number}`, label: "Founder" },
        characters: [{ guid: GUID, name: "Bench-Realm" }],
        recovery: signerOf(sha256(Buffer.from("bench: recovery"))).key,
    };
    const where = { room: ZERO, seq: 1, previous: ZERO, sight: START };
    return signRecord(FOUNDER, where, { kind: KIND.entry, parent: ZERO, time: FIRST, said });
}

/** Signs the founder's records in a room. */
export class Author {
    constructor(private last: RoomRecord) {
        this.room = last.id;
    }

    readonly room: Buffer;

    sign(content: Content): RoomRecord {
        const where = { room: this.room, seq: this.last.seq + 1, previous: this.last.id, sight: START };
        this.last = signRecord(FOUNDER, where, content);
        return this.last;
    }
}

/** An author whose first two records are in a room: it is founded, and takes the ledger. @param number of the room. */
export function begin(number = 0): { readonly author: Author; readonly records: readonly Buffer[] } {
    const founding = foundingOf(number);
    const author = new Author(founding);
    const scope = author.sign({
        ...{ kind: KIND.entry, parent: founding.id, time: FIRST },
        said: { action: "scope", ledger: LEDGER, scope: SCOPE, into: SCOPE, open: false },
    });
    return { author, records: [founding.bytes, scope.bytes] };
}

/** A batch with one event, which is told by its second. */
export function batchOf(event: number): Content {
    const block = encodeBlock([
        { time: FIRST + event, creator: 1, counter: 0, server: 1001, body: Buffer.of(1, event % 24) },
    ]);
    return { kind: KIND.batch, ledger: LEDGER, scope: SCOPE, block };
}
