/** All types of messages of the ledger's sync, in the order of docs/protocol.md. */

import { EVENT_FRAGMENT } from "../link/fragments";
import type { MessageKind } from "../link/message-kind";
import { ADVERTISE, ANSWERING, COMPARE, EVENTS, HELLO, ROWS, ROWS_REQUEST, UNIT } from "./messages";
import { MORE, REQUEST, WANT } from "./requests";

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
];
