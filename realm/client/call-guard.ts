import { type Environment, type LuaFunction, type Payload, pack } from "../lua/types";
import { explainMissing } from "./missing";

const clock = os.clock;

/** The metatable of all strings: one for all of Lua, so it must show each client its own `string` while its code runs. */
const stringMetatable = getmetatable("") as unknown as { __index: unknown };

// What the next call is made of. xpcall of Lua 5.1 takes no arguments, and a closure for each of 499 deliveries of a
// message would cost more than the delivery; so the call picks its arguments up from here.
let heldFunction: LuaFunction;
let heldFirst: unknown;
let heldSecond: unknown;
let heldPayload: Payload;

function callWithPair(): void {
    heldFunction(heldFirst, heldSecond);
}

function callWithPayload(): void {
    heldFunction(heldFirst, heldSecond, ...unpack(heldPayload.values as unknown[], 1, heldPayload.count));
}

/** A callback and how long it ran. */
export interface CallbackTime {
    readonly ms: number;
    /** The event, "OnUpdate", "C_Timer", or the slash command. */
    readonly what: string;
}

/**
 * Runs the code of one client: an error stops at the callback, is reported with its stack, and the real time of each
 * callback is taken with os.clock (processor time of the whole process, in steps of 1 µs; a step of the garbage collector,
 * which all clients share, counts for whoever runs).
 */
export class CallGuard {
    private longestMs = 0;
    private longestWhat = "";
    private readonly handler: (this: void, message: unknown) => void;

    constructor(
        private readonly strings: Environment,
        report: (this: void, message: string, stack: string) => void,
        /** Told of each callback whose time is taken. */
        private readonly note: (this: void, what: string, ms: number) => void,
    ) {
        this.handler = (message) => report(explainMissing(tostring(message)), debug.traceback("", 2));
    }

    /** Calls a function with two arguments. */
    call(what: string, callback: LuaFunction, first?: unknown, second?: unknown): void {
        heldFunction = callback;
        heldFirst = first;
        heldSecond = second;
        this.run(what, callWithPair);
    }

    /** Calls a function with two arguments and those of an event. */
    callWith(what: string, callback: LuaFunction, first: unknown, second: unknown, payload: Payload): void {
        heldFunction = callback;
        heldFirst = first;
        heldSecond = second;
        heldPayload = payload;
        this.run(what, callWithPayload);
    }

    /** Calls a function behind the loading screen: its time is not taken. */
    load(callback: LuaFunction, first?: unknown, second?: unknown): void {
        heldFunction = callback;
        heldFirst = first;
        heldSecond = second;
        this.run(undefined, callWithPair);
    }

    /** Calls a function for its results. An error goes to the caller. */
    evaluate(callback: LuaFunction, ...args: unknown[]): LuaMultiReturn<any[]> {
        const before = stringMetatable.__index;
        stringMetatable.__index = this.strings;
        const results = pack(...pcall(callback, ...args));
        stringMetatable.__index = before;
        if (results.values[0] !== true) {
            const reason = results.values[1] as string;
            error(type(reason) === "string" ? explainMissing(reason) : reason, 0);
        }
        return $multi(...unpack(results.values as any[], 2, results.count));
    }

    /** The longest callback so far. */
    getLongest(): CallbackTime {
        return { ms: this.longestMs, what: this.longestWhat };
    }

    /** Forgets the longest callback, to measure from here on. */
    resetLongest(): void {
        this.longestMs = 0;
        this.longestWhat = "";
    }

    private run(what: string | undefined, body: (this: void) => void): void {
        const before = stringMetatable.__index;
        stringMetatable.__index = this.strings;
        const start = clock();
        xpcall(body, this.handler);
        const ms = (clock() - start) * 1000;
        stringMetatable.__index = before;
        if (what === undefined) return;
        if (ms > this.longestMs) {
            this.longestMs = ms;
            this.longestWhat = what;
        }
        const note = this.note;
        note(what, ms);
    }
}
