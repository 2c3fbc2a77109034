/**
 * The newest checkpoint in the archive: a header that says what it was made of, then base64 of the state. It is used
 * only when the log up to its position, the revocations, the types and the state's version are still the same.
 */

import type { RestoreFailure } from "../api/replay";
import { digestOf } from "../event/body";
import { weekOf } from "../event/key";
import { Stride } from "../block/stride";
import { decodeChecked, encodeChecked } from "../block/checked-text";
import { eachWeek } from "../log/each-week";
import type { Log } from "../log/log";
import type { Week } from "../log/week";
import type { NativeCodec, Pause } from "../ports";
import type { Build } from "./build";
import type { ListMark } from "./list-marks";
import { decodeState, encodeState } from "./state-codec";

const format = string.format;

const U32 = 4294967296;

/** What a state depends on besides the events up to its position. */
export interface CheckpointBasis {
    readonly stateVersion: number;
    /** Hash of the types that are defined. */
    readonly schema: number;
    /** Number of revocations. */
    readonly revocations: number;
}

/** A build, or a snapshot and its position: with the marks of the lists that only grow. */
interface MarkedBuild extends Build {
    readonly marks?: readonly ListMark[];
}

/** Number and fingerprint of the events from the log's floor up to a position. */
function measure(
    log: Log,
    time: number,
    id: number,
    pause: Pause,
): LuaMultiReturn<[count: number, fingerprint: number]> {
    const lastWeekNumber = weekOf(time);
    let count = 0;
    let fingerprint = 0;
    const add = (week: Week): void => {
        week.hash(pause);
        const header = week.header();
        count += header.count;
        fingerprint += header.fingerprint;
    };
    eachWeek(
        log,
        (weekNumber, week) => {
            if (weekNumber >= log.floorWeek && weekNumber < lastWeekNumber) {
                add(week);
            }
        },
        pause,
    );
    const week = log.open(lastWeekNumber, pause);
    if (week !== undefined) {
        add(week);
        // If the week is packed during a pause, it gets new arrays: these stay.
        const { times, ids, bodies } = week;
        const stride = new Stride(pause);
        for (const index of $range(week.size - 1, 0, -1)) {
            const eventTime = times[index];
            const eventId = ids[index];
            if (eventTime < time || (eventTime === time && eventId <= id)) {
                break;
            }
            count--;
            const body = bodies[index];
            fingerprint -= digestOf(eventTime, eventId, body);
            stride.passed(body.length);
        }
    }
    return $multi(count, fingerprint % U32);
}

/**
 * The saved text of a state. Nobody may change the state until this returns.
 * @returns the text; or nil and what keeps the state from being saved. Nil alone when the log has changed meanwhile.
 */
export function formatCheckpoint(
    log: Log,
    build: MarkedBuild,
    basis: CheckpointBasis,
    native: NativeCodec,
    pause: Pause,
): LuaMultiReturn<[text: string] | [undefined, problem: string | undefined]> {
    const [count, fingerprint] = measure(log, build.time, build.id, pause);
    const [bytes, problem] = encodeState(build.state, pause, build.marks);
    if (bytes === undefined || count !== build.count) {
        return $multi(undefined, problem);
    }
    const position = format("%.0f %.0f %.0f %.0f ", count, fingerprint, build.time, build.id);
    return $multi(headOf(basis) + position + encodeChecked(bytes, native, pause));
}

/** The same text with another basis. */
export function withBasis(text: string, basis: CheckpointBasis): string {
    const [rest] = string.match(text, "^%d+ %d+ %d+ (.*)$");
    return headOf(basis) + rest;
}

function headOf({ stateVersion, schema, revocations }: CheckpointBasis): string {
    return format("%.0f %.0f %.0f ", stateVersion, schema, revocations);
}

/** The state that a saved text holds; or nil and why it cannot be used. */
export function restoreCheckpoint(
    text: unknown,
    log: Log,
    basis: CheckpointBasis,
    native: NativeCodec,
    pause: Pause,
): LuaMultiReturn<[Build] | [undefined, RestoreFailure]> {
    if (text === undefined || text === "") {
        return $multi(undefined, "none");
    }
    const [version, schema, revocations, countText, fingerprintText, timeText, idText, payload] = string.match(
        typeof text === "string" ? text : "",
        "^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%S+)$",
    );
    if (payload === undefined) {
        return $multi(undefined, "malformed");
    }
    if (tonumber(version) !== basis.stateVersion) {
        return $multi(undefined, "stateVersion");
    }
    if (tonumber(schema) !== basis.schema) {
        return $multi(undefined, "types");
    }
    if (tonumber(revocations) !== basis.revocations) {
        return $multi(undefined, "revocations");
    }
    const time = tonumber(timeText)!;
    const id = tonumber(idText)!;
    const [count, fingerprint] = measure(log, time, id, pause);
    if (count !== tonumber(countText) || fingerprint !== tonumber(fingerprintText)) {
        return $multi(undefined, "log");
    }
    const bytes = decodeChecked(payload, native, pause);
    const state = bytes === undefined ? undefined : decodeState(bytes, pause);
    if (state === undefined) {
        return $multi(undefined, "damaged");
    }
    return $multi({ state, time, id, count });
}
