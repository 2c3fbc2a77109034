import { PAYLOAD_BYTES } from "../support/world";
import { SKETCH_LIMIT, SKETCH_SLACK } from "../../src/sync/constants";
import { encodeSums, planRequests, sumsFor, type Wish } from "../../src/sync/request-plan";
import { decodeRequest, ENTRY_LIMIT, Mode, type RequestEntry } from "../../src/sync/requests";
import { powerSums } from "../../src/sync/sketch";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";

const SALT = 4711;

function wish(week: number, own: number, advertised: number): Wish {
    const ids: number[] = [];
    for (const index of $range(1, own)) ids.push(index * 31 + week);
    return { weekNumber: week, fingerprint: own === 0 ? 0 : week, ids, advertised, isKeyed: false, isDoubted: false };
}

/** The entries of all messages, in order. */
function plan(wishes: readonly Wish[]): LuaMultiReturn<[entries: RequestEntry[], messages: number]> {
    const entries: RequestEntry[] = [];
    const payloads = planRequests(SALT, wishes, PAYLOAD_BYTES, noPause);
    for (const payload of payloads) {
        assert.is_true(payload.length <= PAYLOAD_BYTES);
        const request = decodeRequest(payload)!;
        assert.equal(SALT, request.salt);
        for (const entry of request.entries) entries.push(entry);
    }
    return $multi(entries, payloads.length);
}

describe("A plan of requests", () => {
    it("asks for the whole of weeks of which there is nothing, dozens in a message", () => {
        const wishes: Wish[] = [];
        for (const week of $range(2000, 2059)) wishes.push(wish(week, 0, 100));
        const [entries, messages] = plan(wishes);
        assert.equal(1, messages);
        assert.same(
            wishes.map(({ weekNumber: week }) => ({
                weekNumber: week,
                count: 0,
                mode: Mode.Whole,
                isKeyed: false,
                isDoubted: false,
                fingerprint: 0,
                first: 1,
                numbers: [],
            })),
            entries,
        );
    });

    it("lists ids when they are fewer than the sums would be", () => {
        const few = wish(2820, 8, 8);
        const [[entry]] = plan([few]);
        assert.equal(Mode.List, entry.mode);
        assert.equal(2820, entry.fingerprint);
        assert.same(few.ids, entry.numbers);
        const [[other]] = plan([wish(2820, SKETCH_SLACK + 1, SKETCH_SLACK + 1)]);
        assert.equal(Mode.Sketch, other.mode);
    });

    it("gives a week that is alone at least 75 sums, which are those of its ids", () => {
        for (const own of [100, 500, 2000000]) {
            const alone = own > 1000 ? { ...wish(2820, 300, 300) } : wish(2820, own, own + 3);
            const [[entry], messages] = plan([alone]);
            assert.equal(1, messages);
            assert.equal(Mode.Sketch, entry.mode);
            assert.equal(alone.ids.length, entry.count);
            assert.is_true(entry.numbers.length >= 75);
            assert.same(powerSums(alone.ids, 1, entry.numbers.length, noPause), entry.numbers);
        }
    });

    it("shares a message out among weeks, each with the sums that it needs", () => {
        const [entries, messages] = plan([
            wish(2817, 200, 210),
            wish(2818, 300, 300),
            wish(2819, 0, 9),
            wish(2820, 90, 91),
        ]);
        assert.equal(1, messages);
        for (const { weekNumber: week, mode, numbers } of entries) {
            const needed = week === 2817 ? sumsFor(200, 210) : sumsFor(1, 1);
            assert.is_true(mode === Mode.Whole || numbers.length >= needed, string.format("week %d", week));
        }
    });

    it("takes up to three messages for one sketch, and asks for the whole beyond", () => {
        const difference = math.floor(((SKETCH_LIMIT - SKETCH_SLACK) * 8) / 9);
        const large = wish(2820, 1000, 1000 + difference);
        const [entries, messages] = plan([large]);
        assert.equal(3, messages);
        const sums: number[] = [];
        for (const { first, numbers, mode } of entries) {
            assert.equal(Mode.Sketch, mode);
            assert.equal(sums.length + 1, first);
            for (const number of numbers) sums.push(number);
        }
        assert.is_true(sums.length >= sumsFor(1000, 1000 + difference) && sums.length <= SKETCH_LIMIT);
        assert.same(powerSums(large.ids, 1, sums.length, noPause), sums);
        const [[whole]] = plan([wish(2820, 1000, 1000 + difference + 10)]);
        assert.equal(Mode.Whole, whole.mode);
        assert.equal(1000, whole.count);
    });

    it("names each week of any wishes, in messages that fit", () => {
        for (const seed of $range(1, 40)) {
            const random = new SeededRandom(seed);
            const wishes: Wish[] = [];
            const weeks = new LuaSet<number>();
            for (const week of $range(2000, 2000 + random.integer(0, 30))) {
                const own = random.integer(0, 2) === 0 ? 0 : random.integer(0, 200);
                wishes.push(wish(week, own, math.max(0, own + random.integer(-250, 250))));
                weeks.add(week);
            }
            const [entries] = plan(wishes);
            for (const { weekNumber: week, mode, numbers, first } of entries) {
                assert.is_true(numbers.length <= ENTRY_LIMIT);
                assert.is_true(mode !== Mode.Sketch || first + numbers.length - 1 <= SKETCH_LIMIT);
                if (first === 1) {
                    assert.is_true(weeks.has(week), string.format("seed %d: week %d twice", seed, week));
                    weeks.delete(week);
                }
            }
            for (const week of weeks) error(string.format("seed %d: week %d is missing", seed, week), 0);
        }
    });

    it("asks for nothing when nothing is wished for", () => {
        assert.same([], planRequests(SALT, [], PAYLOAD_BYTES, noPause));
    });
});

describe("Further sums", () => {
    it("are those behind the ones sent before", () => {
        const { ids } = wish(2820, 50, 50);
        const request = decodeRequest(encodeSums(SALT, wish(2820, 50, 50), 78, 77, noPause))!;
        const [entry] = request.entries;
        assert.equal(78, entry.first);
        assert.same(powerSums(ids, 78, 77, noPause), entry.numbers);
    });
});
