/** Members change what they say, with and without loss: what it takes, and how long until all see the last of it. */

import type { Figure } from "../harness";
import { ask, type GuildAddon, RoomGuild } from "../support/room-guild";
import { NET_SERVER_SYNC } from "./net-server-sync";
import { figuresOf } from "./seeds";

const RAID = 40;
const OWNERS = 5;
/** Seconds for which they change, and changes a second. */
const BUSY_SECONDS = 60;
const RATE = 10;
/** Changes of each member in a minute where all change something. */
const CHANGES = 10;
const LOSS = 0.2;
/** Seconds after which a plain implementation is looked at: it has nothing left to say. */
const LATER_SECONDS = 60;
const LIMIT_SECONDS = 300;

/** A guild whose owners have changed, and what all should see of it, by item. */
interface Played {
    readonly guild: RoomGuild;
    readonly expected: LuaMap<string, number>;
    /** Messages while they changed. */
    readonly messages: number;
}

/** Some members change ten times a second for a minute. */
function playBusy(seed: number, loss: number, addon?: GuildAddon): Played {
    const guild = new RoomGuild(seed, RAID, { loss, addon });
    const expected = new LuaMap<string, number>();
    const owners = guild.clients.slice(0, OWNERS);
    for (const step of $range(1, BUSY_SECONDS * RATE)) {
        for (const owner of owners) owner.call("Bid", owner.name, step);
        guild.realm.advance(1 / RATE);
    }
    for (const { name } of owners) expected.set(name, BUSY_SECONDS * RATE);
    return { guild, expected, messages: guild.messages };
}

/** All members change ten times, at moments of a minute that are drawn by lot. */
function playAll(seed: number, addon?: GuildAddon): Played {
    const guild = new RoomGuild(seed, RAID, { loss: LOSS, addon });
    const { realm } = guild;
    const expected = new LuaMap<string, number>();
    for (const client of guild.clients) {
        for (const step of $range(1, CHANGES)) {
            realm.after(realm.random.next() * BUSY_SECONDS, () => {
                client.call("Bid", client.name, step);
                expected.set(client.name, step);
            });
        }
    }
    realm.advance(BUSY_SECONDS);
    return { guild, expected, messages: guild.messages };
}

/** How many values members do not see, or not as they are. */
function missing({ guild, expected }: Played): number {
    let count = 0;
    for (const client of guild.clients) {
        for (const [item, amount] of expected) {
            count += ask(client, "Amount", item) === amount ? 0 : 1;
        }
    }
    return count;
}

/** Seconds until all see everything. */
function settle(played: Played): number {
    const { guild, expected } = played;
    let next = 0;
    const { clients } = guild;
    // The one who lacked something last is looked at first: most looks ask one member.
    const isThere = (): boolean => {
        for (const offset of $range(0, clients.length - 1)) {
            const place = (next + offset) % clients.length;
            for (const [item, amount] of expected) {
                if (ask(clients[place], "Amount", item) !== amount) {
                    next = place;
                    return false;
                }
            }
        }
        return true;
    };
    const seconds = guild.until("the last value", isThere, LIMIT_SECONDS);
    guild.check();
    return seconds;
}

/** What a plain implementation does not repair. */
function leftOver(played: Played): number {
    played.guild.realm.advance(LATER_SECONDS);
    played.guild.check();
    return missing(played);
}

const PER_OWNER = BUSY_SECONDS * OWNERS;

export function changeFigures(): Figure[] {
    const busy = `${OWNERS} members change ${RATE} times a second, ${RAID} listen`;
    const lossy = `${RAID} members change ${CHANGES} times in a minute, 20 % loss`;
    const plain = "the same with net-server-sync";
    const isLeft = (values: number): string =>
        `of ${values} values that members should see, those that are wrong a minute later`;
    return [
        ...figuresOf(
            [
                { name: `${busy}: messages a second each`, unit: "", target: 1.05 },
                { name: `${busy}: the last value is everywhere`, unit: "s", target: 1.3 },
            ],
            (seed) => {
                const played = playBusy(seed, 0);
                return [played.messages / PER_OWNER, settle(played)];
            },
        ),
        ...figuresOf(
            [
                { name: `${plain}: messages a second each that the game takes`, unit: "" },
                { name: `${plain}: ${isLeft(OWNERS * RAID)}`, unit: "" },
            ],
            (seed) => {
                const played = playBusy(seed, 0, NET_SERVER_SYNC);
                return [played.messages / PER_OWNER, leftOver(played)];
            },
        ),
        ...figuresOf([{ name: `${busy}, 20 % loss: the last value is everywhere`, unit: "s", target: 8 }], (seed) => [
            settle(playBusy(seed, LOSS)),
        ]),
        ...figuresOf([{ name: `${lossy}: all equal after the last`, unit: "s", target: 20 }], (seed) => [
            settle(playAll(seed)),
        ]),
        ...figuresOf([{ name: `${plain}: ${isLeft(RAID * RAID)}`, unit: "" }], (seed) => [
            leftOver(playAll(seed, NET_SERVER_SYNC)),
        ]),
    ];
}
