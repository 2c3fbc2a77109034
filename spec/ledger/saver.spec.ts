import { Archive, type SavedScope } from "../../src/log/archive";
import { toId, weekOf } from "../../src/event/key";
import { Saver } from "../../src/ledger/saver";
import { revocationBody } from "../../src/log/revocations";
import type { ReferenceEvent } from "../replay/reference";
import { ReplayStage } from "../replay/replay-stage";
import { note } from "../replay/stage";
import { SteppedBackground } from "../support/background";
import { walk } from "../support/logs";
import { NO_NATIVE } from "../support/natives";
import { reload, Store } from "../support/store";
import { START } from "../support/world";

const WEEK = weekOf(START);

/** Seconds after which a save that did not end counts as failed. */
const SAVING_LIMIT = 120;

/** Seconds after which a week is at rest. */
const REST_SECONDS = 60;

/** Notes at 10, 20, 30... seconds after the start. */
function notes(count: number): ReferenceEvent[] {
    const events: ReferenceEvent[] = [];
    for (const index of $range(1, count)) events.push(note(10 * index, 1, string.format("w%.0f", index)));
    return events;
}

/** A client with its saver; what is saved in slices waits for the spec. */
class Fixture extends ReplayStage {
    readonly slices = new SteppedBackground();
    readonly archive: Archive;
    readonly saver: Saver;

    constructor(
        events: readonly ReferenceEvent[],
        readonly scope: SavedScope = {},
    ) {
        super(events);
        this.archive = new Archive(scope, this.log, this.revocations, NO_NATIVE);
        this.saver = new Saver(scope, this.archive, this.replay, this.world.time, this.slices);
        this.start(scope.checkpoint).settle();
    }

    /** Fails unless the next session finds these events and takes the checkpoint up. */
    checkSaved(events: readonly ReferenceEvent[]): void {
        const store = new Store(reload(this.scope));
        assert.same(
            events,
            walk(store.log).map(({ time, id, body }) => ({ time, id, body })),
        );
        assert.is_false(this.archive.isBehind());
        const next = new ReplayStage(events).start(this.scope.checkpoint).settle();
        assert.is_nil(next.replay.status().restoreFailure);
        assert.equal(this.words(), next.words());
    }
}

