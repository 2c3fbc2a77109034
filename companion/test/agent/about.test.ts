/** What is said of types and names, and when. */
import { describe, expect, it } from "vitest";
import { type AgentMemory, NO_MEMORY } from "../../src/agent/memory";
import { type Plan, planRecords } from "../../src/agent/plan";
import { viewOf } from "../../src/agent/room-view";
import type { SavedScope } from "../../src/agent/saved-scope";
import { aboutOf } from "../../src/room/about";
import { type ContentOf, KIND } from "../../src/room/contents";
import { ROLE } from "../../src/room/content-items";
import type { Signer } from "../../src/room/keys";
import { Guild, guidOf, NOW } from "../support/guild";
import { savedOf } from "../support/saved";

type About = ContentOf<typeof KIND.about>;

function sign(
    guild: Guild,
    device: Signer,
    files: readonly SavedScope[],
    now = NOW,
    memory: AgentMemory = NO_MEMORY,
): Plan {
    const view = viewOf(guild.room);
    const planned = planRecords({ view, device: device.key, files, memory, now, random: () => 0.5 });
    for (const content of planned.records) expect(guild.outcome(guild.write(device, content))).toBe(undefined);
    return planned;
}

const typesOf = (stateVersion: number, ...names: string[]): SavedScope["types"] => ({
    stateVersion,
    types: names.map((name, index) => ({
        id: index + 1,
        name: Buffer.from(name),
        fields: [Buffer.from("player:guid")],
    })),
});
const nameOf = (id: number, name: string): SavedScope["names"][number] => ({ guid: guidOf(id), name, token: "MAGE" });

function guildOf(...roles: number[]): { guild: Guild; devices: Signer[] } {
    const guild = new Guild();
    guild.takeScope();
    return { guild, devices: roles.map((role, index) => guild.join(index + 1, role)) };
}

const known = (guild: Guild): { types: string[]; names: string[] } => {
    const about = [...aboutOf(guild.room).values()][0];
    return {
        types: about.types.map(({ name }) => name.toString()),
        names: [...about.names.values()].map(({ name }) => name),
    };
};

describe("records of kind about", () => {
    it("say what is new, and once", () => {
        const { guild, devices } = guildOf(ROLE.own);
        const file = savedOf("A", [], {
            types: typesOf(1, "award"),
            names: [nameOf(5, "Anna-R"), nameOf(4, "Bert-R")],
        });
        const { records } = sign(guild, devices[0], [file]);
        expect(records.map(({ kind }) => kind)).toEqual([KIND.about]);
        expect((records[0] as About).names.map(({ name }) => name)).toEqual(["Bert-R", "Anna-R"]);
        expect(known(guild)).toEqual({ types: ["award"], names: ["Bert-R", "Anna-R"] });
        expect(sign(guild, devices[0], [file]).records).toEqual([]);
    });

    it("come at most once an hour for each place", () => {
        const { guild, devices } = guildOf(ROLE.own);
        const { memory } = sign(guild, devices[0], [savedOf("A", [], { types: typesOf(1, "a") })]);
        const newer = [savedOf("A", [], { types: typesOf(2, "a") })];
        const early = sign(guild, devices[0], newer, NOW + 10, memory);
        expect([early.records, early.next]).toEqual([[], NOW + 3600]);
        expect(sign(guild, devices[0], newer, NOW + 3600, early.memory).records).toHaveLength(1);
        expect(aboutOf(guild.room).values().next().value?.version.stateVersion).toBe(2);
    });

    it("are not written where they would not count", () => {
        const { guild, devices } = guildOf(ROLE.relay, ROLE.own);
        const [relay, own] = devices;
        const strong = savedOf("A", [], { types: typesOf(2, "a"), names: [nameOf(4, "Bert-R")] });
        sign(guild, relay, [strong]);
        const weak = savedOf("B", [], { types: typesOf(3, "a"), names: [nameOf(4, "Bernd-R")] });
        expect(sign(guild, own, [weak]).records).toEqual([]);
        expect(sign(guild, relay, [savedOf("A", [], { types: typesOf(1, "a") })]).records).toEqual([]);
    });

    it("of a relay count before those of own, and do not blank types when they say names alone", () => {
        const { guild, devices } = guildOf(ROLE.own, ROLE.relay);
        sign(guild, devices[0], [savedOf("A", [], { types: typesOf(1, "a"), names: [nameOf(4, "Bert-R")] })]);
        sign(guild, devices[1], [savedOf("B", [], { names: [nameOf(4, "Bernd-R")] })]);
        expect(known(guild)).toEqual({ types: ["a"], names: ["Bernd-R"] });
    });

    it("of two files that call somebody differently end", () => {
        const { guild, devices } = guildOf(ROLE.relay, ROLE.relay);
        let written = 0;
        for (let hour = 0; hour < 6; hour++) {
            for (const [index, name] of ["Old-R", "New-R"].entries()) {
                const file = savedOf("A", [], { names: [nameOf(4, name)] });
                written += sign(guild, devices[index], [file], NOW + 3600 * hour).records.length;
            }
        }
        expect([written, known(guild).names]).toEqual([2, ["New-R"]]);
    });

    it("hold 2,000 long names in several records", () => {
        const { guild, devices } = guildOf(ROLE.own);
        const names = Array.from({ length: 2500 }, (_, id) => nameOf(id, `${"x".repeat(90)}${id}`));
        const file = savedOf("A", [], { types: typesOf(1, ..."abcdefgh"), names });
        let memory = NO_MEMORY;
        for (let hour = 0; hour < 4; hour++) ({ memory } = sign(guild, devices[0], [file], NOW + 3600 * hour, memory));
        expect(known(guild).names).toHaveLength(2500);
    });
});
