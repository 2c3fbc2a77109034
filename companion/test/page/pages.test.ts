/** Every page with the sample guild, at three widths, dark and light: nothing wrong for axe, for the browser, or beside the window. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
    axeProblems,
    executable,
    look,
    overflow,
    SCHEMES,
    settled,
    showSample,
    type Shown,
    useBrowser,
    WIDTHS,
} from "./stage";

const PAGES = ["standings", "history", "changes", "state", "people", "waiting", "integrity", "settings"];

describe.skipIf(executable === undefined)("pages of the sample guild", () => {
    useBrowser();
    let shown: Shown;
    beforeAll(async () => {
        shown = await showSample();
    });
    afterAll(() => shown.close());

    const addresses = (): string[] => [
        "",
        ...PAGES.map((page) => `${shown.guild}?ledger=SimpleDKP&page=${page}`),
        `${shown.guild}?ledger=SimpleDKP&page=player&player=Lysandra`,
        `${shown.guild}?ledger=SimpleDKP&at=1770000000`,
        `${shown.guild}?ledger=LootCouncil`,
        `${shown.local}?page=waiting&ledger=SimpleDKP_Saved&status=conflict`,
        "no-such-room",
    ];

    for (const width of WIDTHS)
        for (const scheme of SCHEMES)
            test(`at ${width} px, ${scheme}`, async () => {
                const { page, complaints } = await look(shown.server.url, { width, scheme });
                for (const address of addresses()) {
                    await page.goto(shown.server.url + address);
                    await settled(page);
                    expect([await axeProblems(page), await overflow(page)], address).toEqual([[], 0]);
                }
                // A room that is not there is answered 404, and the browser says so.
                expect(complaints.filter((each) => !/404 \(Not Found\)/.test(each))).toEqual([]);
                await page.context().close();
            });

    test("what is on them is the guild's", async () => {
        const { page } = await look(`${shown.server.url}${shown.guild}?ledger=SimpleDKP`);
        expect(await page.locator("tbody tr").count()).toBe(40);
        expect(await page.locator("tbody tr").first().innerText()).toMatch(/^\S+\s+[\d,]+$/);
        await page.getByRole("link", { name: "Waiting" }).click();
        await page.getByRole("button", { name: "Refused 1" }).click();
        await page.getByText("Its writer had no right to write it.").waitFor();
        await page.getByRole("link", { name: "People" }).click();
        await page.getByRole("cell", { name: "lysandra-laptop, lost phone (dropped)" }).waitFor();
        await page.context().close();
    });
});
