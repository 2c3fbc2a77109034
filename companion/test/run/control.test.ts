import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createHmac } from "node:crypto";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Control, controlPath, type Handle, listenControl, runInRunning } from "../../src/run/control";
import type { Talk } from "../../src/run/talk";

let folder: string;
let control: Control | undefined;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "control-"));
});
afterEach(async () => {
    await control?.close();
    control = undefined;
    rmSync(folder, { recursive: true });
});

const { platform } = process;

/** Somebody at a second terminal. */
function talker(answer?: string) {
    const [lines, warnings]: [string[], string[]] = [[], []];
    const stop = new AbortController();
    const talk: Talk = {
        tell: (line) => lines.push(line),
        warn: (line) => warnings.push(line),
        ask: () => Promise.resolve(answer),
        stop: stop.signal,
    };
    return { talk, lines, warnings, stop };
}

/** Sends bytes to the socket, and waits until it is closed. @param next what is sent then, by the first line of the answer. */
function send(text: string, next?: (first: { readonly nonce: string }) => string): Promise<string> {
    return new Promise((resolve) => {
        let all = "";
        const socket = connect(controlPath(folder, platform));
        socket.setEncoding("utf8");
        socket.on("data", (more: string) => {
            if (all === "" && next !== undefined) socket.write(next(JSON.parse(more) as { nonce: string }));
            all += more;
        });
        socket.on("error", () => undefined);
        socket.on("close", () => resolve(all));
        socket.write(text);
    });
}

