/** A guild in the realm whose members all run an addon with a room, or another one in its place, for figures of rooms. */

import { type Client, createRealm, type Realm } from "../../realm/realm";

/** Seconds between two looks at whether something has come to hold. */
const LOOK_SECONDS = 0.05;
/** Seconds for which members know each other before anything is measured. */
const SETTLED_SECONDS = 120;

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

/** The addon message prefix of the room. */
export const ROOM_NAME = "Live";

/** An addon whose functions the figures call. */
export interface GuildAddon {
    readonly name: string;
    readonly source: string;
}

/** A room with a pool of bids, one each member and item, and a call that counts how often it is executed. */
export const ROOM_ADDON: GuildAddon = {
    name: "Live",
    source: `${LIBRARIES}
        Room = LibStub("LibEventLedgerRooms-1.0"):createRoom({ name = "${ROOM_NAME}" })
        Room:on("opened", function() OpenedAt = GetTime() end)
        Bids = Room:pool("bids", {
            key = function(bid) return bid.item end,
            fields = { "item:string", "amount:number" },
        })
        Executed = {}
        Room:handle("double", function(args)
            Executed[args] = (Executed[args] or 0) + 1
            return args * 2
        end)
        function Bid(item, amount) return Bids:replaceContribution({ item = item, amount = amount }) end
        function Amount(item) local bid = Bids:getContribution(item) return bid and bid.amount end
        function Count() local count = 0 for _ in pairs(Bids:getAllContributions()) do count = count + 1 end return count end
        function View()
            local lines = {}
            for item, bid in pairs(Bids:getAllContributions()) do
                lines[#lines + 1] = item .. " " .. bid.amount .. " " .. Bids:ownerOf(item)
            end
            for _, member in ipairs(Room:members()) do lines[#lines + 1] = member.name end
            table.sort(lines)
            return table.concat(lines, ", ")
        end
    `,
};

/** How a guild is made. */
export interface RoomGuildOptions {
    /** The share of messages that is lost once its members know each other. */
    readonly loss?: number;
    /** What its members run. Default: the addon with a room. */
    readonly addon?: GuildAddon;
    /** What is done between the members' logins and the time in which they get to know each other. */
    readonly begin?: (this: void, guild: RoomGuild) => void;
}

export class RoomGuild {
    readonly realm: Realm;
    readonly clients: Client[] = [];
    /** Messages since messages was last set to 0. */
    messages = 0;
    private readonly addon: GuildAddon;

    /** @param count members that are online from the beginning, for long enough to know each other. */
    constructor(seed: number, count: number, options: RoomGuildOptions = {}) {
        this.addon = options.addon ?? ROOM_ADDON;
        this.realm = createRealm({ seed, latency: 0.1, rosterDelay: 5 });
        this.realm.addGuild({ name: "Guild", ranks: [{ name: "Leader" }, { name: "Member" }] });
        this.realm.setMessageHook(() => this.messages++);
        for (const _ of $range(1, count)) this.add().login();
        this.realm.advance(SETTLED_SECONDS / 2);
        options.begin?.(this);
        this.realm.advance(SETTLED_SECONDS / 2);
        this.realm.setLoss(options.loss ?? 0);
        this.messages = 0;
    }

    /** One more member, who is offline. */
    add(): Client {
        const name = `P${letters(this.clients.length)}`;
        const client = this.realm.addClient({ name, guild: "Guild", rank: 1, addons: [this.addon] });
        this.clients.push(client);
        return client;
    }

    /** Lets time pass until something holds. @returns the seconds; nil when it takes longer than these. */
    secondsUntil(condition: (this: void) => boolean, seconds: number): number | undefined {
        const start = this.realm.getTime();
        return this.realm.advanceUntil(condition, seconds, LOOK_SECONDS) ? this.realm.getTime() - start : undefined;
    }

    /** As secondsUntil(), but raises when it takes longer. */
    until(what: string, condition: (this: void) => boolean, seconds: number): number {
        return this.secondsUntil(condition, seconds) ?? error(`rooms: ${what} took more than ${seconds} s`, 0);
    }

    /** Raises where a client's code raised. */
    check(): void {
        for (const { message } of this.realm.errors) error(`rooms: ${message}`, 0);
    }
}

/** The value of a function of a client's addon. */
export function ask(client: Client, name: string, ...args: unknown[]): unknown {
    const [value] = client.call(name, ...args);
    return value as unknown;
}

/** A number as letters: names of characters have no digits. */
function letters(index: number): string {
    const first = math.floor(index / 26);
    return string.char(97 + first) + string.char(97 + (index % 26));
}
