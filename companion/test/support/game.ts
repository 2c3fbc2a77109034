/** The simulated game, in a Lua of its own: what clients of the library do, and what they leave on disk. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { join } from "node:path";
import { findLua } from "../../../tools/lua.mjs";
import { ROOT } from "./library";

/** Where a game keeps what, and when it begins. */
export interface GameOptions {
    /** A folder for each account: the game's WTF/Account. */
    readonly savedFolder: string;
    /** A folder for each computer: its Interface/AddOns. */
    readonly addonFolder: string;
    /** Unix seconds. */
    readonly startTime: number;
    readonly seed: number;
}

/** A realm with its clients, which Lua tells what to do: test/support/game.lua says with which functions. */
export class Game {
    private readonly lua: ChildProcessByStdio<Writable, Readable, null>;
    private answer = "";
    private waiting: ((answer: string) => void) | undefined;
    private ended: Error | undefined;

    constructor({ savedFolder, addonFolder, startTime, seed }: GameOptions) {
        const script = join(import.meta.dirname, "game.lua");
        const args = [script, savedFolder, addonFolder, String(startTime), String(seed)];
        this.lua = spawn(findLua() ?? "lua5.1", args, { cwd: ROOT, stdio: ["pipe", "pipe", "inherit"] });
        this.lua.stdout.setEncoding("latin1");
        this.lua.stdout.on("data", (text: string) => {
            this.answer += text;
            this.settle();
        });
        this.lua.on("exit", (code) => {
            this.ended = new Error(`the game ended with ${code}`);
            this.waiting?.("");
        });
    }

    private settle(): void {
        const end = this.answer.indexOf("\n");
        if (end < 0) return;
        const length = Number(this.answer.slice(0, end).split(" ")[1]);
        if (this.answer.length < end + 1 + length) return;
        const [whole, answer] = [this.answer, this.answer.slice(0, end + 1 + length)];
        this.answer = whole.slice(answer.length);
        this.waiting?.(answer);
    }

    /** Runs Lua in the realm, one piece at a time. @returns what it returns, as text. @throws Error with what it raises. */
    async run(lua: string): Promise<string> {
        const answer = await new Promise<string>((resolve) => {
            this.waiting = resolve;
            const bytes = Buffer.from(lua);
            this.lua.stdin.write(`${bytes.length}\n`);
            this.lua.stdin.write(bytes);
        });
        this.waiting = undefined;
        if (this.ended !== undefined) throw this.ended;
        const [head, ...text] = answer.split("\n");
        if (head.startsWith("error")) throw new Error(text.join("\n"));
        return text.join("\n");
    }

    /** Ends it. Clients that are in the game save nothing. */
    close(): void {
        this.lua.kill();
    }
}
