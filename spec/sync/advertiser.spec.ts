import { weekOf } from "../../src/event/key";
import { Advertiser } from "../../src/sync/advertiser";
import {
    ADVERTISE_INTERVAL_SECONDS,
    FIRST_ADVERTISE_SECONDS,
    HELLO_LIMIT,
    RECENT_WEEKS,
    REPLY_JITTER_SECONDS,
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
import { rootBefore, rowsBetween, WEEK_END, type WeekSummary } from "../../src/sync/week-summary";
import { START } from "../support/world";
import { noteEvent, noteEvents, Stage } from "./stage";

/** The least and the most seconds between two advertisements that nothing hastens or stands for. */
const INTERVAL = [ADVERTISE_INTERVAL_SECONDS, ADVERTISE_INTERVAL_SECONDS * 1.25 + 0.1];

const WEEK = 604800;

function timesOf(stage: Stage, type: number): number[] {
    return stage.said.filter((message) => message.type === type).map(({ at }) => at);
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
            advertiser.heard(said);
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
        const hear = (said: Advertisement): void => advertiser.heard(said);
        assert.is_true(answers(() => hear(advertisement(stage, (row) => ({ ...row, count: row.count - 1 })))));
        assert.is_true(answers(() => hear({ ...advertisement(stage), rows: [] })));
        assert.is_true(answers(() => advertiser.greeted(1, () => lacking++)));
        assert.is_false(answers(() => hear(advertisement(stage, (row) => ({ ...row, count: row.count + 1 })))));
        assert.is_false(answers(() => hear(advertisement(stage))));
        assert.is_false(answers(() => advertiser.greeted(rootBefore(stage.log, WEEK_END), () => lacking++)));
        assert.equal(1, lacking);
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
            new Advertiser(stage.context).sendRows(weekOf(START));
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
