/** Single events of a log by their key, whether their week is open or packed. */

import { splitBody, typeOf } from "../event/body";
import { type ImportId, importIdOf } from "../event/import-mark";
import { SYSTEM_TYPE } from "../event/schema";
import type { Pause } from "../ports";
import { LogCursor } from "./cursor";
import type { Log } from "./log";

const noPause: Pause = () => {};

/** The body under a key; nil when there is none. Reads a packed week up to there. */
export function bodyAt(log: Log, time: number, id: number): string | undefined {
    const cursor = new LogCursor(log);
    cursor.seek(time, id - 1);
    return cursor.next(noPause) && cursor.time === time && cursor.id === id ? cursor.body() : undefined;
}

/** The id that a revocation can name the event under a key by; nil when it has none, or is a revocation itself. */
export function importIdAt(log: Log, time: number, id: number): ImportId | undefined {
    const body = bodyAt(log, time, id);
    return body === undefined || typeOf(body) === SYSTEM_TYPE ? undefined : importIdOf(splitBody(body)!);
}
