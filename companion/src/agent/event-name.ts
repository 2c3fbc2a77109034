/** Names of events in maps. */
import { toText } from "../format/bytes";
import { type EventKey, packKey, type StoredEvent } from "../format/key";

/** The nine bytes of a key as text, one character a byte: their order is that of keys. */
export const keyName = (key: EventKey): string => toText(packKey(key));

/** Key and body: what tells one event from every other. */
export const eventName = (event: StoredEvent): string => keyName(event) + toText(event.body);
