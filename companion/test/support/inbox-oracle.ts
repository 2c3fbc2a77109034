/** Reads an Inbox.lua as the game does: Lua 5.1 loads it, and what is in it is taken apart here anew. */
import { execFileSync } from "node:child_process";

/** Loads a file that may use nothing, and prints what it has set. */
const SCRIPT = `
local chunk = assert(loadfile(arg[1]))
local found = {}
setfenv(chunk, found)
chunk()
local function hex(text) return (text:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
for name in pairs(found) do assert(name == "LibEventLedger_Inbox", name) end
local inbox = found.LibEventLedger_Inbox
for key in pairs(inbox) do assert(key == "version" or key == "written" or key == "ledgers", key) end
assert(inbox.version == 1 and type(inbox.written) == "number")
for ledger, scopes in pairs(inbox.ledgers) do
    for scope, weeks in pairs(scopes) do
        local count = 0
        for week, text in pairs(weeks) do
            assert(type(week) == "number" and type(text) == "string")
            print(hex(ledger), hex(scope), week, text)
            count = count + 1
        end
        assert(count > 0)
    end
end
`;

/** One offer. */
export interface ReadOffer {
    /** Hex of ledger and scope. */
    readonly ledger: string;
    readonly scope: string;
    readonly week: number;
    /** Hex of the half id. */
    readonly id: string;
    readonly speakers: readonly { readonly server: number; readonly id: number; readonly name: string }[];
    readonly block: Buffer;
}

function adler32(bytes: Buffer): number {
    let [low, high] = [1, 0];
    for (const byte of bytes) {
        low = (low + byte) % 65_521;
        high = (high + low) % 65_521;
    }
    return high * 65_536 + low;
}

/** Takes bytes apart from the front. */
class Cursor {
    constructor(public rest: Buffer) {}

    take(count: number): Buffer {
        if (this.rest.length < count) throw new Error("cut off");
        const taken = this.rest.subarray(0, count);
        this.rest = this.rest.subarray(count);
        return taken;
    }

    varint(): number {
        let [value, scale] = [0, 1];
        for (;;) {
            const [byte] = this.take(1);
            value += (byte & 127) * scale;
            if (byte < 128) return value;
            scale *= 128;
        }
    }
}

function offersOf(ledger: string, scope: string, week: number, text: string): ReadOffer[] {
    const bytes = Buffer.from(text, "base64");
    if (bytes.toString("base64") !== text) throw new Error("no base64");
    if (bytes.readUInt32BE(0) !== adler32(bytes.subarray(4))) throw new Error("checksum");
    const offers: ReadOffer[] = [];
    for (const cursor = new Cursor(bytes.subarray(4)); cursor.rest.length > 0;) {
        const id = cursor.take(16).toString("hex");
        const speakers = Array.from({ length: cursor.take(1)[0] }, () => ({
            server: cursor.varint(),
            id: cursor.take(4).readUInt32BE(0),
            name: cursor.take(cursor.take(1)[0]).toString("utf8"),
        }));
        if (speakers.length < 1 || speakers.length > 8) throw new Error("speakers");
        offers.push({ ledger, scope, week, id, speakers, block: cursor.take(cursor.varint()) });
    }
    return offers;
}

/** The offers of a file, those of a week in their order. Raises where it is not of the form of the document. */
export function readInbox(path: string): ReadOffer[] {
    const lines = execFileSync("lua5.1", ["-", path], { input: SCRIPT, encoding: "utf8", maxBuffer: 2 ** 27 });
    return lines
        .split("\n")
        .slice(0, -1)
        .flatMap((line) => {
            const [ledger, scope, week, text] = line.split("\t");
            return offersOf(ledger, scope, Number(week), text);
        });
}
