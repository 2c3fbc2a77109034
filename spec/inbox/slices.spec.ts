import { WEEK_SECONDS, weekOf } from "../../src/event/key";
import { Schema } from "../../src/event/schema";
import { Inbox } from "../../src/inbox/inbox";
import { Lifetime } from "../../src/lifetime";
import { Admission } from "../../src/log/admission";
import { Log } from "../../src/log/log";
import type { Background, Pause } from "../../src/ports";
import { SeededRandom } from "../random";
import { ImmediateBackground, NO_HANDLE } from "../support/background";
import type { TestEvent } from "../support/events";
import { NO_NATIVE } from "../support/natives";
import { mostWork } from "../support/work";
import { START, World } from "../support/world";
import { inboxOf, type TestOffer, type TestSpeaker } from "./stage";

const SEED = 9;
const WEEKS = 20;
const OFFERS_A_WEEK = 10;
const EVENTS = 500;

/** The weeks end with the one before this. */
const LAST_WEEK = weekOf(START);

/** Instructions of the Lua machine that take a millisecond, about. */
const MOST = 100000;

const ANNA: TestSpeaker = ["Player-1001-0000ABCD", "Anna-Realm"];

/** Offers with 100,000 events of twenty weeks, by twenty creators. */
function manyOffers(): TestOffer[] {
    const random = new SeededRandom(SEED);
    const offers: TestOffer[] = [];
    for (const week of $range(0, WEEKS - 1)) {
        for (const part of $range(0, OFFERS_A_WEEK - 1)) {
            const events: TestEvent[] = [];
            const start = (LAST_WEEK - WEEKS + week) * WEEK_SECONDS + part * 50000;
            for (const index of $range(0, EVENTS - 1)) {
                const id = random.integer(1, 20) * 256;
                events.push({
                    time: start + index * 90,
                    id,
                    server: 1001,
                    body: `\x01\x18${string.char(24 + (index % 90))}`,
                });
            }
            offers.push({ number: offers.length, speakers: [ANNA], events });
        }
    }
    return offers;
}

describe("An inbox of 100,000 events", () => {
    it("is taken in slices that end soon", () => {
        const { time, guard, identity } = new World();
        const schema = new Schema();
        schema.add({ id: 1, name: "award", fields: [{ name: "amount", kind: "any" }] });
        const log = new Log(new ImmediateBackground(), NO_NATIVE, {
            inserted: () => {},
            conflict: () => {},
            yields: () => false,
            moves: () => true,
            quarantined: () => {},
            completed: () => {},
        });
        const admission = new Admission(log, schema, time, guard, () => true, {
            refused: () => {},
            isCreator: () => false,
            state: () => undefined,
            serverTold: ({ id, server }) => log.directory.note(math.floor(id / 256), server, false),
        });
        const found = inboxOf(manyOffers());
        let pause: Pause = () => {};
        const background: Background = {
            run: (body) => {
                body(pause, pause);
                return NO_HANDLE;
            },
            drive: () => {},
        };
        let saved = "";
        const inbox = new Inbox(identity, NO_NATIVE, new Lifetime(time, background), {
            admit: (candidate) => admission.take(candidate),
            openWeek: (weekNumber) => {
                log.open(weekNumber, pause);
            },
            mayPassOn: () => true,
            refused: () => {},
            entered: () => {},
            save: (text) => {
                saved = text;
            },
        });
        const most = mostWork((given) => {
            pause = given;
            inbox.open(found, false);
        });
        assert.equal(WEEKS * OFFERS_A_WEEK * EVENTS, inbox.status().entered, `seed ${SEED}`);
        assert.equal(WEEKS * OFFERS_A_WEEK * EVENTS, log.count());
        assert.equal(0, inbox.status().malformed);
        assert.is_true(saved.length > 0);
        assert.is_not_nil(log.week(LAST_WEEK - 1));
        assert.is_true(most <= MOST, `${most} instructions in a slice`);
    });
});
