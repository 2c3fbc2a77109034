import { WEEK_SECONDS, weekOf } from "../../src/event/key";
import { differInSettled, SettledRoots } from "../../src/sync/settled-roots";
import { rowsBetween, WEEK_END, type WeekSummary } from "../../src/sync/week-summary";
import { noPause } from "../support/background";
import { START } from "../support/world";
import { closeWeeks } from "./fake-seals";
import { noteEvent, Stage } from "./stage";

const WEEK = weekOf(START);

function stageOf(weeks: readonly number[], more: readonly number[] = []): Stage {
    const stage = new Stage([
        ...weeks.map((back) => noteEvent(-back * WEEK_SECONDS, back)),
        ...more.map((back) => noteEvent(-back * WEEK_SECONDS - 9, back)),
    ]);
    stage.hash();
    return stage;
}

function rowsOf(stage: Stage): WeekSummary[] {
    return rowsBetween(stage.log, 0, WEEK_END);
}

describe("Rows that differ in closed weeks", () => {
    const own = (): Stage => {
        const stage = stageOf([1, 2, 3, 4]);
        closeWeeks(stage.log, [WEEK - 3, WEEK - 4, WEEK - 5]);
        return stage;
    };
    const differs = (other: Stage, base = WEEK): boolean => differInSettled(own().log, rowsOf(other), base, noPause);

    it("alone do, when there is more, less, something else or a week of which nothing is here", () => {
        assert.is_true(differs(stageOf([1, 2, 3, 4], [3])));
        assert.is_true(differs(stageOf([1, 2, 4])));
        assert.is_true(differs(stageOf([1, 2, 3], [4])));
        assert.is_true(differs(stageOf([1, 2, 3, 4, 5])));
    });

    it("do not when they are equal, or an open week differs as well", () => {
        assert.is_false(differs(stageOf([1, 2, 3, 4])));
        assert.is_false(differs(stageOf([1, 2, 3, 4], [2, 3])));
        assert.is_false(differs(stageOf([1, 3, 4], [3])));
        assert.is_false(differs(stageOf([1, 2, 3, 4, 6], [3])));
    });

    it("do with an absent week", () => {
        const stage = stageOf([1, 2]);
        stage.log.makeAbsent(WEEK - 9, { count: 3, hash: 4, fingerprint: 5 });
        stage.hash();
        assert.is_true(differInSettled(stage.log, rowsOf(stageOf([1, 2])), WEEK, noPause));
    });
});

describe("Settled roots", () => {
    it("are known by both roots, until everything is forgotten", () => {
        const settled = new SettledRoots();
        settled.note(1, 2);
        settled.note(1, 2);
        assert.is_true(settled.has(1, 2));
        assert.is_false(settled.has(2, 1) || settled.has(1, 3));
        settled.clear();
        assert.is_false(settled.has(1, 2));
    });

    it("are bounded: of more the oldest are forgotten", () => {
        const settled = new SettledRoots();
        for (const root of $range(1, 1000)) settled.note(root, 0);
        let count = 0;
        for (const root of $range(1, 1000)) if (settled.has(root, 0)) count++;
        assert.is_true(count < 100 && settled.has(1000, 0), `${count}`);
    });
});
