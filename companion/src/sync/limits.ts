/** The limits of docs/companion-protocol.md. Bytes, unless the name says otherwise; times in milliseconds. */
import { MAX_RECORD } from "../room/record";

/** The WebSocket subprotocol, and the version that frames have. */
export const SUBPROTOCOL = "lib-event-ledger.1";
export const VERSION = 1;

export const LIMITS = {
    frame: 1_048_576,
    /** A frame on channel 0, an announce, and all to a server before there is a channel. */
    smallFrame: 16_384,
    channel: 65_535,
    channels: 4096,
    locator: 64,
    heads: 2112,
    changesRecords: 4096,
    changesBytes: MAX_RECORD,
    offerRecords: 256,
    offerBytes: 524_288,
    openOffers: 4,
    openOfferBytes: 1_048_576,
    people: 1024,
    label: 96,
    /** Bytes that admins may write into a room that is full: so that they can remove who has filled it. */
    adminReserve: 16_777_216,
    /** Unsent bytes of a connection, and those that came and are not handled yet. */
    unsent: 1_048_576,
    unhandled: 4_194_304,
    connectionsOfKey: 8,
    /** Frames in a row for channels that are none. */
    strayFrames: 1000,
    /** Records of Offers that are malformed or not signed. */
    badRecords: 64,
    /** Records of Changes that fail a check. */
    invalidRecords: 100,
    rejectsInMinute: 8,
    pingsInSecond: 2,
    denialsInMinute: 10,
    unannounced: 64,
} as const;

export const TIMES = {
    second: 1000,
    minute: 60_000,
    coalesce: 50,
    idle: 10_000,
    hello: 10_000,
    welcome: 20_000,
    answer: 60_000,
    /** A database that has not answered. */
    busy: 20_000,
    ping: 25_000,
    silence: 60_000,
    slow: 60_000,
    denied: 1000,
    /** A server that stops waits so long for who takes no answers. */
    stop: 5000,
    seen: 5000,
    offline: 60_000,
    othersWait: 10_000,
    firstRetry: 5000,
    longestRetry: 600_000,
    /** What a server may ask a client to wait at most. */
    longestAsked: 86_400_000,
} as const;
