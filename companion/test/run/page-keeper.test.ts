/** Members and computers from the page of one's own computer: requests, the commands behind them, and what comes of them at the server. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Members } from "../../web/src/answers";
import { serve, type Server } from "../../src/http/server";
import { nameOf } from "../../src/room/chain";
import { inviteSigner, parseInviteLink } from "../../src/room/invite";
import { pageKeeper } from "../../src/run/page-keeper";
import type { Driver } from "../../src/store/driver";
import { MEMORY, openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { StoreError } from "../../src/store/store-error";
import { characterText, CompanionNet, type Computer } from "../support/companion-net";

const STOP = new AbortController().signal;

let net: CompanionNet;
let pages: { driver: Driver; server: Server }[];
beforeEach((context) => {
    const seed = Number(process.env["SEED"] ?? 1);
    console.log(`${context.task.name}: seed ${seed}`);
    net = new CompanionNet(seed);
    pages = [];
});
afterEach(async () => {
    for (const { driver, server } of pages) {
        await server.close();
        await driver.close();
    }
    await net.end();
});

interface Answer {
    readonly status: number;
    readonly body: { readonly error?: string; readonly link?: string; readonly isSent?: boolean } & Partial<Members>;
    readonly problems: readonly string[];
}

/** Opens the page of a computer. @returns what asks it for a path of its room. */
async function pageOf(computer: Computer) {
    const { companion, kept } = computer;
    const room = nameOf(kept.id);
    const driver = openSqlite(MEMORY);
    await driver.room(room, { create: true });
    const keeper = pageKeeper(companion, STOP);
    const server = await serve(driver, { port: 0, isOpen: true, rooms: companion.rooms, keeper });
    pages.push({ driver, server });
    return async (method: string, path: string, said?: unknown): Promise<Answer> => {
        const json = said === undefined ? {} : { body: JSON.stringify(said) };
        const headers: Record<string, string> = said === undefined ? {} : { "content-type": "application/json" };
        const sent = fetch(`${server.url}rooms/${room}/${path}`, { method, headers, ...json });
        const response = await net.during(sent);
        const body = (await net.during(response.json())) as Answer["body"] & { problems?: readonly string[] };
        return { status: response.status, body, problems: body.problems ?? [] };
    };
}

/** The label of the member that a link is for. */
function inviteeOf(computer: Computer, link = ""): string | undefined {
    const { chain } = computer.kept.counted;
    const invite = parseInviteLink(link);
    const key = invite === undefined ? "" : nameOf(inviteSigner(invite.secret).key);
    return chain.members.at(chain.invites.get(key)?.member ?? chain.members.length)?.label;
}

