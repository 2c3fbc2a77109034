/** Events as the addons of the sample write them. */
import { varint } from "../src/format/bytes";
import { type EventKey, packKey, type StoredEvent } from "../src/format/key";
import type { DefinedType } from "../src/format/tool-entries";
import { encodeCbor } from "../src/room/cbor";
import { type Player, SERVER } from "./players";

const AWARD = 1;
const DECAY = 2;
const OPEN = 1;
const VOTE = 2;
const CLOSE = 3;

/** The head of a negative integer has this bit more than that of one that is none. */
const NEGATIVE = 0x20;

const typeOf = (id: number, name: string, ...fields: string[]): DefinedType => ({
    ...{ id, name: Buffer.from(name) },
    fields: fields.map((field) => Buffer.from(field)),
});

/** As examples/SimpleDKP and examples/LootCouncil define them. */
export const DKP_TYPES = [
    typeOf(AWARD, "award", "players:guid[]", "amount:number", "reason:string?"),
    typeOf(DECAY, "decay", "percent:number", "reason:string?"),
];
export const COUNCIL_TYPES = [
    typeOf(OPEN, "open", "item:any"),
    typeOf(VOTE, "vote", "session:any", "choice:any"),
    typeOf(CLOSE, "close", "session:any", "winner:any"),
];

/** A whole number as an item; encodeCbor() writes none below 0. */
function number(value: number): Buffer {
    const bytes = encodeCbor(value < 0 ? -1 - value : value);
    if (value < 0) bytes[0] |= NEGATIVE;
    return bytes;
}

function guids(players: readonly Player[]): Buffer {
    const ids = players.map(({ id }) => {
        const bytes = Buffer.alloc(4);
        bytes.writeUInt32BE(id);
        return bytes;
    });
    return encodeCbor(Buffer.concat([varint(SERVER), varint(ids.length), ...ids]));
}

/** Writes events of one log: no key is given twice. */
export class Log {
    readonly events: StoredEvent[] = [];
    private readonly counters = new Map<string, number>();

    private write(by: Player, time: number, ...body: readonly Buffer[]): StoredEvent {
        const name = `${by.id} ${time}`;
        const counter = this.counters.get(name) ?? 0;
        this.counters.set(name, counter + 1);
        const event = { time, creator: by.id, counter, server: SERVER, body: Buffer.concat(body) };
        this.events.push(event);
        return event;
    }

    award(by: Player, time: number, players: readonly Player[], amount: number, reason: string): StoredEvent {
        return this.write(by, time, Buffer.of(AWARD), guids(players), number(amount), encodeCbor(reason));
    }

    /** An award of the addon before this one, with the id that it had there. */
    imported(by: Player, time: number, player: Player, amount: number, id: string): void {
        const mark = Buffer.concat([Buffer.of(0x82, 0xf6), encodeCbor(id)]);
        const reason = encodeCbor("from the old list");
        this.write(by, time, Buffer.of(AWARD), guids([player]), number(amount), reason, mark);
    }

    decay(by: Player, time: number, percent: number, reason: string): void {
        this.write(by, time, Buffer.of(DECAY), number(percent), encodeCbor(reason));
    }

    revoke(by: Player, time: number, target: EventKey): void {
        this.write(by, time, Buffer.of(0), encodeCbor(packKey(target)));
    }

    /** @returns the session's name: the key of what opened it. */
    open(by: Player, time: number, item: string): string {
        const { creator, counter } = this.write(by, time, Buffer.of(OPEN), encodeCbor(item));
        return `${time}/${creator}/${counter}`;
    }

    vote(by: Player, time: number, session: string, choice: string): void {
        this.write(by, time, Buffer.of(VOTE), encodeCbor(session), encodeCbor(choice));
    }

    close(by: Player, time: number, session: string, winner: string): void {
        this.write(by, time, Buffer.of(CLOSE), encodeCbor(session), encodeCbor(winner));
    }
}
