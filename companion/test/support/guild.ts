/** A room under test: devices by a number, which sign records for its list. */
import { encodeBlock } from "../../src/format/block-writer";
import type { StoredEvent } from "../../src/format/key";
import type { Action } from "../../src/room/actions";
import { type Cbor, encodeCbor } from "../../src/room/cbor";
import { type Content, KIND } from "../../src/room/contents";
import { type Character, ROLE } from "../../src/room/content-items";
import { type Numbered } from "../../src/room/history";
import { acceptProof, inviteSigner } from "../../src/room/invite";
import { PURPOSE, sha256, type Signer, signerOf, signFor, ZERO } from "../../src/room/keys";
import { type Position, START } from "../../src/room/position";
import { recoverySigner } from "../../src/room/recovery-code";
import { type RoomRecord, signRecord } from "../../src/room/record";
import { Room } from "../../src/room/room";

export const LEDGER = Buffer.from("MyDKP");
export const SCOPE = Buffer.from("guild:Dawn-Realm");
export const NOW = 1_790_000_000;

/** A device, always the same for a number. */
export const deviceOf = (number: number): Signer => signerOf(sha256(Buffer.from(`device ${number}`)));

/** The packed GUID of a character. */
export function guidOf(id: number): Buffer {
    const packed = Buffer.from("e90700000000", "hex");
    packed.writeUInt32BE(id, 2);
    return packed;
}

export const characterOf = (id: number): Character => ({ guid: guidOf(id), name: `Name${id}-Realm` });

/** An event of a creator; the counter tells those of one second apart. */
export function eventOf(creator: number, counter: number, body: Buffer = Buffer.of(1, counter % 24)): StoredEvent {
    return { time: NOW - (NOW % 604800) + (counter >> 8), creator, counter: counter % 256, server: 1001, body };
}

/** What a batch of events says. */
export function batchOf(events: readonly StoredEvent[], scope: Buffer = SCOPE): Content {
    return { kind: KIND.batch, ledger: LEDGER, scope, block: encodeBlock(events) };
}

/** A record of these items, signed whatever they are. */
export function signItems(signer: Signer, items: readonly Cbor[]): Buffer {
    const body = encodeCbor(items);
    return Buffer.concat([signFor(PURPOSE.record, signer, body), body]);
}

/** The founder, as number 0. */
export const FOUNDER = deviceOf(0);
export const RECOVERY_SECRET = Buffer.alloc(16, 2);

/** A list of records, and the room that it makes. */
export class Guild {
    readonly list: Buffer[] = [];
    readonly room: Room;
    /** By hex of the key: what a device has signed last. */
    readonly own = new Map<string, { seq: number; id: Buffer }>();

    constructor(readonly recovery = recoverySigner(RECOVERY_SECRET)) {
        const said: Action = {
            ...{ action: "found", name: "Dawn", label: "Founder", characters: [characterOf(1)] },
            recovery: recovery.key,
        };
        const founding = this.signed(FOUNDER, { kind: KIND.entry, parent: ZERO, time: NOW, said }, ZERO, START);
        this.room = new Room(founding.id);
        this.take(founding);
    }

    /** Signs the next record of a device, without putting it into the list. */
    sign(signer: Signer, content: Content, sight: Position = this.room.position): RoomRecord {
        return this.signed(signer, content, this.room.id, sight);
    }

    take(record: RoomRecord): Numbered {
        this.list.push(record.bytes);
        return this.room.take(record.bytes);
    }

    /** Signs a record and puts it into the list. */
    write(signer: Signer, content: Content): Numbered {
        return this.take(this.sign(signer, content));
    }

    entry(signer: Signer, said: Action, parent = this.room.chain.last): Numbered {
        return this.write(signer, { kind: KIND.entry, parent, time: NOW, said });
    }

    batch(signer: Signer, events: readonly StoredEvent[], scope: Buffer = SCOPE): Numbered {
        return this.write(signer, batchOf(events, scope));
    }

    vouch(signer: Signer, admitted: readonly Buffer[]): Numbered {
        return this.write(signer, {
            kind: KIND.vouch,
            admitted: [...admitted].sort((one, other) => Buffer.compare(one, other)),
            refused: [],
        });
    }

    /** Why the last record is void, or refused; undefined where it took effect. */
    outcome(numbered: Numbered): string | undefined {
        return "reason" in numbered ? numbered.reason : numbered.void;
    }

    /** Makes a member with one device, by an invite that the founder writes. */
    join(number: number, role: number = ROLE.own): Signer {
        const device = deviceOf(number);
        const member = this.room.chain.members.length;
        const said = {
            number: member,
            label: `Member ${number}`,
            characters: [characterOf(number + 1)],
            role,
            heads: [],
        };
        this.entry(FOUNDER, { action: "member", ...said });
        this.entry(FOUNDER, { action: "device", device: device.key, member, label: "PC" });
        return device;
    }

    /** Takes a scope of the ledger. */
    takeScope(open = false, scope: Buffer = SCOPE, into: Buffer = scope): Numbered {
        return this.entry(FOUNDER, { action: "scope", ledger: LEDGER, scope, into, open });
    }

    /** The content of an _accept_ of an invite by a device. */
    accept(secret: Buffer, device: Signer): Content {
        const invite = inviteSigner(secret);
        const proof = acceptProof(invite, this.room.id, device.key);
        const said: Action = { action: "accept", invite: invite.key, proof, label: "Laptop" };
        return { kind: KIND.entry, parent: this.room.chain.last, time: NOW, said };
    }

    private signed(signer: Signer, content: Content, room: Buffer, sight: Position): RoomRecord {
        const name = signer.key.toString("hex");
        const { seq, id } = this.own.get(name) ?? { seq: 0, id: ZERO };
        const record = signRecord(signer, { room, seq: seq + 1, previous: id, sight }, content);
        this.own.set(name, { seq: seq + 1, id: record.id });
        return record;
    }
}
