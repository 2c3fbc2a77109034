/** A member's client: the process, as a trial sees it. */
import { join } from "node:path";
import { deviceOf } from "../../support/guild";
import { type Noted, readNotes } from "../notes";
import type { Scene } from "../scene";
import { Actor } from "./actor";

/** What a writer is told. */
export interface WriterPlan {
    readonly folder: string;
    readonly notes: string;
    readonly url: string;
    /** Hex of the room's id. */
    readonly room: string;
    /** Of its device and its member. */
    readonly number: number;
    /** Unix seconds of its first event. */
    readonly began: number;
    /** Events of a batch. */
    readonly size: number;
    /** Milliseconds between two batches, of its own fast time. */
    readonly pace: number;
    /** Bytes of each event beside its number. */
    readonly bytes: number;
}

/** How far it is. */
export interface Report {
    readonly made: number;
    readonly n: number;
    readonly hash: string;
    readonly loose: number;
    readonly accepted: number;
    readonly phase: string;
    readonly isResting: boolean;
    readonly problem: string;
}

/** How a writer works: as in WriterPlan. */
export interface WriterOptions {
    /** Asked for at each start. */
    readonly url: () => string;
    readonly size?: number;
    readonly pace?: number;
    readonly bytes?: number;
}

export class WriterActor extends Actor {
    report: Report | undefined;
    /** What it has had accepted before it was killed. */
    private acceptedBefore = 0;

    constructor(
        stage: Scene,
        readonly number: number,
        private readonly options: WriterOptions,
    ) {
        super(stage, `writer-${number}`);
    }

    private get notesPath(): string {
        // Beside its folder: what fills its disk does not keep it from noting.
        return join(this.stage.folder, `${this.name}.notes`);
    }

    /** What it has noted up to now. */
    get noted(): Noted {
        return readNotes(this.notesPath);
    }

    /** Its key, in hex. */
    get key(): string {
        return deviceOf(this.number).key.toString("hex");
    }

    /** Records that were accepted, as far as it has told. */
    get accepted(): number {
        return Math.max(this.report?.accepted ?? 0, this.acceptedBefore);
    }

    protected get command(): readonly string[] {
        const { url, size = 3, pace = 400, bytes = 0 } = this.options;
        const plan: WriterPlan = {
            ...{ folder: this.folder, notes: this.notesPath, url: url(), room: this.stage.room },
            ...{ number: this.number, began: this.stage.began, size, pace, bytes },
        };
        return [process.execPath, this.stage.bundles.writer, JSON.stringify(plan)];
    }

    protected line(text: string): void {
        this.report = JSON.parse(text) as Report;
    }

    get picture(): string {
        if (!this.isRunning) return "does not run";
        const { report } = this;
        if (report === undefined) return "has told nothing yet";
        const { made, n, hash, loose, accepted, phase, isResting, problem } = report;
        const what = `${made} events made, n ${n} ${hash.slice(0, 8)}, ${loose} loose, ${accepted} accepted`;
        return `${phase}, ${isResting ? "rests" : "writes"}: ${what}${problem === "" ? "" : ` (${problem})`}`;
    }

    /** Starts it, at work. */
    start(): void {
        this.acceptedBefore = this.accepted;
        this.report = undefined;
        this.stage.note(`${this.name} starts`);
        this.launch();
        this.work();
    }

    work(): void {
        this.tell("work");
    }

    /** Has it sign nothing more. */
    rest(): void {
        this.tell("rest");
    }

    /** Whether all that it has signed has a number, and it waits for more. */
    get isSettled(): boolean {
        const { report } = this;
        return report !== undefined && report.isResting && report.loose === 0 && report.phase === "caught up";
    }
}
