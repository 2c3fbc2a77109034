import { EMPTY_ARRAY, NULL } from "../../../src/live/object/values";
import { checkpointOf, type Head } from "../../../src/live/shared/checkpoint";
import { readSaved, saveCheckpoint } from "../../../src/live/shared/saved";
import { SeededRandom } from "../../random";
import { rounds } from "../../support/rounds";
import { randomObject } from "../object/random-data";

const HEAD: Head = {
    origin: { seconds: 1700000000, counter: 3 },
    maker: "Jaina-Proudmoore",
    at: { seconds: 1700000300, counter: 0 },
    count: 7,
    term: 0,
    holder: "",
    rows: [{ owner: 5, incarnation: 1700000000, number: 4 }],
    missing: [],
    repeated: [],
};

function savedOf(data: object): LuaTable<string, unknown> {
    const saved = new LuaTable<string, unknown>();
    saveCheckpoint(saved, "guild:A", checkpointOf(HEAD, data), data);
    return saved;
}

/** Anything that may stand in a file. */
function anything(random: SeededRandom, depth = 2): unknown {
    const kind = random.integer(1, depth > 0 ? 8 : 6);
    if (kind === 1) return undefined;
    if (kind === 2) return random.integer(-5, 5);
    if (kind === 3) return [0 / 0, math.huge, -math.huge, 2 ** 60, 0.5][random.integer(0, 4)];
    if (kind === 4) return random.bytes(random.integer(0, 30));
    if (kind === 5) return random.integer(0, 1) === 1;
    if (kind === 6) return [NULL, EMPTY_ARRAY][random.integer(0, 1)];
    const made = new LuaTable<AnyNotNil, unknown>();
    for (const _ of $range(1, random.integer(0, 4))) {
        const key = anything(random, 0) ?? 1;
        made.set(key !== key ? 2 : key, anything(random, depth - 1));
    }
    return made;
}

describe("a saved object", () => {
    it("comes out as it was put in, for its scope alone", () => {
        const random = new SeededRandom(1);
        for (const _ of $range(1, 300)) {
            const data = randomObject(random, 3);
            const saved = savedOf(data);
            const [checkpoint, read] = readSaved(saved, "guild:A");
            assert.same(checkpointOf(HEAD, data), checkpoint);
            assert.same(data, read);
            assert.is_nil(readSaved(saved, "guild:B")[0]);
        }
    });

    it("is never an error, however it is damaged", () => {
        const random = new SeededRandom(2);
        let refused = 0;
        const inputs = rounds(20000);
        for (const index of $range(1, inputs)) {
            const saved = savedOf(randomObject(random, 2));
            const name = ["head", "data", "scope"][index % 3];
            if (name === "head" && random.integer(0, 1) === 1) {
                const head = saved.get("head") as string;
                const at = random.integer(1, head.length);
                saved.set("head", string.sub(head, 1, at - 1) + random.bytes(1) + string.sub(head, at + 1));
            } else {
                saved.set(name, anything(random));
            }
            const [ok, checkpoint] = pcall(readSaved, saved, "guild:A");
            assert.is_true(ok, `input ${index}: ${tostring(checkpoint)}`);
            refused += checkpoint === undefined ? 1 : 0;
        }
        assert.is_true(refused > inputs / 2 && refused < inputs, tostring(refused));
        assert.is_nil(readSaved(new LuaTable(), "guild:A")[0]);
    });

    it("is refused where its head is longer than any can be", () => {
        const saved = savedOf({ n: 1 });
        saved.set("head", string.rep("A", 8196));
        assert.is_nil(readSaved(saved, "guild:A")[0]);
    });
});
