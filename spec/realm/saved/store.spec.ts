import { type Client } from "../../../realm/realm";
import { addRunner, createGuildRealm, evaluate } from "../support";

function addSaver(options: object = {}): Client {
    const addons = [{ name: "Saver", source: "DB = DB or { runs = 0 }", savedVariables: ["DB"] }];
    return addRunner(createGuildRealm(), "", { addons, ...options });
}

describe("SavedVariables", () => {
    it("are written at logout and /reload", () => {
        const client = addSaver();
        assert.is_nil(client.getSavedText("Saver"));
        client.run("DB.runs = 1");
        client.reload();
        assert.equal(1, evaluate(client, "DB.runs"));
        client.run("DB.runs = 2");
        client.logout();
        assert.equal('\nDB = {\n\t["runs"] = 2,\n}\n', client.getSavedText("Saver"));
        client.login();
        assert.equal(2, evaluate(client, "DB.runs"));
    });

    it("are written after PLAYER_LOGOUT, the last Lua that runs", () => {
        const client = addSaver();
        client.run(
            "local f = CreateFrame('Frame') f:RegisterEvent('PLAYER_LOGOUT') f:SetScript('OnEvent', function() DB.last = true end)",
        );
        client.logout();
        client.login();
        assert.is_true(evaluate(client, "DB.last"));
    });

    it("are not written at a crash", () => {
        const client = addSaver();
        client.logout();
        client.login();
        client.run("DB.runs = 9");
        client.crash();
        assert.is_false(client.isOnline);
        client.login();
        assert.equal(0, evaluate(client, "DB.runs"));
    });

    it("are lost, with an error, when the file cannot be loaded", () => {
        const realm = createGuildRealm();
        const addons = [{ name: "Saver", source: "DB = { runs = 0 }", savedVariables: ["DB"] }];
        const client = addRunner(realm, "", { addons });
        client.run("DB.runs = 5 DB.bad = 1/0");
        client.logout();
        client.login();
        assert.equal(0, evaluate(client, "DB.runs"));
        assert.equal(1, realm.errors.length);
    });

    it("load 262,141 distinct keys and lose 262,142 to the constant table", () => {
        const realm = createGuildRealm();
        const addons = [{ name: "Saver", source: "", savedVariables: ["DB"] }];
        const client = addRunner(realm, "", { addons });
        const loadKeys = (count: number): void => {
            const parts: string[] = [];
            for (const index of $range(1, count)) parts[index - 1] = `["k${index}"] = true,`;
            // Nothing is written at a crash: the file is what it is told to be.
            client.crash();
            client.setSavedText("Saver", `DB = {\n${table.concat(parts, "\n")}\n}\n`);
            client.login();
        };
        loadKeys(262141);
        assert.is_true(evaluate(client, "DB.k262141"));
        loadKeys(262142);
        assert.is_nil(evaluate(client, "DB"));
        assert.not_nil(string.find(realm.errors[0].message, "constant table overflow", 1, true)[0]);
    });

    it("keep the old file when the new one cannot be written", () => {
        const client = addSaver();
        client.run("DB.runs = 3");
        client.logout();
        client.login();
        client.run("DB.self = DB");
        client.logout();
        client.login();
        assert.equal(3, evaluate(client, "DB.runs"));
    });

    it("are shared by the characters of an account, of which one can be online", () => {
        const realm = createGuildRealm();
        const addons = [
            {
                name: "Saver",
                source: "",
                savedVariables: ["Shared"],
                savedVariablesPerCharacter: ["Own"],
            },
        ];
        const first = addRunner(realm, "", { name: "First", account: "A", addons });
        const second = realm.addClient({ name: "Second", account: "A", addons });
        assert.is_false(pcall(() => second.login())[0]);
        first.run("Shared, Own = 1, 2");
        first.logout();
        second.login();
        assert.equal(1, evaluate(second, "Shared"));
        assert.is_nil(evaluate(second, "Own"));
        second.logout();
        first.login();
        assert.equal(2, evaluate(first, "Own"));
    });

    it("can be damaged from outside", () => {
        const client = addSaver();
        client.logout();
        client.setSavedText("Saver", 'DB = { runs = "patched" }');
        client.login();
        assert.equal("patched", evaluate(client, "DB.runs"));
    });

    it("go to a folder on disk and come back from it in another realm", () => {
        const savedFolder = os.tmpname();
        os.remove(savedFolder);
        const options = { name: "Thrall", addons: [{ name: "Saver", source: "", savedVariables: ["DB"] }] };
        const first = addRunner(createGuildRealm({ savedFolder }), "", options);
        first.run("DB = 'on disk'");
        first.logout();
        const [file] = io.open(`${savedFolder}/Thrall-Realm/SavedVariables/Saver.lua`);
        assert.equal('\nDB = "on disk"\n', file?.read("*a"));
        file?.close();
        const second = addRunner(createGuildRealm({ savedFolder }), "", options);
        assert.equal("on disk", evaluate(second, "DB"));
        os.execute(`rm -r '${savedFolder}'`);
    });
});
