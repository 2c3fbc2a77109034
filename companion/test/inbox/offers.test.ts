/** Which batches are offered to the game. */
import { describe, expect, it } from "vitest";
import { viewOf } from "../../src/agent/room-view";
import type { Outcome } from "../../src/format/tool-entries";
import type { SavedScope } from "../../src/agent/saved-scope";
import { readBlock } from "../../src/format/block-reader";
import { digestOf } from "../../src/format/hashes";
import { type StoredEvent, WEEK_SECONDS, weekOf } from "../../src/format/key";
import { decodeChecked } from "../../src/format/text";
import type { Bounds } from "../../src/inbox/fill";
import { inboxText } from "../../src/inbox/inbox-text";
import { type InboxPlan, planInbox } from "../../src/inbox/offers";
import { forgetRefusals, type InboxMemory, NOTHING_REFUSED } from "../../src/inbox/refusals";
import { ROLE } from "../../src/room/content-items";
import type { Signer } from "../../src/room/keys";
import { characterOf, eventOf, FOUNDER, Guild, NOW, SCOPE } from "../support/guild";
import { savedOf } from "../support/saved";

const OLD = Buffer.from("guild:Old-Realm");
const EVENTS = Array.from({ length: 6 }, (_, index) => eventOf(7, index));

function plan(
    guild: Guild,
    files: readonly SavedScope[],
    memory: InboxMemory = NOTHING_REFUSED,
    bounds?: Bounds,
): InboxPlan {
    return planInbox([{ view: viewOf(guild.room), files }], memory, NOW, bounds);
}

/** Offers by scope, as hex of the half ids. */
function offered({ scopes }: InboxPlan, guild: Guild): { scope: string; week: number; n: number; names: string[] }[] {
    return scopes.flatMap(({ scope, weeks }) =>
        [...weeks].flatMap(([week, text]) => {
            const found = [];
            for (let rest = decodeChecked(text); rest.length > 0;) {
                const id = rest.subarray(0, 16);
                const names: string[] = [];
                let at = 17;
                for (let left = rest[16]; left > 0; left--) {
                    // The server id of these characters takes two bytes.
                    const length = rest[at + 6];
                    names.push(rest.toString("utf8", at + 7, at + 7 + length));
                    at += 7 + length;
                }
                const [low, high] = [rest[at], rest[at + 1]];
                const [size, start] = low < 128 ? [low, at + 1] : [(low & 127) + high * 128, at + 2];
                const numbered = [...guild.room.records()].find((one) => one.id.subarray(0, 16).equals(id));
                expect(readBlock(rest.subarray(start, start + size)).fault).toBe(undefined);
                found.push({ scope: scope.toString(), week, n: numbered?.position.n ?? 0, names });
                rest = rest.subarray(start + size);
            }
            return found;
        }),
    );
}

const numbers = (planned: InboxPlan, guild: Guild): number[] => offered(planned, guild).map(({ n }) => n);

function guildOf(...roles: number[]): { guild: Guild; devices: Signer[] } {
    const guild = new Guild();
    guild.takeScope();
    return { guild, devices: roles.map((role, index) => guild.join(index + 1, role)) };
}

const late = (event: StoredEvent, weeks: number): StoredEvent => ({
    ...event,
    time: event.time + weeks * WEEK_SECONDS,
});
const refused = (id: Buffer, reason: number, bits: number): Outcome => ({
    ...{ id: id.subarray(0, 16), reason },
    bits: Buffer.of(bits),
});

