import { addRunner, createGuildRealm, evaluate, messageOf } from "../support";

describe("LibStub", () => {
    it("hands out the same table on an upgrade, with the older minor", () => {
        const client = addRunner(createGuildRealm(), "A, A0 = LibStub:NewLibrary('Lib-1.0', 1)");
        client.run("B, B0 = LibStub:NewLibrary('Lib-1.0', 2)");
        assert.is_true(evaluate(client, "A == B"));
        assert.is_nil(evaluate(client, "A0"));
        assert.equal(1, evaluate(client, "B0"));
        assert.equal(0, evaluate(client, "select('#', LibStub:NewLibrary('Lib-1.0', 2))"));
        assert.equal(2, evaluate(client, "select(2, LibStub('Lib-1.0'))"));
        assert.is_true(evaluate(client, "LibStub:GetLibrary('Lib-1.0') == A"));
    });

    it("counts only the first run of digits of a minor", () => {
        const client = addRunner(createGuildRealm(), "LibStub:NewLibrary('Lib-1.0', '$Revision: 12 $ of 99')");
        assert.is_nil(evaluate(client, "LibStub:NewLibrary('Lib-1.0', 12)"));
        assert.equal(12, evaluate(client, "select(2, LibStub:NewLibrary('Lib-1.0', 'r13'))"));
    });

    it("raises on an unknown library unless it is told to be silent", () => {
        const client = addRunner(createGuildRealm(), "");
        messageOf(() => client.run("LibStub('Nothing-1.0')"));
        assert.is_nil(evaluate(client, "LibStub('Nothing-1.0', true)"));
        messageOf(() => client.run("LibStub:NewLibrary('Lib-1.0', 'none')"));
        messageOf(() => client.run("LibStub:NewLibrary(nil, 1)"));
    });

    it("lists what is registered, for each client by itself", () => {
        const realm = createGuildRealm();
        const first = addRunner(realm, "LibStub:NewLibrary('Lib-1.0', 1)", { name: "First" });
        const second = addRunner(realm, "", { name: "Second" });
        const list =
            "(function() local t = {} for name in LibStub:IterateLibraries() do t[#t + 1] = name end return #t end)()";
        assert.equal(1, evaluate(first, list));
        assert.equal(0, evaluate(second, list));
    });
});
