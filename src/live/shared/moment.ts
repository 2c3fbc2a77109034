/** Moments in the one order of a log: stamp, name of the author, number. */

import { packU32 } from "../../codec/integers";
import { encodeVarint } from "../../codec/varint";
import type { ByteReader } from "../bytes";
import type { Stamp } from "../stamp";

/** Whether a stamp is before another one. */
export function isEarlier(a: Stamp, b: Stamp): boolean {
    return a.seconds === b.seconds ? a.counter < b.counter : a.seconds < b.seconds;
}

export function isSameMoment(a: Stamp, b: Stamp): boolean {
    return a.seconds === b.seconds && a.counter === b.counter;
}

export function encodeMoment({ seconds, counter }: Stamp): string {
    return packU32(seconds) + encodeVarint(counter);
}

/** Reads what encodeMoment() makes. */
export function readMoment(reader: ByteReader): Stamp {
    const seconds = reader.u32();
    return { seconds, counter: reader.varint() };
}
