import { playDemo } from "../../../demo/run/demo";
import { type DemoJob } from "../../../demo/run/job";
import { type DemoRecord, type ResultRecord } from "../../../demo/run/records";
import { type HistoryRow } from "../../../scenarios/workload/history";

/** Three raids of two minutes. */
const JOB: DemoJob = { seed: 1, clients: 5, officers: 3, loss: 0.05, minutes: 2, weeks: 1, profileStep: 0.05 };

function play(job: DemoJob, quietLimit?: number): LuaMultiReturn<[ResultRecord, DemoRecord[]]> {
    const records: DemoRecord[] = [];
    const result = playDemo(job, (record) => records.push(record), quietLimit);
    return $multi(result, records);
}

function assertConverged(result: ResultRecord): void {
    assert.equal(0, result.errors);
    assert.equal(0, result.refused);
    assert.is_true(result.isEqual);
    assert.equal(result.planned, result.written);
    for (const client of result.clients) {
        assert.equal(result.planned, client.events);
        assert.equal(client.weeks, client.weeksEqual);
        assert.equal(result.clients[0].digest, client.digest);
    }
}

/** All of a result that the seed determines. */
function summaryOf({ clients, quietSeconds, gameSeconds }: ResultRecord): string {
    const lines = clients.map(({ name, digest, messages, bytes }) =>
        string.format("%s %s %d %d", name, digest, messages, bytes),
    );
    lines.push(string.format("%.3f %.3f", quietSeconds, gameSeconds));
    return table.concat(lines, "\n");
}

describe("demo", () => {
    it("converges through loss, absence, a reload, a crash and a lockdown, and loses nothing", () => {
        const [result, records] = play(JOB);
        assertConverged(result);
        const faults: string[] = [];
        for (const record of records) {
            if (record.type === "fault") faults.push(`${record.fault} ${tostring(record.isOver)}`);
        }
        assert.same(["reload true", "crash false", "crash true", "lockdown false", "lockdown true"], faults);
    });

    it("does the same for one seed, message for message, and something else for another", () => {
        const [first] = play(JOB);
        const [second] = play(JOB);
        const [other] = play({ ...JOB, seed: 2 });
        assert.equal(summaryOf(first), summaryOf(second));
        assert.not_equal(summaryOf(first), summaryOf(other));
    });

    it("tells its phases in order, and how far it is", () => {
        const [result, records] = play(JOB);
        const [start] = records;
        if (start.type !== "start") return error("the first record is not the start");
        assert.same(
            ["week 1", "quiet"],
            start.phases.map(({ name }) => name),
        );
        assert.equal(result.planned, start.phases[0].total);
        const phases: string[] = [];
        let done = 0;
        let evenings = 0;
        for (const record of records) {
            if (record.type === "phase") phases.push(record.phase);
            if (record.type === "evening") evenings++;
            if (record.type === "progress") {
                assert.equal(JOB.clients, record.events.length);
                assert.equal(JOB.clients, record.online.length);
                done = math.max(done, record.done);
            }
        }
        assert.same(["week 1", "quiet"], phases);
        assert.equal(3, evenings);
        assert.equal(result.planned, done);
    });

    it("plays a recorded history at its own times", () => {
        const start = 1622441509;
        const rows = [
            { ts: start, actor: 12, kind: 1, targets: [1, 2, 30], v1: 10 },
            { ts: start, actor: 40, kind: 2, targets: [], v2: 5 },
            { ts: start + 1, actor: 7, kind: 1, targets: [2], item: 30183, v1: -20, v2: 3 },
            { ts: start + 40, actor: 12, kind: 1, targets: [1] },
            { ts: start + 2000000, actor: 8, kind: 1, targets: [4], v1: 0.5 },
        ];
        const [result] = play({ ...JOB, officers: 2, rows });
        assertConverged(result);
        assert.equal(rows.length, result.planned);
        assert.equal(rows.length, result.rowsFound);
        assert.equal(rows.length, result.atRecordedTime);
    });

    it("plays a recorded history with texts, lists and decays, and finds every row as it was", () => {
        const start = 1622441509;
        const raid: number[] = [];
        for (const player of $range(1, 40)) raid.push(player);
        const rows: HistoryRow[] = [];
        for (const index of $range(0, 29)) {
            const reason = `Boss "${index}", -10%/Zoë ${string.rep("x", 10 * index)}`;
            const ts = start + 2 * math.floor(index / 3);
            if (index % 10 === 9) rows.push({ ts, actor: 2, kind: 2, targets: [], percent: 10 + index / 2, reason });
            else if (index % 2 === 0) rows.push({ ts, actor: 1, kind: 1, targets: raid, v1: index, v2: 0, reason });
            else rows.push({ ts, actor: 3, kind: 1, targets: [index], item: 16819, v1: -index, reason });
        }
        // As large as the importer lets a row be; and one with an older time, which is written along with it.
        const everybody: number[] = [];
        for (const player of $range(1, 200)) everybody.push(player);
        const ts = start + 60;
        rows.push({ ts, actor: 1, kind: 1, targets: everybody, v1: 0.1, reason: string.rep("x", 2000) });
        rows.push({ ts: start, actor: 1, kind: 1, targets: [1], v1: 1, reason: "written late" });
        const [result] = play({ ...JOB, rows });
        assertConverged(result);
        assert.equal(rows.length, result.rowsFound);
        assert.equal(rows.length - 1, result.atRecordedTime);
    });

    it("says so when clients differ in the end", () => {
        const [result] = play({ ...JOB, loss: 1 }, 60);
        assert.is_false(result.isEqual);
        assert.near(60, result.quietSeconds, 2);
        const [first, ...others] = result.clients;
        assert.is_true(others.some(({ digest }) => digest !== first.digest));
        assert.is_true(others.some(({ weeks, weeksEqual }) => weeksEqual < weeks));
    });
});
