import {
    BULK_JITTER_SECONDS,
    REQUEST_INHIBIT_SECONDS,
    REQUEST_MEMORY_SECONDS,
    ROWS_PATIENCE_SECONDS,
    ROWS_PER_MESSAGE,
    ROWS_TRIES,
    STANDSTILL_FIRST_SECONDS,
} from "../../src/sync/constants";
import { decodeRowsRequest, ROWS_REQUEST } from "../../src/sync/messages";
import { OldRows, type ToldRows } from "../../src/sync/old-rows";
import { Reputation, type Standing } from "../../src/sync/reputation";
import { rootOf } from "../../src/sync/roots";
import type { WeekSummary } from "../../src/sync/week-summary";
import { noPause } from "../support/background";
import { claimOf, Stage } from "./stage";

const BASE = 2817;
const OWN_ROOT = 3;
const ASKED = BULK_JITTER_SECONDS + 0.5;

const ROWS = [2600, 2700, 2750, 2800].map((weekNumber) => {
    return { weekNumber, count: 5, hash: weekNumber, fingerprint: 1 };
});
const ROOT = rootOf(ROWS, noPause);

/** All of them, as they are believed. */
const TOLD = { root: ROOT, base: BASE, rows: ROWS };

class Fixture extends Stage {
    readonly oldRows = new OldRows(this.context);
    readonly reputation = new Reputation(this.world.time);

    want(root = ROOT, ownRoot = OWN_ROOT): void {
        this.oldRows.want(claimOf(1, [], BASE, root), "Peer-Realm", ownRoot);
        this.advance(ASKED);
    }

    /** A peer that advertises this root. */
    peer(name = "Peer-Realm", root = ROOT, base = BASE): Standing {
        const peer = this.reputation.of(name);
        this.reputation.claimed(peer, claimOf(1, [], base, root));
        return peer;
    }

    /** A peer tells its rows of [from, to). */
    hear(from: number, to: number, peer = this.peer(), rows = rowsIn(from, to)): ToldRows | false | undefined {
        const collection = this.oldRows.heard({ from, to, rows }, peer);
        return collection && this.oldRows.check(collection, noPause);
    }

    asked(): number {
        return this.payloads(ROWS_REQUEST.type).length;
    }
}

function rowsIn(from: number, to: number): WeekSummary[] {
    return ROWS.filter(({ weekNumber }) => weekNumber >= from && weekNumber < to);
}

describe("The rows of old weeks", () => {
    it("are asked for up to the advertised base", () => {
        const fixture = new Fixture();
        fixture.want();
        assert.same(
            [BASE],
            fixture.payloads(ROWS_REQUEST.type).map((payload) => decodeRowsRequest(payload)),
        );
    });

    it("are asked for once, however often they are missed", () => {
        const fixture = new Fixture();
        for (const _ of $range(1, REQUEST_INHIBIT_SECONDS)) {
            fixture.oldRows.want(claimOf(1, [], BASE, ROOT), "Peer-Realm", OWN_ROOT);
            fixture.advance(0.5);
        }
        assert.equal(1, fixture.asked());
    });

    it("are not asked for while somebody else does, but for a while only", () => {
        const fixture = new Fixture();
        for (const second of $range(1, ROWS_PATIENCE_SECONDS + BULK_JITTER_SECONDS)) {
            fixture.oldRows.requestHeard(BASE);
            fixture.oldRows.want(claimOf(1, [], BASE, ROOT), "Peer-Realm", OWN_ROOT);
            fixture.advance(1);
            if (second < ROWS_PATIENCE_SECONDS) assert.equal(0, fixture.asked());
        }
        assert.equal(1, fixture.asked());
    });

    it("are asked for at once while somebody else asks for other weeks", () => {
        const fixture = new Fixture();
        fixture.oldRows.requestHeard(BASE + 1);
        fixture.want();
        assert.equal(1, fixture.asked());
    });

    it("are asked for again when nothing came, a few times; then left alone, twice as long each time", () => {
        const fixture = new Fixture();
        const oldRows = fixture.oldRows;
        for (const time of $range(1, 3)) {
            fixture.want();
            fixture.advance(ROWS_TRIES * (REQUEST_INHIBIT_SECONDS + BULK_JITTER_SECONDS));
            assert.equal(time * ROWS_TRIES, fixture.asked());
            assert.is_false(oldRows.isWanting());
            fixture.advance(STANDSTILL_FIRST_SECONDS * 2 ** (time - 1));
            assert.is_true(oldRows.isWanting());
        }
    });

    it("that make the root of one peer are believed, however many roots another invents meanwhile", () => {
        const fixture = new Fixture();
        fixture.want();
        for (const root of $range(100, 110)) {
            fixture.oldRows.want(claimOf(1, [], BASE, root), "Rogue-Realm", OWN_ROOT);
            fixture.advance(5);
        }
        const silent = fixture.reputation.of("Silent-Realm");
        assert.same(TOLD, fixture.hear(0, BASE, silent));
        fixture.oldRows.compared(ROOT, OWN_ROOT);
        assert.is_true(fixture.asked() <= 2 * ROWS_TRIES, `${fixture.asked()}`);
    });

    it("are asked for again when a part of them was lost", () => {
        const fixture = new Fixture();
        fixture.want();
        fixture.hear(0, 2700);
        fixture.hear(2750, BASE);
        fixture.advance(REQUEST_INHIBIT_SECONDS);
        fixture.want();
        assert.equal(2, fixture.asked());
        assert.same(TOLD, fixture.hear(2700, 2750));
    });

    it("that were compared are not asked for again for a while, then for twice as long each time", () => {
        const fixture = new Fixture();
        for (const time of $range(1, 4)) {
            fixture.want();
            assert.equal(time, fixture.asked());
            fixture.oldRows.compared(ROOT, OWN_ROOT);
            fixture.advance(STANDSTILL_FIRST_SECONDS * 2 ** (time - 1) - 1);
            fixture.want();
            assert.equal(time, fixture.asked());
        }
    });

    it("are asked for at once when their root or the own one is another than those that were compared", () => {
        for (const [root, ownRoot] of [
            [ROOT + 1, OWN_ROOT],
            [ROOT, OWN_ROOT + 1],
        ]) {
            const fixture = new Fixture();
            fixture.want();
            fixture.oldRows.compared(ROOT, OWN_ROOT);
            fixture.advance(REQUEST_INHIBIT_SECONDS);
            fixture.want(root, ownRoot);
            assert.equal(2, fixture.asked());
        }
    });
});

