/** Somebody comes in to members that have contributed: how long until he has all of it, and what it takes. */

import type { Figure } from "../harness";
import { ask, type GuildAddon, RoomGuild } from "../support/room-guild";
import { NET_SERVER_SYNC } from "./net-server-sync";
import { figuresOf } from "./seeds";

/** Members of a raid, and of a large guild. */
const RAID = 40;
const GUILD = 300;
/** Entries of each member. */
const ENTRIES = 3;
/** Seconds after which the joiner has got all that he gets. */
const LIMIT_SECONDS = 120;

function contribute({ clients }: RoomGuild): void {
    for (const [index, client] of ipairs(clients)) {
        for (const entry of $range(1, ENTRIES)) client.call("Bid", `item ${index}.${entry}`, 10 * entry);
    }
}

/** Seconds from his login, seconds from the moment at which he could first say something, and messages until then. */
function join(seed: number, members: number, addon?: GuildAddon): number[] {
    const guild = new RoomGuild(seed, members, { addon, begin: contribute });
    const late = guild.add();
    guild.messages = 0;
    const start = guild.realm.getTime();
    late.login();
    const isComplete = (): boolean => ask(late, "Count") === members * ENTRIES;
    const seconds = guild.until("the joiner", isComplete, LIMIT_SECONDS);
    guild.check();
    return [seconds, start + seconds - openedAt(guild), guild.messages];
}

/** When the last one that came could first say something, in the realm's time. */
function openedAt({ realm, clients }: RoomGuild): number {
    const late = clients[clients.length - 1];
    return realm.getTime() - (late.evaluate("GetTime() - OpenedAt") as number);
}

export function joinFigures(): Figure[] {
    const raid = `joiner into a pool of ${RAID} members with ${ENTRIES} entries each`;
    const guild = `joiner into a pool of ${GUILD} members with ${ENTRIES} entries each`;
    const plain = "the same with net-server-sync";
    return [
        ...figuresOf(
            [
                { name: `${raid}: from the login`, unit: "s" },
                { name: `${raid}: all of it after the room opened`, unit: "s", target: 1.5 },
                { name: `${raid}: messages`, unit: "", target: 18 },
            ],
            (seed) => join(seed, RAID),
        ),
        ...figuresOf(
            [
                { name: `${plain}: from the login`, unit: "s" },
                { name: `${plain}: all of it after the first message`, unit: "s" },
                { name: `${plain}: messages`, unit: "" },
            ],
            (seed) => join(seed, RAID, NET_SERVER_SYNC),
        ),
        ...figuresOf(
            [
                { name: `${guild}: from the login`, unit: "s" },
                { name: `${guild}: all of it by whisper after the room opened`, unit: "s", target: 3 },
                { name: `${guild}: messages`, unit: "" },
            ],
            (seed) => join(seed, GUILD),
            1,
        ),
    ];
}
