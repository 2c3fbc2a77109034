/** Signing in at the page of one's own computer: by a link, once and in time; and what is said where that is not so. */
import { afterAll, describe, expect, test } from "vitest";
import { systemClock } from "../../src/sync/clock";
import { executable, look, sampleFolder, settled, showSample, type Shown, useBrowser } from "./stage";

const USED_OR_OLD =
    "this link was used already, or is older than a minute: the companion prints a new one where it runs";
/** What the browser itself says of an answer that was meant. */
const isOwn = (complaint: string): boolean => !complaint.includes("401 (Unauthorized)");

describe.skipIf(executable === undefined)("a page that is not open to all", () => {
    useBrowser();
    const all = new Set<Shown>();
    afterAll(async () => {
        for (const shown of all) await shown.close();
    });

    let ahead = 0;
    const clock = { ...systemClock, now: () => systemClock.now() + ahead };

    async function showClosed(folder?: string, port?: number): Promise<Shown> {
        const shown = await showSample({ isOpen: false, clock, folder, port });
        all.add(shown);
        return shown;
    }

    test("a link signs in where it leads, and its token stays in no address", async () => {
        const { server, guild } = await showClosed();
        const [, token] = server.link().split("#");
        const address = `${server.url}${guild}?ledger=SimpleDKP&page=people`;
        const { page, complaints } = await look(`${address}#${token}`);
        await page.getByRole("cell", { name: "lysandra-laptop" }).waitFor();
        expect(page.url()).toBe(address);
        await page.reload();
        await page.getByRole("cell", { name: "lysandra-laptop" }).waitFor();
        await page.goBack();
        expect(page.url()).not.toContain(token);
        expect(complaints).toEqual([]);
        await page.context().close();
    });

    test("a link that was used, or is older than a minute, says so; a new one that is pasted signs in", async () => {
        const { server } = await showClosed();
        const [used, old] = [server.link(), server.link()];
        const first = await look(used);
        await first.page.getByRole("heading", { name: "Ledgers", exact: true }).waitFor();
        await first.page.context().close();
        ahead += 60_000;
        for (const link of [used, old]) {
            const { page, complaints } = await look(link);
            expect(await page.getByRole("alert").innerText()).toBe(USED_OR_OLD);
            expect(page.url()).toBe(server.url);
            await page.getByLabel("The link").fill(` ${server.link()} `);
            await page.getByRole("button", { name: "Sign in" }).click();
            await page.getByRole("heading", { name: "Ledgers", exact: true }).waitFor();
            expect(complaints.filter(isOwn)).toEqual([]);
            await page.context().close();
        }
    });

    test("who comes without a link sees how to get one, and nothing of the guild", async () => {
        const { server, guild } = await showClosed();
        for (const path of ["", guild, `${guild}?page=people`]) {
            const { page, complaints } = await look(server.url + path);
            await page.getByRole("heading", { name: "Ledgers of a guild" }).waitFor();
            expect(await page.content()).not.toMatch(/Dawnbreak|Lysandra/);
            expect(complaints.filter(isOwn)).toEqual([]);
            await page.context().close();
        }
    });

    test("a server that has forgotten the session asks to sign in, and leads back to what was shown", async () => {
        const folder = await sampleFolder();
        const before = await showClosed(folder);
        const [, token] = before.server.link().split("#");
        const address = `${before.server.url}${before.guild}?ledger=SimpleDKP&page=people`;
        const { page } = await look(`${address}#${token}`);
        await page.getByText("live", { exact: true }).waitFor();
        await before.close();
        all.delete(before);
        const after = await showClosed(folder, Number(new URL(before.server.url).port));
        await page.getByRole("heading", { name: "Ledgers of a guild" }).waitFor();
        await page.getByLabel("The link").fill(after.server.link());
        await page.getByRole("button", { name: "Sign in" }).click();
        await settled(page);
        await page.getByRole("cell", { name: "lysandra-laptop" }).waitFor();
        expect(page.url()).toBe(address);
        await page.context().close();
    });
});
