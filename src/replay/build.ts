/** A state under construction: what the reducers made of the log up to a position. */

export interface Build {
    state: object;
    /** Key of the last event that is behind it; (-1, -1) at the start. */
    time: number;
    id: number;
    /** Number of events behind it, those that reducers skip included. */
    count: number;
}

/** Whether an event with this key is part of the build's past. */
export function isBehind(build: Build, time: number, id: number): boolean {
    return time < build.time || (time === build.time && id <= build.id);
}
