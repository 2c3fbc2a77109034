/** Whether all clients hold the same: every event of their logs, by week, and the states that they made of them. */

import { encodeCbor } from "../../src/codec/cbor";
import { hash32 } from "../../src/codec/murmur3";
import { type DemoMember } from "./member";

const WEEK = 604800;
const SEED = 0;

/** What a client is compared by. */
export interface Holdings {
    /** Events in the log. */
    readonly events: number;
    /** Week number -> hash of its events in order, keys and fields. */
    readonly weeks: LuaTable<number, number>;
    /** Hash of the state. */
    readonly state: number;
}

/** How a client stands to another. */
export interface Difference {
    readonly weeks: number;
    readonly weeksEqual: number;
    readonly isStateEqual: boolean;
}

const READ = `
    local visit = ...
    for event in SimpleDKP.ledger:events() do visit(event) end
    return SimpleDKP.ledger:getState()
`;

interface SeenEvent {
    readonly time: number;
}

/** Hash of a value by its canonical CBOR. */
export function digestOf(value: unknown): number {
    const [bytes, reason, path] = encodeCbor(value);
    return bytes === undefined
        ? error(`demo: a value that cannot be compared: ${path} is ${reason}`, 2)
        : hash32(bytes, SEED);
}

/** Eight hex digits. */
export function formatDigest(digest: number): string {
    return string.format("%08x", digest);
}

/** Reads what an online client holds through the public methods of its ledger. */
export function readHoldings(member: DemoMember): Holdings {
    const weeks = new LuaTable<number, number>();
    let events = 0;
    const visit = (event: SeenEvent): void => {
        events++;
        const week = math.floor(event.time / WEEK);
        // Each event's hash is the seed of the next one's: the order counts.
        const [bytes] = encodeCbor(event);
        weeks.set(week, hash32(bytes as string, weeks.has(week) ? weeks.get(week) : SEED));
    };
    const [state] = member.client.run(READ, visit);
    return { events, weeks, state: digestOf(state) };
}

/** Compares a client with another one. */
export function compare(one: Holdings, other: Holdings): Difference {
    let weeks = 0;
    let weeksEqual = 0;
    for (const [week, hash] of pairs(one.weeks)) {
        weeks++;
        if (other.weeks.get(week) === hash) weeksEqual++;
    }
    for (const [week] of pairs(other.weeks)) {
        if (!one.weeks.has(week)) weeks++;
    }
    return { weeks, weeksEqual, isStateEqual: one.state === other.state };
}

/** Whether nothing differs. */
export function isEqual({ weeks, weeksEqual, isStateEqual }: Difference): boolean {
    return isStateEqual && weeks === weeksEqual;
}
