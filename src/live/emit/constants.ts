/** The numbers of events between members; docs/rooms-protocol.md quotes them by name. */

/** Seconds for which a member keeps an event after it was sent, for who has missed it: all events of a full ring are said within 40, and said again twice. */
export const EVENT_SECONDS = 120;
/** Most events that a member keeps, and most bytes of them. */
export const EVENT_RING = 64;
export const EVENT_BYTES = 8192;
/** The highest number of an event: one more is still another number. */
export const EVENT_NUMBER_LIMIT = 2 ** 40;
/** Most bytes of the name of an event. */
export const EVENT_NAME_BYTES = 100;
