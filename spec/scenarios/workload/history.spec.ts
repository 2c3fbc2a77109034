import { Random } from "../../../realm/random";
import { type Deed } from "../../../scenarios/workload/evening";
import { type HistoryRow, recordedEvenings, toSubmission } from "../../../scenarios/workload/history";
import { playerGuid } from "../../../scenarios/workload/players";

const SIZE = { clients: 6, officers: 2 };
const START = 1622441509;

function row(ts: number, actor = 1): HistoryRow {
    return { ts, actor, kind: 1, targets: [1] };
}

function allDeeds(rows: readonly HistoryRow[]): Deed[] {
    const deeds: Deed[] = [];
    for (const evening of recordedEvenings(new Random(1), rows, SIZE).evenings) deeds.push(...evening.deeds);
    return deeds;
}

describe("recorded history", () => {
    it("turns a row into an award: targets, first value as amount, the rest as reason", () => {
        assert.same(
            {
                type: "award",
                fields: {
                    players: ["Player-1001-8A000001", "Player-1001-8A000028"],
                    amount: 100,
                    reason: "kind 3, actor 7, v2 20",
                },
            },
            toSubmission({ ts: START, actor: 7, kind: 3, targets: [1, 40], v1: 100, v2: 20 }),
        );
        assert.same(
            { type: "award", fields: { players: [], amount: -5.5, reason: "kind 0, actor 1, item 30183" } },
            toSubmission({ ts: START, actor: 1, kind: 0, targets: [], item: 30183, v2: -5.5 }),
        );
        assert.same(
            { players: [playerGuid(1)], amount: 0, reason: "kind 1, actor 1" },
            toSubmission(row(START)).fields,
        );
    });

    it("keeps the text of a row as it is, and makes a percentage a decay", () => {
        const reason = ' "Zoë", -10%';
        assert.same(
            { type: "award", fields: { players: [playerGuid(1)], amount: -10, reason } },
            toSubmission({ ...row(START), item: 16819, v1: -10, v2: 0, reason }),
        );
        const decay = { ts: START, actor: 7, kind: 2, targets: [], percent: 12.5 };
        assert.same({ type: "decay", fields: { percent: 12.5, reason } }, toSubmission({ ...decay, reason }));
        assert.same({ type: "decay", fields: { percent: 12.5, reason: "kind 2, actor 7" } }, toSubmission(decay));
    });

    it("keeps order and seconds; a row before the one above it is written along with that one", () => {
        const rows = [row(START), row(START), row(START + 5), row(START + 3), row(START + 90000)];
        const seconds = allDeeds(rows).map(({ time }) => math.floor(time) - START);
        assert.same([0, 0, 5, 5, 90000], seconds);
    });

    it("begins another evening after a long break only", () => {
        const rows = [row(START), row(START + 300), row(START + 86400), row(START + 86500)];
        const { deeds, evenings } = recordedEvenings(new Random(1), rows, SIZE);
        assert.equal(4, deeds);
        assert.same(
            [2, 2],
            evenings.map((evening) => evening.deeds.length),
        );
    });

    it("knows the recorded time of each row", () => {
        const rows = [row(START), row(START + 5), row(START + 3)];
        const [{ deeds }] = recordedEvenings(new Random(1), rows, SIZE).evenings;
        assert.same(
            rows.map(({ ts }) => ts),
            deeds.map(({ recordedTime }) => recordedTime),
        );
    });

    it("has no fault within a second", () => {
        const rows: HistoryRow[] = [];
        for (const index of $range(0, 59)) rows.push(row(START + 3 * math.floor(index / 3)));
        const [{ deeds, faults }] = recordedEvenings(new Random(1), rows, SIZE).evenings;
        assert.same(
            ["reload", "crash", "lockdown"],
            faults.map(({ kind }) => kind),
        );
        for (const { afterDeed } of faults) assert.not_equal(deeds[afterDeed].time, deeds[afterDeed + 1].time);
    });

    it("gives actors to officers in order of appearance, and those beyond share", () => {
        const rows = [row(START, 40), row(START + 1, 9), row(START + 2, 7), row(START + 3, 40), row(START + 4, 9)];
        assert.same(
            [0, 1, 0, 0, 1],
            allDeeds(rows).map(({ officer }) => officer),
        );
    });

    it("has writers and a member at each evening, the same for one seed", () => {
        const rows: HistoryRow[] = [];
        for (const index of $range(0, 99)) rows.push(row(START + index * 50000, 1 + (index % 5)));
        const { evenings } = recordedEvenings(new Random(3), rows, SIZE);
        const again = recordedEvenings(new Random(3), rows, SIZE).evenings;
        assert.equal(100, evenings.length);
        evenings.forEach(({ deeds, present }, index) => {
            for (const { officer } of deeds) assert.is_true(present.includes(officer));
            assert.is_true(present.some((client) => client >= SIZE.officers));
            assert.same(again[index].present, present);
        });
    });
});
