/** Timers and bounds of the protocol. docs/protocol.md says how each is used. */

/** Seconds between advertisements of the same content, whoever sends them; 90 an hour keep a guild below 8 KB. */
export const ADVERTISE_INTERVAL_SECONDS = 40;
/** Most of the random time added to the interval, as a share of it, so that clients do not all speak at once. */
export const ADVERTISE_JITTER_SHARE = 0.25;
/** Seconds from the start to Hello and the first advertisement; up to as much again is added at random. */
export const FIRST_ADVERTISE_SECONDS = 1;
/** Seconds before a client that got no answer says Hello again. */
export const HELLO_REPEAT_SECONDS = 5;
/** Most times that a client says Hello. */
export const HELLO_LIMIT = 3;
/** Most seconds of random delay before a client advertises in reply to a Hello or to a peer that is behind. */
export const REPLY_JITTER_SECONDS = 1;
/** How often one peer is replied to at once before an advertisement is due; once more each ADVERTISE_INTERVAL_SECONDS. */
export const REPLY_LIMIT = 3;
/** Number of weeks, including the current one, that an advertisement describes by rows of their own. */
export const RECENT_WEEKS = 4;

/** Most seconds of random delay before a request, so that another client's request for the same week is heard first. */
export const REQUEST_JITTER_SECONDS = 1.5;
/** Most seconds of random delay before a request for many weeks, since many clients may need them at once. */
export const BULK_JITTER_SECONDS = 4;
/** Additional seconds before a request for a week of which the advertiser holds fewer events; it usually asks first. */
export const LESSER_WAIT_SECONDS = 3;
/** Seconds for which a week is not requested after any client has requested it. */
export const REQUEST_INHIBIT_SECONDS = 10;
/** Seconds without an answer after which a request is repeated. */
export const ANSWER_WAIT_SECONDS = 10;
/**
 * Additional seconds before a request for a week with missing events is repeated, since many such answers may be
 * queued.
 */
export const REPAIR_WAIT_SECONDS = 5;
/** Seconds without a further event after which the answer to a request counts as complete. */
export const ANSWER_QUIET_SECONDS = 4;
/** Seconds within which a request that brought next to nothing is repeated; one that comes later begins anew. */
export const REPEAT_SECONDS = 60;
/** Most seconds for which a request is put off while answers to other weeks are coming in. */
export const BULK_WAIT_SECONDS = 900;
/** Requests for one week in a row that may bring nothing. */
export const REQUEST_TRIES = 5;
/** Seconds within which weeks that are due soon are requested together with those that are due now. */
export const REQUEST_GATHER_SECONDS = 0.5;

/**
 * Seconds for which an event is not sent after any client has sent it; shorter than ANSWER_QUIET_SECONDS, so that a
 * repeated request is answered.
 */
export const SENT_INHIBIT_SECONDS = 3;
/** Seconds that each rank waits for the one before it. */
export const RANK_STEP_SECONDS = 2;
/** Most earlier peers in the order of rank that a client waits for. */
export const RANK_LIMIT = 10;
/**
 * Most weeks that are requested before any event of a wanted week has arrived; this limits what an invented
 * advertisement can cause.
 */
export const PROBE_WEEKS = 6;
/**
 * How often other clients' requests can put off a request, so that a client that asks without end does not stop the
 * others.
 */
