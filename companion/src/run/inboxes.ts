/** The inboxes of this computer's installs of the game, kept up to date with the rooms that were joined. */
import type { SavedScope } from "../agent/saved-scope";
import { readJson, writeJson, type Fields, isFields } from "../profile/json-file";
import { type InboxOutcome, RESTART_ONCE, writeInbox } from "../inbox/inbox-folder";
import { type JoinedRoom as OfferedRoom, planInbox } from "../inbox/offers";
import { forgetRefusals, type InboxMemory, NOTHING_REFUSED } from "../inbox/refusals";
import { join } from "node:path";

const FILE = "inbox.json";
const FORMAT = 1;

/** What an install's inbox was written to last. */
export type WriteInbox = typeof writeInbox;

export interface InboxesOptions {
    /** The folder of the companion. */
    readonly folder: string;
    /** Unix seconds. */
    unix(): number;
    tell(line: string): void;
    /** writeInbox() outside tests. */
    readonly write?: WriteInbox;
}

/** What is remembered of an install, where it has the form that is expected: all of it may be lost. */
function memoryOf(value: unknown): InboxMemory {
    if (!isFields(value) || !isFields(value["offered"]) || !isFields(value["refused"])) return NOTHING_REFUSED;
    return value as unknown as InboxMemory;
}

export class Inboxes {
    private fields: Fields;
    private readonly told = new Map<string, string>();

    constructor(private readonly options: InboxesOptions) {
        this.fields = readJson(this.path, FORMAT) ?? {};
    }

    private get path(): string {
        return join(this.options.folder, FILE);
    }

    private get installs(): Fields {
        const { installs } = this.fields;
        return isFields(installs) ? installs : {};
    }

    /** What accounts of an install have refused for good. */
    memory(install: string): InboxMemory {
        return memoryOf(this.installs[install]);
    }

    /** Writes the inboxes of installs. @param rooms of an install: what it has joined, with the files that its user has agreed to. */
    update(installs: readonly string[], rooms: (install: string) => readonly OfferedRoom[]): void {
        for (const install of installs) {
            const now = this.options.unix();
            const plan = planInbox(rooms(install), this.memory(install), now);
            this.remember(install, plan.memory);
            this.note(install, (this.options.write ?? writeInbox)(install, plan, now));
        }
    }

    /** Offers once more what accounts have refused for good. */
    offerAgain(): void {
        const installs = Object.entries(this.installs).map(([install, memory]) => [
            install,
            forgetRefusals(memoryOf(memory)),
        ]);
        this.store({ ...this.fields, installs: Object.fromEntries(installs) as Fields });
    }

    private remember(install: string, memory: InboxMemory): void {
        if (JSON.stringify(memory) === JSON.stringify(this.memory(install))) return;
        this.store({ ...this.fields, installs: { ...this.installs, [install]: memory } });
    }

    private store(fields: Fields): void {
        writeJson(this.path, FORMAT, fields);
        this.fields = fields;
    }

    private note(install: string, outcome: InboxOutcome): void {
        const line =
            outcome.kind === "failed" ? outcome.problem : outcome.kind === "made" ? `${install}: ${RESTART_ONCE}` : "";
        // What goes well changes nothing of what was told.
        if (line !== "" && this.told.get(install) !== line) this.options.tell(line);
        if (line !== "" || outcome.kind === "written") this.told.set(install, line);
    }
}

/** The files of one install. */
export const filesOfInstall = (files: readonly SavedScope[], install: string): SavedScope[] =>
    files.filter((file) => file.install === install);
