/** The guild's room, as its members' companions have made it: who belongs to it, what they have uploaded, what does not count yet. */
import { foundingRecord } from "../src/access/founding";
import { deviceOf, dropOf, newMember, removal, scopeTaken } from "../src/access/entries";
import { runsOf } from "../src/agent/uploads";
import { encodeBlock } from "../src/format/block-writer";
import { Damage } from "../src/format/damage";
import { type StoredEvent, weekOf } from "../src/format/key";
import { type Content, KIND } from "../src/room/contents";
import { type Character, ROLE } from "../src/room/content-items";
import { sha256, type Signer, signerOf } from "../src/room/keys";
import { recoverySigner } from "../src/room/recovery-code";
import type { Room } from "../src/room/room";
import type { KeptRoom } from "../src/rooms/kept-room";
import type { Rooms } from "../src/rooms/rooms";
import { ADDONS, type Addon } from "./game";
import { Log } from "./events";
import { GUILD, NAMES, OFFICERS, packedGuid, type Player, PLAYERS, SCOPE } from "./players";
import type { Season } from "./season";

/** The key of a computer in the room, by its label. Nobody's keys: the room is made anew on each computer, and no server has it. */
export const deviceFor = (name: string): Signer => signerOf(sha256(Buffer.from(`sample guild, ${name}`)));
const RECOVERY = recoverySigner(sha256(Buffer.from("sample guild, recovery")).subarray(0, 16));

const SCOPE_BYTES = Buffer.from(SCOPE);

const MEMBERS: readonly (readonly [Player, role: number, computer: string])[] = [
    [OFFICERS[1], ROLE.relay, "lysandra-laptop"],
    [OFFICERS[2], ROLE.relay, "desk"],
    [PLAYERS[8], ROLE.own, "steam-deck"],
    [PLAYERS[14], ROLE.own, "pc"],
    [PLAYERS[20], ROLE.read, "phone <b>"],
    [PLAYERS[27], ROLE.own, "old-laptop"],
];

const characterOf = (player: Player): Character => ({ guid: packedGuid(player), name: player.name });
const labelOf = ({ name }: Player): string => name.split("-", 1)[0];

/** Writes into the room. */
class Writing {
    constructor(
        private readonly room: KeptRoom,
        readonly now: number,
    ) {}

    async say(signer: Signer, ...make: readonly ((list: Room) => Content)[]): Promise<void> {
        for (const each of make) await this.room.lead(signer, (list) => [each(list)]);
    }

    entry(signer: Signer, said: (list: Room) => (Content & { kind: typeof KIND.entry })["said"]): Promise<void> {
        return this.say(signer, (list) => ({
            kind: KIND.entry,
            parent: list.chain.last,
            time: this.now,
            said: said(list),
        }));
    }

    async upload(signer: Signer, { name }: Addon, events: readonly StoredEvent[]): Promise<Buffer[]> {
        const batches = [...byWeek(events).values()].flatMap(runsOf).map((run): Content => ({
            ...{ kind: KIND.batch, ledger: Buffer.from(name), scope: SCOPE_BYTES },
            block: encodeBlock(run),
        }));
        const records = await this.room.lead(signer, () => batches);
        return records.map(({ id }) => id);
    }

    about(signer: Signer, { name, stateVersion, types }: Addon): Promise<void> {
        return this.say(signer, () => ({
            ...{ kind: KIND.about, ledger: Buffer.from(name), scope: SCOPE_BYTES, stateVersion, types, names: NAMES },
        }));
    }
}

function byWeek(events: readonly StoredEvent[]): Map<number, StoredEvent[]> {
    const weeks = new Map<number, StoredEvent[]>();
    for (const event of events) {
        const week = weeks.get(weekOf(event.time));
        if (week === undefined) weeks.set(weekOf(event.time), [event]);
        else week.push(event);
    }
    return weeks;
}

/** Members, each with a computer; one was lost, and one has left the guild. */
async function joinAll(writing: Writing, admin: Signer): Promise<Signer[]> {
    const devices: Signer[] = [];
    for (const [index, [player, role, computer]] of MEMBERS.entries()) {
        const device = deviceFor(computer);
        devices.push(device);
        await writing.entry(admin, (room) => newMember(room, labelOf(player), [characterOf(player)], role));
        await writing.entry(admin, () => deviceOf(device.key, index + 1, computer));
    }
    const lost = deviceFor("lost phone");
    await writing.entry(admin, () => deviceOf(lost.key, 1, "lost phone"));
    await writing.entry(admin, (room) => dropOf(room, lost.key));
    await writing.entry(admin, (room) => removal(room, MEMBERS.length));
    return devices;
}

/** What members without an officer's right upload: nobody else has it yet, or officers' games have refused it. */
async function uploadDoubtful(writing: Writing, officer: Signer, [one, other]: readonly Signer[]): Promise<void> {
    const [dkp] = ADDONS;
    const log = new Log();
    const [, , [alice], [bob]] = MEMBERS;
    for (const [index, reason] of ["for the flasks", "for the tank set", "lent to the bank"].entries())
        log.award(alice, writing.now - 5000 + index, [alice], 15, reason);
    await writing.upload(one, dkp, log.events);
    const own = new Log();
    own.award(bob, writing.now - 4000, [bob], 500, "because I say so");
    const ids = [await writing.upload(other, dkp, own.events), await writing.upload(one, dkp, own.events)].flat();
    const refused = ids
        .toSorted((first, second) => Buffer.compare(first, second))
        .map((id) => ({ id, reason: 1, bits: Buffer.of(1) }));
    await writing.say(officer, () => ({ kind: KIND.vouch, admitted: [], refused }));
}

/** Founds the room, and writes all of it. Raises what the store raises. */
export async function writeRoom(rooms: Rooms, season: Season): Promise<void> {
    const last = Math.max(...[...season.dkp, ...season.council].map(({ time }) => time));
    const admin = deviceFor("torvald-pc");
    const founding = foundingRecord(admin, {
        ...{ name: GUILD, label: labelOf(OFFICERS[0]), characters: [characterOf(OFFICERS[0])] },
        ...{ recovery: RECOVERY.key, now: last },
    });
    const use = await rooms.found(founding.bytes);
    if (use instanceof Damage) throw use;
    try {
        const writing = new Writing(use.room, last + 3600);
        for (const { name } of ADDONS)
            await writing.entry(admin, () => scopeTaken(Buffer.from(name), SCOPE_BYTES, false));
        const [officer, , one, other] = await joinAll(writing, admin);
        for (const addon of ADDONS) {
            await writing.about(admin, addon);
            await writing.upload(admin, addon, addon.eventsOf(season));
        }
        await uploadDoubtful(writing, officer, [one, other]);
    } finally {
        use.release();
    }
}