describe("the page of an admin", () => {
    it("invites, changes roles, removes, pairs and drops, as the server then has it", async () => {
        const anna = await net.computer(1);
        await anna.found();
        const ask = await pageOf(anna);
        const before = (await ask("GET", "members")).body;
        expect(before).toMatchObject({ canChange: true, own: { member: 0, role: "admin" } });
        const { status, body } = await ask("POST", "members", { character: characterText(2), role: "own" });
        expect([status, body.isSent, inviteeOf(anna, body.link)]).toEqual([200, true, "Name2-Realm"]);
        const bob = await net.computer(2);
        expect(await bob.give(["join", body.link ?? "", "--yes"])).toMatchObject({ code: 0 });
        await net.pass(5);
        const number = anna.kept.counted.chain.members.findIndex(({ label }) => label === "Name2-Realm");
        const memberNow = async () => (await ask("GET", "members")).body.members?.[number];
        expect((await ask("PATCH", `members/${number}`, { role: "relay" })).body.isSent).toBe(true);
        expect(await memberNow()).toMatchObject({ role: "relay" });
        const [{ key }] = (await memberNow())?.devices ?? [{ key: "" }];
        expect((await ask("DELETE", `devices/${key}`)).body.isSent).toBe(true);
        expect((await ask("DELETE", `members/${number}`)).body.isSent).toBe(true);
        expect(await memberNow()).toMatchObject({ role: "none", devices: [{ key, dropped: true }] });
        const paired = await ask("POST", "devices", {});
        expect(inviteeOf(anna, paired.body.link)).toBe("Name1-Realm");
        const server = await net.serverRoom(anna.kept.id);
        expect(nameOf(server.room.chain.last)).toBe(nameOf(anna.kept.counted.chain.last));
    });

    it("gives two who are invited at once a link each, for the right member", async () => {
        const anna = await net.computer(1);
        await anna.found();
        const keeper = pageKeeper(anna.companion, STOP);
        const room = ["--room", nameOf(anna.kept.id)];
        const invited = [2, 3, 4, 5].map((player) => keeper.command("invite", room, [characterText(player)]));
        const links = (await net.during(Promise.all(invited))).map(({ lines }) => lines.at(-1));
        expect(links.map((link) => inviteeOf(anna, link))).toEqual([2, 3, 4, 5].map((player) => `Name${player}-Realm`));
    });

    it("is told what is refused, and nothing is signed", async () => {
        const anna = await net.computer(1);
        await anna.found();
        const ask = await pageOf(anna);
        const { n } = anna.kept.counted.position;
        const cases: [string, string, unknown, RegExp][] = [
            ["DELETE", "members/0", undefined, /^no admin would be left/],
            ["PATCH", "members/0", { role: "own" }, /^no admin would be left/],
            ["PATCH", "members/0", { role: "server" }, /^role: one of read, own, relay, admin expected/],
            ["PATCH", "members/0", { role: "none" }, /^role: one of/],
            ["PATCH", "members/77", { role: "own" }, /^a member's number/],
            ["POST", "members", { character: characterText(2), role: "--help" }, /^role: one of/],
            ["POST", "members", { character: "--help", role: "own" }, /^a character expected/],
            ["POST", "members", { character: "<b>\u001b[2J", role: "own" }, /got "<b>\\x1b\[2J"$/],
            ["DELETE", `devices/${"0".repeat(64)}`, undefined, /^the first digits of a device's key/],
        ];
        for (const [method, path, said, words] of cases) {
            const { status, body } = await ask(method, path, said);
            expect([method, path, status, body.error]).toEqual([method, path, 422, expect.stringMatching(words)]);
        }
        expect(anna.kept.counted.position.n).toBe(n);
    });

    it("says that the server does not have it yet, and the server has it once it is there", async () => {
        const anna = await net.computer(1);
        await anna.found();
        const ask = await pageOf(anna);
        net.isUp = false;
        for (const { client } of anna.ends) client.terminate();
        const { status, body, problems } = await ask("POST", "members", { character: characterText(2), role: "own" });
        expect([status, body.isSent, inviteeOf(anna, body.link)]).toEqual([200, false, "Name2-Realm"]);
        expect(problems.join(" ")).toContain("the server does not have it yet");
        net.isUp = true;
        await net.pass(120);
        const { room } = await net.serverRoom(anna.kept.id);
        expect(room.chain.members.at(-1)?.label).toBe("Name2-Realm");
    });

    it("answers 503 where this computer cannot store it", async () => {
        const anna = await net.computer(1);
        await anna.found();
        const ask = await pageOf(anna);
        anna.kept.sign = () => Promise.reject(new StoreError("the disk is full"));
        const { status, body } = await ask("POST", "devices", {});
        expect([status, body.error]).toEqual([503, "the disk is full"]);
    });
});

describe("the page of who is no admin", () => {
    it("changes own computers alone, and says who changes the rest", async () => {
        const [anna, bob] = [await net.computer(1), await net.computer(2)];
        await anna.found();
        await anna.invite(bob, "own");
        await net.pass(5);
        const ask = await pageOf(bob);
        const { own, canChange } = (await ask("GET", "members")).body;
        expect([own?.role, canChange]).toEqual(["own", false]);
        const { n } = bob.kept.counted.position;
        const [annas] = [...anna.kept.counted.chain.devices.values()].filter(({ member }) => member === 0);
        const cases: [string, string, unknown][] = [
            ["DELETE", "members/0", undefined],
            ["PATCH", "members/0", { role: "read" }],
            ["PATCH", `members/${own?.member}`, { role: "admin" }],
            ["POST", "members", { character: characterText(3), role: "own" }],
            ["POST", "members", { character: characterText(1), role: "admin" }],
            ["DELETE", `devices/${nameOf(annas.key)}`, undefined],
        ];
        for (const [method, path, said] of cases) {
            const { status, body } = await ask(method, path, said);
            expect([method, path, status, body.error]).toEqual([
                ...[method, path, 403],
                expect.stringContaining("ask an admin of the room"),
            ]);
        }
        expect(bob.kept.counted.position.n).toBe(n);
        expect(inviteeOf(bob, (await ask("POST", "devices", {})).body.link)).toBe("Name2-Realm");
    });

    it("that was dropped is nobody's", async () => {
        const [anna, bob] = [await net.computer(1), await net.computer(2)];
        await anna.found();
        await anna.invite(bob, "admin");
        await net.pass(5);
        const ask = await pageOf(bob);
        expect((await ask("GET", "members")).body.canChange).toBe(true);
        const bobs = nameOf(bob.companion.findRoom(undefined).signer.key);
        await anna.give(["drop", bobs, "--yes"]);
        await net.pass(5);
        expect((await ask("GET", "members")).body).toMatchObject({ own: null, canChange: false });
        const { status, body } = await ask("DELETE", "members/0");
        expect([status, body.error]).toEqual([403, expect.stringContaining("on the page of their own computer")]);
    });
});
