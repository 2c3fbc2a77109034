/** A state under construction: what the reducers made of the log up to a position. */

/** One more than any counter of any creator. */
export const ID_END = 2 ** 40;

export interface Build {
    state: object;
    /** Key of the last event that is behind it; (-1, -1) at the start of the log. */
    time: number;
    id: number;
    /** Number of events behind it, including those that reducers skip; from the sealed state on, where replay starts from one. */
    count: number;
    /** The ids of imported events behind it, of one second alone; nil while they are not known. */
    rows?: ImportedRows;
}

/** The imported events of a second. */
export interface ImportedRows {
    readonly time: number;
    /** By their type and their id from elsewhere: the `id` of the first event that has both. */
    readonly firsts: LuaMap<string, number>;
}

/** The start of the log. */
export function newBuild(state: object): Build {
    return { state, time: -1, id: -1, count: 0 };
}

/** Whether an event with this key is part of the build's past. */
export function isBehind(build: Pick<Build, "time" | "id">, time: number, id: number): boolean {
    return time < build.time || (time === build.time && id <= build.id);
}
