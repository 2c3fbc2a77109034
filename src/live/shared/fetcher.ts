/** Gets the data of a checkpoint from those who say it, in pieces. */

import type { Clock, Timers } from "../../ports";
import type { Calls } from "../call/calls";
import { type Checkpoint, idOf } from "./checkpoint";
import { FETCH_SECONDS, KEEPERS, PIECES_AT_ONCE } from "./constants";
import { type Piece, pieceCount, pieceSize } from "./pieces";

/** The call with which pieces are asked for; every room answers it. */
export const CHECKPOINT_CALL = "room.checkpoint";

/** What is asked for: object, id, and the first of the pieces. */
type Question = readonly [object: string, id: number, first: number];

/** Seconds until the first ones are asked for: by then it is known who says the checkpoint. */
const FIRST_SECONDS = 0.2;
/** Seconds until pieces that have not come are asked for again. */
const AGAIN_SECONDS = 12;
/** Seconds until another one is asked when somebody does not give them. */
const REFUSED_SECONDS = 2;

/** Reads what came with a call of room.checkpoint: anything. Nil when it has not the form of a question. */
export function readQuestion(args: unknown): Question | undefined {
    if (type(args) !== "table") {
        return undefined;
    }
    const [object, id, first] = args as Question;
    const isGood = typeof object === "string" && typeof id === "number" && typeof first === "number" && first >= 0;
    return isGood && first % 1 === 0 ? [object, id, first] : undefined;
}

/** What is being got: of all who say the checkpoint, or of one of them alone. */
class Fetch {
    readonly pieces = new LuaMap<number, string>();
    readonly count: number;
    missing: number;
    /** How often somebody did not give what was asked for. */
    failures = 0;

    /** @param alone who it is got from; nil for all. */
    constructor(
        readonly checkpoint: Checkpoint,
        readonly since: number,
        readonly alone?: string,
    ) {
        this.count = pieceCount(checkpoint);
        this.missing = this.count;
    }

    put(index: number, bytes: string): void {
        if (!this.pieces.has(index)) {
            this.pieces.set(index, bytes);
            this.missing--;
        }
    }

    /** Whether all of a window are there. */
    has(first: number): boolean {
        for (const index of $range(first, math.min(first + PIECES_AT_ONCE, this.count) - 1)) {
            if (!this.pieces.has(index)) {
                return false;
            }
        }
        return true;
    }

    /** The first windows that are not there yet. */
    lacking(): number[] {
        const windows: number[] = [];
        for (const first of $range(0, this.count - 1, PIECES_AT_ONCE)) {
            if (windows.length < KEEPERS && !this.has(first)) {
                windows[windows.length] = first;
            }
        }
        return windows;
    }

    /** The data, if they are what the id says. */
    data(): string | undefined {
        if (this.missing > 0) {
            return undefined;
        }
        const parts: string[] = [];
        for (const index of $range(0, this.count - 1)) {
            parts[index] = this.pieces.get(index)!;
        }
        const bytes = table.concat(parts);
        const { head, id } = this.checkpoint;
        return idOf(head, bytes) === id ? bytes : undefined;
    }
}

export interface FetcherContext {
    readonly object: string;
    readonly calls: Calls;
    readonly clock: Clock;
    readonly timers: Timers;
    /** Who else says a checkpoint at present: who is to be trusted most, first. */
    readonly namesFor: (this: void, id: number) => readonly string[];
}

export class Fetcher {
    private current: Fetch | undefined;
    /** The pieces that each one has said, of those who say the checkpoint. */
    private given = new LuaMap<string, LuaMap<number, string>>();
    /** Who did not give what the id says, alone. */
    private tried = new LuaSet<string>();

    /** @param done is given the data, or nil when nobody gives them, or they are not what the id says. */
    constructor(
        private readonly context: FetcherContext,
        private readonly done: (this: void, checkpoint: Checkpoint, bytes: string | undefined) => void,
    ) {}

