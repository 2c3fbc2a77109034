/** A link in a world for specs, and frames of others. */

import { encodeFrame } from "../../src/link/frame";
import { Link, type LinkPort } from "../../src/link/link";
import type { MessageSource } from "../../src/link/message-source";
import type { Outlets } from "../../src/link/outlets";
import type { Protocol } from "../../src/link/message-kind";
import { World } from "../support/world";

export const TAG = 0x1234;

/** A link whose peers speak as the spec says, and what it does. */
export class LinkStage {
    readonly link: Link;
    readonly port: LinkPort;
    /** Whether peers may speak, by name; all others may. */
    readonly speakers = new LuaMap<string, boolean>();
    /** Whether it is known who may speak. */
    isKnown = true;

    constructor(
        readonly world = new World(),
        tag = TAG,
        outlets: Outlets = world.outlets(),
    ) {
        this.link = new Link({
            clock: world.time,
            timers: world.time,
            outlets,
            tag,
            self: world.identity.name,
            routes: () => [{ chatType: "GUILD" }],
            mayPeerSpeak: (peer) => (this.isKnown ? (this.speakers.get(peer) ?? true) : undefined),
        });
        this.port = this.link.port();
    }

    /** Lets protocols hear their messages. */
    register(...protocols: readonly Protocol[]): void {
        for (const protocol of protocols) this.link.register(protocol);
    }

    /** Lets a peer say a message. */
    hear(type: number, payload: string, sender = "A-Realm", tag = TAG): void {
        this.link.receive(encodeFrame(type, tag, payload), sender);
    }

    /** Texts that a source comes to on another link. */
    textsOf(source: MessageSource, tag = TAG): string[] {
        const texts: string[] = [];
        let [type, payload] = source.take(this.port.payloadBytes);
        while (type !== undefined) {
            texts.push(encodeFrame(type, tag, payload!));
            [type, payload] = source.take(this.port.payloadBytes);
        }
        return texts;
    }

    /** Number of messages that were passed over. */
    ignoredCount(): number {
        let sum = 0;
        for (const [, count] of pairs(this.link.ignored as unknown as LuaTable<string, number>)) sum += count;
        return sum;
    }
}
