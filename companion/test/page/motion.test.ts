/** Who wants nothing to move, by the system or by the settings of the page, sees nothing move. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { executable, look, showSample, type Shown, useBrowser } from "./stage";

const MOVING = `document.getAnimations().length`;

describe.skipIf(executable === undefined)("motion", () => {
    useBrowser();
    let shown: Shown;
    beforeAll(async () => {
        shown = await showSample();
    });
    afterAll(() => shown.close());

    /** A page whose standings are on their way. */
    async function waiting(page: Page): Promise<void> {
        // What is never answered is waited for until the page is closed.
        await page.route(/\/rooms\/\w+\/view\?/, () => undefined);
        await page.goto(`${shown.server.url}${shown.guild}?ledger=SimpleDKP`);
        await page.getByText("Loading standings…").waitFor({ state: "attached" });
    }

    for (const [reducedMotion, moves] of [
        ["no-preference", true],
        ["reduce", false],
    ] as const)
        test(`is ${moves ? "there" : "not there"} where the system says ${reducedMotion}`, async () => {
            const { page } = await look(shown.server.url, { reducedMotion });
            await waiting(page);
            expect((await page.evaluate<number>(MOVING)) > 0).toBe(moves);
            await page.context().close();
        });

    test("ends by the settings of the page, also when it is opened again", async () => {
        const { page } = await look(`${shown.server.url}${shown.guild}?page=settings`, {
            reducedMotion: "no-preference",
        });
        await page.getByRole("button", { name: "Nothing moves" }).click();
        await waiting(page);
        expect(await page.evaluate(MOVING)).toBe(0);
        await page.context().close();
    });
});
