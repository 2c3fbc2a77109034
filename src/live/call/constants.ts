/** The numbers of calls; docs/rooms-protocol.md quotes them by name. */

/**
 * Seconds between two times that a call is said while nobody answers; the last one again and again, until its time is over. With them, and as many
 * replies, one message in five may be lost and more than 99.9 % of calls are answered within ten seconds.
 */
export const CALL_AGAIN_SECONDS: readonly number[] = [0.7, 1, 1.5, 2, 3, 5];
/** Seconds between two times that a reply is said while its caller has not taken note of it. The caller's own repetitions bring it sooner. */
export const REPLY_AGAIN_SECONDS: readonly number[] = [1, 1.5, 2, 3];
/** Seconds for which a call that comes again is not answered again: the reply is on its way. */
export const REPLY_ON_ITS_WAY_SECONDS = 0.3;
/** Seconds after which a callee says that it works on a call. */
export const ACCEPT_SECONDS = 0.3;
/** Seconds for which slots that are done with are gathered, to be emptied with one message. */
export const SWEEP_SECONDS = 0.5;

/** Seconds that a call may take, unless its author says otherwise; and the most that may be said. */
export const CALL_SECONDS = 15;
export const CALL_LIMIT_SECONDS = 300;
/** Most bytes of the name of a call or event. */
export const CALL_NAME_BYTES = 100;
/** Most handlers of a client. */
export const HANDLER_LIMIT = 256;
/** Most members of a call to all. */
export const CALLEE_LIMIT = 40;
/** Most calls of a client that are open at once; and most of one caller that a callee has in work or not yet acknowledged, and of all. */
export const OPEN_CALL_LIMIT = 64;
export const CALLER_LIMIT = 32;
export const EXECUTION_LIMIT = 128;
/** Most bytes of replies on a board. */
export const REPLY_BYTES = 8192;
/** How many ids of calls are remembered for each caller. */
export const EXECUTED_IDS = 64;
