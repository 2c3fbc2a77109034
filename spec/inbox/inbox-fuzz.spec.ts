import { decodeChecked, encodeChecked } from "../../src/block/checked-text";
import type { InboxStatus } from "../../src/api/status";
import { MAX_SERVER } from "../../src/event/guid";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { randomEvents, WEEK } from "../support/events";
import { startLedger } from "../support/ledgers";
import { NO_NATIVE } from "../support/natives";
import { rounds } from "../support/rounds";
import { World } from "../support/world";
import { inboxOf, type TestOffer, type TestSpeaker } from "./stage";

const SEED = 1501;
const INBOXES = rounds(10000, 400);
const SCOPE = "guild:Guild-Realm";

function randomSpeakers(random: SeededRandom): TestSpeaker[] {
    const speakers: TestSpeaker[] = [];
    for (const _ of $range(1, random.integer(1, 3))) {
        const guid = string.format("Player-%.0f-%08X", random.integer(0, MAX_SERVER), random.integer(0, 2 ** 30));
        speakers.push([guid, `Speaker${random.integer(1, 9)}-Realm`]);
    }
    return speakers;
}

/** A few offers of a few weeks, long ago. */
function randomOffers(random: SeededRandom): TestOffer[] {
    const offers: TestOffer[] = [];
    for (const number of $range(1, random.integer(1, 4))) {
        const week = WEEK - 1000 + random.integer(0, 2);
        const events = randomEvents(random, random.integer(1, 4), week);
        offers.push({ number, speakers: randomSpeakers(random), events });
    }
    return offers;
}

/** Anything that a table may hold. */
function anything(random: SeededRandom): unknown {
    const values = [5, "", "QUJD", true, {}, () => {}, random.bytes(20), math.huge, [1], 2 ** 53];
    return values[random.integer(0, values.length - 1)];
}

/** Changes something in a text, as a decoded one with a sound checksum or as it stands. */
function mutateText(random: SeededRandom, text: string): unknown {
    const at = random.integer(1, text.length);
    const kind = random.integer(1, 5);
    if (kind === 1) return string.sub(text, 1, at - 1) + random.bytes(1) + string.sub(text, at + 1);
    if (kind === 2) return string.sub(text, 1, at);
    if (kind === 3) return text + text;
    if (kind === 4) return anything(random);
    return resealed(random, text);
}

/** A text with a change behind its checksum, which fits it: what a companion of another version may write. */
function resealed(random: SeededRandom, text: string): string {
    const bytes = decodeChecked(text, NO_NATIVE, noPause)!;
    const at = random.integer(1, bytes.length);
    const length = random.integer(0, 3);
    const changed = string.sub(bytes, 1, at - 1) + random.bytes(random.integer(0, 3)) + string.sub(bytes, at + length);
    return encodeChecked(changed, NO_NATIVE, noPause);
}

/** An inbox with some changes. */
function mutatedInbox(random: SeededRandom): unknown {
    if (random.integer(1, 20) === 1) return anything(random);
    const found = inboxOf(randomOffers(random)) as unknown as LuaTable<AnyNotNil, unknown>;
    const weeks: number[] = [];
    for (const [week] of pairs(found as unknown as LuaTable<number, unknown>)) weeks.push(week);
    table.sort(weeks);
    for (const week of weeks) {
        const kind = random.integer(1, 4);
        if (kind <= 2) found.set(week, mutateText(random, found.get(week) as string));
        if (kind === 3) found.set(random.integer(1, 3000) / 2, found.get(week));
        if (kind === 4 && random.integer(1, 2) === 1) found.set(`k${random.integer(1, 9)}`, anything(random));
    }
    return found;
}

/** What a client makes of an inbox. */
function read(this: void, random: SeededRandom, found: unknown): { status: InboxStatus; events: number } {
    const world = new World();
    world.background.pausesPerSlice = random.integer(0, 9);
    world.inbox.found = found;
    world.inbox.isMalformed = random.integer(1, 30) === 1;
    const saved = {};
    const ledger = startLedger(world, { saved, inbox: true });
    world.time.advance(120);
    const status = ledger.status();
    if (world.guard.reports.length > 0) error(world.guard.reports[0], 0);
    ledger.stop();
    const scopes = (saved as { scopes: Record<string, { inbox: string }> }).scopes;
    if (decodeChecked(scopes[SCOPE].inbox, NO_NATIVE, noPause) === undefined) error("outcomes out of form", 0);
    return { status: status.inbox!, events: status.events };
}

describe("The inbox, fuzzed", () => {
    it("raises nothing, takes in what is of the form, and counts what is not", () => {
        const random = new SeededRandom(SEED);
        let entered = 0;
        let malformed = 0;
        for (const round of $range(1, INBOXES)) {
            const found = mutatedInbox(random);
            const [ok, result] = pcall(read, random, found);
            const where = string.format("seed %d, inbox %d: ", SEED, round);
            if (!ok) error(where + tostring(result), 0);
            const { status, events } = result;
            assert.equal(0, status.waiting, where);
            // One of two bodies under one key leaves the log again.
            assert.is_true(events <= status.entered, where);
            entered += status.entered;
            malformed += status.malformed;
        }
        assert.is_true(entered > INBOXES && malformed > INBOXES / 2, `${entered} entered, ${malformed} malformed`);
    });
});
