/** Members that look for each other: seconds until all of them have the result. */

import type { Client } from "../../realm/realm";
import type { Figure } from "../harness";
import { RoomGuild } from "../support/room-guild";
import { quantile, SEEDS } from "./seeds";

const RAID = 40;
const LOSS = 0.2;
/** Rendezvous of one seed, one after the other; with loss enough for a figure of one in a hundred. */
const ROUNDS = 5;
const LOSSY_ROUNDS = 20;
/** Seconds after one until the next one. */
const PAUSE_SECONDS = 10;
const LIMIT_SECONDS = 60;

/** One rendezvous. */
function meet(guild: RoomGuild, mates: readonly Client[], round: number): number {
    const options = `{ event = "pull ${round}", mates = ${mates.length - 1} }`;
    for (const client of mates) client.run(`Met = nil Room:meet(${options}, function(result) Met = result ~= nil end)`);
    const hasMet = (): boolean => mates.every((client) => client.evaluate("Met") === true);
    const seconds = guild.until("the match", hasMet, LIMIT_SECONDS);
    guild.realm.advance(PAUSE_SECONDS);
    return seconds;
}

/** Members drawn by lot. */
function draw(guild: RoomGuild, size: number): Client[] {
    const rest = [...guild.clients];
    const drawn: Client[] = [];
    for (const place of $range(0, size - 1)) {
        const index = math.floor(guild.realm.random.next() * rest.length);
        drawn[place] = rest[index];
        table.remove(rest, index + 1);
    }
    return drawn;
}

/** The seconds of all rendezvous of all seeds. */
function meetAll(size: number, loss: number): number[] {
    const seconds: number[] = [];
    for (const seed of $range(1, SEEDS)) {
        const guild = new RoomGuild(seed, RAID, { loss });
        for (const round of $range(1, loss > 0 ? LOSSY_ROUNDS : ROUNDS))
            seconds.push(meet(guild, draw(guild, size), round));
        guild.check();
    }
    return seconds;
}

function figures(size: number, loss: number, median: number, late?: number): Figure[] {
    const values = meetAll(size, loss);
    const share = loss === 0 ? "no loss" : "20 % loss";
    const name = `rendezvous of ${size} among ${RAID}, ${share}, ${values.length} times`;
    return [
        { name: `${name}: median`, value: quantile(values, 0.5), unit: "s", target: median, atMost: true },
        { name: `${name}: 99 %`, value: quantile(values, 0.99), unit: "s", target: late, atMost: true },
        { name: `${name}: the worst`, value: quantile(values, 1), unit: "s", atMost: true },
    ];
}

export function meetFigures(): Figure[] {
    return [...figures(2, 0, 0.8), ...figures(5, 0, 0.8), ...figures(2, LOSS, 3, 10), ...figures(5, LOSS, 3, 10)];
}
