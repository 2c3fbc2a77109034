import {
    Archive,
    ARCHIVE_VERSION,
    openScope,
    readerOf,
    type SavedLedger,
    type SavedScope,
} from "../../src/log/archive";
import { WEEK_SECONDS } from "../../src/event/key";
import { Log } from "../../src/log/log";
import { SeededRandom } from "../random";
import { ImmediateBackground, noPause, runStepwise, yieldAlways } from "../support/background";
import { shuffled, WEEK } from "../support/events";
import { RecordingListener } from "../support/log-listener";
import { newRevocations, walk, withoutServer } from "../support/logs";
import { NO_NATIVE, TOY_NATIVE } from "../support/natives";
import { eventsOfWeeks, reload, savedOf, Store } from "../support/store";

describe("readerOf", () => {
    it("takes what is no version for the first, and has none for newer versions", () => {
        for (const version of ["2", {}, true, 0, -1, 0.5, 1]) {
            assert.equal("first", readerOf(["first", "second"], version));
        }
        assert.equal("first", readerOf(["first", "second"], undefined));
        for (const version of [3, 2.5, math.huge]) {
            assert.is_nil(readerOf(["first", "second"], version));
        }
    });

    it("has a place for a version 2, which version 1 left untouched", () => {
        assert.is_nil(readerOf(["first"], 2));
        assert.equal("second", readerOf(["first", "second"], 2));
    });
});

describe("openScope", () => {
    it("makes what is not there and gives back what is", () => {
        const saved: SavedLedger = {};
        const scope = openScope(saved, "guild A")!;
        assert.equal(ARCHIVE_VERSION, saved.version);
        scope.directory = "x";
        assert.equal(scope, openScope(saved, "guild A"));
        assert.not_equal(scope, openScope(saved, "guild B"));
        assert.same({ version: ARCHIVE_VERSION, scopes: { "guild A": { directory: "x" }, "guild B": {} } }, saved);
    });

    it("leaves what a newer version wrote as it is", () => {
        const saved: SavedLedger = { version: ARCHIVE_VERSION + 1, scopes: { a: { directory: "x" } } };
        assert.is_nil(openScope(saved, "a"));
        assert.is_nil(openScope(saved, "b"));
        assert.same({ version: ARCHIVE_VERSION + 1, scopes: { a: { directory: "x" } } }, saved);
    });

    it("sets aside what is no table", () => {
        for (const wrong of ["text", 5, true] as unknown as SavedScope[]) {
            const saved: SavedLedger = { version: 1, scopes: { a: wrong, b: { directory: "x" } } };
            assert.same({}, openScope(saved, "a"));
            assert.equal(wrong, saved.damaged);
            assert.equal("x", openScope(saved, "b")!.directory);
            const whole: SavedLedger = { version: 1, scopes: wrong as unknown as Record<string, SavedScope> };
            assert.same({}, openScope(whole, "a"));
            assert.equal(wrong, whole.damaged);
        }
        const kept: SavedLedger = { damaged: "older" };
        openScope(kept, "a");
        assert.equal("older", kept.damaged);
    });
});

