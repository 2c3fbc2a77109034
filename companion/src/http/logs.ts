/** Structured logs. They have no token, no header, no query and no path as it came: only the pattern of the route, and the id of a room. */
import { pino, type DestinationStream, type Logger } from "pino";

export const LOG_LEVELS = ["silent", "error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type { Logger };

/** Makes a log. @param to takes the lines; standard output where it is left out. */
export function makeLog(level: LogLevel, to?: DestinationStream): Logger {
    const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
    return to === undefined ? pino(options) : pino(options, to);
}

const ROOM = /^[0-9a-f]{1,64}$/;

/** What of a request's room is logged: its id; a name is whatever somebody has sent. */
export const loggedRoom = (params: unknown): string | undefined => {
    const { room } = (params ?? {}) as { room?: string };
    return room !== undefined && ROOM.test(room) ? room : undefined;
};
