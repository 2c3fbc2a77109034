/** Timers and bounds of what the sync says about seals. docs/seals.md and docs/protocol.md say how each is used. */

/** Bytes of a digest that name a seal in messages. */
export const SEAL_NAME_BYTES = 4;

/** Most seconds of random delay before a SealRequest is answered. */
export const SEAL_JITTER_SECONDS = 2;
/** Peers, the first in rank, that answer the first SealRequest. */
export const SEAL_ANSWERERS = 3;
/** Seconds without a useful answer after which a SealRequest is repeated. */
export const SEAL_WAIT_SECONDS = 6;
/** SealRequests that follow each other at once: the first of the best in rank, the next of all who may speak, the third of all. */
export const SEAL_TRIES = 3;
/** Seconds until it is asked again after that; twice as long each further time, until something comes. */
export const SEAL_PAUSE_SECONDS = 60;
/** Most seconds of such a pause: 14 bytes in half an hour. */
export const SEAL_PAUSE_LIMIT_SECONDS = 1920;
/** SealRequests of one peer that are answered at once. */
export const SEAL_ANSWER_LIMIT = 4;
/** Seconds after which one more is. */
export const SEAL_ANSWER_REFILL_SECONDS = 30;
/** Answers before everybody that say at least as much, after which a client keeps its own to itself. */
export const SEAL_ALOUD_LIMIT = 3;

/** Bytes of each piece of a state but the last: with its head it fills 24 fragments. */
export const PIECE_BYTES = 5870;
/** Pieces that one StateRequest asks for. */
export const PIECES_AT_A_TIME = 4;
/** Peers that are asked for pieces at the same time: each has a throttle of its own. */
export const PEERS_AT_A_TIME = 3;
/** Most bytes of the Deflate stream of a state. */
export const STATE_STREAM_BYTES = 2097152;
/** Bytes of states that one peer is sent at once. */
export const STATE_BUDGET_BYTES = 65536;
/** Seconds in which that is refilled. */
export const STATE_REFILL_SECONDS = 600;
/** Seconds within which a piece that everybody was sent is not sent to everybody again. */
export const PIECE_INHIBIT_SECONDS = 10;
/**
 * Seconds without a fragment after which the next peer is asked: as long as it takes to ask for what was lost three times by
 * whisper and once aloud.
 */
export const STATE_WAIT_SECONDS = 15;
/** Seconds within which a piece has to be complete, however many fragments come: 24 take as long where the game counts them. */
export const PIECE_WAIT_SECONDS = 90;
/** Peers that send nothing when they are asked by whisper, after which peers are asked aloud. */
export const DEAF_PEERS = 2;
/** How often one peer is asked in vain before everybody is asked anew who has the state. */
export const STATE_TRIES = 2;
/** Peers with a state that are remembered. */
export const OFFER_LIMIT = 16;
/** Seconds for which a peer is passed over that sent something else than the state. */
export const FORGED_SECONDS = 1800;

/** Seconds for which a newcomer does not ask for weeks that are said to be sealed, until the seal has come. */
export const SEAL_HINT_SECONDS = 30;
/** Seconds between two times that a client says Kept, if that goes on changing. */
export const KEPT_SECONDS = 300;

/** Seconds between two looks at whether absent weeks are to be asked for. */
export const HISTORY_LOOK_SECONDS = 5;
/** Absent weeks that are asked for at a time, and events of them, unless a single week has more. */
export const HISTORY_WEEKS = 8;
export const HISTORY_EVENTS = 4096;
/** Seconds without a new event of them, or a fragment, after which absent weeks are given up for now. */
export const HISTORY_WAIT_SECONDS = 60;
/** Seconds until others are asked for then; twice as long each further time, until something comes. */
export const HISTORY_PAUSE_SECONDS = 60;
/** Most seconds of such a pause. */
export const HISTORY_PAUSE_LIMIT_SECONDS = 3600;
