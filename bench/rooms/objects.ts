/** A shared object: eight members patch it under loss, the network is cut twice; and one who comes in late to 4 kB of it. */

import type { Figure } from "../harness";
import { ask, type GuildAddon, ROOM_ADDON, RoomGuild } from "../support/room-guild";
import { figuresOf } from "./seeds";

const MEMBERS = 20;
const WRITERS = 8;
const PATCHES = 50;
/** Seconds between two patches of a writer. */
const PATCH_SECONDS = 2;
const LOSS = 0.1;
/** When the network is cut, and for how long, in seconds. */
const CUTS: readonly number[] = [20, 60];
const CUT_SECONDS = 30;
const LIMIT_SECONDS = 300;
/** Texts of the object to which somebody comes in, and bytes of each. */
const TEXTS = 4;
const TEXT_BYTES = 1000;

const OBJECT_ADDON: GuildAddon = {
    name: ROOM_ADDON.name,
    source: `${ROOM_ADDON.source}
        Shared = Room:sharedObject("raid", { data = { n = 0 } })
        function Patch(name) Shared:patch({ ["$inc"] = { n = 1 }, ["$push"] = { list = name } }) end
        function Write(key, text) Shared:patch({ ["$set"] = { [key] = text } }) end
        function Text(key) return Shared:get()[key] end
        function Known() return Shared:isKnown() end
        function N() return Shared:get().n end
        function List() return table.concat(Shared:get().list or {}, " ") end
    `,
};

function guildOf(seed: number, loss: number): RoomGuild {
    const guild = new RoomGuild(seed, MEMBERS, { addon: OBJECT_ADDON, loss });
    guild.until("the object", () => guild.clients.every((client) => ask(client, "Known") === true), LIMIT_SECONDS);
    guild.messages = 0;
    return guild;
}

/** Seconds after the last patch and the last cut until all have all patches, and the patches that a list lacks or has twice. */
function playPatches(seed: number): number[] {
    const guild = guildOf(seed, LOSS);
    const { realm, clients } = guild;
    for (const at of CUTS) {
        realm.after(at, () => realm.partition([clients.slice(0, MEMBERS / 2), clients.slice(MEMBERS / 2)]));
        realm.after(at + CUT_SECONDS, () => realm.heal());
    }
    for (const writer of $range(0, WRITERS - 1)) {
        const client = clients[writer * 2];
        for (const patch of $range(1, PATCHES)) {
            const seconds = patch * PATCH_SECONDS - realm.random.next() * PATCH_SECONDS;
            realm.after(seconds, () => client.call("Patch", `${client.name}${string.format("%d", patch)}`));
        }
    }
    realm.advance(PATCHES * PATCH_SECONDS);
    const isThere = (): boolean => clients.every((client) => ask(client, "N") === WRITERS * PATCHES);
    const seconds = guild.until("the last patch", isThere, LIMIT_SECONDS);
    realm.advance(60);
    const lists = new LuaSet<string>();
    let different = -1;
    for (const client of clients) {
        const list = tostring(ask(client, "List"));
        different += lists.has(list) ? 0 : 1;
        lists.add(list);
    }
    guild.check();
    return [seconds, different];
}

/** Seconds from the login on until somebody has 4 kB. */
function playJoin(seed: number): number[] {
    const guild = guildOf(seed, 0);
    for (const text of $range(1, TEXTS)) {
        guild.clients[0].call("Write", `t${string.format("%d", text)}`, string.rep("x", TEXT_BYTES));
        guild.realm.advance(5);
    }
    guild.realm.advance(60);
    guild.messages = 0;
    const joiner = guild.add();
    joiner.login();
    const last = `t${string.format("%d", TEXTS)}`;
    const seconds = guild.until("the object", () => ask(joiner, "Text", last) !== undefined, LIMIT_SECONDS);
    guild.check();
    return [seconds, guild.messages];
}

export function objectFigures(): Figure[] {
    const busy = `shared object of ${MEMBERS}, ${WRITERS} write ${PATCHES} patches each, 10 % loss, two cuts of ${CUT_SECONDS} s`;
    const join = "somebody comes in to an object of 4 kB";
    return [
        ...figuresOf(
            [
                { name: `${busy}: all have all, after the last`, unit: "s", target: 30 },
                { name: `${busy}: members with another order`, unit: "", target: 0 },
            ],
            playPatches,
        ),
        ...figuresOf(
            [
                { name: `${join}, from the login on`, unit: "s", target: 10 },
                { name: `${join}: messages`, unit: "" },
            ],
            playJoin,
        ),
    ];
}