describe("What a peer tells of old weeks", () => {
    it("is believed once all parts are there and make its root, in whatever order and how often they come", () => {
        const fixture = new Fixture();
        const peer = fixture.peer();
        assert.is_nil(fixture.hear(2750, BASE, peer));
        assert.is_nil(fixture.hear(0, 2650, peer));
        assert.is_nil(fixture.hear(2750, BASE, peer));
        assert.same(TOLD, fixture.hear(2650, 2750, peer));
        assert.same(TOLD, fixture.hear(0, BASE, peer));
    });

    it("is not believed when it does not make its root: no row at all, one too few, or one that says something else", () => {
        const [first, ...others] = ROWS;
        for (const rows of [
            [],
            others,
            [{ ...first, count: 6 }, ...others],
            [{ ...first, fingerprint: 2 }, ...others],
        ]) {
            const fixture = new Fixture();
            assert.is_false(fixture.hear(0, BASE, fixture.peer(), rows));
            // A lie is forgotten: the next one may be the truth.
            assert.same(TOLD, fixture.hear(0, BASE));
        }
    });

    it("is judged by its own root, beside what others tell", () => {
        const fixture = new Fixture();
        const [honest, rogue] = [fixture.peer(), fixture.peer("Rogue-Realm")];
        assert.is_nil(fixture.hear(0, 2700, honest));
        assert.is_nil(fixture.hear(2700, BASE, rogue, []));
        assert.is_false(fixture.hear(0, 2700, rogue, []));
        assert.same(TOLD, fixture.hear(2700, BASE, honest));
    });

    it("is forgotten when it advertises another root or base meanwhile", () => {
        for (const [root, base] of [
            [ROOT + 1, BASE],
            [ROOT, BASE + 1],
        ]) {
            const fixture = new Fixture();
            fixture.hear(0, 2700);
            const peer = fixture.peer("Peer-Realm", root, base);
            assert.is_nil(fixture.hear(2700, base, peer));
        }
    });

    it("is believed if it makes the root that was asked for, whatever its teller advertised, or if it did not", () => {
        const silent = new Fixture();
        silent.want();
        assert.same(TOLD, silent.hear(0, BASE, silent.reputation.of("Silent-Realm")));
        const stale = new Fixture();
        stale.want();
        assert.same(TOLD, stale.hear(0, BASE, stale.peer("Stale-Realm", ROOT + 1)));
    });

    it("is nothing, and no lie, as long as it has not advertised and tells something else than was asked for", () => {
        const fixture = new Fixture();
        const silent = fixture.reputation.of("Silent-Realm");
        assert.is_nil(fixture.hear(0, BASE, silent));
        fixture.want();
        assert.is_nil(fixture.hear(0, BASE, silent, []));
        fixture.oldRows.compared(ROOT, OWN_ROOT);
        assert.is_nil(fixture.hear(0, BASE, silent));
    });

    it("is nothing whole when its parts lead nowhere, or beyond its base", () => {
        const fixture = new Fixture();
        const peer = fixture.peer();
        assert.is_nil(fixture.hear(0, 0, peer));
        assert.is_nil(fixture.hear(0, 2700, peer));
        assert.is_nil(fixture.hear(2700, 2600, peer, []));
        assert.is_nil(fixture.hear(2700, BASE + 1, peer));
        assert.same(TOLD, fixture.hear(2700, BASE, peer));
    });

    it("is kept within a bound of one that tells parts without end, and is forgotten when it stops", () => {
        const fixture = new Fixture();
        const liar = fixture.peer("Liar-Realm");
        for (const from of $range(1, 2500)) assert.is_nil(fixture.hear(from, from + 1, liar, []));
        assert.is_true(fixture.oldRows.remembered() <= BASE / ROWS_PER_MESSAGE + 1);
        assert.is_nil(fixture.hear(0, 2700));
        fixture.oldRows.sweep(noPause);
        assert.same(TOLD, fixture.hear(2700, BASE));
        fixture.advance(REQUEST_MEMORY_SECONDS + 1);
        fixture.oldRows.sweep(noPause);
        assert.equal(0, fixture.oldRows.remembered());
    });
});