export const PUT_OFF_LIMIT = 2;
/** Seconds for which a difference is left alone that an exchange did not change; twice as long each further time. */
export const STANDSTILL_FIRST_SECONDS = 60;
/** Most seconds for which such a difference is left alone. */
export const STANDSTILL_LONGEST_SECONDS = 1920;
/** Seconds until what a requester has more is asked for again if nothing came; twice as long each further time. */
export const WANT_FIRST_SECONDS = 30;
/** How often the interval doubles of a client that repeats itself while others say something else. */
export const ADVERTISE_DOUBLINGS = 4;
/** Most targets of one peer, at once, for which nothing came. */
export const FAILURE_LIMIT = 6;
/** Seconds after which one more failure is allowed to a peer that has sent events of a target. */
export const FAILURE_REFILL_SECONDS = 60;
/** Seconds after which one more failure is allowed to any other peer. */
export const STRANGE_REFILL_SECONDS = 600;
/** Most answers at once to one peer's requests for rows. */
export const ROWS_ANSWER_LIMIT = 2;
/** Seconds after which one more such answer is given. */
export const ROWS_ANSWER_REFILL_SECONDS = 300;
/** Seconds for which rows are not told that anybody told. */
export const ROWS_INHIBIT_SECONDS = 8;
/** Seconds for which other clients' requests for rows are waited upon before this client asks itself. */
export const ROWS_PATIENCE_SECONDS = 3;
/** How often the rows behind a root are asked for before it is left alone for a while. */
export const ROWS_TRIES = 2;
/** Seconds that each rank waits for the one before it to tell rows, which take no time to find. */
export const ROWS_RANK_STEP_SECONDS = 1;
/** How often the rows of a peer may not make the root that it advertises before it is distrusted. */
export const LIE_LIMIT = 2;
/** Seconds for which another client's answer is waited for, however slow, before what it lacks is sent. */
export const ANSWER_SHARE_SECONDS = 30;
/** Bytes of events that an answer brings in ANSWER_QUIET_SECONDS at half the speed of the throttle. */
export const HEARTY_BYTES = 400;
/** A peer that did not advertise for this long has no rank. */
export const CLAIM_EXPIRY_SECONDS = 3600;
/** Seconds for which a peer has no rank after it did not answer in its turn. */
export const SILENCE_SECONDS = 600;
/**
 * Seconds for which bulk is not whispered to a peer that asked again and had got nothing of what was whispered: whispers may not
 * reach its realm, or it lost a fragment.
 */
export const DEAF_SECONDS = 600;
/** Seconds for which a peer's claims are ignored after its rows did not make the root that it advertises. */
export const DISTRUST_SECONDS = 300;
/** Most seconds of random delay before an answer by a client that is not first in rank. */
export const ANSWER_JITTER_SECONDS = 1;
/** Most seconds for which a client keeps waiting for its turn while an earlier peer is busy with other weeks. */
export const ANSWER_PATIENCE_SECONDS = 600;
/** Seconds for which a request, sent or heard, is remembered, so that it can be answered, repeated or extended. */
export const REQUEST_MEMORY_SECONDS = 900;
/** Seconds between two clean-ups of what need not be remembered any more. */
export const SWEEP_INTERVAL_SECONDS = 120;
/** Seconds, and as many more at random, after which one who may not speak says what of a request is not sealed, if nobody has. */
export const MUTE_SURPLUS_SECONDS = 20;
/** Seconds that a responder waits for further sums of a request before it asks for them. */
export const MORE_WAIT_SECONDS = 1.5;

/** Seconds after which an own event whose message has not come back counts as not known to be anywhere else. */
export const UNSENT_SECONDS = 10;
/** The same for one whose message came back, or where none ever does: two advertisements should have told of it. */
export const UNCONFIRMED_SECONDS = 100;

/** Seconds between two comparisons, whoever sends them. */
export const COMPARE_INTERVAL_SECONDS = 600;
/** Most comparisons of one peer that are looked at, at once. */
export const COMPARE_LIMIT = 2;
/** Seconds after which one more is. */
export const COMPARE_REFILL_SECONDS = 300;
/** Events of the weeks in one comparison, unless a single week has more. */
export const COMPARED_EVENTS = 5000;
/** Seconds until a doubted week is compared again after it was asked for; twice as long each further time. */
export const DOUBT_FIRST_SECONDS = 20;
/** How often a doubted week is asked for. */
export const DOUBT_TRIES = 3;
/** Seconds for which a doubt that the comparison of a peer has raised is told. */
export const DOUBT_SECONDS = 1800;
/** Most doubts that are kept: of more, the oldest of the peer with the most gives way. */
export const DOUBT_LIMIT = 64;

