/** Many readers: how long events take to everybody, and what the server needs for it. */
import { join } from "node:path";
import { start, type Usage } from "../processes";
import type { Plan, Seen } from "./load";

const bundle = (name: string): string => join(import.meta.dirname, "readers", `${name}.mjs`);

/** One room that everybody reads, and a guild's evening in many. */
const ONE = { rooms: 1, readers: 1000, rate: 50, seconds: 10 };
const MANY = { rooms: 500, readers: 8, rate: 50, seconds: 10 };

/** What is written is asked for without the connections: these take a while, and are another thing. */
async function measure(
    way: Plan["way"],
    plan: Omit<Plan, "way" | "port">,
    { args = [], env = {} }: { readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<void> {
    const server = start(bundle(`server-${way}`), [String(plan.rooms), ...args], env);
    const load = start(bundle("load"), []);
    try {
        const port = await server.ask<number>("port");
        const before = await server.ask<Usage>("usage");
        const { delivered, expected, median, p99 } = await load.ask<Seen>({ way, port, ...plan });
        const after = await server.ask<Usage>("usage");
        const connections = plan.rooms * (plan.readers + 1);
        const memory = (after.memory - before.memory) / connections / 1000;
        console.log(
            `${way}: ${delivered} of ${expected} deliveries, median ${median.toFixed(0)} ms, 99 % within ${p99.toFixed(0)} ms; ` +
                `server ${(after.cpu - before.cpu).toFixed(1)} s of CPU, connections included, ${memory.toFixed(0)} kB a connection`,
        );
    } finally {
        load.end();
        server.end();
    }
}

export async function benchReaders(): Promise<void> {
    console.log(`${ONE.readers} readers of one room, ${ONE.rate} events a second`);
    for (const way of ["bare", "hocuspocus", "rooms"] as const) await measure(way, ONE);
    await benchRooms();
}

/** A guild's evening in many rooms. @param database of PostgreSQL; undefined: files of SQLite. */
export async function benchRooms(database?: string): Promise<void> {
    console.log(`${MANY.rooms} rooms with ${MANY.readers} readers each, ${MANY.rate} events a second in all`);
    await measure("rooms", MANY, { args: database === undefined ? [] : [database] });
}

/** Many rooms, with another environment of the server. The reference is a commit of a bare table there. */
export async function benchMany(what: string, env: NodeJS.ProcessEnv): Promise<void> {
    const { rooms, readers, rate } = MANY;
    console.log(`${what}: ${rooms} rooms with ${readers} readers each, ${rate} events a second in all`);
    const bare = start(bundle("commit-bare"), [], env);
    const { wall, commits } = await bare.ask<{ wall: number; commits: number }>("commit");
    bare.end();
    console.log(`bare commit: ${(wall / commits).toFixed(1)} ms`);
    await measure("rooms", MANY, { env });
}
