import { createSecret } from "../lua/secret";
import { type Payload } from "../lua/types";

/** The longest text that travels, in bytes. What is beyond is cut without a word. */
export const TEXT_LIMIT = 255;
/** The longest prefix, in bytes. */
export const PREFIX_LIMIT = 16;

/** A message as the server takes it in. */
export interface MessageRecord {
    /** Seconds since the realm began. */
    readonly time: number;
    /** "Name-Realm". */
    readonly sender: string;
    readonly prefix: string;
    readonly text: string;
    readonly chatType: string;
    /** Of a whisper, as the sender wrote it. */
    readonly target?: string;
}

/** The text as it travels: up to its first NUL, and no longer than 255 bytes. */
export function trimText(text: string): string {
    const [nul] = string.find(text, "%z");
    const whole = nul === undefined ? text : string.sub(text, 1, nul - 1);
    return string.sub(whole, 1, TEXT_LIMIT);
}

/** The arguments of CHAT_MSG_ADDON: prefix, text, channel, sender, target, zoneChannelID, localID, name, instanceID. */
export function createPayload(message: MessageRecord, sender: string, target: string): Payload {
    return { count: 9, values: [message.prefix, message.text, message.chatType, sender, target, 0, 0, "", 0] };
}

/** The same arguments as they may arrive under a restriction: secret. */
export function createSecretPayload(payload: Payload): Payload {
    const values: unknown[] = [];
    for (const _ of $range(1, payload.count)) values.push(createSecret());
    return { count: payload.count, values };
}
