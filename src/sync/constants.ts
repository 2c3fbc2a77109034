/** Timers of the protocol, in seconds unless stated; docs/protocol.md says why each is what it is. */

/** Between advertisements of equal content, whoever sends them. */
export const ADVERTISE_INTERVAL = 30;
/** Share of the interval that is random, so that senders do not speak at once. */
export const ADVERTISE_JITTER = 0.5;
/** Until the first advertisement after the start. */
export const FIRST_ADVERTISE = 4;
/** Weeks, the current one included, that have rows of their own. */
export const RECENT_WEEKS = 4;

/** Most random delay of a request: so that another client's request for the same week is heard first. */
export const REQUEST_JITTER = 2;
/** A week that anybody requested this recently is not requested. */
export const REQUEST_INHIBIT = 10;
/** Without any answer for this long a request is repeated. */
export const ANSWER_WAIT = 10;
/** After the last heard event of a requested week, the answer counts as complete. */
export const ANSWER_QUIET = 4;
/** Requests for one week per advertisement. */
export const REQUEST_TRIES = 5;

/** An event that anybody sent this recently is not sent. Shorter than ANSWER_QUIET, so that a repeat is answered. */
export const SENT_INHIBIT = 3;
/** Head start of each rank before the next. */
export const RANK_STEP = 2;
/** Most ranks that are waited for. */
export const MAX_RANK = 10;
/** A peer that did not advertise for this long has no rank. */
export const CLAIM_EXPIRY = 180;
/** Most random delay of an answer by those who were not asked in particular. */
export const ANSWER_JITTER = 1;

/** Most messages held while authorize() does not know yet whether their sender may speak. */
export const HELD_MESSAGES = 50;

/** Most short ids in one message: three bytes each, behind the largest request header. */
export const LIST_LIMIT = 70;
/** Rows in one message: at most 13 bytes each. */
export const ROWS_LIMIT = 18;
