/** What a process of a trial has noted on disk, line by line: what it was about to do, and what it was told. Each line is there before it goes on. */
import { existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";

/** All that was noted. */
export interface Noted {
    /** Numbers of events that were about to be signed. */
    readonly meant: ReadonlySet<number>;
    /** By hex of the record's id: the numbers of the events that were signed in it, and stored. */
    readonly signed: ReadonlyMap<string, readonly number[]>;
    /** Ids of records that a server has accepted. */
    readonly accepted: ReadonlySet<string>;
    /** Ids of own records that a server has refused for good, with the code. */
    readonly refused: ReadonlyMap<string, string>;
}

/** How a whole line ends. */
const END = " .";

const range = (first: string, count: string): number[] =>
    Array.from({ length: Number(count) }, (_, index) => Number(first) + index);

/** Reads notes. */
export function readNotes(path: string): Noted {
    const noted = {
        meant: new Set<number>(),
        signed: new Map<string, readonly number[]>(),
        accepted: new Set<string>(),
        refused: new Map<string, string>(),
    };
    for (const line of existsSync(path) ? readFileSync(path, "latin1").split("\n") : []) {
        // One that was being written when its process was killed is none.
        if (!line.endsWith(END)) continue;
        const [what, one, two, three] = line.slice(0, -END.length).split(" ");
        if (what === "meant") for (const at of range(one, two)) noted.meant.add(at);
        if (what === "signed") noted.signed.set(one, range(two, three));
        if (what === "accepted") noted.accepted.add(one);
        if (what === "refused") noted.refused.set(one, two);
    }
    return noted;
}

/** Notes that are being written. */
export class Notes {
    /** The first number that was never meant. */
    readonly next: number;
    /** Records that were accepted. */
    accepted: number;
    private readonly file: number;

    constructor(path: string) {
        const { meant, accepted } = readNotes(path);
        this.next = meant.size;
        this.accepted = accepted.size;
        this.file = openSync(path, "a");
        // Behind a line that was not finished.
        writeSync(this.file, "\n");
    }

    add(what: "meant" | "signed" | "accepted" | "refused", ...items: readonly (string | number)[]): void {
        writeSync(this.file, `${[what, ...items].join(" ")}${END}\n`);
        fsyncSync(this.file);
        if (what === "accepted") this.accepted++;
    }
}
