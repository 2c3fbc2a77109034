import { createGuild } from "../../../demo/run/guild";
import { type FoundRows, findRows, readEvents, type SeenEvent } from "../../../demo/run/rows";
import { Random } from "../../../realm/random";
import { type HistoryRow, recordedEvenings, type RecordedWorkload } from "../../../scenarios/workload/history";

const START = 1622441509;
const SIZE = { clients: 3, officers: 2 };
const JOB = { seed: 1, ...SIZE, loss: 0, minutes: 2, weeks: 1, profileStep: 0.05 };
const ROWS: readonly HistoryRow[] = [
    { ts: START, actor: 1, kind: 1, targets: [1, 2, 30], v1: 10, reason: "boss, first" },
    { ts: START + 1, actor: 1, kind: 1, targets: [1], v1: 10, reason: "boss" },
    { ts: START + 1, actor: 1, kind: 1, targets: [1], v1: 10, reason: "boss" },
    { ts: START + 5, actor: 1, kind: 2, targets: [], percent: 12.5, reason: "weekly" },
    { ts: START + 3, actor: 1, kind: 1, targets: [], v1: 0.5 },
];

function history(rows = ROWS): RecordedWorkload {
    return recordedEvenings(new Random(1), rows, SIZE);
}

/** The events of a log into which a client of the guild wrote the rows. */
function writeEvents(): SeenEvent[] {
    const { members, realm } = createGuild(JOB, START - 60, () => {});
    const [master] = members;
    master.client.login();
    realm.advance(60);
    for (const deed of history().evenings[0].deeds) {
        realm.advance(deed.time - START - (realm.getTime() - 60));
        assert.is_nil(master.write(deed));
    }
    assert.same([], realm.errors);
    return readEvents(master);
}

/** What is found of the rows when one of them is another. */
function findChanged(index: number, change: Partial<HistoryRow>): FoundRows {
    return findRows(history(ROWS.map((row, at) => (at === index ? { ...row, ...change } : row))), writeEvents());
}

describe("rows of a recorded history", () => {
    it("are found in a log, with their lists, texts and numbers", () => {
        // The last one was written along with the one above it.
        assert.same({ found: 5, atRecordedTime: 4 }, findRows(history(), writeEvents()));
    });

    it("are found as often as they are there", () => {
        const [, second, third] = ROWS;
        assert.same({ found: 2, atRecordedTime: 2 }, findRows(history([second, third, second]), writeEvents()));
        assert.same({ found: 0, atRecordedTime: 0 }, findRows(history(), []));
    });

    it("are not found when a text, a list, a number or the second is another", () => {
        const changes: [number, Partial<HistoryRow>][] = [
            [0, { reason: "boss, first " }],
            [0, { targets: [2, 1, 30] }],
            [0, { targets: [1, 2] }],
            [1, { v1: 11 }],
            [3, { percent: 12 }],
            [3, { reason: "Weekly" }],
            [0, { ts: START - 1 }],
        ];
        for (const [index, change] of changes) assert.equal(4, findChanged(index, change).found);
    });
});
