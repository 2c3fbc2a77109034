/** Codes of Err: docs/companion-protocol.md, "Errors". */

/** What each code ends on the side that sends it, when to try again, and how the WebSocket is closed. */
interface ErrorCode {
    readonly ends: "connection" | "channel";
    /** Seconds; null: not before something was changed by hand. */
    readonly retry: number | null;
    readonly close: number;
}

const NORMAL = 1000;

export const ERRORS = {
    protocol: { ends: "connection", retry: null, close: 1002 },
    tooLarge: { ends: "connection", retry: null, close: 1009 },
    version: { ends: "connection", retry: null, close: 1002 },
    twice: { ends: "connection", retry: null, close: 1002 },
    idle: { ends: "connection", retry: 60, close: 1008 },
    slow: { ends: "connection", retry: 30, close: 1008 },
    throttled: { ends: "connection", retry: 60, close: 1008 },
    stopping: { ends: "connection", retry: 0, close: 1001 },
    internal: { ends: "connection", retry: 30, close: 1011 },
    tooMany: { ends: "connection", retry: 60, close: 1008 },
    denied: { ends: "channel", retry: null, close: NORMAL },
    notAllowed: { ends: "channel", retry: null, close: NORMAL },
    exists: { ends: "channel", retry: null, close: NORMAL },
    epochUnknown: { ends: "channel", retry: 600, close: NORMAL },
    newer: { ends: "channel", retry: null, close: NORMAL },
    full: { ends: "channel", retry: 60, close: NORMAL },
    away: { ends: "channel", retry: 5, close: NORMAL },
    replaced: { ends: "channel", retry: 60, close: NORMAL },
} as const satisfies Readonly<Record<string, ErrorCode>>;

export type ErrorName = keyof typeof ERRORS;

/** Names of errors that end one thing. */
export type ErrorOf<Ends> = {
    [Name in ErrorName]: (typeof ERRORS)[Name]["ends"] extends Ends ? Name : never;
}[ErrorName];
