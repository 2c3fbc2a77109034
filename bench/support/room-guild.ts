/** A guild in the realm whose members all run an addon with a room, for figures of rooms. */

import { type Client, createRealm, type Realm } from "../../realm/realm";

/** Seconds of a look at whether something has come to hold. */
const LOOK_SECONDS = 0.05;

function readDist(file: string): string {
    const [handle] = io.open(`dist/${file}`, "rb");
    if (handle === undefined) error(`rooms: dist/${file} is not there: run npm run build`, 0);
    const text = handle.read("*a") as unknown as string;
    handle.close();
    return text;
}

/** A bundle as a part of a file: without its last line, which returns. */
function chunkOf(file: string): string {
    return `(function(...) ${readDist(file)}\nend)(...)\n`;
}

const LIBRARIES = `${chunkOf("LibStub.lua")};${chunkOf("LibEventLedger.lua")};${chunkOf("LibEventLedgerRooms.lua")}`;

/** What every member runs: a room with a pool of bids, one each member and item, and a lease. */
const ADDON = {
    name: "Live",
    source: `${LIBRARIES}
        Room = LibStub("LibEventLedgerRooms-1.0"):createRoom({ name = "Live" })
        Bids = Room:pool("bids", {
            key = function(bid) return bid.item end,
            fields = { "item:string", "amount:number" },
        })
        Room:handle("double", function(args) return args * 2 end)
        function Bid(item, amount) return Bids:replaceContribution({ item = item, amount = amount }) end
        function Amount(item) local bid = Bids:getContribution(item) return bid and bid.amount end
        function Count() local count = 0 for _ in pairs(Bids:getAllContributions()) do count = count + 1 end return count end
    `,
};

export class RoomGuild {
    readonly realm: Realm;
    readonly clients: Client[] = [];
    /** Messages since messages was last set to 0. */
    messages = 0;

    /** @param count members that are online from the beginning, for long enough to know each other. */
    constructor(seed: number, count: number, loss = 0) {
        this.realm = createRealm({ seed, latency: 0.1, rosterDelay: 5 });
        this.realm.addGuild({ name: "Guild", ranks: [{ name: "Leader" }, { name: "Member" }] });
        this.realm.setMessageHook(() => this.messages++);
        for (const _ of $range(1, count)) this.add().login();
        this.realm.advance(120);
        this.realm.setLoss(loss);
        this.messages = 0;
    }

    /** One more member, who is offline. */
    add(): Client {
        const name = `P${letters(this.clients.length)}`;
        const client = this.realm.addClient({ name, guild: "Guild", rank: 1, addons: [ADDON] });
        this.clients.push(client);
        return client;
    }

    /** Lets time pass until something holds. @returns the seconds; raises when it takes longer than these. */
    until(what: string, condition: (this: void) => boolean, seconds: number): number {
        const start = this.realm.getTime();
        if (!this.realm.advanceUntil(condition, seconds, LOOK_SECONDS)) {
            error(`rooms: ${what} took more than ${seconds} s`, 0);
        }
        return this.realm.getTime() - start;
    }

    /** Raises where a client's code raised. */
    check(): void {
        for (const { message } of this.realm.errors) error(`rooms: ${message}`, 0);
    }
}

/** A number as letters: names of characters have no digits. */
function letters(index: number): string {
    const first = math.floor(index / 26);
    return string.char(97 + first) + string.char(97 + (index % 26));
}
