import { addRunner, createGuildRealm, evaluate } from "../support";

describe("game string and table functions", () => {
    const client = addRunner(createGuildRealm(), "");

    it("splits at each byte of the delimiters", () => {
        assert.equal("a|b||c", evaluate(client, "strjoin('|', strsplit(',;', 'a,b;,c'))"));
        assert.equal("a|b,c", evaluate(client, "strjoin('|', strsplit(',', 'a,b,c', 2))"));
        assert.equal("a|b", evaluate(client, "strjoin('|', strsplit('.', 'a.b'))"));
        assert.equal(1, evaluate(client, "select('#', strsplit(',', ''))"));
        assert.equal("a|b", evaluate(client, "strjoin('|', string.split('-', 'a-b'))"));
    });

    it("trims white space or the bytes it is told", () => {
        assert.equal("a b", evaluate(client, "strtrim('  a b\\n')"));
        assert.equal("a", evaluate(client, "strtrim('--a-', '-')"));
    });

    it("wipes a table in place", () => {
        assert.is_true(
            evaluate(client, "(function() local t = {1, 2, x = 3} return wipe(t) == t and next(t) == nil end)()"),
        );
    });

    it("gives trigonometry in degrees to the globals and in radians to math", () => {
        assert.near(1, evaluate(client, "sin(90)") as number, 1e-12);
        assert.near(0.8939966, evaluate(client, "math.sin(90)") as number, 1e-6);
        assert.near(45, evaluate(client, "atan2(1, 1)") as number, 1e-12);
    });

    it("copies tables and mixes them in", () => {
        assert.is_true(
            evaluate(client, "(function() local a = {{}} local b = CopyTable(a) return a[1] ~= b[1] end)()"),
        );
        assert.equal(3, evaluate(client, "Mixin({ x = 1 }, { x = 2 }, { x = 3 }).x"));
    });

    it("counts nil among the values it makes strings of", () => {
        assert.equal("1 nil true", evaluate(client, "strjoin(' ', tostringall(1, nil, true))"));
    });
});
