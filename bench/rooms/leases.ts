/** Leases in a guild that is cut in two: how long two hold one that only one may hold. */

import type { Client } from "../../realm/realm";
import type { Figure } from "../harness";
import { RoomGuild } from "../support/room-guild";
import { figuresOf } from "./seeds";

const MEMBERS = 10;
/** Electors, all of them members. */
const ELECTORS = 5;
/** Seconds after which a lease that is asked for is held, also where its holder is not heard any more. */
const GRANTED_SECONDS = 200;
/** Seconds of a time with partitions, and of one of these. */
const FAULT_SECONDS = 1800;
const PARTITION_SECONDS = 120;
const LIMIT_SECONDS = 120;

function acquire(client: Client, options = ""): void {
    client.run(`Held = Room:lease("auctioneer"${options}) Held:acquire(function() end)`);
}

function holders({ clients }: RoomGuild): number {
    return clients.filter((client) => client.evaluate("Held ~= nil and Held:isHeld()") === true).length;
}

/** Without electors, both sides of a partition have a holder. Seconds for which both hold it once one of them has spoken to the other. */
function overlap(seed: number): number[] {
    const guild = new RoomGuild(seed, MEMBERS);
    const { realm, clients } = guild;
    const half = MEMBERS / 2;
    acquire(clients[0]);
    realm.advance(GRANTED_SECONDS);
    realm.partition([clients.slice(0, half), clients.slice(half)]);
    acquire(clients[half]);
    realm.advance(GRANTED_SECONDS);
    if (holders(guild) !== 2) error("rooms: there are not two holders", 0);
    let hasSpoken = false;
    realm.setMessageHook(({ sender }) => {
        hasSpoken ||= sender === clients[0].fullName || sender === clients[half].fullName;
    });
    realm.heal();
    guild.until("a word of a holder", () => hasSpoken, LIMIT_SECONDS);
    const seconds = guild.until("one holder", () => holders(guild) <= 1, LIMIT_SECONDS);
    guild.check();
    return [seconds];
}

/** With electors, in partitions that are drawn by lot: the most holders there ever were at once, and the share of seconds with one. */
function elected(seed: number): number[] {
    const guild = new RoomGuild(seed, MEMBERS);
    const { realm, clients } = guild;
    const names = clients.slice(0, ELECTORS).map(({ fullName }) => `"${fullName}"`);
    for (const client of clients) acquire(client, `, { electors = { ${names.join(", ")} } }`);
    let most = 0;
    let held = 0;
    for (const second of $range(1, FAULT_SECONDS)) {
        if (second % PARTITION_SECONDS === 0) realm.partition([clients.filter(() => realm.random.next() < 0.5)]);
        realm.advance(1);
        const count = holders(guild);
        most = math.max(most, count);
        held += count > 0 ? 1 : 0;
    }
    if (held === 0) error("rooms: nobody ever held the lease", 0);
    guild.check();
    return [most, (100 * held) / FAULT_SECONDS];
}

export function leaseFigures(): Figure[] {
    return [
        ...figuresOf(
            [{ name: "lease without electors: two hold it after they have heard each other", unit: "s", target: 5 }],
            overlap,
        ),
        ...figuresOf(
            [
                { name: "lease with electors, half an hour of partitions: most holders at once", unit: "", target: 1 },
                { name: "the same: seconds in which somebody holds it", unit: "%" },
            ],
            elected,
        ),
    ];
}
