import { weekOf, WEEK_SECONDS } from "../../src/event/key";
import { type Claim, differenceOf, holdsSame, isSealedOtherwise } from "../../src/sync/claim";
import { rootBefore } from "../../src/sync/roots";
import { rowsBetween, WEEK_END, type WeekSummary } from "../../src/sync/week-summary";
import { START } from "../support/world";
import { noteEvent, noteEvents, Stage } from "./stage";

const WEEK = weekOf(START);
const BASE = WEEK - 3;

/** What somebody who holds the same as a stage advertises. */
function claimOf(stage: Stage): Claim {
    stage.hash();
    const rows = new LuaMap<number, WeekSummary>();
    for (const row of rowsBetween(stage.log, BASE, WEEK_END)) rows.set(row.weekNumber, row);
    return { base: BASE, root: rootBefore(stage.log, BASE), rows };
}

function stageOf(recent: number, old: number): Stage {
    const events = noteEvents(recent);
    for (const index of $range(1, old)) events.push(noteEvent(-9 * WEEK_SECONDS - index, index));
    const stage = new Stage(events);
    stage.hash();
    return stage;
}

describe("What a peer claims", () => {
    it("is what is here, when it holds the same", () => {
        const stage = stageOf(5, 3);
        const claim = claimOf(stageOf(5, 3));
        assert.is_nil(differenceOf(claim, stage.log));
        assert.is_true(holdsSame(claim, stage.log, WEEK) && holdsSame(claim, stage.log, WEEK - 9));
    });

    it("differs in the newest week of which it says something else, more or fewer", () => {
        const stage = stageOf(5, 3);
        const more = differenceOf(claimOf(stageOf(7, 3)), stage.log);
        assert.same({ weekNumber: WEEK, surplus: 2, isOlder: false }, more);
        const none = differenceOf(claimOf(stageOf(0, 3)), stage.log);
        assert.same({ weekNumber: WEEK, surplus: -5, isOlder: false }, none);
        const unknown = differenceOf(claimOf(stage), stageOf(0, 3).log);
        assert.same({ weekNumber: WEEK, surplus: 5, isOlder: false }, unknown);
        assert.is_false(holdsSame(claimOf(stageOf(7, 3)), stage.log, WEEK));
    });

    it("says of older weeks only that they differ, when their roots do", () => {
        const stage = stageOf(5, 3);
        const claim = claimOf(stageOf(5, 4));
        assert.same({ weekNumber: BASE - 1, surplus: 0, isOlder: true }, differenceOf(claim, stage.log));
        assert.is_true(holdsSame(claim, stage.log, WEEK));
        assert.is_false(holdsSame(claim, stage.log, WEEK - 9));
    });

    it("is nothing of a peer that never advertised", () => {
        const claim: Claim = { rows: new LuaMap() };
        const stage = stageOf(5, 3);
        assert.is_nil(differenceOf(claim, stage.log));
        assert.is_false(holdsSame(claim, stage.log, WEEK));
    });

    it("differs in closed weeks where a row does, or a root that is known to", () => {
        const stage = stageOf(5, 3);
        const never = (): boolean => false;
        const more = claimOf(stageOf(7, 3));
        const older = claimOf(stageOf(5, 4));
        assert.is_false(isSealedOtherwise(more, stage.log, never));
        stage.log.closeBefore(WEEK + 1);
        assert.is_nil(differenceOf(more, stage.log));
        assert.is_true(isSealedOtherwise(more, stage.log, never));
        assert.is_false(isSealedOtherwise(claimOf(stageOf(5, 3)), stage.log, never));
        assert.is_false(isSealedOtherwise(older, stage.log, never));
        const ownRoot = rootBefore(stage.log, BASE);
        assert.is_true(isSealedOtherwise(older, stage.log, (root, own) => root === older.root && own === ownRoot));
    });
});
