import { playDemo } from "../../../demo/run/demo";
import { type DemoJob } from "../../../demo/run/job";
import { planSamples } from "../../../demo/run/recorder";
import { type DemoRecord, type ResultRecord, type SampleRecord } from "../../../demo/run/records";
import { type Evening } from "../../../scenarios/workload/evening";

/** Three raids of two minutes. */
const JOB: DemoJob = { seed: 1, clients: 5, officers: 3, loss: 0.05, minutes: 2, weeks: 1, profileStep: 0.05 };

function play(job: DemoJob): LuaMultiReturn<[ResultRecord, DemoRecord[]]> {
    const records: DemoRecord[] = [];
    const result = playDemo(job, (record) => records.push(record));
    return $multi(result, records);
}

function samplesOf(records: readonly DemoRecord[]): SampleRecord[] {
    return records.filter((record) => record.type === "sample");
}

/** An evening of 100 deeds, so many seconds apart. */
function evening(gap: number): Evening {
    const deeds = [];
    for (const index of $range(0, 99)) deeds.push({ time: index * gap, officer: 0 });
    return { phase: "week 1", deeds, present: [], faults: [] };
}

describe("Recorder", () => {
    const [result, records] = play({ ...JOB, isSampled: true });
    const samples = samplesOf(records);

    it("ends where the run ends", () => {
        const last = samples[samples.length - 1];
        assert.equal(result.planned, last.existing);
        for (const count of last.held) assert.equal(result.planned, count);
        assert.is_false(last.online.includes(false));
        // What is written after the clocks have gone on is in the result alone.
        assert.near(result.gameSeconds, last.time, 0.001);
    });

    it("counts every message that the clients sent", () => {
        let messages = 0;
        let bytes = 0;
        for (const { traffic } of samples) {
            for (const row of traffic) {
                messages += row.messages;
                bytes += row.bytes;
            }
        }
        let sent = 0;
        let sentBytes = 0;
        for (const client of result.clients) {
            sent += client.messages;
            sentBytes += client.bytes;
        }
        assert.equal(sent, messages);
        assert.equal(sentBytes, bytes);
    });

    it("counts weeks that add up to what is held", () => {
        const held: LuaTable<number, number>[] = [];
        for (const _ of $range(1, JOB.clients)) held.push(new LuaTable());
        const sum = (weeks: LuaTable<number, number>): number => {
            let total = 0;
            for (const [, events] of pairs(weeks)) total += events;
            return total;
        };
        for (const record of records) {
            if (record.type === "weeks") {
                record.held.forEach((changes, client) => {
                    for (const { week, events } of changes) held[client].set(week, events);
                });
            } else if (record.type === "sample") {
                assert.same(
                    record.held,
                    held.map((weeks) => sum(weeks)),
                );
            }
        }
    });

    it("goes forward in time, begins anew with each evening and at the end, and sees each fault", () => {
        let time = -1;
        const times = new LuaSet<number>();
        for (const sample of samples) {
            assert.is_true(sample.time >= time);
            time = sample.time;
            times.add(time);
        }
        let beginnings = 0;
        for (const record of records) {
            if (record.type === "evening") beginnings++;
            if (record.type === "fault") assert.is_true(times.has(record.time));
        }
        assert.equal(beginnings + 1, samples.filter(({ isFirst }) => isFirst).length);
    });

    it("knows the longest callbacks", () => {
        let longest = 0;
        for (const sample of samples) longest = math.max(longest, sample.longest?.ms ?? 0);
        const [callbacks] = records.filter((record) => record.type === "callbacks");
        let ofRows = 0;
        for (const { bins, calls, longestMs } of callbacks.rows) {
            ofRows = math.max(ofRows, longestMs);
            assert.equal(
                calls,
                bins.reduce((sum, count) => sum + count, 0),
            );
        }
        assert.equal(ofRows, longest);
        assert.equal(
            ofRows,
            result.clients.reduce((most, { longestMs }) => math.max(most, longestMs), 0),
        );
    });

    it("says nothing when nobody asked", () => {
        const [, others] = play(JOB);
        assert.same([], samplesOf(others));
        assert.is_false(others.some(({ type }) => type === "weeks" || type === "callbacks"));
    });
});

describe("planSamples", () => {
    it("keeps their number within bounds, and their distance above the least", () => {
        const short = planSamples([evening(1)]);
        assert.equal(5, short.usual);
        assert.equal(2, short.close);
        const evenings: Evening[] = [];
        for (const _ of $range(1, 300)) evenings.push(evening(100));
        const { close, usual } = planSamples(evenings);
        assert.near(400, (300 * (99 * 100 + 90)) / usual, 0.001);
        assert.near(400, (300 * 90) / close, 0.001);
    });
});
