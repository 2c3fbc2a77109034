/** The stream that tells of changes: who may have it, when it ends, what it tells. */
import { expect, test } from "vitest";
import { MEMORY, openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { importFile } from "../../src/store/local-rooms";
import { StoredChanges } from "../../src/store/stored-changes";
import { serve } from "../../src/http/server";
import { readSavedVariables } from "../../src/format/saved-file";
import { savedBytes } from "../support/stored";

const SCOPE = "guild:Dawn-Realm";
const TIME = 2820 * 604_800;
const event = (time: number) => ({ time, creator: 1, counter: 0, server: 1, body: Buffer.of(1) });

/** Reads a stream. */
class Reading {
    text = "";
    isEnded = false;
    private readonly abort = new AbortController();
    private waiting: (() => void)[] = [];

    async open(url: string, headers: Record<string, string> = {}): Promise<number> {
        const answer = await fetch(url, { headers, signal: this.abort.signal });
        if (answer.status === 200) void this.read(answer);
        else await answer.text();
        return answer.status;
    }

    private async read(answer: Response): Promise<void> {
        const decoder = new TextDecoder();
        try {
            for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
                this.text += decoder.decode(part, { stream: true });
                this.wake();
            }
        } catch {
            // It was closed by who reads.
        }
        this.isEnded = true;
        this.wake();
    }

    private wake(): void {
        for (const each of this.waiting.splice(0)) each();
    }

    async until(isDone: () => boolean): Promise<void> {
        while (!isDone()) await new Promise<void>((resolve) => this.waiting.push(resolve));
    }

    get changes(): number {
        return this.text.split("event: changed").length - 1;
    }

    close(): void {
        this.abort.abort();
    }
}

async function localSite() {
    const driver = openSqlite(MEMORY);
    const stored = new StoredChanges();
    const put = async (count: number): Promise<string> => {
        const events = Array.from({ length: count }, (_, at) => event(TIME + at));
        const { rooms } = await importFile(driver, "", readSavedVariables(savedBytes(events, SCOPE)), new Map());
        for (const room of rooms) stored.changed(room);
        return rooms[0];
    };
    const room = await put(1);
    const server = await serve(driver, { port: 0, isOpen: true, stored });
    return {
        room,
        put,
        url: `${server.url}rooms/${room}/live`,
        close: () => server.close().then(() => driver.close()),
    };
}

test("a change of saved files is told, several at once as one", async () => {
    const { url, put, close } = await localSite();
    const reading = new Reading();
    expect(await reading.open(url)).toBe(200);
    await reading.until(() => reading.text.startsWith(":"));
    for (const count of [2, 3, 4]) await put(count);
    await reading.until(() => reading.changes > 0);
    expect(reading.changes).toBe(1);
    await put(5);
    await reading.until(() => reading.changes > 1);
    reading.close();
    await close();
});

test("a server that stops ends its streams", async () => {
    const { url, close } = await localSite();
    const reading = new Reading();
    await reading.open(url);
    await reading.until(() => reading.text !== "");
    await close();
    await reading.until(() => reading.isEnded);
});

test("a flood of streams of one viewer is refused, and room is made by closing some", async () => {
    const { url, close } = await localSite();
    const readings = Array.from({ length: 33 }, () => new Reading());
    const answers: number[] = [];
    for (const reading of readings) answers.push(await reading.open(url));
    expect(answers.filter((status) => status === 200)).toHaveLength(32);
    expect(answers.at(-1)).toBe(429);
    readings[0].close();
    const again = new Reading();
    while ((await again.open(url)) !== 200) await new Promise((resolve) => setImmediate(resolve));
    for (const reading of [...readings, again]) reading.close();
    await close();
});

test("a room that is not there has no stream", async () => {
    const { url, close } = await localSite();
    expect(await new Reading().open(url.replace(/rooms\/\w+/, "rooms/nobody"))).toBe(404);
    await close();
});
