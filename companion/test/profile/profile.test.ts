import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NO_STATE, readAgentState, writeAgentState } from "../../src/profile/agent-state";
import { defaultFolder } from "../../src/profile/folder";
import { dropKey, keepKey, keyFor, newKey, readKey } from "../../src/profile/keys";
import { hasRooms, ProfileFile, type ProfileRoom } from "../../src/profile/profile";
import { StoreError } from "../../src/store/store-error";

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "profile-"));
});
afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
});

const ROOM: ProfileRoom = {
    ...{ id: "ab".repeat(32), url: "https://ledger.example/", name: "Dawn" },
    ...{ agreed: [{ flavour: "_classic_", ledger: "61", scope: "62" }], declined: [] },
};
const ID = Buffer.from(ROOM.id, "hex");

describe("the folder of the companion", () => {
    it("is where the system has data of programs", () => {
        const home = "/home/anna";
        expect(defaultFolder({ platform: "linux", home, env: {} })).toBe("/home/anna/.local/share/lib-event-ledger");
        expect(defaultFolder({ platform: "linux", home, env: { XDG_DATA_HOME: "/data" } })).toBe(
            "/data/lib-event-ledger",
        );
        expect(defaultFolder({ platform: "linux", home, env: { XDG_DATA_HOME: "data" } })).toBe(
            "/home/anna/.local/share/lib-event-ledger",
        );
        expect(defaultFolder({ platform: "darwin", home, env: {} })).toContain("Application Support");
        expect(defaultFolder({ platform: "win32", home, env: { LOCALAPPDATA: "/app" } })).toContain("LibEventLedger");
    });
});

describe("the profile", () => {
    it("is read as it was written, and keeps fields that it does not know", () => {
        const profile = ProfileFile.open(folder);
        profile.putRoom(ROOM);
        const path = join(folder, "profile.json");
        const fields = JSON.parse(readFileSync(path, "utf8")) as { rooms: object[] };
        writeFileSync(path, JSON.stringify({ ...fields, later: 1, rooms: [{ ...fields.rooms[0], colour: "red" }] }));
        const again = ProfileFile.open(folder);
        again.putRoom({ ...ROOM, name: "Dusk" });
        again.putGames(["/game"]);
        expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({
            ...{ later: 1, games: ["/game"] },
            rooms: [{ colour: "red", name: "Dusk", id: ROOM.id }],
        });
        expect(hasRooms(folder)).toBe(true);
        again.dropRoom(ROOM.id);
        expect(hasRooms(folder)).toBe(false);
        expect(readdirSync(folder)).toEqual(["profile.json"]);
    });

    it.runIf(process.platform !== "win32")("is for its user alone", () => {
        ProfileFile.open(join(folder, "own")).putRoom(ROOM);
        expect(statSync(join(folder, "own", "profile.json")).mode & 0o777).toBe(0o600);
        expect(statSync(join(folder, "own")).mode & 0o777).toBe(0o700);
    });

    it("refuses one of a newer version, and does not touch it", () => {
        const path = join(folder, "profile.json");
        const text = JSON.stringify({ format: 2, rooms: [] });
        writeFileSync(path, text);
        expect(() => ProfileFile.open(folder)).toThrow("newer version");
        expect(readFileSync(path, "utf8")).toBe(text);
    });

    it.each(["", "[]", "{", '{"format":1,"rooms":[{}]}', '{"format":1,"games":[1]}', '{"rooms":[]}'])(
        "refuses a damaged one: %j",
        (text) => {
            writeFileSync(join(folder, "profile.json"), text);
            expect(() => ProfileFile.open(folder)).toThrow(StoreError);
        },
    );

    it.runIf(process.getuid?.() !== 0)("says what to do where the folder has no rights", () => {
        chmodSync(folder, 0o500);
        expect(() => ProfileFile.open(join(folder, "own"))).toThrow("--db-folder");
        expect(() => ProfileFile.open(folder).putRoom(ROOM)).toThrow("--db-folder");
    });

    it("says what to do where the folder is a file", () => {
        const path = join(folder, "file");
        writeFileSync(path, "");
        expect(() => ProfileFile.open(join(path, "own"))).toThrow("--db-folder");
    });
});

describe("keys", () => {
    it("are one for each room, made once", () => {
        const first = keyFor(folder, ID);
        expect(keyFor(folder, ID).key).toEqual(first.key);
        expect(keyFor(folder, Buffer.alloc(32, 1)).key).not.toEqual(first.key);
        const other = newKey();
        keepKey(folder, ID, other);
        expect(readKey(folder, ID)?.key).toEqual(other.signer.key);
        dropKey(folder, ID);
        expect(readKey(folder, ID)).toBeUndefined();
    });

    it.runIf(process.platform !== "win32")("are for their user alone, also where a copy was made for others", () => {
        keyFor(folder, ID);
        const path = join(folder, "keys", `${ROOM.id}.key`);
        expect(statSync(path).mode & 0o777).toBe(0o600);
        chmodSync(path, 0o644);
        readKey(folder, ID);
        expect(statSync(path).mode & 0o777).toBe(0o600);
    });

    it("that are damaged are refused without a word of what they say", () => {
        mkdirSync(join(folder, "keys"));
        writeFileSync(join(folder, "keys", `${ROOM.id}.key`), "5ec2e7");
        expect(() => keyFor(folder, ID)).toThrow("is no key");
        expect(() => keyFor(folder, ID)).not.toThrow("5ec2e7");
    });
});

describe("what is remembered of a room", () => {
    it("is read as it was written, within bounds", () => {
        expect(readAgentState(folder, ROOM.id)).toEqual(NO_STATE);
        const failed = { at: "00", kind: 0, code: "scope", text: "no", ledger: "61", scope: "62", block: "AA==" };
        const told = Array.from({ length: 5000 }, (_, index) => `line ${index}`);
        writeAgentState(folder, ROOM.id, { memory: { waits: { a: 1 }, abouts: {} }, failed: [failed], told });
        const again = readAgentState(folder, ROOM.id);
        expect(again).toMatchObject({ memory: { waits: { a: 1 } }, failed: [failed] });
        expect([again.told.length, again.told.at(-1)]).toEqual([4096, "line 4999"]);
    });

    it("is forgotten where it has another form", () => {
        mkdirSync(join(folder, "agent"));
        writeFileSync(
            join(folder, "agent", `${ROOM.id}.json`),
            '{"format":1,"memory":{"waits":{"a":"b"}},"failed":[{}],"told":[1]}',
        );
        expect(readAgentState(folder, ROOM.id)).toEqual(NO_STATE);
    });
});