describe("a second start", () => {
    it("finds nobody where none runs, and where one was killed", async () => {
        expect(await runInRunning(folder, ["status"], talker().talk)).toBeUndefined();
        const path = controlPath(folder, platform);
        writeFileSync(join(folder, "control.json"), JSON.stringify({ format: 1, path, secret: "x" }));
        writeFileSync(path, "");
        expect(await runInRunning(folder, ["status"], talker().talk)).toBeUndefined();
        control = await listenControl(folder, platform, () => Promise.resolve(3));
        expect(await runInRunning(folder, ["status"], talker().talk)).toBe(3);
    });

    it("has its command done, its questions asked, and the lines", async () => {
        const handle: Handle = async (args, { tell, warn, ask }) => {
            tell(args.join(" "));
            warn("beware");
            tell(`answer: ${await ask("sure?")}`);
            return 7;
        };
        control = await listenControl(folder, platform, handle);
        const { talk, lines, warnings } = talker("yes");
        expect(await runInRunning(folder, ["members", "--room", "Dawn"], talk)).toBe(7);
        expect([lines, warnings]).toEqual([["members --room Dawn", "answer: yes"], ["beware"]]);
        const nobody = talker();
        await runInRunning(folder, [], nobody.talk);
        expect(nobody.lines.at(-1)).toBe("answer: undefined");
    });

    it("is told of an error, which ends nothing", async () => {
        control = await listenControl(folder, platform, () => Promise.reject(new Error("broken")));
        const { talk, warnings } = talker();
        expect(await runInRunning(folder, [], talk)).toBe(1);
        expect(warnings).toEqual(["broken"]);
    });

    it("ends its command by going away", async () => {
        const { talk, warnings, stop } = talker();
        const ended = new Promise<void>((resolve) => {
            const handle: Handle = async (_args, served) => {
                stop.abort();
                await new Promise((aborted) => served.stop.addEventListener("abort", aborted));
                resolve();
                return 0;
            };
            void listenControl(folder, platform, handle).then((listening) => {
                control = listening;
                return runInRunning(folder, [], talk);
            });
        });
        await ended;
        await expect.poll(() => warnings.length).toBe(1);
    });

    it.each([
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        '{"proof":"wrong","args":["members"]}\n',
        '{"args":["members"]}\n',
        '{"nonce":1}\n',
        "null\n",
        "[]\n",
        `${"x".repeat(200_000)}\n`,
    ])("without the secret is not answered: %.30s", async (text) => {
        let calls = 0;
        control = await listenControl(folder, platform, () => Promise.resolve(calls++));
        expect(await send(text)).toBe("");
        expect(calls).toBe(0);
    });

    it("with the secret, and no command, is not answered", async () => {
        control = await listenControl(folder, platform, () => Promise.resolve(0));
        const { secret } = JSON.parse(readFileSync(join(folder, "control.json"), "utf8")) as { secret: string };
        for (const args of [undefined, "members", [1], Array.from({ length: 65 }, () => "a")]) {
            const said = await send('{"nonce":"a"}\n', ({ nonce }) => {
                const proof = createHmac("sha256", secret).update(`client ${nonce}`).digest("base64url");
                return `${JSON.stringify({ proof, args })}\n`;
            });
            expect(said.trim().split("\n")).toHaveLength(1);
        }
    });

    it("that has seen an answer before cannot use it again", async () => {
        let calls = 0;
        control = await listenControl(folder, platform, () => Promise.resolve(calls++));
        const { secret } = JSON.parse(readFileSync(join(folder, "control.json"), "utf8")) as { secret: string };
        const proof = createHmac("sha256", secret).update("client old").digest("base64url");
        await send('{"nonce":"a"}\n', () => `${JSON.stringify({ proof, args: ["members"] })}\n`);
        expect(calls).toBe(0);
    });

    it.runIf(platform !== "win32")("tells nothing to who listens in the stead of one that was killed", async () => {
        control = await listenControl(folder, platform, () => Promise.resolve(0));
        const file = readFileSync(join(folder, "control.json"));
        await control.close();
        control = undefined;
        writeFileSync(join(folder, "control.json"), file);
        let heard = "";
        const thief = createServer((socket) => {
            socket.on("data", (bytes) => {
                heard += String(bytes);
                socket.write('{"nonce":"x","proof":"guess"}\n');
            });
        });
        await new Promise<void>((resolve) => void thief.listen(controlPath(folder, platform), resolve));
        expect(await runInRunning(folder, ["recover", "CODE"], talker().talk)).toBeUndefined();
        expect(heard).not.toContain("CODE");
        await new Promise((resolve) => void thief.close(resolve));
    });

    it.runIf(platform !== "win32")("needs files that only its user may open", async () => {
        control = await listenControl(folder, platform, () => Promise.resolve(0));
        for (const name of ["control.json", "control.sock"])
            expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    });

    it.runIf(platform !== "win32")("is reached where nobody can have taken its place before", async () => {
        const long = join(folder, "a".repeat(120));
        mkdirSync(long);
        expect(controlPath(long, platform)).not.toBe(controlPath(long, platform));
        control = await listenControl(long, platform, () => Promise.resolve(5));
        const { path } = JSON.parse(readFileSync(join(long, "control.json"), "utf8")) as { path: string };
        expect(await runInRunning(long, ["status"], talker().talk)).toBe(5);
        const file = readFileSync(join(long, "control.json"));
        await control.close();
        // One that was killed leaves both; the next one takes them away.
        writeFileSync(join(long, "control.json"), file);
        writeFileSync(path, "");
        control = await listenControl(long, platform, () => Promise.resolve(6));
        expect(existsSync(path)).toBe(false);
        expect(await runInRunning(long, ["status"], talker().talk)).toBe(6);
    });

    it.runIf(platform !== "win32")("waits for no answer of who listens there and says nothing", async () => {
        const path = controlPath(folder, platform);
        writeFileSync(join(folder, "control.json"), JSON.stringify({ format: 1, path, secret: "x" }));
        const silent = createServer((socket) => void socket.resume());
        await new Promise<void>((resolve) => void silent.listen(path, resolve));
        expect(await runInRunning(folder, ["status"], talker().talk, 200)).toBeUndefined();
        await new Promise((resolve) => void silent.close(resolve));
    });

    it("finds its way where the path of the folder is too long for a socket, and on Windows", () => {
        expect(controlPath(`/${"a".repeat(200)}`, "linux").length).toBeLessThanOrEqual(100);
        expect(controlPath("C:\\Users\\Anna", "win32")).toMatch(/^\\\\\.\\pipe\\lib-event-ledger-[0-9a-f]{24}$/);
        expect(controlPath("/a", "linux")).not.toBe(controlPath("/b", "linux"));
    });
});
