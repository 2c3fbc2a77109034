import { type Environment } from "../../../realm/lua/types";
import { writeSavedVariables } from "../../../realm/saved/writer";
import { messageOf } from "../support";

function write(source: string): string {
    const globals: Environment = new LuaTable();
    const [chunk] = loadstring(source);
    setfenv(chunk as never, setmetatable(globals as object, { __index: _G } as object));
    (chunk as (this: void) => void)();
    return writeSavedVariables(["V"], globals);
}

/** What is read back of a value. */
function roundTrip(source: string): unknown {
    const globals: Environment = new LuaTable();
    const [chunk, message] = loadstring(write(source));
    assert.is_nil(message);
    setfenv(chunk as never, globals as object);
    (chunk as (this: void) => void)();
    return globals.get("V");
}

describe("writeSavedVariables", () => {
    it("writes the game's form, keys in a fixed order", () => {
        const source = "V = { 'a', 'b', [10] = 1, y = true, x = { false }, [true] = 2 }";
        const expected = `
V = {
\t"a", -- [1]
\t"b", -- [2]
\t[10] = 1,
\t["x"] = {
\t\tfalse, -- [1]
\t},
\t["y"] = true,
\t[true] = 2,
}
`;
        assert.equal(expected, write(source));
    });

    it("writes nil for what is not there or cannot be written", () => {
        assert.equal("\nV = nil\n", write(""));
        assert.equal("\nV = nil\n", write("V = print"));
    });

    it("escapes quotes, backslashes and line ends, and leaves high bytes raw", () => {
        assert.equal('\nV = "a\\"b\\\\c\\nd"\n', write("V = 'a\"b\\\\c\\nd'"));
        const [raw] = string.find(write("V = '\\200\\255'"), string.char(200, 255), 1, true);
        assert.not_nil(raw);
    });

    it("brings every byte back", () => {
        const source = "V = '' for i = 0, 255 do V = V .. string.char(i) .. '7' end";
        const text = roundTrip(source) as string;
        assert.equal(512, text.length);
        for (const index of $range(0, 255)) assert.equal(index, string.byte(text, index * 2 + 1));
    });

    it("writes about 16 digits of a number", () => {
        assert.equal("\nV = 0.1\n", write("V = 0.1"));
        assert.equal("\nV = 9007199254740992\n", write("V = 2^53"));
        assert.near(math.pi, roundTrip("V = math.pi") as number, 1e-15);
        // The 17th digit is lost, as in the game.
        assert.equal(0.3, roundTrip("V = 0.1 + 0.2"));
    });

    it("makes the file unloadable with NaN and infinity", () => {
        for (const value of ["1/0", "-1/0", "0/0"]) {
            const [chunk] = loadstring(write(`V = { x = ${value} }`));
            assert.is_nil(chunk);
        }
    });

    it("skips functions, loses metatables, writes a shared table twice", () => {
        const value = roundTrip(
            "local s = {} V = setmetatable({ f = print, a = s, b = s, [s] = 1 }, { __index = { x = 1 } })",
        ) as {
            f: unknown;
            a: unknown;
            b: unknown;
            x: unknown;
        };
        assert.is_nil(value.f);
        assert.is_nil(value.x);
        assert.is_table(value.a);
        assert.not_equal(value.a, value.b);
    });

    it("keeps holes in a list", () => {
        const withHole = new LuaTable<number, string>();
        withHole.set(1, "a");
        withHole.set(3, "c");
        assert.same(withHole, roundTrip("V = { 'a', nil, 'c' }"));
        assert.same(withHole, roundTrip("V = { 'a', print, 'c' }"));
    });

    it("nests about as deep as Lua reads it back", () => {
        const nested = (depth: number): string => `V = {} local t = V for i = 2, ${depth} do t[1] = {} t = t[1] end`;
        // 197 from a main chunk; the parser counts the calls around it as well, and busted makes some.
        assert.is_table(roundTrip(nested(150)));
        assert.is_nil(loadstring(write(nested(198)))[0]);
    });

    it("raises on a table that contains itself", () => {
        messageOf(() => write("V = {} V.self = V"));
    });
});
