import type { LedgerEvent } from "../../src/api/event";
import { againMark } from "../../src/event/import-mark";
import { packKey } from "../../src/event/key";
import { SealedPart } from "../../src/log/sealed-part";
import { ORPHAN_LIMIT, type Orphan } from "../../src/log/sealed-texts";
import { Log } from "../../src/log/log";
import type { SealContext } from "../../src/seal/context";
import { Orphans } from "../../src/seal/orphans";
import { ImmediateBackground } from "../support/background";
import { CollectingGuard } from "../support/collecting-guard";
import { RecordingListener } from "../support/log-listener";
import { NO_NATIVE } from "../support/natives";

function create(): { orphans: Orphans; told: number[]; guard: CollectingGuard } {
    const log = new Log(new ImmediateBackground(), NO_NATIVE, new RecordingListener());
    const guard = new CollectingGuard();
    const told: number[] = [];
    const context = {
        part: new SealedPart({}, log, NO_NATIVE, () => {}),
        guard,
        toEvent: (time: number, id: number) => ({ time, counter: id % 256 }) as LedgerEvent,
        orphaned: (event: LedgerEvent) => told.push(event.time),
    };
    return { orphans: new Orphans(context as unknown as SealContext), told, guard };
}

function orphan(time: number, id = 256): Orphan {
    return { time, id, server: 0, body: "\x01" };
}

describe("Orphans", () => {
    it("are listed in order, and told once", () => {
        const { orphans, told } = create();
        for (const time of [30, 10, 20, 10]) orphans.add(orphan(time));
        orphans.add(orphan(10, 257));
        assert.are.same(
            [10, 10, 20, 30],
            orphans.list().map(({ time }) => time),
        );
        assert.are.same([30, 10, 20, 10], told);
        assert.are.equal(4, orphans.count());
    });

    it("are found and removed by key", () => {
        const { orphans } = create();
        orphans.add(orphan(10));
        orphans.add(orphan(20));
        assert.are.equal(20, orphans.find(20, 256)!.time);
        orphans.remove(20, 256);
        orphans.remove(99, 256);
        assert.is_nil(orphans.find(20, 256));
        assert.are.equal(1, orphans.count());
    });

    it("are taken off the list by an event of the same creator and the same fields that says so", () => {
        const { orphans } = create();
        const key = packKey(20, 256);
        const said = (id: number, body: string): number => {
            orphans.add({ time: 20, id: 256, server: 0, body: "\x01\x07\x08" });
            orphans.rewritten(key, id, body);
            return orphans.count();
        };
        assert.are.equal(1, said(512, "\x01\x07\x08"));
        assert.are.equal(1, said(256, "\x01\x07"));
        assert.are.equal(1, said(256, "\x01\x07\x09"));
        orphans.rewritten("no key", 256, "\x01\x07\x08");
        orphans.rewritten(packKey(21, 256), 256, "\x01\x07\x08");
        assert.are.equal(1, orphans.count());
        assert.are.equal(0, said(257, `\x01\x07\x08${againMark(key)}`));
        // One that was written again before.
        orphans.add({ time: 20, id: 256, server: 0, body: `\x01\x07${againMark(packKey(10, 256))}` });
        orphans.rewritten(key, 258, `\x01\x07${againMark(key)}`);
        assert.are.equal(0, orphans.count());
    });

    it("are counted where there is no room for them, and that is reported once", () => {
        const { orphans, told, guard } = create();
        for (const time of $range(1, ORPHAN_LIMIT + 2)) orphans.add(orphan(time));
        assert.are.equal(4096, orphans.count());
        assert.are.equal(2, orphans.lost);
        assert.are.equal(1, guard.reports.length);
        assert.are.equal(4096, told.length);
    });
});
