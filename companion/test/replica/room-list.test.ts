import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fetchText, roomsOf, roomsUrl } from "../../src/replica/room-list";

const ID = "ab".repeat(32);
const asked: string[] = [];
const answers = new Map<string, readonly [number, string, Record<string, string>?]>();
let server: Server;
let url: string;

beforeAll(async () => {
    server = createServer((request, response) => {
        asked.push(`${request.url} ${request.headers.authorization}`);
        const [status, text, headers = {}] = answers.get(request.url ?? "") ?? [404, ""];
        response.writeHead(status, headers).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

it("is asked for below the path of the url, whatever its scheme", () => {
    expect(["https://a.example", "wss://a.example/", "https://a.example/x/?y"].map(roomsUrl)).toEqual([
        "https://a.example/rooms",
        "https://a.example/rooms",
        "https://a.example/x/rooms?y",
    ]);
});

it("has the ids of rooms, and passes over what is none", async () => {
    answers.set("/rooms", [200, JSON.stringify({ rooms: [{ id: ID }, { id: "Dawn" }, { id: 7 }, null, {}] })]);
    expect(await roomsOf(fetchText, url, "secret")).toEqual([Buffer.from(ID, "hex")]);
    expect(asked.at(-1)).toBe("/rooms Bearer secret");
});

it.each([
    [[200, "no json"]],
    [[200, "null"]],
    [[200, '{"rooms":7}']],
    [[401, "{}"]],
    [[302, "", { location: "/elsewhere" }]],
] as const)("raises for an answer %j, and takes the token nowhere else", async (answer) => {
    answers.set("/rooms", answer);
    const before = asked.length;
    await expect(roomsOf(fetchText, url, "secret")).rejects.toThrow();
    expect(asked.slice(before)).toEqual(["/rooms Bearer secret"]);
});
