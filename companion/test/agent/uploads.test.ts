/** Which events of saved files go into a room, and when. */
import { describe, expect, it } from "vitest";
import { type AgentMemory, LONGEST_WAIT, NO_MEMORY } from "../../src/agent/memory";
import { type Plan, planRecords, RECORDS_AT_ONCE } from "../../src/agent/plan";
import { viewOf } from "../../src/agent/room-view";
import type { SavedScope } from "../../src/agent/saved-scope";
import { readBlock } from "../../src/format/block-reader";
import { packKey, type StoredEvent, WEEK_SECONDS } from "../../src/format/key";
import { type Content, type ContentOf, KIND } from "../../src/room/contents";
import { ROLE } from "../../src/room/content-items";
import type { Signer } from "../../src/room/keys";
import { deviceOf, eventOf, FOUNDER, Guild, LEDGER, NOW, SCOPE } from "../support/guild";
import { savedOf } from "../support/saved";

const OLD = Buffer.from("guild:Old-Realm");

interface Asked {
    readonly now?: number;
    readonly memory?: AgentMemory;
    readonly random?: number;
}

function plan(guild: Guild, { key }: Signer, files: readonly SavedScope[], asked: Asked = {}): Plan {
    const { now = NOW, memory = NO_MEMORY, random = 0.5 } = asked;
    return planRecords({ view: viewOf(guild.room), device: key, files, memory, now, random: () => random });
}

/** Plans, and puts it into the list. */
function sign(guild: Guild, device: Signer, files: readonly SavedScope[], asked: Asked = {}): Plan {
    const planned = plan(guild, device, files, asked);
    for (const content of planned.records) expect(guild.outcome(guild.write(device, content))).toBe(undefined);
    return planned;
}

type Batch = ContentOf<typeof KIND.batch>;
const isBatch = (content: Content): content is Batch => content.kind === KIND.batch;
const batches = ({ records }: Plan): readonly StoredEvent[][] =>
    records.filter(isBatch).map(({ block }) => readBlock(block).events);
const late = (event: StoredEvent, weeks: number): StoredEvent => ({
    ...event,
    time: event.time + weeks * WEEK_SECONDS,
});

/** A guild that takes one scope, and a member with a role whose character is 2. */
function guildOf(role: number): { guild: Guild; member: Signer } {
    const guild = new Guild();
    guild.takeScope();
    return { guild, member: guild.join(1, role) };
}

