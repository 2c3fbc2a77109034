import { addRunner, createGuildRealm, evaluate, messageOf } from "../support";

const ABSENT = [
    "io",
    "os",
    "package",
    "require",
    "load",
    "loadfile",
    "dofile",
    "debug",
    "module",
    "math.randomseed",
    "string.dump",
    "coroutine.close",
    "C_EncodingUtil",
    "ChatThrottleLib",
];

const PRESENT = [
    "loadstring",
    "setfenv",
    "getfenv",
    "newproxy",
    "date",
    "time",
    "strsplit",
    "wipe",
    "table.wipe",
    "securecallfunction",
    "geterrorhandler",
    "debugstack",
    "debugprofilestop",
    "GetTimePreciseSec",
    "tinsert",
    "tremove",
    "format",
    "math.random",
    "coroutine.create",
    "LibStub",
    "UIParent",
];

describe("sandbox", () => {
    const client = addRunner(createGuildRealm(), "");

    it("lacks what the game took away", () => {
        for (const name of ABSENT) assert.is_nil(evaluate(client, name), name);
    });

    it("has what the game added", () => {
        for (const name of PRESENT) assert.not_nil(evaluate(client, name), name);
    });

    it("gives each client globals and libraries of its own", () => {
        const realm = createGuildRealm();
        const first = addRunner(realm, "", { name: "First" });
        const second = addRunner(realm, "", { name: "Second" });
        first.run("Mine = 1; string.shout = string.upper; table.insert = nil; math.pi = 3; bit.band = nil");
        assert.is_nil(evaluate(second, "Mine"));
        assert.is_nil(evaluate(second, "string.shout"));
        assert.equal("function", evaluate(second, "type(table.insert)"));
        assert.equal("function", evaluate(second, "type(bit.band)"));
        assert.near(3.14159, evaluate(second, "math.pi") as number, 0.001);
        assert.is_nil((_G as never as LuaTable<string, unknown>).get("Mine"));
    });

    it("shows string methods the client's own string table, and only while its code runs", () => {
        client.run("function string.shout(text) return text:upper() .. '!' end");
        assert.equal("HEY!", evaluate(client, "('hey'):shout()"));
        assert.is_nil((string as never as LuaTable<string, unknown>).get("shout"));
        assert.not_nil(
            string.find(
                messageOf(() => client.run("return ('%d'):format(2^31)")),
                "overflow",
                1,
                true,
            )[0],
        );
        assert.is_true(pcall(() => loadstring("return ('x'):dump()"))[0]);
    });

    it("does not hand out the realm's globals", () => {
        assert.is_true(evaluate(client, "getfenv(0) == _G"));
        assert.is_true(evaluate(client, "getfenv(1) == _G"));
        assert.is_true(evaluate(client, "getfenv() == _G"));
        assert.is_true(evaluate(client, "getfenv(print) == _G"));
        assert.is_true(evaluate(client, "getfenv(loadstring('return 1')) == _G"));
    });

    it("takes environments as stock Lua does", () => {
        assert.equal(7, evaluate(client, "setfenv(function() return x end, { x = 7 })()"));
        assert.equal(8, evaluate(client, "(function() setfenv(1, { x = 8 }) return x end)()"));
    });

    it("refuses binary chunks and gives syntax errors as results", () => {
        assert.is_nil(evaluate(client, "(loadstring('\\27Lua'))"));
        assert.is_string(evaluate(client, "select(2, loadstring('x ='))"));
    });

    it("passes arguments through xpcall", () => {
        assert.equal("a-nil-b", evaluate(client, "select(2, xpcall(strjoin, print, '-', 'a', 'nil', 'b'))"));
        assert.equal(
            3,
            evaluate(client, "select(2, xpcall(function(...) return select('#', ...) end, print, 1, nil, nil))"),
        );
    });
});
