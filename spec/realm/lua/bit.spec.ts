import { addRunner, createGuildRealm, evaluate, messageOf } from "../support";

describe("bit", () => {
    const client = addRunner(createGuildRealm(), "");

    it("gives unsigned results", () => {
        assert.equal(4294967295, evaluate(client, "bit.bnot(0)"));
        assert.equal(4294967295, evaluate(client, "bit.bor(0xF0000000, 0x0FFFFFFF)"));
        assert.equal(2147483648, evaluate(client, "bit.lshift(1, 31)"));
        assert.equal(4026531840, evaluate(client, "bit.arshift(0x80000000, 3)"));
        assert.equal(268435456, evaluate(client, "bit.rshift(0x80000000, 3)"));
        assert.equal(4294967294, evaluate(client, "bit.bxor(0xFFFFFFFF, 1)"));
    });

    it("takes arguments mod 2^32, and any number of them", () => {
        assert.equal(5, evaluate(client, "bit.band(2^32 + 5, 0xFF)"));
        assert.equal(4294967295, evaluate(client, "bit.band(-1, -1)"));
        assert.equal(15, evaluate(client, "bit.bor(1, 2, 4, 8)"));
        assert.equal(4294967295, evaluate(client, "bit.band(-1, -1, -1)"));
    });

    it("raises on a shift beyond 31, of which the game promises nothing", () => {
        for (const name of ["lshift", "rshift", "arshift"]) {
            messageOf(() => client.run(`return bit.${name}(1, 32)`));
            messageOf(() => client.run(`return bit.${name}(1, -1)`));
        }
    });

    it("has no more than the game's functions", () => {
        client.run("Names = {} for name in pairs(bit) do Names[#Names + 1] = name end table.sort(Names)");
        assert.equal("arshift band bnot bor bxor lshift mod rshift", evaluate(client, "table.concat(Names, ' ')"));
        assert.equal(2, evaluate(client, "bit.mod(17, 5)"));
    });
});
