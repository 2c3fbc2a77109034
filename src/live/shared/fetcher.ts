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

/** What is being got. */
class Fetch {
    readonly pieces: (string | undefined)[] = [];
    readonly count: number;
    missing: number;
    /** How often somebody did not give what was asked for. */
    failures = 0;

    constructor(
        readonly checkpoint: Checkpoint,
        readonly since: number,
    ) {
        this.count = pieceCount(checkpoint);
        this.missing = this.count;
    }

    /** Whether all of a window are there. */
    has(first: number): boolean {
        for (const index of $range(first, math.min(first + PIECES_AT_ONCE, this.count) - 1)) {
            if (this.pieces[index] === undefined) {
                return false;
            }
        }
        return true;
    }
}

export interface FetcherContext {
    readonly object: string;
    readonly calls: Calls;
    readonly clock: Clock;
    readonly timers: Timers;
    /** Who else says a checkpoint at present. */
    readonly namesFor: (this: void, id: number) => readonly string[];
}

export class Fetcher {
    private current: Fetch | undefined;

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
        const { clock, timers } = this.context;
        const fetch = new Fetch(checkpoint, clock.uptime());
        this.current = fetch;
        timers.after(FIRST_SECONDS, () => {
            for (const turn of $range(0, KEEPERS - 1)) {
                this.ask(fetch, turn * PIECES_AT_ONCE);
            }
        });
    }

    /** Does not want any any more. */
    stop(): void {
        this.current = undefined;
    }

    /** Takes in a piece that somebody says, whoever has asked for it. */
    hear({ id, index, bytes }: Piece): void {
        const fetch = this.current;
        const isWanted = fetch !== undefined && id === fetch.checkpoint.id && index < fetch.count;
        if (!isWanted || fetch.pieces[index] !== undefined || bytes.length !== pieceSize(fetch.checkpoint, index)) {
            return;
        }
        fetch.pieces[index] = bytes;
        fetch.missing--;
        if (fetch.missing === 0) {
            this.end(fetch);
            return;
        }
        const first = index - (index % PIECES_AT_ONCE);
        if (fetch.has(first)) {
            this.ask(fetch, first + KEEPERS * PIECES_AT_ONCE);
        }
    }

    /** Asks for a window of pieces, until it is there. */
    private ask(fetch: Fetch, first: number): void {
        if (this.current !== fetch || fetch.has(first)) {
            return;
        }
        const { checkpoint, since } = fetch;
        const { calls, object, clock, timers, namesFor } = this.context;
        const names = namesFor(checkpoint.id);
        if (clock.uptime() - since >= FETCH_SECONDS || names.length === 0) {
            this.end(fetch);
            return;
        }
        const target = names[(first / PIECES_AT_ONCE + fetch.failures) % names.length];
        const question: Question = [object, checkpoint.id, first];
        calls.call(target, CHECKPOINT_CALL, question, (isSaid) => {
            fetch.failures += isSaid === true ? 0 : 1;
            timers.after(isSaid === true ? AGAIN_SECONDS : REFUSED_SECONDS, () => this.ask(fetch, first));
        });
    }

    private end(fetch: Fetch): void {
        const { checkpoint, pieces, missing } = fetch;
        this.current = undefined;
        const bytes = missing > 0 ? "" : table.concat(pieces as string[]);
        const isGood = missing === 0 && idOf(checkpoint.head, bytes) === checkpoint.id;
        this.done(checkpoint, isGood ? bytes : undefined);
    }
}
