/** What seals do with very much between two looks at the frame's budget. */

import { packKey, toId, WEEK_SECONDS } from "../../src/event/key";
import { revocationBody } from "../../src/log/revocation-body";
import { SealedPart } from "../../src/log/sealed-part";
import { ORPHAN_LIMIT } from "../../src/log/sealed-texts";
import { Log } from "../../src/log/log";
import { allKeys } from "../../src/seal/rows";
import { openSealedState, sealState } from "../../src/seal/sealed-state";
import { rounds } from "../support/rounds";
import { ImmediateBackground, noPause } from "../support/background";
import { RecordingListener } from "../support/log-listener";
import { newRevocations } from "../support/logs";
import { NO_NATIVE } from "../support/natives";
import { mostWork } from "../support/work";

/** Events, or revocations of all of them. */
const MANY = rounds(100000, 20000);
const WEEK = 2800;
const FIRST = WEEK * WEEK_SECONDS;

/** Instructions of the Lua machine that take a millisecond, about. */
const MOST_INSTRUCTIONS = 100000;

function assertSliced(what: string, work: (this: void, pause: (this: void) => void) => void): void {
    const most = mostWork(work);
    assert.is_true(most <= MOST_INSTRUCTIONS, `${what}: ${most} instructions`);
}

describe("Very many revocations", () => {
    const revocations = newRevocations();
    for (const index of $range(1, MANY)) {
        revocations.add(FIRST + WEEK_SECONDS + index, 256, revocationBody(FIRST + index, 256));
    }

    it("are looked through in slices", () => {
        const terms = { week: WEEK + 1, listed: [], late: [], boundaries: [] };
        assertSliced("unsealedNaming", (pause) => {
            assert.equal(MANY, revocations.unsealedNaming(WEEK + 1, pause).length);
        });
        assertSliced("skipsFor", (pause) => revocations.skipsFor(terms, true, pause));
        assertSliced("isSettledAlike", (pause) => {
            const other = { ...terms, undone: [] };
            assert.is_true(revocations.isSettledAlike(other, { ...other, boundaries: [WEEK] }, pause));
        });
        revocations.seal({ ...terms, undone: [] });
        assertSliced("lateRevocations", (pause) => {
            assert.equal(MANY, revocations.lateRevocations(() => true, pause).length);
        });
    });
});

describe("A week of very many events", () => {
    /** Its events, one a second. */
    function create(count: number): Log {
        const log = new Log(new ImmediateBackground(), NO_NATIVE, new RecordingListener());
        for (const index of $range(1, count)) log.insert(FIRST + index, toId(7, 0), "\x01");
        return log;
    }

    it("is looked through in slices, and what is taken out goes a few at a time", () => {
        const week = create(MANY).week(WEEK);
        assertSliced("allKeys", (pause) => allKeys(week, pause));
        // What stays is put into new lists at once.
        const log = create(4000);
        const keys = allKeys(log.week(WEEK), noPause);
        assertSliced("removeEvents", (pause) => {
            assert.equal(64, log.removeEvents(WEEK, keys, pause, 64).length);
        });
        assert.equal(4000 - 64, log.count());
    });
});

describe("As many orphans as are kept", () => {
    it("are found without looking through them", () => {
        const log = new Log(new ImmediateBackground(), NO_NATIVE, new RecordingListener());
        const part = new SealedPart({}, log, NO_NATIVE, () => {});
        assertSliced("orphans", (pause) => {
            for (const index of $range(1, ORPHAN_LIMIT)) {
                assert.is_true(part.addOrphan({ time: FIRST + index, id: 256, server: 0, body: "\x01" }));
                assert.equal(FIRST + index, part.findOrphan(FIRST + index, 256)!.time);
                pause();
            }
        });
    });
});

describe("A sealed state of very many undone events", () => {
    it("is neither made nor opened", () => {
        const undone: string[] = [];
        for (const index of $range(1, 16384)) undone.push(packKey(FIRST + 16384 - index, 256));
        const [sealed] = sealState({ sum: 1 }, undone, NO_NATIVE, noPause);
        const opened = openSealedState(sealed!.stream, sealed!.digest, noPause)!;
        assert.equal(packKey(FIRST, 256), string.sub(opened.undone, 1, 9));
        undone.push(packKey(FIRST + 16384, 256));
        const [none, problem] = sealState({ sum: 1 }, undone, NO_NATIVE, noPause);
        assert.is_nil(none);
        assert.equal("more than 16,384 sealed events are undone", problem);
    });
});
