/** What a computer says of the batches of others, and when. */
import { describe, expect, it } from "vitest";
import { NO_MEMORY } from "../../src/agent/memory";
import { type Plan, planRecords } from "../../src/agent/plan";
import { viewOf } from "../../src/agent/room-view";
import type { SavedScope } from "../../src/agent/saved-scope";
import { type Content, type ContentOf, KIND } from "../../src/room/contents";
import { countRoom } from "../../src/room/running-count";
import { ROLE } from "../../src/room/content-items";
import type { Signer } from "../../src/room/keys";
import { deviceOf, eventOf, FOUNDER, Guild, NOW } from "../support/guild";
import { savedOf } from "../support/saved";

function plan(guild: Guild, { key }: Signer, files: readonly SavedScope[], before?: Plan, now = NOW): Plan {
    const memory = before?.memory ?? NO_MEMORY;
    return planRecords({ view: viewOf(guild.room), device: key, files, memory, now, random: () => 0.5 });
}

function sign(guild: Guild, device: Signer, files: readonly SavedScope[], before?: Plan, now = NOW): Plan {
    const planned = plan(guild, device, files, before, now);
    for (const content of planned.records) expect(guild.outcome(guild.write(device, content))).toBe(undefined);
    return planned;
}

type Vouch = ContentOf<typeof KIND.vouch>;
const vouches = ({ records }: Plan): Vouch[] =>
    records.filter((content: Content): content is Vouch => content.kind === KIND.vouch);
const refusalOf = (id: Buffer, reason: number, bits: number): NonNullable<SavedScope["outcomes"]>[number] => ({
    ...{ id: id.subarray(0, 16), reason },
    bits: Buffer.of(bits),
});
const statuses = (guild: Guild): string[] =>
    [...countRoom(guild.room).values()].flatMap(({ events }) => events.map(({ status }) => status));

function start(): { guild: Guild; uploader: Signer; batches: { id: Buffer }[] } {
    const guild = new Guild();
    guild.takeScope();
    const uploader = guild.join(1, ROLE.own);
    const batches = [guild.batch(uploader, [eventOf(7, 1), eventOf(7, 2)]), guild.batch(uploader, [eventOf(7, 3)])];
    return { guild, uploader, batches };
}

const ALL = [1, 2, 3].map((counter) => eventOf(7, counter));

describe("vouching", () => {
    it("is at once for what is unconfirmed and here whole, in one record, and is not said twice", () => {
        const { guild, batches } = start();
        const second = guild.join(2, ROLE.own);
        const files = [savedOf("A", ALL)];
        const planned = sign(guild, second, files);
        const ids = batches.map(({ id }) => id).sort((one, other) => Buffer.compare(one, other));
        expect(planned.records).toEqual([{ kind: KIND.vouch, admitted: ids, refused: [] }]);
        expect(statuses(guild)).toEqual(["counted", "counted", "counted"]);
        expect(plan(guild, second, files).records).toEqual([]);
    });

    it("says nothing of batches of which the file lacks an event, or has it only in parts", () => {
        const { guild } = start();
        const second = guild.join(2, ROLE.own);
        const [one, two] = [savedOf("A", [ALL[0]]), savedOf("B", [ALL[1]])];
        expect(vouches(plan(guild, second, [one, two]))).toEqual([]);
        expect(vouches(plan(guild, second, [savedOf("A", ALL, { kind: "backup" })]))).toEqual([]);
    });

    it("of what is confirmed waits with the role relay, until four others have said so", () => {
        const { guild, batches } = start();
        guild.vouch(
            FOUNDER,
            batches.map(({ id }) => id),
        );
        const relays = [2, 3, 4].map((number) => guild.join(number, ROLE.relay));
        const files = [savedOf("A", ALL)];
        for (const relay of relays) {
            const first = plan(guild, relay, files);
            expect([first.records, first.next]).toEqual([[], NOW + 300]);
            if (relay === relays[2]) {
                // Meanwhile a fourth has.
                const fourth = guild.join(6, ROLE.admin);
                guild.vouch(
                    fourth,
                    batches.map(({ id }) => id),
                );
                expect(sign(guild, relay, files, first, NOW + 300).records).toEqual([]);
            } else expect(vouches(sign(guild, relay, files, first, NOW + 300))[0].admitted).toHaveLength(2);
        }
        // With the role own there is nothing to say.
        const own = guild.join(7, ROLE.own);
        expect(plan(guild, own, files)).toMatchObject({ records: [], next: undefined });
    });

    it("tells a refusal at once, and takes it back when the game has let the events in", () => {
        const { guild, batches } = start();
        const relay = guild.join(2, ROLE.relay);
        const outcomes = [refusalOf(batches[0].id, 1, 0b10), refusalOf(batches[1].id, 0, 0)];
        const refusing = savedOf("A", [ALL[0]], { outcomes });
        const planned = sign(guild, relay, [refusing]);
        expect(vouches(planned)).toEqual([
            { kind: KIND.vouch, admitted: [], refused: [{ id: batches[0].id, reason: 1, bits: Buffer.of(2) }] },
        ]);
        expect(statuses(guild)).toEqual(["counted", "unconfirmed", "unconfirmed"]);
        expect(vouches(plan(guild, relay, [refusing]))).toEqual([]);
        const admitting = savedOf("A", ALL.slice(0, 2), { outcomes });
        expect(vouches(sign(guild, relay, [admitting]))[0].admitted).toEqual([batches[0].id]);
        expect(statuses(guild)).toEqual(["counted", "counted", "unconfirmed"]);
    });

    it("of two computers of one member with different games ends", () => {
        const { guild, batches } = start();
        const first = guild.join(2, ROLE.relay);
        const member = guild.room.chain.members.length - 1;
        const other = deviceOf(50);
        guild.entry(FOUNDER, { action: "device", device: other.key, member, label: "Laptop" });
        const refusing = [savedOf("A", [], { outcomes: [refusalOf(batches[1].id, 1, 1)] })];
        const admitting = [savedOf("B", [ALL[2]])];
        let said = 0;
        for (let turn = 0; turn < 6; turn++) {
            said += vouches(sign(guild, first, refusing)).length;
            said += vouches(sign(guild, other, admitting)).length;
        }
        expect(said).toBe(2);
    });

    it("passes over outcomes that name no batch, or have other bits than it has events", () => {
        const { guild, batches } = start();
        const relay = guild.join(2, ROLE.relay);
        const outcomes = [
            refusalOf(Buffer.alloc(32, 3), 1, 1),
            { id: batches[0].id.subarray(0, 16), reason: 1, bits: Buffer.alloc(2) },
            { id: batches[1].id.subarray(0, 16), reason: 1, bits: Buffer.of() },
        ];
        expect(plan(guild, relay, [savedOf("A", [], { outcomes })]).records).toEqual([]);
    });

    it("of a batch of this member is not needed", () => {
        const { guild, uploader } = start();
        expect(plan(guild, uploader, [savedOf("A", ALL)]).records).toEqual([]);
    });
});
