/** Events with a text each, one word of which is rare. */
import type { Random } from "../../tools/random.mjs";
import { type EventTypes, parseTypes } from "../src/format/event-types";
import type { StoredEvent } from "../src/format/key";
import { encodeCbor } from "../src/room/cbor";
import { THIS_WEEK } from "./bench-events";

const WORDS = [
    "Onyxia",
    "on time",
    "Ragnaros, first try",
    "helped with the bank",
    "flasks",
    "stayed to the end",
    "Garr",
];
/** In one event of so many. */
const RARE = 5000;
const SECONDS = 120;

/** @returns the events in order, their types, and the rare word. */
export function randomTexts(
    random: Random,
    count: number,
): { readonly events: StoredEvent[]; readonly types: EventTypes; readonly word: string } {
    const word = "thunderfury";
    const events = Array.from({ length: count }, (_, index): StoredEvent => {
        const reason = index % RARE === 0 ? `${word} at last` : `${random.pick(WORDS)} ${random.integer(1, 999)}`;
        return {
            ...{ time: THIS_WEEK - count * SECONDS + index * SECONDS, creator: random.integer(1, 6), counter: 0 },
            ...{
                server: 1001,
                body: Buffer.concat([Buffer.of(1), encodeCbor(random.integer(1, 99)), encodeCbor(reason)]),
            },
        };
    });
    const types = parseTypes('{ "1": { "name": "award", "fields": ["amount:number", "reason:string"] } }');
    return { events, types, word };
}
