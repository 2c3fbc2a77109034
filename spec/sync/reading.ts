/** Every decoder of the protocol beside its encoder. */

import {
    ADVERTISE,
    ANSWERING,
    COMPARE,
    decodeAdvertisement,
    decodeAnswering,
    decodeComparison,
    decodeHello,
    decodeRows,
    decodeRowsRequest,
    encodeAdvertisement,
    encodeAnswering,
    encodeComparison,
    encodeHello,
    encodeRows,
    encodeRowsRequest,
    HELLO,
    ROWS,
    ROWS_REQUEST,
} from "../../src/sync/messages";
import {
    decodeMore,
    decodeRequest,
    decodeWant,
    encodeEntry,
    encodeMore,
    encodeRequest,
    encodeWant,
    MORE,
    REQUEST,
    WANT,
} from "../../src/sync/requests";
import {
    decodeKept,
    decodeSealAnswer,
    decodeSealRequest,
    decodeStatePiece,
    decodeStateRequest,
    decodeSurplus,
    encodeKept,
    encodeSealAnswer,
    encodeSealRequest,
    encodeStatePiece,
    encodeStateRequest,
    encodeSurplus,
    KEPT,
    SEAL_ANSWER,
    SEAL_REQUEST,
    STATE_PIECE,
    STATE_REQUEST,
    SURPLUS,
} from "../../src/sync/seal-messages";

/** What a payload says, and what its encoder makes of that; nothing when it is not read. */
type Reading = (this: void, payload: string) => { readonly means: unknown; readonly again: string } | undefined;

function reading<T>(
    decode: (this: void, payload: string) => T | undefined,
    encode: (this: void, means: T) => string,
): Reading {
    return (payload) => {
        const means = decode(payload);
        return means === undefined ? undefined : { means, again: encode(means) };
    };
}

/** By type of message; Events, Fragment and Unit are not decoded by the sync. */
export const readings: Partial<Record<number, Reading>> = {
    [ANSWERING.type]: reading(decodeAnswering, encodeAnswering),
    [HELLO.type]: reading(decodeHello, encodeHello),
    [ADVERTISE.type]: reading(decodeAdvertisement, encodeAdvertisement),
    [REQUEST.type]: reading(decodeRequest, ({ salt, entries, readsUnits }) =>
        encodeRequest(
            salt,
            entries.map((entry) => encodeEntry(entry)),
            readsUnits,
        ),
    ),
    [ROWS_REQUEST.type]: reading(decodeRowsRequest, encodeRowsRequest),
    [ROWS.type]: reading(decodeRows, encodeRows),
    [WANT.type]: reading(decodeWant, encodeWant),
    [COMPARE.type]: reading(decodeComparison, encodeComparison),
    [MORE.type]: reading(decodeMore, encodeMore),
    [SEAL_REQUEST.type]: reading(decodeSealRequest, encodeSealRequest),
    [SEAL_ANSWER.type]: reading(decodeSealAnswer, encodeSealAnswer),
    [STATE_REQUEST.type]: reading(decodeStateRequest, encodeStateRequest),
    [STATE_PIECE.type]: reading(decodeStatePiece, encodeStatePiece),
    [SURPLUS.type]: reading(decodeSurplus, encodeSurplus),
    [KEPT.type]: reading(decodeKept, encodeKept),
};
