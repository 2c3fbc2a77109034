/** Scenarios with somebody in the guild who means harm: a client without the library that sends frames of its own. */

import { encodeFrame } from "../src/link/frame";
import { tagOf } from "../src/link/tag";
import { weekOf } from "../src/event/key";
import { ROWS_PER_MESSAGE } from "../src/sync/constants";
import { ADVERTISE, encodeAdvertisement } from "../src/sync/messages";
import { rowsBetween, WEEK_END, type WeekSummary } from "../src/sync/week-summary";
import type { Client } from "../realm/realm";
import { eventCount, logOf, makePast, type PastEvent, ScenarioGuild } from "./guild";
import { conclude, type Outcome, type Scenario, SETTLING, untilEqual } from "./outcome";

const LEDGER = "SimpleDKP";
const TAG = tagOf(LEDGER, "guild:Guild-Realm");

/** Lower than that of any honest client: first in rank. */
const LOWEST_CLAIM = 1;

/** Seconds between the advertisements of who keeps others from syncing. */
const DENIAL_INTERVAL = 2;

/** Rank that may award, and one that may not. */
const OFFICER = 1;
const MEMBER = 2;

const EVENTS = 2000;
const WEEKS = 10;

/** Bytes of invented advertisements, as they went into the predecessor's figure. */
const INVENTED_BYTES = 945;

/** Seconds in which what they set off is counted. */
const AFTERMATH = 300;

/** Who sends frames under the ledger's prefix without running it. Offline. */
function addAdversary(guild: ScenarioGuild, rank: number): Client {
    const addons = [{ name: "Adversary", source: "" }];
    return guild.realm.addClient({ name: "Adversary", guild: "Guild", rank, addons });
}

function send(adversary: Client, text: string): void {
    adversary.call("C_ChatInfo.SendAddonMessage", LEDGER, text, "GUILD");
}

function advertisementOf(rows: readonly WeekSummary[]): string {
    const payload = encodeAdvertisement({ claim: LOWEST_CLAIM, base: rows[0].weekNumber, root: 0, rows });
    return encodeFrame(ADVERTISE.type, TAG, payload);
}

/** What an honest client with this past would say of all its weeks. */
function honestRows(past: readonly PastEvent[]): WeekSummary[] {
    const log = logOf(past);
    log.hash(() => {});
    return rowsBetween(log, 0, WEEK_END);
}

/** The same weeks with more events than anybody has. */
function inflated(rows: readonly WeekSummary[]): WeekSummary[] {
    return rows.map((row) => ({ ...row, count: row.count + 50, fingerprint: row.fingerprint + 1 }));
}

/** Who keeps others from syncing: their rank, and whether the rows are those of the guild or better ones. */
export interface Denier {
    readonly rank: number;
    readonly isInflating: boolean;
}

/** A member without any event logs in while a denier advertises all weeks with the lowest claim, and sends nothing. */
export function playDenial(seed: number, denier?: Denier): Outcome {
    const guild = new ScenarioGuild(seed);
    const past = makePast(guild.random, EVENTS, WEEKS);
    guild.login([...guild.add(2, OFFICER, past, "Officer"), ...guild.add(5, MEMBER, past)]);
    const [joiner] = guild.add(1, MEMBER, [], "Joiner");
    guild.realm.advance(SETTLING + guild.random.integer(0, 30));
    guild.reset();
    if (denier !== undefined) {
        const adversary = addAdversary(guild, denier.rank);
        adversary.login();
        const rows = honestRows(past);
        const text = advertisementOf(denier.isInflating ? inflated(rows) : rows);
        const advertise = (): void => {
            send(adversary, text);
            guild.realm.after(DENIAL_INTERVAL, advertise);
        };
        advertise();
    }
    joiner.login();
    return conclude(guild, untilEqual(guild, past.length));
}

/** Weeks that nobody has, as full advertisements and one that takes up the rest of the bytes. */
function inventedAdvertisements(guild: ScenarioGuild, lastWeek: number): string[] {
    const texts: string[] = [];
    let left = INVENTED_BYTES;
    let week = 1;
    while (week < lastWeek) {
        const rows: WeekSummary[] = [];
        let text = "";
        for (const index of $range(0, ROWS_PER_MESSAGE - 1)) {
            const { random } = guild;
            rows[index] = {
                weekNumber: week,
                count: random.integer(200, 10000),
                hash: random.uint32(),
                fingerprint: random.uint32(),
            };
            const longer = advertisementOf(rows);
            if (longer.length > left) break;
            text = longer;
            week++;
        }
        if (text === "") break;
        left -= text.length;
        texts[texts.length] = text;
    }
    return texts;
}

/** What a guild sends around a live event while somebody advertises what does not exist, or nothing. */
function playAftermath(seed: number, isDisturbed: boolean): Outcome {
    const guild = new ScenarioGuild(seed);
    const past = makePast(guild.random, EVENTS, WEEKS);
    const officers = guild.add(2, OFFICER, past, "Officer");
    guild.login([...officers, ...guild.add(8, MEMBER, past)]);
    const adversary = addAdversary(guild, OFFICER);
    adversary.login();
    guild.realm.advance(SETTLING);
    if (isDisturbed) {
        for (const text of inventedAdvertisements(guild, weekOf(past[0].time))) send(adversary, text);
    }
    guild.reset();
    guild.realm.advance(DENIAL_INTERVAL);
    officers[0].slash(`/sdkp award ${officers[0].name} 1 live`);
    const { seconds, isEqual } = untilEqual(guild, past.length + 1, AFTERMATH, 0.1);
    guild.realm.advance(AFTERMATH - seconds);
    const haveAll = isEqual && eventCount(officers[1]) === past.length + 1;
    return conclude(guild, { ...guild.counted, seconds, isEqual: haveAll });
}

/**
 * An officer advertises what does not exist. Messages and bytes: those that all others send more than they would have
 * sent anyway. Seconds: until all have a live event that is written meanwhile.
 */
export function playInvention(seed: number): Outcome {
    const usual = playAftermath(seed, false);
    const disturbed = playAftermath(seed, true);
    const messages = disturbed.messages - usual.messages;
    return { ...disturbed, messages, bytes: disturbed.bytes - usual.bytes };
}

/** Bytes that the adversary of playInvention() sends. */
export const INVENTION_BYTES = INVENTED_BYTES;

/** The scenarios by name. */
export const adversaries: Record<string, Scenario> = {
    "denial-none": (seed) => playDenial(seed),
    "denial-member": (seed) => playDenial(seed, { rank: MEMBER, isInflating: false }),
    "denial-officer": (seed) => playDenial(seed, { rank: OFFICER, isInflating: false }),
    "denial-officer-inflating": (seed) => playDenial(seed, { rank: OFFICER, isInflating: true }),
    invention: playInvention,
};