describe("A saver", () => {
    const events = notes(100);

    describe("at once", () => {
        it("saves the log and the newest checkpoint", () => {
            const fixture = new Fixture(events);
            fixture.saver.saveNow();
            assert.equal(0, fixture.slices.waiting());
            fixture.checkSaved(events);
        });

        it("leaves the archive alone when it holds everything", () => {
            const fixture = new Fixture(events);
            fixture.saver.saveNow();
            const { scope } = fixture;
            scope.weeks!.set(WEEK, "as it was");
            fixture.saver.saveNow();
            assert.equal("as it was", scope.weeks!.get(WEEK));
            fixture.insert(note(2000, 1, "new"));
            fixture.saver.saveNow();
            assert.are_not.equal("as it was", scope.weeks!.get(WEEK));
        });

        it("writes the lists of creators and revocations anew when they have changed, and only then", () => {
            const fixture = new Fixture(events);
            fixture.saver.saveNow();
            const { scope, log, revocations } = fixture;
            scope.directory = "as it was";
            scope.revocations = "as it was";
            fixture.insert(note(2000, 1, "new"));
            fixture.saver.saveNow();
            assert.same(["as it was", "as it was"], [scope.directory, scope.revocations]);
            log.directory.note(77, 5, false);
            fixture.insert(note(2001, 1, "newer"));
            fixture.saver.saveNow();
            assert.are_not.equal("as it was", scope.directory);
            assert.equal("as it was", scope.revocations);
            revocations.add(START + 10, toId(1, 0), revocationBody(START, toId(1, 0)));
            fixture.insert(note(2002, 1, "newest"));
            fixture.saver.saveNow();
            assert.are_not.equal("as it was", scope.revocations);
        });

        it("saves although a save in slices is under way, which then does no harm", () => {
            const fixture = new Fixture(events);
            fixture.saver.saveSoon();
            fixture.slices.step();
            assert.equal(1, fixture.slices.waiting());
            const late = note(2000, 1, "late");
            fixture.insert(late);
            fixture.settle();
            fixture.saver.saveNow();
            fixture.checkSaved([...events, late]);
            fixture.slices.finish();
            fixture.checkSaved([...events, late]);
        });
    });

    describe("in slices", () => {
        it("saves the same once the events are at rest, so that nothing is left to do at once", () => {
            const fixture = new Fixture(events);
            fixture.saver.saveSoon();
            fixture.slices.finish();
            assert.is_nil(fixture.scope.weeks!.get(WEEK));
            fixture.world.time.advance(REST_SECONDS);
            fixture.saver.saveSoon();
            assert.is_nil(fixture.scope.weeks!.get(WEEK));
            fixture.slices.finish();
            fixture.checkSaved(events);
            fixture.saver.saveNow();
            const other = new Fixture(events);
            other.saver.saveNow();
            assert.same({ ...other.scope, savedAt: fixture.scope.savedAt }, fixture.scope);
        });

        it("is not begun while another save is under way", () => {
            const fixture = new Fixture(events);
            fixture.saver.saveSoon();
            fixture.saver.saveSoon();
            assert.equal(1, fixture.slices.waiting());
            fixture.slices.finish();
            fixture.saver.saveSoon();
            assert.equal(1, fixture.slices.waiting());
        });

        it("is begun anew when the other one never ended", () => {
            const fixture = new Fixture(events);
            fixture.saver.saveSoon();
            fixture.world.time.advance(SAVING_LIMIT - 1);
            fixture.saver.saveSoon();
            assert.equal(1, fixture.slices.waiting());
            fixture.world.time.advance(1);
            fixture.saver.saveSoon();
            assert.equal(2, fixture.slices.waiting());
        });
    });

    describe("within a task", () => {
        it("waits for a save that is under way, and then saves what came meanwhile", () => {
            const fixture = new Fixture(events);
            fixture.saver.saveSoon();
            let isDone = false;
            fixture.slices.run((pause, rest) => {
                fixture.saver.saveWithin(pause, rest);
                isDone = true;
            });
            const late = note(2000, 1, "late");
            fixture.insert(late);
            fixture.settle();
            fixture.slices.finish();
            assert.is_true(isDone);
            fixture.checkSaved([...events, late]);
        });

        it("keeps another save from being begun", () => {
            const fixture = new Fixture(events);
            fixture.slices.run((pause, rest) => fixture.saver.saveWithin(pause, rest));
            fixture.slices.step();
            fixture.saver.saveSoon();
            assert.equal(1, fixture.slices.waiting());
            fixture.slices.finish();
            fixture.saver.saveSoon();
            assert.equal(1, fixture.slices.waiting());
        });
    });

    describe("of the checkpoint", () => {
        it("keeps what is saved when there is no newer one", () => {
            const fixture = new Fixture(events);
            fixture.saver.saveNow();
            const { checkpoint } = fixture.scope;
            assert.is_not_nil(checkpoint);
            fixture.saver.saveNow();
            assert.equal(checkpoint, fixture.scope.checkpoint);
            const next = new Fixture(events, reload(fixture.scope));
            next.saver.saveNow();
            assert.equal(checkpoint, next.scope.checkpoint);
        });

        it("keeps what it cannot read as long as there is none of its own", () => {
            const fixture = new Fixture([], { checkpoint: "from elsewhere" });
            fixture.saver.saveNow();
            assert.equal("from elsewhere", fixture.scope.checkpoint);
        });

        it("saves none when the saved one has become wrong, and a new one when there is one", () => {
            const fixture = new Fixture(events);
            fixture.saver.saveNow();
            fixture.replay.restart();
            fixture.saver.saveNow();
            assert.equal("", fixture.scope.checkpoint);
            fixture.settle();
            fixture.saver.saveNow();
            fixture.checkSaved(events);
        });
    });
});
