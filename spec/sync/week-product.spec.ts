import { WEEK_SECONDS, weekOf } from "../../src/event/key";
import { keyedDigest } from "../../src/sync/short-id";
import { PRIME } from "../../src/sync/prime-field";
import { weekProduct } from "../../src/sync/week-product";
import { packWeek } from "../support/logs";
import { noPause } from "../support/background";
import { START } from "../support/world";
import { noteEvent, noteEvents, Stage } from "./stage";

const WEEK = weekOf(START);
const SALT = 4711;
const POINT = 815;

function productOf(stage: Stage, week = WEEK): number | undefined {
    return weekProduct(stage.log, week, SALT, POINT, noPause);
}

describe("The product of a week", () => {
    it("is that of the point's distances to the keyed digests, and 1 when there are none", () => {
        const stage = new Stage([...noteEvents(20), noteEvent(-WEEK_SECONDS, 3)]);
        let expected = 1;
        const week = stage.log.week(WEEK)!;
        for (const index of $range(0, week.size - 1)) {
            const digest = keyedDigest(
                week.times[index],
                week.ids[index],
                week.bodies[index],
                stage.log.directory,
                SALT,
            );
            expected = (expected * ((POINT - digest + PRIME) % PRIME)) % PRIME;
        }
        assert.equal(expected, productOf(stage));
        assert.equal(1, productOf(stage, WEEK - 5));
    });

    it("is the same whether the week is packed or open, and in whatever order its events came", () => {
        const events = noteEvents(40);
        const stage = new Stage(events);
        const other = new Stage([...events].reverse());
        const expected = productOf(stage);
        assert.equal(expected, productOf(other));
        stage.log.week(WEEK)!.pack(packWeek(stage.log, WEEK));
        assert.equal(expected, productOf(stage));
    });

    it("tells apart bodies that were swapped, and server ids", () => {
        const [first, second] = noteEvents(2);
        const stage = new Stage([first, second]);
        const swapped = new Stage([
            { ...first, body: second.body },
            { ...second, body: first.body },
        ]);
        assert.are_not.equal(productOf(stage), productOf(swapped));
        const before = productOf(stage);
        stage.log.directory.note(10, 1001, false);
        assert.are_not.equal(before, productOf(stage));
    });

    it("is none when the log changes on the way", () => {
        const stage = new Stage(noteEvents(40));
        let pauses = 0;
        const product = weekProduct(stage.log, WEEK, SALT, POINT, () => {
            pauses++;
            if (pauses === 1) stage.insert([noteEvent(-1000, 99)]);
        });
        assert.is_nil(product);
    });
});
