/** Guilds with a past: clients that run SimpleDKP over logs written beforehand. */

import { Archive, openScope, type SavedLedger } from "../src/log/archive";
import { formatGuid } from "../src/event/guid";
import { creatorOf, toId, WEEK_SECONDS } from "../src/event/key";
import { Log } from "../src/log/log";
import { Revocations } from "../src/log/revocations";
import { parseField } from "../src/event/field";
import { encodeBody, type TypeDefinition } from "../src/event/schema";
import type { Background, Pause } from "../src/ports";
import { Random } from "../realm/random";
import { type Client, createRealm, type MessageRecord, type Realm, type RealmOptions } from "../realm/realm";
import { writeSavedVariables } from "../realm/saved/writer";
import { findUntruth, type GuildLedger } from "./words";

const noPause: Pause = () => {};

/** Start of a week, so that the newest week of a past is the one before. */
const START = 2820 * WEEK_SECONDS;

/** Server id of all characters of a past. */
export const SERVER = 1001;

const RAIDERS = 40;
export const REASONS = ["Ragnaros", "Onyxia", "Nefarian", "attendance", "on time"];

/** SimpleDKP's type of awards. */
export const AWARD: TypeDefinition = {
    name: "award",
    id: 1,
    fields: ["players:guid[]", "amount", "reason"].map((field) => parseField(field)!),
};

/** The GUID of the raider with a number from 1 on. */
export function raiderOf(number: number): string {
    return formatGuid(SERVER, 100000 + number * 7919);
}

/** An event as the log takes it. */
export interface PastEvent {
    readonly time: number;
    readonly id: number;
    readonly body: string;
}

/** Awards that follow one kill: one officer, one reason, one amount, a few seconds between. */
const RUN = 20;
const RUN_STEP = 7;

/** Awards of one player each over the weeks before the realm begins, in runs, by officers who take turns. */
export function makePast(random: Random, count: number, weeks: number, raiders = RAIDERS): PastEvent[] {
    const events: PastEvent[] = [];
    const perWeek = math.ceil(count / weeks);
    const runStep = math.floor((WEEK_SECONDS - RUN * RUN_STEP) / math.ceil(perWeek / RUN));
    let amount = 0;
    let reason = "";
    for (const index of $range(0, count - 1)) {
        const inWeek = index % perWeek;
        const inRun = inWeek % RUN;
        if (inRun === 0) {
            amount = random.integer(-3, 6) * 10;
            reason = random.pick(REASONS);
        }
        const week = START - (weeks - math.floor(index / perWeek)) * WEEK_SECONDS;
        const run = math.floor(inWeek / RUN);
        const players = [raiderOf(random.integer(1, raiders))];
        const [body] = encodeBody(AWARD, { players, amount, reason });
        const creator = 70000 + (math.floor(index / RUN) % 3);
        events.push({ time: week + run * runStep + inRun * RUN_STEP, id: toId(creator, 0), body: body! });
    }
    return events;
}

/** Of a log that is only written. */
export const idleBackground: Background = {
    run: () => ({ cancel() {} }),
    drive() {},
};

/** A log that holds these events. */
export function logOf(events: readonly PastEvent[]): Log {
    const log = new Log(
        idleBackground,
        {},
        { inserted() {}, conflict() {}, yields: () => false, moves: () => true, quarantined() {} },
    );
    for (const { time, id, body } of events) log.insert(time, id, body);
    for (const { id } of events) log.directory.note(creatorOf(id), SERVER, true);
    return log;
}

/** The text of SimpleDKP's SavedVariables with these events. */
export function savedText(events: readonly PastEvent[], guild: string): string {
    const log = logOf(events);
    const saved: SavedLedger = {};
    new Archive(openScope(saved, `guild:${guild}-Realm`)!, log, new Revocations(idleBackground, () => {}), {}).save(
        noPause,
    );
    return writeSavedVariables(["SimpleDKP_Saved"], { SimpleDKP_Saved: saved } as never);
}

/** What went over the network since the last reset. */
export interface Counted {
    messages: number;
    bytes: number;
}

/**
 * Milliseconds that each look at the profiling clock takes: a slice of work ends where the seed says, and not where the
 * machine that plays the scenario is slow.
 */
const PROFILE_STEP = 0.1;

/** SimpleDKP's ledger. */
const LEDGER: GuildLedger = { path: "SimpleDKP.ledger", field: "amount" };

/** The lowest rank that may speak in SimpleDKP. */
const LOWEST_SPEAKER = 1;

/** A guild in a realm, all of whose clients run SimpleDKP. */
export class ScenarioGuild {
    readonly realm: Realm;
    readonly clients: Client[] = [];
    readonly random: Random;
    readonly counted: Counted = { messages: 0, bytes: 0 };
    /** Called for each message when it is sent. */
    onMessage?: (this: void, message: MessageRecord) => void;

    /** @param isTimed whether slices are by the processor's time, for who measures it; the seed does not determine all then. */
    constructor(
        private readonly seed: number,
        options: Partial<RealmOptions> = {},
        isTimed = false,
    ) {
        this.random = new Random(seed);
        this.realm = createRealm({
            seed,
            startTime: START + 3600,
            latency: 0.1,
            profileStep: isTimed ? undefined : PROFILE_STEP,
            ...options,
        });
        this.realm.addGuild({
            name: "Guild",
            ranks: [
                { name: "Guild Master", canSpeak: true },
                { name: "Officer", canSpeak: true },
                { name: "Raider", canSpeak: true },
            ],
        });
        this.realm.setMessageHook((message) => {
            this.counted.messages++;
            this.counted.bytes += message.text.length;
            this.onMessage?.(message);
        });
    }

    /** Adds clients of a rank, with a past. They are offline. */
    add(count: number, rank: number, past: readonly PastEvent[], prefix = "Player"): Client[] {
        const text = past.length > 0 ? savedText(past, "Guild") : undefined;
        const added: Client[] = [];
        for (const _ of $range(1, count)) {
            const client = this.realm.addClient({
                name: `${prefix}${string.char(97 + (this.clients.length % 26))}${tostring(this.clients.length)}`,
                guild: "Guild",
                rank,
                addons: [{ toc: "examples/SimpleDKP/SimpleDKP.toc", externals: { "Libs/LibEventLedger": "dist" } }],
            });
            if (text !== undefined) client.setSavedText("SimpleDKP", text);
            this.clients.push(client);
            added.push(client);
        }
        return added;
    }

    login(clients: readonly Client[]): void {
        for (const client of clients) client.login();
    }

    reset(): void {
        this.counted.messages = 0;
        this.counted.bytes = 0;
    }

    /** Whether all that are online have this many events. */
    haveAll(count: number): boolean {
        for (const client of this.clients) {
            if (client.isOnline && eventCount(client) !== count) return false;
        }
        return true;
    }

    /** Fails when a client that is online is neither equal to the others nor says that it is not. */
    checkWords(): void {
        const untruth = findUntruth(this.clients, LEDGER, ({ rank }) => rank <= LOWEST_SPEAKER);
        if (untruth !== undefined) error(`seed ${this.seed}: ${untruth}`, 0);
    }

    /** Fails when a client's code raised. */
    check(): void {
        const [first] = this.realm.errors;
        if (first !== undefined) error(`${first.client}: ${first.message}\n${first.stack}`, 0);
    }
}

/** Number of events in a client's log. */
export function eventCount(client: Client): number {
    const [count] = client.run("return SimpleDKP.ledger:status().events");
    return count as number;
}
