/** Logs made of histories. */

import { Archive, type SavedLedger, openScope } from "../../src/log/archive";
import { Log, type LogListener } from "../../src/log/log";
import { Revocations } from "../../src/log/revocations";
import type { Background } from "../../src/ports";
import { writeSavedVariables } from "../../realm/saved/writer";
import type { History } from "./history";
import { noPause, NO_NATIVE, SlicedBackground } from "./ports";

/** Seconds after which all weeks are at rest. */
const LONG = 1000;

const SCOPE = "guild:Guild-Realm";

export const deafListener: LogListener = {
    inserted() {},
    conflict() {},
    yields: () => false,
    moves: () => true,
    quarantined() {},
};

/** Of a log without any. */
export function newRevocations(): Revocations {
    return new Revocations(new SlicedBackground(), () => {});
}

export function newLog(background: Background = new SlicedBackground()): Log {
    return new Log(background, NO_NATIVE, deafListener);
}

/** Inserts the events of a history in the order of `indices`, or in their own. */
export function fill(log: Log, history: History, indices?: readonly number[]): void {
    const { times, ids, bodies } = history;
    for (const index of $range(0, history.count - 1)) {
        const at = indices === undefined ? index : indices[index];
        log.insert(times[at], ids[at], bodies[at]);
    }
}

/** What SavedVariables holds of a log, as a table: once all is at rest. */
export function saveLog(log: Log): SavedLedger {
    const saved: SavedLedger = {};
    const archive = new Archive(openScope(saved, SCOPE)!, log, newRevocations(), NO_NATIVE);
    for (const now of [0, LONG]) archive.saveAtRest(now, noPause);
    archive.save(noPause);
    return saved;
}

/** The text of the file that the game writes for it, as the global variable of that name. */
export function savedText(saved: SavedLedger, variable = "Saved"): string {
    return writeSavedVariables([variable], { [variable]: saved } as never);
}

/** A log with all weeks packed, as login leaves it. */
export function loadLog(saved: SavedLedger, background?: Background): Log {
    const log = newLog(background);
    new Archive(openScope(saved, SCOPE)!, log, newRevocations(), NO_NATIVE).load(noPause);
    return log;
}
