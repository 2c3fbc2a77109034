/** Texts that want to be markup stay texts, at every place that anybody can write one, also where the browser would let them. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newFolder } from "../support/stored";
import { MARKS, VARIABLE, writeHostileGuild } from "./hostile-guild";
import { executable, look, overflow, settled, showSample, type Shown, useBrowser } from "./stage";

/** What became of the texts. What runs in the browser is a text: its own names are unknown here. */
const LOOK = `({
    isHacked: "hacked" in globalThis,
    elements: [...document.querySelectorAll("img, u, iframe, object, embed, script:not([src])")].map((each) => each.outerHTML),
    handlers: [...document.querySelectorAll("*")]
        .flatMap((each) => [...each.attributes])
        .filter(({ name }) => name.startsWith("on"))
        .map(({ name, value }) => name + "=" + value),
    links: [...new Set([...document.querySelectorAll("a[href]")].map(({ protocol, host }) => protocol + "//" + host))].sort(),
    text: document.documentElement.textContent + document.title,
})`;

interface LookedAt {
    readonly isHacked: boolean;
    readonly elements: readonly string[];
    readonly handlers: readonly string[];
    readonly links: readonly string[];
    readonly text: string;
}

/** Opens what is folded: each once, as a menu may close another one. Gives how many that were. */
const UNFOLD = `(() => {
    const folded = [...document.querySelectorAll("details:not([open], [data-tried]) > summary")];
    for (const summary of folded) {
        summary.parentElement.dataset.tried = "";
        summary.click();
    }
    return folded.length;
})()`;

/** Opens whatever folds out, and what was folded in it. */
async function unfold(page: Page): Promise<void> {
    while ((await page.evaluate<number>(UNFOLD)) > 0) await settled(page);
}

describe.skipIf(executable === undefined)("a guild of texts that want to be markup", () => {
    useBrowser();
    let shown: Shown;
    beforeAll(async () => {
        const folder = newFolder();
        const modules = await writeHostileGuild(folder);
        shown = await showSample({ folder, modules });
    });
    afterAll(() => shown.close());

    const query = (values: Readonly<Record<string, string>>): string => new URLSearchParams(values).toString();

    /** Every page of a room. */
    const pagesOf = (room: string, ledger: string): string[] => [
        `${room}?${query({ ledger })}`,
        `${room}?${query({ ledger, view: "broken" })}`,
        ...["history", "changes", "state", "people", "waiting", "integrity", "settings"].map(
            (page) => `${room}?${query({ ledger, page })}`,
        ),
        `${room}?${query({ ledger, page: "changes", from: "1", to: "2000000000" })}`,
        `${room}?${query({ ledger, page: "player", player: MARKS.player })}`,
    ];

    /** Whatever an address can say. */
    const hostileAddresses = (): string[] => [
        encodeURIComponent(MARKS.text),
        `${shown.guild}#${MARKS.text}`,
        ...["page", "ledger", "scope", "at", "view", "player", "from"].map(
            (name) => `${shown.guild}?${query({ [name]: MARKS.text })}`,
        ),
        `${shown.guild}?${query({ page: "history", type: MARKS.text, player: MARKS.text, by: MARKS.text, text: MARKS.text })}`,
    ];

    async function lookAt(addresses: readonly string[], width: number): Promise<string> {
        // Not even the policy of the page stands between: nothing but the page itself.
        const { page, complaints } = await look(shown.server.url, { width, bypassCSP: true });
        const texts: string[] = [];
        for (const address of addresses) {
            await page.goto("about:blank");
            await page.goto(shown.server.url + address);
            await settled(page);
            await unfold(page);
            const { text, links, ...rest } = await page.evaluate<LookedAt>(LOOK);
            expect(rest, address).toEqual({ isHacked: false, elements: [], handlers: [] });
            const own = [`http://${new URL(shown.server.url).host}`, "https://www.wowhead.com", "data://"];
            expect(
                links.filter((each) => !own.includes(each)),
                address,
            ).toEqual([]);
            expect(await overflow(page), address).toBe(0);
            texts.push(text);
        }
        expect(complaints.filter((each) => !/40[014] \((Bad Request|Unauthorized|Not Found)\)/.test(each))).toEqual([]);
        await page.context().close();
        return texts.join("\n");
    }

    test("shows all of them as they are", async () => {
        const text = await lookAt(["", ...pagesOf(shown.local, VARIABLE), ...pagesOf(shown.guild, MARKS.ledger)], 360);
        expect(Object.entries(MARKS).filter(([, each]) => !text.includes(each))).toEqual([]);
    });

    test("is shown where the address says such things", async () => {
        const text = await lookAt(hostileAddresses(), 1280);
        expect(text).toContain(MARKS.room);
    });

    test("would be caught if one of them became markup", async () => {
        const { page } = await look(shown.server.url, { bypassCSP: true });
        await page.evaluate(`document.body.insertAdjacentHTML("beforeend", ${JSON.stringify(MARKS.text)})`);
        await page.waitForFunction("globalThis.hacked === 1");
        const { isHacked, elements, handlers } = await page.evaluate<LookedAt>(LOOK);
        expect([isHacked, elements.length, handlers]).toEqual([true, 1, ["onerror=hacked=1"]]);
        await page.context().close();
    });
});
