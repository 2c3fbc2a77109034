import { Admission, MAX_FUTURE } from "../../src/log/admission";
import { LogCursor } from "../../src/log/cursor";
import { parseField } from "../../src/event/field";
import type { ImportEntry, ImportEvent, ImportResult } from "../../src/api/import";
import { Importer } from "../../src/ledger/importer";
import { counterOf, creatorOf, toId } from "../../src/event/key";
import { Log } from "../../src/log/log";
import type { LedgerEvent } from "../../src/api/event";
import { Schema } from "../../src/event/schema";
import type { Pause } from "../../src/ports";
import { SeededRandom } from "../random";
import { ImmediateBackground, noPause, runStepwise } from "../support/background";
import { CollectingGuard } from "../support/collecting-guard";
import { shuffled } from "../support/events";
import { RecordingListener } from "../support/log-listener";
import { packWeek } from "../support/logs";
import { ManualClock } from "../support/manual-clock";
import { NO_NATIVE } from "../support/natives";
import { FakeIdentity } from "../support/world";

const NOW = 1705537000;
const WEEK = math.floor(NOW / 604800);
const OWN = "Player-1001-0000000A";
const OTHER = "Player-4440-FFFFFFFF";

function entry(amount: unknown, changes: Partial<ImportEvent> = {}): ImportEvent {
    return { type: "award", time: NOW - 100, creator: OTHER, values: { player: OWN, amount }, ...changes };
}

/** An officer's client, as much of it as an import needs. */
class Officer {
    readonly log = new Log(new ImmediateBackground(), NO_NATIVE, new RecordingListener());
    readonly guard = new CollectingGuard();
    isClosed = false;
    readonly asked: string[] = [];
    /** What authorize() says of an event. */
    judge: (this: void, event: LedgerEvent) => boolean | undefined = () => true;
    readonly admission: Admission;

    private readonly schema = new Schema();

    constructor(
        private readonly name = "Thrall-Realm",
        private readonly guid = OWN,
    ) {
        this.schema.add({ name: "award", id: 1, fields: [parseField("player:guid?")!, parseField("amount")!] });
        this.admission = new Admission(
            this.log,
            this.schema,
            new ManualClock(NOW),
            this.guard,
            (event, sender, direction, isCreator) => {
                this.asked.push(`${sender} ${direction} ${tostring(isCreator)}`);
                return this.judge(event!);
            },
            {
                refused: () => {},
                isCreator: () => false,
                state: () => undefined,
                serverTold: ({ id, server }) => this.log.directory.note(creatorOf(id), server, false),
            },
        );
    }

    import(entries: readonly unknown[], pause: Pause = noPause): ImportResult {
        const identity = new FakeIdentity(this.name, this.guid);
        const importer = new Importer(this.log, this.schema, this.admission, identity, () => this.isClosed);
        return importer.run(entries as ImportEntry[], pause);
    }

    /** "time creator counter body" of all events in order. */
    dump(): string[] {
        const lines: string[] = [];
        const cursor = new LogCursor(this.log);
        while (cursor.next(noPause)) {
            const { time, id } = cursor;
            const key = string.format("%.0f %.0f %.0f", NOW - time, creatorOf(id), counterOf(id));
            lines.push(`${key} ${cursor.body()}`);
        }
        return lines;
    }
}

function result(added: number, known = 0, refused = 0, invalid = 0, errors: string[] = []): ImportResult {
    return { added, revoked: 0, known, differing: 0, refused, invalid, errors };
}

/** A history of three weeks: seconds of one row, of several, of equal ones, and of more than fit. */
function history(): ImportEntry[] {
    const entries: ImportEntry[] = [];
    for (const index of $range(1, 60)) {
        const time = NOW - math.floor(index / 4) * 50000;
        entries.push(entry(index % 3, { time, creator: index % 2 === 0 ? OWN : OTHER }));
    }
    for (const index of $range(1, 300)) entries.push(entry(index, { time: NOW - 700001 }));
    return entries;
}

