import { formatLabels, type Labels, parseLabels, readLabels } from "../../../src/live/meet/labels";
import { fuzzDecoder } from "../../codec/fuzz";
import type { SeededRandom } from "../../random";

const rep = string.rep;

/** The canonical text of labels that are right. */
function canonical(given: unknown): string {
    const [labels, problem] = readLabels(given);
    assert.is_nil(problem);
    return formatLabels(labels!);
}

function problemOf(given: unknown): string {
    const [labels, problem] = readLabels(given);
    assert.is_nil(labels);
    return problem as string;
}

/** `count` labels as a text. */
function many(count: number): string {
    const parts: string[] = [];
    for (const index of $range(1, count)) {
        parts[index - 1] = string.format("k%d=v", index);
    }
    return table.concat(parts, ",");
}

describe("labels", () => {
    it("have one text, keys in the order of their bytes", () => {
        assert.equal("role=tank", canonical({ role: "tank" }));
        assert.equal("B=2,a=1,a-b=3,b=", canonical({ b: "", a: "1", B: "2", "a-b": "3" }));
        assert.equal('guild="Die Aldor"', canonical({ guild: "Die Aldor" }));
        assert.equal('a="\\"\\\\ \0"', canonical({ a: '"\\ \0' }));
        assert.equal(`a="${rep("x", 64)}"`, canonical({ a: rep("x", 64) }));
        assert.equal("", canonical({}));
    });

    it("are read from a text", () => {
        const texts: [string, string][] = [
            ["", ""],
            [" \n", ""],
            ["x=a,y=b,z=c", "x=a,y=b,z=c"],
            [" z = c ,\tx=a", "x=a,z=c"],
            ["x=", "x="],
            ["x=,y=", "x=,y="],
            ['x="a b"', 'x="a b"'],
            ['x="a"', "x=a"],
            ["in=notin", "in=notin"],
            ["example.com/role=tank", "example.com/role=tank"],
        ];
        for (const [text, expected] of texts) {
            assert.equal(expected, canonical(text), text);
        }
        const [labels] = parseLabels('realm="Die Aldor",role=tank');
        assert.equal("Die Aldor", labels!.get("realm"));
        assert.equal("tank", labels!.get("role"));
    });

    it("are refused with what is wrong", () => {
        const cases: [unknown, string][] = [
            ["x", 'ends at byte 2 where "=" is expected'],
            ["x==a", 'has "==a" at byte 2 where "=" is expected'],
            ["x=a,", "ends at byte 5 where a key is expected"],
            [",x=a", 'has ",x=a" at byte 1 where a key is expected'],
            ["x=a y=b", 'has "y" at byte 5 where "," or the end is expected'],
            ["x=a,y=b,x=c", 'has "x" at byte 9 where another key is expected'],
            ["x=-a", 'has "-a" at byte 3 where a value is expected'],
            ['"x"=a', 'has ""x"=a" at byte 1 where a key is expected'],
            ['x="a', "ends at byte 5 where a closing quote is expected"],
            ["x=a=b", 'has "=b" at byte 4 where "," or the end is expected'],
            [many(33), "must have at most 32 labels"],
            [`x=a${rep(" ", 2048)}`, "must take at most 2048 bytes"],
            [5, "must be a table or a text, got 5"],
            [true, "must be a table or a text, got true"],
            [{ "a b": "c" }, 'must have keys of Kubernetes labels, got "a b"'],
            [["tank"], "must have keys of Kubernetes labels, got 1"],
            [{ level: 80 }, "has 'level', which must be a string of at most 255 bytes, got 80"],
            [{ a: rep("x", 255), b: rep("x", 256) }, `got "${rep("x", 256)}"`],
        ];
        for (const [given, problem] of cases) {
            const found = problemOf(given);
            assert.equal(problem, string.sub(found, -problem.length));
        }
    });

    it("are bounded in number and size", () => {
        assert.equal(many(32).length, canonical(many(32)).length);
        const table33 = new LuaTable<string, string>();
        for (const index of $range(1, 33)) {
            table33.set(string.format("k%d", index), "");
        }
        assert.equal("must have at most 32 labels", problemOf(table33));
        const long = new LuaTable<string, string>();
        for (const index of $range(1, 8)) {
            long.set(string.format("k%d", index), rep("x", 255));
        }
        assert.equal("must take at most 2048 bytes", problemOf(long));
    });

    it("come back from their text, and no other text raises", () => {
        const values = ["tank", "", "Die Aldor", 'a"b\\c', "1", "-1"];
        const randomLabels = (random: SeededRandom): string => {
            const given = new LuaMap<string, string>();
            for (const _ of $range(1, random.integer(1, 5))) {
                const key = string.char(random.integer(97, 102));
                given.set(key, random.integer(0, 4) === 0 ? random.bytes(5) : values[random.integer(0, 5)]);
            }
            return formatLabels(given as Labels);
        };
        fuzzDecoder(1301, randomLabels, (input) => {
            const [labels, problem] = parseLabels(input);
            if (labels === undefined) {
                return problem !== undefined && problem.length < 150 ? false : "no message";
            }
            const text = formatLabels(labels);
            const [again] = parseLabels(text);
            return (again !== undefined && formatLabels(again) === text) || "is not canonical";
        });
    });
});
