import { Random } from "../../../realm/random";
import { type Award, type Deed, type Evening, type Workload } from "../../../scenarios/workload/evening";
import { generateRaids, MAX_EVENTS, MIN_EVENTS, MIN_MINUTES, RAID_SIZE } from "../../../scenarios/workload/raids";

const SEEDS = 40;
const DEFAULTS = { clients: 12, officers: 3, weeks: 4, minutes: 60 };

function generate(seed: number, options: Partial<typeof DEFAULTS> = {}): Workload {
    return generateRaids(new Random(seed), { ...DEFAULTS, ...options });
}

function describeAward({ players, amount, reason }: Award): string {
    return `${table.concat(players as string[], " ")} ${amount} ${reason}`;
}

function describeDeed({ time, officer, command, submission }: Deed): string {
    const what = command ?? describeAward(submission!.fields as Award);
    return string.format("%.2f %d %s", time, officer, what);
}

function textOf(workload: Workload): string {
    const lines: string[] = [];
    for (const { deeds, faults, present } of workload.evenings) {
        lines.push(table.concat(present as number[], " "));
        for (const deed of deeds) lines.push(describeDeed(deed));
        for (const { kind, client, afterDeed } of faults)
            lines.push(string.format("%s %d %d", kind, client, afterDeed));
    }
    return table.concat(lines, "\n");
}

/** The most events within any second. */
function peakRate(deeds: readonly Deed[]): number {
    let peak = 0;
    for (const first of deeds) {
        const rate = deeds.filter(({ time }) => time >= first.time && time < first.time + 1).length;
        peak = math.max(peak, rate);
    }
    return peak;
}

/** Pairs of neighbours that two officers write at one moment. */
function countDuels(deeds: readonly Deed[]): number {
    let duels = 0;
    for (const index of $range(1, deeds.length - 1)) {
        const [one, other] = [deeds[index - 1], deeds[index]];
        if (one.time === other.time && one.officer !== other.officer) duels++;
    }
    return duels;
}

function eachEvening(visit: (this: void, evening: Evening, minutes: number) => void): void {
    for (const seed of $range(1, SEEDS)) {
        const minutes = seed % 2 === 0 ? DEFAULTS.minutes : MIN_MINUTES;
        for (const evening of generate(seed, { minutes }).evenings) visit(evening, minutes);
    }
}

describe("generated raids", () => {
    it("are the same for one seed and others for another", () => {
        assert.equal(textOf(generate(5)), textOf(generate(5)));
        assert.not_equal(textOf(generate(5)), textOf(generate(6)));
    });

    it("are three a week, in the weeks asked for", () => {
        const { deeds, evenings } = generate(1);
        assert.equal(12, evenings.length);
        let total = 0;
        evenings.forEach((evening, index) => {
            assert.equal(`week ${math.floor(index / 3) + 1}`, evening.phase);
            assert.equal(2810 + math.floor(index / 3), math.floor(evening.deeds[0].time / 604800));
            total += evening.deeds.length;
        });
        assert.equal(total, deeds);
    });

    it("have 12 to 49 events each, in order, within their minutes, and reach both bounds", () => {
        let fewest = MAX_EVENTS;
        let most = MIN_EVENTS;
        eachEvening(({ deeds }, minutes) => {
            assert.is_true(deeds.length >= 12 && deeds.length <= 49);
            fewest = math.min(fewest, deeds.length);
            most = math.max(most, deeds.length);
            for (const index of $range(1, deeds.length - 1)) {
                assert.is_true(deeds[index - 1].time <= deeds[index].time);
            }
            assert.is_true(deeds[deeds.length - 1].time - deeds[0].time < minutes * 60);
        });
        assert.equal(12, fewest);
        assert.equal(49, most);
    });

    it("have at most 4 events in any second, and somewhere 4", () => {
        let peak = 0;
        eachEvening(({ deeds }) => {
            const rate = peakRate(deeds);
            assert.is_true(rate <= 4, `${rate} events in a second`);
            peak = math.max(peak, rate);
        });
        assert.equal(4, peak);
    });

    it("each have two officers awarding at once", () => {
        eachEvening(({ deeds }) => assert.is_true(countDuels(deeds) > 0));
    });

    it("are written by officers who are there, and hit only clients who are there", () => {
        eachEvening(({ deeds, faults, present }) => {
            for (const { officer } of deeds) assert.is_true(officer < DEFAULTS.officers && present.includes(officer));
            for (const { client } of faults) assert.is_true(present.includes(client));
        });
    });

    it("have awards that name 25 different players", () => {
        let awards = 0;
        eachEvening(({ deeds }) => {
            for (const { submission } of deeds) {
                if (submission?.type === "award") {
                    awards++;
                    const named = new LuaSet<string>();
                    for (const player of submission.fields.players) named.add(player);
                    let count = 0;
                    for (const _ of named) count++;
                    assert.equal(RAID_SIZE, count);
                }
            }
        });
        assert.is_true(awards > SEEDS);
    });

    it("take back only what the same officer awarded in the same raid", () => {
        let undos = 0;
        eachEvening(({ deeds }) => {
            const undoable = new LuaSet<number>();
            for (const { command, officer } of deeds) {
                if (command === "/sdkp undo") {
                    undos++;
                    assert.is_true(undoable.has(officer));
                    undoable.delete(officer);
                } else {
                    undoable.add(officer);
                }
            }
        });
        assert.is_true(undos > SEEDS);
    });
});
