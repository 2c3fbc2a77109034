/** First syncs of a guild's whole past: minutes of processor time, which is why they stand apart from bench/sync.ts. */

import { TEXT_LIMIT } from "../realm/channel/message";
import { payloadBytesOf } from "../src/link/frame";
import { BlockWriter } from "../src/block/writer";
import { makePast, SERVER } from "../scenarios/guild";
import { FIRST_SYNC } from "../scenarios/scenarios";
import { Random } from "../realm/random";
import type { Figure } from "./harness";
import { atMost, play } from "./support/scenarios";

/** The game's throttle in bytes: what one sender may send a second. */
const RATE = 255;

/** Bytes of the blocks, as messages carry them, that the past of a seed's first sync is packed into. */
function blockBytes(seed: number): number {
    const past = makePast(new Random(seed), FIRST_SYNC.events, FIRST_SYNC.weeks);
    let bytes = 0;
    let writer = new BlockWriter(payloadBytesOf(TEXT_LIMIT));
    for (const { time, id, body } of past) {
        if (!writer.add(time, id, SERVER, body)) {
            bytes += writer.finish().length;
            writer = new BlockWriter(payloadBytesOf(TEXT_LIMIT));
            writer.add(time, id, SERVER, body);
        }
    }
    return bytes + writer.finish().length;
}

/** Seconds that so many bytes take at the throttle's rate. The ten messages at once that it allows are in our favour. */
function channelSeconds(bytes: number, senders: number): number {
    return bytes / (senders * RATE);
}

export function run(): Figure[] {
    const [throttled] = play("first-sync-instance", 1);
    const [whispered] = play("first-sync", 1);
    const [many] = play("first-sync-40", 1);
    const [clean] = play("first-sync-40-5-senders", 1);
    const [lossy] = play("first-sync-40-5-senders-loss-1", 1);
    const blocks = blockBytes(1);
    return [
        atMost(
            "one joiner, 7,851 events, senders in an instance: bytes over the blocks",
            throttled.bytes / blocks,
            "×",
            1.1,
        ),
        atMost(
            "the same: seconds over its bytes at the channel's rate",
            throttled.seconds / channelSeconds(throttled.bytes, 2),
            "×",
            1.2,
        ),
        atMost("the same: seconds", throttled.seconds, "s"),
        atMost("one joiner, by whisper: bytes over the blocks", whispered.bytes / blocks, "×", 1.1),
        atMost("the same: seconds", whispered.seconds, "s"),
        atMost("40 joiners: messages over those of one", many.messages / throttled.messages, "×", 1.5),
        atMost("the same: seconds", many.seconds, "s"),
        atMost("40 joiners, 5 senders: seconds", clean.seconds, "s"),
        atMost("the same with 1 % loss: seconds over those without", lossy.seconds / clean.seconds, "×", 1.3),
    ];
}
