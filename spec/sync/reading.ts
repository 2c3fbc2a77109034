/** Every decoder of the protocol beside its encoder. */

import {
    decodeAdvertisement,
    decodeAnswering,
    decodeHello,
    decodeRows,
    decodeRowsRequest,
    encodeAdvertisement,
    encodeAnswering,
    encodeHello,
    encodeRows,
    encodeRowsRequest,
    MessageType,
} from "../../src/sync/messages";
import {
    decodeMore,
    decodeRequest,
    decodeWant,
    encodeEntry,
    encodeMore,
    encodeRequest,
    encodeWant,
} from "../../src/sync/requests";

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

/** By type of message; Events and Fragment are not decoded by the sync. */
export const readings: Partial<Record<MessageType, Reading>> = {
    [MessageType.Answering]: reading(decodeAnswering, encodeAnswering),
    [MessageType.Hello]: reading(decodeHello, encodeHello),
    [MessageType.Advertise]: reading(decodeAdvertisement, encodeAdvertisement),
    [MessageType.Request]: reading(decodeRequest, ({ salt, entries }) =>
        encodeRequest(
            salt,
            entries.map((entry) => encodeEntry(entry)),
        ),
    ),
    [MessageType.RowsRequest]: reading(decodeRowsRequest, encodeRowsRequest),
    [MessageType.Rows]: reading(decodeRows, encodeRows),
    [MessageType.Want]: reading(decodeWant, encodeWant),
    [MessageType.More]: reading(decodeMore, encodeMore),
};
