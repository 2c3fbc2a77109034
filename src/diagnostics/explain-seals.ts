/** The sentences about seals. */

import type { SealJoining, SealMismatch, SealStatus } from "../api/seal";
import type { LedgerEvent } from "../api/event";
import { countOf } from "./words";

const format = string.format;

/** Receives the sentences one by one. */
type Say = (this: void, sentence: string) => void;

/** The week of a seal in words. */
function weekOf(event: LedgerEvent): string {
    return format("week %.0f", event.week);
}

function sayStanding({ event, standing, isConfirmed, problem, absentWeeks, absentEvents }: SealStatus, say: Say): void {
    const absent =
        absentWeeks === 0
            ? ""
            : `; ${countOf(absentEvents, "event")} of ${countOf(absentWeeks, "week")} are not here and count in the sealed state`;
    if (event === undefined) {
        if (problem !== undefined) {
            say(`The state of a seal is not taken, and all its events are asked for: ${problem}.`);
        }
        return;
    }
    const what = `All weeks before ${weekOf(event)} are sealed`;
    if (standing === "checked") {
        say(`${what}, and their state is right${absent}.`);
        if (problem !== undefined) {
            const isShown = absentWeeks > 0;
            say(isShown ? `The sealed state is shown as it is: ${problem}.` : `It is not compared again: ${problem}.`);
        }
    } else if (standing === "rows") {
        say(
            `${what}; their state ${problem === undefined ? "is not compared yet" : `could not be compared: ${problem}`}${absent}.`,
        );
    } else {
        const trust =
            isConfirmed === true ? "another peer has checked it" : "nobody but its author has confirmed it yet";
        say(`${what}; their state came from a peer, and ${trust}${absent}.`);
        if (problem !== undefined) {
            say(`The sealed state is shown as it is: ${problem}.`);
        }
    }
}

function sayJoining({ event, lacking, isFetching, isStalled }: SealJoining, say: Say): void {
    const what = `A seal of all weeks before ${weekOf(event)} is there`;
    const count = countOf(lacking, "sealed event");
    const isOne = lacking === 1;
    if (isFetching) {
        say(`${what}; ${count} ${isOne ? "is" : "are"} not here, and their state is being asked for.`);
    } else if (isStalled) {
        const lack = lacking === 0 ? "" : `sent the ${count} that ${isOne ? "is" : "are"} not here, or `;
        say(
            `${what}, but nobody who may has ${lack}told what else differs: its state is taken once two others that may speak have checked it, ` +
                "or by ledger:acceptSeal(); a newer seal ends it too.",
        );
    } else if (lacking === 0) {
        say(`${what}; it counts here once somebody has told which events are not sealed.`);
    } else {
        const come = `${count} that ${isOne ? "is not here has" : "are not here have"} come`;
        say(`${what}; it counts here once the ${come}, and others know what else differs.`);
    }
}

function sayMismatch({ event, reason, surplus }: SealMismatch, say: Say): void {
    if (reason === "state") {
        say(
            `The seal of all weeks before ${weekOf(event)} names another state than these weeks lead to: its author has another version of the addon, ` +
                "or invented it. The state here is that of the log; tell the guild master.",
        );
    } else {
        say(
            `The seal of all weeks before ${weekOf(event)} leaves out ${countOf(surplus, "event")} that are here, so it does not count: ` +
                "ledger:acceptSeal() sets them aside, if that is right.",
        );
    }
}

/** The sentences about the seals of a status; none while there is no seal. */
export function explainSeals(seals: SealStatus, say: Say): void {
    const { joining, mismatch, disputedBy, differing, orphans, lostOrphans } = seals;
    if (mismatch !== undefined) {
        sayMismatch(mismatch, say);
    }
    if (mismatch?.reason !== "state") {
        sayStanding(seals, say);
    }
    if (joining !== undefined && mismatch?.reason !== "surplus") {
        sayJoining(joining, say);
    }
    if (differing.length > 0) {
        say(
            `Of the sealed weeks ${table.concat(differing as string[], ", ")} ${differing.length === 1 ? "holds" : "hold"} something else, ` +
                "and may show other standings until what is sealed is there: with a version of the library that knows no seals it stays so.",
        );
    }
    if (disputedBy.length > 0) {
        say(
            `${table.concat(disputedBy as string[], ", ")} found another state than the sealed one, which is shown here until the history has come.`,
        );
    }
    if (orphans > 0) {
        say(
            `${countOf(orphans, "event")} came too late for a seal and ${orphans === 1 ? "does" : "do"} not count: /lel resubmit writes those of this character again.`,
        );
    }
    if (lostOrphans > 0) {
        say(`${countOf(lostOrphans, "event")} more came too late, and there was no room to keep them.`);
    }
}
