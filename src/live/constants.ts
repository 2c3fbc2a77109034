/** The numbers of the rooms' protocol; docs/rooms-protocol.md quotes them by name. */

/** Seconds after a room was opened until it speaks, so that what the addon contributes at once is in it. */
export const JOIN_WAIT_SECONDS = 0.3;
/** Changes that are said at once; after them, one message a second carries all that there are. */
export const PACE_BURST = 3;

/** Seconds without a change after which clients compare; drawn anew between once and twice as many. */
export const DIGEST_SECONDS = 2.5;
/** Seconds after which they do while changes go on. */
export const DIGEST_LIMIT_SECONDS = 10;
/** Seconds between two comparisons while nothing changes. */
export const QUIET_SECONDS = 40;
/** Seconds between two refutations of what others say of the own board. */
export const REFUTE_SECONDS = 4;
/** Seconds for which an owner does not answer a row that lacks what it has just said: it may be on its way. */
export const ON_ITS_WAY_SECONDS = 1.5;
/** Seconds for which it does not answer who asks for what it has just said: the two have crossed. */
export const ANSWERED_SECONDS = 0.3;

/** Least and most seconds until what is lacking is asked for. */
export const ASK_WAIT_SECONDS = 0.1;
export const ASK_WAIT_LIMIT_SECONDS = 0.5;
/** Seconds until it is asked for again; doubled each time. As many as TCP waits at first (RFC 6298). */
export const ASK_AGAIN_SECONDS = 1;
/** How often others who ask for the same put that off. */
export const PUT_OFF_LIMIT = 2;

/** Seconds for which others leave an answer to the owner. */
export const COPY_WAIT_SECONDS = 1.5;
/** And seconds more for each member that has its turn before. */
export const COPY_STEP_SECONDS = 0.3;
/** Most members that have their turn. */
export const COPY_RANK_LIMIT = 8;
/** Most bytes with which one asker is answered in a minute. */
export const ANSWER_BYTES = 40000;

/** Boards for each of the members who answer somebody that comes in; and how many of these there are. */
export const BOARDS_PER_SERVER = 25;
export const SERVER_MINIMUM = 4;
export const SERVER_LIMIT = 12;
/** Seconds for which somebody who has come in does not answer others that do. */
export const SERVE_AFTER_SECONDS = 5;
/** Seconds for which answers to those who come in are said to all, once two did. */
export const CROWD_SECONDS = 3;

/** Seconds after which what awaits an answer is said again, counted from the first time. */
export const AGAIN_SECONDS = [0.5, 1.2, 2.2, 3.5, 5];
/** Seconds between two repetitions of a promise after those. */
export const PROMISE_AGAIN_SECONDS = 10;
/** Seconds for which a request that a proposal names is left to it. */
export const CALLED_SECONDS = 1;
/** Seconds in which a match has to be promised by all, or proposed by whose turn it is. */
export const PROMISE_SECONDS = 6;
/** Seconds after a promise until its outcome counts as unknown, and for which an aborted match is kept for who has promised late. */
export const UNKNOWN_SECONDS = 60;
/** Seconds for which a match may be missing before that counts as emptied; a forged copy is corrected in less. */
export const VANISHED_SECONDS = 5;
/** Seconds for which somebody who failed a match is passed over; doubled each time, up to the limit. */
export const PASS_SECONDS = 2;
export const PASS_LIMIT_SECONDS = 60;

/** Seconds by which the roster may be behind. */
export const ROSTER_LAG_SECONDS = 15;
/** Seconds between two requests for the guild's roster. */
export const ROSTER_REQUEST_SECONDS = 15;
/** Seconds for which the entries of a member stay after its Bye. */
export const GRACE_SECONDS = 30;
/** Seconds for which the board of somebody who has gone is kept out of sight. */
export const KEEP_SECONDS = 60;
/** Seconds for which it is remembered that an incarnation has ended, or what was executed for it. */
export const REMEMBER_SECONDS = 600;
/** Seconds by which others' clocks may be ahead of the own server time. */
export const CLOCK_AHEAD_SECONDS = 120;
