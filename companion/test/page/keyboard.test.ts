/** The page without a mouse: every control is reached by Tab, and one sees where one is. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { executable, look, settled, showSample, type Shown, useBrowser } from "./stage";

/** Numbers the controls that are seen, and gives what each is called. Rows of a long list come and go: they have a test of their own. What runs in the browser is a text: its own names are unknown here. */
const NUMBER = `(() => {
    const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
    const isControl = (each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility();
    const controls = all.filter((each) => isControl(each) && each.closest(".virtual") === null);
    controls.forEach((each, index) => (each.dataset.control = index));
    return controls.map((each) => (each.getAttribute("aria-label") ?? each.innerText ?? each.type) + " " + each.localName);
})()`;

/** Which of them has the focus, and what is wrong there; undefined for another one, null for none. */
const FOCUSED = `(() => {
    const { activeElement: own } = document;
    if (own === document.body) return null;
    if (own.dataset.control === undefined) return undefined;
    const [{ left, top, width, height }] = own.getClientRects();
    const seen = document.elementFromPoint(left + width / 2, top + height / 2);
    const { outlineStyle, outlineWidth } = getComputedStyle(own);
    const problems = [
        ...(seen !== null && (own.contains(seen) || seen.contains(own)) ? [] : ["is not in sight"]),
        ...(outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 ? [] : ["does not show its focus"]),
    ];
    return [Number(own.dataset.control), problems.join(", ")];
})()`;

/** Tabs that one control may take: a date has parts. */
const STOPS = 8;

/** Tabs that lead from one control to another at most. */
const MOST_STEPS = 200;

/** Goes through a page by Tab, from its top until nothing on it has the focus. @returns what is wrong, a line a control. */
async function tabThrough(page: Page): Promise<string[]> {
    const names = await page.evaluate<string[]>(NUMBER);
    const reached = new Map<number, string>();
    for (let step = 0; step <= STOPS * (names.length + 1); step++) {
        await page.keyboard.press("Tab");
        const focused = await page.evaluate<[number, string] | undefined | null>(FOCUSED);
        if (focused === null) break;
        if (focused !== undefined) reached.set(...focused);
    }
    return names.flatMap((name, index) => {
        const problem = reached.get(index) ?? "is not reached";
        return problem === "" ? [] : [`${name}: ${problem}`];
    });
}

const hasFocus = (page: Page): Promise<boolean> => page.evaluate<boolean>("document.activeElement !== document.body");

type Role = "link" | "button" | "combobox" | "slider";

/** Tabs on, or back, until a control of this name has the focus. */
async function tabTo(page: Page, role: Role, name: string, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    const control = page.getByRole(role, { name, exact: true }).first();
    await control.waitFor();
    const isThere = async (): Promise<boolean> => (await control.and(page.locator(":focus")).count()) > 0;
    for (let step = 0; step < MOST_STEPS && !(await isThere()); step++) await page.keyboard.press(key);
    expect(await isThere(), name).toBe(true);
}

describe.skipIf(executable === undefined)("the page by keyboard", () => {
    useBrowser();
    let shown: Shown;
    beforeAll(async () => {
        shown = await showSample();
    });
    afterAll(() => shown.close());

    const addresses = (): string[] => [
        "",
        `${shown.guild}?ledger=SimpleDKP`,
        `${shown.guild}?ledger=SimpleDKP&at=1770000000`,
        `${shown.guild}?ledger=SimpleDKP&page=history`,
        `${shown.guild}?ledger=SimpleDKP&page=player&player=Nyx`,
        ...["changes", "state", "people", "waiting", "integrity", "settings"].map(
            (page) => `${shown.guild}?ledger=SimpleDKP&page=${page}`,
        ),
    ];

    for (const width of [360, 1280])
        test(`reaches every control at ${width} px`, async () => {
            const { page } = await look(shown.server.url, { width });
            for (const address of addresses()) {
                await page.goto(shown.server.url + address);
                await settled(page);
                expect(await tabThrough(page), address).toEqual([]);
            }
            await page.context().close();
        });

    test("goes through a history that is longer than what is there of it", async () => {
        const { page } = await look(`${shown.server.url}${shown.guild}?ledger=SimpleDKP&page=history`);
        await page.locator("article a").first().focus();
        const rows: number[] = [1];
        while (rows[rows.length - 1] < 150) {
            await page.keyboard.press("Tab");
            const row = await page.evaluate<string | null>(
                `document.activeElement.closest("li")?.ariaPosInSet ?? null`,
            );
            expect(row, `behind ${rows.join(", ")}`).not.toBeNull();
            rows.push(Number(row));
        }
        // None is passed over, and none comes twice.
        expect([...new Set(rows)]).toEqual(Array.from({ length: 150 }, (_, index) => index + 1));
        expect(rows).toEqual(rows.toSorted((one, other) => one - other));
        await page.context().close();
    });

    test("leaps over the head of the page", async () => {
        const { page } = await look(`${shown.server.url}${shown.guild}?ledger=SimpleDKP`);
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        expect(await page.evaluate("document.activeElement.id")).toBe("main");
        await page.keyboard.press("Tab");
        expect(await page.evaluate("document.activeElement.closest('main') !== null")).toBe(true);
        await page.context().close();
    });

    test("goes from the ledgers to a player and back, and is never lost", async () => {
        const { page } = await look(shown.server.url);
        await tabTo(page, "link", "Dawnbreak");
        await page.keyboard.press("Enter");
        await page.getByRole("table").waitFor();
        expect(await hasFocus(page)).toBe(true);
        await tabTo(page, "combobox", "Ledger", "Shift+Tab");
        await page.keyboard.press("ArrowDown");
        await tabTo(page, "link", "Lysandra");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "Lysandra" }).waitFor();
        expect(await hasFocus(page)).toBe(true);
        await page.keyboard.press("Alt+ArrowLeft");
        await page.getByRole("table").waitFor();
        expect(await hasFocus(page)).toBe(true);
        await page.context().close();
    });

    test("slides the time, orders a table and folds out what there is to export", async () => {
        const { page } = await look(`${shown.server.url}${shown.guild}?ledger=SimpleDKP`);
        await tabTo(page, "slider", "Moment that is shown");
        await page.keyboard.press("ArrowLeft");
        await page.getByRole("button", { name: "Back to now" }).waitFor();
        await page.keyboard.press("End");
        await page.getByRole("button", { name: "Back to now" }).waitFor({ state: "detached" });
        await tabTo(page, "button", "Player");
        await page.keyboard.press("Enter");
        await page.locator("th[aria-sort=ascending]").waitFor();
        expect(await page.locator("tbody tr").first().innerText()).toMatch(/^Ænwyn/);
        const summary = page.locator("details.menu > summary");
        await summary.focus();
        await page.keyboard.press("Enter");
        await page.getByRole("link", { name: "CSV" }).waitFor();
        await page.context().close();
    });
});
