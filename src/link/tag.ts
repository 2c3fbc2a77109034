/** The tag of frames. docs/protocol.md is normative. */

import { hash32 } from "../codec/murmur3";

/** The tag of a ledger or room in a scope. It keeps the messages of two guilds in one raid apart. */
export function tagOf(name: string, scope: string): number {
    return hash32(`${name}\0${scope}`, 0) % 65536;
}
