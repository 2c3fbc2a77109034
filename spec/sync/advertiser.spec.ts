import { weekOf } from "../../src/event/key";
import { TokenBucket } from "../../src/link/token-bucket";
import { Advertiser } from "../../src/sync/advertiser";
import {
    ADVERTISE_DOUBLINGS,
    ADVERTISE_INTERVAL_SECONDS,
    FIRST_ADVERTISE_SECONDS,
    HELLO_LIMIT,
    RECENT_WEEKS,
    REPLY_JITTER_SECONDS,
    ROWS_INHIBIT_SECONDS,
    ROWS_PER_MESSAGE,
} from "../../src/sync/constants";
import {
    ADVERTISE,
    type Advertisement,
    decodeAdvertisement,
    decodeHello,
    decodeRows,
    HELLO,
    ROWS,
} from "../../src/sync/messages";
import { rootBefore } from "../../src/sync/roots";
import { rowsBetween, WEEK_END, type WeekSummary } from "../../src/sync/week-summary";
import { noPause } from "../support/background";
import { START } from "../support/world";
import { noteEvent, noteEvents, Stage } from "./stage";

/** The least and the most seconds between two advertisements that nothing hastens or stands for. */
const INTERVAL = [ADVERTISE_INTERVAL_SECONDS, ADVERTISE_INTERVAL_SECONDS * 1.25 + 0.1];

const WEEK = 604800;

function timesOf(stage: Stage, type: number): number[] {
    return stage.said.filter((message) => message.type === type).map(({ at }) => at);
}

/** Whoever is replied to as often as they like. */
function untiring(stage: Stage): TokenBucket {
    return new TokenBucket(stage.world.time, 1000, 1);
}

/** What a peer with this stage's log, but these rows, would say. */
function advertisement(
    stage: Stage,
    change: (this: void, row: WeekSummary) => WeekSummary = (row) => row,
): Advertisement {
    stage.hash();
    const base = weekOf(START) - RECENT_WEEKS + 1;
    const rows = rowsBetween(stage.log, base, WEEK_END).map((row) => change(row));
    return { claim: 5, base, root: rootBefore(stage.log, base), rows };
}

