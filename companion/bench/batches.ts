/** 100,000 events in records of 250, signed before anything is measured. */
import { encodeBlock } from "../src/format/block-writer";
import { WEEK_SECONDS } from "../src/format/key";
import { type Content, KIND } from "../src/room/contents";
import { begin, FIRST, LEDGER, SCOPE } from "./readers/bench-room";

const RECORDS = 400;
const SIZE = 250;

function batch(number: number): Content {
    const events = Array.from({ length: SIZE }, (_, index) => ({
        ...{ time: FIRST + (number - RECORDS) * WEEK_SECONDS + index * 60, creator: 1, counter: 0, server: 1001 },
        body: Buffer.from([1, 0x46, 0xe9, 7, 0, 0, 0xbe, index % 40, index % 24]),
    }));
    return { kind: KIND.batch, ledger: LEDGER, scope: SCOPE, block: encodeBlock(events) };
}

/** The records, behind those that make the room. */
export function signedBatches(): Buffer[] {
    const { author } = begin();
    return Array.from({ length: RECORDS }, (_, number) => author.sign(batch(number)).bytes);
}

/** Events of all of them. */
export const EVENTS = RECORDS * SIZE;
