/** What a room does while nothing changes, and when a member crashes. */

import type { Figure } from "../harness";
import { ask, type GuildAddon, RoomGuild } from "../support/room-guild";
import { NET_SERVER_SYNC } from "./net-server-sync";
import { figuresOf } from "./seeds";

const RAID = 40;
const HOUR = 3600;
/** Seconds after which a lease that is asked for is held, and all have compared. */
const HELD_SECONDS = 120;
/** Seconds from the server to a client, by which the game's own word is late, too. */
const LATENCY = 0.1;
const LATER_SECONDS = 60;

const ITEM = "Ashkandi";

/** Messages of an hour in which nothing happens, and of one in which a lease is held. */
function idle(seed: number): number[] {
    const guild = new RoomGuild(seed, RAID);
    const [first] = guild.clients;
    guild.realm.advance(HOUR);
    const quiet = guild.messages;
    first.run('Held = Room:lease("auctioneer") Held:acquire(function() end)');
    guild.realm.advance(HELD_SECONDS);
    guild.messages = 0;
    guild.realm.advance(HOUR);
    if (first.evaluate("Held:isHeld()") !== true) error("rooms: the lease is not held", 0);
    guild.check();
    return [quiet, guild.messages];
}

/** A guild in which somebody has crashed who contributed something; and the others. */
function crashed(seed: number, addon?: GuildAddon): RoomGuild {
    const guild = new RoomGuild(seed, RAID, { addon });
    guild.clients[0].call("Bid", ITEM, 10);
    guild.realm.advance(10);
    for (const client of guild.clients) {
        if (ask(client, "Amount", ITEM) !== 10) error("rooms: the entry was never there", 0);
    }
    guild.clients[0].crash();
    return guild;
}

/** How many members show it still. */
function showing({ clients }: RoomGuild): number {
    return clients.filter((client) => client.isOnline && ask(client, "Amount", ITEM) !== undefined).length;
}

export function quietFigures(): Figure[] {
    return [
        ...figuresOf(
            [
                { name: `${RAID} members, an hour in which nothing happens: messages of all`, unit: "", target: 100 },
                { name: `${RAID} members, an hour in which a lease is held: messages of all`, unit: "", target: 300 },
            ],
            idle,
            1,
        ),
        ...figuresOf([{ name: "a member crashes: gone after the game's word", unit: "s", target: 2 }], (seed) => {
            const guild = crashed(seed);
            const seconds = guild.until("its end", () => showing(guild) === 0, LATER_SECONDS);
            guild.check();
            return [math.max(0, seconds - LATENCY)];
        }),
        ...figuresOf(
            [{ name: "the same with net-server-sync: members that show it a minute later", unit: "" }],
            (seed) => {
                const guild = crashed(seed, NET_SERVER_SYNC);
                guild.realm.advance(LATER_SECONDS);
                return [showing(guild)];
            },
        ),
    ];
}
