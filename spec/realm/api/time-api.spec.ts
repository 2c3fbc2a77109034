import { addRunner, createGuildRealm, evaluate } from "../support";

describe("time", () => {
    it("is whole server seconds, the same for all, from the chosen start", () => {
        const realm = createGuildRealm({ startTime: 1234567890 });
        const first = addRunner(realm, "", { name: "First" });
        const second = addRunner(realm, "", { name: "Second", serverTimeOffset: 1, localTimeOffset: -3600 });
        realm.advance(10.9);
        assert.equal(1234567900, evaluate(first, "GetServerTime()"));
        assert.equal(1234567901, evaluate(second, "GetServerTime()"));
        assert.equal(1234564300, evaluate(second, "time()"));
        assert.near(10.9, evaluate(first, "GetTime()") as number, 1e-9);
        assert.equal("2009-02-13", evaluate(first, "date('%Y-%m-%d')"));
        assert.equal(86400, evaluate(first, "time({ year = 1970, month = 1, day = 2, hour = 0 })"));
    });

    it("lets any addon reset debugprofilestop, and none GetTimePreciseSec", () => {
        const stepped = addRunner(createGuildRealm({ profileStep: 1 }), "");
        stepped.run("for i = 1, 10 do debugprofilestop() end debugprofilestart()");
        assert.equal(1, evaluate(stepped, "debugprofilestop()"));
        assert.near(0.013, evaluate(stepped, "GetTimePreciseSec()") as number, 1e-12);
    });

    it("measures processor time, or steps that the seed determines", () => {
        const real = addRunner(createGuildRealm(), "");
        real.run("Start = debugprofilestop() for i = 1, 100000 do end End = debugprofilestop()");
        assert.is_true(evaluate(real, "End > Start"));
        const stepped = addRunner(createGuildRealm({ profileStep: 0.25 }), "");
        assert.equal(0.25, evaluate(stepped, "debugprofilestop()"));
        assert.equal(0.5, evaluate(stepped, "debugprofilestop()"));
        assert.near(0.00075, evaluate(stepped, "GetTimePreciseSec()") as number, 1e-12);
    });
});
