import { hash32 } from "../src/codec/murmur3";
import { type Figure, ratio } from "./harness";

const byte = string.byte;

/** As long as the key and body of a common event. */
const EVENT = string.rep("0123456789", 3);

/** Enough that a round takes some ten milliseconds. */
const REPETITIONS = 10000;

function hashes(): void {
    for (const seed of $range(1, REPETITIONS)) hash32(EVENT, seed);
}

/** The least that a hash in Lua can do: look at each byte once. */
function bareLoops(): void {
    for (const _ of $range(1, REPETITIONS)) {
        for (const at of $range(1, EVENT.length)) byte(EVENT, at);
    }
}

export function run(): Figure[] {
    return [
        { name: "hash32 of 30 bytes, over a bare loop of string.byte", value: ratio(hashes, bareLoops), unit: "×" },
    ];
}