describe("a batch", () => {
    it("is offered where an account that reads its inbox lacks an event that counts", () => {
        const { guild } = guildOf();
        const { position } = guild.batch(FOUNDER, EVENTS);
        expect(numbers(plan(guild, [savedOf("A", EVENTS.slice(1))]), guild)).toEqual([position.n]);
        expect(numbers(plan(guild, [savedOf("A", EVENTS)]), guild)).toEqual([]);
        expect(numbers(plan(guild, [savedOf("A", EVENTS), savedOf("B", [])]), guild)).toEqual([position.n]);
        const none = plan(guild, [savedOf("A", [], { outcomes: undefined })]);
        expect([none.isWanted, none.scopes]).toEqual([false, []]);
        expect(numbers(plan(guild, [savedOf("A", EVENTS), savedOf("A", [], { kind: "backup" })]), guild)).toEqual([]);
    });

    it("is not offered while an event of it is unconfirmed", () => {
        const { guild, devices } = guildOf(ROLE.own, ROLE.own);
        const { id } = guild.batch(devices[0], EVENTS);
        expect(numbers(plan(guild, [savedOf("A", [])]), guild)).toEqual([]);
        guild.vouch(devices[1], [id]);
        expect(numbers(plan(guild, [savedOf("A", [])]), guild)).toHaveLength(1);
    });

    it("is not offered for what is outranked, sealed or pruned in the game", () => {
        const { guild } = guildOf();
        const bodies = [Buffer.of(1, 1), Buffer.of(1, 2)].map((body) => ({ ...EVENTS[0], body }));
        const [weak, strong] = bodies.sort((one, other) => digestOf(one) - digestOf(other));
        guild.batch(FOUNDER, [weak]);
        const week = weekOf(weak.time);
        const seal = { event: { key: weak, body: weak.body }, week: week + 1, rowsHash: "", count: 1, rows: [] };
        expect(numbers(plan(guild, [savedOf("A", [])]), guild)).toHaveLength(1);
        for (const file of [
            savedOf("A", [strong]),
            savedOf("A", [], { seal }),
            savedOf("A", [], { absent: new Set([week]) }),
        ])
            expect(numbers(plan(guild, [file]), guild)).toEqual([]);
        guild.batch(FOUNDER, [strong]);
        expect(numbers(plan(guild, [savedOf("A", [weak])]), guild)).toHaveLength(1);
    });

    it("waits for no account that nobody uses", () => {
        const { guild } = guildOf();
        guild.batch(FOUNDER, EVENTS);
        const used = savedOf("A", EVENTS);
        expect(numbers(plan(guild, [used, savedOf("B", [], { changed: NOW - 30 * 86_400 })]), guild)).toHaveLength(1);
        expect(numbers(plan(guild, [used, savedOf("B", [], { changed: NOW - 30 * 86_400 - 1 })]), guild)).toEqual([]);
    });

    it("comes under the scope that each file has", () => {
        const { guild } = guildOf();
        guild.takeScope(false, OLD, SCOPE);
        guild.batch(FOUNDER, EVENTS);
        const files = [savedOf("A", [], { scope: OLD }), savedOf("B", []), savedOf("C", EVENTS.slice(1))];
        const scopes = offered(plan(guild, files), guild).map(({ scope }) => scope);
        expect(scopes.sort()).toEqual(["guild:Dawn-Realm", "guild:Old-Realm"]);
    });
});

