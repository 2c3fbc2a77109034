/** The saved files of all installs, as they are now: read when something changes, and told of when their ledgers have. */
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { messageOf } from "../command";
import type { FoundInstalls, Install } from "../look/folders";
import type { FolderWatch, WatchFolders } from "./folder-watch";
import { isSameVersion, kindOf, readSaved, type ReadSaved, versionOf } from "./saved-reader";
import { Problems } from "./problems";
import type { SavedScope } from "./saved-scope";

/** Milliseconds after a change before files are read: the game writes many at once. */
const SETTLE_MS = 500;
/** Milliseconds between two looks at everything: for what no notice came of. */
const RESCAN_MS = 600_000;

/** Calls later. @returns what ends that. */
export type After = (milliseconds: number, call: () => void) => () => void;

export interface SavedFilesOptions {
    /** Looks for the installs; asked anew with each look at everything. */
    readonly find: () => FoundInstalls;
    readonly watch: WatchFolders;
    readonly after: After;
    /** Called whenever what the files say of ledgers has changed. */
    readonly onChange: () => void;
    /** Called with each problem once, and again where it comes back. */
    readonly onProblem: (problem: string) => void;
}

/** Watches and reads. Nothing that the disk does is thrown. */
export class SavedFiles {
    private readonly files = new Map<string, ReadSaved>();
    private installsNow: readonly Install[] = [];
    private readonly told = new Problems((problem) => this.options.onProblem(problem));
    private watched: { readonly name: string; readonly watch: FolderWatch } | undefined;
    /** Folders that have changed; undefined among them for everything. */
    private dirty = new Set<string | undefined>();
    private pending: (() => void) | undefined;
    private rescan: (() => void) | undefined;
    private work: Promise<void> = Promise.resolve();
    private isStopped = false;

    constructor(private readonly options: SavedFilesOptions) {}

    /** The installs that were found. */
    get installs(): readonly Install[] {
        return this.installsNow;
    }

    /** What all files hold, in the order of their paths. */
    get scopes(): SavedScope[] {
        return [...this.files].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, { scopes }]) => scopes);
    }

    /** What is wrong now. */
    get problems(): string[] {
        return this.told.all();
    }

    /** Looks at everything now; with the first call it begins to watch. Resolves once all is read. */
    refresh(): Promise<void> {
        return this.look(new Set([undefined]));
    }

    /** Resolves once what was noticed so far, and is settled, is read. */
    settled(): Promise<void> {
        return this.work;
    }

    /** Resolves once a change would be noticed, where it can be. */
    async watching(): Promise<void> {
        await this.work;
        await this.watched?.watch.ready;
    }

    /** Ends everything. */
    async stop(): Promise<void> {
        this.isStopped = true;
        this.pending?.();
        this.rescan?.();
        await this.work;
        await this.watched?.watch.close();
    }

    private notice(path: string): void {
        if (this.isStopped) return;
        const folder = dirname(path);
        // What happens above the files may be a folder that comes or goes.
        this.dirty.add(basename(folder) === "SavedVariables" ? folder : undefined);
        this.pending ??= this.options.after(SETTLE_MS, () => {
            this.pending = undefined;
            const folders = this.dirty;
            this.dirty = new Set();
            void this.look(folders);
        });
    }

    private look(folders: ReadonlySet<string | undefined>): Promise<void> {
        this.work = this.work.then(async () => {
            if (this.isStopped) return;
            const isAll = folders.has(undefined);
            if (isAll) await this.findAgain();
            let isChanged = isAll && this.dropLost();
            for (const { path, saved } of this.installsNow) {
                for (const folder of saved.filter((each) => isAll || folders.has(each)))
                    isChanged = (await this.readFolder(folder, path)) || isChanged;
            }
            if (isChanged) this.options.onChange();
        });
        return this.work;
    }

    private async findAgain(): Promise<void> {
        try {
            const found = this.options.find();
            this.installsNow = found.installs;
            this.told.set("find", found.problems);
        } catch (error) {
            this.told.set("find", [messageOf(error)]);
        }
        await this.watchAgain();
        this.rescan?.();
        this.rescan = this.options.after(RESCAN_MS, () => void this.refresh());
    }

    /** Watches the folders of the accounts. */
    private async watchAgain(): Promise<void> {
        const folders = this.installsNow.map(({ accounts }) => accounts);
        const name = JSON.stringify(folders);
        if (this.watched?.name === name) return;
        const before = this.watched?.watch;
        this.watched = undefined;
        this.told.set("watch", []);
        const onError = (error: unknown): void =>
            this.told.set("watch", [
                `the game's folders cannot be watched, and are looked at now and then: ${messageOf(error)}`,
            ]);
        try {
            await before?.close();
            this.watched = { name, watch: this.options.watch(folders, (path) => this.notice(path), onError) };
        } catch (error) {
            onError(error);
        }
    }

    /** Forgets files whose folder is gone. @returns whether one of them had a ledger. */
    private dropLost(): boolean {
        const folders = new Set(this.installsNow.flatMap(({ saved }) => saved));
        const lost = [...this.files.keys()].filter((path) => !folders.has(dirname(path)));
        return lost.map((path) => this.forget(path)).includes(true);
    }

    private forget(path: string): boolean {
        const hadLedger = (this.files.get(path)?.scopes.length ?? 0) > 0;
        this.files.delete(path);
        this.told.set(path, []);
        return hadLedger;
    }

    /** Reads what has changed in a folder. @returns whether that changes what is known of ledgers. */
    private async readFolder(folder: string, install: string): Promise<boolean> {
        let names: readonly string[];
        try {
            names = await readdir(folder);
            this.told.set(folder, []);
        } catch (error) {
            this.told.set(folder, [`${folder} cannot be read: ${messageOf(error)}`]);
            return false;
        }
        const there = new Set(names);
        let isChanged = false;
        for (const path of [...this.files.keys()].filter((each) => dirname(each) === folder)) {
            // The game renames the file, and then writes it anew: what was read stands until it has.
            const isBetween = there.has(`${basename(path)}.bak`);
            if (!there.has(basename(path)) && !isBetween) isChanged = this.forget(path) || isChanged;
        }
        for (const name of [...there].filter((each) => kindOf(each) !== undefined).sort())
            isChanged = (await this.readFile(join(folder, name), install)) || isChanged;
        return isChanged;
    }

    private async readFile(path: string, install: string): Promise<boolean> {
        const version = await versionOf(path);
        const before = this.files.get(path);
        if (version === undefined || isSameVersion(before?.version, version)) return false;
        const read = await readSaved(path, install, version);
        if (read === undefined) {
            this.notice(path);
            return false;
        }
        this.told.set(path, read.problem === undefined ? [] : [read.problem]);
        // What does not count leaves in place what did.
        const scopes = read.problem === undefined ? read.scopes : (before?.scopes ?? []);
        this.files.set(path, { ...read, scopes });
        return read.problem === undefined && scopes.length + (before?.scopes.length ?? 0) > 0;
    }
}