describe("Importer", () => {
    it("keeps times and creators, and tells what became of the list", () => {
        const officer = new Officer();
        assert.same(result(2), officer.import([entry(5), entry(6, { time: 0, creator: OWN })]));
        const lines = officer.dump();
        assert.equal(2, lines.length);
        assert.matches(`^${string.format("%.0f", NOW)} 10 %d+ `, lines[0]);
        assert.matches("^100 4294967295 %d+ ", lines[1]);
        assert.equal(4440, officer.log.directory.server(0xffffffff));
        assert.same(result(0), officer.import([]));
    });

    it("changes nothing when the same list comes again, whole, in part or in another order", () => {
        const random = new SeededRandom(310);
        const officer = new Officer();
        const entries = history();
        const first = officer.import(entries);
        assert.equal(60 + 256, first.added);
        assert.equal(300 - 256, first.invalid);
        const before = officer.dump();
        for (const list of [entries, shuffled(random, entries), entries.slice(0, 33)]) {
            const again = officer.import(list);
            assert.equal(0, again.added);
            assert.equal(list.length, again.known + again.invalid);
            assert.same(before, officer.dump());
        }
    });

    it("gives two officers the same events, whatever the order of the list", () => {
        const random = new SeededRandom(311);
        const thrall = new Officer();
        const entries = history();
        thrall.import(entries);
        for (const _ of $range(1, 5)) {
            const jaina = new Officer("Jaina-Realm", "Player-1001-0000000B");
            jaina.import(shuffled(random, entries));
            assert.same(thrall.dump(), jaina.dump());
        }
    });

    it("makes two events of two equal rows, and leaves them two", () => {
        const officer = new Officer();
        assert.same(result(2), officer.import([entry(5), entry(5)]));
        assert.same(result(0, 2), officer.import([entry(5), entry(5)]));
        assert.same(result(0, 1), officer.import([entry(5)]));
        assert.same(result(1, 2), officer.import([entry(5), entry(5), entry(5)]));
        assert.equal(3, officer.log.count());
    });

    it("takes 256 of one creator and second, and tells how many others there are", () => {
        const officer = new Officer();
        const entries: ImportEntry[] = [];
        for (const index of $range(1, 259)) entries.push(entry(index));
        const problem = "3 entries: more than 256 events of one creator in one second";
        assert.same(result(256, 0, 0, 3, [problem]), officer.import(entries));
        assert.equal(256, officer.log.count());
        assert.same(result(1), officer.import([entry(1, { creator: OWN })]));
    });

    it("looks into packed weeks, and adds to them", () => {
        const officer = new Officer();
        officer.import([entry(5), entry(6)]);
        packWeek(officer.log, WEEK);
        assert.same(result(1, 2), officer.import([entry(5), entry(6), entry(7)]));
        assert.equal(3, officer.log.count());
        packWeek(officer.log, WEEK);
        assert.same(result(1), officer.import([entry(1, { time: NOW - 99 })]));
        assert.equal(4, officer.dump().length);
    });

    it("counts and names every entry that is no event", () => {
        const time = "'time' must be a whole number of Unix seconds, got";
        const cases: [entry: unknown, problem: string][] = [
            [5, "must be a table with type, time, creator and values, got 5"],
            ["award", 'must be a table with type, time, creator and values, got "award"'],
            [{}, "'values' must be a table, got nil"],
            [{ ...entry(5), values: "x" }, "'values' must be a table, got \"x\""],
            [{ ...entry(5), type: "awrd" }, "'type' must be a defined event type, got \"awrd\""],
            [{ ...entry(5), type: "revoke" }, "'type' must be a defined event type, got \"revoke\""],
            [{ ...entry(5), type: 1 }, "'type' must be a defined event type, got 1"],
            [{ ...entry(5), time: "now" }, `${time} "now"`],
            [{ ...entry(5), time: 1.5 }, `${time} 1.5`],
            [{ ...entry(5), time: -1 }, `${time} -1`],
            [{ ...entry(5), time: 2 ** 32 }, `${time} 4294967296`],
            [{ ...entry(5), time: 0 / 0 }, `${time} ${tostring(0 / 0)}`],
            [{ ...entry(5), time: math.huge }, `${time} inf`],
            [{ ...entry(5), creator: "Thrall" }, "'creator' must be a player GUID, got \"Thrall\""],
            [{ ...entry(5), revokes: 1 }, "'revokes' must be alone, without type and values"],
            [{ time: 5, revokes: 1, values: {} }, "'revokes' must be alone, without type and values"],
            [{ ...entry(5), creator: 10 }, "'creator' must be a player GUID, got 10"],
            [{ ...entry(5), values: { player: "Thrall" } }, "field 'player' must be a player GUID, got \"Thrall\""],
            [{ ...entry(5), values: { amuont: 5 } }, "field 'amuont' is not one of \"award\"; did you mean 'amount'?"],
            [{ ...entry(5), values: ["x"] }, "field '1' is not one of \"award\"; known are player, amount"],
            [
                entry(() => 5),
                "field 'amount' must be a string, finite number, boolean or table of these, got a function",
            ],
            [entry(string.rep("x", 5000)), "'values' must take at most 4096 bytes in all, got 5011"],
        ];
        const officer = new Officer();
        for (const [bad, problem] of cases) {
            const outcome = officer.import([entry(1), bad]);
            assert.same([`entry 2: ${problem}`], outcome.errors);
            assert.equal(1, outcome.invalid);
        }
        assert.equal(1, officer.log.count());
        assert.same([], officer.guard.reports);
        const many: unknown[] = [];
        for (const index of $range(1, 50)) many.push(index);
        const outcome = officer.import(many);
        assert.equal(50, outcome.invalid);
        assert.equal(20, outcome.errors.length);
        assert.matches("^entry 20: ", outcome.errors[19]);
    });

    it("asks authorize() about each, with the importing client as sender", () => {
        const officer = new Officer();
        officer.judge = (event) => event.amount !== 13;
        assert.same(result(2, 0, 1), officer.import([entry(5), entry(13), entry(6, { creator: OWN })]));
        assert.same(["Thrall-Realm in false", "Thrall-Realm in false", "Thrall-Realm in true"], officer.asked);
        assert.same({ unauthorized: 1 }, officer.admission.refusals);
        officer.judge = () => error("authorize is broken", 0);
        assert.same(result(0, 1, 1), officer.import([entry(5), entry(7)]));
        assert.equal(1, officer.guard.reports.length);
    });

    it("counts as refused what authorize() does not know yet; it enters later", () => {
        const officer = new Officer();
        officer.judge = () => undefined;
        assert.same(result(0, 0, 3), officer.import([entry(5), entry(6), entry(6)]));
        assert.same(result(0, 0, 3), officer.import([entry(6), entry(5), entry(6)]));
        officer.judge = () => true;
        officer.admission.retry(noPause);
        assert.equal(3, officer.log.count());
        assert.same(result(0, 3), officer.import([entry(5), entry(6), entry(6)]));
    });

    it("refuses what lies in the future", () => {
        const officer = new Officer();
        const entries = [entry(5, { time: NOW + MAX_FUTURE }), entry(5, { time: NOW + MAX_FUTURE + 1 })];
        assert.same(result(1, 0, 1), officer.import(entries));
        assert.same({ future: 1 }, officer.admission.refusals);
    });

    it("pauses for each entry, and takes no harm from what happens meanwhile", () => {
        const officer = new Officer();
        const jaina = new Officer("Jaina-Realm", "Player-1001-0000000B");
        const entries = history();
        jaina.import(entries);
        let pauses = 0;
        runStepwise(
            () => officer.import(entries, () => coroutine.yield()),
            () => {
                pauses++;
                // The archive packs weeks when it has time; half of the same list comes in by another way.
                const week = officer.log.week(math.floor(NOW / 604800) - (pauses % 3));
                if (week !== undefined && week.packed === undefined) packWeek(officer.log, WEEK - (pauses % 3));
                if (pauses === 400) officer.import(entries.slice(0, 180));
            },
        );
        assert.is_true(pauses > entries.length);
        // Of a second with more than 256, each list has its own 256.
        jaina.import(entries.slice(0, 180));
        assert.same(jaina.dump(), officer.dump());
        assert.equal(0, officer.import(entries).added);
    });

    describe("with ids", () => {
        /** What the log holds, as addons see it: "id amount". */
        function seen(officer: Officer): string[] {
            const cursor = new LogCursor(officer.log);
            const lines: string[] = [];
            while (cursor.next(noPause)) {
                const event = officer.admission.toEvent(cursor.time, cursor.id, cursor.body());
                lines.push(`${tostring(event.importId)} ${tostring(event.amount ?? event.targetImportId)}`);
            }
            table.sort(lines);
            return lines;
        }

        it("makes equal rows with different ids different events, and knows each again", () => {
            const officer = new Officer();
            const rows = [entry(5, { id: 1 }), entry(5, { id: "1" }), entry(5, { id: 2 }), entry(5)];
            assert.same(result(4), officer.import(rows));
            assert.same(["1 5", "1 5", "2 5", "nil 5"], seen(officer));
            assert.same(result(0, 4), officer.import(shuffled(new SeededRandom(312), rows)));
            assert.same(result(0, 1), officer.import([rows[2]]));
            packWeek(officer.log, WEEK);
            assert.same(result(0, 4), officer.import(rows));
        });

        it("counts an entry that stands in the list twice once", () => {
            const officer = new Officer();
            assert.same(result(1, 2), officer.import([entry(5, { id: 1 }), entry(5, { id: 1 }), entry(5, { id: 1 })]));
            assert.equal(1, officer.log.count());
        });

        it("tells in what an entry differs from the event or entry with its id, and leaves it out", () => {
            const changes: [Partial<ImportEvent>, amount: number, what: string][] = [
                [{ time: NOW - 90 }, 5, "another time"],
                [{ creator: OWN }, 5, "another creator"],
                [{}, 6, "other values, or another type"],
            ];
            for (const [change, amount, what] of changes) {
                const officer = new Officer();
                const other = entry(amount, { id: "r1", ...change });
                const inList = officer.import([entry(5, { id: "r1" }), other]);
                assert.same([`entry 2: 'id' "r1" is that of entry 1 with ${what}`], inList.errors);
                assert.equal(1, inList.differing);
                const inLog = officer.import([entry(1, { id: "r2" }), other]);
                assert.same([`entry 2: 'id' "r1" is in the log with ${what}`], inLog.errors);
                assert.same([1, 1, 0, 0], [inLog.added, inLog.differing, inLog.known, inLog.invalid]);
                assert.equal(2, officer.log.count());
            }
        });

        it("imports revocations of rows that are in the list, in the log, or not there yet", () => {
            const officer = new Officer();
            const revocation = (revokes: string, changes: object = {}) => ({
                time: NOW - 5,
                creator: OTHER,
                revokes,
                ...changes,
            });
            officer.import([entry(1, { id: "old" })]);
            const list = [
                entry(2, { id: "new" }),
                revocation("new"),
                revocation("old", { id: "r" }),
                revocation("later"),
                revocation("later"),
            ];
            const outcome = officer.import(list);
            assert.same([1, 4, 0, 0], [outcome.added, outcome.revoked, outcome.known, outcome.invalid]);
            assert.same(["new 2", "nil later", "nil later", "nil new", "old 1", "r old"], seen(officer));
            const again = officer.import(list);
            assert.same([0, 0, 5], [again.added, again.revoked, again.known]);
            const cases: [entry: unknown, problem: string][] = [
                [revocation("r"), "'revokes' is the id of a revocation: leave both out of the list"],
                [
                    { time: NOW, creator: OTHER, revokes: {} },
                    "'revokes' must be the id of another entry, a string or a finite number, got a table",
                ],
                [
                    { time: NOW, creator: OTHER, revokes: 0 / 0 },
                    `'revokes' must be the id of another entry, a string or a finite number, got ${tostring(0 / 0)}`,
                ],
                [{ time: 1.5, creator: OTHER, revokes: 1 }, "'time' must be a whole number of Unix seconds, got 1.5"],
            ];
            for (const [bad, problem] of cases) {
                const bads = officer.import([bad]);
                assert.same([1, [`entry 1: ${problem}`]], [bads.invalid, bads.errors]);
            }
            const chain = officer.import([revocation("a", { id: "b" }), revocation("b", { id: "c" })]);
            assert.same([1, 1], [chain.revoked, chain.invalid]);
        });

        it("counts as invalid an id that is none, and one that does not fit", () => {
            const cases: [id: unknown, problem: string][] = [
                [true, "'id' must be a string or a finite number, got true"],
                [0 / 0, `'id' must be a string or a finite number, got ${tostring(0 / 0)}`],
                [string.rep("x", 4096), "'id' and 'values' must take at most 4096 bytes and 32 fields in all"],
            ];
            for (const [id, problem] of cases) {
                const outcome = new Officer().import([{ ...entry(5), id }]);
                assert.same([1, [`entry 1: ${problem}`]], [outcome.invalid, outcome.errors]);
            }
        });

        it("imports no more when the ledger is closed on the way", () => {
            const officer = new Officer();
            let pauses = 0;
            const outcome = officer.import(history(), () => {
                pauses++;
                officer.isClosed = pauses > 1500;
            });
            assert.is_true(outcome.added > 0 && outcome.refused > 0);
            assert.equal(outcome.added, officer.log.count());
        });
    });

    it("knows equal rows that version 0.1 wrote without a number", () => {
        const officer = new Officer();
        officer.import([entry(5)]);
        const [body] = officer.dump()[0].split(" ").slice(3);
        officer.log.insert(NOW - 100, toId(0xffffffff, 9), body);
        officer.log.insert(NOW - 100, toId(0xffffffff, 10), body);
        assert.same(result(1, 3), officer.import([entry(5), entry(5), entry(5), entry(5)]));
    });
});
