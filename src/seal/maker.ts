/** Makes a seal: the rows of all weeks before one, and the state that they lead to. */

import type { SealRefusal } from "../api/seal";
import { bytesLess } from "../codec/compare";
import { typeOf } from "../event/body";
import { weekOf } from "../event/key";
import { MAX_TYPE } from "../event/schema";
import { BOUNDARY_LIMIT, encodeSeal, LISTED_LIMIT } from "../event/seal";
import { LogCursor } from "../log/cursor";
import type { RevocationEvent, Revocations } from "../log/revocations";
import type { Pause } from "../ports";
import { readyRoots, rootBefore } from "../sync/roots";
import { rowsBetween } from "../sync/week-summary";
import type { SealContext } from "./context";
import type { SealKeeper } from "./keeper";
import type { Seal } from "./known-seals";
import { KEPT_CHANGING } from "../replay/side-replay";
import { digestOfRows, type SealedState } from "./sealed-state";
import { Verifier } from "./verifier";

/** How often it is tried where the log changes on the way. */
const TRIES = 3;

/** Events between two looks at the frame's budget. */
const STEP = 16;

/** A seal that is ready to be written, and its state. */
export interface Draft {
    readonly body: string;
    readonly state: SealedState;
}

/** Why there is none. */
export interface Refused {
    readonly reason: SealRefusal;
    readonly problem?: string | undefined;
}

export class SealMaker {
    private readonly verifier: Verifier;

    constructor(
        private readonly context: SealContext,
        private readonly keeper: SealKeeper,
    ) {
        this.verifier = new Verifier(context);
    }

    /** Makes a seal of all weeks before one, in slices. @param isForced whether to outdo one that is being joined. */
    make(week: number, isForced: boolean, pause: Pause, rest: Pause): Draft | Refused {
        for (const _ of $range(1, TRIES)) {
            const made = this.tryToMake(week, isForced, pause, rest);
            if (made !== undefined) {
                return made;
            }
        }
        return { reason: "changing" };
    }

    /** Makes it once; nil when the sealed weeks changed meanwhile. */
    private tryToMake(week: number, isForced: boolean, pause: Pause, rest: Pause): Draft | Refused | undefined {
        const { log, revocations, schema, stateVersion } = this.context;
        readyRoots(log, pause);
        const root = rootBefore(log, week);
        const rows = rowsBetween(log, 0, week);
        let count = 0;
        for (const row of rows) {
            count += row.count;
        }
        const { seal } = this.keeper.held;
        if (count === 0 || (seal !== undefined && seal.week >= week)) {
            return { reason: "nothing" };
        }
        const joined = this.keeper.joined();
        if (joined !== undefined && (!isForced || joined.seal.week >= week)) {
            return { reason: "joining" };
        }
        const listed = listedFor(revocations, seal, week, pause);
        const late = lateBefore(revocations, week, pause);
        const boundaries = seal === undefined ? [] : seal.boundaries.concat(seal.week).slice(-BOUNDARY_LIMIT);
        if (listed.length > LISTED_LIMIT || late.length > LISTED_LIMIT) {
            return { reason: "revocations" };
        }
        table.sort(listed, bytesLess);
        table.sort(late, bytesLess);
        const [state, problem] = this.verifier.stateBefore(
            { week, revocations: listed, late, boundaries },
            false,
            pause,
            rest,
        );
        const typeIds = this.typesBefore(week, pause);
        readyRoots(log, pause);
        if (rootBefore(log, week) !== root || problem === KEPT_CHANGING) {
            return undefined;
        }
        if (state === undefined) {
            return { reason: "state", problem };
        }
        const { digest } = state;
        const types = schema.signatureOf(typeIds);
        const rowsDigest = digestOfRows(rows, pause);
        const content = { week, count, root, rows: rowsDigest, digest, stateVersion, typeIds, types };
        const body = encodeSeal({ ...content, revocations: listed, late, boundaries });
        return body === undefined ? { reason: "revocations" } : { body, state };
    }

    /** The numbers of the types of all events before a week, and those that the seal held before names. */
    private typesBefore(week: number, pause: Pause): number[] {
        const isThere: boolean[] = [];
        for (const id of this.keeper.held.seal?.typeIds ?? []) {
            isThere[id] = true;
        }
        const cursor = new LogCursor(this.context.log);
        let steps = 0;
        while (cursor.next(pause) && weekOf(cursor.time) < week) {
            isThere[typeOf(cursor.typeByte())] = true;
            steps++;
            if (steps % STEP === 0) {
                pause();
            }
        }
        const ids: number[] = [];
        for (const id of $range(1, MAX_TYPE)) {
            if (isThere[id]) {
                ids[ids.length] = id;
            }
        }
        return ids;
    }
}

/** Packed keys of the revocations that a seal lists: those that the one before lists by id count on. */
function listedFor(revocations: Revocations, seal: Seal | undefined, week: number, pause: Pause): string[] {
    const keys = keysOf(revocations.unsealedNaming(week, pause));
    for (const key of seal?.revocations ?? []) {
        if (revocations.isById(key) && !keys.includes(key)) {
            keys[keys.length] = key;
        }
    }
    return keys;
}

/** Packed keys of the revocations by key before a week that came too late for the seal that holds now. */
function lateBefore(revocations: Revocations, week: number, pause: Pause): string[] {
    return keysOf(
        revocations.lateRevocations(({ time, key }) => weekOf(time) < week && !revocations.isById(key), pause),
    );
}

/** Their packed keys; of more than can be listed, one more than that. */
function keysOf(events: readonly RevocationEvent[]): string[] {
    return events.slice(0, LISTED_LIMIT + 1).map(({ key }) => key);
}
