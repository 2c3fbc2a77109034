import { addRunner, createGuildRealm, evaluate } from "../support";

describe("error handling", () => {
    it("records what is given to the error handler", () => {
        const realm = createGuildRealm();
        const client = addRunner(realm, "");
        client.run("geterrorhandler()('by hand')");
        assert.equal("by hand", realm.errors[0].message);
    });

    it("lets securecallfunction pass results and stop errors", () => {
        const realm = createGuildRealm();
        const client = addRunner(realm, "");
        assert.equal(3, evaluate(client, "select('#', securecallfunction(function(...) return ... end, 1, nil, nil))"));
        assert.equal(0, evaluate(client, "select('#', securecallfunction(error, 'inside', 0))"));
        assert.equal("inside", realm.errors[0].message);
        assert.equal(5, evaluate(client, "securecall('max', 5, 4)"));
    });

    it("calls a handler that an addon has set, and records besides", () => {
        const realm = createGuildRealm();
        const client = addRunner(realm, "seterrorhandler(function(message) Caught = message end)");
        client.run("C_Timer.After(0, function() error('later', 0) end)");
        realm.advance(1);
        assert.equal("later", evaluate(client, "Caught"));
        client.run("securecallfunction(error, 'secure', 0)");
        assert.equal("secure", evaluate(client, "Caught"));
        assert.equal(2, realm.errors.length);
    });

    it("has a stack to show", () => {
        const client = addRunner(createGuildRealm(), "function Outer() return (debugstack()) end");
        assert.not_nil(string.find(evaluate(client, "Outer()") as string, "Test.lua", 1, true)[0]);
    });
});