/**
 * Most bytes of event bodies in one message of a block: references and unchanged fields let one of 250 bytes stand for a hundred
 * times as many.
 */
export const UNFOLDED_BYTES = 16384;

/** Most rows in one message; a row takes at most 13 bytes. */
export const ROWS_PER_MESSAGE = 18;

/**
 * Sums sent beyond the difference of counts, so that wrong decodes are rejected: 0 of 80,000 passed with 8, and 16 of
 * 1,000 without.
 */
export const SKETCH_SLACK = 8;
/** Most sums of one sketch; they fill three messages. */
export const SKETCH_LIMIT = 231;

/** Weeks that a peer may ask for beyond twice the number of weeks in the log. */
export const REQUEST_SPARE_WEEKS = 100;
/** Seconds in which a peer's allowance of weeks to ask for is refilled. */
export const REQUEST_REFILL_SECONDS = 600;
/** Seconds for which bulk is not whispered after another peer has shown that it lacks something. */
export const LONE_WINDOW_SECONDS = 300;
/** Events that are sent for one peer's requests beyond the number of events in the log. */
export const ANSWER_SPARE_EVENTS = 1000;
/** Seconds in which a peer's allowance of events to be sent for it is refilled. */
export const ANSWER_REFILL_SECONDS = 600;

/** Peers to whom a client whispers each message that may not speak in guild chat. */
export const SPOKESMEN = 2;
/** Seconds after which the next ones have their turn. */
export const SPOKESMAN_SECONDS = 30;
/** Age in seconds up to which an event that its creator whispers is new, and is passed on to everybody at once. */
export const PASS_ON_AGE_SECONDS = 60;
/** Most seconds until such an event is passed on. They give time to hear that another spokesman has done so. */
export const PASS_ON_JITTER_SECONDS = 0.5;
/** Seconds in which a client hears its event passed on; else it whispers it to the next spokesmen. */
export const PASS_ON_WAIT_SECONDS = 3;
/** How often it does so. */
export const PASS_ON_TRIES = 4;
/** Most events that are passed on for one peer at once; the others are told by advertisements. */
export const PASS_ON_LIMIT = 40;
/** Seconds after which one more is. */
export const PASS_ON_REFILL_SECONDS = 2;
/** Seconds for which events that are here already count as an answer under way, since one last came that was not. */
export const REPEATED_WAIT_SECONDS = 60;
/** Most messages with further sums of one request for a week: three fill the sketch, and some get lost. */
export const SUMS_LIMIT = 6;

/** Most bytes of a unit before Deflate; what a message says to become more is not read. */
export const UNIT_BYTES = 65536;
/** Most events of a unit in a message. */
export const UNIT_EVENTS = 4096;
/** Most bytes of the bodies of its events: references let a few stand for many. */
export const UNIT_BODY_BYTES = 131072;
/** Most Deflate blocks of a unit in a message; a client makes one or two. */
export const UNIT_BLOCKS = 32;
/** Most units of one peer that are read, or wait for it: one of 100 bytes can stand for thousands of events. */
export const UNITS_AT_A_TIME = 4;
/** Seconds since the last fragment of a unit from a peer within which the next one is waited for. */
export const COMING_SECONDS = 6;
/**
 * Seconds for which fragments of a peer keep this client from asking again before any unit of it has brought something: a whole
 * takes 15 where the game counts all messages and the sender was silent before.
 */
export const HOLD_FIRST_SECONDS = 16;
/** The same since the last unit of it that did: a whole takes 24. */
export const HOLD_SECONDS = 36;
/** Seconds after which fragments that came to nothing are forgotten. */
export const HOLD_MEMORY_SECONDS = 600;
/** Events that a client has to lack, as far as is known, for its request to say that it reads units. */
export const UNIT_ASK_EVENTS = 24;
/**
 * Bytes of events, bodies and keys, above which an answer is bulk: it lets repairs go first, travels in units if its requester
 * reads them, and may be whispered. They are about three messages; of fewer, units are no shorter than blocks.
 */
export const BULK_BYTES = 900;
