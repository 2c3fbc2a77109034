import { addRunner, createGuildRealm, evaluate, messageOf } from "../support";

const HINT = "%(the realm has no C_Item, and no addon made it: docs/realm%.md lists what there is";

describe("What the realm lacks", () => {
    it("is named when an addon calls or indexes it", () => {
        const realm = createGuildRealm();
        const client = addRunner(realm, "C_Item.GetItemInfo(1)");
        assert.equal(1, realm.errors.length);
        assert.matches(HINT, realm.errors[0].message);
        assert.matches(
            HINT,
            messageOf(() => client.run("C_Item()")),
        );
        assert.matches(
            HINT,
            messageOf(() => client.run("return C_Item.x")),
        );
        client.run("securecallfunction(function() C_Item() end)");
        assert.matches(HINT, realm.errors[1].message);
    });

    it("is nil for who looks whether it is there", () => {
        const realm = createGuildRealm();
        const client = addRunner(realm, "if C_Item then Found = true end Name = type(C_Item)");
        assert.is_nil(evaluate(client, "Found"));
        assert.equal("nil", evaluate(client, "Name"));
        assert.same([], realm.errors);
    });

    it("does not change other errors", () => {
        const realm = createGuildRealm();
        const client = addRunner(realm, "");
        assert.equal(
            "oops",
            messageOf(() => client.run("error('oops', 0)")),
        );
        assert.equal(
            "run:1: attempt to index a nil value",
            messageOf(() => client.run("return (nil).x")),
        );
        const [ok, raised] = pcall(() => client.run("error({ code = 7 })"));
        assert.is_false(ok);
        assert.equal(7, (raised as unknown as { code: number }).code);
    });
});
