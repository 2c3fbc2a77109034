/** A client in a test's hands, over a connection in memory. */
import type { Signer } from "../../src/room/keys";
import { START } from "../../src/room/position";
import { proofOf } from "../../src/sync/credentials";
import type { Credential } from "../../src/sync/message-forms";
import { type FromServer, readFromServer, writeMessage } from "../../src/sync/messages";
import { FOUNDER, type Guild } from "./guild";
import type { MemoryEnd } from "./memory-duplex";
import { HOST, type Net } from "./sync-net";

/** A client that says what a test tells it to. */
export class Raw {
    readonly heard: FromServer[] = [];
    hasEnded = false;
    nonce: Buffer = Buffer.of();

    constructor(
        readonly net: Net,
        readonly end: MemoryEnd,
    ) {
        end.listen({
            frame: (frame) => {
                const message = readFromServer(frame ?? Buffer.of());
                if (message instanceof Error) throw message;
                if (message.type === "Hello") this.nonce = message.nonce;
                this.heard.push(message);
            },
            drain: () => undefined,
            end: () => (this.hasEnded = true),
        });
    }

    /** The messages of a type, from the oldest on. */
    all<Type extends FromServer["type"]>(type: Type): Extract<FromServer, { readonly type: Type }>[] {
        return this.heard.filter((message) => message.type === type) as Extract<FromServer, { readonly type: Type }>[];
    }

    /** Codes of all errors. */
    get errors(): string[] {
        return this.all("Err").map(({ code }) => code);
    }

    async say(frame: Buffer): Promise<void> {
        this.end.send(frame);
        await this.net.clock.settle();
    }

    async announce(by: Signer | Credential, room = this.net.guild.room.id, channel = 1): Promise<void> {
        const credential = "secret" in by ? proofOf(by, this.nonce, room, HOST) : by;
        const items = { version: 1, room, credential, position: START, epoch: null, label: "raw", kinds: 5 };
        await this.say(writeMessage("AnnouncePresence", channel, items));
    }

    offer(offer: number, records: readonly Buffer[]): Promise<void> {
        return this.say(writeMessage("Offer", 1, { offer, records }));
    }

    follow(own = false): Promise<void> {
        return this.say(writeMessage("StreamRequest", 1, { locator: [START], own }));
    }

    /** Founds a guild's room. */
    create({ room, list: [founding] }: Guild, channel = 1): Promise<void> {
        const credential = proofOf(FOUNDER, this.nonce, room.id, HOST);
        return this.say(writeMessage("CreateRoom", channel, { version: 1, founding, credential, permit: null }));
    }
}