describe("speakers", () => {
    const speakers = (guild: Guild): string[] => offered(plan(guild, [savedOf("A", [])]), guild).at(-1)?.names ?? [];

    it("are the creator, two of the uploader, and two of each voucher, in their order", () => {
        const { guild, devices } = guildOf(ROLE.relay, ROLE.own, ROLE.own);
        const setting = { action: "member", role: ROLE.relay, heads: [], label: "M" } as const;
        const characters = [11, 12, 7].map(characterOf);
        guild.entry(FOUNDER, { ...setting, number: 1, characters });
        const { id } = guild.batch(devices[0], [eventOf(7, 0)]);
        expect(speakers(guild)).toEqual(["Name7-Realm", "Name11-Realm", "Name12-Realm"]);
        guild.vouch(devices[2], [id]);
        guild.vouch(devices[1], [id]);
        expect(speakers(guild)).toEqual([7, 11, 12, 4, 3].map((number) => `Name${number}-Realm`));
        // Who was removed speaks no more, and others do for what it wrote.
        const head = guild.room.heads().find(({ key }) => key.equals(devices[0].key));
        const heads = head === undefined ? [] : [{ device: head.key, seq: head.seq, id: head.id }];
        guild.entry(FOUNDER, { ...setting, number: 1, characters, role: ROLE.none, heads });
        expect(speakers(guild)).toEqual(["Name4-Realm", "Name3-Realm"]);
    });

    it("are eight at most, and where there is none nothing is offered", () => {
        const { guild, devices } = guildOf(...Array.from({ length: 10 }, () => ROLE.relay));
        const { id } = guild.batch(devices[0], EVENTS);
        for (const device of devices.slice(1)) guild.vouch(device, [id]);
        expect(speakers(guild)).toHaveLength(8);
        const alone = guildOf(ROLE.relay);
        alone.guild.batch(alone.devices[0], EVENTS);
        expect(speakers(alone.guild)).toHaveLength(1);
        alone.guild.entry(FOUNDER, {
            ...{ action: "member", number: 1, label: "M", characters: [], role: ROLE.relay, heads: [] },
        });
        expect(speakers(alone.guild)).toEqual([]);
    });

    it("have characters of servers by their GUID: one of another server is not the creator", () => {
        const { guild, devices } = guildOf(ROLE.relay);
        const characters = [11, 12, 2].map(characterOf);
        guild.entry(FOUNDER, { action: "member", number: 1, label: "M", characters, role: ROLE.relay, heads: [] });
        guild.batch(devices[0], [{ ...eventOf(2, 0), server: 4 }]);
        expect(speakers(guild)).toEqual(["Name11-Realm", "Name12-Realm"]);
        guild.batch(devices[0], [{ ...eventOf(2, 1), server: 0 }]);
        expect(speakers(guild)).toEqual(["Name2-Realm", "Name11-Realm", "Name12-Realm"]);
    });
});

describe("what an account has refused", () => {
    const file = (changed: number, events: readonly StoredEvent[], ...outcomes: Outcome[]): SavedScope =>
        savedOf("A", events, { changed, outcomes });

    it("for good does not come again from the same speakers, and does from others", () => {
        const { guild, devices } = guildOf(ROLE.relay, ROLE.own);
        const { id, position } = guild.batch(devices[0], EVENTS);
        const first = plan(guild, [file(NOW, [])]);
        expect(numbers(first, guild)).toEqual([position.n]);
        const refusing = [file(NOW + 1, EVENTS.slice(1), refused(id, 1, 1))];
        const second = plan(guild, refusing, first.memory);
        expect(numbers(second, guild)).toEqual([]);
        expect(JSON.parse(JSON.stringify(second.memory))).toEqual(second.memory);
        guild.vouch(devices[1], [id]);
        const third = plan(guild, refusing, second.memory);
        expect(numbers(third, guild)).toEqual([position.n]);
        // The same file says nothing about the new ones; the next that the game writes does.
        expect(numbers(plan(guild, refusing, third.memory), guild)).toEqual([position.n]);
        const later = [file(NOW + 2, EVENTS.slice(1), refused(id, 1, 1))];
        const fourth = plan(guild, later, third.memory);
        expect(numbers(fourth, guild)).toEqual([]);
        // A file that was set back lacks more than it refused.
        expect(numbers(plan(guild, [file(NOW + 3, [], refused(id, 1, 1))], fourth.memory), guild)).toEqual([
            position.n,
        ]);
        expect(numbers(plan(guild, later, forgetRefusals(fourth.memory)), guild)).toEqual([position.n]);
    });

    it("for a reason that passes comes again", () => {
        for (const [reason, times] of [
            [1, 0],
            [2, 1],
            [3, 0],
            [4, 1],
            [5, 1],
            [6, 0],
        ]) {
            const { guild } = guildOf();
            const { id } = guild.batch(FOUNDER, EVENTS);
            const { memory } = plan(guild, [file(NOW, [])]);
            const planned = plan(guild, [file(NOW + 1, [], refused(id, reason, 63))], memory);
            expect(numbers(planned, guild), `reason ${reason}`).toHaveLength(times);
        }
    });

    it("is forgotten with how it was offered once all have it, and an outcome that was never offered is passed over", () => {
        const { guild } = guildOf();
        const { id } = guild.batch(FOUNDER, EVENTS);
        const { memory } = plan(guild, [file(NOW, [])]);
        expect(Object.keys(memory.offered)).toEqual([id.toString("hex")]);
        expect(plan(guild, [file(NOW + 1, EVENTS)], memory).memory.offered).toEqual({});
        expect(numbers(plan(guild, [file(NOW, [], refused(id, 1, 63))]), guild)).toHaveLength(1);
    });

    it("holds up no other account", () => {
        const { guild } = guildOf();
        const { id } = guild.batch(FOUNDER, EVENTS);
        const { memory } = plan(guild, [file(NOW, [])]);
        const both = [file(NOW + 1, [], refused(id, 1, 63)), savedOf("B", [])];
        expect(numbers(plan(guild, both, memory), guild)).toHaveLength(1);
    });
});

