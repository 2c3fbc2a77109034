/** The sentences about the inbox. */

import type { InboxStatus } from "../api/status";
import { countOf, countsOf, sumOf } from "./words";

/** Tells what came of the inbox; nothing where there was none. */
export function explainInbox(
    { offers, entered, known, staying, refused, malformed, waiting, isHeld }: InboxStatus,
    say: (this: void, sentence: string) => void,
): void {
    if (isHeld) {
        say(
            `The inbox waits until authorize() knows, with ${countOf(waiting, "week")} to come: the guild roster may still be on its way.`,
        );
    } else if (waiting > 0) {
        say(`The inbox is being read: ${countOf(waiting, "week")} to come.`);
    }
    if (offers > 0) {
        say(
            `The inbox: ${countOf(offers, "offer")} read; ${countOf(entered, "event")} entered, and ${countOf(known, "event")} ` +
                "of it were here.",
        );
    }
    if (staying > 0) {
        say(
            `${countOf(staying, "event")} of the inbox ${staying === 1 ? "stays" : "stay"} here: this character may not pass ` +
                "them on, so others get them from who may, or from their own companion.",
        );
    }
    const count = sumOf(refused);
    if (count > 0) {
        say(`${countOf(count, "event")} of the inbox may not enter here: ${countsOf(refused)}.`);
    }
    if (malformed > 0) {
        say(
            `${countOf(malformed, "part")} of the inbox could not be read: its file is damaged, or the companion is of another version.`,
        );
    }
}
