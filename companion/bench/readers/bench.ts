/** 1,000 readers of one room and 50 events a second: how long they take to everybody, and what the server needs for it. */
import { join } from "node:path";
import { start, type Usage } from "../processes";
import type { Plan, Seen } from "./load";

const bundle = (name: string): string => join(import.meta.dirname, "readers", `${name}.mjs`);

const LOAD = { readers: 1000, rate: 50, seconds: 10 };

async function measure(way: Plan["way"]): Promise<Seen & { cpu: number; memory: number }> {
    const server = start(bundle(`server-${way}`), []);
    const load = start(bundle("load"), []);
    try {
        const port = await server.ask<number>("port");
        const before = await server.ask<Usage>("usage");
        const seen = await load.ask<Seen>({ way, port, ...LOAD } satisfies Plan);
        const after = await server.ask<Usage>("usage");
        return { ...seen, cpu: after.cpu - before.cpu, memory: after.memory };
    } finally {
        load.end();
        server.end();
    }
}

export async function benchReaders(): Promise<void> {
    for (const way of ["bare", "hocuspocus", "rooms"] as const) console.log(way, await measure(way));
}
