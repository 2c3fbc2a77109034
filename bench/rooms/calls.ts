/** Members call each other: how long an answer takes, and whether anything is executed twice. */

import type { Figure } from "../harness";
import { RoomGuild } from "../support/room-guild";
import { quantile, SEEDS } from "./seeds";

const MEMBERS = 20;
const LOSS = 0.2;
/** Members that call at the same time, each another one; and how often they do. */
const CALLERS = 10;
const ROUNDS = 4;
/** Enough for a figure of one in a thousand. */
const LOSSY_ROUNDS = 20;
/** Seconds in which calls are to be answered, and those that one may take. */
const SOON_SECONDS = 10;
const LIMIT_SECONDS = 15;

/** What calls came to. */
interface Calls {
    /** Seconds until the answer, one each. */
    readonly seconds: number[];
    count: number;
    /** Calls that were executed more than once. */
    twice: number;
}

/** All callers call somebody. The argument is unique, so that the callee can count how often it executes it. */
function callOnce(guild: RoomGuild, round: number, calls: Calls): void {
    for (const [index, caller] of ipairs(guild.clients.slice(0, CALLERS))) {
        const callee = guild.clients[CALLERS + ((index + round) % CALLERS)];
        caller.run(
            `local start, target, args = GetTime(), ...
            Took = nil
            Room:call(target, "double", args, function(result)
                Took = result == args * 2 and GetTime() - start or nil
            end)`,
            callee.fullName,
            round * CALLERS + index,
        );
        calls.count++;
    }
    guild.realm.advance(LIMIT_SECONDS + 1);
    for (const caller of guild.clients.slice(0, CALLERS)) {
        const took = caller.evaluate("Took") as number | undefined;
        if (took !== undefined) calls.seconds.push(took);
    }
}

function callAll(loss: number): Calls {
    const calls: Calls = { seconds: [], count: 0, twice: 0 };
    for (const seed of $range(1, SEEDS)) {
        const guild = new RoomGuild(seed, MEMBERS, { loss });
        for (const round of $range(1, loss > 0 ? LOSSY_ROUNDS : ROUNDS)) callOnce(guild, round, calls);
        for (const client of guild.clients) {
            const [twice] = client.run(
                "local count = 0 for _, times in pairs(Executed) do count = count + (times > 1 and 1 or 0) end return count",
            );
            calls.twice += twice as number;
        }
        guild.check();
    }
    return calls;
}

function figures(loss: number): Figure[] {
    const { seconds, count, twice } = callAll(loss);
    const name = `call, ${loss === 0 ? "no loss" : "20 % loss"}, ${count} times`;
    const soon = seconds.filter((value) => value <= SOON_SECONDS).length;
    const isLossy = loss > 0;
    return [
        {
            name: `${name}: median`,
            value: quantile(seconds, 0.5),
            unit: "s",
            target: isLossy ? undefined : 0.3,
            atMost: true,
        },
        {
            name: `${name}: answered in ${SOON_SECONDS} s`,
            value: (100 * soon) / count,
            unit: "%",
            target: isLossy ? 99.9 : 100,
        },
        { name: `${name}: the worst`, value: quantile(seconds, 1), unit: "s", atMost: true },
        { name: `${name}: executed twice`, value: twice, unit: "", target: 0, atMost: true },
    ];
}

export function callFigures(): Figure[] {
    return [...figures(0), ...figures(LOSS)];
}
