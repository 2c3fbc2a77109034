/** A guild whose clients run a small addon with two types of events and a policy of one's choice. */

import { type AddonOptions, type Client, createRealm, type Realm, type RealmOptions } from "../realm/realm";
import { Random } from "../realm/random";
import { dumpOf, findUntruth, type GuildLedger } from "./words";

/** Prefix of the addon's ledger. */
export const NOTES = "Notes";

/** Indices of the guild's ranks. */
export const MASTER = 0;
export const OFFICER = 1;
export const MEMBER = 2;

/** See scenarios/guild.ts. */
const PROFILE_STEP = 0.1;

/** The library of this tree. */
const CURRENT: AddonOptions = { toc: "dist/LibEventLedger.toc" };

/**
 * The library as an addon of its own, and the addon: `policy` is an expression in Lua with `library` in scope, `more` further options
 * of createLedger().
 */
function addonsOf(policy: string, more: string, library: AddonOptions): AddonOptions[] {
    const source = `
        local frame = CreateFrame("Frame")
        frame:RegisterEvent("ADDON_LOADED")
        frame:SetScript("OnEvent", function(_, _, loaded)
            if loaded ~= "${NOTES}" then return end
            Notes_Saved = Notes_Saved or {}
            local library = LibStub("LibEventLedger-1.0")
            Notes = library:createLedger({
                name = "${NOTES}",
                saved = Notes_Saved,
                initialState = function() return { count = 0, sum = 0 } end,
                authorize = ${policy},
                ${more}
            })
            local function count(state, event)
                state.count = state.count + 1
                state.sum = state.sum + event.number
            end
            local function undo(state, event)
                state.count = state.count - 1
                state.sum = state.sum - event.number
            end
            -- The first release knows no kinds of fields.
            local fields = Notes.seal and { "number:number", "reason:string?" } or { "number", "reason" }
            Notes:define("award", { id = 1, fields = fields, undo = undo }, count)
            Notes:define("vote", { id = 2, fields = fields }, count)
            Notes:start()
        end)`;
    return [library, { name: NOTES, source, savedVariables: ["Notes_Saved"] }];
}

/** Members vote, officers award, and only officers speak and pass on: the pattern of the guide. */
export const VOTES = `library.policies.byType({
    vote = "everyone",
    award = library.policies.guildRank(${OFFICER}),
    default = library.policies.guildRank(${OFFICER}),
})`;

/** Officers only. */
export const OFFICERS = `library.policies.guildRank(${OFFICER})`;

/** Everybody writes and passes on only what is their own. */
export const CREATORS = '"everyone"';

/** Everybody writes and passes on everything. */
export const EVERYBODY = "function() return true end";

/** Policies under which members may speak. */
const SPEAKING: readonly string[] = [CREATORS, EVERYBODY];

/** The addon's ledger. */
const LEDGER: GuildLedger = { path: NOTES, field: "number" };

export class PolicyGuild {
    readonly realm: Realm;
    readonly random: Random;
    readonly clients: Client[] = [];
    messages = 0;
    bytes = 0;

    constructor(
        private readonly seed: number,
        private readonly policy: string,
        options: Partial<RealmOptions> = {},
    ) {
        this.random = new Random(seed);
        this.realm = createRealm({ seed, latency: 0.1, profileStep: PROFILE_STEP, ...options });
        this.realm.addGuild({
            name: "Guild",
            ranks: ["Guild Master", "Officer", "Member"].map((name) => ({ name, canSpeak: true })),
        });
        this.realm.setMessageHook(({ text }) => {
            this.messages++;
            this.bytes += text.length;
        });
    }

    /**
     * Adds clients of a rank. They are offline.
     * @param more further options of their ledger, in Lua.
     * @param library the copy of the library that they run.
     */
    add(count: number, rank: number, prefix: string, more = "", library = CURRENT): Client[] {
        const added: Client[] = [];
        for (const index of $range(0, count - 1)) {
            const name = `${prefix}${string.char(97 + (index % 26))}`;
            const addons = addonsOf(this.policy, more, library);
            const client = this.realm.addClient({ name, guild: "Guild", rank, addons });
            this.clients.push(client);
            added.push(client);
        }
        return added;
    }

    reset(): void {
        this.messages = 0;
        this.bytes = 0;
    }

    /** Fails when a client that is online is neither equal to the others nor says that it is not. */
    checkWords(): void {
        const mayAllSpeak = SPEAKING.includes(this.policy);
        const untruth = findUntruth(this.clients, LEDGER, ({ rank }) => mayAllSpeak || rank <= OFFICER);
        if (untruth !== undefined) error(`seed ${this.seed}: ${untruth}`, 0);
    }

    /** Fails when a client's code raised. */
    check(): void {
        const [first] = this.realm.errors;
        if (first !== undefined) error(`${first.client}: ${first.message}\n${first.stack}`, 0);
    }
}

/** Writes an event; an error when it is refused. */
export function write(client: Client, type: "award" | "vote", number: number): void {
    client.run(
        'local type, number = ... assert(Notes:submit(type, { number = number, reason = "reason " .. number }))',
        type,
        number,
    );
}

/** Number of events in a client's log. */
export function countOf(client: Client): number {
    return client.evaluate("Notes:status().events") as number;
}

/** Everything that a client's log holds, as text. */
export function dump(client: Client): string {
    return dumpOf(client, LEDGER);
}
