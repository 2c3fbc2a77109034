/** Timers and bounds of the protocol, in seconds unless stated; docs/protocol.md says what each is for. */

/** Between advertisements of equal content, whoever sends them: 90 an hour keep a guild below 8 KB. */
export const ADVERTISE_INTERVAL = 40;
/** Share of the interval that is random, so that senders do not speak at once. */
export const ADVERTISE_JITTER = 0.25;
/** Until Hello and the first advertisement after the start; as much again is random. */
export const FIRST_WORD = 1;
/** Between a Hello whose answer was lost and the next, and most of them. */
export const HELLO_REPEAT = 5;
export const MOST_HELLOS = 3;
/** Most random delay of an advertisement in reply to a Hello or to a peer that is behind. */
export const REPLY_JITTER = 1;
/** Weeks, the current one included, that have rows of their own. */
export const RECENT_WEEKS = 4;

/** Most random delay of a request: so that another client's request for the same week is heard first. */
export const REQUEST_JITTER = 1.5;
/** The same where many weeks are asked for: many clients may do so at once. */
export const BULK_JITTER = 4;
/** More for a week of which the advertiser holds fewer events: it is told of them first, and asks itself. */
export const LESSER_WAIT = 3;
/** A week that anybody requested this recently is not requested. */
export const REQUEST_INHIBIT = 10;
/** Without any answer for this long a request is repeated. */
export const ANSWER_WAIT = 10;
/** Longer for a repair: many may lack a little of much, and their answers stand in a row. */
export const REPAIR_WAIT = 5;
/** After the last heard event of a requested week, the answer counts as complete. */
export const ANSWER_QUIET = 4;
/** Longest that a target is put off because answers to other weeks are under way. */
export const BULK_WAIT = 900;
/** Requests for one week for one advertised row. */
export const REQUEST_TRIES = 5;
/** Targets that come due this soon are asked for along with those that are due. */
export const REQUEST_GATHER = 0.5;

/** An event that anybody sent this recently is not sent. Shorter than ANSWER_QUIET, so that a repeat is answered. */
export const SENT_INHIBIT = 3;
/** Head start of each rank before the next. */
export const RANK_STEP = 2;
/** Most ranks that are waited for. */
export const MAX_RANK = 10;
/** Weeks that are asked for as long as nothing was had for any target: so much an invented advertisement can set off. */
export const PROBE_WEEKS = 6;
/** How often a target is put off because somebody else asks for it: who asks without end keeps nobody from asking. */
export const PUT_OFFS = 2;
/** A peer that did not advertise for this long has no rank. */
export const CLAIM_EXPIRY = 3600;
/** A peer that was silent in its turn has no rank for this long. */
export const SILENCE_PENALTY = 600;
/** Claims of a peer whose rows brought nothing count for nothing for this long. */
export const DISTRUST = 300;
/** Most random delay of an answer by those who are not first. */
export const ANSWER_JITTER = 1;
/** How long a responder waits for further sums of a request before it asks for them. */
export const MORE_WAIT = 1.5;

/** Most messages held while authorize() does not know yet whether their sender may speak. */
export const HELD_MESSAGES = 50;

/** Rows in one message: at most 13 bytes each. */
export const ROWS_LIMIT = 18;

/** Sums beyond the difference of counts, so that no wrong decode passes: 0 of 80,000 with 8, 16 in 1,000 without. */
export const SKETCH_SLACK = 8;
/** Most sums of one sketch: three messages. */
export const SKETCH_LIMIT = 231;

/** Messages of a peer at once, and a second, beyond which they are dropped. The game lets through 10 and 1. */
export const PEER_BURST = 20;
export const PEER_RATE = 4;
/** Weeks that a peer may ask for beyond twice the number there is, and seconds in which that is refilled. */
export const REQUEST_SPARE = 100;
export const REQUEST_REFILL = 600;
/** Bulk goes by whisper while no other peer has shown for this long that it lacks something. */
export const LONE_WINDOW = 300;
/** Events that are sent for one peer's requests beyond the size of the log, and seconds in which that is refilled. */
export const ANSWER_SPARE = 1000;
export const ANSWER_REFILL = 600;