    /** Wants the data of a checkpoint. What was begun is finished first. */
    want(checkpoint: Checkpoint): void {
        if (this.current !== undefined) {
            return;
        }
        this.given = new LuaMap();
        this.tried = new LuaSet();
        this.begin(new Fetch(checkpoint, this.context.clock.uptime()));
    }

    /** Does not want any any more. */
    stop(): void {
        this.current = undefined;
    }

    /** Takes in a piece, whoever has asked for it, if its speaker says the checkpoint, too. */
    hear(name: string, { id, index, bytes }: Piece): void {
        const fetch = this.current;
        const isWanted = fetch !== undefined && id === fetch.checkpoint.id && index < fetch.count;
        if (!isWanted || bytes.length !== pieceSize(fetch.checkpoint, index) || !this.note(name, id, index, bytes)) {
            return;
        }
        if (fetch.pieces.has(index) || (fetch.alone !== undefined && fetch.alone !== name)) {
            return;
        }
        fetch.put(index, bytes);
        if (fetch.missing === 0) {
            this.end(fetch);
            return;
        }
        const first = index - (index % PIECES_AT_ONCE);
        if (fetch.has(first)) {
            this.ask(fetch, first + KEEPERS * PIECES_AT_ONCE);
        }
    }

    /** Remembers who has said a piece. @returns false if that is nobody who says the checkpoint, or has said so. */
    private note(name: string, id: number, index: number, bytes: string): boolean {
        let pieces = this.given.get(name);
        if (pieces === undefined) {
            if (!this.context.namesFor(id).includes(name)) {
                return false;
            }
            pieces = new LuaMap();
            this.given.set(name, pieces);
        }
        pieces.set(index, bytes);
        return true;
    }

    private begin(fetch: Fetch): void {
        this.current = fetch;
        this.context.timers.after(FIRST_SECONDS, () => {
            if (this.current === fetch && fetch.missing === 0) {
                this.end(fetch);
            }
            for (const first of fetch.lacking()) {
                this.ask(fetch, first);
            }
        });
    }

    /** Asks for a window of pieces, until it is there. */
    private ask(fetch: Fetch, first: number): void {
        if (this.current !== fetch || fetch.has(first)) {
            return;
        }
        const { checkpoint, since, alone } = fetch;
        const { calls, object, clock, timers, namesFor } = this.context;
        const names = alone === undefined ? namesFor(checkpoint.id) : [alone];
        if (clock.uptime() - since >= FETCH_SECONDS || names.length === 0) {
            this.end(fetch);
            return;
        }
        const target = names[(first / PIECES_AT_ONCE + fetch.failures) % names.length];
        const question: Question = [object, checkpoint.id, first];
        calls.call(target, CHECKPOINT_CALL, question, (isSaid) => {
            timers.after(isSaid === true ? AGAIN_SECONDS : REFUSED_SECONDS, () => {
                // Who says that it gives them and does not is no better than who says that it cannot.
                fetch.failures += fetch.has(first) ? 0 : 1;
                this.ask(fetch, first);
            });
        });
    }

    private end(fetch: Fetch): void {
        this.current = undefined;
        const bytes = fetch.data();
        const isWrong = fetch.missing === 0 && bytes === undefined;
        if (isWrong || (bytes === undefined && fetch.alone !== undefined)) {
            this.goOn(fetch);
        } else {
            this.done(fetch.checkpoint, bytes);
        }
    }

    /** Somebody gives wrong pieces: what others give is right all the same, so it is got of each alone, of one after the other. */
    private goOn({ checkpoint, alone }: Fetch): void {
        if (alone !== undefined) {
            this.tried.add(alone);
        }
        const name = this.context.namesFor(checkpoint.id).find((each) => !this.tried.has(each));
        if (name === undefined) {
            this.done(checkpoint, undefined);
            return;
        }
        const fetch = new Fetch(checkpoint, this.context.clock.uptime(), name);
        for (const [index, bytes] of this.given.get(name) ?? new LuaMap<number, string>()) {
            fetch.put(index, bytes);
        }
        this.begin(fetch);
    }
}
