import type { SeededRandom } from "../random";

/** Bytes changed, cut, doubled or put in at one to four places. */
export function mutate(random: SeededRandom, original: string): string {
    let bytes = original;
    for (const _ of $range(1, random.integer(1, 4))) {
        const at = random.integer(0, bytes.length);
        const kind = random.integer(1, 4);
        if (kind === 1) {
            bytes = string.sub(bytes, 1, at) + random.bytes(1) + string.sub(bytes, at + 2);
        } else if (kind === 2) {
            bytes = string.sub(bytes, 1, at);
        } else if (kind === 3) {
            bytes = string.sub(bytes, 1, at) + string.sub(bytes, at - random.integer(0, 8));
        } else {
            bytes = string.sub(bytes, 1, at) + random.bytes(random.integer(1, 6)) + string.sub(bytes, at + 1);
        }
    }
    return bytes;
}
