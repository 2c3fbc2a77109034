import type { SavedScope } from "../../src/log/archive";
import { isKeyBefore, toId, WEEK_SECONDS } from "../../src/event/key";
import { revocationBody } from "../../src/log/revocations";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { randomEvents, WEEK } from "../support/events";
import { walk, withoutServer } from "../support/logs";
import { NO_NATIVE, TOY_NATIVE } from "../support/natives";
import { rounds } from "../support/rounds";
import { eventsOfWeeks, reload, savedOf, Store } from "../support/store";

const DAMAGES = rounds(1000);

describe("Archive, damaged", () => {
    it("keeps the revocations, and says when they are damaged or missing", () => {
        const store = new Store({});
        assert.is_true(store.hasRevocations);
        const time = WEEK * WEEK_SECONDS;
        const body = revocationBody(time, toId(7, 0));
        store.log.insert(time, toId(7, 0), "\x01");
        store.log.insert(time + 1, toId(7, 0), body);
        store.revocations.add(time + 1, toId(7, 0), body);
        store.archive.save(noPause);
        const again = new Store(reload(store.scope));
        assert.is_true(again.hasRevocations);
        assert.is_true(again.revocations.isRevoked(time, toId(7, 0)));
        const text = store.scope.revocations!;
        for (const at of $range(1, text.length)) {
            const other = string.sub(text, at, at) === "A" ? "B" : "A";
            const damaged = string.sub(text, 1, at - 1) + other + string.sub(text, at + 1);
            assert.is_false(new Store({ ...reload(store.scope), revocations: damaged }).hasRevocations);
            const cut = string.sub(text, 1, at - 1);
            assert.is_false(new Store({ ...reload(store.scope), revocations: cut }).hasRevocations);
        }
        const missing = reload(store.scope);
        missing.revocations = undefined;
        assert.is_false(new Store(missing).hasRevocations);
        assert.is_false(new Store({ ...reload(store.scope), revocations: 5 as unknown as string }).hasRevocations);
    });

    it("goes on with an empty directory when it is damaged", () => {
        const scope = savedOf(eventsOfWeeks(new SeededRandom(127), 20));
        const text = scope.directory!;
        for (const at of $range(1, text.length)) {
            const other = string.sub(text, at, at) === "A" ? "B" : "A";
            const directory = string.sub(text, 1, at - 1) + other + string.sub(text, at + 1);
            assert.equal("", new Store({ ...reload(scope), directory }).log.directory.pack(noPause));
        }
    });

    it("starts afresh where a table of weeks was expected, and keeps what stood there", () => {
        const store = new Store({ weeks: "what is this" as unknown as LuaTable<number, string> });
        assert.equal(0, store.log.count());
        assert.same(["weeks what is this"], store.scope.quarantine);
        store.insert(eventsOfWeeks(new SeededRandom(128), 5));
        store.archive.save(noPause);
        assert.is_true(new Store(reload(store.scope)).log.count() > 0);
    });

    it("sets aside entries that are no weeks", () => {
        const events = randomEvents(new SeededRandom(129), 20);
        const scope = savedOf(events);
        const weeks = scope.weeks as unknown as LuaTable<AnyNotNil, unknown>;
        const text = weeks.get(WEEK) as string;
        for (const key of ["nan", "2820", "x", true, 1.5, -1, WEEK + 1, math.huge, 1e300]) weeks.set(key, text);
        weeks.set(5, 17);
        weeks.set(6, {});
        const store = new Store(scope);
        assert.equal(11, store.damaged.length);
        assert.equal(11, scope.quarantine!.length);
        assert.same(withoutServer(events), walk(store.log));
        assert.same([WEEK], store.log.weekNumbers);
        store.archive.save(noPause);
        let left = 0;
        for (const [key] of weeks) {
            left++;
            assert.equal(WEEK, key);
        }
        assert.equal(1, left);
    });

    it("keeps 16 damaged texts, the newest ones", () => {
        const scope: SavedScope = {};
        const store = new Store(scope);
        for (const week of $range(1, 20)) store.archive.quarantine(week, `text ${string.format("%d", week)}`, "why");
        assert.equal(16, scope.quarantine!.length);
        assert.equal("unit of week 5 (why) text 5", scope.quarantine![0]);
        assert.equal("unit of week 20 (why) text 20", scope.quarantine![15]);
        const wrong = new Store({ quarantine: 5 as unknown as string[] });
        wrong.archive.quarantine(1, "text", "why");
        assert.same(["unit of week 1 (why) text"], wrong.scope.quarantine);
    });

    it("keeps aside a week whose header cannot be read, and all events that can be", () => {
        for (const native of [NO_NATIVE, TOY_NATIVE]) {
            const events = eventsOfWeeks(new SeededRandom(130), 40);
            const scope = savedOf(events, native);
            const text = scope.weeks!.get(WEEK - 1);
            const damaged = string.sub(text, 1, 3) + "?" + string.sub(text, 5);
            scope.weeks!.set(WEEK - 1, damaged);
            const store = new Store(reload(scope), native);
            assert.same([WEEK - 1], store.damaged);
            assert.same([`week ${WEEK - 1} ${damaged}`], store.scope.quarantine);
            assert.same(withoutServer(events), walk(store.log));
            assert.is_true(store.archive.isBehind());
            store.archive.save(noPause);
            assert.equal(text, store.scope.weeks!.get(WEEK - 1));
        }
    });

    it("has a damaged week quarantined when it is opened, and saves what was salvaged", () => {
        const events = randomEvents(new SeededRandom(131), 60);
        const scope = savedOf(events);
        const damaged = string.sub(scope.weeks!.get(WEEK), 1, -41);
        scope.weeks!.set(WEEK, damaged);
        const store = new Store(scope);
        const kept = walk(store.log);
        assert.is_true(kept.length > 0 && kept.length < events.length);
        assert.same(withoutServer(events.slice(0, kept.length)), kept);
        assert.same([`week ${WEEK} (checksum) ${damaged}`], scope.quarantine);
        assert.is_true(store.archive.isBehind());
        store.archive.save(noPause);
        const again = new Store(reload(scope));
        assert.same(kept, walk(again.log));
        assert.equal(1, again.scope.quarantine!.length);
        again.insert(events.slice(kept.length));
        again.archive.save(noPause);
        assert.same(withoutServer(events), walk(new Store(reload(again.scope)).log));
    });

    it("never raises, and never alters or loses an event without keeping the text, whatever is damaged", () => {
        const random = new SeededRandom(132);
        const events = randomEvents(random, 14).map((event) => ({ ...event, server: 1 }));
        for (const native of [NO_NATIVE, TOY_NATIVE]) {
            const scope = savedOf(events, native);
            const text = scope.weeks!.get(WEEK);
            let quarantines = 0;
            for (const round of $range(1, DAMAGES)) {
                let damaged = text;
                for (const _ of $range(1, random.integer(1, 2))) {
                    const at = random.integer(1, random.integer(1, 2) === 1 ? 60 : damaged.length);
                    const kind = random.integer(1, 5);
                    const digit = string.sub(text, at + 1, at + 1);
                    const middle = kind === 1 ? random.bytes(1) : kind === 2 ? digit : kind === 3 ? "" : "7";
                    const rest = kind === 4 ? "" : string.sub(damaged, at + 1);
                    damaged = string.sub(damaged, 1, at - 1) + middle + rest;
                }
                const changed = reload(scope);
                changed.weeks!.set(WEEK, damaged);
                const store = new Store(changed, native);
                const walked = walk(store.log);
                const isKept = changed.quarantine !== undefined;
                if (isKept) quarantines++;
                for (const index of $range(1, walked.length - 1)) {
                    const [a, b] = [walked[index - 1], walked[index]];
                    if (!isKeyBefore(a.time, a.id, b.time, b.id)) error(`round ${round}: out of order`);
                }
                if (!isKept) assert.same(withoutServer(events), walked, damaged);
                store.log.open(WEEK, noPause);
                store.insert(events);
                store.archive.save(noPause);
                const again = walk(new Store(reload(changed), native).log);
                assert.is_true(again.length >= events.length);
            }
            assert.is_true(quarantines > 0.3 * DAMAGES && quarantines < DAMAGES);
        }
    });
});
