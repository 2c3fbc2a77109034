/** States that the game has saved with its files, for ledgers without a module. */
import type { Checkpoint } from "../format/checkpoint";
import type { SavedFile } from "../format/saved-file";
import type { LogName } from "../store/event-columns";
import { flavourOf, localRoomId } from "../store/local-rooms";
import { savedJson } from "./lua-json";
import { MOST_VALUES, type Shown } from "./log-machine";

/** One. */
export interface SavedState {
    readonly checkpoint: Checkpoint;
    /** Unix seconds at which its file was written. */
    readonly savedAt: number | null;
}

/** By nameOfLog(). */
export type SavedStates = ReadonlyMap<string, SavedState>;

const nameOfLog = (room: string, { ledger, scope }: LogName): string => JSON.stringify([room, ledger, scope]);

/** Whether one is to be shown rather than another: what is made of the events that are here, and of more of them. */
function isBetter(one: Checkpoint, other: Checkpoint): boolean {
    if (one.isCurrent !== other.isCurrent) return one.isCurrent;
    return one.time === other.time ? one.count > other.count : one.time > other.time;
}

/** A file that the game has written. */
export interface StateFile {
    readonly path: string;
    readonly file: SavedFile;
    /** Unix seconds. */
    readonly written: number | null;
}

/** The states that files hold, each once: of several computers or accounts the one that goes furthest. */
export function statesOf(files: readonly StateFile[]): SavedStates {
    const states = new Map<string, SavedState>();
    for (const { path, file, written } of files) {
        for (const { path: ledger, scopes } of file.ledgers) {
            for (const { name, checkpoint } of scopes) {
                if (checkpoint === undefined) continue;
                const log = nameOfLog(localRoomId(flavourOf(path), name), { ledger, scope: name });
                const before = states.get(log);
                if (before === undefined || isBetter(checkpoint, before.checkpoint))
                    states.set(log, { checkpoint, savedAt: written });
            }
        }
    }
    return states;
}

/** The name of each ledger by the variable that holds it, as its file says. */
export function ledgerNames(files: readonly StateFile[]): Map<string, string> {
    const ledgers = files.flatMap(({ file }) => file.ledgers);
    return new Map(ledgers.flatMap(({ path, name }) => (name === undefined ? [] : [[path, name.toString("utf8")]])));
}

/** What is shown of a log; undefined where nothing is saved, or it cannot be read. */
export function savedState(
    states: SavedStates,
    room: string,
    log: LogName,
): { readonly info: { events: number; time: number; savedAt: number | null }; readonly shown: Shown } | undefined {
    const saved = states.get(nameOfLog(room, log));
    if (saved === undefined) return undefined;
    const { checkpoint, savedAt } = saved;
    try {
        const shown = savedJson(checkpoint.content(), MOST_VALUES);
        return { info: { events: checkpoint.count, time: checkpoint.time, savedAt }, shown };
    } catch {
        return undefined;
    }
}
