/** What changes while a page is open: it shows that by itself, in every browser, and what its reader does stays as it is. */
import type { Page } from "playwright-core";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { DKP_TYPES, Log } from "../../sample/events";
import { savedFile } from "../../sample/game";
import { OFFICERS, type Player, PLAYERS, SCOPE } from "../../sample/players";
import { deviceFor } from "../../sample/room";
import { encodeBlock } from "../../src/format/block-writer";
import type { StoredEvent } from "../../src/format/key";
import { readSavedVariables } from "../../src/format/saved-file";
import { KIND } from "../../src/room/contents";
import { importFile } from "../../src/store/local-rooms";
import { executable, look, sampleFolder, showSample, type Shown, useBrowser } from "./stage";

/** After the season. */
const LATER = Date.UTC(2026, 3, 1, 20) / 1000;
const [LAST] = PLAYERS.slice(-1);
const NAME = LAST.name.split("-", 1)[0];
const ADDON = { name: "SimpleDKP", stateVersion: 2, types: DKP_TYPES };

function award(amount: number, reason: string, player: Player = LAST): StoredEvent {
    return new Log().award(OFFICERS[0], LATER + amount, [player], amount, reason);
}

/** An officer's companion uploads it. */
async function upload({ rooms, guild }: Shown, event: StoredEvent): Promise<void> {
    const use = await rooms.use(Buffer.from(guild, "hex"));
    await use?.room.lead(deviceFor("torvald-pc"), () => [
        {
            ...{ kind: KIND.batch, ledger: Buffer.from(ADDON.name), scope: Buffer.from(SCOPE) },
            block: encodeBlock([event]),
        },
    ]);
    use?.release();
}

/** The game saves it, and the companion reads that. */
async function save({ driver, stored }: Shown, event: StoredEvent): Promise<void> {
    const path = "/_classic_era_/WTF/Account/AURORA/SavedVariables/SimpleDKP.lua";
    const file = savedFile({ ...ADDON, scope: SCOPE, events: [event], names: [] });
    const { rooms } = await importFile(driver, path, readSavedVariables(file), new Map());
    for (const room of rooms) stored.changed(room);
}

const firstRow = (page: Page) => page.locator("tbody tr").first();
const reason = (page: Page, text: string) => page.locator("article").getByText(text, { exact: true });
const isLive = (page: Page): Promise<void> => page.getByText("live", { exact: true }).waitFor();

describe.skipIf(executable === undefined)("an open page", () => {
    useBrowser();
    let shown: Shown;
    let folder: string;
    const all = new Set<Shown>();
    beforeEach(async () => {
        folder = await sampleFolder();
        shown = await showSample({ folder });
        all.add(shown);
    });
    afterAll(async () => {
        for (const each of all) await each.close();
    });

    async function open(address: string) {
        const looked = await look(shown.server.url + address);
        await isLive(looked.page);
        return looked;
    }

    test("of the guild's room shows in two browsers what a member uploads", async () => {
        const one = await open(`${shown.guild}?ledger=SimpleDKP`);
        const other = await open(`${shown.guild}?ledger=SimpleDKP&page=history`);
        await upload(shown, award(9000, "for the long night"));
        await firstRow(one.page).getByText(NAME, { exact: true }).waitFor();
        await reason(other.page, "for the long night").waitFor();
        await upload(shown, award(9001, "and for the next"));
        await firstRow(one.page)
            .getByText(/^1[89],/)
            .waitFor();
        await reason(other.page, "and for the next").waitFor();
        expect([...one.complaints, ...other.complaints]).toEqual([]);
        for (const { page } of [one, other]) await page.context().close();
    });

    test("of this computer's files shows in two browsers what the game saves", async () => {
        const one = await open(`${shown.local}?ledger=SimpleDKP_Saved`);
        const other = await open(`${shown.local}?ledger=SimpleDKP_Saved&page=player&player=${NAME}`);
        await save(shown, award(9000, "for the long night"));
        await firstRow(one.page).getByText(NAME, { exact: true }).waitFor();
        await reason(other.page, "for the long night").waitFor();
        expect([...one.complaints, ...other.complaints]).toEqual([]);
        for (const { page } of [one, other]) await page.context().close();
    });

    test("leaves the focus, what is typed and what is chosen as they are", async () => {
        const { page } = await open(`${shown.guild}?ledger=SimpleDKP&page=history`);
        const field = page.getByLabel("Text");
        await field.fill("night");
        await page.getByText("No event is like that").waitFor();
        await upload(shown, award(9000, "for the long night"));
        await reason(page, "for the long night").waitFor();
        await field.pressSequentially(" of");
        await page.getByText("No event is like that").waitFor();
        expect(await field.inputValue()).toBe("night of");
        expect(new URL(page.url()).searchParams.get("text")).toBe("night of");
        await page.context().close();
    });

    test("says that its server is away, keeps what it shows, and goes on by itself when the server is back", async () => {
        const { page, complaints } = await open(`${shown.guild}?ledger=SimpleDKP`);
        const banner = page.getByText("The server is not reached: what you see may be old.");
        const before = await firstRow(page).innerText();
        const { port } = new URL(shown.server.url);
        all.delete(shown);
        await shown.close();
        await banner.waitFor();
        await page.getByText("not connected").waitFor();
        expect(await firstRow(page).innerText()).toBe(before);
        shown = await showSample({ folder, port: Number(port) });
        all.add(shown);
        // Nobody has told the page of this one.
        await upload(shown, award(9000, "while nobody looked"));
        await isLive(page);
        await banner.waitFor({ state: "detached" });
        await firstRow(page).getByText(NAME, { exact: true }).waitFor();
        expect(complaints.filter((each) => !/^Failed to load resource: net::ERR_/.test(each))).toEqual([]);
        await page.context().close();
    });
});
