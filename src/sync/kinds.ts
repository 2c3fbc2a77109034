/** All types of messages of the ledger's sync, in the order of docs/protocol.md. */

import { EVENT_FRAGMENT } from "../link/fragments";
import type { MessageKind } from "../link/message-kind";
import { ADVERTISE, ANSWERING, COMPARE, EVENTS, HELLO, ROWS, ROWS_REQUEST, UNIT } from "./messages";
import { MORE, REQUEST, WANT } from "./requests";
import { KEPT, SEAL_ANSWER, SEAL_REQUEST, STATE_PIECE, STATE_REQUEST, SURPLUS } from "./seal-messages";

/** One row per type. The demo, its report and the specs read them. */
export const SYNC_KINDS: readonly MessageKind[] = [
    HELLO,
    ADVERTISE,
    REQUEST,
    EVENTS,
    EVENT_FRAGMENT,
    ROWS_REQUEST,
    ROWS,
    WANT,
    MORE,
    ANSWERING,
    COMPARE,
    UNIT,
    SEAL_REQUEST,
    SEAL_ANSWER,
    STATE_REQUEST,
    STATE_PIECE,
    SURPLUS,
    KEPT,
];