describe("Archive", () => {
    it("reads line by line, and leaves the file as it is until it has read all", () => {
        const random = new SeededRandom(122);
        const scope = reload(savedOf(eventsOfWeeks(random, 40)));
        scope.weeks!.set(WEEK - 5, "damaged");
        scope.units!.set(WEEK - 90, "damaged");
        const log = new Log(new ImmediateBackground(), NO_NATIVE, new RecordingListener());
        const archive = new Archive(scope, log, newRevocations(), NO_NATIVE);
        const lines = 3 + 2;
        let pauses = 0;
        let damaged: number[] = [];
        runStepwise(
            () => {
                damaged = archive.load(yieldAlways);
            },
            () => {
                pauses++;
                assert.equal("damaged", scope.weeks!.get(WEEK - 5));
                assert.equal("damaged", scope.units!.get(WEEK - 90));
                assert.is_nil(scope.quarantine);
            },
        );
        assert.is_true(pauses >= lines);
        assert.same([WEEK - 90, WEEK - 5], damaged);
        assert.is_nil(scope.weeks!.get(WEEK - 5));
        assert.is_nil(scope.units!.get(WEEK - 90));
        assert.equal(2, scope.quarantine!.length);
        assert.equal(3, log.weekNumbers.length);
    });

    it("gives back after a reload what was saved, still packed", () => {
        const random = new SeededRandom(121);
        for (const native of [NO_NATIVE, TOY_NATIVE]) {
            for (const _ of $range(1, 20)) {
                const events = eventsOfWeeks(random, 40);
                const scope = savedOf(shuffled(random, events), native);
                const store = new Store(reload(scope), native);
                assert.same([], store.damaged);
                assert.is_false(store.archive.isBehind());
                assert.equal(events.length, store.log.count());
                assert.same(withoutServer(events), walk(store.log));
                for (const week of store.log.weekNumbers) assert.is_not_nil(store.log.week(week)!.packed);
                for (const { id, server } of events) {
                    assert.equal(server, store.log.directory.server(math.floor(id / 256)));
                }
                assert.same([], store.listener.quarantines);
                assert.is_nil(store.scope.quarantine);
            }
        }
    });

    it("saves no server ids before all are read again where their list was damaged", () => {
        const random = new SeededRandom(127);
        const scope = savedOf(eventsOfWeeks(random, 40).map((event) => ({ ...event, server: 77 })));
        scope.directory = "damaged";
        const { archive, log } = new Store(scope);
        const units = (): unknown[] => {
            const texts: unknown[] = [];
            for (const [, text] of scope.units!) texts.push(text);
            for (const [, text] of scope.weeks!) texts.push(text);
            return texts;
        };
        const before = units();
        assert.is_true(archive.isDirectoryDamaged);
        log.directory.note(5, 77, true);
        archive.saveAtRest(1000, noPause);
        archive.save(noPause);
        assert.equal("damaged", scope.directory);
        assert.same(before, units());
        assert.is_false(archive.isBehind());
        archive.isDirectoryDamaged = false;
        assert.is_true(archive.isBehind());
        archive.save(noPause);
        assert.equal(77, new Store(reload(scope)).log.directory.server(5));
    });

    it("gives the same texts for the same events, whatever the order of arrival", () => {
        const random = new SeededRandom(122);
        const events = eventsOfWeeks(random, 40).map((event) => ({ ...event, server: 1 }));
        const first = savedOf(shuffled(random, events));
        const second = savedOf(shuffled(random, events));
        assert.same(first.weeks, second.weeks);
    });

    it("saves what comes in between reloads, also between packed events", () => {
        const random = new SeededRandom(123);
        const events = eventsOfWeeks(random, 60);
        const arriving = shuffled(random, events);
        let scope: SavedScope = {};
        while (arriving.length > 0) {
            const store = new Store(scope);
            for (const _ of $range(1, math.min(arriving.length, 17))) store.insert([arriving.pop()!]);
            assert.is_true(store.archive.isBehind());
            store.archive.save(noPause);
            assert.is_false(store.archive.isBehind());
            scope = reload(scope);
        }
        assert.same(withoutServer(events), walk(new Store(scope).log));
    });

    it("writes only the weeks that changed, and packs all but the last", () => {
        const events = eventsOfWeeks(new SeededRandom(124), 20);
        const store = new Store({});
        store.insert(events);
        store.archive.save(noPause);
        const weeks = store.scope.weeks!;
        weeks.set(WEEK - 30, "untouched");
        store.log.insert(WEEK * WEEK_SECONDS + 604799, 2 ** 40 - 1, "\x01");
        store.archive.save(noPause);
        assert.equal("untouched", weeks.get(WEEK - 30));
        assert.is_not_nil(store.log.week(WEEK - 30)!.packed);
        assert.is_not_nil(store.log.week(WEEK - 1)!.packed);
        assert.is_nil(store.log.week(WEEK)!.packed);
    });

    it("saves everything although events come in while it saves", () => {
        const random = new SeededRandom(125);
        for (const _ of $range(1, 10)) {
            const events = eventsOfWeeks(random, 120);
            const arriving = shuffled(random, events);
            const store = new Store({});
            const few = () => {
                for (const __ of $range(1, math.min(arriving.length, random.integer(0, 5)))) {
                    store.insert([arriving.pop()!]);
                }
            };
            while (arriving.length > 0) {
                few();
                runStepwise(() => store.archive.save(yieldAlways), few);
            }
            store.archive.save(noPause);
            assert.same(withoutServer(events), walk(store.log));
            assert.same(withoutServer(events), walk(new Store(reload(store.scope)).log));
            assert.same([], store.listener.quarantines);
        }
    });

    it("loses nothing when it is told to save at once while it saves in slices", () => {
        const random = new SeededRandom(126);
        for (const breakAt of $range(1, 60)) {
            const events = eventsOfWeeks(random, 60);
            const early = events.filter(() => random.integer(1, 2) === 1);
            const late = events.filter((event) => !early.includes(event));
            const store = new Store(savedOf(early));
            store.insert(late);
            let pauses = 0;
            runStepwise(
                () => store.archive.save(yieldAlways),
                () => {
                    pauses++;
                    if (pauses === breakAt) store.archive.save(noPause);
                },
            );
            assert.is_false(store.archive.isBehind());
            assert.same(withoutServer(events), walk(store.log));
            const again = new Store(reload(store.scope));
            assert.same(withoutServer(events), walk(again.log));
            assert.same([], again.listener.quarantines);
        }
    });
});
