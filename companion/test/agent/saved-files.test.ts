/** The files of the game as they change, with a watch and a clock that the test drives; and once with the system's own notices. */
import {
    mkdirSync,
    mkdtempSync,
    renameSync,
    rmSync,
    symlinkSync,
    truncateSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { watchFolders, type WatchFolders } from "../../src/agent/folder-watch";
import { type After, SavedFiles } from "../../src/agent/saved-files";
import { kindOf, MAX_SAVED } from "../../src/agent/saved-reader";
import type { StoredEvent } from "../../src/format/key";
import { findInstalls } from "../../src/look/folders";
import { findGames } from "../../src/look/game-folders";
import { eventOf } from "../support/guild";
import { savedBytes } from "../support/saved-file";

const EVENTS = Array.from({ length: 4 }, (_, index) => eventOf(7, index));

/** What is told, and by whom the time goes on. */
class Stage {
    readonly game = mkdtempSync(join(tmpdir(), "companion-files-"));
    readonly problems: string[] = [];
    changes = 0;
    readonly watched: (readonly string[])[] = [];
    notify: (path: string) => void = () => undefined;
    fail: (error: unknown) => void = () => undefined;
    isUnwatchable = false;
    private readonly timers = new Map<() => void, number>();
    private seconds = 1_790_000_000;

    readonly after: After = (milliseconds, call) => {
        this.timers.set(call, milliseconds);
        return () => this.timers.delete(call);
    };
    readonly watch: WatchFolders = (folders, onChange, onError) => {
        if (this.isUnwatchable) throw new Error("no watches left");
        this.watched.push(folders);
        [this.notify, this.fail] = [onChange, onError];
        return { ready: Promise.resolve(), close: () => Promise.resolve() };
    };
    readonly files = new SavedFiles({
        find: () => findInstalls(this.game),
        watch: this.watch,
        after: this.after,
        onChange: () => this.changes++,
        onProblem: (problem) => this.problems.push(problem),
    });

    path(...parts: string[]): string {
        const path = join(this.game, ...parts);
        mkdirSync(dirname(path), { recursive: true });
        return path;
    }

    saved(name: string, account = "ONE", flavour = "_classic_era_"): string {
        return this.path(flavour, "WTF", "Account", account, "SavedVariables", name);
    }

    /** Writes a file, later than all before. */
    write(path: string, bytes: Buffer | string): void {
        writeFileSync(path, bytes);
        this.seconds += 10;
        utimesSync(path, this.seconds, this.seconds);
    }

    /** Lets the short waits end: those until changes have settled. */
    async settle(): Promise<void> {
        for (const [call, milliseconds] of [...this.timers]) {
            if (milliseconds > 10_000) continue;
            this.timers.delete(call);
            call();
        }
        await this.files.settled();
    }

    /** Lets the long wait end: that until everything is looked at. */
    async rescan(): Promise<void> {
        for (const [call, milliseconds] of [...this.timers]) {
            if (milliseconds <= 10_000) continue;
            this.timers.delete(call);
            call();
        }
        await this.files.settled();
    }

    /** Events of the current files, by account. */
    get current(): Record<string, number> {
        const all = this.files.scopes.filter(({ kind }) => kind === "current");
        return Object.fromEntries(
            all.map(({ account, events }) => [account.slice(this.game.length + 1), events.length]),
        );
    }
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes that are in use once all is collected that is not. */
function memoryUsed(): number {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
}

let stage: Stage;
beforeEach(() => void (stage = new Stage()));
afterEach(async () => {
    await stage.files.stop();
    rmSync(stage.game, { recursive: true, force: true });
});

const account = (name: string, flavour = "_classic_era_"): string => join(flavour, "WTF", "Account", name);

describe("saved files", () => {
    it("of all flavours, accounts and characters are read, whatever addon they are of", async () => {
        const flavours = [
            "_classic_era_",
            "_classic_",
            "_retail_",
            "_anniversary_",
            "_beta_",
            "_ptr_",
            "_classic_ptr_",
        ];
        for (const flavour of flavours) stage.write(stage.saved("Any.lua", "ONE", flavour), savedBytes(EVENTS));
        stage.write(stage.saved("Other.lua", "TWO"), savedBytes(EVENTS.slice(1)));
        stage.write(stage.saved("Mine.lua", join("TWO", "Realm", "Name")), savedBytes(EVENTS.slice(2)));
        stage.write(stage.saved("NoLedger.lua"), "scopes = { 1 }\n");
        await stage.files.refresh();
        expect(stage.current).toEqual({
            ...Object.fromEntries(flavours.map((flavour) => [account("ONE", flavour), 4])),
            [account("TWO")]: 3,
            [account(join("TWO", "Realm", "Name"))]: 2,
        });
        expect([stage.changes, stage.problems]).toEqual([1, []]);
        expect(stage.files.installs.map(({ path }) => path).sort()).toEqual(
            flavours.map((flavour) => join(stage.game, flavour)).sort(),
        );
        expect(stage.watched.flat()).toHaveLength(flavours.length);
    });

    it("are read again when they change, once for many notices", async () => {
        const path = stage.saved("MyDKP.lua");
        stage.write(path, savedBytes(EVENTS.slice(0, 1)));
        await stage.files.refresh();
        stage.write(path, savedBytes(EVENTS));
        for (let notice = 0; notice < 50; notice++) stage.notify(path);
        expect(stage.current).toEqual({ [account("ONE")]: 1 });
        await stage.settle();
        expect([stage.current, stage.changes]).toEqual([{ [account("ONE")]: 4 }, 2]);
        // A notice of what has not changed is none.
        stage.notify(path);
        await stage.settle();
        expect(stage.changes).toBe(2);
    });

    it("stand until the game has written the new one whole", async () => {
        const path = stage.saved("MyDKP.lua");
        stage.write(path, savedBytes(EVENTS.slice(0, 2)));
        await stage.files.refresh();
        renameSync(path, `${path}.bak`);
        stage.notify(path);
        await stage.settle();
        expect(stage.current).toEqual({ [account("ONE")]: 2 });
        const whole = savedBytes(EVENTS);
        stage.write(path, whole.subarray(0, whole.length - 40));
        stage.notify(path);
        await stage.settle();
        expect(stage.current).toEqual({ [account("ONE")]: 2 });
        expect(stage.problems).toHaveLength(1);
        expect(stage.problems[0]).toMatch(/MyDKP\.lua is broken, and is left out: line \d+: /);
        stage.write(path, whole);
        stage.notify(path);
        await stage.settle();
        expect([stage.current, stage.files.problems]).toEqual([{ [account("ONE")]: 4 }, []]);
        const [backup] = stage.files.scopes.filter(({ kind }) => kind === "backup");
        expect(backup.events).toHaveLength(2);
    });

    it("that something else has copied are backups, and a git conflict does not count", async () => {
        stage.write(stage.saved("MyDKP.lua"), savedBytes(EVENTS));
        const copies = ["MyDKP (Anna's conflicted copy 2026-01-01).lua", "MyDKP.sync-conflict-20260101-1-AB.lua"];
        for (const name of [...copies, "MyDKP - Copy.lua", "MyDKP (1).lua", "MyDKP.lua.bak"])
            stage.write(stage.saved(name), savedBytes(EVENTS));
        const whole = savedBytes(EVENTS).toString("latin1");
        stage.write(stage.saved("Git.lua"), `<<<<<<< HEAD\n${whole}=======\n${whole}>>>>>>> other\n`);
        await stage.files.refresh();
        expect(stage.files.scopes.map(({ kind }) => kind).sort()).toEqual([
            ...Array.from({ length: 5 }, () => "backup"),
            "current",
        ]);
        expect(stage.files.problems.join()).toMatch(/Git\.lua is broken.*git conflict/);
        expect([kindOf("a/b.txt"), kindOf("DBM-Core.lua"), kindOf("x.lua.old")]).toEqual([
            undefined,
            "current",
            undefined,
        ]);
    });

    it("come and go with their folders", async () => {
        await stage.files.refresh();
        expect([stage.files.scopes, stage.changes]).toEqual([[], 0]);
        stage.write(stage.saved("MyDKP.lua"), savedBytes(EVENTS));
        await stage.rescan();
        expect(stage.current).toEqual({ [account("ONE")]: 4 });
        stage.write(stage.saved("MyDKP.lua", "TWO"), savedBytes(EVENTS));
        stage.notify(join(stage.game, account("TWO")));
        await stage.settle();
        expect(Object.keys(stage.current)).toHaveLength(2);
        rmSync(join(stage.game, account("ONE")), { recursive: true });
        stage.notify(join(stage.game, account("ONE")));
        await stage.settle();
        expect(stage.current).toEqual({ [account("TWO")]: 4 });
        rmSync(stage.game, { recursive: true });
        await stage.rescan();
        expect([stage.files.scopes, stage.files.problems.length]).toEqual([[], 1]);
    });

    it("that cannot be read or watched are told of, and nothing is thrown", async () => {
        stage.isUnwatchable = true;
        stage.write(stage.saved("MyDKP.lua"), savedBytes(EVENTS));
        stage.write(stage.saved("Large.lua"), "");
        truncateSync(stage.saved("Large.lua"), MAX_SAVED + 1);
        symlinkSync(join(stage.game, "gone"), stage.saved("Gone.lua"));
        mkdirSync(stage.saved("Folder.lua"));
        await stage.files.refresh();
        expect(stage.current).toEqual({ [account("ONE")]: 4 });
        expect(stage.problems.map((problem) => problem.replace(stage.game, "")).sort()).toEqual([
            `/${account("ONE")}/SavedVariables/Large.lua has ${MAX_SAVED + 1} bytes, and is left out: the game does not load more than ${MAX_SAVED}`,
            "the game's folders cannot be watched, and are looked at now and then: no watches left",
        ]);
        stage.isUnwatchable = false;
        stage.write(stage.saved("MyDKP.lua"), savedBytes(EVENTS.slice(1)));
        await stage.rescan();
        expect(stage.current).toEqual({ [account("ONE")]: 3 });
        expect(stage.files.problems).toHaveLength(1);
        stage.fail(new Error("ENOSPC"));
        expect(stage.files.problems).toHaveLength(2);
    });

    it("of 60 MB of other addons leave nothing in memory", async () => {
        const line = `\t["entry"] = { ["a"] = "${"x".repeat(900)}", ["scopes"] = 1 },\n`;
        const bytes = Buffer.from(`Other = {\n${line.repeat(70_000)}}\n`);
        const path = stage.saved("Other.lua");
        stage.write(path, bytes);
        stage.write(stage.saved("MyDKP.lua"), savedBytes(EVENTS));
        await stage.files.refresh();
        const before = memoryUsed();
        for (let turn = 0; turn < 5; turn++) {
            stage.write(path, bytes);
            stage.notify(path);
            await stage.settle();
        }
        expect(bytes.length).toBeGreaterThan(60 * 2 ** 20);
        expect(memoryUsed() - before).toBeLessThan(bytes.length / 10);
        expect([stage.current, stage.changes]).toEqual([{ [account("ONE")]: 4 }, 1]);
    });
});

describe("the system's own notices", () => {
    it("tell of a file that the game writes anew, and of a new account", async () => {
        const path = stage.saved("MyDKP.lua");
        writeFileSync(path, savedBytes(EVENTS.slice(0, 1)));
        let wake: () => void = () => undefined;
        const files: SavedFiles = new SavedFiles({
            find: () => findInstalls(stage.game),
            watch: watchFolders,
            // No wait: whatever is noticed is read at once.
            after: (milliseconds, call) => {
                if (milliseconds > 10_000) return () => undefined;
                const soon = setImmediate(call);
                return () => clearImmediate(soon);
            },
            onChange: () => wake(),
            onProblem: (problem) => stage.problems.push(problem),
        });
        const until = async (isSo: (events: readonly StoredEvent[][]) => boolean): Promise<void> => {
            const seen = (): readonly StoredEvent[][] =>
                files.scopes.filter(({ kind }) => kind === "current").map(({ events }) => [...events]);
            while (!isSo(seen())) await new Promise<void>((resolve) => (wake = resolve));
        };
        await files.refresh();
        await files.watching();
        renameSync(path, `${path}.bak`);
        writeFileSync(path, savedBytes(EVENTS));
        await until((all) => all[0].length === 4);
        writeFileSync(stage.saved("MyDKP.lua", "TWO"), savedBytes(EVENTS));
        await until((all) => all.length === 2);
        await files.stop();
        expect(stage.problems.filter((problem) => !problem.includes("broken"))).toEqual([]);
    });
});

describe("games", () => {
    it("are found in every drive of Wine, one that links lead to twice once", () => {
        const home = stage.path("home", "x");
        const drives = [
            ...[".wine", "Games/epic", ".local/share/bottles/bottles/Any", ".PlayOnLinux/wineprefix/wow"],
            ".local/share/Steam/steamapps/compatdata/123/pfx",
        ];
        const games = drives.map((drive, index) =>
            join(home, drive, "drive_c", ["Program Files (x86)", "Program Files"][index % 2], "World of Warcraft"),
        );
        for (const game of games) mkdirSync(game, { recursive: true });
        symlinkSync(join(home, ".local/share/Steam"), join(home, ".steam"));
        mkdirSync(join(home, ".local/share/Steam/steam"));
        symlinkSync(join(home, ".local/share/Steam/steamapps"), join(home, ".local/share/Steam/steam/steamapps"));
        expect(findGames("linux", home).sort()).toEqual(games.sort());
        expect(findGames("darwin", home)).toEqual([]);
    });
});