describe("what a file adds to a room", () => {
    it("goes in at once where the role is relay, own events apart, by week, oldest first, and once", () => {
        const { guild, member } = guildOf(ROLE.relay);
        const [own, other] = [eventOf(2, 1), eventOf(7, 2)];
        const files = [savedOf("A", [late(own, -1), other, late(other, -1), own, late(other, -2)])];
        const planned = sign(guild, member, files);
        expect(batches(planned)).toEqual([[late(other, -2)], [late(own, -1)], [late(other, -1)], [own], [other]]);
        expect(planned.next).toBe(undefined);
        expect(plan(guild, member, files).records).toEqual([]);
    });

    it("waits where the role is own and the events are others', and is only what is still lacking", () => {
        const { guild, member } = guildOf(ROLE.own);
        const [own, first, second] = [eventOf(2, 1), eventOf(7, 2), eventOf(7, 3)];
        const files = [savedOf("A", [own, first, second])];
        const { memory, next, ...planned } = sign(guild, member, files, { random: 0.25 });
        expect(batches({ memory, next, ...planned })).toEqual([[own]]);
        expect(next).toBe(NOW + 150);
        // The wait is not drawn anew.
        expect(plan(guild, member, files, { memory, random: 0.9 }).next).toBe(next);
        guild.batch(FOUNDER, [first]);
        const early = plan(guild, member, files, { memory, now: NOW + 149 });
        expect(batches(early)).toEqual([]);
        const after = plan(guild, member, files, { memory, now: NOW + 150 });
        expect(batches(after)).toEqual([[second]]);
        expect([after.next, after.memory.waits]).toEqual([undefined, {}]);
        guild.batch(FOUNDER, [second]);
        expect(plan(guild, member, files, { memory, now: NOW + 150 }).records).toEqual([]);
    });

    it("draws a wait anew that a clock which was set back has left far off", () => {
        const { guild, member } = guildOf(ROLE.own);
        const files = [savedOf("A", [eventOf(7, 2)])];
        const { memory } = plan(guild, member, files, { now: NOW + 100_000 });
        expect(plan(guild, member, files, { memory, random: 0.999 }).next).toBe(NOW + LONGEST_WAIT);
    });

    it("is cut at 250 events and 16,384 bytes of bodies", () => {
        const { guild, member } = guildOf(ROLE.relay);
        const many = Array.from({ length: 600 }, (_, index) => eventOf(7, index));
        const large = Array.from({ length: 9 }, (_, index) =>
            eventOf(8, index, Buffer.concat([Buffer.of(1, 0x59, 0x0f, 0xfc), Buffer.alloc(4092, index)])),
        );
        const sizes = batches(sign(guild, member, [savedOf("A", many), savedOf("B", large)])).map((events) => ({
            events: events.length,
            bodies: events.reduce((sum, { body }) => sum + body.length, 0),
        }));
        expect(sizes.reduce((sum, { events }) => sum + events, 0)).toBe(609);
        for (const { events, bodies } of sizes) expect([events <= 250, bodies <= 16_384]).toEqual([true, true]);
        expect(sizes.length).toBeLessThanOrEqual(3 + 3);
    });

    it("has both of two events under one key, in two batches", () => {
        const { guild, member } = guildOf(ROLE.relay);
        const [one, other] = [eventOf(7, 1, Buffer.of(1, 1)), eventOf(7, 1, Buffer.of(1, 2))];
        const planned = sign(guild, member, [savedOf("A", [one]), savedOf("B", [other])]);
        expect(batches(planned).map((events) => events.length)).toEqual([1, 1]);
        expect(plan(guild, member, [savedOf("A", [one]), savedOf("B", [other])]).records).toEqual([]);
    });

    it("leaves events that are far ahead of the clock for later", () => {
        const { guild, member } = guildOf(ROLE.relay);
        const ahead = { ...eventOf(7, 1), time: NOW + 90_000 };
        const files = [savedOf("A", [ahead])];
        const planned = sign(guild, member, files);
        expect([planned.records, planned.ahead, planned.next]).toEqual([[], 1, NOW + 90_000 - 82_800]);
        expect(batches(plan(guild, member, files, { now: planned.next }))).toEqual([[ahead]]);
    });

    it("says of which files the room takes nothing, and brings a former name to what it is now", () => {
        const { guild, member } = guildOf(ROLE.relay);
        const files = [
            savedOf("A", [eventOf(7, 1), eventOf(7, 3)], { scope: OLD }),
            savedOf("A", [eventOf(7, 1), eventOf(7, 2)]),
        ];
        expect(plan(guild, member, files).untaken).toEqual([files[0]]);
        guild.takeScope(false, OLD, SCOPE);
        const planned = sign(guild, member, files);
        expect(planned.untaken).toEqual([]);
        const written = planned.records.filter(isBatch);
        expect(written.map(({ ledger, scope }) => [ledger, scope])).toEqual([
            [LEDGER, SCOPE],
            [LEDGER, OLD],
        ]);
        expect(batches(planned).flat()).toHaveLength(3);
        expect(plan(guild, member, files).records).toEqual([]);
    });

    it("is nothing for who may not write", () => {
        const { guild } = guildOf(ROLE.own);
        for (const device of [
            guild.join(2, ROLE.read),
            guild.join(3, ROLE.none),
            guild.join(4, ROLE.server),
            deviceOf(99),
        ])
            expect(plan(guild, device, [savedOf("A", [eventOf(2, 1)])])).toMatchObject({
                records: [],
                mayWrite: false,
            });
    });

    it("takes of a backup what the file itself says nothing of", () => {
        const { guild, member } = guildOf(ROLE.relay);
        const [kept, other, late1, gone] = [1, 2, 3, 4].map((counter) => eventOf(7, counter));
        const rewritten = { ...other, body: Buffer.of(1, 9) };
        const current = savedOf("A", [kept, rewritten], { orphans: [late1] });
        const backup = savedOf("A", [kept, other, late1, gone], { kind: "backup" });
        expect(batches(sign(guild, member, [backup, current]))).toEqual([[kept, rewritten, gone].sort(byCounter)]);
        const alone = guildOf(ROLE.relay);
        expect(batches(plan(alone.guild, alone.member, [backup])).flat()).toHaveLength(4);
    });

    it("goes in again where nobody can vouch for the batch that holds it", () => {
        const { guild, member } = guildOf(ROLE.relay);
        const liar = guild.join(2, ROLE.own);
        const [honest, forged] = [eventOf(7, 1), eventOf(7, 2)];
        guild.batch(liar, [honest, forged]);
        const files = [savedOf("A", [honest])];
        expect(batches(sign(guild, member, files))).toEqual([[honest]]);
        expect(plan(guild, member, files).records).toEqual([]);
    });

    it("goes in again where it counts in no batch that can be offered", () => {
        const { guild, member } = guildOf(ROLE.own);
        const other = guild.join(2, ROLE.own);
        const [common, one, two] = [eventOf(7, 1), eventOf(7, 2), eventOf(7, 3)];
        // Both upload at the same moment.
        guild.batch(member, [common, one]);
        guild.batch(other, [common, two]);
        const files = [savedOf("A", [common, one])];
        const { memory, next = 0 } = plan(guild, member, files);
        expect(batches(sign(guild, member, files, { memory, now: next }))).toEqual([[common]]);
        expect(plan(guild, member, files)).toMatchObject({ records: [], next: undefined });
    });

    it("keeps events of type 0 apart where the role is own", () => {
        const revocation = eventOf(2, 9, Buffer.concat([Buffer.of(0, 0x49), packKey(eventOf(2, 1))]));
        for (const [role, expected] of [
            [ROLE.own, [[eventOf(2, 1)], [revocation]]],
            [ROLE.relay, [[eventOf(2, 1), revocation]]],
        ] as const) {
            const { guild, member } = guildOf(role);
            expect(batches(plan(guild, member, [savedOf("A", [eventOf(2, 1), revocation])]))).toEqual(expected);
        }
    });

    it("takes several looks for a file of 100,000 events", () => {
        const { guild, member } = guildOf(ROLE.relay);
        const events = Array.from({ length: 100_000 }, (_, index) => late(eventOf(7, index), -1 - (index % 20)));
        const files = [savedOf("A", events)];
        let [looks, signed] = [0, 0];
        for (let memory = NO_MEMORY, next: number | undefined = NOW; next !== undefined; looks++) {
            const planned = sign(guild, member, files, { now: next, memory });
            signed += batches(planned).flat().length;
            expect(planned.records.length).toBeLessThanOrEqual(RECORDS_AT_ONCE);
            ({ memory, next } = planned);
        }
        expect([signed, looks]).toEqual([100_000, 2]);
    });
});

const byCounter = (one: StoredEvent, other: StoredEvent): number => one.counter - other.counter;