describe("An advertiser", () => {
    it("says hello and what it holds soon after the start", () => {
        const stage = new Stage(noteEvents(20));
        stage.insert([noteEvent(-10 * WEEK, 50)]);
        new Advertiser(stage.context);
        stage.advance(2 * FIRST_ADVERTISE_SECONDS + 0.1);
        const [hello] = stage.payloads(HELLO.type);
        assert.equal(rootBefore(stage.log, WEEK_END), decodeHello(hello));
        const [payload] = stage.payloads(ADVERTISE.type);
        assert.same({ ...advertisement(stage), claim: START }, decodeAdvertisement(payload));
        assert.is_true(stage.said[0].at >= FIRST_ADVERTISE_SECONDS);
    });

    it("repeats it at the interval, hello not", () => {
        for (const seed of [1, 2, 3]) {
            const stage = new Stage(noteEvents(3), seed);
            new Advertiser(stage.context);
            stage.advance(1000);
            assert.equal(1, stage.payloads(HELLO.type).length);
            const times = timesOf(stage, ADVERTISE.type);
            for (const index of $range(1, times.length - 1)) {
                const gap = times[index] - times[index - 1];
                assert.is_true(gap >= INTERVAL[0] && gap <= INTERVAL[1], `seed ${seed}: ${gap} s`);
            }
            assert.is_true(times.length >= 20);
        }
    });

    it("is silent for an interval when a peer said the same, once its own claim is known", () => {
        const stage = new Stage(noteEvents(3));
        const advertiser = new Advertiser(stage.context);
        const heard = (): void => {
            const said = advertisement(stage);
            advertiser.heard(said, true, untiring(stage));
        };
        heard();
        stage.advance(5);
        assert.equal(1, stage.payloads(ADVERTISE.type).length);
        for (const _ of $range(1, 20)) {
            heard();
            stage.advance(30);
        }
        assert.equal(1, stage.payloads(ADVERTISE.type).length);
        stage.advance(INTERVAL[1]);
        assert.equal(2, stage.payloads(ADVERTISE.type).length);
    });

    it("answers soon when a peer holds less, or greets with another root, and not otherwise", () => {
        const stage = new Stage(noteEvents(3));
        const advertiser = new Advertiser(stage.context);
        stage.advance(5);
        let lacking = 0;
        const answers = (act: (this: void) => void): boolean => {
            stage.clear();
            act();
            stage.advance(REPLY_JITTER_SECONDS + 0.1);
            return stage.payloads(ADVERTISE.type).length > 0;
        };
        const hear = (said: Advertisement): void => advertiser.heard(said, true, untiring(stage));
        assert.is_true(answers(() => hear(advertisement(stage, (row) => ({ ...row, count: row.count - 1 })))));
        assert.is_true(answers(() => hear({ ...advertisement(stage), rows: [] })));
        assert.is_true(answers(() => advertiser.greeted(1, untiring(stage), () => lacking++)));
        assert.is_false(answers(() => hear(advertisement(stage, (row) => ({ ...row, count: row.count + 1 })))));
        assert.is_false(answers(() => hear(advertisement(stage))));
        assert.is_false(
            answers(() => advertiser.greeted(rootBefore(stage.log, WEEK_END), untiring(stage), () => lacking++)),
        );
        assert.equal(1, lacking);
    });

    it("answers who says again what led to nothing only once its own log is another", () => {
        const stage = new Stage(noteEvents(3));
        const advertiser = new Advertiser(stage.context);
        stage.advance(5);
        const answers = (isNews: boolean): boolean => {
            stage.clear();
            advertiser.heard({ ...advertisement(stage), rows: [] }, isNews, untiring(stage));
            stage.advance(REPLY_JITTER_SECONDS + 0.1);
            return stage.payloads(ADVERTISE.type).length > 0;
        };
        assert.is_false(answers(false));
        assert.is_true(answers(true));
        assert.is_false(answers(false));
        stage.insert([noteEvent(1, 20)]);
        assert.is_true(answers(false));
        assert.is_false(answers(false));
    });

    it("says the same less and less often among others that say something else", () => {
        const stage = new Stage(noteEvents(3));
        const advertiser = new Advertiser(stage.context);
        const other = { ...advertisement(stage), root: 5 };
        const gaps = (seconds: number): number[] => {
            stage.clear();
            for (const _ of $range(1, seconds)) {
                advertiser.heard(other, false, untiring(stage));
                stage.advance(1);
            }
            const times = timesOf(stage, ADVERTISE.type);
            return times.slice(1).map((time, index) => time - times[index]);
        };
        const longest = 2 ** ADVERTISE_DOUBLINGS;
        const found = gaps(5 * longest * ADVERTISE_INTERVAL_SECONDS);
        for (const [index, gap] of ipairs(found)) {
            const times = math.min(2 ** math.max(0, index - 2), longest);
            const isDoubled = gap >= times * INTERVAL[0] && gap <= times * INTERVAL[1] + 1;
            assert.is_true(isDoubled, `gap ${index}: ${gap} s`);
        }
        assert.is_true(found.length > ADVERTISE_DOUBLINGS + 1);
    });

    it("says what is news after the interval at the latest, however rarely it spoke", () => {
        const stage = new Stage(noteEvents(3));
        const advertiser = new Advertiser(stage.context);
        const other = { ...advertisement(stage), root: 5 };
        for (const _ of $range(1, 3600)) {
            advertiser.heard(other, false, untiring(stage));
            stage.advance(1);
        }
        stage.clear();
        advertiser.changed();
        const due = advertiser.due() - stage.world.time.now;
        assert.is_true(due <= INTERVAL[1], `${due} s`);
        stage.insert([noteEvent(1, 20)]);
        stage.advance(2 * INTERVAL[1]);
        assert.is_true(stage.payloads(ADVERTISE.type).length >= 1);
        // A change does not put off what is due sooner.
        const soon = advertiser.due();
        advertiser.changed();
        assert.equal(soon, advertiser.due());
    });

    it("says only hello when it does not serve, and waits while that is not known", () => {
        const stage = new Stage(noteEvents(3));
        stage.mayServe = undefined;
        new Advertiser(stage.context);
        stage.advance(60);
        assert.equal(0, stage.payloads(ADVERTISE.type).length);
        stage.mayServe = true;
        stage.advance(2 * FIRST_ADVERTISE_SECONDS);
        assert.equal(1, stage.payloads(ADVERTISE.type).length);
        const mute = new Stage(noteEvents(3));
        mute.mayServe = false;
        new Advertiser(mute.context);
        mute.advance(600);
        assert.equal(0, mute.payloads(ADVERTISE.type).length);
        assert.equal(1, mute.payloads(HELLO.type).length);
    });

    it("gives the rows of old weeks in parts that leave nothing out", () => {
        for (const weeks of [0, 1, ROWS_PER_MESSAGE, ROWS_PER_MESSAGE + 1, 50]) {
            const stage = new Stage();
            for (const week of $range(1, weeks)) stage.insert([noteEvent(-3 * week * WEEK, week)]);
            stage.hash();
            let pauses = 0;
            new Advertiser(stage.context).sendRows(weekOf(START), 0, () => pauses++);
            assert.equal(2 * stage.payloads(ROWS.type).length, pauses);
            let end = 0;
            const rows: WeekSummary[] = [];
            for (const payload of stage.payloads(ROWS.type)) {
                const answer = decodeRows(payload)!;
                assert.equal(end, answer.from);
                end = answer.to;
                for (const row of answer.rows) rows.push(row);
            }
            assert.equal(weekOf(START), end);
            assert.same(rowsBetween(stage.log, 0, weekOf(START)), rows);
        }
    });

    describe("asked for rows", () => {
        const PARTS = 3;

        /** An advertiser with so many old weeks that its rows are three messages. */
        function withParts(): { readonly stage: Stage; readonly advertiser: Advertiser } {
            const stage = new Stage();
            for (const week of $range(1, PARTS * ROWS_PER_MESSAGE)) stage.insert([noteEvent(-3 * week * WEEK, week)]);
            stage.hash();
            const advertiser = new Advertiser(stage.context);
            // What goes on by itself is over.
            stage.advance(5);
            return { stage, advertiser };
        }

        it("tells what was just told not again, and all of it once that is over", () => {
            const { stage, advertiser } = withParts();
            const tell = (): number => {
                stage.clear();
                advertiser.sendRows(weekOf(START), stage.world.time.now, noPause);
                return stage.payloads(ROWS.type).length;
            };
            assert.equal(PARTS, tell());
            stage.advance(0.1);
            assert.equal(0, tell());
            stage.advance(ROWS_INHIBIT_SECONDS);
            assert.equal(PARTS, tell());
        });

        it("tells all parts if others told only some of them since the question", () => {
            const { stage, advertiser } = withParts();
            const asked = stage.world.time.now;
            advertiser.sendRows(weekOf(START), asked, noPause);
            const [first, second] = stage.payloads(ROWS.type).map((payload) => decodeRows(payload)!);
            const late = withParts();
            late.advertiser.rowsHeard(first);
            // Nobody keeps another from telling the truth by telling something else.
            late.advertiser.rowsHeard({ ...second, rows: [] });
            late.stage.advance(ROWS_INHIBIT_SECONDS + 1);
            late.advertiser.sendRows(weekOf(START), asked, noPause);
            // Whoever collects them puts those of one client together only.
            assert.equal(PARTS, late.stage.payloads(ROWS.type).length);
        });

        it("tells nothing if others told all parts since the question", () => {
            const { stage, advertiser } = withParts();
            const asked = stage.world.time.now;
            advertiser.sendRows(weekOf(START), asked, noPause);
            const late = withParts();
            for (const payload of stage.payloads(ROWS.type)) late.advertiser.rowsHeard(decodeRows(payload)!);
            late.stage.advance(ROWS_INHIBIT_SECONDS + 1);
            assert.is_false(late.advertiser.sendRows(weekOf(START), asked, noPause));
            assert.equal(0, late.stage.payloads(ROWS.type).length);
        });
    });

    it("says hello again when others ask for what it was not told of, a few times at most", () => {
        const stage = new Stage(noteEvents(3));
        const advertiser = new Advertiser(stage.context);
        advertiser.missed();
        stage.advance(5);
        const hellos = (): number => stage.payloads(HELLO.type).length;
        assert.equal(1, hellos());
        for (const _ of $range(1, 100)) {
            advertiser.missed();
            stage.advance(1);
        }
        assert.equal(HELLO_LIMIT, hellos());
    });
});
