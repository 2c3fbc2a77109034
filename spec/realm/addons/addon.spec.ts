import { type AddonOptions, type ClientOptions, type Realm } from "../../../realm/realm";
import { addRunner, createGuildRealm, evaluate, messageOf } from "../support";

const FIXTURES = "spec/realm/fixtures";
const EMBEDDING: AddonOptions = {
    toc: `${FIXTURES}/Embedding/Embedding.toc`,
    externals: { "Libs/Shared": `${FIXTURES}/external` },
};

function login(addon: AddonOptions, options: Partial<ClientOptions> = {}): Realm {
    const realm = createGuildRealm();
    realm.addClient({ name: "Thrall", addons: [addon], ...options }).login();
    return realm;
}

describe("addons", () => {
    it("load by their .toc, through .xml files and externals, with name and table, and then get their events", () => {
        const realm = login(EMBEDDING);
        assert.same([], realm.errors);
        assert.same(
            [
                "First of Embedding",
                "Second",
                "Core of Embedding, shared",
                "ADDON_LOADED Embedding false",
                "default true",
                "PLAYER_LOGIN",
                "PLAYER_ENTERING_WORLD true false",
            ],
            realm.clients[0].env.get("EmbeddingTrace"),
        );
        assert.equal("1.2.3", evaluate(realm.clients[0], "C_AddOns.GetAddOnMetadata('Embedding', 'Version')"));
    });

    it("find their SavedVariables at ADDON_LOADED, over what their files put there", () => {
        const realm = login(EMBEDDING);
        const client = realm.clients[0];
        client.reload();
        assert.same(
            ["ADDON_LOADED Embedding false", "default nil", "PLAYER_LOGIN", "PLAYER_ENTERING_WORLD false true"],
            (client.env.get("EmbeddingTrace") as string[]).slice(3),
        );
        assert.equal(1, evaluate(client, "EmbeddingDB.logouts"));
        assert.equal("Thrall", evaluate(client, "EmbeddingChar"));
        client.logout();
        assert.equal("PLAYER_LOGOUT", (client.env.get("EmbeddingTrace") as string[])[7]);
        client.login();
        assert.equal(2, evaluate(client, "EmbeddingDB.logouts"));
    });

    it("go on after a file that is broken or missing, and report it", () => {
        const realm = login({ toc: `${FIXTURES}/Broken/Broken.toc` });
        assert.is_true(evaluate(realm.clients[0], "BrokenIsFine"));
        const messages = realm.errors.map((entry) => entry.message);
        assert.equal(3, messages.length);
        assert.not_nil(string.find(messages[0], "Interface/AddOns/Broken/Syntax.lua:1:", 1, true)[0]);
        assert.not_nil(string.find(messages[1], "Couldn't open Interface/AddOns/Broken/Missing.lua", 1, true)[0]);
        assert.not_nil(string.find(messages[2], "Broken/Raises.lua:2: raised on purpose", 1, true)[0]);
        assert.not_nil(string.find(realm.errors[2].stack, "inner", 1, true)[0]);
        assert.equal("Thrall-Realm", realm.errors[2].client);
    });

    it("are not loaded by a client that their ## Interface does not name", () => {
        const realm = login(EMBEDDING, { interfaceVersion: 30405 });
        assert.is_nil(realm.clients[0].env.get("EmbeddingTrace"));
        assert.not_nil(string.find(realm.errors[0].message, "out of date", 1, true)[0]);
        assert.same([], login(EMBEDDING, { interfaceVersion: 11509 }).errors);
    });

    it("raise when there is no such .toc", () => {
        messageOf(() => login({ toc: "nowhere/Nothing.toc" }));
        messageOf(() => login({ name: "Nothing" }));
    });

    it("share no state between clients, though they share their compiled files", () => {
        const realm = createGuildRealm();
        const source = "local count = 0 function Count() count = count + 1 return count end";
        const first = addRunner(realm, source, { name: "First" });
        const second = addRunner(realm, source, { name: "Second" });
        first.run("Count() Count()");
        assert.equal(1, evaluate(second, "Count()"));
        assert.equal(3, evaluate(first, "Count()"));
    });
});