describe("bounds", () => {
    const wide: Bounds = { week: 10 ** 6, weeks: 1000, offers: 1000, file: 10 ** 7 };

    /** Three batches in each of three weeks, the newest first in the list. */
    function full(): Guild {
        const { guild } = guildOf();
        for (const week of [2, 1, 0]) for (const event of EVENTS.slice(0, 3)) guild.batch(FOUNDER, [late(event, week)]);
        return guild;
    }

    it("leave what does not fit waiting: oldest weeks first, then smallest numbers", () => {
        const guild = full();
        const [first, ...others] = numbers(plan(guild, [savedOf("A", [])], NOTHING_REFUSED, wide), guild);
        const order = [first, ...others];
        expect(order).toEqual([9, 10, 11, 6, 7, 8, 3, 4, 5]);
        for (const [bounds, fits] of [
            [{ ...wide, offers: 4 }, order.slice(0, 4)],
            [{ ...wide, weeks: 2 }, order.slice(0, 6)],
            // An offer has 56 bytes: of two, the text is longer than that.
            [{ ...wide, week: 100 }, [9, 6, 3]],
        ] as const) {
            const planned = plan(guild, [savedOf("A", [])], NOTHING_REFUSED, bounds);
            expect([numbers(planned, guild), planned.waiting]).toEqual([fits, 9 - fits.length]);
        }
    });

    it("hold for the file to the byte", () => {
        const guild = full();
        const { scopes } = plan(guild, [savedOf("A", [])], NOTHING_REFUSED, wide);
        const { length } = inboxText(scopes, NOW);
        const all = plan(guild, [savedOf("A", [])], NOTHING_REFUSED, { ...wide, file: length });
        const less = plan(guild, [savedOf("A", [])], NOTHING_REFUSED, { ...wide, file: length - 1 });
        expect([all.waiting, less.waiting]).toEqual([0, 1]);
        expect(inboxText(less.scopes, NOW).length).toBeLessThan(length);
    });

    it("come again as outcomes make room", () => {
        const guild = full();
        const bounds = { ...wide, offers: 4 };
        const have: StoredEvent[] = [];
        const rounds = [];
        for (;;) {
            const got = numbers(plan(guild, [savedOf("A", have)], NOTHING_REFUSED, bounds), guild);
            if (got.length === 0) break;
            rounds.push(got.length);
            for (const n of got) {
                const numbered = guild.room.at(n);
                if (numbered === undefined || !("record" in numbered) || !("block" in numbered.record.content))
                    continue;
                have.push(...readBlock(numbered.record.content.block).events);
            }
        }
        expect(rounds).toEqual([4, 4, 1]);
    });
});
